import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client'
import { lineOf, tallyOf } from '@/lib/site/lines'
import { recentChanges } from '@/lib/site/queries/site-changes'
import type { Question } from '@/lib/site/question'
import { asOf } from '@/lib/site/sql/as-of'
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
      WITH lines AS (${claimLines(then)} AND v.status = 'disputed')
      SELECT line FROM lines ORDER BY changed_at DESC, id DESC LIMIT ${HOME_DISPUTED}`,
    runningStories(ctx, HOME_STORIES),
  ])
  return { changes, disputed: disputed.map((row) => lineOf(row.line)), stories }
}

async function runningStories(ctx: Question, limit: number): Promise<StoryLine[]> {
  const then = asOf(ctx.at)
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
    WHERE st.public_since IS NOT NULL
    GROUP BY st.id, st.slug, st.title, st.summary ORDER BY changed_at DESC, st.id DESC LIMIT ${limit}`
  return rows.map((row) => ({
    slug: row.slug,
    title: row.title,
    summary: row.summary,
    tally: tallyOf(Object.entries(row.tally).map(([status, count]) => ({ status, count }))),
    changedAt: row.changed_at.toISOString(),
  }))
}
