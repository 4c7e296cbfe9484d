import { bareOf, isLight } from '@/lib/search/public/alike'
import { tokensOf } from '@/lib/search/public/tokens'

export type Piece = { text: string; isHit: boolean }

/** A text in pieces, those that a search found it by apart; joined they are the text, letter for letter. */
export function markHits(text: string, words: readonly string[]): Piece[] {
  // An article or a preposition tells nothing, unless nothing else was asked for.
  const telling = words.filter((word) => !isLight(word))
  const wanted = new Set(telling.length > 0 ? telling : words)
  const pieces: Piece[] = []
  let last = 0
  for (const match of text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}'’\u0640]*/gu)) {
    const tokens = tokensOf(match[0])
    const isHit = tokens.some(
      (token) => wanted.has(token) || bareOf(token).some((bare) => wanted.has(bare)),
    )
    if (!isHit) continue
    if (match.index > last) pieces.push({ text: text.slice(last, match.index), isHit: false })
    pieces.push({ text: match[0], isHit: true })
    last = match.index + match[0].length
  }
  if (last < text.length) pieces.push({ text: text.slice(last), isHit: false })
  return pieces
}
