import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client'
import { utc } from '@/lib/site/lines'
import { isShown } from '@/lib/site/sql/parts'
import type { VerdictView, WithdrawnClaim } from '@/lib/site/views'

export type VerdictRow = VerdictView & {
  overtakenOn: string | null
  overtakenByEvent: string | null
  overtakenByClaim: { slug: string; proposition: string } | null
}

export const verdictRows = Prisma.sql`(
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'status', v.status, 'confidence', v.confidence,
    'kind', v.kind, 'rationale', v.rationale, 'publicNote', v.public_note, 'publishedAt', v.published_at,
    'overtakenOn', v.overtaken_on, 'overtakenByEvent', v.overtaken_by_event,
    'overtakenByClaim', (SELECT jsonb_build_object('slug', o.slug, 'proposition', o.proposition)
      FROM claims o WHERE o.id = v.overtaken_by_claim_id AND ${isShown('o')})
  ) ORDER BY v.published_at, v.id), '[]')
  FROM verdicts v WHERE v.claim_id = c.id AND v.state = 'published')`

export const withdrawalOf = Prisma.sql`(
  SELECT jsonb_build_object('reason', w.reason, 'at', w.withdrawn_at) FROM withdrawals w WHERE w.claim_id = c.id)`

export function withdrawn(row: {
  slug: string
  proposition: string
  withdrawal: { reason: string; at: string } | null
}): WithdrawnClaim {
  return {
    kind: 'withdrawn',
    slug: row.slug,
    proposition: row.proposition,
    reason: row.withdrawal?.reason ?? '',
    withdrawnAt: utc(row.withdrawal?.at ?? ''),
  }
}

export function verdictOf(row: VerdictRow): VerdictView {
  return {
    id: row.id,
    status: row.status,
    confidence: row.confidence,
    kind: row.kind,
    rationale: row.rationale,
    publicNote: row.publicNote,
    publishedAt: utc(row.publishedAt),
    overtaking: row.overtakenOn
      ? { on: row.overtakenOn, event: row.overtakenByEvent, claim: row.overtakenByClaim }
      : null,
  }
}
