import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client'
import {
  type ChangeRow,
  recentChanges,
  siteChange,
  verdictChange,
  withClaims,
  withdrawalChange,
} from '@/lib/site/queries/site-changes'
import type { Question } from '@/lib/site/question'
import { asOf } from '@/lib/site/sql/as-of'
import type { Feed, Tombstone } from '@/lib/site/views'

const FEED_LENGTH = 50
/** Withdrawals whose earlier entries a feed goes on calling back. */
const FEED_WITHDRAWALS = 25

/** The newest changes of status, for the Atom feed. */
export async function getFeed(ctx: Question): Promise<Feed> {
  const [changes, tombstones] = await Promise.all([
    recentChanges(ctx, FEED_LENGTH),
    tombstonesOf(ctx),
  ])
  return { changes, tombstones }
}

/** The newest corrections and withdrawals, for a feed of their own. */
export async function getCorrectionsFeed(ctx: Question): Promise<Feed> {
  const then = asOf(ctx.at)
  const newest = Prisma.sql`ORDER BY at DESC, id DESC LIMIT ${FEED_LENGTH}`
  const [rows, tombstones] = await Promise.all([
    ctx.db.$queryRaw<ChangeRow[]>`
      ${withClaims(
        then,
        Prisma.sql`
        SELECT * FROM (
          (${verdictChange(then)} AND v.kind = 'correction' ${newest}) UNION ALL (${withdrawalChange(then)} ${newest})
        ) every ${newest}`,
      )}
      ORDER BY e.at DESC, e.id DESC`,
    tombstonesOf(ctx, Prisma.sql`AND v.kind = 'correction'`),
  ])
  return {
    changes: rows.map(siteChange),
    tombstones: tombstones.filter((each) => each.what === 'verdict'),
  }
}

/** What the feeds said of claims before we withdrew them, the last withdrawals first. */
async function tombstonesOf(ctx: Question, narrowed = Prisma.empty): Promise<Tombstone[]> {
  const then = asOf(ctx.at)
  const rows = await ctx.db.$queryRaw<(Omit<Tombstone, 'at'> & { at: Date })[]>`
    WITH gone AS (
      SELECT w.claim_id, w.withdrawn_at AS at, w.reason FROM withdrawals w
      WHERE ${then.had('w.withdrawn_at')} ORDER BY w.withdrawn_at DESC, w.claim_id DESC LIMIT ${FEED_WITHDRAWALS}
    )
    SELECT * FROM (
      SELECT v.id, 'verdict' AS what, gone.at, gone.reason, v.published_at AS said_at
      FROM gone JOIN verdicts v ON v.claim_id = gone.claim_id AND ${then.isPublished('v')} ${narrowed}
      UNION ALL SELECT c.id, 'shown', gone.at, gone.reason, c.public_since
      FROM gone JOIN claims c ON c.id = gone.claim_id
      WHERE NOT EXISTS (SELECT FROM verdicts v WHERE v.claim_id = c.id
        AND v.state = 'published' AND v.published_at = c.public_since)
    ) every ORDER BY at DESC, said_at DESC, id DESC`
  return rows.map(({ what, id, at, reason }) => ({ what, id, at: at.toISOString(), reason }))
}
