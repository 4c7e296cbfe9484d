import type pg from 'pg'
import type { JsonValue } from '@/lib/record/canonical'
import type { Act } from '@/lib/record/facts'
import { type LeafProblem, type LeafRow, problemsOf } from '@/lib/record/verify/leaf'

/** A statement as `pg` takes it; the last two of its values are the first leaf and the one after the last. */
export type LeavesStatement = { text: string; values: unknown[] }

/** Facts that redactions took away, by leaf. */
export type Redacted = Map<number, Set<string>>

const NONE: ReadonlySet<string> = new Set()

/** Leaves of one stretch of the log: what is wrong with each, and what the tree is made of. */
export type Stretch = {
  from: number
  /** 32 bytes a leaf. */
  hashes: Uint8Array
  /** Indices that are not there. */
  missing: number[]
  firstAt: string | null
  lastAt: string | null
  /** Leaves dated before the one before them. */
  backwards: number[]
  wrong: { index: number; activityId: string; problems: LeafProblem[] }[]
  /** Leaves that can't be read, with why. */
  unreadable: { index: number; why: string }[]
}

const HASH = 32

/** Reads and checks the leaves from `from` up to, and without, `to`, in the transaction that `client` is in. */
export async function checkStretch(
  client: pg.Client,
  statement: LeavesStatement,
  { from, to, redacted }: { from: number; to: number; redacted: Redacted },
): Promise<Stretch> {
  const stretch: Stretch = {
    from,
    hashes: new Uint8Array((to - from) * HASH),
    missing: [],
    firstAt: null,
    lastAt: null,
    backwards: [],
    wrong: [],
    unreadable: [],
  }
  let next = from
  for await (const leaf of leavesOf(client, statement, from, to, stretch.unreadable)) {
    while (next < leaf.index) stretch.missing.push(next++)
    next = leaf.index + 1
    if (stretch.lastAt !== null && leaf.at < stretch.lastAt) stretch.backwards.push(leaf.index)
    stretch.firstAt ??= leaf.at
    stretch.lastAt = leaf.at
    stretch.hashes.set(leaf.hash.subarray(0, HASH), (leaf.index - from) * HASH)
    const problems = problemsOf(leaf, redacted.get(leaf.index) ?? NONE)
    if (problems.length > 0) {
      stretch.wrong.push({ index: leaf.index, activityId: leaf.activityId, problems })
    }
  }
  while (next < to) stretch.missing.push(next++)
  const unread = new Set(stretch.unreadable.map(({ index }) => index))
  stretch.missing = stretch.missing.filter((index) => !unread.has(index))
  return stretch
}

/** Rows that the statement can't answer for (an identifier that is none) are found by halving, and passed over. */
async function* leavesOf(
  client: pg.Client,
  statement: LeavesStatement,
  from: number,
  to: number,
  unreadable: Stretch['unreadable'],
): AsyncGenerator<LeafRow> {
  let rows: unknown[][]
  await client.query('SAVEPOINT stretch')
  try {
    rows = (await client.query(queryOf(statement, from, to))).rows
  } catch (error) {
    if (!isAboutData(error)) throw error
    await client.query('ROLLBACK TO SAVEPOINT stretch')
    if (to - from === 1) {
      unreadable.push({ index: from, why: (error as Error).message })
      return
    }
    const middle = Math.floor((from + to) / 2)
    yield* leavesOf(client, statement, from, middle, unreadable)
    yield* leavesOf(client, statement, middle, to, unreadable)
    return
  }
  for (const row of rows) yield leafOf(row)
}

/** SQLSTATE class 22: data that is not what it should be. A lost connection is something else. */
function isAboutData(error: unknown): boolean {
  return String((error as { code?: string }).code ?? '').startsWith('22')
}

function queryOf({ text, values }: LeavesStatement, from: number, to: number) {
  return {
    name: 'leaves',
    text,
    values: [...values.slice(0, -2), from, to],
    rowMode: 'array' as const,
    types: { getTypeParser },
  }
}

const BIGINT = 20
const BOOL = 16
const BYTEA = 17
const JSON_TYPES = [114, 3802]
const TIMESTAMPTZ = 1184

/** Moments stay text: turning each into a Date and back costs more than all the rest of reading a row. */
function getTypeParser(type: number): (text: string) => unknown {
  if (type === BYTEA) return (text) => Buffer.from(text.slice(2), 'hex')
  if (JSON_TYPES.includes(type)) return (text) => JSON.parse(text)
  if (type === BOOL) return (text) => text === 't'
  if (type === TIMESTAMPTZ) return isoOf
  if (type === BIGINT) return (text) => text
  return (text) => text
}

/** `2024-12-07 12:00:00.5+00`, as a session in UTC says it, in ISO 8601 with milliseconds. */
export function isoOf(text: string): string {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?\+00$/.exec(text)
  if (!match) return new Date(text).toISOString()
  return `${match[1]}T${match[2]}.${(match[3] ?? '').padEnd(3, '0')}Z`
}

/** The columns of lib/record/verify/statement.ts, in their order. */
function leafOf(row: unknown[]): LeafRow {
  const [index, activityId, at, isPublic, entry, hash, salts, ...act] = row as [
    string,
    string,
    string,
    boolean,
    string,
    Buffer,
    LeafRow['salts'],
    ...unknown[],
  ]
  return {
    index: Number(index),
    activityId,
    at,
    isPublic,
    entry,
    hash,
    salts,
    act: act[0] === null ? null : actOfRow(act),
  }
}

function actOfRow(row: unknown[]): Act {
  type Json = { [name: string]: JsonValue } | null
  return {
    id: BigInt(row[0] as string),
    type: row[1] as string,
    at: row[2] as string,
    actorId: row[3] as string | null,
    payload: row[4] as NonNullable<Json>,
    about: row[5] as NonNullable<Json>,
    verdict: row[6] as Json,
    appearance: row[7] as Json,
    relation: row[8] as Json,
    evidence: row[9] as Json,
    document: row[10] as Json,
    revision: row[11] as Json,
    slug: row[12] as string | null,
    shown: row[13] as Act['shown'],
  }
}

/** One leaf with its act, for saying more of what is wrong with it. */
export async function readLeaf(
  client: pg.Client,
  statement: LeavesStatement,
  index: number,
): Promise<LeafRow | null> {
  for await (const leaf of leavesOf(client, statement, index, index + 1, [])) return leaf
  return null
}
