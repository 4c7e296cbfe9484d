import 'server-only'
import { createHash } from 'node:crypto'
import { linesWritten } from '@/lib/activity/record'
import { actorId } from '@/lib/auth/actor'
import type { Context } from '@/lib/context'
import { codesOf, databaseTrouble, isBackSoon } from '@/lib/database-failures'
import type { Tx } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { timedSave } from '@/lib/observe/timed'
import { appendLeaves, lastLeafAt } from '@/lib/record/append'
import { noteWrite } from '@/lib/replica/reading'
import { Disturbed, demandUndisturbed, takeFirst } from '@/lib/undisturbed'

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
 * browser's history) is another act. For a machine, which says what it sent (`ctx.sent`), the id stands for that alone:
 * `request_reused` when it comes with something else, `request_under_way` while the first is.
 *
 * The record reads as if acts came one after the other: one whose doer loses the role while it is under way, or that
 * is overtaken on what it changes, is done once more on what is so then.
 *
 * Deadlocks, clashes on a slug and a database that is away for a moment are tried again. Throws what `work` throws, and
 * `unavailable` with what is the matter with the database: nothing was saved then, but for `answer_lost`, where nobody
 * can tell until the same request is sent again.
 */
export async function act<R extends object>(
  ctx: Context,
  name: string,
  input: { requestId?: string | undefined },
  work: (tx: Tx, ctx: Context) => Promise<R>,
): Promise<R> {
  try {
    return await timedSave(name, () => untilDone(ctx, name, input, work))
  } finally {
    // Whatever came of it: an act whose answer was lost may be done.
    await noteWrite(ctx.db)
  }
}

async function untilDone<R extends object>(
  given: Context,
  name: string,
  input: { requestId?: string | undefined },
  work: (tx: Tx, ctx: Context) => Promise<R>,
): Promise<R> {
  const begun = performance.now()
  let ctx = given
  let disturbed: Disturbed | null = null
  let disturbances = 0
  for (let attempt = 1; ; attempt++) {
    let isCommitting = false
    try {
      return await ctx.db.$transaction(
        async (tx) => {
          const result = await once(tx, ctx, name, input, work, disturbed)
          isCommitting = true
          return result
        },
        { maxWait: 10_000, timeout: 20_000 },
      )
    } catch (error) {
      if (error instanceof AppError) throw error
      if (error instanceof Disturbed && attempt < SLUG_ATTEMPTS) {
        disturbed = error.after(disturbed)
        disturbances += 1
        ctx = error.again(ctx)
        continue
      }
      if (attempt < ATTEMPTS + disturbances && isPassing(error)) continue
      if (attempt < SLUG_ATTEMPTS && clashesOn(error, 'slug')) continue
      const trouble = databaseTrouble(error)
      if (!trouble) throw error
      // The connection broke between COMMIT and its answer: only a request with an id may be sent once more.
      const isInDoubt =
        isCommitting && ['database_unreachable', 'database_too_slow'].includes(trouble)
      const maySend = !isInDoubt || input.requestId !== undefined
      if (maySend && (await isBackSoon(trouble, attempt, begun))) continue
      const reason = isInDoubt ? 'answer_lost' : trouble
      console.warn(`${name} was not answered (${reason}): ${codesOf(error).join(' ') || error}`)
      throw new AppError('unavailable', reason)
    }
  }
}

async function once<R extends object>(
  tx: Tx,
  ctx: Context,
  name: string,
  input: { requestId?: string | undefined },
  work: (tx: Tx, ctx: Context) => Promise<R>,
  disturbed: Disturbed | null,
): Promise<R> {
  if (!input.requestId) return logged(tx, ctx, work, disturbed)
  const by = actorId(ctx.actor)
  const hash = createHash('sha256')
    .update(JSON.stringify([name, by, ctx.sent ?? input]))
    .digest('hex')
  const key = `${input.requestId}:${hash}`
  if (ctx.sent !== undefined) await demandOwnRequest(tx, input.requestId, key)
  // Waits here while the same request is under way elsewhere, and then finds its answer.
  const isFirst = await tx.$executeRaw`
    INSERT INTO submissions (key, actor_id, result, created_at)
    VALUES (${key}, ${by}::uuid, 'null', ${ctx.now}) ON CONFLICT DO NOTHING`
  if (isFirst === 0) {
    const earlier = await tx.submission.findUniqueOrThrow({ where: { key } })
    return earlier.result as R
  }
  // The log comes last: it is held for nobody longer than the commit takes.
  const answered = async (each: Tx, held: Context) => {
    const result = await work(each, held)
    await tx.submission.update({ where: { key }, data: { result } })
    return result
  }
  return logged(tx, ctx, answered, disturbed)
}

/** Refuses a request whose id came with something else before, or is being answered just now. */
async function demandOwnRequest(tx: Tx, requestId: string, key: string): Promise<void> {
  const [lock] = await tx.$queryRaw<{ isOurs: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${`request:${requestId}`}, 0)) AS "isOurs"`
  if (!lock?.isOurs) throw new AppError('conflict', 'request_under_way')
  const [other] = await tx.$queryRaw<{ key: string }[]>`
    SELECT key FROM submissions WHERE split_part(key, ':', 1) = ${requestId} AND key <> ${key} LIMIT 1`
  if (other) throw new AppError('conflict', 'request_reused')
}

async function logged<R>(
  tx: Tx,
  ctx: Context,
  work: (tx: Tx, ctx: Context) => Promise<R>,
  disturbed: Disturbed | null,
): Promise<R> {
  if (disturbed) await takeFirst(tx, disturbed)
  const last = await lastLeafAt(tx)
  const held = last && last > ctx.now ? { ...ctx, now: last } : ctx
  const result = await work(tx, held)
  await demandUndisturbed(tx, held, linesWritten(tx))
  await appendLeaves(tx, linesWritten(tx), ctx.now)
  return result
}

function isPassing(error: unknown): boolean {
  return codesOf(error).some((code) => ['P2034', '40001', '40P01'].includes(code))
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
