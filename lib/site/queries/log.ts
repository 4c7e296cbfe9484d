import 'server-only'
import { utc } from '@/lib/site/lines'
import type { Question } from '@/lib/site/question'
import { asOf } from '@/lib/site/sql/as-of'

/** A public act on a claim, and where the log has it. */
export type LoggedAct = {
  leaf: number
  at: string
  type: string
  /** Of the verdict that it published. */
  verdictId: string | null
}

/** Every public act on a claim in the order of the log; what was logged of it by then. */
export async function getClaimLog(ctx: Question, slug: string): Promise<LoggedAct[]> {
  const then = asOf(ctx.at)
  const rows = await ctx.db.$queryRaw<
    { leaf: bigint; at: Date; type: string; verdictId: string | null }[]
  >`
    SELECT l.index AS leaf, a.at, a.type, CASE WHEN a.type = 'verdict.published' THEN a.payload ->> 'verdictId' END AS "verdictId"
    FROM activity a JOIN leaves l ON l.activity_id = a.id
    WHERE a.claim_id = (SELECT id FROM claims WHERE slug = ${slug}) AND l.is_public AND ${then.had('a.at')} ORDER BY l.index`
  return rows.map((row) => ({
    leaf: Number(row.leaf),
    at: utc(row.at.toISOString()),
    type: row.type,
    verdictId: row.verdictId,
  }))
}
