import type { Attribution, Span } from '../schema'
import type { Reading } from './reading'

/** What the source does with the content, whether in its own words, and how surely. */
export function mannerOf(
  reading: Reading,
  anchor: number,
  cue: number[],
  content: Span[],
): Pick<Attribution, 'kind' | 'isDirect' | 'isHedged'> {
  const word = reading.words[anchor] ?? ''
  return {
    kind: /^den(?:y|ie[sd]|ying|ial)/.test(word) ? 'denies' : 'asserts',
    isDirect: content.every(([from, to]) => isQuoted(reading, from, to)),
    isHedged: cue.length === 0,
  }
}

/** Whether all words between two places of the text are between quotation marks. */
function isQuoted(r: Reading, from: number, to: number): boolean {
  for (let i = 0; i < r.count; i++) {
    if ((r.tokens.start[i] ?? 0) < from || (r.tokens.end[i] ?? 0) > to) continue
    if ((r.shape[i] as number) < 4 && (r.quote[i] as number) < 0 && (r.single[i] as number) < 0)
      return false
  }
  return true
}
