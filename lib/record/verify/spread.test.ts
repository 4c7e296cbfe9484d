import { expect, it } from 'vitest'
import { spread } from '@/lib/record/verify/spread'

it.each([
  [[], 3, []],
  [[1, 2], 3, [1, 2]],
  [[1, 2, 3, 4, 5, 6, 7], 3, [1, 4, 7]],
  [[1, 2, 3], 1, [1]],
])('spreads %j over at most %d', (list, most, chosen) => {
  expect(spread<number>(list, most)).toEqual(chosen)
})
