import type { Attribution, Speaker } from './schema'

export const LONGEST_PROPOSITION = 300

/** What a proposition is made from: an attribution and its claimant. */
export type Said = {
  text: string
  attribution: Attribution
  claimant: Speaker
  /** The name of the first person named between two places of the text, where they are the only one. */
  personBefore(from: number, to: number): string | null
}

/** Without quotation marks and doubled spaces. Apostrophes stay. */
export function clean(words: string): string {
  return words
    .replace(
      /[“”"«»„]|(?<![\p{L}\p{N}])['‘](?=[\p{L}\p{N}])|(?<=[.,!?])['’](?![\p{L}\p{N}])|(?<![sS])['’](?=\s|$)|``|''/gu,
      '',
    )
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/\s+([,.;:!?])/g, '$1')
    .replace(/([?!])[.,]/g, '$1')
    .trim()
}

export function capitalised(words: string): string {
  return words.replace(/^[^\p{L}\p{N}]*\p{Ll}/u, (start) => start.toUpperCase())
}

/** Capital, full stop, and no longer than a proposition may be. */
export function sentence(words: string): string {
  let plain = words
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[,;:–—-]+\.?$/, '')
    .trim()
  if (!/[\p{L}\p{N}]/u.test(plain)) return ''
  plain = capitalised(plain)
  if (plain.length > LONGEST_PROPOSITION - 1) plain = shortened(plain)
  return /[.!?…؟]$/.test(plain) ? plain : `${plain}.`
}

/** As many whole sentences as there is room for; else cut between words, which three dots show. */
function shortened(words: string): string {
  const room = words.slice(0, LONGEST_PROPOSITION - 1)
  const stop = Math.max(room.lastIndexOf('. '), room.lastIndexOf('! '), room.lastIndexOf('؟ '))
  if (stop > 60) return room.slice(0, stop + 1)
  const space = room.lastIndexOf(' ')
  return `${room
    .slice(0, space > 60 ? space : LONGEST_PROPOSITION - 2)
    .replace(/[,;:\s]+$/, '')
    .toWellFormed()}…`
}
