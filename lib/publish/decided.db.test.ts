import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Publisher } from '@/lib/publish/publisher'
import { renderedByNext } from '@/lib/publish/render'
import { clearMark, markStale, stateOf } from '@/lib/publish/stale'
import { fileOf } from '@/lib/publish/store'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'
import { aRenderer } from '@/lib/testing/renderer'

/** For a busy machine. */
const PATIENCE = { timeout: 10_000 }

let room: Newsroom
let renderer: Awaited<ReturnType<typeof aRenderer>>
let folder: string
let publisher: Publisher
let others: Publisher[]

function aPublisher(): Publisher {
  const made = new Publisher({
    db: room.db,
    databaseUrl: room.url,
    folder,
    build: folder,
    render: renderedByNext(renderer.origin),
    publicUrl: 'https://claims.example',
  })
  others.push(made)
  return made
}

beforeEach(async () => {
  room = await aNewsroom()
  renderer = await aRenderer()
  folder = mkdtempSync(path.join(tmpdir(), 'decided-'))
  others = []
  publisher = aPublisher()
})

afterEach(async () => {
  await Promise.all(others.map((each) => each.stop()))
  await renderer.close()
  rmSync(folder, { recursive: true, force: true })
  await room.drop()
})

const textOf = (page: string) => readFileSync(path.join(folder, fileOf(page)), 'utf8')
const says = (page: string, words: string) =>
  renderer.answers.set(page, {
    status: 200,
    body: `<!DOCTYPE html><html><body>${words}</body></html>`,
  })

/** A claim with all of its pages on disk, and another act on it that waits. */
async function aClaimDecidedOn() {
  const { slug, claimId } = await room.aPublishedVerdict()
  await publisher.publishEverythingPending()
  await room.db.outbox.create({ data: { subject: `claim:${claimId}`, createdAt: new Date() } })
  return { page: `/claims/${slug}`, feed: `/claims/${slug}/feed.json` }
}

const isStale = async (of: string, page: string) => (await stateOf(of, page)).isStale

describe('what was decided', () => {
  it('is on disk in its own page, and every other page that shows it is marked stale, when it is answered', async () => {
    const { page, feed } = await aClaimDecidedOn()
    says(page, 'the new verdict')
    const held = new Promise<boolean>((resolve) => {
      const render = publisher as unknown as { publishPending: () => Promise<void> }
      vi.spyOn(render, 'publishPending').mockImplementation(async () => resolve(true))
    })
    await publisher.publishDecided()
    await held
    expect(textOf(page)).toContain('the new verdict')
    expect(await isStale(folder, page)).toBe(false)
    for (const each of ['/', '/ar', `/ar${page}`, `${page}.json`, feed, '/feeds/claims.atom']) {
      expect(await isStale(folder, each), each).toBe(true)
    }
  })

  it('is made for whoever asks for it, without the lock that another publisher holds', async () => {
    const { page } = await aClaimDecidedOn()
    markStale(folder, page)
    const other = aPublisher()
    const { lock } = other as unknown as { lock: { hold: (w: () => unknown) => Promise<unknown> } }
    says(page, 'the new verdict')
    await lock.hold(() => publisher.rebuild(page))
    expect(textOf(page)).toContain('the new verdict')
    expect(await isStale(folder, page)).toBe(false)
  })

  it('is left as it is when somebody else has made it meanwhile, whoever holds the lock', async () => {
    const { page } = await aClaimDecidedOn()
    renderer.asked.length = 0
    const { lock } = aPublisher() as unknown as {
      lock: { hold: (w: () => unknown) => Promise<unknown> }
    }
    expect(await lock.hold(() => publisher.rebuild(page, { ifStale: true }))).toBe(true)
    expect(renderer.asked).toEqual([])
  })

  it('is rendered again when it was marked while it was rendered', async () => {
    const { page } = await aClaimDecidedOn()
    markStale(folder, page)
    renderer.asked.length = 0
    says(page, 'what was so')
    const open = renderer.hold()
    const rebuilding = publisher.rebuild(page)
    await vi.waitFor(() => expect(renderer.asked).toEqual([page]), PATIENCE)
    markStale(folder, page)
    open()
    await rebuilding
    expect(renderer.asked).toEqual([page, page])
    expect(await isStale(folder, page)).toBe(false)
  })

  it('gets on disk though it is decided on faster than it is rendered, and stays marked', async () => {
    const { page } = await aClaimDecidedOn()
    markStale(folder, page)
    renderer.asked.length = 0
    const before = statSync(path.join(folder, fileOf(page))).ino
    let open = renderer.hold()
    const rebuilding = publisher.rebuild(page)
    for (let turn = 1; turn <= 4; turn++) {
      await vi.waitFor(() => expect(renderer.asked).toHaveLength(turn), PATIENCE)
      markStale(folder, page)
      const opened = open
      if (turn < 4) open = renderer.hold()
      opened()
    }
    await rebuilding
    expect(statSync(path.join(folder, fileOf(page))).ino).not.toBe(before)
    expect(await isStale(folder, page)).toBe(true)
  })

  it('is rendered once for whoever asked and for the drain behind', async () => {
    const { page } = await aClaimDecidedOn()
    renderer.asked.length = 0
    await publisher.publishDecided()
    await publisher.publishEverythingPending()
    expect(renderer.asked.filter((each) => each === page)).toHaveLength(1)
    expect(renderer.asked.filter((each) => each === `/ar${page}`)).toHaveLength(1)
    expect(await isStale(folder, '/')).toBe(false)
    expect(await room.db.outbox.count({ where: { doneAt: null } })).toBe(0)
  })

  it('is left in its place until a newer one is there, whoever dies meanwhile', async () => {
    const { page } = await aClaimDecidedOn()
    const before = textOf(page)
    renderer.answers.set(page, { status: 500 })
    await expect(publisher.publishDecided()).rejects.toThrow('rendering answered 500')
    expect(textOf(page)).toBe(before)
    expect(await isStale(folder, page)).toBe(true)
    // Another process finds the row, and needs to know of no mark.
    renderer.answers.clear()
    await aPublisher().publishEverythingPending()
    expect(await isStale(folder, page)).toBe(false)
    expect(await isStale(folder, '/')).toBe(false)
  })
})

describe('a mark', () => {
  it('is a second name for the file, and another file is not marked', async () => {
    const { page } = await aClaimDecidedOn()
    const unmarked = (await stateOf(folder, page)).name
    markStale(folder, page)
    const marked = (await stateOf(folder, page)).name
    markStale(folder, page)
    expect(new Set([unmarked, marked, (await stateOf(folder, page)).name]).size).toBe(3)
    expect(statSync(path.join(folder, fileOf(page))).nlink).toBe(2)
  })

  it('goes when another file is in its place, and stays when it is of that one', async () => {
    const { page } = await aClaimDecidedOn()
    await publisher.publishDecided()
    await publisher.publishEverythingPending()
    const names = readdirSync(folder, { recursive: true }).map(String)
    expect(names.filter((name) => /stale$|draft/.test(name))).toEqual([])
    markStale(folder, page)
    await clearMark(folder, page)
    expect(await isStale(folder, page)).toBe(true)
  })

  it('of a page that is not there is none', async () => {
    markStale(folder, '/claims/nothing')
    expect(await isStale(folder, '/claims/nothing')).toBe(false)
  })
})
