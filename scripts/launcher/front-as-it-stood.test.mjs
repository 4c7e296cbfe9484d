import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import cases from '@/lib/site/instant.cases.json'
import { createFront } from './front.mjs'
import { parseHttpDate, parseInstant, sayHttpDate } from './front-instant.mjs'
import { indexFileOf, pastFileOf } from './front-past.mjs'
import { ask, startServer, temporaryFolder, writePage } from './testing.mjs'

const ORIGIN = 'https://claims.example'
const PAGE = '/claims/encircled'
const FOREVER = 'public, max-age=31536000, immutable'
const EACH_TIME = 'public, max-age=0, must-revalidate'
const FIRST = '2024-12-07T15:20:00.000Z'
const SECOND = '2024-12-07T18:00:30.250Z'
const THIRD = '2024-12-08T06:12:00.000Z'

let place
let published
let next
let front
let port
let isNextUp
/** What the publisher does when the page of a moment, or an index, is asked of it; by default it knows no page. */
let onRebuild

beforeEach(async () => {
  place = temporaryFolder('as-it-stood')
  published = path.join(place.folder, 'published')
  mkdirSync(published)
  isNextUp = true
  onRebuild = () => 404
  next = await startServer((request, response, body) => {
    if (request.url !== '/api/internal/rebuild') return response.end('found')
    response.writeHead(onRebuild(JSON.parse(body))).end()
  })
  front = createFront({
    published,
    publicUrl: ORIGIN,
    internalSecret: 'only-the-publisher-knows',
    next: () => (isNextUp ? next.origin : undefined),
  })
  port = await front.listen(0, '127.0.0.1')
})

afterEach(async () => {
  await front.close(0)
  await next.close()
  place.remove()
})

const asked = () =>
  next.asked
    .filter(({ url }) => url === '/api/internal/rebuild')
    .map(({ body }) => JSON.parse(body))

function writeJson(name, content) {
  const file = path.join(published, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify(content))
}

/** Lists moments as the publisher does, by default long after the last of them. */
function writeIndex(page, moments, made = new Date()) {
  writeJson(indexFileOf(page), { made: made.toISOString(), moments })
}

function writePast(page, moment, text = `${page} as of ${moment}`) {
  const body = page.endsWith('.json') ? JSON.stringify({ title: text }) : text
  return writePage(published, pastFileOf(page, moment), body)
}

/** The page of now, older than the index unless `changedAt` says otherwise. */
function writePresent(page, changedAt = new Date(Date.now() - 3_600_000)) {
  const name = page === '/' ? 'index.html' : `${page.slice(1)}.html`
  const text = writePage(published, name, `${page} now`)
  utimesSync(path.join(published, name), changedAt, changedAt)
  return text
}

/** A claim with three moments, each of them on disk. */
function aPast(page = PAGE) {
  writePresent(page)
  writeIndex(page, [FIRST, SECOND, THIRD])
  return [FIRST, SECOND, THIRD].map((moment) => writePast(page, moment))
}

const get = (target, headers = {}, method = 'GET') => ask(port, target, { headers, method })

