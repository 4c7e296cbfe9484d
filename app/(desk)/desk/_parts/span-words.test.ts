import { expect, it } from 'vitest'
import { spanWords } from '@/app/(desk)/desk/_parts/span-words'
import { wordsOf } from '@/lib/words/words-of'

it.each([
  [400, '1 second'],
  [59_400, '59 seconds'],
  [60_000, '1 minute'],
  [61_000, '1 minute and 1 second'],
  [7_500_000, '2 hours and 5 minutes'],
  [3_605_000, '1 hour'],
  [90_000_000, '1 day and 1 hour'],
  [1_000 * 24 * 3_600_000, '1,000 days'],
])('says how long %i ms are', (milliseconds, words) => {
  expect(spanWords(milliseconds, wordsOf('en'))).toBe(words)
})
