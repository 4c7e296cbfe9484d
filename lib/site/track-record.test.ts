import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verificationStatus } from '@/lib/review/schema'
import { type Judged, LEAST_FOR_SHARES, lagTo, trackRecord } from '@/lib/site/track-record'

const HOUR = 3_600_000

function judged(given: Partial<Judged> = {}): Judged {
  return {
    slug: 'encircled',
    proposition: 'Damascus is encircled.',
    status: 'disputed',
    saidAt: '2024-12-07T12:00:00.000Z',
    judgedAt: '2024-12-07T15:00:00.000Z',
    ...given,
  }
}
const many = (count: number, given?: Partial<Judged>) =>
  Array.from({ length: count }, () => judged(given))

describe('A track record', () => {
  it('gives no share of fewer verdicts than it says it takes', () => {
    for (const { share } of trackRecord(many(LEAST_FOR_SHARES - 1)).byStatus) {
      expect(share).toBeNull()
    }
    expect(trackRecord(many(LEAST_FOR_SHARES)).byStatus).toEqual([
      { status: 'disputed', count: LEAST_FOR_SHARES, share: 1 },
    ])
  })

  it('counts every verdict once, whatever they are', () => {
    const statuses = verificationStatus.options.filter((status) => status !== 'unreviewed')
    const any = fc.array(fc.constantFrom(...statuses).map((status) => judged({ status })))
    fc.assert(
      fc.property(any, (all) => {
        const { byStatus, judged: total } = trackRecord(all)
        expect(byStatus.reduce((sum, { count }) => sum + count, 0)).toBe(total)
        const shares = byStatus.flatMap(({ share }) => share ?? [])
        if (shares.length > 0) expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1)
      }),
    )
  })

  it('says how long a verdict took, in the middle and at the ends', () => {
    const record = trackRecord([
      judged({ judgedAt: '2024-12-07T13:00:00.000Z' }),
      judged({ judgedAt: '2024-12-07T16:00:00.000Z' }),
      judged({ judgedAt: '2024-12-09T12:00:00.000Z' }),
      judged({ judgedAt: '2024-12-07T14:00:00.000Z' }),
    ])
    expect(record.lag).toEqual({ of: 4, median: 3 * HOUR, least: HOUR, most: 48 * HOUR })
  })

  it('leaves out of that what nobody knows the time of, and what was said after it was judged', () => {
    expect(lagTo(judged({ saidAt: null }))).toBeNull()
    expect(lagTo(judged({ saidAt: '2024-12-08T00:00:00.000Z' }))).toBeNull()
    expect(trackRecord([judged({ saidAt: null })]).lag).toBeNull()
    expect(trackRecord([]).lag).toBeNull()
  })
})
