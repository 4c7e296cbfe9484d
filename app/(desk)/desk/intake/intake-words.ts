import type { Change } from '@/lib/intake/schema'

/** What stands in the way of filing, as the desk says it, and what it is about. */
export type ProblemInWords = Pick<Change, 'of' | 'key'> & { words: string }

/** Scripts that are written from right to left, by the language's tag. */
export function directionOf(language: string): 'rtl' | 'ltr' {
  return ['ar', 'fa', 'ur', 'ckb', 'he', 'ps', 'sd', 'ug', 'yi'].includes(
    language.split('-')[0] ?? '',
  )
    ? 'rtl'
    : 'ltr'
}
