import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client'
import {
  type ChangeRow,
  siteChange,
  verdictChange,
  withClaims,
  withdrawalChange,
} from '@/lib/site/queries/site-changes'
import type { Question } from '@/lib/site/question'
import type { CorrectionsPage } from '@/lib/site/views'

/** Everything we ever had wrong or took back, newest first. */
export async function getCorrectionsPage(ctx: Question): Promise<CorrectionsPage> {
  const rows = await ctx.db.$queryRaw<ChangeRow[]>`
    ${withClaims(Prisma.sql`${verdictChange} AND v.kind = 'correction' UNION ALL ${withdrawalChange}`)}
    ORDER BY e.at DESC, e.id DESC`
  return { items: rows.map(siteChange) }
}
