import 'server-only'
import { z } from 'zod'
import { demand } from '@/lib/auth/policy'
import type { Context } from '@/lib/context'
import { RECORD_REASONS, type RecordReason } from '@/lib/record/problem'

/** Nothing to worry about yet: pages follow an act within a second, and a checkpoint too. */
const PATIENCE_MS = 15_000
/** A clock that is behind by less is only another request's that began earlier. */
const BEHIND_MS = 2_000

/** What ails the record: why, and in the words it has for whoever looks after the machine. */
export type RecordTold = { reason: RecordReason; words: string }

/** What waits at the desk, each null while it is well. */
export type Health = {
  /** Changes that readers don't see yet, though they are saved. */
  publication: { waiting: number; since: Date; isDiskFull: boolean; fault: string | null } | null
  /** The machine's clock says an earlier time than the record ends with; acts are held at that. */
  clock: { behindMs: number; heldAt: Date } | null
  /** Acts that no checkpoint is signed over. */
  record: { unsigned: number; since: Date; problem: RecordTold | null } | null
}

type Row = {
  waiting: number
  since: Date | null
  fault: string | null
  last: Date | null
  unsigned: number
  unsignedSince: Date | null
}

/**
 * Asks how it stands with what follows an act: its pages, its place in time, its signature. `status` is the file in which
 * the log tells of its troubles, where there is one.
 */
export async function getHealth(
  ctx: Context,
  status: () => Promise<Uint8Array | null> = async () => null,
): Promise<Health> {
  demand(ctx.actor, 'desk:read')
  const [row] = await ctx.db.$queryRaw<Row[]>`
    WITH record AS (SELECT max(index) AS last_index FROM leaves),
    clock AS (SELECT at FROM leaves WHERE index = (SELECT last_index FROM record)),
    signed AS (SELECT coalesce(max(size), 0) AS size FROM checkpoints)
    SELECT waiting.*, (SELECT at FROM clock) AS last,
      greatest(coalesce((SELECT last_index FROM record), -1) + 1 - signed.size, 0)::int AS unsigned,
      (SELECT at FROM leaves WHERE index = signed.size) AS "unsignedSince"
    FROM signed, (
      SELECT count(*)::int AS waiting, min(created_at) AS since,
        (array_agg(last_error ORDER BY id) FILTER (WHERE last_error IS NOT NULL))[1] AS fault
      FROM outbox WHERE done_at IS NULL
    ) AS waiting`
  if (!row) return { publication: null, clock: null, record: null }
  const behindMs = row.last ? row.last.getTime() - ctx.now.getTime() : 0
  const isBehind = behindMs >= BEHIND_MS
  // By the later of the two clocks: what was held at a time to come has not waited since then.
  const before = new Date(Math.max(ctx.now.getTime(), row.last?.getTime() ?? 0) - PATIENCE_MS)
  const hasWaited = (since: Date | null): since is Date => since !== null && since <= before
  const isStuck = row.since !== null && (row.fault !== null || hasWaited(row.since))
  return {
    publication:
      isStuck && row.since
        ? {
            waiting: row.waiting,
            since: row.since,
            isDiskFull: /ENOSPC|EDQUOT/.test(row.fault ?? ''),
            fault: row.fault,
          }
        : null,
    clock: isBehind && row.last ? { behindMs, heldAt: row.last } : null,
    record:
      row.unsigned > 0 && hasWaited(row.unsignedSince)
        ? { unsigned: row.unsigned, since: row.unsignedSince, problem: await told(status) }
        : null,
  }
}

const statusFile = z.object({
  problem: z.object({ reason: z.enum(RECORD_REASONS), words: z.string() }),
})

/** Null too where nothing is wrong but what passes by itself. */
async function told(status: () => Promise<Uint8Array | null>): Promise<RecordTold | null> {
  try {
    const bytes = await status()
    return bytes && statusFile.parse(JSON.parse(Buffer.from(bytes).toString())).problem
  } catch {
    return null
  }
}
