import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { withdrawClaim } from '@/lib/claims/commands'
import { Lock } from '@/lib/publish/lock'
import { PastPages, type PastSettings } from '@/lib/publish/past'
import { indexFileOf, pastPathOf } from '@/lib/publish/past-files'
import { Publisher } from '@/lib/publish/publisher'
import { renderedByNext } from '@/lib/publish/render'
import { fileOf } from '@/lib/publish/store'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'
import { aRenderer } from '@/lib/testing/renderer'

let room: Newsroom
let renderer: Awaited<ReturnType<typeof aRenderer>>
let folder: string
let lock: Lock
let past: PastPages

function pastPages(more: Partial<PastSettings> = {}): PastPages {
  return new PastPages({
    db: room.db,
    folder,
    build: folder,
    render: renderedByNext(renderer.origin),
    publicUrl: 'https://claims.example',
    lock,
    ...more,
  })
}

beforeEach(async () => {
  room = await aNewsroom()
  renderer = await aRenderer()
  folder = mkdtempSync(path.join(tmpdir(), 'past-'))
  lock = new Lock(room.url, 1)
  past = pastPages()
})

afterEach(async () => {
  lock.forget()
  await renderer.close()
  rmSync(folder, { recursive: true, force: true })
  await room.drop()
})

const read = (name: string) => JSON.parse(readFileSync(path.join(folder, name), 'utf8'))
const momentsOf = (page: string): string[] => read(indexFileOf(page)).moments
const has = (page: string, moment: string | undefined) =>
  moment !== undefined && existsSync(path.join(folder, fileOf(pastPathOf(page, moment))))

async function aWithdrawal(claimId: string) {
  const admin = await room.aMember({ role: 'admin' })
  await withdrawClaim(room.contextOf(admin), {
    requestId: undefined,
    claimId,
    version: await room.versionOf(claimId),
    reason: 'A forgery.',
  })
}

describe('the past of a page', () => {
  it('is listed, and made for the moment that was in force', async () => {
    const { slug, claimId } = await room.aPublishedVerdict()
    await aWithdrawal(claimId)
    const page = `/claims/${slug}`
    expect(await past.list(page)).toBe(true)
    const moments = momentsOf(page)
    expect(moments.length).toBeGreaterThanOrEqual(2)
    const [first = '', second = ''] = moments.slice(-2)
    const between = new Date(Date.parse(second) - 1)
    expect(await past.make(page, between)).toBe(true)
    expect(has(page, first)).toBe(true)
    expect(has(page, second)).toBe(false)
    expect(renderer.asked).toEqual([`${page}?at=${first}`])
  })

  it('is none where there is no page, and nothing before there was one', async () => {
    const { slug } = await room.aPublishedVerdict()
    expect(await past.list('/claims/none')).toBe(false)
    expect(await past.make('/claims/none', new Date())).toBe(false)
    expect(await past.make('/methodology', new Date())).toBe(false)
    expect(await past.make(`/claims/${slug}`, new Date('2020-01-01'))).toBe(true)
    expect(renderer.asked).toEqual([])
  })

  it('of a list is remembered by the stretches that were asked for', async () => {
    const { claimId } = await room.aPublishedVerdict()
    await aWithdrawal(claimId)
    expect(await past.make('/', new Date('2030-01-01'))).toBe(true)
    const [[from, to]] = read(indexFileOf('/')).spans
    expect(to).toBeNull()
    expect(await past.make('/', new Date(Date.parse(from) - 1))).toBe(true)
    const { spans } = read(indexFileOf('/'))
    expect(spans).toHaveLength(2)
    expect(spans[0][1]).toBe(from)
    expect(has('/', spans[0][0])).toBe(true)
    await past.make('/', new Date('2020-01-01'))
    expect(read(indexFileOf('/')).spans[0][0]).toBeNull()
  })

  it('of a list begins with the first act, when there was nothing on it yet', async () => {
    const { slug } = await room.aPublishedVerdict()
    const [shown = ''] = (await past.list(`/claims/${slug}`)) ? momentsOf(`/claims/${slug}`) : []
    const [first] = await room.db.activity.findMany({ orderBy: { id: 'asc' }, take: 1 })
    const began = first?.at.toISOString() ?? ''
    for (const page of ['/', '/corrections', '/feeds/corrections.atom']) {
      await past.make(page, new Date(Date.parse(shown) - 1))
      expect(read(indexFileOf(page)).spans.map(([from]: string[]) => from)).toEqual([began])
      expect(has(page, began)).toBe(true)
      await past.make(page, new Date(Date.parse(began) - 1))
      expect(read(indexFileOf(page)).spans[0].slice(0, 2)).toEqual([null, began])
    }
  })

  it('is written anew when it was found damaged', async () => {
    const { slug } = await room.aPublishedVerdict()
    const page = `/claims/${slug}`
    await past.list(page)
    const moment = momentsOf(page).at(-1) ?? ''
    const file = path.join(folder, fileOf(pastPathOf(page, moment)))
    await past.make(page, new Date(moment))
    const whole = readFileSync(file, 'utf8')
    await writeFile(file, 'half')
    await past.make(page, new Date(moment))
    expect(readFileSync(file, 'utf8')).toBe(whole)
  })

  it('stays on disk as it grows, but for the page that a newer one follows', async () => {
    const { slug, claimId } = await room.aPublishedVerdict()
    const page = `/claims/${slug}`
    await past.list(page)
    for (const moment of momentsOf(page)) await past.make(page, new Date(moment))
    const [inForce] = momentsOf(page).slice(-1)
    renderer.asked.length = 0
    await aWithdrawal(claimId)
    await past.list(page)
    expect(momentsOf(page).at(-2)).toBe(inForce)
    expect(renderer.asked).toEqual([`${page}?at=${inForce}`])
    for (const moment of momentsOf(page).slice(0, -1)) expect(has(page, moment)).toBe(true)
  })

  it('goes when the templates or the address are others, and is left alone when they are not', async () => {
    const { slug } = await room.aPublishedVerdict()
    const page = `/claims/${slug}`
    await past.make(page, new Date('2030-01-01'))
    const [moment] = momentsOf(page).slice(-1)
    await pastPages().list(page)
    expect(has(page, moment)).toBe(true)
    await writeFile(path.join(folder, 'counterclaim-build'), 'newer templates')
    await pastPages().list('/claims/none')
    expect(has(page, moment)).toBe(false)
    await past.make(page, new Date('2030-01-01'))
    expect(has(page, moment)).toBe(true)
    await pastPages({ publicUrl: 'https://elsewhere.example' }).list('/claims/none')
    expect(has(page, moment)).toBe(false)
  })

  it('can be forgotten as a whole', async () => {
    const { slug } = await room.aPublishedVerdict()
    await past.make(`/claims/${slug}`, new Date('2030-01-01'))
    await past.forget()
    expect(existsSync(path.join(folder, 'past'))).toBe(false)
    expect(await past.make(`/claims/${slug}`, new Date('2030-01-01'))).toBe(true)
  })

  it('keeps within its bounds by taking away what was made the longest time ago', async () => {
    const { slug } = await room.aPublishedVerdict()
    const page = `/claims/${slug}`
    await past.list(page)
    const moments = momentsOf(page)
    for (const moment of moments) await past.make(page, new Date(moment))
    await pastPages({ mostBytes: 1_000_000_000 }).sweep()
    for (const moment of moments) expect(has(page, moment)).toBe(true)
    await pastPages({ mostBytes: 1 }).sweep()
    for (const moment of moments) expect(has(page, moment)).toBe(false)
    expect(await past.make(page, new Date('2030-01-01'))).toBe(true)
  })
})

