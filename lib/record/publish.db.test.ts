import { mkdtempSync, rmSync } from 'node:fs'
import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appendLeaves } from '@/lib/record/append'
import { parseCheckpoint } from '@/lib/record/checkpoint'
import { disclosuresOf } from '@/lib/record/disclosures'
import { sha256, verifyEd25519 } from '@/lib/record/keys'
import { makeFirstSigner } from '@/lib/record/keys-folder'
import {
  leafHash,
  proveConsistency,
  proveInclusion,
  rootAt,
  verifyConsistency,
  verifyInclusion,
} from '@/lib/record/merkle'
import { openNote, parseNote, parseVerifierKey } from '@/lib/record/note'
import { type Published, publishRecord } from '@/lib/record/publish'
import { type RecordFiles, recordFiles } from '@/lib/record/publish-files'
import { decodeBundle, nodesFromTiles, tileAt, tilePath, tilesOf } from '@/lib/record/tiles'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'

const now = new Date('2024-12-07T18:00:00Z')

let room: Newsroom
let home: string
let folder: string

beforeEach(async () => {
  room = await aNewsroom()
  home = mkdtempSync(path.join(tmpdir(), 'counterclaim-record-'))
  folder = path.join(home, 'published')
})

afterEach(async () => {
  await room.drop()
  rmSync(home, { recursive: true, force: true })
})

/** Publishes; `files` stands in for the folder. */
function publish(files = recordFiles(folder), isThorough = false): Promise<Published> {
  return publishRecord({
    db: room.db,
    files,
    keys: { folder: path.join(home, 'keys'), origin: 'news.example/record' },
    now: () => now,
    isThorough,
  })
}

/** Acts that are nothing but a line each, all at once. */
async function someActs(count: number, type = 'claim.taken-up', payload = {}): Promise<void> {
  await room.db.$transaction(async (tx) => {
    const lines = await tx.activity.createManyAndReturn({
      data: Array.from({ length: count }, () => ({ type, payload, at: now })),
      select: { id: true },
    })
    const ids = lines.map(({ id }) => id)
    await appendLeaves(tx, ids, now)
  })
}

