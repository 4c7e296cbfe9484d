import 'server-only'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { sha256 } from '@/lib/record/keys'
import { CompactRange, type Hash } from '@/lib/record/merkle'
import { TILE_WIDTH } from '@/lib/record/tiles'
import { type LeafProblem, type LeafRow, parseEntry, standsFor } from '@/lib/record/verify/leaf'
import { bothTexts, quoted, type Report } from '@/lib/record/verify/report'
import {
  checkStretch,
  type LeavesStatement,
  type Redacted,
  readLeaf,
  type Stretch,
} from '@/lib/record/verify/rows'
import type { ShownLog } from '@/lib/record/verify/shown'
import { leavesStatement } from '@/lib/record/verify/statement'

/** So many leaves are read at once: a multiple of a tile. */
const AT_ONCE = 2048
/** Under this, starting threads costs more than they save. */
const WORTH_THREADS = 40_000
const HASH = 32
const TILE_HEIGHT = Math.log2(TILE_WIDTH)

/** One look at a database: everything in it is as it was at one moment, whatever is written meanwhile. */
export type Snapshot = {
  client: pg.Client
  databaseUrl: string
  /** Of leaves. */
  size: number
  /** By which other connections see the same. */
  name: string
}

export async function withSnapshot<T>(
  databaseUrl: string,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const client = await connect(databaseUrl)
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
    const { rows } = await client.query(`
      SELECT pg_export_snapshot() AS name, (SELECT coalesce(max(index) + 1, 0) FROM leaves) AS size`)
    const [{ name, size }] = rows
    return await work({ client, databaseUrl, name, size: Number(size) })
  } finally {
    await client.end().catch(() => {})
  }
}

/** The same look through other connections too, for questions that can be asked at once. */
export async function withMoreClients<T>(
  { client, databaseUrl, name }: Snapshot,
  count: number,
  work: (clients: pg.Client[]) => Promise<T>,
): Promise<T> {
  const more: pg.Client[] = []
  try {
    while (more.length + 1 < count) {
      const other = await connect(databaseUrl)
      more.push(other)
      await other.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
      await other.query(`SET TRANSACTION SNAPSHOT ${pg.escapeLiteral(name)}`)
    }
    return await work([client, ...more])
  } finally {
    await Promise.all(more.map((each) => each.end().catch(() => {})))
  }
}

/** Threads of our own share the work: helpers that the server starts beside them only wait for each other. */
const SESSION = `SET TIME ZONE 'UTC'; SET jit = off; SET work_mem = '128MB'; SET max_parallel_workers_per_gather = 0`

async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl })
  client.on('error', () => {})
  await client.connect()
  await client.query(SESSION)
  return client
}

/** Facts that the record says were taken away by a redaction. */
async function redactedIn(client: pg.Client): Promise<Redacted> {
  const { rows } = await client.query(`
    SELECT (a.payload ->> 'leaf')::bigint AS leaf, array_agg(name) AS names FROM activity a
    JOIN leaves l ON l.activity_id = a.id, jsonb_array_elements_text(a.payload -> 'names') AS name
    WHERE a.type = 'record.redacted' GROUP BY 1`)
  return new Map(rows.map(({ leaf, names }) => [Number(leaf), new Set<string>(names)]))
}

/** The disclosures that were published of a leaf: what it said, where the database says something else now. */
export type PublishedFacts = (index: number) => Promise<Map<string, unknown>>

/**
 * Looks through every leaf of the snapshot: that none is missing or out of time, and that each says what its act and the
 * rows it made say. Answers the root of the tree, its roots at `sizes`, those of its full tiles, and whether `shown` has all of it as it is.
 */
