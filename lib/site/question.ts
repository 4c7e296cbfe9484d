import type { Context } from '@/lib/context'

/** What a reader's page is asked of: anybody may ask, and the answer is the same for all. */
export type Question = Pick<Context, 'db'>
