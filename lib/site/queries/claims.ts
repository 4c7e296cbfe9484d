import 'server-only'
import { lineOf, tallyOf } from '@/lib/site/lines'
import { archivePageOf, CLAIMS_PER_PAGE, lastArchivePage, newestRanks } from '@/lib/site/paging'
import type { Question } from '@/lib/site/question'
import { asOf } from '@/lib/site/sql/as-of'
import { claimLines } from '@/lib/site/sql/parts'
import { countRanks, ranked } from '@/lib/site/sql/ranks'
import type {
  ClaimLine,
  ClaimsArchivePage,
  ClaimsPage,
  StatusTally,
  StoryRef,
} from '@/lib/site/views'

async function claimsByRank(ctx: Question, from: number, to: number): Promise<ClaimLine[]> {
  const then = asOf(ctx.at)
  const rows = await ctx.db.$queryRaw<{ line: ClaimLine }[]>`
    WITH chosen AS (${ranked(ctx, from, to)}), lines AS (${claimLines(then)} AND c.id = ANY (ARRAY(SELECT id FROM chosen)))
    SELECT line FROM lines ORDER BY public_since DESC, id DESC`
  return rows.map((row) => lineOf(row.line))
}

/** How many claims the archive counts: a withdrawn one keeps its place. */
export async function countShown(ctx: Question): Promise<number> {
  return countRanks(ctx)
}

/** The newest claims, with what the search form offers. */
export async function getClaimsPage(ctx: Question): Promise<ClaimsPage> {
  const [total, facets] = await Promise.all([countShown(ctx), getFacets(ctx)])
  const { from, to } = newestRanks(total)
  const items = await claimsByRank(ctx, from, to)
  return {
    items,
    total: facets.total,
    tally: facets.tally,
    stories: facets.stories,
    older: from > 1 ? archivePageOf(from - 1) : null,
  }
}

/** How many shown claims have each status. As of now an index counts them, without those that were withdrawn. */
async function statusCounts(ctx: Question): Promise<{ status: string; count: number }[]> {
  const then = asOf(ctx.at)
  if (then.at) {
    return ctx.db.$queryRaw`
      SELECT coalesce(v.status::text, 'unreviewed') AS status, count(*)::int AS count
      FROM claims c LEFT JOIN verdicts v ON ${then.isCurrent('v', 'c')} WHERE ${then.isShown('c')} GROUP BY 1`
  }
  return ctx.db.$queryRaw`
    SELECT status, (shown - coalesce(gone, 0))::int AS count
    FROM (SELECT status, count(*) AS shown FROM claim_search WHERE public_since IS NOT NULL GROUP BY 1) AS those
      LEFT JOIN (SELECT cs.status, count(*) AS gone FROM withdrawals w JOIN claim_search cs ON cs.claim_id = w.claim_id
        WHERE cs.public_since IS NOT NULL GROUP BY 1) AS withdrawn USING (status)
    WHERE shown > coalesce(gone, 0)`
}

/** What claims can be narrowed by, and how many there are of each. */
export async function getFacets(
  ctx: Question,
): Promise<{ total: number; tally: StatusTally; stories: StoryRef[] }> {
  const then = asOf(ctx.at)
  const [counts, stories] = await Promise.all([
    statusCounts(ctx),
    ctx.db.$queryRaw<StoryRef[]>`
      SELECT st.slug, st.title FROM ${then.stories} st WHERE st.public_since IS NOT NULL
      ORDER BY st.public_since DESC, st.id DESC LIMIT 100`,
  ])
  return { total: counts.reduce((sum, row) => sum + row.count, 0), tally: tallyOf(counts), stories }
}

/** Page `number` of the archive, counted from the oldest; null beyond the last. */
export async function getClaimsArchivePage(
  ctx: Question,
  number: number,
): Promise<ClaimsArchivePage | null> {
  const total = await countShown(ctx)
  const last = lastArchivePage(total)
  if (!Number.isInteger(number) || number < 1 || number > last) return null
  const items = await claimsByRank(
    ctx,
    (number - 1) * CLAIMS_PER_PAGE + 1,
    number * CLAIMS_PER_PAGE,
  )
  return {
    number,
    items,
    older: number > 1 ? number - 1 : null,
    newer: number < last ? number + 1 : null,
  }
}
