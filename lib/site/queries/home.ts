import 'server-only'
import type { Db } from '@/lib/db'
import { lineOf, tallyOf } from '@/lib/site/lines'
import { recentChanges } from '@/lib/site/queries/site-changes'
import type { Question } from '@/lib/site/question'
import { claimLines, isShown } from '@/lib/site/sql/parts'
import type { ClaimLine, HomePage, StoryLine, StoryRef } from '@/lib/site/views'

const HOME_CHANGES = 12
const HOME_DISPUTED = 8
const HOME_STORIES = 6

/** What changed last, what is disputed now, which stories run. */
export async function getHomePage(ctx: Question): Promise<HomePage> {
  const [changes, disputed, stories] = await Promise.all([
    recentChanges(ctx.db, HOME_CHANGES),
    ctx.db.$queryRaw<{ line: ClaimLine }[]>`
      WITH lines AS (${claimLines} AND v.status = 'disputed')
      SELECT line FROM lines ORDER BY changed_at DESC, id DESC LIMIT ${HOME_DISPUTED}`,
    runningStories(ctx.db, HOME_STORIES),
  ])
  return { changes, disputed: disputed.map((row) => lineOf(row.line)), stories }
}

async function runningStories(db: Db, limit: number): Promise<StoryLine[]> {
  const rows = await db.$queryRaw<
    (StoryRef & { summary: string; tally: Record<string, number>; changed_at: Date })[]
  >`
    SELECT st.slug, st.title, st.summary, jsonb_object_agg(x.status, x.count) AS tally, max(x.changed_at) AS changed_at
    FROM stories st JOIN LATERAL (
      SELECT coalesce(v.status::text, 'unreviewed') AS status, count(*)::int AS count,
        max(coalesce(v.published_at, c.public_since)) AS changed_at
      FROM claims c LEFT JOIN verdicts v ON v.id = c.current_verdict_id
      WHERE c.story_id = st.id AND ${isShown('c')} GROUP BY 1
    ) x ON true
    WHERE st.public_since IS NOT NULL
    GROUP BY st.id ORDER BY changed_at DESC, st.id DESC LIMIT ${limit}`
  return rows.map((row) => ({
    slug: row.slug,
    title: row.title,
    summary: row.summary,
    tally: tallyOf(Object.entries(row.tally).map(([status, count]) => ({ status, count }))),
    changedAt: row.changed_at.toISOString(),
  }))
}
