import 'server-only'
import pLimit from 'p-limit'
import type { Db } from '@/lib/db'
import { formatCheckpoint, parseCheckpoint } from '@/lib/record/checkpoint'
import { disclosuresOf } from '@/lib/record/disclosures'
import { sha256, sign, verifyEd25519 } from '@/lib/record/keys'
import {
  keyMissing,
  makeFirstSigner,
  readSigners,
  readVerifiers,
  takeUpNextSigner,
  vkeyOf,
} from '@/lib/record/keys-folder'
import {
  CompactRange,
  type Hash,
  isSameHash,
  leafHash,
  proveConsistency,
  rootAt,
  verifyConsistency,
} from '@/lib/record/merkle'
import {
  NoteProblem,
  openNote,
  parseNote,
  parseVerifierKey,
  type SignerKey,
} from '@/lib/record/note'
import { RecordProblem } from '@/lib/record/problem'
import type { RecordFiles } from '@/lib/record/publish-files'
import { TileWriter } from '@/lib/record/publish-tiles'
import { keyChanges, newestCheckpoint } from '@/lib/record/queries'
import type { KeyChange } from '@/lib/record/schema'
import {
  indexPath,
  nodesFromTiles,
  TILE_WIDTH,
  type Tile,
  tileAt,
  tilePath,
  tilesOf,
} from '@/lib/record/tiles'

/** Leaves read and written at once: what bounds the memory that a million of them take. */
const BATCH = 8 * TILE_WIDTH
const WRITERS = 16
/** Disclosures are read from many rows; the database has others to serve. */
const READERS = 2

export type RecordSettings = {
  db: Db
  files: RecordFiles
  keys: {
    folder: string
    /** What a log that begins now is called. One that has begun keeps its name, which is that of its keys. */
    origin: string
  }
  now: () => Date
  /** Looks also whether every file is there and every leaf is what was signed. */
  isThorough?: boolean
}

/** What is published: a checkpoint over `size` leaves. */
export type Published = { size: number; note: string; isNew: boolean }

/** A tree that was signed: what comes after extends it, or is not signed. */
type Signed = { size: number; root: Hash; note: string; where: string }

/**
 * Brings the published log to what is in the database: entries, tiles and disclosures first, the checkpoint last. Can
 * be killed anywhere and done again. Never signs a tree that does not extend each one it knows to have been signed:
 * throws RecordProblem then, and what was published stays. For one at a time.
 */
export async function publishRecord(settings: RecordSettings): Promise<Published> {
  const { db, files } = settings
  const count = await countLeaves(db)
  const newest = await newestSigned(db)
  const keys = await keysFor(settings, newest !== null)
  const shown = await shownCheckpoint(files, keys.vkeys, newest)
  const signed = [newest, shown].filter((each) => each !== null)
  for (const each of signed) {
    if (each.size > count) throw leavesMissing(each, count)
  }
  const [signer] = keys.signers
  const name = newest && checkpointOf(newest.note)?.origin
  if (signer && name && name !== signer.name) throw otherKey(name, signer.name)
  if (signer) return publishTree(settings, keys, count, { newest, shown })
  // Readers have what was signed while there was a key; nothing follows it until there is one.
  if (newest && (!shown || shown.size <= newest.size)) {
    await publishTree(settings, keys, newest.size, { newest, shown })
  }
  throw keys.problem ?? keyMissing()
}

type Keys = {
  /** Those that sign now, newest first; none while there is `problem`. */
  signers: SignerKey[]
  /** Every verifier key that is known, newest first. */
  vkeys: string[]
  problem?: RecordProblem
}

