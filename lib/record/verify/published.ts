import type { JsonValue } from '@/lib/record/canonical'
import { digestOf } from '@/lib/record/disclosure'
import { sha256 } from '@/lib/record/keys'
import { CompactRange, type Hash, isSameHash, leafHash } from '@/lib/record/merkle'
import {
  decodeBundle,
  indexPath,
  rootOfTile,
  TILE_WIDTH,
  tileAt,
  tilePath,
} from '@/lib/record/tiles'
import { type Entry, parseEntry } from '@/lib/record/verify/leaf'
import type { Report } from '@/lib/record/verify/report'

/** Answers a file of the published log by its name below `/record/`, or null where there is none. */
export type RecordReader = (name: string) => Promise<Uint8Array | null>

/** What everybody may know of one act. */
export type PublicAct = {
  index: number
  at: string
  facts: Map<string, JsonValue>
  /** Whether less is told than the leaf commits to, as after a redaction. */
  isShort?: boolean
}

export type PublishedLog = {
  size: number
  root: Hash
  /** The tree's roots at the sizes that were asked for. */
  rootAt: Map<number, Hash>
  /** Names of facts that redactions took away, by leaf. */
  redacted: Map<number, Set<string>>
}

const AHEAD = 8
const HASH = 32

/**
 * Reads a published log from its first leaf to `size`: every entry hashes to its leaf, every tile is what those below
 * it make, every disclosure fits its leaf and none is held back. `onAct` gets what they tell, in the order of the log.
 */
export async function checkPublishedLog(
  report: Report,
  read: RecordReader,
  {
    size,
    sizes,
    onAct,
  }: { size: number; sizes: Iterable<number>; onAct?: (act: PublicAct) => void },
): Promise<PublishedLog> {
  const wanted = new Set(sizes)
  const rootAt = new Map<number, Hash>()
  const tree = CompactRange.empty(sha256)
  const levels: Hash[][] = []
  const short: { index: number; names: number; told: Set<string> }[] = []
  const redacted = new Map<number, Set<string>>()
  const note = () => {
    if (wanted.has(tree.size)) rootAt.set(tree.size, tree.root())
  }
  note()

  const bundles = Math.ceil(size / TILE_WIDTH)
  const ahead: Promise<Uint8Array | null>[][] = []
  const fetchBundle = (n: number) =>
    [
      tilePath(tileAt('entries', n, size)),
      tilePath(tileAt(0, n, size)),
      `disclosures/${indexPath(n)}`,
    ].map((name) => read(name))
  for (let n = 0; n < bundles; n++) {
    while (ahead.length < AHEAD && n + ahead.length < bundles) {
      ahead.push(fetchBundle(n + ahead.length))
    }
    const [bundle, tile, told] = await Promise.all(ahead.shift() ?? [])
    const from = n * TILE_WIDTH
    const width = Math.min(TILE_WIDTH, size - from)
    const entries = entriesOf(report, bundle ?? null, { n, width })
    const hashes = hashesOf(report, tile ?? null, { n, width })
    for (let at = 0; at < width; at++) {
      const entry = entries?.[at]
      const hash = hashes?.[at]
      const made = entry && leafHash(sha256, entry)
      if (made && hash && !isSameHash(made, hash)) {
        report.find({
          check: 'entry',
          leaf: from + at,
          says: `The published entry of leaf ${from + at} is not the one that the tree has: it was altered after it was logged.`,
        })
      }
      // The tree is what its tiles say; an entry stands in only where a tile is gone.
      tree.append(hash ?? made ?? new Uint8Array(HASH))
      note()
    }
    if (hashes?.length === TILE_WIDTH && tile) {
      await checkAbove(report, read, levels, 0, rootOfTile(sha256, tile), size)
    }
    if (entries) {
      checkDisclosures(report, told ?? null, entries, from, { short, redacted, onAct })
    }
  }
  await checkPartialsAbove(report, read, levels, size)
  tellShort(report, short, redacted)
  report.count('published leaves', size)
  return { size, root: tree.root(), rootAt, redacted }
}

