import { expect, it } from 'vitest'
import { Report } from '@/lib/record/verify/report'
import { tellUnsigned } from '@/lib/record/verify/witnesses'

it('tells once of many checkpoints that the same key is missing for', () => {
  const report = new Report()
  const why = 'no known key signed it'
  tellUnsigned(report, [
    ...[300, 4, 20].map((size) => ({ size, where: 'the database', why })),
    { size: 300, where: 'kept.txt', why },
  ])
  expect(report.findings.map(({ says }) => says)).toEqual([
    '3 checkpoints in the database, over 4 to 300 leaves, are not signed by a key of this log: no known key signed it.',
    'The checkpoint over 300 leaves in kept.txt is not signed by a key of this log: no known key signed it.',
  ])
})
