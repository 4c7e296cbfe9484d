const MOST = 5_000

/**
 * What was said before in the same words: a page says the same moments many times over, and its pages in a row do. `make`
 * hangs on `key` and the words alone.
 */
export function remembering<T>(): (key: string, words: object, make: () => T) => T {
  const said = new WeakMap<object, Map<string, T>>()
  return (key, words, make) => {
    let known = said.get(words)
    if (!known || known.size >= MOST) {
      known = new Map()
      said.set(words, known)
    }
    const before = known.get(key)
    if (before !== undefined) return before
    const made = make()
    known.set(key, made)
    return made
  }
}

/** Half of what a page says has nothing to be filled in: such a sentence is made once. `translate` is use-intl's. */
export function rememberingSentences<T extends (key: never, ...filled: never[]) => unknown>(
  translate: T,
): T {
  const said = new Map<string, unknown>()
  const say = (key: string, ...filled: unknown[]) => {
    const anew = () => (translate as unknown as (...given: unknown[]) => unknown)(key, ...filled)
    if (filled.length > 0) return anew()
    if (!said.has(key)) said.set(key, anew())
    return said.get(key)
  }
  return Object.assign(say as unknown as T, translate)
}
