import 'server-only'
import { setTimeout as delay } from 'node:timers/promises'
import type { Db } from '@/lib/db'

export type Queue = {
  /** Changes that readers don't see yet. */
  waiting: number
  /** Seconds since the first of them; null when none waits. */
  oldestSeconds: number | null
  /** How many of them could not be published at the last try. */
  failing: number
  /** When something was published last. */
  publishedAt: Date | null
}

/** How long the outbox is and how old, by the clock of whoever asks; acts may be held at a later time, which is no age. */
export async function queueOf(db: Pick<Db, '$queryRaw'>, now: Date): Promise<Queue> {
  const [row] = await db.$queryRaw<
    { waiting: number; failing: number; since: Date | null; publishedAt: Date | null }[]
  >`
    SELECT count(*)::int AS waiting, count(last_error)::int AS failing, min(created_at) AS since,
      (SELECT max(done_at) FROM outbox) AS "publishedAt"
    FROM outbox WHERE done_at IS NULL`
  const since = row?.since ?? null
  return {
    waiting: row?.waiting ?? 0,
    failing: row?.failing ?? 0,
    oldestSeconds: since && Math.max(0, (now.getTime() - since.getTime()) / 1000),
    publishedAt: row?.publishedAt ?? null,
  }
}

const ANSWER_MS = 1_000

/** Whether the database answers within a second. */
export async function doesAnswer(db: Pick<Db, '$queryRaw'>): Promise<boolean> {
  const answer = db.$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  )
  return Promise.race([answer, delay(ANSWER_MS, false, { ref: false })])
}
