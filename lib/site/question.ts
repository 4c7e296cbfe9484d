import type { Context } from '@/lib/context'

/**
 * What a reader's page is asked of: anybody may ask, and the answer is the same for all. With a moment `at` it is
 * answered as it would have been then, from rows that are never altered.
 */
export type Question = Pick<Context, 'db'> & { at?: Date | null }
