import { z } from 'zod'
import { optionalSourceChoice, sourceChoice } from '@/lib/sources/schema'
import { id, languageTag, line, optional, quoted, requestId, webAddress } from '@/lib/text/fields'
import { knownTimeInput } from '@/lib/time'

export const documentKind = z.enum([
  'article',
  'dispatch',
  'statement',
  'post',
  'broadcast',
  'image',
  'video',
  'dataset',
  'other',
])
export type DocumentKind = z.infer<typeof documentKind>

export const documentFields = z
  .object({
    title: line(300),
    kind: documentKind.default('article'),
    publisher: sourceChoice,
    url: optional(webAddress),
    language: languageTag.default('en'),
    /** At most 1,000,000 UTF-16 units. */
    text: optional(quoted(1_000_000)),
    published: knownTimeInput.prefault({}),
    /** Where its information first came from, when not from its publisher: a source, or a document it carries. */
    origin: optionalSourceChoice,
    originDocumentId: optional(id),
  })
  .refine((document) => document.url || document.text, {
    path: ['url'],
    error: 'needs_address_or_text',
  })
  .refine((document) => !(document.origin && document.originDocumentId), {
    path: ['origin', 'name'],
    error: 'one_origin_only',
  })
  .refine((document) => !['year', 'month'].includes(document.published?.precision ?? 'day'), {
    path: ['published', 'date'],
    error: 'needs_a_day',
  })
export type DocumentFields = z.infer<typeof documentFields>

/** A document named in a form: one that is here already, or a new one. */
export const documentChoice = z.discriminatedUnion('use', [
  z.object({
    use: z.literal('existing'),
    id: z.uuid({ error: 'choose_a_document' }).toLowerCase(),
  }),
  z.object({ use: z.literal('new'), fields: documentFields }),
])
export type DocumentChoice = z.infer<typeof documentChoice>

export const addDocumentInput = z.object({ requestId, document: documentFields })
export const changeOriginInput = z.object({
  requestId,
  documentId: id,
  origin: optionalSourceChoice,
  originDocumentId: optional(id),
  reason: line(500),
})

export type AddDocument = z.infer<typeof addDocumentInput>
export type ChangeOrigin = z.infer<typeof changeOriginInput>
export const documentQuery = z.object({ q: z.string().max(10_000).default('') })
