import 'server-only'
import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Context } from '@/lib/context'
import { poolOf } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { Prisma } from '@/lib/generated/prisma/client'

/** Asks one question after the other of one connection. */
export type Asker = {
  ask: <R>(question: TemplateStringsArray, ...values: unknown[]) => Promise<R[]>
  /** What the searches of one database need not find out each time. */
  known: Known
}
export type Known = { common?: { words: Promise<ReadonlySet<string>>; asked: number } }

const knownOf = new WeakMap<pg.Pool, Known>()

const LONGEST_MS = 3000
/**
 * How a question of the search is to be answered: of a table that grew since it was last looked at the planner would rather
 * read all; and since it is always by the same index, a plan is made once for each connection rather than each time.
 */
const SETTINGS =
  'SET LOCAL enable_seqscan = off; SET LOCAL jit = off; SET LOCAL plan_cache_mode = force_generic_plan'

/**
 * Runs a question that must not hold up the database, whatever was asked. It is asked without the layers in between, which
 * take longer over the dozen parts of a search than it takes to find anything.
 */
export async function bounded<R>(
  ctx: Pick<Context, 'db'>,
  question: (asker: Asker) => Promise<R>,
  milliseconds = LONGEST_MS,
): Promise<R> {
  const pool = poolOf(ctx.db)
  const known = knownOf.get(pool) ?? {}
  knownOf.set(pool, known)
  const client = await pool.connect()
  let answer: R
  try {
    await client.query(
      `BEGIN READ ONLY; SET LOCAL statement_timeout = ${milliseconds}; ${SETTINGS}`,
    )
    answer = await question({
      known,
      ask: async <Row>(strings: TemplateStringsArray, ...values: unknown[]) =>
        rowsOf<Row>(client, Prisma.sql(strings, ...values.map(writtenOut))),
    })
  } catch (error) {
    await client.query('ROLLBACK').then(
      () => client.release(),
      (failure: Error) => client.release(failure),
    )
    if ((error as { code?: string }).code !== '57014') throw error
    throw new AppError('unavailable', 'search_took_too_long')
  }
  // The answer stands, whatever becomes of the connection.
  client.query('COMMIT').then(
    () => client.release(),
    (failure: Error) => client.release(failure),
  )
  return answer
}

/** Numbers are mostly limits, which a plan has to know. */
function writtenOut(value: unknown): unknown {
  return Number.isSafeInteger(value) ? Prisma.raw(String(value)) : value
}

async function rowsOf<Row>(client: pg.PoolClient, { text, values }: Prisma.Sql): Promise<Row[]> {
  const { rows } = await client.query({
    ...nameOf(client, text),
    text,
    values,
    types: typesOf(client),
  })
  return rows as Row[]
}

/** A connection keeps the plans of as many questions; what else is asked, by rare filters, it plans each time. */
const MOST_KEPT = 100
const kept = new WeakMap<pg.PoolClient, Map<string, string>>()

function nameOf(client: pg.PoolClient, text: string): { name?: string } {
  const names = kept.get(client) ?? new Map<string, string>()
  kept.set(client, names)
  const before = names.get(text)
  if (before) return { name: before }
  if (names.size >= MOST_KEPT) return {}
  // The same in every bundle that has a copy of this module: they share connections, and not what they know of them.
  const name = `search ${createHash('sha256').update(text).digest('base64url')}`
  names.set(text, name)
  return { name }
}

const INT8 = 20
const DATE = 1082

function typesOf(client: pg.PoolClient): pg.CustomTypesConfig {
  return {
    getTypeParser: (oid: number, format?: 'text' | 'binary') => {
      if (oid === INT8) return Number
      // A day is kept as its midnight in UTC.
      if (oid === DATE) return (day: string) => new Date(`${day}T00:00:00.000Z`)
      return client.getTypeParser(oid, format)
    },
  }
}
