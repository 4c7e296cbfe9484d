import type { Actor } from '@/lib/auth/actor'
import type { Db } from '@/lib/db'

/**
 * Who acts, when, on which database: made once per request, job, seed or test. Everything written in it
 * carries the one moment `now`; nothing else in `lib` asks the clock.
 */
export type Context = {
  actor: Actor
  now: Date
  db: Db
  /** SHA-256 of what a machine sent under the id of its request, which stands for that and nothing else. */
  sent?: string | undefined
  /** How far the primary's log had come after what the actor wrote last, as their browser was told; see lib/replica. */
  written?: bigint | undefined
}
