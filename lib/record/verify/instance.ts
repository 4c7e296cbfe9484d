import 'server-only'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type pg from 'pg'
import { type Hash, isSameHash } from '@/lib/record/merkle'
import { decodeBundle, indexPath, TILE_WIDTH, tileAt, tilePath } from '@/lib/record/tiles'
import {
  checkLeaves,
  type PublishedFacts,
  withMoreClients,
  withSnapshot,
} from '@/lib/record/verify/database'
import { parseEntry } from '@/lib/record/verify/leaf'
import { recall, remember } from '@/lib/record/verify/memory'
import {
  checkPublishedLog,
  checkTilesAbove,
  factsTold,
  type PublicAct,
  type RecordReader,
} from '@/lib/record/verify/published'
import { Report } from '@/lib/record/verify/report'
import { checkStanding } from '@/lib/record/verify/standing'
import { type KeyChange, keysListed, trustKeys, vkeysOf } from '@/lib/record/verify/trust'
import {
  checkpointIn,
  compareWitnesses,
  takeWitness,
  tellUnsigned,
  type Unsigned,
  type Witness,
} from '@/lib/record/verify/witnesses'

const QUESTIONS_AT_ONCE = 2
/**
 * A signature takes as long as ten leaves. Of the database's own checkpoints, which hardly anybody else has, so many are
 * verified, evenly spread; a root that the tree does not have is found without.
 */
const MOST_SIGNATURES = 5_000

export type InstanceSettings = {
  databaseUrl: string
  /** The published folder, where there is one beside the database. */
  published: string | null
  /** Where checkpoints are remembered; null to remember nothing. */
  memory: string | null
  /** Notes of checkpoints that somebody else kept, with where they are from. */
  given?: { note: string; where: string }[]
  /** The verifier keys, where there is no published list of them. */
  listed?: string[]
  threads?: number
  /** Hears of every public act, in the order of the log. */
  onAct?: (act: PublicAct) => void
}

/** Reads the published log from its folder. */
export function folderReader(folder: string): RecordReader {
  return async (name) => {
    try {
      return await readFile(path.join(/* turbopackIgnore: true */ folder, name))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'ENOENT' || code === 'ENOTDIR') return null
      throw error
    }
  }
}

function recordFolder(published: string): string {
  return path.join(/* turbopackIgnore: true */ published, 'record')
}

/** Verifies a database, and the published log beside it, against each other and against what was signed before. */
export async function verifyInstance(report: Report, settings: InstanceSettings): Promise<void> {
  const read: RecordReader = settings.published
    ? folderReader(recordFolder(settings.published))
    : async () => null
  // Before the look at the database: what is published then is in it.
  const shown = await read('checkpoint')
  const listed = settings.listed ?? keysListed(await read('keys'))

  await withSnapshot(settings.databaseUrl, async (snapshot) => {
    const { client, size } = snapshot
    const signed = await signedIn(client)
    const shownNote = shown && Buffer.from(shown).toString()
    const newest = shownNote ?? signed.at(-1)?.note
    const origin = newest ? (checkpointIn(newest)?.origin ?? '') : ''
    const memory = settings.memory && origin ? recall(settings.memory, origin) : null
    // A log that nobody signed yet has no key.
    const keys = newest
      ? trustKeys(report, {
          listed,
          remembered: memory?.keys ?? null,
          changes: await keyChanges(client),
        })
      : []

    const witnesses: Witness[] = []
    const unsigned: Unsigned[] = []
    const take = async (note: string, where: string) => {
      const witness = await takeWitness(report, note, { where, origin, keys, unsigned })
      if (witness) witnesses.push(witness)
    }
    if (newest === undefined || newest === null) {
      report.note('No checkpoint was signed yet, so nothing from before can be compared.')
    }
    const step = Math.ceil(signed.length / MOST_SIGNATURES)
    for (const [at, row] of signed.entries()) {
      const checkpoint = checkpointIn(row.note)
      if (!checkpoint || checkpoint.size !== row.size || !isSameHash(checkpoint.root, row.root)) {
        report.find({
          check: 'checkpoint',
          says: `The checkpoint over ${row.size} leaves in the database was altered after it was signed: its columns and its note differ.`,
        })
      }
      if (!checkpoint) continue
      const where = 'the database'
      // Counted from the newest, which is among those looked at.
      if ((signed.length - 1 - at) % step === 0) await take(row.note, where)
      else witnesses.push({ size: checkpoint.size, root: checkpoint.root, where })
    }
    if (step > 1) {
      report.note(
        `The tree was compared with each of the ${signed.length} checkpoints in the database; the signature of one in ${step} was verified.`,
      )
    }
    if (shownNote) await take(shownNote, 'the published folder')
    for (const { note } of memory?.checkpoints ?? []) await take(note, 'this verifier’s memory')
    for (const { note, where } of settings.given ?? []) await take(note, where)
    tellUnsigned(report, unsigned)

    const sizes = witnesses.map((each) => each.size)
    const publishedFacts = settings.published ? factsByLeaf(read) : undefined
    const shownSize = shownNote ? checkpointIn(shownNote)?.size : undefined
    // Whoever wants the acts has them read from the published log; else what the database makes is compared with it.
    const shownLog =
      settings.published && shownSize !== undefined && !settings.onAct
        ? { folder: recordFolder(settings.published), size: shownSize }
        : undefined
    const { root, rootAt, tiles, isShown } = await report.timed('leaves', () =>
      checkLeaves(report, snapshot, {
        sizes,
        ...(publishedFacts && { publishedFacts }),
        ...(settings.threads !== undefined && { threads: settings.threads }),
        ...(shownLog && { shown: shownLog }),
      }),
    )
    compareWitnesses(report, witnesses, { size, rootAt, of: 'The database' })

    if (settings.published) {
      await report.timed('published log', () =>
        isShown && shownSize !== undefined && shownSize <= size
          ? checkShownTree(report, read, { size: shownSize, tiles })
          : checkShown(report, read, shownNote, settings, sizes),
      )
    }
    await report.timed('tables', () =>
      withMoreClients(snapshot, QUESTIONS_AT_ONCE, (clients) => checkStanding(report, clients)),
    )

    const checkpoint = shownNote ? checkpointIn(shownNote) : null
    if (settings.memory && report.isGood && checkpoint && shownNote && origin) {
      const known = memory?.checkpoints ?? []
      const isNew = !known.some((each) => each.note === shownNote)
      remember(settings.memory, origin, {
        origin,
        keys: vkeysOf(keys),
        checkpoints: isNew
          ? [...known, { size: checkpoint.size, note: shownNote, seenAt: new Date().toISOString() }]
          : known,
      })
    }
    report.note(
      `The tree over all ${size} leaves has the root ${Buffer.from(root).toString('base64')}.`,
    )
  })
}

