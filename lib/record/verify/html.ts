import { type DefaultTreeAdapterMap, parse } from 'parse5'

type Node = DefaultTreeAdapterMap['node']
export type Element = DefaultTreeAdapterMap['element']

export function parsePage(html: string): Element {
  const root = parse(html).childNodes.find(
    (node): node is Element => 'tagName' in node && node.tagName === 'html',
  )
  if (!root) throw new Error('a page without a root')
  return root
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((each) => each.name === name)?.value
}

function children(node: Node): Node[] {
  return 'childNodes' in node ? node.childNodes : []
}

export type Wanted = { tag?: string; class?: string; id?: string }

function isWanted(element: Element, wanted: Wanted): boolean {
  if (wanted.tag && element.tagName !== wanted.tag) return false
  if (wanted.id && attribute(element, 'id') !== wanted.id) return false
  const classes = wanted.class ? (attribute(element, 'class') ?? '').split(/\s+/) : []
  return !wanted.class || classes.includes(wanted.class)
}

/** Every element below `root` that is wanted, in the order of the page. */
export function all(root: Element | undefined, wanted: Wanted): Element[] {
  const found: Element[] = []
  const walk = (node: Node) => {
    for (const child of children(node)) {
      if ('tagName' in child) {
        if (isWanted(child, wanted)) found.push(child)
        walk(child)
      }
    }
  }
  if (root) walk(root)
  return found
}

export function one(root: Element | undefined, wanted: Wanted): Element | undefined {
  return all(root, wanted)[0]
}

/** Elements that are wanted and have none of `within` between them and `root`. */
export function childElements(root: Element | undefined, tag: string): Element[] {
  if (!root) return []
  return children(root).filter((node): node is Element => 'tagName' in node && node.tagName === tag)
}

const UNSEEN = new Set(['script', 'style', 'template', 'noscript'])

/** What somebody reads of an element; undefined where there is none. */
export function textOf(element: Element | undefined): string | undefined {
  return element && spaced(rawText(element))
}

export function rawText(element: Element): string {
  let text = ''
  const walk = (node: Node) => {
    if ('value' in node && node.nodeName === '#text') text += node.value
    if ('tagName' in node && (UNSEEN.has(node.tagName) || isHidden(node))) return
    if ('tagName' in node && /^(?:p|li|br|div)$/.test(node.tagName)) text += ' '
    for (const child of children(node)) walk(child)
  }
  for (const child of children(element)) walk(child)
  return text
}

function isHidden(element: Element): boolean {
  return (
    attribute(element, 'hidden') !== undefined ||
    /display:\s*none|visibility:\s*hidden/.test(attribute(element, 'style') ?? '')
  )
}

/** Spaces and line ends as a page shows them: as one. */
export function spaced(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** The moment of the first `<time>` in an element. */
export function timeIn(element: Element | undefined): string | undefined {
  const time = one(element, { tag: 'time' })
  return time && attribute(time, 'datetime')
}
