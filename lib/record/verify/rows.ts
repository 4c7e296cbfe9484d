import type pg from 'pg'
import type { JsonValue } from '@/lib/record/canonical'
import type { Act } from '@/lib/record/facts'
import { sha256 } from '@/lib/record/keys'
import { rootOfTile, TILE_WIDTH } from '@/lib/record/tiles'
import { leavesInBulk } from '@/lib/record/verify/bulk'
import {
  disclosuresIfRight,
  type LeafProblem,
  type LeafRow,
  problemsOf,
} from '@/lib/record/verify/leaf'
import { isShownAlike, type ShownLog } from '@/lib/record/verify/shown'
import { typesOf } from '@/lib/record/verify/types'

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
  /** Of each full tile, the root: 32 bytes a tile. */
  tiles: Uint8Array
  /** Indices that are not there. */
  missing: number[]
  firstAt: string | null
  lastAt: string | null
  /** Leaves dated before the one before them. */
  backwards: number[]
  wrong: { index: number; activityId: string; problems: LeafProblem[] }[]
  /** Leaves that can't be read, with why. */
  unreadable: { index: number; why: string }[]
  /** Whether what was published of all of them is, byte for byte, what it should be; false also where nobody looked. */
  isShown: boolean
}

const HASH = 32

export type StretchAsked = {
  from: number
  to: number
  redacted: Redacted
  /** The published log, where it is to be compared with what the database says should be in it. */
  shown?: ShownLog
}

/** Reads and checks the leaves from `from` up to, and without, `to`, in the transaction that `client` is in. */
export async function checkStretch(
  client: pg.Client,
  statement: LeavesStatement,
  { from, to, redacted, shown }: StretchAsked,
): Promise<Stretch> {
  const stretch: Stretch = {
    from,
    hashes: new Uint8Array((to - from) * HASH),
    tiles: new Uint8Array(Math.floor((to - from) / TILE_WIDTH) * HASH),
    missing: [],
    firstAt: null,
    lastAt: null,
    backwards: [],
    wrong: [],
    unreadable: [],
    isShown: false,
  }
  const { leaves, disclosures } = await leavesChecked(client, statement, {
    from,
    to,
    redacted,
    stretch,
  })
  let next = from
  const hashes = Buffer.from(stretch.hashes.buffer)
  for (const leaf of leaves) {
    while (next < leaf.index) stretch.missing.push(next++)
    next = leaf.index + 1
    if (stretch.lastAt !== null && leaf.at < stretch.lastAt) stretch.backwards.push(leaf.index)
    stretch.firstAt ??= leaf.at
    stretch.lastAt = leaf.at
    hashes.write(leaf.hash.slice(0, HASH * 2), (leaf.index - from) * HASH, 'hex')
  }
  while (next < to) stretch.missing.push(next++)
  const unread = new Set(stretch.unreadable.map(({ index }) => index))
  stretch.missing = stretch.missing.filter((index) => !unread.has(index))
  for (let tile = 0; tile < stretch.tiles.length / HASH; tile++) {
    const start = tile * TILE_WIDTH * HASH
    const bytes = hashes.subarray(start, start + TILE_WIDTH * HASH)
    stretch.tiles.set(rootOfTile(sha256, bytes), tile * HASH)
  }
  stretch.isShown = Boolean(
    shown && disclosures && isShownAlike(shown, { from, leaves, hashes, disclosures }),
  )
  return stretch
}

/** Read in bulk, and one act at a time only where something is not as it should be, to tell what. */
async function leavesChecked(
  client: pg.Client,
  statement: LeavesStatement,
  given: { from: number; to: number; redacted: Redacted; stretch: Stretch },
): Promise<{ leaves: LeafRow[]; disclosures: string[][] | null }> {
  const { from, to, redacted, stretch } = given
  const read = await unlessBad(client, () => leavesInBulk(client, from, to))
  if ('value' in read) {
    const disclosures = read.value.map((leaf) =>
      redacted.has(leaf.index) ? null : disclosuresIfRight(leaf),
    )
    if (disclosures.every((each) => each !== null)) return { leaves: read.value, disclosures }
  }
  const leaves: LeafRow[] = []
  for await (const leaf of leavesOf(client, statement, from, to, stretch.unreadable)) {
    leaves.push(leaf)
    const problems = problemsOf(leaf, redacted.get(leaf.index) ?? NONE)
    if (problems.length > 0) {
      stretch.wrong.push({ index: leaf.index, activityId: leaf.activityId, problems })
    }
  }
  return { leaves, disclosures: null }
}

/** What `read` answers, or what the database says against a value that is not what it should be. */
async function unlessBad<T>(
  client: pg.Client,
  read: () => Promise<T>,
): Promise<{ value: T } | { problem: string }> {
  await client.query('SAVEPOINT stretch')
  try {
    return { value: await read() }
  } catch (error) {
    if (!isAboutData(error)) throw error
    await client.query('ROLLBACK TO SAVEPOINT stretch')
    return { problem: (error as Error).message }
  }
}

/** Rows that the statement can't answer for (an identifier that is none) are found by halving, and passed over. */
async function* leavesOf(
  client: pg.Client,
  statement: LeavesStatement,
  from: number,
  to: number,
  unreadable: Stretch['unreadable'],
): AsyncGenerator<LeafRow> {
  const query = queryOf(statement, from, to)
  const read = await unlessBad(client, async () => (await client.query(query)).rows as unknown[][])
  if ('problem' in read) {
    if (to - from === 1) {
      unreadable.push({ index: from, why: read.problem })
      return
    }
    const middle = Math.floor((from + to) / 2)
    yield* leavesOf(client, statement, from, middle, unreadable)
    yield* leavesOf(client, statement, middle, to, unreadable)
    return
  }
  for (const row of read.value) yield leafOf(row)
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
    types: typesOf,
  }
}

/** The columns of lib/record/verify/statement.ts, in their order. */
function leafOf(row: unknown[]): LeafRow {
  const [index, activityId, at, isPublic, entry, hash, salts, ...act] = row as [
    number,
    number,
    string,
    boolean,
    string,
    string,
    LeafRow['salts'],
    ...unknown[],
  ]
  return {
    index,
    activityId: String(activityId),
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
    id: BigInt(row[0] as number),
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