describe('A moment in an address', () => {
  test.each(cases)('“$text” is read as lib/site/instant.ts reads it', ({ text, at, reason }) => {
    const read = parseInstant(text)
    expect(read.at === undefined ? undefined : new Date(read.at).toISOString()).toBe(at)
    expect(read.reason).toBe(reason)
  })

  test.each([
    ['to the millisecond', FIRST, 0],
    ['between two', '2024-12-07T16:00Z', 0],
    ['a millisecond before the next', '2024-12-07T18:00:30.249Z', 0],
    ['at the next', '2024-12-07T18:00:30.250Z', 1],
    ['on another clock', '2024-12-07T21:00:31+03:00', 1],
    ['on another clock, its plus sign as typed', '2024-12-07T21:00:31 03:00', 1],
    ['without an offset', '2024-12-08T06:12', 2],
    ['as a day, which is the end of it', '2024-12-07', 1],
    ['in the future', '2999-01-01', 2],
  ])('%s leads to the newest moment that is not later', async (_how, at, expected) => {
    const pages = aPast()
    const answer = await get(`${PAGE}?at=${encodeURIComponent(at)}`)
    expect(answer).toMatchObject({ status: 200, text: pages[expected] })
    expect(asked()).toEqual([])
  })

  test('before the first says since when there is the page, and leads there', async () => {
    aPast()
    const answer = await get(`${PAGE}?at=2024-12-07T15:19:59Z`)
    expect(answer.status).toBe(404)
    expect(answer.text).toContain('7 December 2024, 15:20 UTC')
    expect(answer.text).toContain(`href="${PAGE}?at=${FIRST}"`)
  })

  test.each([
    ['yesterday', 'yesterday'],
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['2023-02-29', '2023-02-29'],
    ['x'.repeat(500), `${'x'.repeat(79)}…`],
  ])('that is none, “%s”, is quoted back with the forms there are', async (typed, quoted) => {
    aPast()
    const answer = await get(`${PAGE}?at=${encodeURIComponent(typed)}`)
    expect(answer.status).toBe(400)
    expect(answer.text).toContain(`“<bdi>${quoted}</bdi>”`)
    expect(answer.text).toContain('2024-12-07T18:00Z')
    expect(answer.text).not.toContain('<script')
  })

  test.each([
    ['that is none', `/ar${PAGE}?at=yesterday`, 400, /لا يمكن قراءة «<bdi>yesterday<\/bdi>»/],
    ['said twice', `/ar${PAGE}?at=${FIRST}&at=${SECOND}`, 400, /أكثر من لحظة: «<bdi>/],
    ['half a date', `/ar${PAGE}?at=2020`, 400, /لا توجد لحظة كهذه/],
    ['before the first', `/ar${PAGE}?at=2020-01-01`, 404, /٧ ديسمبر ٢٠٢٤، ١٥:٢٠ بالتوقيت العالمي/],
    ['of a page without a past', `/ar/methodology?at=${FIRST}`, 404, /لا ماضي محفوظًا/],
    ['of a search', '/ar/claims?q=homs&at=yesterday', 400, /لا توجد لحظة كهذه/],
  ])('%s is answered in the language of the address: %s', async (_, address, status, words) => {
    aPast(`/ar${PAGE}`)
    const answer = await get(address)
    expect(answer.status).toBe(status)
    expect(answer.text).toMatch(words)
    expect(answer.text).toContain('<html lang="ar" dir="rtl">')
    expect(answer.text).toMatch(/<a href="\/ar\//)
  })

  test('said twice is none', async () => {
    aPast()
    const answer = await get(`${PAGE}?at=${FIRST}&at=${SECOND}`)
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('One moment at a time')
  })

  test('left empty is not said', async () => {
    aPast()
    expect((await get(`${PAGE}?at=`)).text).toMatch(/now</)
    expect((await get(`${PAGE}?at=&at=${FIRST}`)).text).toContain(FIRST)
  })

  test('of no page is not found', async () => {
    expect((await get(`/claims/none?at=${FIRST}`)).status).toBe(404)
    expect((await get(`/no/such/page?at=${FIRST}`)).status).toBe(404)
  })

  test.each(['/methodology', '/feeds', '/sitemap.xml', `${PAGE}.json`, `${PAGE}/history/1-2`])(
    'of %s, which has no past, is refused in words rather than answered with what is now',
    async (page) => {
      writePresent(page)
      writeJson(`${PAGE.slice(1)}.json`, {})
      const answer = await get(`${page}?at=${FIRST}`)
      expect(answer.status).toBe(404)
      expect(answer.text).toContain('kept as they stood')
    },
  )

  test('goes on to the search with the other words, unless it is none', async () => {
    expect((await get(`/claims?q=homs&at=${FIRST}`)).text).toBe('found')
    expect(next.asked.at(-1).url).toBe(`/api/search?q=homs&at=${FIRST}`)
    expect((await get('/ar/claims?q=homs')).text).toBe('found')
    expect(next.asked.at(-1).url).toBe('/api/search/ar?q=homs')
    expect((await get('/claims?q=homs&at=then')).status).toBe(400)
    expect(next.asked).toHaveLength(2)
  })
})

describe('A page as it stood', () => {
  test('comes from files, with nobody behind the front server', async () => {
    aPast()
    isNextUp = false
    expect((await get(`${PAGE}?at=${SECOND}`)).status).toBe(200)
    expect((await get(`${PAGE}/history?at=${SECOND}`)).status).toBe(503)
  })

  test('is for nobody’s search index, and says which moment it is of', async () => {
    aPast()
    const { headers } = await get(`${PAGE}?at=2024-12-07T20:00Z`)
    expect(headers).toMatchObject({
      'x-robots-tag': 'noindex',
      'memento-datetime': 'Sat, 07 Dec 2024 18:00:30 GMT',
      'content-location': `${ORIGIN}${PAGE}?at=${SECOND}`,
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      // The script of the page of now stands in it, too, and does nothing there.
      'content-security-policy': expect.stringContaining("script-src 'self'"),
      vary: 'Accept-Encoding',
    })
  })

  test('may be kept for ever once another has followed, and never while it is in force', async () => {
    aPast()
    expect((await get(`${PAGE}?at=${FIRST}`)).headers['cache-control']).toBe(FOREVER)
    expect((await get(`${PAGE}?at=${SECOND}`)).headers['cache-control']).toBe(FOREVER)
    expect((await get(`${PAGE}?at=${THIRD}`)).headers['cache-control']).toBe(EACH_TIME)
    expect((await get(`${PAGE}?at=2999-01-01`)).headers['cache-control']).toBe(EACH_TIME)
  })

  test('is not for ever while an act may still come in between', async () => {
    const now = Date.now()
    const [before, after] = [now - 40_000, now - 20_000].map((at) => new Date(at).toISOString())
    writeIndex(PAGE, [FIRST, before, after])
    for (const moment of [FIRST, before, after]) writePast(PAGE, moment)
    for (const moment of [FIRST, before]) {
      expect((await get(`${PAGE}?at=${moment}`)).headers['cache-control']).toBe(EACH_TIME)
    }
    expect(asked()).toEqual([])
  })

  test('that was listed before it was settled is looked at again behind the answer', async () => {
    const made = new Date(Date.parse(THIRD) + 10_000)
    writePast(PAGE, SECOND)
    writeIndex(PAGE, [FIRST, SECOND, THIRD], made)
    const settled = new Promise((resolve) => {
      onRebuild = (wanted) => {
        writeIndex(PAGE, [FIRST, SECOND, THIRD])
        resolve(wanted)
        return 200
      }
    })
    expect((await get(`${PAGE}?at=${SECOND}`)).headers['cache-control']).toBe(EACH_TIME)
    expect(await settled).toEqual({ path: PAGE, past: 'index' })
    await expect
      .poll(async () => (await get(`${PAGE}?at=${SECOND}`)).headers['cache-control'])
      .toBe(FOREVER)
  })

  test('is asked about first when the page of now has changed since the list was made', async () => {
    aPast()
    const late = '2024-12-08T09:00:00.000Z'
    writeIndex(PAGE, [FIRST, SECOND, THIRD], new Date(Date.parse(THIRD) + 120_000))
    writePresent(PAGE, new Date())
    onRebuild = () => {
      writeIndex(PAGE, [FIRST, SECOND, THIRD, late], new Date(Date.now() + 1_000))
      writePast(PAGE, late)
      return 200
    }
    // What is settled needs nobody.
    expect((await get(`${PAGE}?at=${SECOND}`)).text).toContain(SECOND)
    expect(asked()).toEqual([])
    expect((await get(`${PAGE}?at=2024-12-08T10:00Z`)).text).toContain(`as of ${late}`)
    expect(asked()).toEqual([{ path: PAGE, past: '2024-12-08T10:00:00.000Z' }])
  })

  test('in doubt is better than none when nobody can be asked, and is not for ever', async () => {
    aPast()
    writeIndex(PAGE, [FIRST, SECOND, THIRD], new Date(Date.parse(THIRD) + 10_000))
    writePresent(PAGE, new Date())
    isNextUp = false
    const answer = await get(`${PAGE}?at=${SECOND}`)
    expect(answer.text).toContain(SECOND)
    expect(answer.headers['cache-control']).toBe(EACH_TIME)
  })

  test('that is missing or damaged is made and then served', async () => {
    const [whole] = aPast()
    const file = path.join(published, pastFileOf(PAGE, FIRST))
    onRebuild = () => {
      writePast(PAGE, FIRST)
      return 200
    }
    rmSync(file)
    expect((await get(`${PAGE}?at=${FIRST}`)).text).toBe(whole)
    writeFileSync(file, whole.replace('as of', 'as OF'))
    expect((await get(`${PAGE}?at=${FIRST}`)).text).toBe(whole)
    expect(asked()).toEqual([
      { path: PAGE, past: FIRST },
      { path: PAGE, past: FIRST },
    ])
  })

  test('still in force is the page of now when nobody can dress it as the past', async () => {
    aPast()
    rmSync(path.join(published, pastFileOf(PAGE, THIRD)))
    isNextUp = false
    const answer = await get(`${PAGE}?at=${THIRD}`)
    expect(answer.status).toBe(200)
    expect(answer.text).toMatch(/now</)
    expect(answer.headers).toMatchObject({
      'x-robots-tag': 'noindex',
      'cache-control': EACH_TIME,
      vary: 'Accept-Encoding',
    })
    expect(answer.headers.link).toMatch(/rel="last memento"/)
  })

  test('is sent compressed, and not again to a reader who has it', async () => {
    const [whole] = aPast()
    const first = await get(`${PAGE}?at=${FIRST}`, { 'accept-encoding': 'br' })
    expect(zlib.brotliDecompressSync(first.bytes).toString()).toBe(whole)
    const again = await get(`${PAGE}?at=${FIRST}`, {
      'accept-encoding': 'br',
      'if-none-match': first.headers.etag,
    })
    expect(again).toMatchObject({ status: 304, text: '' })
    expect(again.headers).toMatchObject({
      'cache-control': FOREVER,
      'memento-datetime': 'Sat, 07 Dec 2024 15:20:00 GMT',
    })
  })

  test('takes nothing from the pages of now, however many moments are asked for', async () => {
    onRebuild = ({ path: page, past }) => {
      if (past) return 404
      writePresent(page)
      return 200
    }
    const begun = Date.now()
    for (let i = 0; i < 60; i++) await get(`/claims/guess-${i}?at=${FIRST}`)
    // Ten at once and ten a second after that, however long the sixty take.
    expect(asked().length).toBeLessThan(11 + ((Date.now() - begun) / 1_000) * 10)
    expect((await get('/claims/new')).status).toBe(200)
  })

  test.each(['/past/claims/encircled.json', `/past/claims/encircled/${FIRST.replaceAll(':', '')}`])(
    'has no address of its own such as %s',
    async (address) => {
      aPast()
      expect((await get(address)).status).toBe(404)
    },
  )
})

describe('A page that changes with nearly every act', () => {
  test.each([
    ['/', 'index.html'],
    ['/claims', 'claims.html'],
    ['/claims/page/2', 'claims/page/2.html'],
    ['/sources', 'sources.html'],
    ['/corrections', 'corrections.html'],
    ['/feeds/claims.atom', 'feeds/claims.atom'],
    ['/sources/the-ministry/feed.json', 'sources/the-ministry/feed.json'],
  ])('%s is asked for once in each stretch of time, and then known', async (page) => {
    onRebuild = () => {
      const made = new Date().toISOString()
      writeJson(indexFileOf(page), { spans: [[FIRST, SECOND, made]] })
      writePast(page, FIRST)
      return 200
    }
    for (const at of ['2024-12-07T16:00Z', '2024-12-07T17:00Z', FIRST]) {
      const answer = await get(`${page}?at=${at}`)
      expect(answer.status).toBe(200)
      expect(answer.text).toContain(`${page} as of ${FIRST}`)
      expect(answer.headers['cache-control']).toBe(FOREVER)
      expect(answer.headers.link).toContain('rel="original"')
    }
    expect(asked()).toEqual([{ path: page, past: '2024-12-07T16:00:00.000Z' }])
  })

  test('a feed in JSON has the media type of feeds, and one that was cut short is made again', async () => {
    const page = '/feeds/claims.json'
    const spans = [[FIRST, SECOND, new Date().toISOString()]]
    writeJson(indexFileOf(page), { spans })
    const file = path.join(published, pastFileOf(page, FIRST))
    writeFileSync(file, writePast(page, FIRST).slice(0, -4))
    onRebuild = () => {
      writePast(page, FIRST)
      return 200
    }
    const answer = await get(`${page}?at=${FIRST}`, { 'accept-encoding': 'gzip' })
    expect(answer.headers['content-type']).toBe('application/feed+json; charset=utf-8')
    expect(JSON.parse(zlib.gunzipSync(answer.bytes))).toEqual({ title: `${page} as of ${FIRST}` })
    expect(asked()).toHaveLength(1)
    await get(`${page}?at=${FIRST}`)
    expect(asked()).toHaveLength(1)
  })

  test('is asked for again in a stretch that is not known, and where there was no page yet', async () => {
    const made = new Date().toISOString()
    const spans = [[SECOND, THIRD, made]]
    writePast('/', SECOND)
    writeJson(indexFileOf('/'), { spans })
    onRebuild = () => {
      spans.push([null, FIRST, made])
      writeJson(indexFileOf('/'), { spans })
      return 200
    }
    expect((await get(`/?at=${SECOND}`)).status).toBe(200)
    const early = await get('/?at=2020-01-01')
    expect(early.status).toBe(404)
    expect(early.text).toContain('15:20 UTC')
    expect((await get('/?at=2021-01-01')).status).toBe(404)
    expect(asked()).toHaveLength(1)
  })

  test('in force until something else happens is asked about again once it has', async () => {
    writePresent('/')
    writeJson(indexFileOf('/'), { spans: [[THIRD, null, new Date().toISOString()]] })
    writePast('/', THIRD)
    expect((await get(`/?at=${THIRD}`)).headers['cache-control']).toBe(EACH_TIME)
    expect(asked()).toEqual([])
    writePresent('/', new Date(Date.now() + 1_000))
    await get(`/?at=${THIRD}`)
    expect(asked()).toHaveLength(1)
  })
})

/** The links of a `Link` header or a TimeMap: `{ target, rel, datetime, … }`. */
function linksOf(text) {
  return text.split(/,\s*(?=<)/).map((link) => {
    const [, target, rest] = /^<([^>]*)>(.*)$/s.exec(link.trim())
    const parameters = [...rest.matchAll(/;\s*([a-z]+)="([^"]*)"/g)].map(([, k, v]) => [k, v])
    return { target, ...Object.fromEntries(parameters) }
  })
}
const linkTo = (links, relation) => links.find(({ rel }) => rel.split(' ').includes(relation))

describe.each([
  '/claims/encircled',
  '/stories/damascus',
  '/sources/the-ministry',
  '/ar/claims/encircled',
])('RFC 7089, pattern 1.1, at %s', (page) => {
  const original = `${ORIGIN}${page}`

  test('the page names itself as original resource and TimeGate, and its TimeMap', async () => {
    aPast(page)
    for (const method of ['GET', 'HEAD']) {
      const { status, headers } = await get(page, {}, method)
      expect(status).toBe(200)
      expect(headers.vary).toBe('Accept-Encoding, Accept-Datetime')
      expect(headers['memento-datetime']).toBeUndefined()
      const links = linksOf(headers.link)
      expect(linkTo(links, 'timegate')).toEqual({ target: original, rel: 'original timegate' })
      expect(linkTo(links, 'timemap')).toMatchObject({
        target: `${original}/timemap`,
        type: 'application/link-format',
      })
    }
    const { etag } = (await get(page)).headers
    const again = await get(page, { 'if-none-match': etag })
    expect(again.status).toBe(304)
    expect(again.headers.vary).toBe('Accept-Encoding, Accept-Datetime')
  })

  test.each([
    ['of a memento', 'Sat, 07 Dec 2024 18:00:30 GMT', SECOND],
    ['between two', 'Sat, 07 Dec 2024 23:00:00 GMT', SECOND],
    ['before the first', 'Thu, 01 Jan 1970 00:00:00 GMT', FIRST],
    ['after the last', 'Fri, 31 Dec 2100 23:59:59 GMT', THIRD],
  ])('a date %s leads to the nearest', async (_which, date, moment) => {
    aPast(page)
    for (const method of ['GET', 'HEAD']) {
      const answer = await get(page, { 'accept-datetime': date }, method)
      expect(answer).toMatchObject({ status: 302, text: '' })
      expect(answer.headers.location).toBe(`${original}?at=${moment}`)
      expect(answer.headers.vary).toContain('Accept-Datetime')
      expect(answer.headers['memento-datetime']).toBeUndefined()
      const links = linksOf(answer.headers.link)
      expect(linkTo(links, 'original').target).toBe(original)
      expect(linkTo(links, 'timemap')).toMatchObject({
        target: `${original}/timemap`,
        from: 'Sat, 07 Dec 2024 15:20:00 GMT',
        until: 'Sun, 08 Dec 2024 06:12:00 GMT',
      })
      expect(linkTo(links, 'first').target).toBe(`${original}?at=${FIRST}`)
      expect(linkTo(links, 'last').target).toBe(`${original}?at=${THIRD}`)
    }
  })

  test.each([
    '2024-12-07T18:00:00Z',
    'Saturday, 07-Dec-24 18:00:00 GMT',
    'Sat Dec  7 18:00:00 2024',
    'Sat, 7 Dec 2024 18:00:00 GMT',
    'Sat, 07 Dec 2024 18:00:00 +0000',
    'Sat, 31 Nov 2024 18:00:00 GMT',
    'Sat, 07 Dec 2024 24:00:00 GMT',
    'then',
    '',
  ])('a date in any other form, such as “%s”, is refused', async (date) => {
    aPast(page)
    const answer = await get(page, { 'accept-datetime': date })
    expect(answer.status).toBe(400)
    expect(answer.headers.location).toBeUndefined()
    expect(answer.headers.vary).toContain('Accept-Datetime')
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(linkTo(linksOf(answer.headers.link), 'timemap').target).toBe(`${original}/timemap`)
    expect(answer.text).toContain('Sat, 07 Dec 2024 18:00:00 GMT')
  })

  test('a memento says when it is of and what is around it, whatever date is accepted', async () => {
    aPast(page)
    const { headers, status } = await get(`${page}?at=${SECOND}`, {
      'accept-datetime': 'Thu, 01 Jan 1970 00:00:00 GMT',
    })
    expect(status).toBe(200)
    expect(headers['memento-datetime']).toBe('Sat, 07 Dec 2024 18:00:30 GMT')
    const links = linksOf(headers.link)
    expect(linkTo(links, 'original')).toEqual({ target: original, rel: 'original timegate' })
    expect(links.filter(({ rel }) => rel.endsWith('memento'))).toEqual([
      {
        target: `${original}?at=${FIRST}`,
        rel: 'first prev memento',
        datetime: 'Sat, 07 Dec 2024 15:20:00 GMT',
      },
      {
        target: `${original}?at=${SECOND}`,
        rel: 'memento',
        datetime: 'Sat, 07 Dec 2024 18:00:30 GMT',
      },
      {
        target: `${original}?at=${THIRD}`,
        rel: 'last next memento',
        datetime: 'Sun, 08 Dec 2024 06:12:00 GMT',
      },
    ])
  })

  test('the TimeMap lists every memento', async () => {
    aPast(page)
    const answer = await get(`${page}/timemap`)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('application/link-format')
    const links = linksOf(answer.text)
    expect(linkTo(links, 'self')).toMatchObject({
      target: `${original}/timemap`,
      type: 'application/link-format',
      from: 'Sat, 07 Dec 2024 15:20:00 GMT',
      until: 'Sun, 08 Dec 2024 06:12:00 GMT',
    })
    expect(links.filter(({ rel }) => rel.endsWith('memento')).map(({ rel }) => rel)).toEqual([
      'first memento',
      'memento',
      'last memento',
    ])
    const head = await get(`${page}/timemap`, {}, 'HEAD')
    expect(head).toMatchObject({ status: 200, text: '' })
    expect(head.headers['content-length']).toBe(String(answer.bytes.length))
    const again = await get(`${page}/timemap`, { 'if-none-match': answer.headers.etag })
    expect(again.status).toBe(304)
    expect((await get(`${page}/timemap/2`)).status).toBe(404)
  })

  test('each address that is given out leads to what it says', async () => {
    aPast(page)
    const { headers } = await get(page)
    const map = await get(new URL(linkTo(linksOf(headers.link), 'timemap').target).pathname)
    for (const { target, datetime } of linksOf(map.text).filter(({ datetime }) => datetime)) {
      const there = await get(target.slice(ORIGIN.length))
      expect(there.status).toBe(200)
      expect(there.headers['memento-datetime']).toBe(datetime)
      const led = await get(page, { 'accept-datetime': datetime })
      expect(led.headers.location).toBe(target)
    }
  })
})

describe('Memento', () => {
  test('lists what is not known yet, and has nothing where there is no page', async () => {
    writePresent(PAGE)
    onRebuild = ({ path: page, past }) => {
      if (page !== PAGE || past !== 'index') return 404
      writeIndex(PAGE, [FIRST])
      return 200
    }
    const date = { 'accept-datetime': 'Sat, 07 Dec 2024 18:00:30 GMT' }
    expect((await get(PAGE, date)).headers.location).toBe(`${ORIGIN}${PAGE}?at=${FIRST}`)
    expect((await get('/claims/none', date)).status).toBe(404)
    expect((await get('/claims/none/timemap')).status).toBe(404)
  })

  test('splits a long TimeMap, each part naming the others', async () => {
    const moments = Array.from({ length: 2_345 }, (_, i) =>
      new Date(Date.parse(FIRST) + i * 60_000).toISOString(),
    )
    writePresent(PAGE)
    writeIndex(PAGE, moments)
    const seen = []
    for (const number of [1, 2, 3]) {
      const address = number === 1 ? `${PAGE}/timemap` : `${PAGE}/timemap/${number}`
      const links = linksOf((await get(address)).text)
      expect(linkTo(links, 'self').target).toBe(ORIGIN + address)
      expect(links.filter(({ rel }) => rel === 'timemap')).toHaveLength(2)
      seen.push(...links.filter(({ rel }) => rel.endsWith('memento')))
    }
    expect(seen.map(({ target }) => target)).toEqual(
      moments.map((moment) => `${ORIGIN}${PAGE}?at=${moment}`),
    )
    expect(seen[0].rel).toBe('first memento')
    expect(seen.at(-1).rel).toBe('last memento')
    expect((await get(`${PAGE}/timemap/4`)).status).toBe(404)
  })

  test('is not spoken where moments are not listed', async () => {
    writePresent('/')
    const answer = await get('/', { 'accept-datetime': 'Sat, 07 Dec 2024 18:00:30 GMT' })
    expect(answer.status).toBe(200)
    expect(answer.headers.vary).toBe('Accept-Encoding')
    expect(answer.headers.link).toBeUndefined()
  })

  test('writes dates as it reads them', () => {
    expect(sayHttpDate(FIRST)).toBe('Sat, 07 Dec 2024 15:20:00 GMT')
    expect(parseHttpDate(sayHttpDate(FIRST))).toBe(Date.parse(FIRST))
  })
})

test('An index is read again when its file is another, and one that makes no sense counts as none', async () => {
  aPast()
  expect((await get(`${PAGE}?at=2999-01-01`)).text).toContain(THIRD)
  writeIndex(PAGE, [FIRST, SECOND])
  expect((await get(`${PAGE}?at=2999-01-01`)).text).toContain(SECOND)
  writeFileSync(path.join(published, indexFileOf(PAGE)), '{"moments":["then"]}')
  expect((await get(`${PAGE}?at=2999-01-01`)).status).toBe(404)
  expect(statSync(path.join(published, indexFileOf(PAGE))).size).toBeGreaterThan(0)
})
