import { z } from 'zod'
import { documentKind } from '@/lib/documents/schema'
import { relationType } from '@/lib/relations/schema'
import { sourceKind } from '@/lib/sources/schema'
import {
  id,
  languageTag,
  line,
  nameLine,
  optional,
  prose,
  quoted,
  requestId,
  version,
  webAddress,
} from '@/lib/text/fields'
import { knownTimeInput } from '@/lib/time'

/** `[start, end)` in UTF-16 indices of the document's text. */
export const span = z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()])
export type Span = z.infer<typeof span>

/** Languages that attributions are found in. */
export const intakeLanguage = z.enum(['en', 'ar'])
export type IntakeLanguage = z.infer<typeof intakeLanguage>

/** What the source does with the content. `hearsay`: passes on what somebody else said or is reported. */
export const attributionKind = z.enum([
  'asserts',
  'denies',
  'confirms',
  'hearsay',
  'predicts',
  'urges',
])
export type AttributionKind = z.infer<typeof attributionKind>

/**
 * Who said what, by which words. Spans are in the order of the text and don't overlap within a role; `source`
 * is empty where nobody is named (a passive, "reports that…"), `cue` where only punctuation tells.
 */
export const attribution = z.object({
  source: z.array(span),
  cue: z.array(span),
  content: z.array(span).min(1),
  kind: attributionKind,
  /** All that is claimed stands between quotation marks. */
  isDirect: z.boolean(),
  /** The source leaves room for doubt: may, reportedly, is believed to. */
  isHedged: z.boolean(),
})
export type Attribution = z.infer<typeof attribution>

/** Somebody named in the text, as fully as the text names them anywhere. */
export const speaker = z.object({
  /** To file the source under: "Hassan Abdel Ghani", "Syrian Ministry of Defence" stays as the text has it. */
  name: z.string(),
  /** What the text calls them beside the name: "rebel commander", "mayor of Al-Qaim". */
  description: z.string().nullable(),
  kind: sourceKind,
  /** Where the full name stands; null when it comes from the document's particulars (the outlet). */
  span: span.nullable(),
})
export type Speaker = z.infer<typeof speaker>

/** When something was said, as `knownTimeInput` reads it, with the words that told ("on Friday"; null: the dateline). */
export const saidWhen = z.object({
  /** ISO 8601: `2024`, `2024-12` or `2024-12-07`. */
  date: z.string(),
  /** `18:00`, or ''. */
  time: z.string(),
  /** IANA name, or ''. */
  zone: z.string(),
  words: span.nullable(),
})
export type SaidWhen = z.infer<typeof saidWhen>

/** A place of the gazetteer that the claim is about; WGS 84 degrees. */
export const claimPlace = z.object({
  name: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  words: span.nullable(),
})
export type ClaimPlace = z.infer<typeof claimPlace>

/** One claim that a document makes or reports, before anybody at the desk has decided on it. */
export const candidate = z.object({
  /** Null where the outlet claims it in its own voice. */
  attribution: attribution.nullable(),
  /** Plain words: what is claimed, as a sentence of its own, in the document's language. */
  proposition: z.string(),
  claimant: speaker,
  /** The passage that shows who says what: becomes the appearance's quote, letter by letter. */
  quote: span,
  /** The claimant's own words, within the quote; null where they are only reported. */
  wording: span.nullable(),
  said: saidWhen.nullable(),
  place: claimPlace.nullable(),
  /** Where the outlet has it from: "told AFP", "citing SANA". */
  origin: speaker.nullable(),
  kind: attributionKind,
  isDirect: z.boolean(),
  isHedged: z.boolean(),
})
export type Candidate = z.infer<typeof candidate>

/** What gives a relation away; the desk has words for each. Kept findings of earlier releases may have others. */
export const RELATION_REASONS = [
  'antonym',
  'control',
  'denial',
  'euphemism',
  'figure',
  'negation',
  'preciser',
  'reworded',
  'same-words',
  'translated',
  'weighed',
] as const

/** How one claim stands to another, and the words that gave it away, in each claim's own text. */
export const likelyRelation = z.object({
  type: z.enum(['counters', 'supports', 'repeats', 'refines']),
  /** 0 to 1. */
  strength: z.number(),
  /** One of RELATION_REASONS. */
  reason: z.string(),
  /** The telling words of the first and of the second claim, as they stand in their propositions or quotes. */
  words: z.tuple([z.string(), z.string()]),
})
export type LikelyRelation = z.infer<typeof likelyRelation>