async function publishTree(
  settings: RecordSettings,
  keys: Keys,
  size: number,
  { newest, shown }: { newest: Signed | null; shown: Signed | null },
): Promise<Published> {
  const { db, files } = settings
  const signed = [newest, shown].filter((each) => each !== null)

  const from = await trustedSize(settings, shown)
  if (from === 0 || settings.isThorough) await rehearse(db, size, signed)
  else await compareEdge(db, files, from)
  const writer = await TileWriter.from(files, from)
  await writeLeaves(settings, writer, from, size)
  const partial = size > from ? writer.partial() : []
  await allOf(partial.map(({ name, bytes }) => files.put(name, bytes)))

  const root = await provenRoot(files, size, signed)
  if (shown?.size === size && newest?.size === size && shown.note === newest.note) {
    if (from < size) await files.settle()
    return { size, note: shown.note, isNew: false }
  }
  await writeVkeys(files, keys.vkeys)
  const [note] = await allOf([
    newest?.size === size ? newest.note : signCheckpoint(settings, keys, size, root),
    files.settle(),
  ])
  await files.put('checkpoint', note)
  await files.settle()
  await files.remove(writer.outgrown())
  return { size, note, isNew: true }
}

/** As Promise.all, but fails only when nothing is under way any longer: the next pass must not meet writes of this one. */
async function allOf<T extends readonly unknown[] | []>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work)
  return Promise.all(work)
}

async function writeVkeys(files: RecordFiles, vkeys: string[]): Promise<void> {
  const text = vkeys.map((vkey) => `${vkey}\n`).join('')
  if (text && (await files.read('keys'))?.toString() !== text) await files.put('keys', text)
}

async function signCheckpoint(
  { db, now }: RecordSettings,
  { signers }: { signers: SignerKey[] },
  size: number,
  root: Hash,
): Promise<string> {
  const origin = signers[0]?.name ?? ''
  const note = sign(formatCheckpoint({ origin, size, root, extensions: [] }), signers)
  // A row before it is a file: what anybody may have seen is also on record.
  await db.checkpoint.create({
    data: { size: BigInt(size), root: new Uint8Array(root), note, signedAt: now() },
  })
  return note
}

async function countLeaves(db: Db): Promise<number> {
  const last = await db.leaf.findFirst({ orderBy: { index: 'desc' }, select: { index: true } })
  return last ? Number(last.index) + 1 : 0
}

async function newestSigned(db: Db): Promise<Signed | null> {
  const row = await newestCheckpoint(db)
  if (!row) return null
  const checkpoint = checkpointOf(row.note)
  if (!checkpoint || checkpoint.size !== row.size || !isSameHash(checkpoint.root, row.root)) {
    throw new RecordProblem(
      'checkpoint_altered',
      `The checkpoint over ${row.size} leaves in the database was altered after it was signed.`,
    )
  }
  return { ...row, where: 'the database' }
}

/** The checkpoint that readers see, if a key of ours signed it; what nobody signed is damage, and made anew. */
async function shownCheckpoint(
  files: RecordFiles,
  vkeys: string[],
  newest: Signed | null,
): Promise<Signed | null> {
  const where = 'the published folder'
  const bytes = await files.read('checkpoint')
  if (!bytes) return null
  // Of one that is on record it is known without the key.
  if (newest && bytes.toString() === newest.note) return { ...newest, where }
  try {
    const keys = vkeys.map((vkey) => parseVerifierKey(sha256, vkey))
    const { text } = await openNote(bytes, keys, verifyEd25519)
    const { size, root } = parseCheckpoint(text)
    return { size, root, note: bytes.toString(), where }
  } catch (error) {
    if (error instanceof NoteProblem) return null
    throw error
  }
}

function checkpointOf(note: string) {
  try {
    return parseCheckpoint(parseNote(note).text)
  } catch (error) {
    if (error instanceof NoteProblem) return null
    throw error
  }
}