describe('behind a publication', () => {
  let publisher: Publisher
  beforeEach(() => {
    publisher = new Publisher({
      db: room.db,
      databaseUrl: room.url,
      folder,
      build: folder,
      render: renderedByNext(renderer.origin),
      publicUrl: 'https://claims.example',
    })
  })
  afterEach(() => publisher.stop())

  it('the list of a changed page’s moments is brought up to date, and the page before is made', async () => {
    const { slug, claimId } = await room.aPublishedVerdict()
    const page = `/claims/${slug}`
    await publisher.publishEverythingPending()
    await publisher.pastFollowed()
    const before = momentsOf(page)
    await aWithdrawal(claimId)
    // What the stand-in renders has to differ, as the real page would.
    renderer.answers.set(page, { status: 200, body: '<html><body>withdrawn</body></html>' })
    await publisher.publishEverythingPending()
    await publisher.pastFollowed()
    expect(momentsOf(page)).toHaveLength(before.length + 1)
    expect(has(page, before.at(-1))).toBe(true)
  })

  it('what can’t be made keeps nobody from publishing', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { slug, claimId } = await room.aPublishedVerdict()
    const page = `/claims/${slug}`
    await publisher.publishEverythingPending()
    await publisher.pastFollowed()
    for (const moment of momentsOf(page))
      renderer.answers.set(`${page}?at=${moment}`, { status: 500 })
    await aWithdrawal(claimId)
    renderer.answers.set(page, { status: 200, body: '<html><body>withdrawn</body></html>' })
    await publisher.publishEverythingPending()
    await publisher.pastFollowed()
    expect(await room.db.outbox.count({ where: { doneAt: null } })).toBe(0)
    vi.restoreAllMocks()
  })

  it('all of it is thrown away when something may no longer be said', async () => {
    const { slug } = await room.aPublishedVerdict()
    const page = `/claims/${slug}`
    await publisher.rebuildPast(page, new Date('2030-01-01'))
    const [moment] = momentsOf(page).slice(-1)
    await room.db.outbox.create({ data: { subject: 'past', createdAt: new Date() } })
    await publisher.publishEverythingPending()
    expect(has(page, moment)).toBe(false)
    expect(await room.db.outbox.count({ where: { doneAt: null } })).toBe(0)
  })

  it('files of the past outlast the publication of everything', async () => {
    const { slug } = await room.aPublishedVerdict()
    const page = `/claims/${slug}`
    await publisher.rebuildPast(page, new Date('2030-01-01'))
    const [moment] = momentsOf(page).slice(-1)
    await publisher.publishAll()
    expect(has(page, moment)).toBe(true)
    expect(existsSync(path.join(folder, indexFileOf(page)))).toBe(true)
  })
})