/** What is known of a document beside its text. */
export type Particulars = {
  title: string | null
  publisher: string | null
  byline: string | null
  /** Calendar day `2024-12-07`, or null. */
  publishedOn: string | null
  language: IntakeLanguage
}

// ───────────── an intake: a text, what was found in it, and what is decided so far

const named = z.object({
  /** A source that was chosen from a list, or null where only the name is known. */
  id: z.uuid().toLowerCase().nullable(),
  name: nameLine(200),
  /** For a name that nobody here goes by: what kind of source it will be. */
  kind: sourceKind.nullable(),
})
/** A source as an intake names it, before anybody is looked up or made. */
export type NamedInIntake = z.infer<typeof named>

const blankToNull = (value: unknown) =>
  value === undefined || (typeof value === 'string' && value.trim() === '') ? null : value
const orNull = <T extends z.ZodType>(field: T) => z.preprocess(blankToNull, field.nullable())

const namedInput = z.preprocess(
  (given) =>
    given instanceof Object
      ? {
          id: null,
          kind: null,
          ...Object.fromEntries(
            Object.entries(given).map(([key, value]) => [
              key,
              key === 'name' ? value : blankToNull(value),
            ]),
          ),
        }
      : given,
  named,
)
const namedOrNobody = z.preprocess(
  (given) => {
    const name = given instanceof Object && 'name' in given ? given.name : undefined
    return typeof name === 'string' && name.trim() !== '' ? given : null
  },
  z.union([z.null(), namedInput]),
)

/** The fields of a moment as they are typed, kept as typed once they make sense. */
const saidFields = z
  .object({
    date: z.string().trim().default(''),
    time: z.string().trim().default(''),
    zone: z.string().trim().default(''),
  })
  .superRefine((given, check) => {
    const read = knownTimeInput.safeParse(given)
    for (const issue of read.error?.issues ?? [])
      check.addIssue({ code: 'custom', path: issue.path, message: issue.message })
  })

const publishedFields = saidFields.refine(
  (given) => given.date === '' || given.date.length === 10,
  {
    path: ['date'],
    error: 'needs_a_day',
  },
)

/** What the document will be filed with. */
export const documentDraft = z.object({
  title: line(300),
  kind: documentKind.default('article'),
  publisher: namedOrNobody,
  url: orNull(webAddress),
  language: languageTag,
  published: publishedFields.prefault({}),
  /** Where all of it came from, when not from its publisher. */
  origin: namedOrNobody,
  storyId: orNull(id),
})
export type DocumentDraft = z.infer<typeof documentDraft>

/** What was read, to start an intake with; `text` as it was read, at most 1,000,000 UTF-16 units. */
export const startIntakeInput = z.object({
  requestId,
  text: quoted(1_000_000),
  document: documentDraft,
  byline: orNull(line(300)),
  bytesSha256: orNull(z.string().regex(/^[\da-f]{64}$/)),
  fetchedAt: orNull(z.coerce.date()),
  /** A document that is here already and that its claims are filed under. */
  documentId: optional(id),
  /** The same text was read before, and the editor wants it read again all the same. */
  isAgain: z.boolean().default(false),
})
export type StartIntake = z.infer<typeof startIntakeInput>

/** `intakes.particulars`: what was known of the text when it was read. */
export const readParticulars = z.object({ document: documentDraft, byline: z.string().nullable() })

/** One candidate stands so to another, by their places in the list. */
export const foundRelation = likelyRelation.extend({
  from: z.number().int().nonnegative(),
  to: z.number().int().nonnegative(),
})

/** `intakes.findings`: the candidates in the order of the text, and what they are to each other. */
export const findings = z.object({
  candidates: z.array(candidate),
  relations: z.array(foundRelation),
})
export type Findings = z.infer<typeof findings>

/** `intakes.nearby`: for each candidate, by its place, tracked claims that it is like, most alike first. */
export const nearby = z.array(
  z.array(
    z.object({
      claimId: z.uuid(),
      similarity: z.number(),
      /** How the candidate stands to the tracked claim; null where they merely speak of the same. */
      likely: likelyRelation.nullable(),
    }),
  ),
)
export type Nearby = z.infer<typeof nearby>

const degrees = (limit: number) =>
  orNull(
    z.coerce.number({ error: 'not_degrees' }).min(-limit, 'not_degrees').max(limit, 'not_degrees'),
  )

