import { z } from 'zod'
import { searchable } from '@/lib/text/searchable'

function firstOf(value: unknown): unknown {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' && first.trim() !== '' ? first.trim() : undefined
}

/** Part of an address's query, taken as far as it makes sense: a filter that doesn't is no filter. */
export function lenient<T extends z.ZodType>(field: T) {
  return z.preprocess(firstOf, field).optional().catch(undefined)
}

/** Words to look for. */
export const queryWords = lenient(
  z
    .string()
    .transform(searchable)
    .transform((text) => text || undefined),
)
