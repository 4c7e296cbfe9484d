import { mkdtempSync, rmSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RecordPublisher } from '@/lib/publish/record-publisher'
import { parseCheckpoint } from '@/lib/record/checkpoint'
import { parseNote } from '@/lib/record/note'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'

let room: Newsroom
let home: string
let publishers: RecordPublisher[]

beforeEach(async () => {
  room = await aNewsroom()
  home = mkdtempSync(path.join(tmpdir(), 'counterclaim-record-'))
  publishers = []
})

afterEach(async () => {
  vi.restoreAllMocks()
  for (const each of publishers) await each.stop()
  await room.drop()
  rmSync(home, { recursive: true, force: true })
})

function aPublisher(): RecordPublisher {
  const made = new RecordPublisher({
    db: room.db,
    databaseUrl: room.url,
    folder: path.join(home, 'record'),
    keysFolder: path.join(home, 'keys'),
    origin: 'news.example/record',
  })
  publishers.push(made)
  return made
}

async function sizeServed(): Promise<number> {
  const note = await readFile(path.join(home, 'record/checkpoint'), 'utf8')
  return parseCheckpoint(parseNote(note).text).size
}

describe('publishing the record', () => {
  it('puts what was committed before under a checkpoint, and a crowd of acts under few', async () => {
    const publisher = aPublisher()
    await publisher.publishPending()
    const waits: Promise<void>[] = []
    for (let n = 0; n < 30; n++) {
      await room.aSource()
      const committed = await room.db.leaf.count()
      waits.push(
        publisher.publishPending().then(async () => {
          expect(await sizeServed()).toBeGreaterThanOrEqual(committed)
        }),
      )
    }
    await Promise.all(waits)
    expect(await sizeServed()).toBe(await room.db.leaf.count())
  })

  it('is done by one at a time, whoever else there is', async () => {
    await room.aClaim()
    await Promise.all(
      [aPublisher(), aPublisher(), aPublisher()].map((each) => each.publishPending()),
    )
    expect(await room.db.checkpoint.count()).toBe(1)
  })

  it('says in words what stands in its way, once, and that it is over', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const status = async () =>
      JSON.parse(await readFile(path.join(home, 'record/status'), 'utf8')).problem
    const publisher = aPublisher()
    await publisher.publishPending()
    expect(await status()).toBeNull()

    const key = path.join(home, 'keys/record-signers')
    await rename(key, `${key}.away`)
    await room.aSource()
    for (let n = 0; n < 3; n++) await expect(publisher.publishPending()).rejects.toThrow()
    expect(warn.mock.calls).toEqual([[expect.stringContaining('The record waits: The key')]])
    expect(await status()).toMatchObject({ reason: 'key_missing' })
    // Nobody waits for what can't be done.
    await publisher.wake()

    await rename(`${key}.away`, key)
    await publisher.publishPending()
    expect(await status()).toBeNull()
    expect(await sizeServed()).toBe(await room.db.leaf.count())
  })

  it('mends by itself what is missing from the folder', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    await room.aClaim()
    const publisher = aPublisher()
    await publisher.publishPending()
    rmSync(path.join(home, 'record/tile/entries'), { recursive: true })
    await room.aSource()
    await expect(publisher.publishPending()).rejects.toThrow('is not there')
    await publisher.publishPending()
    expect(await sizeServed()).toBe(await room.db.leaf.count())
  })

  it('tells nobody outside what the machine said', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const publisher = aPublisher()
    await publisher.publishPending()
    await room.aSource()
    // A file where a folder should be.
    rmSync(path.join(home, 'record/tile'), { recursive: true, force: true })
    await writeFile(path.join(home, 'record/tile'), '')
    await expect(publisher.publishPending()).rejects.toThrow(home)
    expect(await readFile(path.join(home, 'record/status'), 'utf8')).not.toContain(home)
  })
})
