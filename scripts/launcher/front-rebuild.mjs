import pLimit from 'p-limit'

/**
 * Asks the publisher for pages that are missing or damaged. However many addresses are tried, it
 * hears of at most `perSecond` new ones a second, of each once at a time, and not again so soon of
 * one it has just called unknown. Of pages that are there and `isStale`, which nobody can invent, it hears however many
 * they are, of `atOnce` at a time.
 */
export function createRebuilder({
  ask,
  perSecond = 20,
  atOnce = 4,
  unknownForMs = 3_000,
  maxUnknown = 10_000,
  isStale = () => false,
}) {
  const running = new Map()
  // Where editors' own requests are answered they are not to stand behind all pages that readers ask for.
  const limit = pLimit(atOnce)
  const unknown = new Map()
  let tokens = perSecond
  let filledAt = Date.now()

  const takeToken = () => {
    const now = Date.now()
    tokens = Math.min(perSecond, tokens + ((now - filledAt) / 1000) * perSecond)
    filledAt = now
    if (tokens < 1) return false
    tokens -= 1
    return true
  }

  const remember = (path) => {
    unknown.delete(path)
    unknown.set(path, Date.now() + unknownForMs)
    if (unknown.size > maxUnknown) unknown.delete(unknown.keys().next().value)
  }

  /**
   * `'rebuilt'`, `'unknown'` (there is no such page), `'busy'` or `'unreachable'`. With `past` the page as it stood
   * at that moment, or with `'index'` the list of its moments. `ifStale` asks for a newer page than one that was stale: there
   * is one as soon as none is marked in its place, whoever made it.
   */
  return async function rebuild(path, past, { ifStale = false } = {}) {
    if (ifStale && !isStale(path)) return 'rebuilt'
    const key = past === undefined ? path : `${path} ${past}`
    // Whether there is such a page does not hang on the moment.
    const until = unknown.get(path)
    if (until !== undefined) {
      if (until > Date.now()) return 'unknown'
      unknown.delete(path)
    }
    const already = running.get(key)
    if (already) return already
    if (!ifStale && !(past === undefined && isStale(path)) && !takeToken()) return 'busy'
    const work = limit(() => ask(path, past, ifStale))
      .then((answer) => {
        if (answer === 'unknown') remember(path)
        return answer
      })
      .finally(() => running.delete(key))
    running.set(key, work)
    return work
  }
}

/** Asks over HTTP; anything but a clear answer counts as nobody there. */
export function askOverHttp({ origin, secret, timeoutMs = 8_000 }) {
  return async (path, past, ifStale) => {
    const base = origin()
    if (!base) return 'unreachable'
    try {
      const response = await fetch(`${base}/api/internal/rebuild`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-internal-secret': secret },
        body: JSON.stringify({ path, past, ifStale: ifStale || undefined }),
        signal: AbortSignal.timeout(timeoutMs),
      })
      await response.arrayBuffer()
      if (response.ok) return 'rebuilt'
      return response.status === 404 ? 'unknown' : 'unreachable'
    } catch {
      return 'unreachable'
    }
  }
}
