import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client'
import { lineOf, tallyOf } from '@/lib/site/lines'
import { recentChanges } from '@/lib/site/queries/site-changes'
import type { Question } from '@/lib/site/question'
import { type AsOf, asOf } from '@/lib/site/sql/as-of'
import { claimLines } from '@/lib/site/sql/parts'
import type { ClaimLine, HomePage, StoryLine, StoryRef } from '@/lib/site/views'

const HOME_CHANGES = 12
const HOME_DISPUTED = 8
const HOME_STORIES = 6

/** What changed last, what is disputed now, which stories run. */
export async function getHomePage(ctx: Question): Promise<HomePage> {
  const then = asOf(ctx.at)
  const [changes, disputed, stories] = await Promise.all([
    recentChanges(ctx, HOME_CHANGES),
    ctx.db.$queryRaw<{ line: ClaimLine }[]>`
      WITH lines AS (${claimLines(then)} AND v.status = 'disputed' ${newestDisputed(then)})
      SELECT line FROM lines ORDER BY changed_at DESC, id DESC LIMIT ${HOME_DISPUTED}`,
    runningStories(ctx, HOME_STORIES),
  ])
  return { changes, disputed: disputed.map((row) => lineOf(row.line)), stories }
}

/** As of now the newest are told by an index, which has no past. */
function newestDisputed(then: AsOf): Prisma.Sql {
  return then.at
    ? Prisma.empty
    : Prisma.sql`AND c.id = ANY (ARRAY(SELECT cs.claim_id FROM claim_search cs
        WHERE cs.status = 'disputed' AND cs.public_since IS NOT NULL AND cs.withdrawn_at IS NULL
        ORDER BY cs.listed_at DESC, cs.claim_id DESC LIMIT ${HOME_DISPUTED}))`
}

/** Of the last so many claims that changed, the stories: the latest of all, unless these are of very few. */
const LATEST = 3000

/** Stories among which those that changed last are; null where that takes all of them. */
async function changedLately(ctx: Question, limit: number): Promise<Prisma.Sql | null> {
  if (ctx.at) return null
  const rows = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT latest.story_id AS id FROM (
      SELECT cs.story_id, cs.listed_at FROM claim_search cs WHERE cs.public_since IS NOT NULL AND cs.withdrawn_at IS NULL
      ORDER BY cs.listed_at DESC, cs.claim_id DESC LIMIT ${LATEST}
    ) AS latest JOIN stories st ON st.id = latest.story_id AND st.public_since IS NOT NULL
    GROUP BY 1 ORDER BY max(latest.listed_at) DESC LIMIT ${limit + 1}`
  // Of those that changed last at the very same moment the order is by their ids: one more, so that a tie shows.
  if (rows.length <= limit) return null
  return Prisma.sql`AND st.id = ANY (${rows.map(({ id }) => id)}::uuid[])`
}

async function runningStories(ctx: Question, limit: number): Promise<StoryLine[]> {
  const then = asOf(ctx.at)
  const lately = (await changedLately(ctx, limit)) ?? Prisma.empty
  const rows = await ctx.db.$queryRaw<
    (StoryRef & { summary: string; tally: Record<string, number>; changed_at: Date })[]
  >`
    SELECT st.slug, st.title, st.summary, jsonb_object_agg(x.status, x.count) AS tally, max(x.changed_at) AS changed_at
    FROM ${then.stories} st JOIN LATERAL (
      SELECT coalesce(v.status::text, 'unreviewed') AS status, count(*)::int AS count,
        max(coalesce(v.published_at, c.public_since)) AS changed_at
      FROM ${then.claims} c LEFT JOIN verdicts v ON ${then.isCurrent('v', 'c')}
      WHERE ${then.isOneOf('c', 'story_id', Prisma.raw('st.id'))} AND ${then.isShown('c')} GROUP BY 1
    ) x ON true
    WHERE st.public_since IS NOT NULL ${lately}
    GROUP BY st.id, st.slug, st.title, st.summary ORDER BY changed_at DESC, st.id DESC LIMIT ${limit}`
  return rows.map((row) => ({
    slug: row.slug,
    title: row.title,
    summary: row.summary,
    tally: tallyOf(Object.entries(row.tally).map(([status, count]) => ({ status, count }))),
    changedAt: row.changed_at.toISOString(),
  }))
}