export async function checkLeaves(
  report: Report,
  snapshot: Snapshot,
  given: {
    sizes: Iterable<number>
    publishedFacts?: PublishedFacts
    threads?: number
    shown?: ShownLog
  },
): Promise<{ root: Hash; rootAt: Map<number, Hash>; tiles: Hash[]; isShown: boolean }> {
  const { client, size } = snapshot
  const statement = leavesStatement()
  const redacted = await redactedIn(client)
  const wanted = new Set(given.sizes)
  /** Tiles within which a root is wanted. */
  const divided = new Set<number>()
  for (const wantedSize of wanted) {
    if (wantedSize % TILE_WIDTH) divided.add(Math.floor(wantedSize / TILE_WIDTH))
  }
  const rootAt = new Map<number, Hash>()
  const tree = CompactRange.empty(sha256)
  const note = () => {
    if (wanted.has(tree.size)) rootAt.set(tree.size, tree.root())
  }
  note()
  let lastAt = ''
  const wrong: Stretch['wrong'] = []
  const tiles: Hash[] = []
  const threads = given.threads ?? (size < WORTH_THREADS ? 0 : availableParallelism())
  const { shown } = given
  let isShown = shown !== undefined
  for await (const stretch of stretchesOf(snapshot, { statement, redacted, threads, shown })) {
    isShown &&= stretch.isShown
    appendStretch(tree, stretch, { divided, note })
    for (let at = 0; at < stretch.tiles.length; at += HASH) {
      tiles.push(stretch.tiles.subarray(at, at + HASH))
    }
    if (stretch.firstAt !== null && stretch.firstAt < lastAt)
      stretch.backwards.unshift(stretch.from)
    lastAt = stretch.lastAt ?? lastAt
    for (const index of stretch.missing) {
      report.find({
        check: 'leaf',
        leaf: index,
        says: `Leaf ${index} is missing from the database.`,
      })
    }
    for (const index of stretch.backwards) {
      report.find({
        check: 'time',
        leaf: index,
        says: `Leaf ${index} is dated before the leaf before it.`,
      })
    }
    for (const { index, why } of stretch.unreadable) {
      report.find({
        check: 'leaf',
        leaf: index,
        says: `Leaf ${index} and the act it stands for can't be read: ${why}.`,
      })
    }
    wrong.push(...stretch.wrong)
  }
  report.count('leaves', size)
  report.count('redacted leaves', redacted.size)
  await tellWrong(report, client, statement, wrong, given.publishedFacts)
  await tellRedactions(report, client, size, redacted)
  return { root: tree.root(), rootAt, tiles, isShown }
}

/** Tile by tile, which costs the main thread next to nothing, and leaf by leaf within the tiles that are `divided`. */
function appendStretch(
  tree: CompactRange,
  { from, hashes, tiles }: Stretch,
  { divided, note }: { divided: Set<number>; note: () => void },
): void {
  const count = hashes.length / HASH
  for (let at = 0; at < count; ) {
    const tile = at / TILE_WIDTH
    const isWhole = at % TILE_WIDTH === 0 && tile < tiles.length / HASH
    if (isWhole && !divided.has(from / TILE_WIDTH + tile)) {
      tree.appendSubtree(TILE_HEIGHT, tiles.subarray(tile * HASH, (tile + 1) * HASH))
      at += TILE_WIDTH
    } else {
      tree.append(hashes.subarray(at * HASH, (at + 1) * HASH))
      at += 1
    }
    note()
  }
}

