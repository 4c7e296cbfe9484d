import { z } from 'zod'
import {
  id,
  languageTag,
  line,
  nameLine,
  optional,
  prose,
  requestId,
  version,
  webAddress,
} from '@/lib/text/fields'
import { lenient, queryWords } from '@/lib/text/query-fields'

export const sourceKind = z.enum([
  'person',
  'institution',
  'armed_group',
  'outlet',
  'agency',
  'monitor',
  'witness',
  'other',
])
export type SourceKind = z.infer<typeof sourceKind>

/** The Admiralty scale's letters: A completely reliable … E unreliable, F can't be judged. */
export const reliability = z.enum(['A', 'B', 'C', 'D', 'E', 'F'])
export type Reliability = z.infer<typeof reliability>

/**
 * A source named in a form: by `id` where a list was used, else by any name it goes by. A name that nobody
 * goes by needs a `kind`, and then makes a new source.
 */
export const sourceChoice = z.object({
  id: optional(id),
  name: nameLine(200),
  kind: optional(sourceKind),
})
export type SourceChoice = z.infer<typeof sourceChoice>

/** The same, where naming nobody is an answer too. */
export const optionalSourceChoice = z.preprocess(
  (value) =>
    value instanceof Object && String((value as { name?: unknown }).name ?? '').trim() === ''
      ? undefined
      : value,
  sourceChoice.optional(),
)

const sourceFields = {
  name: nameLine(200),
  language: languageTag.default('en'),
  kind: sourceKind,
  description: optional(prose(2000)),
  url: optional(webAddress),
  /** Who it speaks for: the two count as one origin. */
  speaksFor: optionalSourceChoice,
}

export const createSourceInput = z.object({ requestId, ...sourceFields })
export const editSourceInput = z.object({ requestId, sourceId: id, version, ...sourceFields })
export const addAliasInput = z.object({
  requestId,
  sourceId: id,
  name: nameLine(200),
  language: languageTag.default('en'),
})
export const gradeSourceInput = z.object({
  requestId,
  sourceId: id,
  reliability,
  reason: line(500),
})

export type CreateSource = z.infer<typeof createSourceInput>
export type EditSource = z.infer<typeof editSourceInput>
export type AddAlias = z.infer<typeof addAliasInput>
export type GradeSource = z.infer<typeof gradeSourceInput>

/** What the address of the list of sources says. */
export const sourceSearch = z.object({
  q: queryWords,
  kind: lenient(sourceKind),
  /** The last source shown. */
  after: lenient(z.uuid()),
})
export type SourceSearch = z.infer<typeof sourceSearch>
