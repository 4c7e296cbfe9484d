import { z } from 'zod'
import { verificationStatus } from '@/lib/review/schema'
import { languageTag } from '@/lib/text/fields'
import { lenient, queryWords } from '@/lib/text/query-fields'

const slug = lenient(z.string().regex(/^[a-z0-9-]{1,200}$/))
const day = lenient(
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .refine((text) => new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) ?? false),
)

/** Several of a kind: `status=a&status=b` or `status=a,b`; what is not a status is left out. */
const statuses = z.preprocess(
  (value) =>
    (Array.isArray(value) ? value : [value])
      .flatMap((each: unknown) => (typeof each === 'string' ? each.split(',') : []))
      .filter(
        (each, at, all) => verificationStatus.safeParse(each).success && all.indexOf(each) === at,
      ),
  z.array(verificationStatus),
)

/** Looking for claims: the search of readers and of the desk. Reads any query of an address without complaint. */
export const claimSearch = z.object({
  q: queryWords,
  status: statuses.default([]),
  /** Slugs. */
  story: slug,
  source: slug,
  /** Part of a place's name. */
  place: queryWords,
  /** Of the claimant's words. */
  language: lenient(languageTag),
  /** Calendar days, both included. */
  saidFrom: day,
  saidTo: day,
  /** Calendar days in UTC, both included, on which a claim's status was published. */
  publishedFrom: day,
  publishedTo: day,
  cursor: lenient(z.string().max(100)),
})
export type ClaimSearch = z.infer<typeof claimSearch>

/** What a search can find. */
export const findKind = z.enum(['claim', 'source', 'place', 'story', 'document'])
export type FindKind = z.infer<typeof findKind>

/** Whether anything narrows the search, the page apart. */
export function isNarrowed(search: ClaimSearch): boolean {
  const { status, cursor: _, ...others } = search
  return status.length > 0 || Object.values(others).some((value) => value !== undefined)
}

export const sourceQuery = z.object({ q: z.string().max(10_000).default('') })
export const similarQuery = z.object({ text: z.string().max(10_000).default('') })
