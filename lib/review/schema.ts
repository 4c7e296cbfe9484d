import { z } from 'zod'
import { stance } from '@/lib/evidence/schema'
import { relationType } from '@/lib/relations/schema'
import { reliability } from '@/lib/sources/schema'
import { id, line, optional, prose, requestId, version } from '@/lib/text/fields'

/** What a verdict can conclude. */
export const verdictStatus = z.enum([
  'unverified',
  'corroborated',
  'verified',
  'disputed',
  'misleading',
  'false',
  'overtaken',
])
export type VerdictStatus = z.infer<typeof verdictStatus>

/** What readers are told: a verdict's conclusion, or that there is none yet. */
export const verificationStatus = z.enum(['unreviewed', ...verdictStatus.options])
export type VerificationStatus = z.infer<typeof verificationStatus>

export const confidence = z.enum(['low', 'moderate', 'high'])
export type Confidence = z.infer<typeof confidence>

export const verdictKind = z.enum(['first', 'update', 'correction'])
export type VerdictKind = z.infer<typeof verdictKind>

const calendarDay = z
  .string()
  .trim()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'not_a_date')
  // Date takes 31 February for 2 March: only a day that reads back as it was typed is one.
  .refine((day) => {
    const date = new Date(`${day}T00:00:00Z`)
    return day > '0001' && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
  }, 'not_a_date')
  .transform((day) => new Date(`${day}T00:00:00Z`))

export const proposeVerdictInput = z.object({
  requestId,
  claimId: id,
  /** The claim's version that the proposer saw. */
  version,
  status: verdictStatus,
  confidence,
  rationale: prose(10_000),
  /** Needed once a verdict is published: is this new information, or were we wrong? */
  kind: optional(z.enum(['update', 'correction'])),
  publicNote: optional(prose(1000)),
  /** With `overtaken`: the claim or the event that overtook it, and the day. */
  overtakenByClaimId: optional(id),
  overtakenByEvent: optional(line(300)),
  overtakenOn: optional(calendarDay),
})
export const takeBackVerdictInput = z.object({ requestId, verdictId: id })
export const approveVerdictInput = z.object({
  requestId,
  verdictId: id,
  /** The claim's version that the reviewer saw. */
  version,
  /** Ticked where the claim changed since the proposal and the reviewer has looked at what changed. */
  sawChanges: z.preprocess(
    (value) => value === true || value === 'on' || value === 'true',
    z.boolean(),
  ),
})
export const sendBackVerdictInput = z.object({ requestId, verdictId: id, reason: prose(2000) })

export type ProposeVerdict = z.infer<typeof proposeVerdictInput>
export type TakeBackVerdict = z.infer<typeof takeBackVerdictInput>
export type ApproveVerdict = z.infer<typeof approveVerdictInput>
export type SendBackVerdict = z.infer<typeof sendBackVerdictInput>

const moment = z.iso.datetime()

/** One piece of evidence as it stood. Public once its verdict is published, so nothing of the desk's is in it. */
export const snapshotEvidence = z.object({
  id: z.uuid(),
  stance,
  excerpt: z.string(),
  locator: z.string().nullable(),
  credibility: z.number().int().min(1).max(6),
  document: z.object({
    id: z.uuid(),
    title: z.string(),
    url: z.string().nullable(),
    kind: z.string(),
    language: z.string(),
    publishedOn: z.iso.date().nullable(),
    publisher: z.object({
      slug: z.string(),
      name: z.string(),
      reliability: reliability.nullable(),
    }),
  }),
  /** The source that the information first came from, after carriers and spokesmen are seen through. */
  origin: z.object({ id: z.uuid(), slug: z.string(), name: z.string() }),
  isFromClaimant: z.boolean(),
})

/** A claim as a verdict saw it; `verdicts.evidence_snapshot`. Times are ISO 8601 in UTC. */
export const verdictSnapshot = z.object({
  takenAt: moment,
  claim: z.object({
    version: z.number().int(),
    proposition: z.string(),
    wording: z.string().nullable(),
    claimant: z.object({ id: z.uuid(), slug: z.string(), name: z.string() }),
    said: z.string(),
    place: z.string(),
    story: z.string().nullable(),
  }),
  evidence: z.array(snapshotEvidence),
  appearances: z.array(
    z.object({ id: z.uuid(), quote: z.string(), document: z.string(), publisher: z.string() }),
  ),
  relations: z.array(
    z.object({
      id: z.uuid(),
      type: relationType,
      /** Whether this claim is the one that counters (supports …) or the one that is countered. */
      direction: z.enum(['from', 'to']),
      other: z.object({
        id: z.uuid(),
        slug: z.string(),
        proposition: z.string(),
        isPublic: z.boolean(),
      }),
    }),
  ),
})
export type VerdictSnapshot = z.infer<typeof verdictSnapshot>
export type SnapshotEvidence = z.infer<typeof snapshotEvidence>
