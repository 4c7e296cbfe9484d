import { z } from 'zod'

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
  kind: z.enum([
    'person',
    'institution',
    'armed_group',
    'outlet',
    'agency',
    'monitor',
    'witness',
    'other',
  ]),
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

/** How one claim stands to another, and the words that gave it away, in each claim's own text. */
export const likelyRelation = z.object({
  type: z.enum(['counters', 'supports', 'repeats', 'refines']),
  /** 0 to 1. */
  strength: z.number(),
  /** What gave it away, e.g. `denial`, `negation`, `antonym`, `figure`, `same-words`, `reported`. */
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
