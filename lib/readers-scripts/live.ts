/** How often an open page looks whether it is still the page of now, in milliseconds; less often where data is dear. */
const EVERY_MS = 1_500
const THRIFTY_MS = 30_000
const LONGEST_MS = 120_000

/**
 * Tells when the page at this address is another than the one on the screen, with that page. Looks as long as somebody
 * may be reading: a conditional request to a file, which is answered in a few bytes while nothing changed.
 */
export function whenChanged(tell: (page: Document) => void): void {
  let shown = hashOf(document)
  let etag = ''
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function look() {
    try {
      if (etag) {
        const answer = await fetch(location.pathname, {
          method: 'HEAD',
          cache: 'no-store',
          headers: { 'If-None-Match': etag },
        })
        if (answer.status !== 200) return
      }
      // From the browser's own store, but for what it is not sure of.
      const answer = await fetch(location.pathname, { cache: 'no-cache' })
      if (!answer.ok) return
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      etag = answer.headers.get('etag') ?? ''
      const hash = hashOf(page)
      if (hash && hash !== shown) {
        shown = hash
        tell(page)
      }
      failures = 0
    } catch {
      failures += 1
    }
  }

  function next() {
    clearTimeout(timer)
    if (document.hidden) return
    const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } }
    const every = connection?.saveData ? THRIFTY_MS : EVERY_MS
    // Not all of them at the same moment.
    const pause = Math.min(LONGEST_MS, every * 2 ** failures) * (0.85 + 0.3 * Math.random())
    timer = setTimeout(() => look().then(next), pause)
  }

  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void look().then(next)
  })
  next()
}

/** What the publisher wrote at the end of the page: a hash of all that is before it. */
function hashOf(page: Document): string | undefined {
  const { lastChild } = page
  const words = lastChild?.nodeType === Node.COMMENT_NODE ? (lastChild.nodeValue ?? '') : ''
  return /sha256:([\da-f]{64})/.exec(words)?.[1]
}
