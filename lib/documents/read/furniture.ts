/**
 * What stands around an article on its page, and is taken away before the article is looked for. Told by the element, its
 * role, or the words of its names; never so much that the page would lose the larger part of its prose.
 */
const ALWAYS = [
  'script',
  'style',
  'noscript',
  'template',
  'iframe',
  'object',
  'embed',
  'svg',
  'canvas',
  'button',
  'select',
  'input',
  'textarea',
  'dialog',
  'nav',
  'figcaption',
  'audio',
  'video',
  '[role=navigation]',
  '[role=complementary]',
  '[role=search]',
  '[role=dialog]',
  '[role=alertdialog]',
  '[role=banner]',
  '[role=contentinfo]',
  '[role=menu]',
  '[role=toolbar]',
  '[role=tooltip]',
  '[aria-modal=true]',
  '[hidden]',
  // Within a sentence it is part of it.
  ':not(p, li, td) > time',
].join(',')
const USUALLY = 'aside, footer, form, header nav, menu, address'

/** Words in class names, ids and the like, each between word breaks of whatever spelling. */
const WORDS = new Set(
  `ad ads advert adverts advertisement advertising adslot adunit dfp sponsor sponsored sponsorship promo promos promotion promoted
  related relatedlinks recirc recirculation recommend recommended recommendation recommendations readmore morefrom mostread mostpopular
  popular trending newsletter newsletters signup subscribe subscription subscriptions share shares sharing sharebar sharethis addthis addtoany social
  socials follow cookie cookies consent gdpr outbrain taboola zergnet disqus comments commentlist respond
  breadcrumb breadcrumbs crumbs pagination pager nav navbar navigation menu submenu footer masthead sidebar toolbar
  caption captions figcaption credit credits photocredit imagecaption tags taglist tagcloud taxonomy categories
  authorbio bio aboutauthor authorbox byline timestamp
  modal popup popover overlay lightbox tooltip paywall regwall login signin donate donation poll quiz rating ratings
  skip skiplink widget widgets carousel slideshow teaser teasers tout jumplink printonly noprint hidden
  affiliate disclaimer copyright playlist livestream`
    .split(/\s+/)
    .filter(Boolean),
)
/** Words that need each other: next to one another in a name. */
const PAIRS = new Set(
  `also-read also-like read-more read-next read-also more-from more-on more-stories more-news most-read most-popular most-viewed
  top-stories latest-news up-next next-article previous-article you-may see-also see-more author-bio author-info author-box about-author
  post-meta entry-meta article-meta post-tags entry-footer post-footer article-footer post-navigation comment-list comment-form
  comments-area image-caption photo-caption media-caption wp-caption-text caption-text image-credit photo-credit
  screen-reader sr-only visually-hidden email-signup sign-up call-to social-media back-to pull-quote story-footer
  inline-story inline-related in-content link-list links-list key-links`
    .split(/\s+/)
    .filter(Boolean),
)
const NAMED = [
  'id',
  'class',
  'data-component',
  'data-testid',
  'data-module',
  'data-type',
  'data-widget',
  'data-block',
]

/** Takes the furniture out of a document, in place. */
export function takeFurnitureOut(document: Document) {
  const body = document.body
  if (!body) return
  for (const each of [...document.querySelectorAll(ALWAYS)]) {
    if (each !== body && each.localName !== 'html') each.remove()
  }
  const share = proseShares(body)
  const isSmall = (element: Element) => share(element) <= 0.3
  for (const each of [...document.querySelectorAll(USUALLY)]) if (isSmall(each)) each.remove()
  const named = [...body.querySelectorAll(NAMED.map((name) => `[${name}]`).join(','))]
  for (const each of named) {
    if (!each.isConnected || /^(?:main|article|p|h[1-6])$/.test(each.localName)) continue
    if (isNamedFurniture(each) && isSmall(each)) each.remove()
  }
}

function isNamedFurniture(element: Element): boolean {
  for (const attribute of NAMED) {
    const name = element.getAttribute(attribute)
    if (!name || name.length > 400) continue
    for (const part of name.split(/\s+/)) {
      const words = part
        .replace(/([a-z])([A-Z])/g, '$1-$2')
        .toLowerCase()
        .split(/[^a-z]+/)
        .filter(Boolean)
      for (const [i, word] of words.entries()) {
        if (WORDS.has(word) || PAIRS.has(`${word}-${words[i + 1]}`)) return true
      }
    }
  }
  return false
}

/**
 * How much of the prose below `root` each element holds, 0 to 1. Prose is text that is not in links and runs on for some
 * words, whichever elements it stands in.
 */
function proseShares(root: Element): (element: Element) => number {
  const lengths = new Map<Node, number>()
  let link: Node | null = null
  let node: Node | null = root
  // Without recursion: a page may be nested deeper than any stack.
  while (node) {
    if (!link && node.nodeType === 1 && (node as Element).localName === 'a') link = node
    if (!link && node.nodeType === 3) {
      const { length } = (node.nodeValue ?? '').trim()
      if (length >= 20) lengths.set(node, length)
    }
    let next: Node | null = node.firstChild
    while (!next && node && node !== root) {
      const own: number = lengths.get(node) ?? 0
      if (node === link) link = null
      next = node.nextSibling
      const above: Node | null = node.parentNode
      if (own > 0 && above) lengths.set(above, (lengths.get(above) ?? 0) + own)
      if (!next) node = above
    }
    node = next
  }
  const all = Math.max(1, lengths.get(root) ?? 0)
  return (element) => (lengths.get(element) ?? 0) / all
}

/** The innermost element that still holds nearly all of the prose. */
export function coreOf(root: Element): Element {
  const share = proseShares(root)
  let core = root
  for (;;) {
    const next = [...core.children].find((child) => share(child) > 0.8)
    if (!next) return core
    core = next
  }
}
