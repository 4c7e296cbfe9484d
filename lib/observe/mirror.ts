import 'server-only'
import type { Db } from '@/lib/db'
import { MirrorMisconfigured, readMirrorSettings, targetOf } from '@/lib/mirror-settings'

export type MirrorState = {
  target: string
  /** Changes that the mirror does not have yet, whether or not they are published here. */
  waiting: number
  /** Seconds since the first of them; null when none waits. */
  oldestSeconds: number | null
  /** When it was last found to have everything that was done. */
  followedAt: Date | null
  failingSince: Date | null
  /** What is wrong, in words. */
  problem: string | null
}

/** How far the mirror is behind; null where there is none. Any process can tell: who follows writes it down. */
export async function mirrorOf(
  db: Pick<Db, '$queryRaw'>,
  now: Date,
  environment: Record<string, string | undefined> = process.env,
): Promise<MirrorState | null> {
  let target: string
  try {
    const settings = readMirrorSettings(environment)
    if (!settings) return null
    target = targetOf(settings)
  } catch (error) {
    if (!(error instanceof MirrorMisconfigured)) throw error
    const nothing = { waiting: 0, oldestSeconds: null, followedAt: null, failingSince: null }
    return { target: '', ...nothing, problem: error.message }
  }
  const [row] = await db.$queryRaw<
    (Pick<MirrorState, 'waiting' | 'followedAt' | 'failingSince' | 'problem'> & {
      since: Date | null
    })[]
  >`
    SELECT q.waiting, q.since, m.followed_at AS "followedAt", m.failing_since AS "failingSince", m.last_error AS problem
    FROM (SELECT count(*)::int AS waiting, min(created_at) AS since FROM outbox WHERE mirrored_at IS NULL) q
    LEFT JOIN mirrors m ON m.target = ${target}`
  const since = row?.since ?? null
  return {
    target,
    waiting: row?.waiting ?? 0,
    oldestSeconds: since && Math.max(0, (now.getTime() - since.getTime()) / 1000),
    followedAt: row?.followedAt ?? null,
    failingSince: row?.failingSince ?? null,
    problem: row?.problem ?? null,
  }
}
