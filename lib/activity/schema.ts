import { z } from 'zod'

const text = z.string()
const maybe = text.nullable()
/** What an edit changed from and to, field by field; times in ISO 8601. */
const fields = z.record(text, z.union([text, z.number(), z.null()]))

/** The ids of what readers were shown for the first time. */
const shown = z.object({ appearances: z.array(text), relations: z.array(text) })
/** A source as readers knew it then. */
const claimant = z.object({ slug: text, name: text })

/**
 * Everything that can happen, with what is kept of it: the table of contents of the system.
 * Rows are parsed when they are read, so a shape that is here stays here; what comes later is optional.
 */
export const activityBody = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('source.created'),
    payload: z.object({
      name: text,
      kind: text,
      slug: text.optional(),
      language: text.optional(),
      description: maybe.optional(),
      url: maybe.optional(),
      speaksForId: maybe.optional(),
    }),
  }),
  z.object({
    type: z.literal('source.edited'),
    payload: z.object({ version: z.number().optional(), before: fields, after: fields }),
  }),
  z.object({
    type: z.literal('source.alias-added'),
    payload: z.object({ name: text, language: text }),
  }),
  z.object({
    type: z.literal('source.graded'),
    payload: z.object({ before: maybe, after: text, reason: text }),
  }),

  z.object({
    type: z.literal('document.added'),
    payload: z.object({ title: text, publisher: text, sha256: maybe }),
  }),
  z.object({
    type: z.literal('document.origin-changed'),
    payload: z.object({
      before: maybe,
      after: maybe,
      reason: text,
      originSourceId: maybe.optional(),
      originDocumentId: maybe.optional(),
    }),
  }),

  z.object({
    type: z.literal('story.created'),
    payload: z.object({ title: text, slug: text.optional(), summary: text.optional() }),
  }),
  z.object({
    type: z.literal('story.edited'),
    payload: z.object({ version: z.number().optional(), before: fields, after: fields }),
  }),
  z.object({
    type: z.literal('story.shown'),
    payload: z.object({
      slug: text.optional(),
      title: text.optional(),
      summary: text.optional(),
    }),
  }),

  z.object({
    type: z.literal('claim.filed'),
    payload: z.object({ proposition: text, claimant: text, appearanceId: text.optional() }),
  }),
  z.object({
    type: z.literal('claim.edited'),
    payload: z.object({ before: fields, after: fields }),
  }),
  z.object({
    type: z.literal('claim.assigned'),
    payload: z.object({ before: maybe, after: maybe }),
  }),
  z.object({ type: z.literal('claim.taken-up'), payload: z.object({}) }),
  z.object({ type: z.literal('claim.set-aside'), payload: z.object({ reason: text }) }),
  z.object({ type: z.literal('claim.reopened'), payload: z.object({}) }),
  z.object({
    type: z.literal('claim.shown'),
    payload: z.object({
      appearances: z.number(),
      relations: z.number(),
      isFirst: z.boolean(),
      shown: shown.optional(),
      claimant: claimant.optional(),
    }),
  }),
  z.object({ type: z.literal('claim.withdrawn'), payload: z.object({ reason: text }) }),

  z.object({
    type: z.literal('appearance.added'),
    payload: z.object({ appearanceId: text, document: text, quote: text }),
  }),
  z.object({
    type: z.literal('appearance.withdrawn'),
    payload: z.object({ appearanceId: text, document: text, quote: text, reason: text }),
  }),

  z.object({
    type: z.literal('relation.added'),
    payload: z.object({
      relationId: text,
      relation: text,
      direction: z.enum(['from', 'to']),
      other: text,
      otherId: text,
    }),
  }),
  z.object({
    type: z.literal('relation.withdrawn'),
    payload: z.object({
      relationId: text,
      relation: text,
      direction: z.enum(['from', 'to']),
      other: text,
      otherId: text,
      reason: text,
    }),
  }),
  z.object({
    type: z.literal('relation.other-changed'),
    payload: z.object({ other: text, otherId: text, change: z.enum(['shown', 'withdrawn']) }),
  }),

  z.object({
    type: z.literal('intake.started'),
    payload: z.object({ title: text, characters: z.number() }),
  }),
  z.object({ type: z.literal('intake.dropped'), payload: z.object({ title: text }) }),
  z.object({
    type: z.literal('intake.filed'),
    payload: z.object({
      title: text,
      documentId: text,
      claims: z.number(),
      appearances: z.number(),
      relations: z.number(),
    }),
  }),

  z.object({
    type: z.literal('evidence.attached'),
    payload: z.object({
      evidenceId: text,
      document: text,
      stance: text,
      excerpt: text,
      credibility: z.number(),
      reason: text.optional(),
    }),
  }),
  z.object({
    type: z.literal('evidence.graded'),
    payload: z.object({
      evidenceId: text,
      document: text,
      before: z.number(),
      after: z.number(),
      reason: text,
    }),
  }),
  z.object({
    type: z.literal('evidence.withdrawn'),
    payload: z.object({ evidenceId: text, document: text, excerpt: text, reason: text }),
  }),
  z.object({
    type: z.literal('evidence.origin-changed'),
    payload: z.object({ document: text, documentId: text, reason: text }),
  }),
  z.object({
    type: z.literal('evidence.speaker-changed'),
    payload: z.object({ source: text, sourceId: text }),
  }),

  z.object({
    type: z.literal('verdict.proposed'),
    payload: z.object({ verdictId: text, status: text, confidence: text, kind: text }),
  }),
  z.object({
    type: z.literal('verdict.taken-back'),
    payload: z.object({ verdictId: text, status: text }),
  }),
  z.object({
    type: z.literal('verdict.sent-back'),
    payload: z.object({ verdictId: text, status: text, reason: text }),
  }),
  z.object({
    type: z.literal('verdict.published'),
    payload: z.object({
      verdictId: text,
      before: text,
      status: text,
      confidence: text,
      kind: text,
      shown: shown.optional(),
    }),
  }),

  z.object({ type: z.literal('person.invited'), payload: z.object({ email: text, role: text }) }),
  z.object({ type: z.literal('person.invitation-revoked'), payload: z.object({ email: text }) }),
  z.object({ type: z.literal('person.joined'), payload: z.object({ role: text, by: text }) }),
  z.object({
    type: z.literal('person.role-changed'),
    payload: z.object({ before: text, after: text }),
  }),
  z.object({
    type: z.literal('person.signed-out-everywhere'),
    payload: z.object({ sessions: z.number() }),
  }),
  z.object({ type: z.literal('person.deactivated'), payload: z.object({}) }),
  z.object({ type: z.literal('person.reactivated'), payload: z.object({}) }),
  z.object({ type: z.literal('person.account-linked'), payload: z.object({ issuer: text }) }),
  z.object({ type: z.literal('person.password-link-made'), payload: z.object({}) }),
  z.object({ type: z.literal('person.password-changed'), payload: z.object({}) }),

  // Text of another act was taken away by law: the number of its leaf, which facts, and why.
  z.object({
    type: z.literal('record.redacted'),
    payload: z.object({ leaf: z.number(), names: z.array(text), reason: text }),
  }),
  // Verifier keys as C2SP signed-note writes them.
  z.object({
    type: z.literal('record.key-changed'),
    payload: z.object({
      vkey: text,
      previousVkey: maybe,
      reason: z.enum(['rotated', 'lost']),
    }),
  }),
])
export type ActivityBody = z.infer<typeof activityBody>
export type ActivityType = ActivityBody['type']

/** What an activity is about: a claim with its version after the act, one of the others, or the record itself. */
export type ActivitySubject =
  | { claimId: string; claimVersion: number }
  | { sourceId: string }
  | { documentId: string }
  | { storyId: string }
  | { intakeId: string }
  | { personId: string }
  | Record<string, never>
