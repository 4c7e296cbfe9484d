import { setTimeout } from 'node:timers/promises'

/** What can be the matter with the database; `reason` of an `AppError` that is `unavailable`. */
export const databaseTroubles = [
  'database_unreachable',
  'database_disk_full',
  'database_disk_fails',
  'database_out_of_memory',
  'database_too_busy',
  'database_too_slow',
  'database_read_only',
] as const
export type DatabaseTrouble = (typeof databaseTroubles)[number]

/** By SQLSTATE, the system's code, Prisma's, or the kind that its adapter makes of them. */
const TROUBLES: [DatabaseTrouble, RegExp][] = [
  ['database_disk_full', /^(53100|ENOSPC|EDQUOT)$/],
  ['database_out_of_memory', /^53200$/],
  // No connection to spare, at the server or among ours.
  ['database_too_busy', /^(53300|53400|P2024|P2037|TooManyConnections)$/],
  ['database_read_only', /^25006$/],
  ['database_disk_fails', /^(58\w{3}|XX001|XX002)$/],
  // Ended by the server since it took too long, or waited too long for what others hold.
  ['database_too_slow', /^(57014|55P03|57P05|25P03|25P04|P1008|P2028)$/],
  ['database_unreachable', /^(57P0[123]|08\w{3}|P100[12]|P1017)$/],
  ['database_unreachable', /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|E(HOST|NET)UNREACH)$/],
  ['database_unreachable', /^(ENOTFOUND|EAI_AGAIN)$/],
  ['database_unreachable', /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout)$/],
]

/** What is the matter with the database; null when it is well and the fault is ours. */
export function databaseTrouble(error: unknown): DatabaseTrouble | null {
  const codes = codesOf(error)
  for (const [trouble, pattern] of TROUBLES) {
    if (codes.some((code) => pattern.test(code))) return trouble
  }
  const words = wordsOf(error)
  // A full disk shows in the words of whatever met it first; a cut connection has no code of its own.
  if (/No space left on device/.test(words)) return 'database_disk_full'
  if (/timeout exceeded when trying to connect/.test(words)) return 'database_too_busy'
  if (/Connection terminated|not queryable|fell silent|timeout expired/.test(words))
    return 'database_unreachable'
  return null
}

/** How long is waited for a database that is away: PostgreSQL is back from a restart sooner. */
const AWAY_MS = 5_000
const LONGEST_PAUSE_MS = 800

/**
 * Says whether to try again, after a pause, what has failed `attempts` times since `begun` (by `performance.now()`): only
 * what is soon over, and not for long.
 */
export async function isBackSoon(
  trouble: DatabaseTrouble,
  attempts: number,
  begun: number,
): Promise<boolean> {
  if (trouble !== 'database_unreachable' && trouble !== 'database_too_busy') return false
  const pause = Math.min(LONGEST_PAUSE_MS, 50 * 2 ** attempts)
  if (performance.now() - begun + pause >= AWAY_MS) return false
  await setTimeout(pause)
  return true
}

/** Asks again while the database is away for a moment; `ask` changes nothing. */
export async function askPatiently<T>(ask: () => Promise<T>): Promise<T> {
  const begun = performance.now()
  for (let attempts = 1; ; attempts++) {
    try {
      return await ask()
    } catch (error) {
      const trouble = databaseTrouble(error)
      if (!trouble || !(await isBackSoon(trouble, attempts, begun))) throw error
    }
  }
}

/** The SQLSTATE, system or Prisma codes of a failure, wherever the adapter put them. */
export function codesOf(error: unknown): string[] {
  return causesOf(error).flatMap(({ code, originalCode, kind }) =>
    [code, originalCode, kind].filter((each): each is string => typeof each === 'string'),
  )
}

function wordsOf(error: unknown): string {
  return causesOf(error)
    .flatMap(({ message, originalMessage }) => [message, originalMessage])
    .join('\n')
}

function causesOf(error: unknown): Record<string, unknown>[] {
  const causes: Record<string, unknown>[] = []
  for (let at = error; at instanceof Object && causes.length < 6; ) {
    const each = at as Record<string, unknown>
    causes.push(each)
    at = each.cause ?? (each.meta as Record<string, unknown> | undefined)?.driverAdapterError
  }
  return causes
}
