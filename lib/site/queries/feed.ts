import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client'
import { utc } from '@/lib/site/lines'
import {
  type ChangeRow,
  siteChange,
  verdictChange,
  withClaims,
  withdrawalChange,
} from '@/lib/site/queries/site-changes'
import type { Question } from '@/lib/site/question'
import { asOf } from '@/lib/site/sql/as-of'
import type { Feed, FeedChange, Tombstone } from '@/lib/site/views'

const FEED_LENGTH = 50
/** Withdrawals whose earlier entries a feed goes on calling back. */
const FEED_WITHDRAWALS = 25

/** What a feed of one thing is about, and the claims in it. */
export type FeedOf = {
  kind: 'claim' | 'story' | 'source'
  slug: string
  title: string
  changes: FeedChange[]
}

/** The claims that changed last, each once. */
export async function getFeed(ctx: Question): Promise<Feed> {
  const [changes, tombstones] = await Promise.all([claimsWhere(ctx), tombstonesOf(ctx)])
  return { changes, tombstones }
}

/** The claims that we had to correct or withdrew, for a feed of their own. */
export async function getCorrectionsFeed(ctx: Question): Promise<Feed> {
  const then = asOf(ctx.at)
  const [changes, tombstones] = await Promise.all([
    claimsWhere(
      ctx,
      Prisma.sql`AND EXISTS (SELECT FROM verdicts k WHERE k.claim_id = c.id AND k.kind = 'correction'
        AND ${then.isPublished('k')})`,
      { hasUnchecked: false, hasEveryWithdrawal: true },
    ),
    tombstonesOf(ctx, Prisma.sql`AND v.kind = 'correction'`),
  ])
  return { changes, tombstones: tombstones.filter((each) => each.what === 'verdict') }
}

/** The claims of a story, of a source, or one claim with those that stand in contradiction to it; null where there is none. */
export async function getFeedOf(
  ctx: Question,
  kind: FeedOf['kind'],
  slug: string,
): Promise<FeedOf | null> {
  const then = asOf(ctx.at)
  const [found] = await ctx.db.$queryRaw<{ id: string; title: string }[]>(
    {
      claim: Prisma.sql`SELECT c.id, c.proposition AS title FROM ${then.claims} c WHERE c.slug = ${slug} AND c.public_since IS NOT NULL`,
      story: Prisma.sql`SELECT st.id, st.title FROM ${then.stories} st WHERE st.slug = ${slug} AND st.public_since IS NOT NULL`,
      source: Prisma.sql`SELECT s.id, s.name AS title FROM ${then.sources} s WHERE s.slug = ${slug}`,
    }[kind],
  )
  if (!found) return null
  const id = Prisma.sql`${found.id}::uuid`
  const changes = await claimsWhere(
    ctx,
    {
      // An array, since the planner would else look through every claim for those few.
      claim: Prisma.sql`AND c.id = ANY (ARRAY(SELECT ${id}
        UNION ALL SELECT l.to_claim_id FROM relations l WHERE l.from_claim_id = ${id} AND l.type = 'counters' AND ${then.isOpen('l')}
        UNION ALL SELECT l.from_claim_id FROM relations l WHERE l.to_claim_id = ${id} AND l.type = 'counters' AND ${then.isOpen('l')}))`,
      story: Prisma.sql`AND ${then.isOneOf('c', 'story_id', id)}`,
      source: Prisma.sql`AND ${then.isOneOf('c', 'claimant_id', id)}`,
    }[kind],
  )
  // A source of which nothing was ever claimed in public is nobody's to know of.
  if (kind === 'source' && changes.length === 0) return null
  return { kind, slug, title: found.title, changes }
}

type Row = ChangeRow & {
  claim_id: string
  shown_since: Date
  line: FeedChange['line'] | null
}

/** The last change of each claim `c` that is asked for, the newest of these first. */
async function claimsWhere(
  ctx: Question,
  narrowed: Prisma.Sql = Prisma.empty,
  { hasUnchecked = true, hasEveryWithdrawal = false } = {},
): Promise<FeedChange[]> {
  const then = asOf(ctx.at)
  const newest = Prisma.sql`ORDER BY at DESC, id DESC LIMIT ${FEED_LENGTH}`
  const unchecked = Prisma.sql`
    UNION ALL (SELECT c.id, 'shown' AS what, c.public_since AS at, c.id AS claim_id, 'unreviewed' AS status, NULL AS before,
      NULL AS confidence, NULL AS kind, NULL AS note, NULL AS rationale, NULL::int AS number
      FROM claims c WHERE ${then.isShown('c')} ${narrowed} AND NOT EXISTS (SELECT FROM verdicts v
        WHERE v.claim_id = c.id AND ${then.isPublished('v')}) ${newest})`
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT x.*, own.id AS claim_id, own.public_since AS shown_since,
      CASE WHEN x.what = 'withdrawn' THEN NULL ELSE (
        SELECT jsonb_agg(jsonb_build_object('at', v.published_at, 'status', v.status, 'kind', v.kind, 'note', v.public_note)
          ORDER BY v.published_at DESC, v.id DESC)
        FROM verdicts v WHERE v.claim_id = own.id AND ${then.isPublished('v')}) END AS line
    FROM (${withClaims(
      then,
      Prisma.sql`
      SELECT * FROM (
        (${verdictChange(then)} AND ${then.isCurrent('v', 'c')} ${narrowed} ${newest})
        ${hasUnchecked ? unchecked : Prisma.empty}
        UNION ALL (${withdrawalChange(then)} ${hasEveryWithdrawal ? Prisma.empty : narrowed} ${newest})
      ) every ${newest}`,
    )}) x JOIN claims own ON own.slug = x.slug
    ORDER BY x.at DESC, x.id DESC`
  return rows.map(({ claim_id, shown_since, line, ...row }) => ({
    ...siteChange(row),
    claimId: claim_id,
    shownSince: shown_since.toISOString(),
    line: (line ?? []).map((each) => ({ ...each, at: utc(each.at) })),
  }))
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