async function signedIn(
  client: pg.Client,
): Promise<{ size: number; root: Buffer; note: string }[]> {
  const { rows } = await client.query('SELECT size, root, note FROM checkpoints ORDER BY size, id')
  return rows.map((row) => ({ ...row, size: Number(row.size) }))
}

async function keyChanges(client: pg.Client): Promise<KeyChange[]> {
  const { rows } = await client.query<KeyChange>(`
    SELECT payload ->> 'vkey' AS vkey, payload ->> 'previousVkey' AS "previousVkey", payload ->> 'reason' AS reason
    FROM activity WHERE type = 'record.key-changed' ORDER BY id`)
  return rows
}

async function checkShown(
  report: Report,
  read: RecordReader,
  note: string | null,
  settings: InstanceSettings,
  sizes: number[],
): Promise<void> {
  const checkpoint = note ? checkpointIn(note) : null
  if (!checkpoint) {
    report.find({ check: 'checkpoint', says: 'There is no published checkpoint.' })
    return
  }
  const { root } = await checkPublishedLog(report, read, {
    size: checkpoint.size,
    sizes,
    ...(settings.onAct && { onAct: settings.onAct }),
  })
  if (!isSameHash(root, checkpoint.root)) {
    report.find({
      check: 'root',
      says: `The published tree over ${checkpoint.size} leaves does not have the root that the published checkpoint signs.`,
    })
  }
}

/** What is left to look at of a published log whose lowest level is what the database makes, under a checkpoint that was compared. */
async function checkShownTree(
  report: Report,
  read: RecordReader,
  { size, tiles }: { size: number; tiles: Hash[] },
): Promise<void> {
  await checkTilesAbove(report, read, tiles, size)
  report.count('published leaves', size)
}

/** What was disclosed of a leaf when its file was written, which can be before the database was altered. */
function factsByLeaf(read: RecordReader): PublishedFacts {
  return async (index) => {
    const n = Math.floor(index / TILE_WIDTH)
    const file = await read(`disclosures/${indexPath(n)}`)
    const bundle = await entriesNear(read, n, index)
    const entry = bundle && parseEntry(bundle)
    if (!file || !entry) return new Map()
    try {
      const { leaves } = JSON.parse(Buffer.from(file).toString()) as {
        leaves: { index: number; disclosures: string[] }[]
      }
      const told = leaves.find((each) => each.index === index)?.disclosures ?? []
      return factsTold(new Report(), told, entry, index)
    } catch {
      return new Map()
    }
  }
}

/** The published entry of a leaf, from its full bundle or the widest partial one. */
async function entriesNear(
  read: RecordReader,
  n: number,
  index: number,
): Promise<Uint8Array | null> {
  const checkpoint = await read('checkpoint')
  const size = checkpoint ? (checkpointIn(checkpoint)?.size ?? 0) : 0
  if (index >= size) return null
  const bundle = await read(tilePath(tileAt('entries', n, size)))
  return bundle ? (decodeBundle(bundle)[index - n * TILE_WIDTH] ?? null) : null
}
