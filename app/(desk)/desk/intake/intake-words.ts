import type { AttributionKind, Change } from '@/lib/intake/schema'

/** What a claimant does with what is claimed; nothing is said of plain assertions. */
export const attributionWords: Record<AttributionKind, string | null> = {
  asserts: null,
  denies: 'Denies',
  confirms: 'Confirms',
  hearsay: 'Hearsay',
  predicts: 'Predicts',
  urges: 'Urges',
}

/** What gave a likely relation away, after "told by". */
export const reasonWords: Record<string, string> = {
  denial: 'a denial',
  negation: 'a negation',
  antonym: 'opposite words',
  control: 'who is said to hold it',
  euphemism: 'another word for it',
  figure: 'the figures',
  preciser: 'saying more',
  reworded: 'much the same words',
  'same-words': 'the same words',
}

/** What stands in the way of filing, as the desk says it, and what it is about. */
export type ProblemInWords = Pick<Change, 'of' | 'key'> & { words: string }

export function many(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

/** Scripts that are written from right to left, by the language's tag. */
export function directionOf(language: string): 'rtl' | 'ltr' {
  return ['ar', 'fa', 'ur', 'ckb', 'he', 'ps', 'sd', 'ug', 'yi'].includes(
    language.split('-')[0] ?? '',
  )
    ? 'rtl'
    : 'ltr'
}
