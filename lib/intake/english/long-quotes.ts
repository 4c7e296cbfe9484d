import type { Possible } from './possible'
import { PUNCTUATION, type Reading } from './reading'

/**
 * A quotation that goes on over paragraphs is one saying: who is named for a part of it said all of it, unless somebody
 * is named for another part. Adds to the contents of `chosen` what the quotes that they take in continue or are
 * continued by.
 */
export function carryQuotes(r: Reading, chosen: Possible[]): Possible[] {
  const { quotes } = r
  if (!quotes.some((quote) => quote.continues >= 0)) return chosen
  const next = new Map(quotes.map((quote, q) => [quote.continues, q]))
  const said = new Set(chosen.flatMap((each) => each.content))
  const wordsOf = (q: number) => {
    const words: number[] = []
    const quote = quotes[q]
    for (let i = quote?.open ?? 0; i <= (quote?.close ?? -1); i++) {
      if (r.shape[i] !== PUNCTUATION) words.push(i)
    }
    return words
  }
  return chosen.map((each) => {
    const own = new Set(each.content.map((i) => r.quote[i] as number))
    const more: number[] = []
    for (const q of own) {
      if (q < 0) continue
      const words = wordsOf(q)
      if (words.filter((i) => each.content.includes(i)).length < words.length / 2) continue
      const take = (part: number | undefined, step: (q: number) => number | undefined) => {
        for (let p = part; p !== undefined && p >= 0 && !own.has(p); p = step(p)) {
          const added = wordsOf(p)
          if (added.some((i) => said.has(i))) return
          for (const i of added) said.add(i)
          const { open = 0, close = -1 } = quotes[p] ?? {}
          for (let i = open; i <= close; i++) more.push(i)
        }
      }
      take(quotes[q]?.continues, (p) => quotes[p]?.continues)
      take(next.get(q), (p) => next.get(p))
    }
    if (more.length === 0) return each
    return { ...each, content: [...each.content, ...more].sort((a, b) => a - b) }
  })
}
