import type { Attribution, Span } from '../schema'
import { findQuotes } from './quotes'
import { type Tokens, tokenise } from './tokens'

const VERBS =
  'said|says|say|saying|told|tells|added|adding|wrote|writes|asked|noted|notes|noting|argued|argues|explained|claimed|claims|claiming|insisted|insisting|declared|declares|announced|stated|stating|warned|warns|confirmed|denied|denies|reported|reports|acknowledged|suggested|suggests|believe|believes|tweeted|replied|responded|concluded|predicted|promised|vowed|urged|refuted|reiterated|described|called|indicate|indicated|continued'
const VERB = new RegExp(`^(?:${VERBS})$`)

/** The attributions of an English text, in its order. */
export function extractEnglishAttributions(text: string): Attribution[] {
  const tokens = tokenise(text)
  const quotes = findQuotes(tokens)
  const word = (i: number) => text.slice(tokens.start[i] ?? 0, tokens.end[i] ?? 0)
  const inQuote = new Int32Array(tokens.count).fill(-1)
  quotes.forEach((quote, q) => {
    for (let i = quote.open; i <= quote.close; i++) inQuote[i] = q
  })
  const found: Attribution[] = []
  for (let s = 0; s + 1 < tokens.sentences.length; s++) {
    const from = tokens.sentences[s] ?? 0
    const to = tokens.sentences[s + 1] ?? 0
    for (let i = from; i < to; i++) {
      if ((inQuote[i] ?? -1) >= 0) continue
      const lower = word(i).toLowerCase()
      if (lower === 'according' && word(i + 1) === 'to') {
        const end = nameEnd(word, i + 2, to)
        found.push(build(tokens, [i + 2, end], [i, i + 2], i > from + 3 ? [from, i] : [end, to]))
        i = end
        continue
      }
      if (!VERB.test(lower)) continue
      const lastStop = word(to - 1) === '.' ? to - 1 : to
      const quote = inQuote[i - 2] ?? -1
      const before = quote >= 0 ? quotes[quote] : quotes[inQuote[i - 1] ?? -1]
      if (before && before.close - before.open > 3) {
        const end = nameEnd(word, i + 1, lastStop)
        found.push(build(tokens, [i + 1, end], [i, i + 1], [before.open, before.close + 1]))
        continue
      }
      const start = nameStart(word, i, from)
      if (lastStop - i < 4) {
        if (i - from > 5) found.push(build(tokens, [start, i], [i, i + 1], [from, start]))
      } else found.push(build(tokens, [start, i], [i, i + 1], [i + 1, lastStop]))
      break
    }
  }
  return found
}

function nameStart(word: (i: number) => string, i: number, from: number): number {
  let start = i
  while (start > from && !/^[,;:“”"’‘()]$/.test(word(start - 1)) && i - start < 12) start--
  return start
}

function nameEnd(word: (i: number) => string, from: number, to: number): number {
  let end = from
  while (end < to && !/^[,.;:“”"()]$/.test(word(end)) && end - from < 12) end++
  return end
}

function build(
  tokens: Tokens,
  source: [number, number],
  cue: [number, number],
  content: [number, number],
): Attribution {
  const spans = ([from, to]: [number, number]): Span[] =>
    to > from ? [[tokens.start[from] ?? 0, tokens.end[to - 1] ?? 0]] : []
  return {
    source: spans(source),
    cue: spans(cue),
    content: spans(content),
    kind: 'asserts',
    isDirect: false,
    isHedged: false,
  }
}