function entriesOf(
  report: Report,
  bundle: Uint8Array | null,
  { n, width }: { n: number; width: number },
): Uint8Array[] | null {
  const where = `bundle ${n} of the published entries (leaves ${n * TILE_WIDTH} to ${n * TILE_WIDTH + width - 1})`
  if (!bundle) {
    report.find({ check: 'published file', says: `There is no ${where}.` })
    return null
  }
  try {
    const entries = decodeBundle(bundle)
    if (entries.length >= width) return entries
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  report.find({ check: 'published file', says: `The ${where} is damaged.` })
  return null
}

function hashesOf(
  report: Report,
  tile: Uint8Array | null,
  { n, width }: { n: number; width: number },
): Hash[] | null {
  if (tile && tile.length >= width * HASH) {
    return Array.from({ length: width }, (_, at) => tile.subarray(at * HASH, (at + 1) * HASH))
  }
  report.find({
    check: 'published file',
    says: `${tile ? 'Damaged' : 'There is no'} tile ${n} of the published tree (leaves ${n * TILE_WIDTH} to ${n * TILE_WIDTH + width - 1}).`,
  })
  return null
}

/** Whether the tiles above are what the roots of the full tiles below them, `roots`, make. */
export async function checkTilesAbove(
  report: Report,
  read: RecordReader,
  roots: Hash[],
  size: number,
): Promise<void> {
  const levels: Hash[][] = []
  for (const root of roots.slice(0, Math.floor(size / TILE_WIDTH))) {
    await checkAbove(report, read, levels, 0, root, size)
  }
  await checkPartialsAbove(report, read, levels, size)
}

/** Gathers the roots of full tiles, and compares each tile above with those it stands for. */
async function checkAbove(
  report: Report,
  read: RecordReader,
  levels: Hash[][],
  level: number,
  root: Hash,
  size: number,
): Promise<void> {
  const hashes = levels[level] ?? []
  levels[level] = hashes
  hashes.push(root)
  if (hashes.length % TILE_WIDTH !== 0) return
  const index = hashes.length / TILE_WIDTH - 1
  const bytes = Buffer.concat(hashes.slice(-TILE_WIDTH))
  await compareTile(report, read, level + 1, index, bytes, size)
  await checkAbove(report, read, levels, level + 1, rootOfTile(sha256, bytes), size)
}

async function checkPartialsAbove(
  report: Report,
  read: RecordReader,
  levels: Hash[][],
  size: number,
): Promise<void> {
  for (const [below, hashes] of levels.entries()) {
    const width = hashes.length % TILE_WIDTH
    if (width === 0) continue
    const index = Math.floor(hashes.length / TILE_WIDTH)
    await compareTile(report, read, below + 1, index, Buffer.concat(hashes.slice(-width)), size)
  }
}

async function compareTile(
  report: Report,
  read: RecordReader,
  level: number,
  index: number,
  bytes: Uint8Array,
  size: number,
): Promise<void> {
  const tile = await read(tilePath(tileAt(level, index, size)))
  if (tile && Buffer.compare(tile.subarray(0, bytes.length), bytes) === 0) return
  report.find({
    check: 'published file',
    says: `Tile ${index} of level ${level} of the published tree ${tile ? 'is not what the tiles below it make' : 'is not there'}.`,
  })
}

type Short = { index: number; names: number; told: Set<string> }

function checkDisclosures(
  report: Report,
  file: Uint8Array | null,
  entries: Uint8Array[],
  from: number,
  given: {
    short: Short[]
    redacted: Map<number, Set<string>>
    onAct: ((act: PublicAct) => void) | undefined
  },
): void {
  const told = file && disclosuresIn(file)
  if (!told) {
    report.find({
      check: 'published file',
      says: `${file ? 'Damaged' : 'There is no'} file of disclosures for leaves ${from} to ${from + entries.length - 1}.`,
    })
  }
  for (const [at, bytes] of entries.entries()) {
    const index = from + at
    const entry = parseEntry(bytes)
    if (!entry) {
      report.find({
        check: 'entry',
        leaf: index,
        says: `The entry of leaf ${index} is not in the form that the record is written in.`,
      })
      continue
    }
    if (!told) continue
    const facts = factsTold(report, told.get(index) ?? [], entry, index)
    const redaction = redactionIn(facts)
    if (redaction) {
      const names = given.redacted.get(redaction.leaf) ?? new Set<string>()
      for (const name of redaction.names) names.add(name)
      given.redacted.set(redaction.leaf, names)
    }
    const isShort = facts.size < (entry.public ?? 0)
    if (isShort) {
      const names = (entry.public ?? 0) - facts.size
      given.short.push({ index, names, told: new Set(facts.keys()) })
    }
    if (facts.size > 0) given.onAct?.({ index, at: entry.at, facts, isShort })
  }
}

function disclosuresIn(file: Uint8Array): Map<number, string[]> | null {
  try {
    const { leaves } = JSON.parse(Buffer.from(file).toString()) as {
      leaves: { index: number; disclosures: string[] }[]
    }
    return new Map(leaves.map(({ index, disclosures }) => [index, disclosures]))
  } catch {
    return null
  }
}

/** The facts among these disclosures that the entry commits to; the others are told of. */
export function factsTold(
  report: Report,
  disclosures: string[],
  entry: Entry,
  index: number,
): Map<string, JsonValue> {
  const digests = new Set(entry.digests)
  const facts = new Map<string, JsonValue>()
  for (const disclosure of disclosures) {
    const fact = factIn(disclosure)
    if (!fact || !digests.delete(digestOf(disclosure))) {
      report.find({
        check: 'disclosure',
        leaf: index,
        says: fact
          ? `What is disclosed of leaf ${index} as “${fact.name}” is not what the leaf commits to: ${JSON.stringify(fact.value).slice(0, 300)}.`
          : `A disclosure of leaf ${index} is unreadable.`,
      })
      continue
    }
    facts.set(fact.name, fact.value)
  }
  return facts
}

function factIn(disclosure: string): { name: string; value: JsonValue } | null {
  try {
    const parts = JSON.parse(Buffer.from(disclosure, 'base64url').toString()) as unknown[]
    const [salt, name, value] = parts
    if (parts.length !== 3 || typeof salt !== 'string' || typeof name !== 'string') return null
    return { name, value: value as JsonValue }
  } catch {
    return null
  }
}

type ActValue = { type?: string; payload?: { leaf?: number; names?: string[] } }

function redactionIn(facts: Map<string, JsonValue>): { leaf: number; names: string[] } | null {
  const act = facts.get('act') as ActValue | undefined
  if (act?.type !== 'record.redacted') return null
  return { leaf: act.payload?.leaf ?? -1, names: act.payload?.names ?? [] }
}

/** Facts that are held back are told of, but for those that a redaction took away. */
function tellShort(report: Report, short: Short[], redacted: Map<number, Set<string>>): void {
  for (const { index, names, told } of short) {
    const gone = [...(redacted.get(index) ?? [])].filter((name) => !told.has(name))
    if (gone.length >= names) {
      report.count('redacted leaves', 1)
      continue
    }
    report.find({
      check: 'disclosure',
      leaf: index,
      says: `${names - gone.length} of the facts that everybody may know of leaf ${index} ${names - gone.length === 1 ? 'is' : 'are'} not disclosed, and no redaction says why.`,
    })
  }
}
