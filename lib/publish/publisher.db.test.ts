import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { chmod, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { withdrawClaim } from '@/lib/claims/commands'
import { Publisher } from '@/lib/publish/publisher'
import { everyPage, pagesThatShow } from '@/lib/publish/what-shows'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'
import { aRenderer } from '@/lib/testing/renderer'

let room: Newsroom
let renderer: Awaited<ReturnType<typeof aRenderer>>
let folder: string
let publisher: Publisher
let others: Publisher[]

function aPublisher(): Publisher {
  const { db, url } = room
  const made = new Publisher({
    db,
    databaseUrl: url,
    folder,
    build: folder,
    origin: renderer.origin,
    publicUrl: 'https://claims.example',
  })
  others.push(made)
  return made
}

beforeEach(async () => {
  room = await aNewsroom()
  renderer = await aRenderer()
  folder = mkdtempSync(path.join(tmpdir(), 'published-'))
  others = []
  publisher = aPublisher()
})

afterEach(async () => {
  await Promise.all(others.map((each) => each.stop()))
  await renderer.close()
  rmSync(folder, { recursive: true, force: true })
  await room.drop()
})

const has = (name: string) => existsSync(path.join(folder, name))
const waiting = () => room.db.outbox.count({ where: { doneAt: null } })

describe('publishing what waits', () => {
  it('puts the pages of an approved claim on disk before it answers', async () => {
    const { slug } = await room.aPublishedVerdict()
    await publisher.publishPending()
    expect(has(`claims/${slug}.html`)).toBe(true)
    expect(has(`claims/${slug}/history.html`)).toBe(true)
    expect(has('index.html')).toBe(true)
    expect(has('claims.html')).toBe(true)
    expect(has('claims/page/1.html')).toBe(true)
    expect(has('feeds/claims.atom')).toBe(true)
  })

  it('is done with a row only when the last page that mentions it is on disk', async () => {
    await room.aPublishedVerdict()
    await publisher.publishEverythingPending()
    expect(await waiting()).toBe(0)
    expect(has('sources.html')).toBe(true)
    expect(has('sitemap.xml')).toBe(true)
  })

  it('renders nothing for a claim that readers may not know of', async () => {
    const { id } = await room.aClaim()
    const shown = await pagesThatShow(room.db, { subject: `claim:${id}`, createdAt: new Date() })
    expect(shown).toEqual({ near: [], far: [] })
  })

  it('renders after the call what was committed before it, also while a drain is under way', async () => {
    const first = await room.aPublishedVerdict()
    const open = renderer.hold()
    const one = publisher.publishPending()
    await vi.waitFor(() => expect(renderer.asked.length).toBeGreaterThan(0))
    const second = await room.aPublishedVerdict()
    const two = publisher.publishPending()
    const three = publisher.publishPending()
    open()
    await Promise.all([one, two, three])
    expect(has(`claims/${first.slug}.html`)).toBe(true)
    expect(has(`claims/${second.slug}.html`)).toBe(true)
  })

  it('renders a page once for many acts that wait', async () => {
    await Promise.all([room.aPublishedVerdict(), room.aPublishedVerdict()])
    await publisher.publishEverythingPending()
    expect(renderer.asked.filter((page) => page === '/')).toHaveLength(1)
  })

  it('leaves it to one of two publishers at a time', async () => {
    const { slug } = await room.aPublishedVerdict()
    const other = aPublisher()
    await Promise.all([publisher.publishEverythingPending(), other.publishEverythingPending()])
    expect(renderer.asked.filter((page) => page === `/claims/${slug}`)).toHaveLength(1)
    expect(await waiting()).toBe(0)
  })

  it('keeps a withdrawn claim’s page and has its neighbours rendered anew', async () => {
    const admin = await room.aMember({ role: 'admin' })
    const verdict = await room.aPublishedVerdict()
    const other = await room.aClaim({ isShown: true })
    await room.aRelation({ from: other.id, to: verdict.claimId })
    await publisher.publishEverythingPending()
    renderer.asked.length = 0
    await withdrawClaim(room.contextOf(admin), {
      requestId: undefined,
      claimId: verdict.claimId,
      version: await room.versionOf(verdict.claimId),
      reason: 'A forgery.',
    })
    await publisher.publishPending()
    expect(renderer.asked).toContain(`/claims/${verdict.slug}`)
    expect(renderer.asked).toContain(`/claims/${other.slug}`)
    expect(renderer.asked).toContain('/corrections')
  })
})

describe('when something is in the way', () => {
  beforeEach(() => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
  })
  afterEach(() => vi.restoreAllMocks())

  it('keeps a row whose page can’t be rendered, says so once, and does it later', async () => {
    const { slug } = await room.aPublishedVerdict()
    renderer.answers.set(`/claims/${slug}`, { status: 500 })
    await expect(publisher.publishPending()).rejects.toThrow('rendering answered 500')
    await expect(publisher.publishPending()).rejects.toThrow('rendering answered 500')
    expect(console.warn).toHaveBeenCalledTimes(1)
    const [row] = await room.db.outbox.findMany({
      where: { doneAt: null },
      orderBy: { id: 'desc' },
    })
    expect(row?.attempts).toBe(2)
    expect(row?.lastError).toContain(`/claims/${slug}: rendering answered 500`)
    renderer.answers.clear()
    await publisher.publishEverythingPending()
    expect(await waiting()).toBe(0)
    expect(has(`claims/${slug}.html`)).toBe(true)
  })

  it('publishes no page that was cut off on its way', async () => {
    const { slug } = await room.aPublishedVerdict()
    renderer.answers.set(`/claims/${slug}`, {
      status: 200,
      body: '<!DOCTYPE html><html><body>half',
    })
    await expect(publisher.publishPending()).rejects.toThrow('rendering ended early')
    expect(has(`claims/${slug}.html`)).toBe(false)
  })

  it('keeps the page that was there when the disk takes no other', async () => {
    const { slug } = await room.aPublishedVerdict()
    await publisher.publishEverythingPending()
    const before = readFileSync(path.join(folder, `claims/${slug}.html`))
    // A full disk can't be had in a test; a folder where the file should be refuses the rename all the same.
    const inTheWay = path.join(folder, 'index.html')
    rmSync(inTheWay)
    rmSync(`${inTheWay}.br`)
    await chmod(folder, 0o755)
    await import('node:fs/promises').then((fs) => fs.mkdir(inTheWay))
    await writeFile(path.join(inTheWay, 'x'), '')
    await room.aPublishedVerdict()
    await expect(publisher.publishPending()).rejects.toThrow('/: ')
    expect(readFileSync(path.join(folder, `claims/${slug}.html`)).equals(before)).toBe(true)
    expect(await waiting()).toBeGreaterThan(0)
  })

  it('takes up after a restart what the one before left undone', async () => {
    const { slug } = await room.aPublishedVerdict()
    renderer.answers.set('/sources', { status: 500 })
    await publisher.publishPending()
    await expect(publisher.publishEverythingPending()).rejects.toThrow()
    await publisher.stop()
    renderer.answers.clear()
    renderer.asked.length = 0
    await aPublisher().publishEverythingPending()
    expect(renderer.asked).toContain(`/claims/${slug}`)
    expect(await waiting()).toBe(0)
  })
})