async function* stretchesOf(
  { client, databaseUrl, name, size }: Snapshot,
  given: {
    statement: LeavesStatement
    redacted: Redacted
    threads: number
    shown: ShownLog | undefined
  },
): AsyncGenerator<Stretch> {
  const { statement, redacted, threads, shown } = given
  const starts = Array.from({ length: Math.ceil(size / AT_ONCE) }, (_, at) => at * AT_ONCE)
  if (threads === 0) {
    for (const from of starts) {
      const to = Math.min(size, from + AT_ONCE)
      yield await checkStretch(client, statement, { from, to, redacted, ...(shown && { shown }) })
    }
    return
  }
  const workers = await Promise.all(
    Array.from({ length: threads }, () =>
      startWorker({ databaseUrl, snapshot: name, statement, redacted, shown }),
    ),
  )
  try {
    const results: Promise<Stretch>[] = []
    const chains = workers.map(() => Promise.resolve() as Promise<unknown>)
    // Each thread takes every so-manieth stretch, and is at most a few ahead of the tree.
    const begin = (at: number) => {
      const from = starts[at] as number
      const worker = workers[at % threads] as Asked
      const result = (chains[at % threads] as Promise<unknown>).then(() =>
        worker.ask({ from, to: Math.min(size, from + AT_ONCE) }),
      )
      result.catch(() => {})
      chains[at % threads] = result
      results[at] = result
    }
    const ahead = threads * 4
    for (let at = 0; at < Math.min(ahead, starts.length); at++) begin(at)
    for (let at = 0; at < starts.length; at++) {
      const stretch = await (results[at] as Promise<Stretch>)
      delete results[at]
      if (at + ahead < starts.length) begin(at + ahead)
      yield stretch
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()))
  }
}

type Asked = {
  ask: (range: { from: number; to: number }) => Promise<Stretch>
  stop: () => Promise<unknown>
}

async function startWorker(workerData: object): Promise<Asked> {
  const file = path.join(
    /* turbopackIgnore: true */ process.cwd(),
    'lib/record/verify/stretch-worker.mjs',
  )
  const worker = new Worker(file, {
    workerData,
    // What a row is made into lives for a moment: room for many of them spares looking through what is left of them.
    resourceLimits: { maxYoungGenerationSizeMb: 128 },
  })
  let fail: (error: Error) => void = () => {}
  worker.on('error', (error) => fail(error as Error))
  worker.on('exit', (code) => fail(new Error(`A thread of the verifier ended with ${code}.`)))
  return {
    ask: (range) =>
      new Promise((resolve, reject) => {
        fail = reject
        worker.once('message', (stretch: Stretch) => resolve(stretch))
        worker.postMessage(range)
      }),
    stop: () => worker.terminate(),
  }
}

/** Where a redaction is a leaf's only explanation, the leaf is one that can lose facts: one before it. */
async function tellRedactions(
  report: Report,
  client: pg.Client,
  size: number,
  redacted: Redacted,
): Promise<void> {
  if (redacted.size === 0) return
  const { rows } = await client.query(`
    SELECT l.index, (a.payload ->> 'leaf')::bigint AS of FROM leaves l JOIN activity a ON a.id = l.activity_id
    WHERE a.type = 'record.redacted'`)
  for (const { index, of } of rows) {
    if (Number(of) < Math.min(size, Number(index))) continue
    report.find({
      check: 'redaction',
      leaf: Number(index),
      says: `Leaf ${index} says that leaf ${of} was redacted, which does not come before it.`,
    })
  }
}

async function tellWrong(
  report: Report,
  client: pg.Client,
  statement: LeavesStatement,
  wrong: Stretch['wrong'],
  publishedFacts: PublishedFacts | undefined,
): Promise<void> {
  const told = wrong.slice(0, 400)
  const leaves = new Map<number, LeafRow>()
  for (const { index } of told) {
    const leaf = await readLeaf(client, statement, index)
    if (leaf) leaves.set(index, leaf)
  }
  const swapped = swapsAmong([...leaves.values()])
  for (const { index, activityId, problems } of wrong) {
    const leaf = leaves.get(index)
    const about = leaf?.act ? await subjectOf(client, leaf.act.about) : {}
    const where = {
      leaf: index,
      activity: activityId,
      ...(about.claim !== undefined && { claim: about.claim }),
    }
    const act = `activity ${activityId}${leaf?.act ? ` (${leaf.act.type}${about.words ?? ''})` : ''}`
    const other = swapped.get(index)
    if (other !== undefined) {
      if (index < other) {
        const otherId = leaves.get(other)?.activityId
        report.find({
          check: 'swapped',
          ...where,
          says: `Leaves ${index} and ${other} stand for each other's acts: the rows ${activityId} and ${otherId} of activity changed places.`,
        })
      }
      continue
    }
    const published = publishedFacts ? await publishedFacts(index) : new Map<string, unknown>()
    for (const problem of problems) {
      report.find({
        check: problem.kind === 'no-act' ? 'leaf without act' : 'leaf',
        ...where,
        says: sayProblem(problem, { index, act, leaf, published }),
      })
    }
  }
}

