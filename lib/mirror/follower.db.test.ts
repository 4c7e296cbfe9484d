import { createHmac } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { link, mkdir, readdir, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { compareMirror } from '@/lib/mirror/check'
import { Follower } from '@/lib/mirror/follower'
import { keyOf } from '@/lib/mirror/names'
import { Position } from '@/lib/mirror/position'
import { purgeHook } from '@/lib/mirror/purge'
import { s3Store } from '@/lib/mirror/store'
import { readMirrorSettings } from '@/lib/mirror-settings'
import { Publisher } from '@/lib/publish/publisher'
import { renderedByNext } from '@/lib/publish/render'
import { removePage, writePage } from '@/lib/publish/store'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'
import { anObjectStore, aPurgeHook, type Fault } from '@/lib/testing/object-store'
import { aRenderer } from '@/lib/testing/renderer'

const publicUrl = 'https://claims.example'

let room: Newsroom
let renderer: Awaited<ReturnType<typeof aRenderer>>
let bucket: Awaited<ReturnType<typeof anObjectStore>>
let hook: Awaited<ReturnType<typeof aPurgeHook>>
let folder: string
let publisher: Publisher
let followers: Follower[]

beforeEach(async () => {
  room = await aNewsroom()
  renderer = await aRenderer()
  bucket = await anObjectStore()
  hook = await aPurgeHook()
  folder = mkdtempSync(path.join(tmpdir(), 'published-'))
  followers = []
  publisher = new Publisher({
    db: room.db,
    databaseUrl: room.url,
    folder,
    build: folder,
    render: renderedByNext(renderer.origin),
    publicUrl,
  })
})

afterEach(async () => {
  vi.restoreAllMocks()
  await Promise.all(followers.map((each) => each.stop()))
  await publisher.stop()
  await Promise.all([renderer.close(), bucket.close(), hook.close()])
  rmSync(folder, { recursive: true, force: true })
  await room.drop()
})

const settings = (more: Record<string, string> = {}) => {
  const read = readMirrorSettings({ ...bucket.environment, PURGE_URL: hook.url, ...more })
  if (!read) throw new Error('no mirror')
  return read
}

function aFollower(more: Record<string, string> = {}): Follower {
  const made = new Follower({
    db: room.db,
    databaseUrl: room.url,
    folder,
    publicUrl,
    mirror: settings(more),
  })
  followers.push(made)
  return made
}

/** The folder of a small site that was published, as a publisher leaves it. */
async function publishFew(): Promise<void> {
  await writePage(folder, '/claims/a', '<html>The first claim</html>')
  await writePage(folder, '/claims', '<html><a href="/claims/a">The first claim</a></html>')
  await writePage(folder, '/claims/a/picture.png', Buffer.from('a picture'))
  await writePage(folder, '/sitemap.xml', '<loc>https://claims.example/claims/a</loc>')
  writeFileSync(path.join(folder, '.published-by'), 'test\n')
  await isPublished('everything')
}

/** What the publisher leaves in the outbox. */
async function isPublished(subject: string): Promise<void> {
  await room.db.outbox.create({ data: { subject, createdAt: new Date(), doneAt: new Date() } })
}

/** Everything is published, and the stamp says so. */
async function publishAll(): Promise<void> {
  await publisher.publishAll()
  writeFileSync(path.join(folder, '.published-by'), 'test\n')
}

const differences = (more: Record<string, string> = {}) =>
  compareMirror({
    folder,
    store: s3Store(settings(more)),
    encodings: settings(more).encodings,
    headers: { publicUrl, sharedMaxAge: settings(more).sharedMaxAge },
  })
const inLine = { missing: [], different: [], tooMany: [], foreign: [] }
const quiet = () => vi.spyOn(console, 'warn').mockImplementation(() => {})
const notMirrored = () => room.db.outbox.count({ where: { mirroredAt: null } })

describe('bringing a bucket into line', () => {
  it('sends every page in each form, with what goes with it', async () => {
    const { slug } = await room.aPublishedVerdict()
    await publishAll()
    await aFollower().bringAll()
    expect(await differences()).toMatchObject(inLine)
    const page = bucket.objects.get(`claims/${slug}`)
    expect(page?.body.equals(readFileSync(path.join(folder, `claims/${slug}.html`)))).toBe(true)
    expect(page?.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'public, max-age=0, must-revalidate',
      'x-amz-meta-surrogate-key': `claim:${slug} site`,
      'x-amz-meta-x-frame-options': 'DENY',
    })
    expect(page?.headers).not.toHaveProperty('content-encoding')
    expect(page?.headers['x-amz-meta-content-security-policy']).toContain("default-src 'none'")
    for (const [ending, encoding] of [
      ['br', 'br'],
      ['gz', 'gzip'],
    ]) {
      const compressed = bucket.objects.get(`claims/${slug}.${ending}`)
      expect(compressed?.headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'content-encoding': encoding,
      })
    }
    expect(await notMirrored()).toBe(0)
  })

  it('does nothing more when it is in line', async () => {
    await publishFew()
    const follower = aFollower()
    await follower.bringAll()
    const sent = bucket.log().length
    expect(await follower.bringAll()).toMatchObject({ sent: 0, removed: 0, held: 0 })
    expect(await aFollower().bringAll()).toMatchObject({ sent: 0, removed: 0, held: 0 })
    expect(bucket.log()).toHaveLength(sent)
  })

  it('sends pages before lists that name them, and styles before pages', async () => {
    await room.aPublishedVerdict()
    await publishAll()
    await mkdir(path.join(folder, '_next/static'), { recursive: true })
    for (const ending of ['', '.br', '.gz'])
      writeFileSync(path.join(folder, `_next/static/a.css${ending}`), 'a')
    const at = new Date()
    for (const ending of ['', '.br', '.gz'])
      await utimes(path.join(folder, `_next/static/a.css${ending}`), at, at)
    await aFollower().bringAll()
    const order = bucket.log().map(({ key }) => key)
    const lastOf = (pattern: RegExp) => order.findLastIndex((key) => pattern.test(key))
    const firstOf = (pattern: RegExp) => order.findIndex((key) => pattern.test(key))
    expect(lastOf(/^_next\//)).toBeLessThan(firstOf(/^claims\/[a-z0-9-]+$/))
    expect(lastOf(/^(?:ar\/)?claims\/(?!page)[a-z0-9-]+(?:\/|\.|$)/)).toBeLessThan(
      firstOf(/^(?:index\.html|claims|feeds\/.*)$/),
    )
    expect(lastOf(/^index\.html/)).toBeLessThan(firstOf(/^sitemap\.xml$/))
  })

  it('leaves out drafts, stamps, marks and the past', async () => {
    const { slug } = await room.aPublishedVerdict()
    await publishAll()
    await link(
      path.join(folder, `claims/${slug}.html`),
      path.join(folder, `claims/.${slug}.html.stale`),
    )
    await mkdir(path.join(folder, 'past/claims'), { recursive: true })
    writeFileSync(path.join(folder, 'past/claims/x.json'), '{}')
    await aFollower().bringAll()
    const keys = [...bucket.objects.keys()]
    expect(keys.filter((key) => /(?:^|\/)\.|^past\//.test(key))).toEqual([])
  })

  it('finds what somebody altered, added or took away, and leaves what is theirs', async () => {
    const { slug } = await room.aPublishedVerdict()
    await publishAll()
    const follower = aFollower()
    await follower.bringAll()
    const page = bucket.objects.get(`claims/${slug}`)
    bucket.objects.set(`claims/${slug}`, {
      ...page,
      body: Buffer.from('x'),
      etag: 'f'.repeat(32),
    } as never)
    bucket.objects.delete('index.html.br')
    bucket.objects.set('claims/ghost', { ...page, etag: 'e'.repeat(32) } as never)
    bucket.objects.set('google123.html', {
      body: Buffer.from('theirs'),
      etag: 'd'.repeat(32),
      headers: {},
    })
    expect(await differences()).toMatchObject({
      missing: ['index.html.br'],
      different: [`claims/${slug}`],
      tooMany: ['claims/ghost'],
      foreign: ['google123.html'],
    })
    expect(await follower.bringAll()).toMatchObject({ sent: 2, removed: 1 })
    expect(await differences()).toMatchObject({ ...inLine, foreign: ['google123.html'] })
  })

  it('walks along a bucket of many pages of keys', async () => {
    await publishFew()
    bucket.pageSize = 3
    await aFollower().bringAll()
    bucket.objects.delete('claims')
    expect(await aFollower().bringAll()).toMatchObject({ sent: 1, removed: 0 })
    expect(await differences()).toMatchObject(inLine)
  })

  it('takes nothing away while a first start is still publishing, or the folder is gone', async () => {
    await publishFew()
    await aFollower().bringAll()
    const before = bucket.objects.size
    quiet()
    for (const entry of await readdir(folder))
      await rm(path.join(folder, entry), { recursive: true })
    await expect(aFollower().bringAll()).rejects.toThrow('not every page is published yet')
    expect(await aFollower().follow()).toMatchObject({ removed: 0 })
    expect(bucket.objects.size).toBe(before)
  })

  it('sends only the forms that are asked for', async () => {
    await publishFew()
    await aFollower().bringAll()
    await aFollower({ MIRROR_ENCODINGS: 'none' }).bringAll()
    expect([...bucket.objects.keys()].filter((key) => /\.(?:br|gz)$/.test(key))).toEqual([])
    expect(await differences({ MIRROR_ENCODINGS: 'none' })).toMatchObject(inLine)
  })

  it('sends everything again when what goes with pages is another', async () => {
    await publishFew()
    await aFollower().bringAll()
    const more = { MIRROR_SHARED_MAX_AGE: '600' }
    expect((await aFollower(more).bringAll()).sent).toBe(10)
    expect(bucket.objects.get('claims')?.headers['cache-control']).toBe(
      'public, max-age=0, s-maxage=600, must-revalidate',
    )
    expect(await differences(more)).toMatchObject(inLine)
  })
})

describe('following', () => {
  it('sends what an act changed and nothing else, and tells caches when it is there', async () => {
    const { slug } = await room.aPublishedVerdict()
    await publishAll()
    const follower = aFollower()
    await follower.follow()
    hook.told.length = 0
    const before = bucket.log().length
    renderer.answers.set(`/claims/${slug}`, {
      status: 200,
      body: '<html><body>Another verdict</body></html>',
    })
    const claim = await room.db.claim.findFirstOrThrow({ where: { slug } })
    await room.db.outbox.create({ data: { subject: `claim:${claim.id}`, createdAt: new Date() } })
    await publisher.publishEverythingPending()
    let isThere = false
    hook.onPurge = () => {
      isThere = bucket.objects.get(`claims/${slug}`)?.body.includes('Another verdict') === true
    }
    await follower.follow()
    const sent = bucket.log().slice(before)
    expect(sent.map(({ key }) => key).sort()).toEqual(
      [null, 'br', 'gzip'].map((each) => keyOf(`claims/${slug}.html`, each as never)).sort(),
    )
    expect(isThere).toBe(true)
    expect(hook.keys()).toEqual([`claim:${slug}`])
    expect(await notMirrored()).toBe(0)
  })

  it('tells caches once more a little later, since one may have been fetching the old version', async () => {
    await publishFew()
    const follower = aFollower()
    await follower.follow()
    expect(hook.keys()).toContain('list:claims')
    hook.told.length = 0
    await follower.follow()
    expect(hook.told).toEqual([])
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11_000 })
    try {
      await aFollower().follow()
      expect(hook.keys()).toContain('list:claims')
      hook.told.length = 0
      vi.setSystemTime(Date.now() + 60_000)
      await follower.follow()
      expect(hook.told).toEqual([])
    } finally {
      vi.useRealTimers()
    }
  })

  it('takes away what is no more before anything else, and tells caches before anything else', async () => {
    const { slug } = await room.aPublishedVerdict()
    const other = await room.aPublishedVerdict()
    await publishAll()
    const follower = aFollower()
    await follower.follow()
    hook.told.length = 0
    const before = bucket.log().length
    await removePage(folder, `/claims/${slug}`)
    await writePage(folder, `/claims/${other.slug}`, '<html>New</html>')
    let sentBefore = -1
    hook.onPurge = () => {
      if (sentBefore < 0)
        sentBefore = bucket
          .log()
          .slice(before)
          .filter(({ method }) => method === 'PUT').length
    }
    for (const each of [slug, other.slug]) {
      const { id } = await room.db.claim.findFirstOrThrow({ where: { slug: each } })
      await room.db.outbox.create({
        data: { subject: `claim:${id}`, createdAt: new Date(), doneAt: new Date() },
      })
    }
    await follower.follow()
    expect(bucket.objects.has(`claims/${slug}`)).toBe(false)
    expect(bucket.objects.has(`claims/${slug}.br`)).toBe(false)
    expect(sentBefore).toBe(0)
    expect(hook.keys()[0]).toBe(`claim:${slug}`)
    expect(hook.keys()).toContain(`claim:${other.slug}`)
  })

  it('keeps back a list that names a page that is not there yet', async () => {
    await room.aPublishedVerdict()
    await publishAll()
    const follower = aFollower()
    await follower.follow()
    await writePage(folder, '/claims', '<html><a href="/claims/brand-new">New</a></html>')
    const done = { createdAt: new Date(), doneAt: new Date() }
    await room.db.outbox.create({ data: { subject: 'site', ...done } })
    expect(await follower.follow()).toMatchObject({ sent: 0, held: 1 })
    expect(bucket.objects.get('claims')?.body.includes('brand-new')).toBe(false)
    expect(await notMirrored()).toBe(1)
    await writePage(folder, '/claims/brand-new', '<html>New</html>')
    const before = bucket.log().length
    expect(await follower.follow()).toMatchObject({ sent: 6, held: 0 })
    const order = bucket
      .log()
      .slice(before)
      .map(({ key }) => key)
    expect(order.slice(0, 3).sort()).toEqual([
      'claims/brand-new',
      'claims/brand-new.br',
      'claims/brand-new.gz',
    ])
    expect(await notMirrored()).toBe(0)
  })

  it('removes all that hung on a claim that nobody may see any more', async () => {
    const { slug } = await room.aPublishedVerdict()
    await publishAll()
    const follower = aFollower()
    await follower.follow()
    const claim = await room.db.claim.findFirstOrThrow({ where: { slug } })
    await room.db
      .$executeRaw`UPDATE claims SET public_since = NULL WHERE id = ${claim.id}::uuid`.catch(
      () => {},
    )
    const gone = (await readdir(folder, { recursive: true })).filter((name) =>
      String(name).includes(slug),
    )
    for (const name of gone)
      await rm(path.join(folder, String(name)), { recursive: true, force: true })
    await room.db.outbox.create({
      data: { subject: `claim:${claim.id}`, createdAt: new Date(), doneAt: new Date() },
    })
    await follower.follow()
    expect([...bucket.objects.keys()].filter((key) => key.includes(slug))).toEqual([])
    expect(existsSync(path.join(folder, `claims/${slug}.html`))).toBe(false)
  })
})

describe('when something breaks', () => {
  /** One claim more, published here and waiting for the mirror. */
  async function anotherClaim(): Promise<string> {
    await writePage(folder, '/claims/b', '<html>The second claim</html>')
    await writePage(
      folder,
      '/claims',
      '<html><a href="/claims/a">1</a><a href="/claims/b">2</a></html>',
    )
    await isPublished('everything')
    return 'b'
  }
  const state = () => room.db.mirror.findFirstOrThrow()

  it('holds nobody up while the store is away, says so, and goes on by itself', async () => {
    await publishFew()
    const follower = aFollower()
    await follower.follow()
    const warn = quiet()
    bucket.fault = () => 'cut'
    const slug = await anotherClaim()
    expect(existsSync(path.join(folder, `claims/${slug}.html`))).toBe(true)
    await expect(follower.follow()).rejects.toThrow(
      /the store at 127\.0\.0\.1:\d+ can’t be reached/,
    )
    await expect(follower.follow()).rejects.toThrow('can’t be reached')
    expect(warn).toHaveBeenCalledTimes(1)
    expect(await state()).toMatchObject({
      failingSince: expect.any(Date),
      lastError: expect.stringContaining('can’t be reached'),
    })
    expect(await notMirrored()).toBeGreaterThan(0)
    bucket.fault = undefined
    await follower.follow()
    expect(await notMirrored()).toBe(0)
    expect(await state()).toMatchObject({ failingSince: null, lastError: null })
    expect(await differences()).toMatchObject(inLine)
  })

  it.each<[string, Fault, RegExp]>([
    [
      'is overloaded',
      { status: 503, code: 'SlowDown', headers: { 'retry-after': '7' } },
      /answered 503 \(SlowDown\)/,
    ],
    ['fails inside', { status: 500, code: 'InternalError' }, /answered 500 \(InternalError\)/],
    ['cuts an upload in the middle', 'cut', /can’t be reached/],
    ['stores and is cut before it can say so', 'cut after', /can’t be reached/],
    ['is full', { status: 403, code: 'QuotaExceeded' }, /the bucket pages is full/],
    ['allows no more than reading', { status: 403, code: 'AccessDenied' }, /does not allow PUT/],
  ])('is in line again after a store that %s', async (_, fault, words) => {
    await publishFew()
    const follower = aFollower()
    await follower.follow()
    quiet()
    await anotherClaim()
    let count = 0
    // Now and then, so that some of it is done and some is not.
    bucket.fault = ({ method }) => (method === 'PUT' && ++count % 5 === 0 ? fault : undefined)
    await expect(follower.follow()).rejects.toThrow(words)
    bucket.fault = undefined
    await aFollower().follow()
    expect(await differences()).toMatchObject(inLine)
    expect(await notMirrored()).toBe(0)
  })

  it('waits as long as an overloaded store asks for', async () => {
    bucket.fault = () => ({ status: 503, code: 'SlowDown', headers: { 'retry-after': '7' } })
    await expect(s3Store(settings()).put('x', Buffer.from('x'), {})).rejects.toMatchObject({
      retryAfterMs: 7_000,
      isOfObject: false,
    })
  })

  it('sends again what was sent and not noted by a process that died', async () => {
    await publishFew()
    quiet()
    const dying = aFollower()
    const keep = vi.spyOn(Position.prototype, 'keep').mockImplementation(async (objects) => {
      if (objects.length > 0) throw new Error('killed')
    })
    await expect(dying.follow()).rejects.toThrow('killed')
    expect(bucket.objects.size).toBeGreaterThan(0)
    keep.mockRestore()
    await aFollower().follow()
    expect(await differences()).toMatchObject(inLine)
    expect(await notMirrored()).toBe(0)
  })

  it('tells caches later what it could not tell them, and forgets none of it over a restart', async () => {
    await publishFew()
    await aFollower().follow()
    quiet()
    hook.told.length = 0
    hook.status = 500
    const slug = await anotherClaim()
    await expect(aFollower().follow()).rejects.toThrow(/the purge hook at .* answered 500/)
    expect(bucket.objects.has(`claims/${slug}`)).toBe(true)
    expect(await notMirrored()).toBeGreaterThan(0)
    hook.status = 200
    await aFollower().follow()
    expect(hook.keys()).toContain(`claim:${slug}`)
    expect(await notMirrored()).toBe(0)
  })

  it('sends the others when one object is refused, and says which', async () => {
    await publishFew()
    await aFollower().follow()
    quiet()
    const slug = await anotherClaim()
    bucket.fault = ({ method, key }) =>
      method === 'PUT' && key === `claims/${slug}.br`
        ? { status: 400, code: 'InvalidRequest' }
        : undefined
    await expect(aFollower().follow()).rejects.toThrow(
      `answered 400 (InvalidRequest) to PUT claims/${slug}.br`,
    )
    expect(bucket.objects.has(`claims/${slug}`)).toBe(true)
    expect(await notMirrored()).toBeGreaterThan(0)
  })

  it('says plainly that the clocks differ', async () => {
    const ahead = s3Store(settings(), () => new Date(Date.now() + 20 * 60_000))
    await expect(ahead.put('x', Buffer.from('x'), {})).rejects.toThrow(
      /the clock of this machine and that of the store at 127\.0\.0\.1:\d+ differ too much \(.* here, .* there\): set the clock/,
    )
  })

  it.each([
    ['MIRROR_S3_SECRET_ACCESS_KEY', 'not-the-secret', 'does not accept the signature'],
    ['MIRROR_S3_ACCESS_KEY_ID', 'AKIANOBODY', 'does not know the key in MIRROR_S3_ACCESS_KEY_ID'],
    ['MIRROR_S3_REGION', 'elsewhere-1', 'MIRROR_S3_REGION is wrong'],
    ['MIRROR_S3_BUCKET', 'none-such', 'has no bucket none-such'],
  ])('says plainly that %s is wrong, and nothing that is secret', async (name, value, words) => {
    await publishFew()
    const warn = quiet()
    const more = { PURGE_TOKEN: 'purge-token-of-ours', [name]: value }
    await expect(aFollower(more).follow()).rejects.toThrow(words)
    const said = JSON.stringify([warn.mock.calls, await room.db.mirror.findMany()])
    for (const secret of [
      bucket.environment.MIRROR_S3_SECRET_ACCESS_KEY,
      'not-the-secret',
      'purge-token-of-ours',
    ]) {
      expect(said).not.toContain(secret)
    }
    expect(said).not.toMatch(/Credential=|Signature=|AKIA/)
  })

  it('sends everything once when two processes follow', async () => {
    await publishFew()
    const two = [aFollower(), aFollower()]
    await Promise.all(two.map((each) => each.follow()))
    const puts = bucket.log().map(({ key }) => key)
    expect(puts.length).toBe(new Set(puts).size)
    expect(await notMirrored()).toBe(0)
  })
})

describe('a part of a bucket', () => {
  it('is all that is touched', async () => {
    await publishFew()
    const theirs = {
      body: Buffer.from('x'),
      etag: 'x',
      headers: { 'x-amz-meta-surrogate-key': 'x' },
    }
    bucket.objects.set('another/thing', theirs)
    await aFollower({ MIRROR_S3_PREFIX: 'site' }).bringAll()
    expect(bucket.objects.has('site/claims/a.br')).toBe(true)
    expect([...bucket.objects.keys()].filter((key) => !key.startsWith('site/'))).toEqual([
      'another/thing',
    ])
    expect(await differences({ MIRROR_S3_PREFIX: 'site' })).toMatchObject(inLine)
  })
})

describe('a purge hook', () => {
  const keys = ['claim:a', 'list:home']

  it('is told by a token, and by a signature over what is said and when', async () => {
    const more = { PURGE_TOKEN: 'the-token', PURGE_SECRET: 'a secret of 16 or more' }
    const { purge } = settings(more)
    await purgeHook(purge as never, () => new Date('2025-01-01T12:00:00Z'))(keys)
    const [told] = hook.told
    expect(told).toMatchObject({
      method: 'POST',
      body: '{"surrogate_keys":["claim:a","list:home"]}',
    })
    expect(told?.headers.authorization).toBe('Bearer the-token')
    const signed = createHmac('sha256', more.PURGE_SECRET)
      .update(`1735732800.${told?.body}`)
      .digest('hex')
    expect(told?.headers['x-purge-signature']).toBe(`t=1735732800,v1=${signed}`)
  })

  it('can be Fastly’s or Varnish’s', async () => {
    const { purge: fastly } = settings({ PURGE_STYLE: 'fastly', PURGE_TOKEN: 'the-token' })
    await purgeHook(fastly as never)(keys)
    expect(hook.told[0]?.headers['fastly-key']).toBe('the-token')
    expect(hook.told[0]?.headers.authorization).toBeUndefined()
    const { purge: xkey } = settings({ PURGE_STYLE: 'xkey' })
    await purgeHook(xkey as never)(keys)
    expect(hook.told[1]).toMatchObject({
      method: 'PURGE',
      headers: { 'xkey-purge': 'claim:a list:home' },
    })
  })

  it('is told so many keys at once, and of very many by one', async () => {
    const { purge } = settings()
    const many = (count: number) => Array.from({ length: count }, (_, n) => `claim:${n}`)
    await purgeHook(purge as never)(many(600))
    expect(hook.told.map(({ body }) => JSON.parse(body).surrogate_keys.length)).toEqual([
      256, 256, 88,
    ])
    hook.told.length = 0
    await purgeHook(purge as never)(many(1_001))
    expect(hook.keys()).toEqual(['site'])
  })
})
