/** A W3C TextQuoteSelector with its TextPositionSelector; `start` and `end` count Unicode code points. */
export type QuoteSelector = {
  exact: string
  prefix: string
  suffix: string
  start: number | null
  end: number | null
}

/** Characters of context on each side, in UTF-16 units: enough to tell repeated words apart. */
const CONTEXT = 40

/**
 * Finds `exact` in `text` as it stands there, letter by letter. `hint` is the UTF-16 index where it was
 * selected; without it the first place counts. Null when the words are not in the text.
 */
export function selectQuote(text: string, exact: string, hint?: number): QuoteSelector | null {
  let at = hint ?? -1
  if (at < 0 || !text.startsWith(exact, at)) at = nearest(text, exact, hint ?? 0)
  if (at < 0) return null
  const end = at + exact.length
  // Half a surrogate pair can be found inside a character, and is no quote.
  if (cutsACharacter(text, at) || cutsACharacter(text, end)) return null
  const start = codePoints(text.slice(0, at))
  return {
    exact,
    prefix: text.slice(wholeCharacter(text, Math.max(0, at - CONTEXT)), at),
    suffix: text.slice(end, wholeCharacter(text, Math.min(text.length, end + CONTEXT))),
    start,
    end: start + codePoints(exact),
  }
}

function nearest(text: string, exact: string, hint: number): number {
  let best = -1
  for (let at = text.indexOf(exact); at >= 0; at = text.indexOf(exact, at + 1)) {
    if (best >= 0 && Math.abs(at - hint) >= Math.abs(best - hint)) break
    best = at
  }
  return best
}

function cutsACharacter(text: string, at: number): boolean {
  return /[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '')
}

function wholeCharacter(text: string, at: number): number {
  return cutsACharacter(text, at) ? at + 1 : at
}

function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
