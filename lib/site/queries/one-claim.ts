import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client'
import { utc } from '@/lib/site/lines'
import type { AsOf } from '@/lib/site/sql/as-of'
import type { VerdictView, WithdrawnClaim } from '@/lib/site/views'

export type VerdictRow = VerdictView & {
  supersedesId: string | null
  overtakenOn: string | null
  overtakenByEvent: string | null
  overtakenByClaim: { slug: string; proposition: string } | null
}

/** The claim's line of published verdicts; `inLine` puts them in order. */
export function verdictRows(then: AsOf): Prisma.Sql {
  return Prisma.sql`(
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'status', v.status, 'confidence', v.confidence,
    'kind', v.kind, 'rationale', v.rationale, 'publicNote', v.public_note, 'publishedAt', v.published_at,
    'supersedesId', v.supersedes_id,
    'overtakenOn', v.overtaken_on, 'overtakenByEvent', v.overtaken_by_event,
    'overtakenByClaim', (SELECT jsonb_build_object('slug', o.slug, 'proposition', o.proposition)
      FROM ${then.claims} o WHERE o.id = v.overtaken_by_claim_id AND ${then.isShown('o')})
  ) ORDER BY v.published_at, v.id), '[]')
  FROM verdicts v WHERE v.claim_id = c.id AND ${then.isPublished('v')})`
}

export function withdrawalOf(then: AsOf): Prisma.Sql {
  return Prisma.sql`(
  SELECT jsonb_build_object('reason', w.reason, 'at', w.withdrawn_at)
  FROM withdrawals w WHERE w.claim_id = c.id AND ${then.had('w.withdrawn_at')})`
}

/**
 * Verdicts oldest first, each followed by the one that supersedes it. Their times say the same, but two can be of one
 * moment, and a record that was brought in from elsewhere may have been kept by another clock.
 */
export function inLine(rows: VerdictRow[]): VerdictRow[] {
  const ids = new Set(rows.map((row) => row.id))
  const next = new Map<string, VerdictRow>()
  for (const row of rows) if (row.supersedesId) next.set(row.supersedesId, row)
  return rows
    .filter((row) => !row.supersedesId || !ids.has(row.supersedesId))
    .flatMap((first) => {
      const line: VerdictRow[] = []
      for (let row: VerdictRow | undefined = first; row; row = next.get(row.id)) line.push(row)
      return line
    })
}

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