async function keysFor({ db, files, keys }: RecordSettings, hasBegun: boolean): Promise<Keys> {
  const changes = await keyChanges(db)
  const changed = changes.flatMap(({ vkey, previousVkey }) =>
    previousVkey ? [vkey, previousVkey] : [vkey],
  )
  try {
    const signers = await signersFor(keys, changes[0], hasBegun)
    const [first] = signers
    const vkeys = [...(first ? [vkeyOf(first)] : []), ...changed, ...signers.map(vkeyOf)]
    return { signers, vkeys: [...new Set(vkeys)] }
  } catch (problem) {
    if (!(problem instanceof RecordProblem)) throw problem
    // The first key of all is named nowhere but where readers are told of it, and in backups.
    const shown = (await files.read('keys'))?.toString().split('\n').filter(Boolean) ?? []
    const told = shown.length > 0 ? shown : await readVerifiers(keys.folder)
    return { signers: [], vkeys: [...new Set([...changed, ...told])], problem }
  }
}

async function signersFor(
  keys: RecordSettings['keys'],
  change: KeyChange | undefined,
  hasBegun: boolean,
): Promise<SignerKey[]> {
  if (change) return takeUpNextSigner(keys.folder, change)
  const signers = await readSigners(keys.folder)
  if (signers.length > 0) return signers
  if (hasBegun) throw keyMissing()
  return makeFirstSigner(keys.folder, keys.origin)
}

/** How many leaves the files on disk are good for: those under the checkpoint that stands there, or none. */
async function trustedSize(
  { files, isThorough }: RecordSettings,
  shown: Signed | null,
): Promise<number> {
  if (!shown) return 0
  const { size, root } = shown
  const readTile = readTileFrom(files)
  const found = await rootAt(sha256, size, nodesFromTiles(sha256, size, readTile)).catch(() => null)
  if (!found || !isSameHash(found, root)) return 0
  if (!isThorough) return size
  const there = await files.list()
  for (const tile of tilesOf(size)) if (!there.has(tilePath(tile))) return 0
  for (let n = 0; n * TILE_WIDTH < size; n++) if (!there.has(disclosuresName(n))) return 0
  return size
}

/**
 * Reckons the tree from the database alone, before a file that readers may still see is touched, and compares it with
 * every tree that was signed.
 */
async function rehearse(db: Db, size: number, signed: Signed[]): Promise<void> {
  if (signed.length === 0) return
  const tree = CompactRange.empty(sha256)
  const compare = () => {
    for (const each of signed) {
      if (each.size === tree.size && !isSameHash(each.root, tree.root())) throw altered(each)
    }
  }
  compare()
  for await (const leaves of readLeaves(db, 0, size)) {
    for (const { hash } of leaves) {
      tree.append(hash)
      compare()
    }
  }
}

/** Compares the last tile that readers have with the database: of a history made anew no leaf is the same. */
async function compareEdge(db: Db, files: RecordFiles, size: number): Promise<void> {
  const first = size - (size % TILE_WIDTH || TILE_WIDTH)
  const rows = await db.leaf.findMany({
    where: { index: { gte: first, lt: size } },
    orderBy: { index: 'asc' },
    select: { hash: true },
  })
  const tile = await readTileFrom(files)(tileAt(0, first / TILE_WIDTH, size))
  if (!isSameHash(Buffer.concat(rows.map(({ hash }) => hash)), tile)) {
    throw new RecordProblem(
      'history_altered',
      `The last leaves before ${size} in the database are not those that were published. Nothing more is signed until they are as they were.`,
    )
  }
}

async function writeLeaves(
  { db, files }: RecordSettings,
  writer: TileWriter,
  from: number,
  size: number,
): Promise<void> {
  const limit = pLimit(WRITERS)
  const readLimit = pLimit(READERS)
  for await (const leaves of readLeaves(db, from, size)) {
    const filled = leaves.flatMap(({ entry, hash }) => writer.append(entry, hash))
    const stale = await staleDisclosures(db, leaves)
    await allOf([
      ...filled.map(({ name, bytes }) => limit(() => files.put(name, bytes))),
      ...[...stale].map((n) => readLimit(() => writeDisclosures(db, files, n, size))),
    ])
  }
}

