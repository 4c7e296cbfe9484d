import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client'
import {
  archivePageOf,
  CORRECTIONS_PER_PAGE,
  lastArchivePage,
  newestRanks,
} from '@/lib/site/paging'
import {
  type ChangeRow,
  siteChange,
  verdictChange,
  withClaims,
  withdrawalChange,
} from '@/lib/site/queries/site-changes'
import type { Question } from '@/lib/site/question'
import { asOf } from '@/lib/site/sql/as-of'
import { everyCorrection } from '@/lib/site/sql/corrections'
import type { Correction, CorrectionsArchivePage, CorrectionsPage } from '@/lib/site/views'

type CorrectionRow = ChangeRow & Pick<Correction, 'now'>

/** Those with the ranks `from` to `to`, newest first. */
async function correctionsByRank(ctx: Question, from: number, to: number): Promise<Correction[]> {
  const then = asOf(ctx.at)
  const rows = await ctx.db.$queryRaw<CorrectionRow[]>`
    WITH chosen AS (
      SELECT id FROM (${everyCorrection(then)}) every ORDER BY at, id
      OFFSET ${from - 1}::int LIMIT ${Math.max(0, to - from + 1)}::int
    )
    SELECT changes.*, CASE WHEN changes.what = 'verdict' THEN (SELECT v.status::text FROM claims c
      JOIN verdicts v ON ${then.isCurrent('v', 'c')} WHERE c.slug = changes.slug) END AS now
    FROM (${withClaims(
      then,
      Prisma.sql`
      ${verdictChange(then)} AND v.kind = 'correction' AND v.id IN (SELECT id FROM chosen)
      UNION ALL ${withdrawalChange(then)} AND w.claim_id IN (SELECT id FROM chosen)`,
    )}) changes
    ORDER BY at DESC, id DESC`
  return rows.map((row) => ({ ...siteChange(row), now: row.now }))
}

async function countCorrections(ctx: Question): Promise<number> {
  const then = asOf(ctx.at)
  const [row] = await ctx.db.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (${everyCorrection(then)}) every`
  return row?.total ?? 0
}

/** What we had wrong or took back last, newest first. */
export async function getCorrectionsPage(ctx: Question): Promise<CorrectionsPage> {
  const { from, to } = newestRanks(await countCorrections(ctx))
  const items = await correctionsByRank(ctx, from, to)
  return { items, older: from > 1 ? archivePageOf(from - 1) : null }
}

/** Page `number` of everything we ever had wrong or took back, counted from the oldest; null beyond the last. */
export async function getCorrectionsArchivePage(
  ctx: Question,
  number: number,
): Promise<CorrectionsArchivePage | null> {
  const last = lastArchivePage(await countCorrections(ctx))
  if (!Number.isInteger(number) || number < 1 || number > last) return null
  const from = (number - 1) * CORRECTIONS_PER_PAGE + 1
  return {
    number,
    items: await correctionsByRank(ctx, from, from + CORRECTIONS_PER_PAGE - 1),
    older: number > 1 ? number - 1 : null,
    newer: number < last ? number + 1 : null,
  }
}