/** What the editor put in place of what was found, as one set of fields. */
export const candidateEdits = z.object({
  proposition: prose(500),
  claimant: namedInput,
  wording: orNull(quoted(5000)),
  said: saidFields.prefault({}),
  place: z
    .object({
      name: orNull(nameLine(200)),
      latitude: degrees(90),
      longitude: degrees(180),
    })
    .refine((given) => (given.latitude === null) === (given.longitude === null), {
      path: ['longitude'],
      error: 'needs_both_coordinates',
    })
    .refine((given) => given.latitude === null || given.name !== null, {
      path: ['name'],
      error: 'required',
    }),
  /** Exact words of the text and, where they were selected, where they start (UTF-16 index). */
  quote: z.object({ exact: quoted(10_000), start: orNull(z.coerce.number().int().nonnegative()) }),
  origin: namedOrNobody,
  storyId: orNull(id),
})
export type CandidateEdits = z.infer<typeof candidateEdits>

/** Where a merged candidate goes: to a tracked claim, as it read then, or to another candidate. */
const mergeInto = z.union([
  z.object({ claimId: z.uuid().toLowerCase(), proposition: z.string() }),
  z.object({ candidate: z.number().int().nonnegative() }),
])

/** What becomes of one candidate. Edits stay with it whatever is decided. */
export const decision = z.object({
  is: z.enum(['undecided', 'accepted', 'merged', 'dropped']),
  into: mergeInto.nullable(),
  edits: candidateEdits.nullable(),
})
export type Decision = z.infer<typeof decision>

/** Which source a name in the text means: one that is here, or a new one of this kind. */
export const speakerChoice = z.object({
  id: z.uuid().toLowerCase().nullable(),
  kind: sourceKind.nullable(),
})
export type SpeakerChoice = z.infer<typeof speakerChoice>

/** One thing decided: `value` null puts it back as it was found. */
export const change = z.discriminatedUnion('of', [
  z.object({ of: z.literal('candidate'), key: z.string(), value: decision.nullable() }),
  z.object({ of: z.literal('speaker'), key: z.string(), value: speakerChoice.nullable() }),
  /** Whether a proposed relation (`relationKey`) is filed. */
  z.object({ of: z.literal('relation'), key: z.string(), value: z.boolean().nullable() }),
  z.object({ of: z.literal('document'), key: z.literal(''), value: documentDraft.nullable() }),
])
export type Change = z.infer<typeof change>

/** `intakes.decisions`: by `of:key`, with the version that each came with and whose it is. */
export const entries = z.record(
  z.string(),
  z.object({ at: z.number().int(), by: z.uuid(), change }),
)
export type Entries = z.infer<typeof entries>

/** `intake_steps.changes`: what one press changed, from and to. */
export const stepChanges = z.array(z.object({ before: change, after: change }))

/** `intakes.outcome`: what each candidate became. */
export const outcome = z.object({
  claims: z.array(z.object({ candidate: z.number().int(), claimId: z.uuid() })),
  appearances: z.array(
    z.object({ candidate: z.number().int(), claimId: z.uuid(), appearanceId: z.uuid().nullable() }),
  ),
  relations: z.array(z.object({ from: z.uuid(), to: z.uuid(), type: relationType })),
})
export type IntakeOutcome = z.infer<typeof outcome>

export const decideInput = z.object({
  requestId,
  intakeId: id,
  version,
  changes: z.array(change).min(1).max(5000),
})
export const undoDecisionInput = z.object({ requestId, intakeId: id, version })
export const dropIntakeInput = z.object({ requestId, intakeId: id, version })
export const fileIntakeInput = z.object({
  requestId,
  intakeId: id,
  version,
  /** Candidates nobody has decided on are dropped; otherwise they stop the filing. */
  dropsUndecided: z.preprocess((value) => value === true || value === 'on', z.boolean()),
})
export const keepProgressInput = z.object({
  requestId,
  intakeId: id,
  readTo: z.number().int().nonnegative(),
})
export const keepFindingsInput = z.object({
  requestId,
  intakeId: id,
  extractor: line(100),
  findings,
})
export const keepNearbyInput = z.object({ requestId, intakeId: id, nearby })

export type Decide = z.infer<typeof decideInput>
export type UndoDecision = z.infer<typeof undoDecisionInput>
export type DropIntake = z.infer<typeof dropIntakeInput>
export type FileIntake = z.infer<typeof fileIntakeInput>
export type KeepProgress = z.infer<typeof keepProgressInput>
export type KeepFindings = z.infer<typeof keepFindingsInput>
export type KeepNearby = z.infer<typeof keepNearbyInput>