/** The files that these leaves are in, and those of earlier leaves that they redact. */
async function staleDisclosures(db: Db, leaves: LeafRow[]): Promise<Set<number>> {
  const [first, last] = [leaves[0]?.index ?? 0n, leaves.at(-1)?.index ?? 0n]
  const redacted = await db.$queryRaw<{ leaf: bigint }[]>`
    SELECT (a.payload ->> 'leaf')::bigint AS leaf FROM leaves l JOIN activity a ON a.id = l.activity_id
    WHERE l.index BETWEEN ${first} AND ${last} AND a.type = 'record.redacted'`
  const indices = [...leaves.map(({ index }) => index), ...redacted.map(({ leaf }) => leaf)]
  return new Set(indices.map((index) => Math.floor(Number(index) / TILE_WIDTH)))
}

/** What everybody may know of 256 leaves. Written anew while there are fewer, and when one of them is redacted. */
async function writeDisclosures(
  db: Db,
  files: RecordFiles,
  n: number,
  size: number,
): Promise<void> {
  const from = n * TILE_WIDTH
  const leaves = await disclosuresOf(db, from, Math.min(size, from + TILE_WIDTH))
  await files.put(disclosuresName(n), `${JSON.stringify({ from, leaves })}\n`)
}

function disclosuresName(n: number): string {
  return `disclosures/${indexPath(n)}`
}

type LeafRow = { index: bigint; entry: Uint8Array; hash: Uint8Array }

async function* readLeaves(db: Db, from: number, size: number): AsyncGenerator<LeafRow[]> {
  for (let start = from; start < size; ) {
    // Batches end where tiles do.
    const end = Math.min(size, start - (start % BATCH) + BATCH)
    const rows = await db.$queryRaw<LeafRow[]>`
      SELECT index, entry, hash FROM leaves WHERE index >= ${start} AND index < ${end} ORDER BY index`
    for (const [at, row] of rows.entries()) {
      const isNext = Number(row.index) === start + at
      if (!isNext || !isSameHash(leafHash(sha256, row.entry), row.hash)) {
        throw new RecordProblem('leaf_altered', `Leaf ${start + at} was altered or is missing.`)
      }
    }
    if (rows.length !== end - start) {
      throw new RecordProblem('leaf_altered', `Leaf ${start + rows.length} is missing.`)
    }
    yield rows
    start = end
  }
}

/** The root of the tree on disk, proven from its tiles to extend every tree that was signed. */
async function provenRoot(files: RecordFiles, size: number, signed: Signed[]): Promise<Hash> {
  const read = nodesFromTiles(sha256, size, readTileFrom(files))
  const root = await rootAt(sha256, size, read)
  for (const each of signed) {
    const proof = await proveConsistency(sha256, each.size, size, read)
    const extended = { earlier: each.size, earlierRoot: each.root, size, root, proof }
    if (!verifyConsistency(sha256, extended)) throw altered(each)
  }
  return root
}

function readTileFrom(files: RecordFiles) {
  return async (tile: Tile) => {
    const bytes = await files.read(tilePath(tile))
    if (!bytes) throw new RecordProblem('tile_missing', `${tilePath(tile)} is not there.`)
    return bytes
  }
}

function altered({ size, where }: Signed): RecordProblem {
  return new RecordProblem(
    'history_altered',
    `The record does not extend the checkpoint over ${size} leaves in ${where}: what was recorded before was altered. Nothing more is signed until it is as it was.`,
  )
}

function leavesMissing({ size, where }: Signed, count: number): RecordProblem {
  return new RecordProblem(
    'leaves_missing',
    `The database holds ${count} leaves, and the checkpoint in ${where} covers ${size}: it is an older copy, or leaves were taken away. Nothing more is signed until they are back.`,
  )
}

function otherKey(name: string, other: string): RecordProblem {
  return new RecordProblem(
    'key_of_another_log',
    `The key in the folder "keys" of the data folder signs for ${other}, and this record is ${name}. Restore its own key from a backup.`,
  )
}
