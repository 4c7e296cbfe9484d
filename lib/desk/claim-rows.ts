import 'server-only'
import type { Stage } from '@/lib/claims/schema'
import type { Tx } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { Prisma } from '@/lib/generated/prisma/client'
import type { VerdictState } from '@/lib/generated/prisma/enums'
import type { RelationType } from '@/lib/relations/schema'
import type { Confidence, VerdictKind, VerdictStatus } from '@/lib/review/schema'
import type { Reliability, SourceKind } from '@/lib/sources/schema'
import type { TimePrecision } from '@/lib/time'

export type Named = { id: string; slug: string; name: string; language: string }

type OtherClaim = {
  id: string
  proposition: string
  stage: Stage
  publicSince: Date | null
  claimant: Named
  currentVerdict: { status: VerdictStatus } | null
  withdrawal: { claimId: string } | null
}

type RelationRow = {
  id: string
  type: RelationType
  note: string | null
  publicSince: Date | null
  createdById: string
}

export type AppearanceRow = {
  id: string
  documentId: string
  originSourceId: string | null
  quoteExact: string
  quotePrefix: string
  quoteSuffix: string
  quoteLanguage: string
  publicSince: Date | null
  createdById: string
  reportedBy: Named | null
  document: {
    id: string
    title: string
    kind: string
    url: string | null
    language: string
    publishedOn: Date | null
    publishedAt: Date | null
    publishedZone: string | null
    publisher: Named
    originDocument: { title: string } | null
  }
}

export type VerdictRow = {
  id: string
  state: VerdictState
  kind: VerdictKind
  status: VerdictStatus
  confidence: Confidence
  rationale: string
  publicNote: string | null
  overtakenByClaimId: string | null
  overtakenByClaim: { id: string; proposition: string } | null
  overtakenByEvent: string | null
  overtakenOn: Date | null
  /** Only of the one that waits for review. */
  evidenceSnapshot: unknown
  claimVersion: number
  proposerId: string
  proposer: { id: string; name: string }
  proposedAt: Date
  reviewer: { name: string } | null
  reviewedAt: Date | null
  reviewNote: string | null
  publishedAt: Date | null
}

/** A claim with everything that hangs on it and was not taken back. */
export type ClaimRows = {
  id: string
  slug: string
  version: number
  stage: Stage
  claimantId: string
  proposition: string
  wording: string | null
  wordingLanguage: string | null
  saidOn: Date | null
  saidPrecision: TimePrecision | null
  saidAt: Date | null
  saidZone: string | null
  placeName: string | null
  placeLatitude: number | null
  placeLongitude: number | null
  storyId: string | null
  assigneeId: string | null
  publicSince: Date | null
  currentVerdictId: string | null
  filedAt: Date
  changedAt: Date
  claimant: Named & { kind: SourceKind; reliability: Reliability | null }
  story: { id: string; slug: string; title: string; publicSince: Date | null } | null
  filedBy: { name: string }
  assignee: { id: string; name: string } | null
  withdrawal: { reason: string; withdrawnAt: Date } | null
  currentVerdict: { status: VerdictStatus } | null
  appearances: AppearanceRow[]
  relationsFrom: (RelationRow & { toClaim: OtherClaim })[]
  relationsTo: (RelationRow & { fromClaim: OtherClaim })[]
  evidence: {
    id: string
    createdById: string
    createdBy: string
    createdAt: Date
    grades: { credibility: number; reason: string; by: string; gradedAt: Date }[]
  }[]
  /** Newest first. */
  verdicts: VerdictRow[]
}

const named = (alias: string) =>
  Prisma.raw(
    `jsonb_build_object('id', ${alias}.id, 'slug', ${alias}.slug, 'name', ${alias}.name, 'language', ${alias}.language)`,
  )

const relations = (own: string, far: string, as: string) =>
  Prisma.raw(`(SELECT coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'type', l.type, 'note', l.note, 'publicSince', l.public_since,
      'createdById', l.created_by_id, '${as}', jsonb_build_object('id', o.id, 'proposition', o.proposition, 'stage', o.stage,
        'publicSince', o.public_since,
        'claimant', jsonb_build_object('id', os.id, 'slug', os.slug, 'name', os.name, 'language', os.language),
        'currentVerdict', CASE WHEN ov.id IS NOT NULL THEN jsonb_build_object('status', ov.status) END,
        'withdrawal', (SELECT jsonb_build_object('claimId', w.claim_id) FROM withdrawals w WHERE w.claim_id = o.id))
      ) ORDER BY l.id), '[]')
    FROM relations l JOIN claims o ON o.id = l.${far} JOIN sources os ON os.id = o.claimant_id
      LEFT JOIN verdicts ov ON ov.id = o.current_verdict_id
    WHERE l.${own} = c.id AND l.withdrawn_at IS NULL)`)

