import type { Actor } from '@/lib/auth/actor'
import type { Db } from '@/lib/db'

/**
 * Who acts, when, on which database: made once per request, job, seed or test. Everything written in it
 * carries the one moment `now`; nothing else in `lib` asks the clock.
 */
export type Context = { actor: Actor; now: Date; db: Db }
