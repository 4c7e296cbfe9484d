import type { VerificationStatus } from '@/lib/review/schema'
import { statusOrder } from '@/lib/site/status-order'

/** Of fewer verdicts than these no shares are given: one claim more or less would turn them over. */
export const LEAST_FOR_SHARES = 10

/** One claim of a source that has a verdict. */
export type Judged = {
  slug: string
  proposition: string
  status: VerificationStatus
  /** When it was said, ISO 8601: the minute, or the beginning of the day, month or year (UTC) where no more is known. */
  saidAt: string | null
  /** When our first verdict on it was published, ISO 8601. */
  judgedAt: string
}

export type TrackRecord = {
  /** How many of the source's claims have a verdict; all figures here are of these alone. */
  judged: number
  /** Each status with how many, and which share of `judged`, 0 to 1; the share null below `LEAST_FOR_SHARES`. */
  byStatus: { status: VerificationStatus; count: number; share: number | null }[]
  /** Milliseconds from when it was said to our first verdict, of those of which both are known; null where there is none. */
  lag: { of: number; median: number; least: number; most: number } | null
}

/** How a source's claims fared, in counts. There is no score: statuses are of different kinds and do not add up. */
export function trackRecord(judged: Judged[]): TrackRecord {
  const hasShares = judged.length >= LEAST_FOR_SHARES
  return {
    judged: judged.length,
    byStatus: statusOrder
      .map((status) => ({
        status,
        count: judged.filter((each) => each.status === status).length,
      }))
      .filter(({ count }) => count > 0)
      .map((each) => ({ ...each, share: hasShares ? each.count / judged.length : null })),
    lag: lagOf(judged),
  }
}

/** Milliseconds until our first verdict; null where nobody knows when it was said, or it was judged before. */
export function lagTo({ saidAt, judgedAt }: Judged): number | null {
  if (saidAt === null) return null
  const lag = Date.parse(judgedAt) - Date.parse(saidAt)
  return lag >= 0 ? lag : null
}

function lagOf(judged: Judged[]): TrackRecord['lag'] {
  const lags = judged.flatMap((each) => lagTo(each) ?? []).sort((a, b) => a - b)
  const middle = lags.length >> 1
  const [least, most] = [lags[0], lags.at(-1)]
  if (least === undefined || most === undefined) return null
  const upper = lags[middle] ?? most
  const median = lags.length % 2 === 1 ? upper : ((lags[middle - 1] ?? upper) + upper) / 2
  return { of: lags.length, median, least, most }
}