/** All of a claim's rows by one question: a screen of dozens of tables would else wait for dozens of answers. Throws `not_found`. */
export async function loadClaim(tx: Tx, claimId: string): Promise<ClaimRows> {
  const [found] = await tx.$queryRaw<{ row: ClaimRows }[]>`
    SELECT jsonb_build_object('id', c.id, 'slug', c.slug, 'version', c.version, 'stage', c.stage, 'claimantId', c.claimant_id,
        'proposition', c.proposition, 'wording', c.wording, 'wordingLanguage', c.wording_language,
        'saidOn', c.said_on, 'saidPrecision', c.said_precision, 'saidAt', c.said_at, 'saidZone', c.said_zone,
        'placeName', c.place_name, 'placeLatitude', c.place_latitude, 'placeLongitude', c.place_longitude,
        'storyId', c.story_id, 'assigneeId', c.assignee_id, 'publicSince', c.public_since,
        'currentVerdictId', c.current_verdict_id, 'filedAt', c.filed_at, 'changedAt', c.changed_at)
      || jsonb_build_object(
        'claimant', ${named('s')} || jsonb_build_object('kind', s.kind, 'reliability', (
          SELECT g.reliability FROM source_grades g WHERE g.source_id = s.id ORDER BY g.graded_at DESC, g.id DESC LIMIT 1)),
        'story', (SELECT jsonb_build_object('id', st.id, 'slug', st.slug, 'title', st.title, 'publicSince', st.public_since)
          FROM stories st WHERE st.id = c.story_id),
        'filedBy', (SELECT jsonb_build_object('name', u.name) FROM users u WHERE u.id = c.filed_by_id),
        'assignee', (SELECT jsonb_build_object('id', u.id, 'name', u.name) FROM users u WHERE u.id = c.assignee_id),
        'withdrawal', (SELECT jsonb_build_object('reason', w.reason, 'withdrawnAt', w.withdrawn_at)
          FROM withdrawals w WHERE w.claim_id = c.id),
        'currentVerdict', (SELECT jsonb_build_object('status', v.status) FROM verdicts v WHERE v.id = c.current_verdict_id),
        'appearances', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'documentId', a.document_id,
            'originSourceId', a.origin_source_id, 'quoteExact', a.quote_exact, 'quotePrefix', a.quote_prefix,
            'quoteSuffix', a.quote_suffix, 'quoteLanguage', a.quote_language, 'publicSince', a.public_since,
            'createdById', a.created_by_id, 'reportedBy', CASE WHEN r.id IS NOT NULL THEN ${named('r')} END,
            'document', jsonb_build_object('id', d.id, 'title', d.title, 'kind', d.kind, 'url', d.url, 'language', d.language,
              'publishedOn', d.published_on, 'publishedAt', d.published_at, 'publishedZone', d.published_zone,
              'publisher', ${named('p')},
              'originDocument', (SELECT jsonb_build_object('title', od.title) FROM documents od WHERE od.id = d.origin_document_id))
          ) ORDER BY a.created_at, a.id), '[]')
          FROM appearances a JOIN documents d ON d.id = a.document_id JOIN sources p ON p.id = d.publisher_id
            LEFT JOIN sources r ON r.id = a.reported_by_id
          WHERE a.claim_id = c.id AND a.withdrawn_at IS NULL),
        'relationsFrom', ${relations('from_claim_id', 'to_claim_id', 'toClaim')},
        'relationsTo', ${relations('to_claim_id', 'from_claim_id', 'fromClaim')},
        'evidence', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'createdById', e.created_by_id, 'createdBy', u.name,
            'createdAt', e.created_at, 'grades', (
              SELECT coalesce(jsonb_agg(jsonb_build_object('credibility', g.credibility, 'reason', g.reason, 'by', gu.name,
                'gradedAt', g.graded_at) ORDER BY g.graded_at DESC, g.id DESC), '[]')
              FROM evidence_grades g JOIN users gu ON gu.id = g.graded_by_id WHERE g.evidence_id = e.id)
          ) ORDER BY e.created_at, e.id), '[]')
          FROM evidence e JOIN users u ON u.id = e.created_by_id WHERE e.claim_id = c.id AND e.withdrawn_at IS NULL),
        'verdicts', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'state', v.state, 'kind', v.kind, 'status', v.status,
            'confidence', v.confidence, 'rationale', v.rationale, 'publicNote', v.public_note,
            'overtakenByClaimId', v.overtaken_by_claim_id,
            'overtakenByClaim', (SELECT jsonb_build_object('id', o.id, 'proposition', o.proposition)
              FROM claims o WHERE o.id = v.overtaken_by_claim_id),
            'overtakenByEvent', v.overtaken_by_event, 'overtakenOn', v.overtaken_on,
            'evidenceSnapshot', CASE WHEN v.state = 'proposed' THEN v.evidence_snapshot END, 'claimVersion', v.claim_version,
            'proposerId', v.proposer_id, 'proposer', jsonb_build_object('id', pu.id, 'name', pu.name), 'proposedAt', v.proposed_at,
            'reviewer', CASE WHEN ru.id IS NOT NULL THEN jsonb_build_object('name', ru.name) END,
            'reviewedAt', v.reviewed_at, 'reviewNote', v.review_note, 'publishedAt', v.published_at
          ) ORDER BY v.proposed_at DESC, v.id DESC), '[]')
          FROM verdicts v JOIN users pu ON pu.id = v.proposer_id LEFT JOIN users ru ON ru.id = v.reviewer_id
          WHERE v.claim_id = c.id)
      ) AS row
    FROM claims c JOIN sources s ON s.id = c.claimant_id WHERE c.id = ${claimId}::uuid`
  if (!found) throw new AppError('not_found', 'claim')
  return withDates(found.row)
}

const DATES = new Set(
  'saidOn saidAt publicSince filedAt changedAt withdrawnAt createdAt gradedAt publishedOn publishedAt proposedAt reviewedAt overtakenOn'.split(
    ' ',
  ),
)

/** What JSON has as text, as the moments and days that they are; snapshots keep theirs as they are kept. */
function withDates<T>(given: T): T {
  if (Array.isArray(given)) return given.map(withDates) as T
  if (given === null || typeof given !== 'object') return given
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      if (key === 'evidenceSnapshot') return [key, value]
      return [key, DATES.has(key) && typeof value === 'string' ? new Date(value) : withDates(value)]
    }),
  ) as T
}