/** What somebody with all rights does to the database, past every trigger. */
async function asIntruder(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: room.ownerUrl })
  await client.connect()
  try {
    await client.query("SET session_replication_role = 'replica'")
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** Follows the log as a stranger would: the keys and the files, and nothing else. Answers the size. */
async function follow(from = folder): Promise<number> {
  const read = async (name: string) => new Uint8Array(await readFile(path.join(from, name)))
  const vkeys = new TextDecoder()
    .decode(await read('keys'))
    .trim()
    .split('\n')
  const keys = vkeys.map((vkey) => parseVerifierKey(sha256, vkey))
  const { text } = await openNote(await read('checkpoint'), keys, verifyEd25519)
  const { size, root, origin } = parseCheckpoint(text)
  expect(origin).toBe('news.example/record')
  for (const tile of tilesOf(size)) await read(tilePath(tile))
  const nodes = nodesFromTiles(sha256, size, (tile) => read(tilePath(tile)))
  for (let n = 0; n * 256 < size; n++) {
    const entries = decodeBundle(await read(tilePath(tileAt('entries', n, size))))
    // Every leaf's own proof, in the first bundle and the last; the hashes of all.
    for (const [at, entry] of entries.entries()) {
      const index = n * 256 + at
      const leaf = leafHash(sha256, entry)
      expect(Buffer.from(await nodes(0, index)).equals(leaf)).toBe(true)
      if (at % 50 !== 0) continue
      const proof = await proveInclusion(sha256, index, size, nodes)
      expect(verifyInclusion(sha256, { leaf, index, size, proof, root })).toBe(true)
    }
  }
  return size
}

/** Whether each state that was ever signed extends the one before it, by the tiles on disk. */
async function signedStates(): Promise<number[]> {
  const rows = await room.db.checkpoint.findMany({ orderBy: { id: 'asc' } })
  const states = rows.map(({ note }) => parseCheckpoint(parseNote(note).text))
  const size = states.at(-1)?.size ?? 0
  const nodes = nodesFromTiles(sha256, size, (tile) => readFile(path.join(folder, tilePath(tile))))
  const root = await rootAt(sha256, size, nodes)
  for (const earlier of states) {
    const proof = await proveConsistency(sha256, earlier.size, size, nodes)
    const given = { earlier: earlier.size, earlierRoot: earlier.root, size, root, proof }
    expect(verifyConsistency(sha256, given)).toBe(true)
  }
  return states.map((state) => state.size)
}

describe('the published record', () => {
  it('is read and proven by whoever has its files', async () => {
    await room.aPublishedVerdict()
    const { size } = await publish()
    expect(size).toBeGreaterThan(5)
    expect(await follow()).toBe(size)

    const file = JSON.parse(await readFile(path.join(folder, 'disclosures/000'), 'utf8'))
    expect(file).toEqual({ from: 0, leaves: await disclosuresOf(room.db, 0, size) })
  })

  it('of a log without a leaf is a signed empty tree', async () => {
    expect(await publish()).toMatchObject({ size: 0, isNew: true })
    expect(await follow()).toBe(0)
    await someActs(1)
    await publish()
    expect(await follow()).toBe(1)
  })

  it('grows with the acts, past the edges of tiles', async () => {
    for (const count of [1, 254, 1, 1, 255, 300]) {
      await someActs(count)
      await publish()
      await follow()
    }
    expect(await signedStates()).toEqual([1, 255, 256, 257, 512, 812])
  })

  it('is left alone when there is nothing new', async () => {
    await someActs(3)
    const first = await publish()
    const { files, operations } = counting(recordFiles(folder))
    expect(await publish(files)).toEqual({ ...first, isNew: false })
    expect(operations()).toBe(0)
    expect(await signedStates()).toEqual([3])
  })

  it('is made again, as it was signed, when its folder is lost', async () => {
    await someActs(300)
    const { note } = await publish()
    await rm(folder, { recursive: true })
    expect(await publish()).toEqual({ size: 300, note, isNew: true })
    expect(await follow()).toBe(300)
    expect(await signedStates()).toEqual([300])
  })

  it('is mended when somebody looks through all of it', async () => {
    await someActs(600)
    await publish()
    for (const lost of ['tile/0/001', 'tile/entries/000', 'disclosures/001']) {
      await rm(path.join(folder, lost))
      await publish(recordFiles(folder), true)
      expect(await follow()).toBe(600)
      await readFile(path.join(folder, lost))
    }
    await writeFile(path.join(folder, 'checkpoint'), 'half a chec')
    await publish()
    expect(await follow()).toBe(600)
  })

  it('tells no longer what was redacted', async () => {
    await room.aPublishedVerdict()
    await publish()
    const file = path.join(folder, 'disclosures/000')
    const before = JSON.parse(await readFile(file, 'utf8')).leaves
    const index = before.findIndex((leaf: { disclosures: string[] }) => leaf.disclosures.length > 1)
    await asIntruder(`UPDATE leaves SET salts = salts - 'act' WHERE index = ${index}`)
    await someActs(300, 'record.redacted', { leaf: index })
    await publish()
    const after = JSON.parse(await readFile(file, 'utf8')).leaves
    expect(after[index].disclosures).toHaveLength(before[index].disclosures.length - 1)
    await follow()
  })
})

describe('a publisher that is killed', () => {
  it('between any two of its writes leaves a whole log behind, and the next one goes on', async () => {
    await someActs(250)
    await publish()
    await someActs(270)
    const before = path.join(home, 'before')
    await cp(folder, before, { recursive: true })

    let kills = 0
    for (let at = 0; ; at++) {
      await rm(folder, { recursive: true })
      await cp(before, folder, { recursive: true })
      const { files } = counting(recordFiles(folder), at)
      const outcome = await publish(files).catch((error: Error) => error.message)
      // Readers see the checkpoint of before or of after, and all that it covers.
      expect([250, 520]).toContain(await follow())
      if (typeof outcome !== 'string') break
      expect(outcome).toBe('killed')
      kills += 1
      await publish()
      expect(await follow()).toBe(520)
    }
    expect(kills).toBeGreaterThan(10)
    // However often it was begun, it was signed once.
    expect(await signedStates()).toEqual([250, 520])
  })
})

describe('nothing is signed', () => {
  it('over leaves that were altered, and what is published stays', async () => {
    await someActs(300)
    const { note } = await publish()
    await asIntruder(
      `UPDATE leaves SET entry = '\\x7b7d', hash = sha256('\\x007b7d') WHERE index = 7`,
    )
    await someActs(1)
    await expect(publish(recordFiles(folder), true)).rejects.toThrow('does not extend')
    expect(await readFile(path.join(folder, 'checkpoint'), 'utf8')).toBe(note)
    expect(await signedStatesCount()).toBe(1)
  })

  it('over a leaf that its hash is not of', async () => {
    await someActs(2)
    await publish()
    await someActs(2)
    await asIntruder(
      "ALTER TABLE leaves DROP CONSTRAINT leaf_hash_is_of_its_entry; UPDATE leaves SET entry = '{}' WHERE index = 3",
    )
    await expect(publish()).rejects.toThrow('Leaf 3 was altered')
  })

  it('over fewer leaves than were published', async () => {
    await someActs(10)
    const { note } = await publish()
    await asIntruder('DELETE FROM leaves WHERE index > 7')
    await expect(publish()).rejects.toThrow('holds 8 leaves')
    expect(await readFile(path.join(folder, 'checkpoint'), 'utf8')).toBe(note)
  })

  it('over a history that was made anew, checkpoints and all, while the published one still stands', async () => {
    await someActs(10)
    await publish()
    await asIntruder('DELETE FROM checkpoints; DELETE FROM leaves; DELETE FROM activity')
    await someActs(12)
    await expect(publish()).rejects.toThrow('not those that were published')
    await expect(publish(recordFiles(folder), true)).rejects.toThrow('does not extend')
    expect(await signedStatesCount()).toBe(0)
  })

  it('over a published log that was made anew by somebody without the key', async () => {
    await someActs(10)
    await publish()
    const checkpoint = path.join(folder, 'checkpoint')
    const forged = (await readFile(checkpoint, 'utf8')).replace('\n10\n', '\n9\n')
    await writeFile(checkpoint, forged)
    await someActs(1)
    await publish()
    expect(await follow()).toBe(11)
    expect(await signedStates()).toEqual([10, 11])
  })

  it('beside a checkpoint that was altered in the database', async () => {
    await someActs(10)
    await publish()
    await asIntruder('UPDATE checkpoints SET size = 9')
    await expect(publish()).rejects.toThrow('was altered after it was signed')
  })

  it('without the key, and what was signed is published all the same', async () => {
    await someActs(300)
    const { note } = await publish()
    await someActs(1)
    await rm(path.join(home, 'keys'), { recursive: true })
    const vkeys = await readFile(path.join(folder, 'keys'))
    await rm(folder, { recursive: true })
    for (const _ of ['made again', 'left alone']) {
      await expect(publish()).rejects.toThrow('not in the folder')
      expect(await readFile(path.join(folder, 'checkpoint'), 'utf8')).toBe(note)
    }
    // Which key it was is known to those who follow.
    await writeFile(path.join(folder, 'keys'), vkeys)
    expect(await follow()).toBe(300)
  })

  it('with the key of another log', async () => {
    await someActs(1)
    await publish()
    await rm(path.join(home, 'keys'), { recursive: true })
    await makeFirstSigner(path.join(home, 'keys'), 'elsewhere.example/record')
    await expect(publish()).rejects.toThrow('signs for elsewhere.example/record')
  })

  it('without the key, and the log goes on when it is back', async () => {
    await someActs(3)
    await publish()
    const key = path.join(home, 'keys/record-signers')
    const kept = await readFile(key)
    await rm(key)
    await someActs(1)
    await expect(publish()).rejects.toThrow('not in the folder')
    await writeFile(key, 'PRIVATE+KEY+half')
    await expect(publish()).rejects.toThrow('damaged')
    await writeFile(key, kept)
    await publish()
    expect(await follow()).toBe(4)
  })
})

async function signedStatesCount(): Promise<number> {
  return room.db.checkpoint.count()
}

/** The files, with a count of what was done to them; the operation with the number `killAt` never happens. */
function counting(files: RecordFiles, killAt = Number.POSITIVE_INFINITY) {
  let count = 0
  const step = <A extends unknown[]>(work: (...args: A) => Promise<void>) => {
    return async (...args: A) => {
      if (count >= killAt) throw new Error('killed')
      count += 1
      await work(...args)
    }
  }
  return {
    files: {
      ...files,
      put: step(files.put),
      remove: step(files.remove),
      settle: step(files.settle),
    },
    operations: () => count,
  }
}
