import { parseHTML } from 'linkedom'
import { type DefaultTreeAdapterMap, parse, serialize } from 'parse5'
import { AppError } from '@/lib/errors'

/** Several times what the largest of a thousand real pages has. */
const MOST_TAGS = 120_000
const MOST_NODES = 240_000
const MOST_DEPTH = 500
const MOST_ATTRIBUTES = 300_000
const MOST_TEXT = 2_000_000

type TreeNode = DefaultTreeAdapterMap['node']

/**
 * A page as browsers read it, with every tag in its place: with tags left out or crossed, linkedom alone loses whole
 * articles. Throws `AppError` `refused` for a page that is made to be endless work rather than read.
 */
export function normaliseHtml(html: string): string {
  let tags = 0
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) tags += 1
  if (tags > MOST_TAGS) throw tooComplex()
  const tree = parse(html, { scriptingEnabled: false })
  measure(tree)
  return serialize(tree)
}

export function documentOf(html: string): Document {
  return parseHTML(html).document as unknown as Document
}

function measure(tree: TreeNode) {
  let nodes = 0
  let attributes = 0
  let text = 0
  // Without recursion: the depth is what is not known yet.
  const open: [TreeNode, number][] = [[tree, 0]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, depth] = next
    if ('attrs' in node) attributes += node.attrs.length
    if ('value' in node) text += node.value.length
    nodes += 1
    if (
      depth > MOST_DEPTH ||
      nodes > MOST_NODES ||
      attributes > MOST_ATTRIBUTES ||
      text > MOST_TEXT
    ) {
      throw tooComplex()
    }
    const isData = 'tagName' in node && /^(?:script|style)$/.test(node.tagName)
    if (isData || !('childNodes' in node)) continue
    for (const child of node.childNodes) open.push([child, depth + 1])
  }
}

const tooComplex = () => new AppError('refused', 'page_too_complex')
