import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client'

/**
 * Everything we ever corrected or took back. Columns `id`, `at`, `claim_id`. The correction of a claim that we
 * withdrew later keeps its place, though no page says it any more: the archive counts by places.
 */
export const everyCorrection = Prisma.sql`
  SELECT v.id, v.published_at AS at, v.claim_id FROM verdicts v
  WHERE v.state = 'published' AND v.kind = 'correction'
  UNION ALL SELECT w.claim_id, w.withdrawn_at, w.claim_id FROM withdrawals w`
