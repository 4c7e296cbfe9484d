/** A piece of a page's text that stands by itself: a paragraph, a subhead, an item of a list. */
export type Block = {
  kind: 'paragraph' | 'heading' | 'item' | 'quote' | 'cell'
  text: string
  /** Share of its letters that are in links, 0 to 1. */
  linked: number
  element: Element
}

const BREAKS =
  /^(?:address|article|aside|blockquote|body|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hgroup|hr|legend|li|main|menu|nav|ol|option|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul|td|th|caption|noscript|iframe|video|audio|object|canvas)$/
const SILENT =
  /^(?:script|style|noscript|template|svg|math|head|title|iframe|object|video|audio|canvas|select|textarea|button|input|map|datalist|progress|meter)$/

/**
 * The text below an element, block by block, in the order of the page. White space is one space; a line break within a
 * block is kept as a newline where the page breaks the line once, and parts blocks where it breaks it twice.
 */
export function blocksOf(root: Element): Block[] {
  const blocks: Block[] = []
  let text = ''
  let linkedLength = 0
  let owner = root

  const flush = () => {
    for (const part of text.split(/\n(?:[^\S\n]*\n)+/)) {
      const line = part
        .replace(/[^\S\n]*\n[^\S\n]*/g, '\n')
        .replace(/[^\S\n\u00a0]+|\u00a0+/g, ' ')
        .trim()
      if (line === '') continue
      const letters = line.replace(/\s/g, '').length
      blocks.push({
        kind: kindOf(owner, root),
        text: line,
        linked: Math.min(1, linkedLength / letters),
        element: owner,
      })
    }
    text = ''
    linkedLength = 0
  }

  // Without recursion: a page may be nested deeper than any stack.
  let node: Node | null = root
  let link: Element | null = null
  while (node) {
    let next: Node | null = null
    if (node.nodeType === 3) {
      const words = (node.nodeValue ?? '').replace(/\s+/g, ' ')
      text += words
      if (link) linkedLength += words.replace(/\s/g, '').length
    } else if (node.nodeType === 1) {
      const element = node as Element
      const name = element.localName
      if (!SILENT.test(name)) {
        if (name === 'br') text += '\n'
        else {
          if (BREAKS.test(name)) {
            flush()
            owner = element
          } else if (name === 'a' && element.hasAttribute('href')) link = element
          next = element.firstChild
        }
      }
    }
    while (!next && node && node !== root) {
      next = node.nextSibling
      if (next) break
      node = node.parentNode
      if (!node) break
      const element = node as Element
      if (element === link) link = null
      if (BREAKS.test(element.localName)) {
        flush()
        owner = blockAbove(element, root)
      }
    }
    if (!next) break
    node = next
  }
  flush()
  return blocks
}

function blockAbove(element: Element, root: Element): Element {
  let above: Element | null = element.parentElement
  while (above && above !== root && !BREAKS.test(above.localName)) above = above.parentElement
  return above ?? root
}

function kindOf(element: Element, root: Element): Block['kind'] {
  if (/^h[1-6]$/.test(element.localName)) return 'heading'
  for (let each: Element | null = element; each && each !== root; each = each.parentElement) {
    if (each.localName === 'li') return 'item'
    if (each.localName === 'blockquote') return 'quote'
    if (each.localName === 'td' || each.localName === 'th') return 'cell'
  }
  return 'paragraph'
}
