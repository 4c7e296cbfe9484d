import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client'
import type { AsOf } from '@/lib/site/sql/as-of'

/**
 * Everything we ever corrected or took back. Columns `id`, `at`, `claim_id`. The correction of a claim that we
 * withdrew later keeps its place, though no page says it any more: the archive counts by places.
 */
export function everyCorrection(then: AsOf): Prisma.Sql {
  return Prisma.sql`
  SELECT v.id, v.published_at AS at, v.claim_id FROM verdicts v
  WHERE ${then.isPublished('v')} AND v.kind = 'correction'
  UNION ALL SELECT w.claim_id, w.withdrawn_at, w.claim_id FROM withdrawals w WHERE ${then.had('w.withdrawn_at')}`
}
