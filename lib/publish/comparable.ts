/** The one element in which a page of the past differs from the page that was served then. */
const ELEMENT = /<aside id="as-it-stood"[\s\S]*?<\/aside>/
const ROBOTS = /<meta name="robots"[^>]*>/g
/** Which rules a page takes depends on what is on it, that element among it. */
const STYLE = /<style[^>]*>[\s\S]*?<\/style>/g
/** Where a feed says that it is to be found, and its page: as it stood, at a moment. */
const FEED_ADDRESS =
  /((?:<link rel="(?:self|alternate)"[^>]* href="|"(?:home_page_url|feed_url)": ")[^"?]*)\?at=[^"]*/g
const TRAILER = /<!-- sha256:[0-9a-f]{64} -->\s*$/

/**
 * A served page without what may differ between the page as it was served at a moment and the page of that moment
 * asked for later: the element that says which of the two it is, the rules of style that it takes, the word to search
 * engines, the address that a feed has, and the hash of all that.
 */
export function comparablePage(html: string): string {
  return html
    .replace(ELEMENT, '')
    .replaceAll(STYLE, '')
    .replaceAll(ROBOTS, '')
    .replaceAll(FEED_ADDRESS, '$1')
    .replace(TRAILER, '')
}
