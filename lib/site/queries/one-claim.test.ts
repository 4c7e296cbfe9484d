import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inLine, type VerdictRow } from '@/lib/site/queries/one-claim'

/** A line of verdicts by their ids, all of one moment. */
function lineOf(ids: string[]): VerdictRow[] {
  return ids.map((id, index) => ({
    id,
    supersedesId: ids[index - 1] ?? null,
    status: 'unverified',
    confidence: 'low',
    kind: 'update',
    rationale: '',
    publicNote: null,
    publishedAt: '2024-12-07T18:00:00Z',
    overtaking: null,
    overtakenOn: null,
    overtakenByEvent: null,
    overtakenByClaim: null,
  }))
}

it('puts a claim’s verdicts in the order in which they supersede each other, whatever their times and ids', () => {
  const lines = fc.uniqueArray(fc.uuid(), { maxLength: 8 }).chain((ids) =>
    fc.record({
      line: fc.constant(lineOf(ids)),
      rows: fc.shuffledSubarray(lineOf(ids), { minLength: ids.length }),
    }),
  )
  fc.assert(
    fc.property(lines, ({ line, rows }) => {
      expect(inLine(rows)).toEqual(line)
    }),
  )
})

it('keeps every verdict of a line of which the beginning is missing', () => {
  const [, ...rest] = lineOf(['a', 'b', 'c', 'd'])
  expect(inLine(rest.toReversed()).map(({ id }) => id)).toEqual(['b', 'c', 'd'])
})