describe('rebuilding', () => {
  it('writes one page anew though its file looks right', async () => {
    const { slug } = await room.aPublishedVerdict()
    expect(await publisher.rebuild(`/claims/${slug}`)).toBe(true)
    await writeFile(path.join(folder, `claims/${slug}.html.br`), 'damaged')
    expect(await publisher.rebuild(`/claims/${slug}`)).toBe(true)
    expect(readFileSync(path.join(folder, `claims/${slug}.html.br`)).toString()).not.toBe('damaged')
  })

  it('takes away the file of a page that there is no more', async () => {
    const { slug } = await room.aPublishedVerdict()
    await publisher.publishPending()
    renderer.answers.set(`/claims/${slug}`, { status: 404 })
    expect(await publisher.rebuild(`/claims/${slug}`)).toBe(false)
    expect(has(`claims/${slug}.html`)).toBe(false)
  })

  it.each([
    '/desk',
    '/api/internal/publish',
    '/claims/../desk',
    '/claims?q=x',
    '//evil',
    '/stories',
    'claims',
  ])('asks Next for no %s', async (page) => {
    expect(await publisher.rebuild(page)).toBe(false)
    expect(renderer.asked).toEqual([])
  })
})

describe('publishing everything', () => {
  it('writes every page and takes away those that are no more', async () => {
    const { slug } = await room.aPublishedVerdict()
    await writeFile(path.join(folder, 'gone.html'), 'old')
    const count = await publisher.publishAll()
    expect(count).toBe((await everyPage(room.db)).length)
    expect(has(`claims/${slug}.html`)).toBe(true)
    expect(has('404.html')).toBe(true)
    expect(has('gone.html')).toBe(false)
    expect(await waiting()).toBe(0)
  })

  it('leaves to the next drain what is committed while it renders', async () => {
    await room.aPublishedVerdict()
    const open = renderer.hold()
    const all = publisher.publishAll()
    await vi.waitFor(() => expect(renderer.asked.length).toBeGreaterThan(0))
    const late = await room.aPublishedVerdict()
    open()
    await all
    expect(await waiting()).toBeGreaterThan(0)
    await publisher.publishPending()
    expect(has(`claims/${late.slug}.html`)).toBe(true)
  })
})
