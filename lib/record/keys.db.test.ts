import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseCheckpoint } from '@/lib/record/checkpoint'
import { changeRecordKey } from '@/lib/record/commands'
import { sha256, verifyEd25519 } from '@/lib/record/keys'
import { makeNextSigner, readSigners, retireSigners, vkeyOf } from '@/lib/record/keys-folder'
import { proveConsistency, verifyConsistency } from '@/lib/record/merkle'
import { openNote, parseVerifierKey } from '@/lib/record/note'
import { publishRecord } from '@/lib/record/publish'
import { recordFiles } from '@/lib/record/publish-files'
import { nodesFromTiles, tilePath } from '@/lib/record/tiles'
import { aNewsroom, type Newsroom, outcomeOf } from '@/lib/testing/builders'

let room: Newsroom
let home: string
let keys: string
let published: string

beforeEach(async () => {
  room = await aNewsroom()
  home = mkdtempSync(path.join(tmpdir(), 'counterclaim-keys-'))
  keys = path.join(home, 'keys')
  published = path.join(home, 'record')
  await room.aClaim()
  await publish()
})

afterEach(async () => {
  await room.drop()
  rmSync(home, { recursive: true, force: true })
})

function publish() {
  const now = () => new Date('2024-12-07T18:00:00Z')
  const { db } = room
  return publishRecord({
    db,
    files: recordFiles(published),
    keys: { folder: keys, origin: 'news.example/record' },
    now,
  })
}

function asSystem() {
  return room.contextOf({ kind: 'system' })
}

async function signersNow(): Promise<string[]> {
  return (await readSigners(keys)).map(vkeyOf)
}

/** The record's own keys, as readers are told them. */
async function vkeysTold(): Promise<string[]> {
  return (await readFile(path.join(published, 'keys'), 'utf8')).trim().split('\n')
}

/** What a follower who trusts `vkeys` makes of the checkpoint that is served. */
async function openedWith(...vkeys: string[]): Promise<'opened' | 'refused'> {
  const note = await readFile(path.join(published, 'checkpoint'))
  const known = vkeys.map((vkey) => parseVerifierKey(sha256, vkey))
  return openNote(note, known, verifyEd25519).then(
    () => 'opened' as const,
    () => 'refused' as const,
  )
}

async function change(reason: 'rotated' | 'lost'): Promise<{ old: string; young: string }> {
  const [old = ''] = await vkeysTold()
  const young = await makeNextSigner(keys, 'news.example/record')
  await changeRecordKey(asSystem(), { vkey: young, previousVkey: old, reason })
  return { old, young }
}

describe('the key of the record', () => {
  it('is made with the log, and readable by nobody else', async () => {
    const file = await stat(path.join(keys, 'record-signers'))
    expect(file.mode & 0o777).toBe(0o600)
    expect((await stat(keys)).mode & 0o777).toBe(0o700)
    expect(await vkeysTold()).toEqual(await signersNow())
    expect(await openedWith(...(await signersNow()))).toBe('opened')
  })

  it('is changed while followers of the old one and of the new one both go on', async () => {
    const { old, young } = await change('rotated')
    await publish()
    expect(await signersNow()).toEqual([young, old])
    expect(await vkeysTold()).toEqual([young, old])
    expect(await openedWith(old)).toBe('opened')
    expect(await openedWith(young)).toBe('opened')

    expect(await retireSigners(keys)).toEqual([old])
    await room.aClaim()
    await publish()
    expect(await openedWith(old)).toBe('refused')
    expect(await openedWith(young)).toBe('opened')
    // What the old one signed can still be verified.
    expect(await vkeysTold()).toEqual([young, old])
  })

  it('can be lost, and what it signed is still what the log begins with', async () => {
    const earlier = await readFile(path.join(published, 'checkpoint'))
    await rm(keys, { recursive: true })
    await room.aClaim()
    await expect(publish()).rejects.toThrow('not in the folder')

    const { old, young } = await change('lost')
    await publish()
    expect(await signersNow()).toEqual([young])
    expect(await openedWith(old)).toBe('refused')
    expect(await openedWith(young)).toBe('opened')

    const before = parseCheckpoint((await opened(earlier, old)).text)
    const after = parseCheckpoint(
      (await opened(await readFile(path.join(published, 'checkpoint')), young)).text,
    )
    const nodes = nodesFromTiles(sha256, after.size, (tile) =>
      readFile(path.join(published, tilePath(tile))),
    )
    const proof = await proveConsistency(sha256, before.size, after.size, nodes)
    const { size, root } = after
    const given = { earlier: before.size, earlierRoot: before.root, size, root, proof }
    expect(verifyConsistency(sha256, given)).toBe(true)
  })

  it('is known from a backup where both it and what was published are lost', async () => {
    const told = await vkeysTold()
    await rm(keys, { recursive: true })
    await rm(published, { recursive: true })
    await mkdir(keys)
    await writeFile(path.join(keys, 'record-verifiers'), told.map((vkey) => `${vkey}\n`).join(''))
    await expect(publish()).rejects.toThrow('not in the folder')
    expect(await vkeysTold()).toEqual(told)

    const { young } = await change('lost')
    await publish()
    expect(await vkeysTold()).toEqual([young, ...told])
  })

  it('that was lost and is found again signs nothing more', async () => {
    const { young } = await change('lost')
    expect((await readSigners(keys)).length).toBe(1)
    await publish()
    expect(await signersNow()).toEqual([young])
  })

  it('goes on signing when the change was broken off before it was recorded', async () => {
    const [old = ''] = await signersNow()
    await makeNextSigner(keys, 'news.example/record')
    await room.aClaim()
    await publish()
    expect(await signersNow()).toEqual([old])
    expect(await openedWith(old)).toBe('opened')
  })

  it('is told in the record itself, to everybody', async () => {
    const { old, young } = await change('rotated')
    const { size } = await publish()
    const { leaves } = JSON.parse(await readFile(path.join(published, 'disclosures/000'), 'utf8'))
    const facts = (leaves[size - 1].disclosures as string[]).map((each) => {
      const [, name, value] = JSON.parse(Buffer.from(each, 'base64url').toString())
      return [name, value]
    })
    expect(facts).toEqual(
      expect.arrayContaining([
        ['vkey', young],
        ['previousVkey', old],
        ['reason', 'rotated'],
      ]),
    )
  })

  it('is nobody’s to change at the desk, and not to change from one it no longer is', async () => {
    const input = { vkey: 'b', previousVkey: 'a', reason: 'rotated' as const }
    const admin = room.contextOf(await room.aMember({ role: 'admin' }))
    expect(await outcomeOf(changeRecordKey(admin, input))).toBe('forbidden: record:change-key')
    await changeRecordKey(asSystem(), input)
    expect(await outcomeOf(changeRecordKey(asSystem(), input))).toBe('conflict: record_key_changed')
  })
})

function opened(note: Uint8Array, vkey: string) {
  return openNote(note, [parseVerifierKey(sha256, vkey)], verifyEd25519)
}
