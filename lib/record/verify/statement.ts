import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client'
import { ACT_COLUMNS, ACT_ROWS } from '@/lib/record/acts'
import type { LeavesStatement } from '@/lib/record/verify/rows'

/** Leaves with their acts, from the first of two indices up to, and without, the second. */
export function leavesStatement(): LeavesStatement {
  const { text, values } = Prisma.sql`
    SELECT l.index, l.activity_id, l.at, l.is_public, convert_from(l.entry, 'UTF8'), l.hash, l.salts, ${ACT_COLUMNS}
    FROM leaves l LEFT JOIN activity a ON a.id = l.activity_id ${ACT_ROWS}
    WHERE l.index >= ${0} AND l.index < ${0} ORDER BY l.index`
  return { text, values }
}
