import { z } from 'zod'
import { verificationStatus } from '@/lib/review/schema'
import { type ClaimSearch, claimSearch, findKind } from '@/lib/search/schema'
import { instantOf } from '@/lib/site/instant'
import { languageTag } from '@/lib/text/fields'

const day = z.iso.date('a day such as 2024-12-07')
const slug = z.string().regex(/^[a-z0-9-]{1,200}$/, 'the last part of a page’s address')
const several = <T extends z.ZodType>(each: T) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(each))

/** What `GET /api/v1/search` takes; unlike an address of a page, it complains of what makes no sense. */
const apiQuery = z.strictObject({
  q: z.string().max(2000, 'at most 2,000 characters').optional(),
  kind: several(findKind).optional(),
  status: several(verificationStatus).optional(),
  story: slug.optional(),
  source: slug.optional(),
  place: z.string().max(300).optional(),
  language: languageTag.optional(),
  saidFrom: day.optional(),
  saidTo: day.optional(),
  publishedFrom: day.optional(),
  publishedTo: day.optional(),
  cursor: z.string().max(100).optional(),
  at: z
    .string()
    .refine((at) => instantOf(at)?.ok ?? false, 'a moment such as 2024-12-07T15:20:00Z')
    .optional(),
})

export type ApiSearch =
  | { ok: true; search: ClaimSearch; kinds: z.infer<typeof findKind>[]; at: string | null }
  | { ok: false; problems: { field: string; problem: string }[] }

/** Reads the query of an address; several values of one name only where it may have several. */
export function readApiQuery(params: URLSearchParams): ApiSearch {
  const given: Record<string, string | string[]> = {}
  for (const name of new Set(params.keys())) {
    const values = params.getAll(name).filter((value) => value !== '')
    if (values.length === 0) continue
    given[name] = /^(?:kind|status)$/.test(name)
      ? values.flatMap((value) => value.split(','))
      : values.length > 1
        ? values
        : (values[0] ?? '')
  }
  const parsed = apiQuery.safeParse(given)
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((field) => ({ field, problem: 'There is no such parameter.' }))
        : [{ field: String(issue.path[0] ?? ''), problem: issue.message }],
    )
    return { ok: false, problems }
  }
  const { kind = findKind.options, at, ...rest } = parsed.data
  return { ok: true, search: claimSearch.parse(rest), kinds: [...kind], at: at ?? null }
}
