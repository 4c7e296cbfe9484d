import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { chmod, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { withdrawClaim } from '@/lib/claims/commands'
import { renewEra } from '@/lib/publish/era'
import { Publisher } from '@/lib/publish/publisher'
import { renderedByNext } from '@/lib/publish/render'
import { stateOf } from '@/lib/publish/stale'
import { fileOf } from '@/lib/publish/store'
import { everyPage, everyPageInParts, pagesThatShow } from '@/lib/publish/what-shows'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'
import { asOwner } from '@/lib/testing/database'
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
    render: renderedByNext(renderer.origin),
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

/** A full disk needs one of its own, which only some may make. */
function canMount(): boolean {
  const place = mkdtempSync(path.join(tmpdir(), 'mount-'))
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', place]).status === 0
  if (isMounted) spawnSync('umount', [place])
  rmSync(place, { recursive: true, force: true })
  return isMounted
}

const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

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

  it('puts them there in every language, the decided claim’s own before it answers', async () => {
    const { slug } = await room.aPublishedVerdict()
    await publisher.publishPending()
    expect(has(`ar/claims/${slug}.html`)).toBe(true)
    await publisher.publishEverythingPending()
    expect(has('ar.html')).toBe(true)
    expect(has('ar/claims.html')).toBe(true)
    expect(renderer.asked).toContain(`/ar/claims/${slug}/history`)
    expect(renderer.asked).not.toContain('/ar/sitemap.xml')
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
    vi.useFakeTimers({ toFake: ['Date'] })
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  it('keeps a row whose page can’t be rendered, says so once, and does it later', async () => {
    const { slug } = await room.aPublishedVerdict()
    renderer.answers.set(`/claims/${slug}`, { status: 500 })
    await expect(publisher.publishPending()).rejects.toThrow('rendering answered 500')
    later(60)
    await expect(publisher.publishPending()).rejects.toThrow('rendering answered 500')
    expect(console.warn).toHaveBeenCalledTimes(1)
    const [row] = await room.db.outbox.findMany({
      where: { doneAt: null },
      orderBy: { id: 'desc' },
    })
    expect(row?.attempts).toBe(2)
    expect(row?.lastError).toContain(`/claims/${slug}: rendering answered 500`)
    renderer.answers.clear()
    later(120)
    await publisher.publishEverythingPending()
    expect(await waiting()).toBe(0)
    expect(has(`claims/${slug}.html`)).toBe(true)
  })

  it('answers for what can be made while one page can’t', async () => {
    const stuck = await room.aPublishedVerdict()
    renderer.answers.set(`/claims/${stuck.slug}`, { status: 500 })
    await expect(publisher.publishPending()).rejects.toThrow('rendering answered 500')
    const { slug } = await room.aPublishedVerdict()
    await publisher.publishPending()
    expect(has(`claims/${slug}.html`)).toBe(true)
    await publisher.publishEverythingPending()
    const left = await room.db.outbox.findMany({ where: { doneAt: null } })
    expect(left.map(({ subject }) => subject)).toContain(`claim:${stuck.claimId}`)
    expect(left.map(({ subject }) => subject)).not.toContain(`claim:${slug}`)
    expect(left.every(({ lastError }) => lastError?.includes('rendering answered 500'))).toBe(true)
  })

  it('tries again less and less often what it can’t make', async () => {
    const { slug } = await room.aPublishedVerdict()
    renderer.answers.set(`/claims/${slug}`, { status: 500 })
    await publisher.publishPending().catch(() => {})
    const tries = () => renderer.asked.filter((page) => page === `/claims/${slug}`).length
    const first = tries()
    await publisher.publishPending()
    expect(tries()).toBe(first)
    later(1.1)
    await publisher.publishPending().catch(() => {})
    expect(tries()).toBe(first + 1)
    later(1.1)
    await publisher.publishPending()
    expect(tries()).toBe(first + 1)
  })

  it('is not stopped by a row that names nothing there could be', async () => {
    await room.db.outbox.create({ data: { subject: 'claim:nonsense', createdAt: new Date() } })
    const { slug } = await room.aPublishedVerdict()
    await expect(publisher.publishEverythingPending()).rejects.toThrow(/claim:nonsense/)
    expect(has(`claims/${slug}.html`)).toBe(true)
    expect(await waiting()).toBe(1)
  })

  it('sees what is committed late under an earlier number', async () => {
    const slow = new pg.Client(room.url)
    await slow.connect()
    const { slug, claimId } = await room.aPublishedVerdict()
    await publisher.publishEverythingPending()
    await slow.query('BEGIN')
    const insert = 'INSERT INTO outbox (subject, created_at) VALUES ($1, now()) RETURNING id'
    const { rows } = await slow.query(insert, [`claim:${claimId}`])
    await room.aPublishedVerdict()
    await publisher.publishEverythingPending()
    renderer.asked.length = 0
    await slow.query('COMMIT')
    await slow.end()
    await publisher.publishEverythingPending()
    expect(renderer.asked).toContain(`/claims/${slug}`)
    const row = await room.db.outbox.findUniqueOrThrow({ where: { id: BigInt(rows[0].id) } })
    expect(row.doneAt).not.toBeNull()
  })

  it('finds what nobody told it of', async () => {
    await asOwner(room.ownerUrl, 'ALTER TABLE outbox DISABLE TRIGGER outbox_wakes_the_publisher')
    publisher.start()
    await vi.waitFor(() => expect(has('index.html')).toBe(false))
    const { slug } = await room.aPublishedVerdict()
    await vi.waitFor(() => expect(has(`claims/${slug}.html`)).toBe(true), { timeout: 10_000 })
  })

  it('makes a page twice rather than never when it dies before it notes that it did', async () => {
    const { slug } = await room.aPublishedVerdict()
    await asOwner(room.ownerUrl, 'REVOKE UPDATE (done_at) ON outbox FROM counterclaim_app')
    await expect(publisher.publishEverythingPending()).rejects.toThrow()
    expect(has(`claims/${slug}.html`)).toBe(true)
    expect(await waiting()).toBeGreaterThan(0)
    await publisher.stop()
    await asOwner(room.ownerUrl, 'GRANT UPDATE (done_at) ON outbox TO counterclaim_app')
    await aPublisher().publishEverythingPending()
    expect(await waiting()).toBe(0)
  })

  it('puts nothing over a newer page when its lock went to somebody else', async () => {
    const { slug } = await room.aPublishedVerdict()
    const open = renderer.hold()
    const late = publisher.publishPending()
    late.catch(() => {})
    await vi.waitFor(() => expect(renderer.asked.length).toBeGreaterThan(0))
    await asOwner(
      room.ownerUrl,
      `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = 7240624
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    )
    const { lock } = publisher as unknown as { lock: { isHeld: boolean } }
    await vi.waitFor(() => expect(lock.isHeld).toBe(false))
    open()
    await expect(late).rejects.toThrow()
    expect(has(`claims/${slug}.html`)).toBe(false)
    later(120)
    await publisher.publishEverythingPending()
    expect(has(`claims/${slug}.html`)).toBe(true)
  })

  it.runIf(canMount())(
    'keeps readers’ pages on a disk that fills, and goes on when there is room',
    async () => {
      const { slug } = await room.aPublishedVerdict()
      spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder])
      try {
        await publisher.publishEverythingPending()
        const before = readFileSync(path.join(folder, `claims/${slug}.html`))
        const filler = path.join(folder, '.filler')
        expect(() => writeFileSync(filler, Buffer.alloc(5 * 1024 * 1024))).toThrow(/ENOSPC/)
        const next = await room.aPublishedVerdict()
        await expect(publisher.publishPending()).rejects.toThrow(/ENOSPC/)
        expect(readFileSync(path.join(folder, `claims/${slug}.html`)).equals(before)).toBe(true)
        expect(has(`claims/${next.slug}.html`)).toBe(false)
        expect(
          readdirSync(path.join(folder, 'claims')).filter((name) => /draft/.test(name)),
        ).toEqual([])
        rmSync(filler)
        later(120)
        await publisher.publishEverythingPending()
        expect(has(`claims/${next.slug}.html`)).toBe(true)
        expect(await waiting()).toBe(0)
      } finally {
        // What follows behind the publication may still be writing there.
        await publisher.stop()
        spawnSync('umount', [folder])
      }
    },
  )

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
    // Refuses the rename as a disk that fails would, on every machine.
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
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

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

  it('puts lists, stories and claims in every language on disk first', async () => {
    const { slug } = await room.aPublishedVerdict()
    const everything = { subject: 'everything' as const, createdAt: new Date() }
    await room.db.outbox.create({ data: everything })
    const { near, far } = await pagesThatShow(room.db, everything)
    await publisher.publishPending()
    expect(near).toEqual(expect.arrayContaining([`/claims/${slug}`, `/ar/claims/${slug}`, '/ar']))
    expect(near.filter((page) => !has(fileOf(page)))).toEqual([])
    expect(far).toEqual(expect.arrayContaining([`/claims/${slug}/picture.png`, '/sitemap.xml']))
    expect([...near, ...far].sort()).toEqual((await everyPage(room.db)).sort())
  })

  it('lists the same pages of a site that is too large to be listed at once', async () => {
    await room.aPublishedVerdict()
    await room.aPublishedVerdict()
    const { near, far, more } = await everyPageInParts(room.db)
    const all = new Set([...near, ...far])
    for await (const part of more ?? []) for (const page of part) all.add(page)
    expect([...all].sort()).toEqual((await everyPage(room.db)).sort())
  })

  it('renders each page once, whatever else waits', async () => {
    await room.aPublishedVerdict()
    const count = await publisher.publishAll()
    expect(renderer.asked).toHaveLength(count)
  })

  it('is gone on with after a publisher that died in the middle', async () => {
    const { slug } = await room.aPublishedVerdict()
    await writeFile(path.join(folder, 'gone.html'), 'old')
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    renderer.answers.set(`/claims/${slug}/feed.atom`, { status: 500 })
    await expect(publisher.publishAll()).rejects.toThrow('feed.atom')
    await publisher.stop()
    renderer.answers.clear()
    expect(has('gone.html')).toBe(true)
    await aPublisher().publishEverythingPending()
    expect(has(`claims/${slug}/feed.atom`)).toBe(true)
    expect(has('gone.html')).toBe(false)
    expect(await waiting()).toBe(0)
  })

  it('is not called done while others publish meanwhile', async () => {
    await room.aPublishedVerdict()
    const all = publisher.publishAll()
    const again = setInterval(() => void publisher.publishPending(), 1)
    await all.finally(() => clearInterval(again))
    expect(await waiting()).toBe(0)
    expect((await everyPage(room.db)).filter((page) => !has(fileOf(page)))).toEqual([])
  })

  it('makes only those again that could not be', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    vi.useFakeTimers({ toFake: ['Date'] })
    const { slug } = await room.aPublishedVerdict()
    renderer.answers.set(`/claims/${slug}`, { status: 500 })
    await expect(publisher.publishAll()).rejects.toThrow(slug)
    renderer.answers.clear()
    renderer.asked.length = 0
    later(120)
    await publisher.publishEverythingPending()
    expect(renderer.asked.filter((page) => page === `/claims/${slug}`)).toHaveLength(1)
    expect(renderer.asked).not.toContain('/methodology')
    expect(await waiting()).toBe(0)
  })

  it('lets a page that somebody asks for go before hundreds of others', async () => {
    const { slug } = await room.aPublishedVerdict()
    const open = renderer.hold()
    const all = publisher.publishAll()
    await vi.waitFor(() => expect(renderer.asked.length).toBeGreaterThan(0))
    const before = renderer.asked.length
    const rebuilt = publisher.rebuild(`/ar/claims/${slug}/history`)
    await vi.waitFor(() => expect(renderer.asked.length).toBe(before + 1))
    expect(renderer.asked.at(-1)).toBe(`/ar/claims/${slug}/history`)
    open()
    expect(await rebuilt).toBe(true)
    expect(has(`ar/claims/${slug}/history.html`)).toBe(true)
    await all
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

/** As though they had been published a minute ago. */
function ageFiles(): void {
  const then = Date.now() / 1000 - 60
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) utimesSync(path.join(entry.parentPath, entry.name), then, then)
  }
}

describe('other templates', () => {
  it('make every page stale at once, and each is made anew for whoever asks first', async () => {
    const { slug } = await room.aPublishedVerdict()
    await publisher.publishEverythingPending()
    const page = `/claims/${slug}`
    expect((await stateOf(folder, page)).isStale).toBe(false)
    ageFiles()
    await renewEra(folder)
    for (const each of [page, '/', `${page}/feed.atom`, `/ar${page}`]) {
      expect((await stateOf(folder, each)).isStale, each).toBe(true)
    }
    expect(await publisher.rebuild(page)).toBe(true)
    expect((await stateOf(folder, page)).isStale).toBe(false)
    expect((await stateOf(folder, '/')).isStale).toBe(true)
  })

  it('are not used twice for a page that somebody has asked for meanwhile', async () => {
    const { slug } = await room.aPublishedVerdict()
    await publisher.publishEverythingPending()
    ageFiles()
    await renewEra(folder)
    await room.db.outbox.create({ data: { subject: 'everything', createdAt: new Date() } })
    const page = `/claims/${slug}`
    await publisher.rebuild(page)
    renderer.asked.length = 0
    await publisher.publishEverythingPending()
    expect(renderer.asked).toContain(`/ar${page}`)
    expect(renderer.asked).not.toContain(page)
    expect(await waiting()).toBe(0)
  })

  it('reach a page once more that was made before something else that waits', async () => {
    const { slug } = await room.aPublishedVerdict()
    await publisher.publishEverythingPending()
    ageFiles()
    await renewEra(folder)
    const page = `/claims/${slug}`
    await publisher.rebuild(page)
    await room.aPublishedVerdict()
    await room.db.outbox.create({ data: { subject: 'everything', createdAt: new Date() } })
    renderer.asked.length = 0
    await publisher.publishEverythingPending()
    expect(renderer.asked).toContain(page)
  })
})
