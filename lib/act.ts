import 'server-only'
import { createHash } from 'node:crypto'
import { linesWritten } from '@/lib/activity/record'
import { actorId } from '@/lib/auth/actor'
import type { Context } from '@/lib/context'
import type { Tx } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { appendLeaves, lastLeafAt } from '@/lib/record/append'

const ATTEMPTS = 5
/** At each attempt one of those who want the same slug gets it: more than a pool has connections is enough. */
const SLUG_ATTEMPTS = 40

/**
 * Runs one command in one transaction: all of it, with its record and its leaves in the log, or nothing.
 *
 * `work` gets the context to write with: its `now` is never earlier than what the log ends with, so that a clock
 * that jumped back can't put an act before one that is on record.
 *
 * With a `requestId` the act happens once however often the request arrives, at the same time or after a lost
 * answer: the repeat gets the first answer. The same id with another input (a form used again from the
 * browser's history) is another act.
 *
 * Deadlocks and clashes on a slug are tried again; throws what `work` throws, and `unavailable` when the
 * database does not answer.
 */
export async function act<R extends object>(
  ctx: Context,
  name: string,
  input: { requestId?: string | undefined },
  work: (tx: Tx, ctx: Context) => Promise<R>,
): Promise<R> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.db.$transaction((tx) => once(tx, ctx, name, input, work), {
        maxWait: 10_000,
        timeout: 20_000,
      })
    } catch (error) {
      if (error instanceof AppError) throw error
      if (attempt < ATTEMPTS && isPassing(error)) continue
      if (attempt < SLUG_ATTEMPTS && clashesOn(error, 'slug')) continue
      if (isUnreachable(error)) throw new AppError('unavailable', 'database_unreachable')
      throw error
    }
  }
}

async function once<R extends object>(
  tx: Tx,
  ctx: Context,
  name: string,
  input: { requestId?: string | undefined },
  work: (tx: Tx, ctx: Context) => Promise<R>,
): Promise<R> {
  if (!input.requestId) return logged(tx, ctx, work)
  const by = actorId(ctx.actor)
  const hash = createHash('sha256')
    .update(JSON.stringify([name, by, input]))
    .digest('hex')
  const key = `${input.requestId}:${hash}`
  // Waits here while the same request is under way elsewhere, and then finds its answer.
  const isFirst = await tx.$executeRaw`
    INSERT INTO submissions (key, actor_id, result, created_at)
    VALUES (${key}, ${by}::uuid, 'null', ${ctx.now}) ON CONFLICT DO NOTHING`
  if (isFirst === 0) {
    const earlier = await tx.submission.findUniqueOrThrow({ where: { key } })
    return earlier.result as R
  }
  // The log comes last: it is held for nobody longer than the commit takes.
  return logged(tx, ctx, async (each, held) => {
    const result = await work(each, held)
    await tx.submission.update({ where: { key }, data: { result } })
    return result
  })
}

async function logged<R>(
  tx: Tx,
  ctx: Context,
  work: (tx: Tx, ctx: Context) => Promise<R>,
): Promise<R> {
  const last = await lastLeafAt(tx)
  const result = await work(tx, last && last > ctx.now ? { ...ctx, now: last } : ctx)
  await appendLeaves(tx, linesWritten(tx), ctx.now)
  return result
}

/** The SQLSTATE or Prisma code of a failure, wherever the adapter put it. */
function codesOf(error: unknown): string[] {
  const codes: string[] = []
  for (let at = error, depth = 0; at instanceof Object && depth < 6; depth++) {
    const { code, originalCode, cause, meta } = at as Record<string, unknown>
    for (const each of [code, originalCode]) if (typeof each === 'string') codes.push(each)
    at = cause ?? (meta as Record<string, unknown> | undefined)?.driverAdapterError
  }
  return codes
}

function isPassing(error: unknown): boolean {
  return codesOf(error).some((code) => ['P2034', '40001', '40P01'].includes(code))
}

/** What pg says, without a code, of a connection that was cut under it or did not come in time. */
const CUT_OFF = /Connection terminated|not queryable|timeout exceeded when trying to connect/

function isUnreachable(error: unknown): boolean {
  if (error instanceof Error && CUT_OFF.test(error.message)) return true
  return codesOf(error).some((code) =>
    [
      'P1001',
      'P1002',
      'P1008',
      'P1017',
      'P2024',
      // No connection came free in time, or the transaction outlived its time and was rolled back.
      'P2028',
      'ECONNREFUSED',
      'ECONNRESET',
      '57P01',
      '57P03',
    ].includes(code),
  )
}

/** Whether a write failed on the named constraint (or one whose name contains `name`). */
export function clashesOn(error: unknown, name: string): boolean {
  if (!(error instanceof Error)) return false
  const text = `${error.message} ${JSON.stringify((error as { meta?: unknown }).meta ?? '')}`
  return (
    /Unique constraint|P2002|23505|duplicate key/.test(`${text} ${codesOf(error).join(' ')}`) &&
    text.includes(name)
  )
}
