import { tokenise } from './english/tokens'
import type { Span } from './schema'

/** The sentences of `text` with the paragraph that each is in, in its order. */
export type Passages = {
  sentences: Span[]
  paragraphOf: number[]
  /** Which sentence holds `at`, or the last before it; -1 in front of the first. */
  at(at: number): number
}

export function passagesOf(text: string): Passages {
  const tokens = tokenise(text)
  const sentences: Span[] = []
  const paragraphOf: number[] = []
  let paragraph = 0
  for (let s = 0; s + 1 < tokens.sentences.length; s++) {
    const first = tokens.sentences[s] ?? 0
    const last = (tokens.sentences[s + 1] ?? 0) - 1
    while ((tokens.paragraphs[paragraph + 1] ?? Number.POSITIVE_INFINITY) <= s) paragraph++
    if (last < first) continue
    sentences.push([tokens.start[first] ?? 0, tokens.end[last] ?? 0])
    paragraphOf.push(paragraph)
  }
  return {
    sentences,
    paragraphOf,
    at(at) {
      let low = 0
      let high = sentences.length
      while (low < high) {
        const middle = (low + high) >> 1
        if ((sentences[middle]?.[0] ?? 0) > at) high = middle
        else low = middle + 1
      }
      return low - 1
    },
  }
}