/** Leaves that each commit to the other's act. */
function swapsAmong(leaves: LeafRow[]): Map<number, number> {
  const swaps = new Map<number, number>()
  for (const one of leaves) {
    for (const other of leaves) {
      if (one.index >= other.index || swaps.has(one.index) || !one.act || !other.act) continue
      if (isEachOthers(one, other)) swaps.set(one.index, other.index).set(other.index, one.index)
    }
  }
  return swaps
}

/** By what they say, and whichever of the two numbers they go by now. */
function isEachOthers(one: LeafRow, other: LeafRow): boolean {
  if (!one.act || !other.act) return false
  const numbered = (act: NonNullable<LeafRow['act']>, id: bigint) => ({ ...act, id })
  return (
    (standsFor(one, other.act) && standsFor(other, one.act)) ||
    (standsFor(one, numbered(other.act, one.act.id)) &&
      standsFor(other, numbered(one.act, other.act.id))) ||
    (standsFor(one, numbered(one.act, other.act.id)) &&
      standsFor(other, numbered(other.act, one.act.id)))
  )
}

async function subjectOf(
  client: pg.Client,
  about: { [name: string]: unknown },
): Promise<{ claim?: string; words?: string }> {
  if (typeof about.claim !== 'string') return {}
  const { rows } = await client.query('SELECT slug FROM claims WHERE id = $1', [about.claim])
  const slug = rows[0]?.slug as string | undefined
  return slug ? { claim: slug, words: ` on the claim ${slug}` } : {}
}

function sayProblem(
  problem: LeafProblem,
  given: {
    index: number
    act: string
    leaf: LeafRow | undefined
    published: Map<string, unknown>
  },
): string {
  const { index, act, leaf, published } = given
  switch (problem.kind) {
    case 'hash':
      return `The hash of leaf ${index} is not that of its entry.`
    case 'entry-unreadable':
      return `The entry of leaf ${index} is not in the form that the record is written in.`
    case 'time':
      return `Leaf ${index} is dated ${leaf?.at} in the database, and its entry says ${(leaf && parseEntry(leaf.entry)?.at) ?? 'otherwise'}.`
    case 'public':
      return `Leaf ${index} (${act}) is marked as ${problem.entry ? 'private' : 'public'} in the database, and its entry says that it is ${problem.entry ? 'public' : 'private'}.`
    case 'no-act':
      return `Leaf ${index} stands for ${act}, which is no longer there: the row was deleted.`
    case 'fact': {
      const { name, value } = problem.fact
      if (!published.has(name)) {
        return `“${name}” of leaf ${index}, ${act}, was altered: the database says ${quoted(value)} now, and the leaf's hash is of something else, which was not for readers and is not kept elsewhere.`
      }
      const [was, is] = bothTexts(published.get(name), value)
      return `“${name}” of leaf ${index}, ${act}, was altered: the leaf says ${was}, and the database says ${is} now.`
    }
    case 'fact-gone': {
      const was = published.has(problem.name)
        ? `: it said ${quoted(published.get(problem.name))}`
        : ''
      return `“${problem.name}” of leaf ${index}, ${act}, is no longer in the database${was}.`
    }
    case 'salt-gone':
      return `The salt of “${problem.name}” of leaf ${index}, ${act}, was removed, and no redaction in the record says so.`
    case 'digests':
      return problem.more > 0
        ? `Leaf ${index}, ${act}, commits to ${problem.more} more facts than the database has.`
        : `Leaf ${index}, ${act}, commits to ${-problem.more} fewer facts than the database has.`
  }
}
