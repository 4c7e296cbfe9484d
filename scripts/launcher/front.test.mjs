import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFront } from './front.mjs'
import { ask, startServer, temporaryFolder, writePage } from './testing.mjs'

const SECRET = 'only-the-publisher-knows'

let place
let published
let assets
let next
let front
let port
let isNextUp
let isComplete
/** What the publisher answers to a request to rebuild; by default it knows no page. */
let onRebuild
/** What Next answers to the front's questions of how it stands; by default nothing of use. */
let onInside
/** Called for each request that Next takes and leaves unanswered. */
let onUnanswered

beforeEach(async () => {
  place = temporaryFolder('front')
  published = path.join(place.folder, 'published')
  assets = path.join(place.folder, 'next')
  mkdirSync(published)
  isNextUp = true
  isComplete = true
  onRebuild = (_path, response) => response.writeHead(404).end()
  onInside = (_url, response) => response.writeHead(404).end()
  next = await startServer((request, response, body) => {
    if (request.url === '/api/internal/rebuild') return onRebuild(JSON.parse(body).path, response)
    if (request.url.startsWith('/api/internal/')) return onInside(request.url, response)
    if (request.url.endsWith('q=without-an-answer')) return onUnanswered()
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'X-Powered-By': 'Next' })
    response.end(`<p>${'rendered by Next '.repeat(200)}</p>`)
  })
  front = createFront({
    published,
    assets,
    publicUrl: 'http://localhost:3000',
    internalSecret: SECRET,
    next: () => (isNextUp ? next.origin : undefined),
    isComplete: () => isComplete,
  })
  port = await front.listen(0, '127.0.0.1')
})

afterEach(async () => {
  await front.close(0)
  await next.close()
  place.remove()
})

const desk = { host: 'localhost:3000' }
const rebuilds = () => next.asked.filter(({ url }) => url === '/api/internal/rebuild')
const handedOn = () => next.asked.filter(({ url }) => !url.startsWith('/api/internal/'))

describe('A published page', () => {
  test.each([
    ['/', 'index.html', 'text/html; charset=utf-8'],
    ['/claims', 'claims.html', 'text/html; charset=utf-8'],
    ['/claims/a-road-closed', 'claims/a-road-closed.html', 'text/html; charset=utf-8'],
    [
      '/claims/a-road-closed/history',
      'claims/a-road-closed/history.html',
      'text/html; charset=utf-8',
    ],
    ['/claims/%D8%AF%D9%85%D8%B4%D9%82', 'claims/دمشق.html', 'text/html; charset=utf-8'],
    ['/feeds/claims.atom', 'feeds/claims.atom', 'application/atom+xml; charset=utf-8'],
    ['/sitemap.xml', 'sitemap.xml', 'application/xml; charset=utf-8'],
  ])('at %s comes from its file, without Next', async (address, file, type) => {
    const text = writePage(published, file, `<p>${address}</p>`)
    const answer = await ask(port, address)
    expect(answer).toMatchObject({ status: 200, text })
    expect(answer.headers['content-type']).toBe(type)
    expect(next.asked).toEqual([])
  })

  test('is served while Next is gone', async () => {
    isNextUp = false
    writePage(published, 'claims/x.html', 'x')
    expect((await ask(port, '/claims/x')).status).toBe(200)
  })

  test('may run nothing, be framed by nobody, and must be asked about each time', async () => {
    writePage(published, 'index.html', 'front page')
    const { headers } = await ask(port, '/')
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'self'/)
    expect(headers['content-security-policy']).not.toMatch(/script-src/)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'public, max-age=0, must-revalidate',
    })
  })

  test.each([
    ['br', 'br', zlib.brotliDecompressSync],
    ['gzip, deflate, br;q=1.0', 'br', zlib.brotliDecompressSync],
    ['gzip, br;q=0', 'gzip', zlib.gunzipSync],
    ['deflate', undefined, (bytes) => bytes],
    ['', undefined, (bytes) => bytes],
  ])('to a reader who accepts “%s” comes as %s', async (accepted, encoding, unpack) => {
    const text = writePage(published, 'index.html', 'front page '.repeat(50))
    const answer = await ask(port, '/', { headers: { 'accept-encoding': accepted } })
    expect(answer.headers['content-encoding']).toBe(encoding)
    expect(answer.headers.vary).toBe('Accept-Encoding')
    expect(unpack(answer.bytes).toString()).toBe(text)
    expect(Number(answer.headers['content-length'])).toBe(answer.bytes.length)
  })

  test('is not sent again to a reader who has it, and is once it has changed', async () => {
    writePage(published, 'claims/x.html', 'disputed')
    const { etag } = (await ask(port, '/claims/x')).headers
    const again = (value) => ask(port, '/claims/x', { headers: { 'if-none-match': value } })
    for (const value of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      expect(await again(value)).toMatchObject({ status: 304, text: '' })
    }
    const text = writePage(published, 'claims/x.html', 'verified')
    expect(await again(etag)).toMatchObject({ status: 200, text })
  })

  test('has another tag for each encoding', async () => {
    writePage(published, 'index.html', 'front page')
    const tags = await Promise.all(
      ['br', 'gzip', ''].map(
        async (each) =>
          (await ask(port, '/', { headers: { 'accept-encoding': each } })).headers.etag,
      ),
    )
    expect(new Set(tags).size).toBe(3)
  })

  test('answers HEAD without a body, and nothing but GET and HEAD', async () => {
    const text = writePage(published, 'index.html', 'front page')
    const head = await ask(port, '/', { method: 'HEAD' })
    expect(head).toMatchObject({ status: 200, text: '' })
    expect(Number(head.headers['content-length'])).toBe(Buffer.byteLength(text))
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const answer = await ask(port, '/', { method })
      expect(answer.status).toBe(405)
      expect(answer.headers.allow).toBe('GET, HEAD')
    }
  })

  test('has one address', async () => {
    writePage(published, 'claims/x.html', 'x')
    for (const [address, location] of [
      ['/claims/x/', '/claims/x'],
      ['/claims/x.html', '/claims/x'],
      ['/claims/x/?from=feed', '/claims/x?from=feed'],
      ['/index.html', '/'],
    ]) {
      const answer = await ask(port, address)
      expect([answer.status, answer.headers.location]).toEqual([308, location])
    }
  })
})

describe('A page that is missing or damaged', () => {
  test('is rebuilt and then served', async () => {
    onRebuild = (pagePath, response) => {
      writePage(published, `${pagePath.slice(1)}.html`, 'made anew')
      response.writeHead(200).end()
    }
    expect((await ask(port, '/claims/lost')).text).toMatch(/^made anew/)
    writeFileSync(path.join(published, 'claims/lost.html'), 'made an')
    expect((await ask(port, '/claims/lost')).text).toMatch(/^made anew/)
    expect(rebuilds().map(({ body }) => JSON.parse(body).path)).toEqual([
      '/claims/lost',
      '/claims/lost',
    ])
    expect(rebuilds()[0].headers['x-internal-secret']).toBe(SECRET)
  })

  test('is never served damaged: rather not at all', async () => {
    const whole = writePage(published, 'claims/x.html', 'disputed')
    writeFileSync(path.join(published, 'claims/x.html'), whole.replace('disputed', 'verified'))
    isNextUp = false
    const answer = await ask(port, '/claims/x')
    expect(answer.status).toBe(503)
    expect(answer.headers['retry-after']).toBeDefined()
  })

  test('is served from its sound file when only a compressed twin is bad, which is mended', async () => {
    const text = writePage(published, 'claims/x.html', 'sound '.repeat(40))
    const file = path.join(published, 'claims/x.html')
    writeFileSync(`${file}.br`, readFileSync(`${file}.br`).subarray(0, 9))
    const longAgo = new Date(Date.now() - 60_000)
    utimesSync(file, longAgo, longAgo)
    const mended = new Promise((resolve) => {
      onRebuild = (pagePath, response) => {
        response.writeHead(200).end()
        resolve(pagePath)
      }
    })
    const answer = await ask(port, '/claims/x', { headers: { 'accept-encoding': 'br' } })
    expect(zlib.brotliDecompressSync(answer.bytes).toString()).toBe(text)
    expect(await mended).toBe('/claims/x')
  })

  test('is asked for once however many want it at once', async () => {
    let release
    const released = new Promise((resolve) => {
      release = resolve
    })
    onRebuild = async (_path, response) => {
      await released
      writePage(published, 'claims/new.html', 'new')
      response.writeHead(200).end()
    }
    const answers = Array.from({ length: 20 }, () => ask(port, '/claims/new'))
    await expect.poll(() => rebuilds().length).toBe(1)
    release()
    for (const { status } of await Promise.all(answers)) expect(status).toBe(200)
    expect(rebuilds()).toHaveLength(1)
  })

  test('is not asked for again soon when there is no such page, and is seen when there is', async () => {
    for (let i = 0; i < 3; i++) expect((await ask(port, '/claims/none')).status).toBe(404)
    expect(rebuilds()).toHaveLength(1)
    writePage(published, 'claims/none.html', 'filed since')
    expect((await ask(port, '/claims/none')).status).toBe(200)
  })

  test('reaches Next a few times at most when very many addresses are tried', async () => {
    const begun = Date.now()
    for (let i = 0; i < 100; i++) await ask(port, `/claims/guess-${i}`)
    // Twenty at once and twenty a second after that, however long the hundred take.
    const most = 21 + ((Date.now() - begun) / 1_000) * 20
    expect(rebuilds().length).toBeLessThan(most)
    writePage(published, 'claims/real.html', 'real')
    expect((await ask(port, '/claims/real')).status).toBe(200)
  })

  test('has the published page for what is not there, with its status', async () => {
    writePage(published, '404.html', 'no such page here')
    const answer = await ask(port, '/claims/none', { headers: { 'if-none-match': '*' } })
    expect(answer.status).toBe(404)
    expect(answer.text).toMatch(/^no such page here/)
    expect((await ask(port, '/404')).status).toBe(404)
  })

  test('may come while the first publication is under way', async () => {
    isNextUp = false
    isComplete = false
    expect((await ask(port, '/claims/soon')).status).toBe(503)
    isComplete = true
    expect((await ask(port, '/claims/soon')).status).toBe(404)
  })
})

describe('An address', () => {
  test.each([
    '/../../etc/passwd',
    '/..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/claims/..',
    '/claims/./x',
    '/a%00b',
    '/a%0d%0aSet-Cookie:x',
    '/%E0%A4%A',
    '/claims%5c..%5c..%5cx',
    '//evil.example/',
    '/%2f/evil.example/',
    '/api/%2569nternal/publish',
    'http://evil.example/claims',
    `/${'a'.repeat(3000)}`,
  ])('such as %s is refused before anything is looked up', async (address) => {
    const answer = await ask(port, address)
    expect(answer.status).toBe(400)
    expect(answer.headers.location).toBeUndefined()
    expect(next.asked).toEqual([])
  })

  test.each([
    '/api/internal/publish',
    '/api/internal/rebuild',
    '/api/%69nternal/publish',
    '/%61pi/internal/publish',
    '/api/internal',
    '/api/internal/',
  ])('of Next’s inside, %s, is closed to the outside', async (address) => {
    for (const method of ['GET', 'POST']) {
      const answer = await ask(port, address, { method, headers: { 'x-internal-secret': SECRET } })
      expect([404, 405]).toContain(answer.status)
    }
    expect(next.asked).toEqual([])
  })

  test.each(['/.published-by', '/claims/.x.html.draft-1', '/claims/x.html.br', '/index.html.gz'])(
    'of our own matter, %s, is nobody’s to read',
    async (address) => {
      mkdirSync(path.join(published, 'claims'))
      writeFileSync(path.join(published, address), 'ours')
      writePage(published, 'claims/x.html', 'x')
      writePage(published, 'index.html', 'x')
      expect((await ask(port, address)).status).toBe(404)
    },
  )

  test('with more letters than a file may have is not found', async () => {
    expect((await ask(port, `/claims/${'a'.repeat(600)}`)).status).toBe(404)
  })
})

describe('An asset', () => {
  beforeEach(() => {
    mkdirSync(path.join(published, '_next/static'), { recursive: true })
    mkdirSync(path.join(assets, 'static'), { recursive: true })
    writeFileSync(path.join(published, '_next/static/a.css'), 'body { color: red }')
    writeFileSync(path.join(assets, 'static/desk.js'), 'run()')
    writeFileSync(path.join(assets, 'secret.json'), '{}')
  })

  test('comes from the published folder, for good', async () => {
    const answer = await ask(port, '/_next/static/a.css')
    expect(answer).toMatchObject({ status: 200, text: 'body { color: red }' })
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(answer.headers['content-type']).toMatch(/^text\/css/)
  })

  test('of the desk comes from the build, without Next, and nothing else of the build does', async () => {
    isNextUp = false
    expect(await ask(port, '/_next/static/desk.js')).toMatchObject({ status: 200, text: 'run()' })
    for (const address of [
      '/_next/secret.json',
      '/secret.json',
      '/static/desk.js',
      '/_next/image.png',
    ]) {
      expect((await ask(port, address)).status).toBe(404)
    }
  })

  test.each([
    ['bytes=0-3', 206, 'body'],
    ['bytes=5-', 206, '{ color: red }'],
    ['bytes=5-2', 200, 'body { color: red }'],
    ['bytes=-2', 200, 'body { color: red }'],
    ['lines=1', 200, 'body { color: red }'],
  ])('asked for by %s answers %i', async (range, status, text) => {
    expect(await ask(port, '/_next/static/a.css', { headers: { range } })).toMatchObject({
      status,
      text,
    })
  })
})

describe('The desk', () => {
  test.each([
    '/desk',
    '/desk/claims/1?tab=evidence',
    '/sign-in',
    '/sign-out',
    '/invite/abc',
    '/api/auth/session',
  ])('is handed on at %s', async (address) => {
    writePage(published, 'claims.html', 'the list')
    const answer = await ask(port, address, { headers: desk })
    expect(answer.status).toBe(200)
    expect(handedOn().map(({ url }) => url)).toEqual([address])
    expect(answer.headers['x-powered-by']).toBeUndefined()
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
  })

  test.each(['q=homs', 'status=disputed&page=2', 'utm_source=letter&q=homs'])(
    'is asked to search for %s, and to leave out its scripts',
    async (query) => {
      writePage(published, 'claims.html', 'the list')
      expect((await ask(port, `/claims?${query}`)).status).toBe(200)
      expect(handedOn().map(({ url }) => url)).toEqual([`/api/search?${query}`])
    },
  )

  test('is asked for 32 searches at once and no more, by people, machines and feeds together', async () => {
    const searches = ['/claims', '/ar/claims', '/api/v1/search', '/api/v1/search/feed.atom']
    const waiting = new Promise((resolve) => {
      let left = 32
      onUnanswered = () => {
        left -= 1
        if (left === 0) resolve()
      }
    })
    for (let at = 0; at < 32; at++) {
      ask(port, `${searches[at % 4]}?q=without-an-answer`, { headers: desk }).catch(() => {})
    }
    await waiting
    for (const address of searches) {
      const answer = await ask(port, `${address}?q=homs`, { headers: desk })
      expect(answer.status).toBe(503)
      expect(answer.headers['retry-after']).toBe('5')
    }
    expect((await ask(port, '/desk', { headers: desk })).status).toBe(200)
  })

  test('is not asked for a page that somebody’s link has a campaign’s name behind', async () => {
    writePage(published, 'claims.html', 'the list')
    for (const address of ['/claims?utm_source=letter&fbclid=1', '/claims?q=', '/claims?']) {
      expect((await ask(port, address)).text).toMatch(/^the list/)
    }
    expect(next.asked).toEqual([])
  })

  test('hears nothing that only a proxy or Next itself may say', async () => {
    await ask(port, '/desk', {
      headers: {
        ...desk,
        'x-forwarded-for': '6.6.6.6',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'https',
        'x-real-ip': '6.6.6.6',
        forwarded: 'for=6.6.6.6',
        'x-middleware-subrequest': 'middleware:middleware',
        'x-nextjs-data': '1',
        'x-invoke-path': '/admin',
        'x-matched-path': '/admin',
        'x-internal-secret': SECRET,
        'x-now-route-matches': '1',
        'x-prerender-revalidate': '1',
        cookie: 'session=abc',
        'next-action': 'deadbeef',
        rsc: '1',
        origin: 'http://localhost:3000',
      },
    })
    const [{ headers }] = handedOn()
    expect(headers).toMatchObject({
      host: 'localhost:3000',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'localhost:3000',
      'x-forwarded-proto': 'http',
      cookie: 'session=abc',
      'next-action': 'deadbeef',
      rsc: '1',
      origin: 'http://localhost:3000',
    })
    const names = Object.keys(headers).join(' ')
    expect(names).not.toMatch(
      /x-(middleware|nextjs|invoke|matched|internal|now|prerender|real)|\bforwarded\b(?!-)/,
    )
  })

  test('is sent a body whole, and never one larger than six megabytes', async () => {
    const body = 'a=1&b=2'
    await ask(port, '/desk', {
      method: 'POST',
      headers: { ...desk, 'transfer-encoding': 'chunked' },
      body,
    })
    expect(handedOn()[0].body).toBe(body)
    expect(handedOn()[0].headers['content-length']).toBe('7')
    expect(handedOn()[0].headers['transfer-encoding']).toBeUndefined()

    const large = Buffer.alloc(6 * 1024 * 1024 + 1)
    for (const framing of [
      { 'transfer-encoding': 'chunked' },
      { 'content-length': large.length },
    ]) {
      const answer = await ask(port, '/desk', {
        method: 'POST',
        headers: { ...desk, ...framing },
        body: large,
      }).catch((error) => ({ status: error.code }))
      // Whoever is still sending when the answer comes may find the connection closed instead.
      expect([413, 'EPIPE', 'ECONNRESET']).toContain(answer.status)
    }
    expect(handedOn()).toHaveLength(1)
  })

  test('answers compressed', async () => {
    const answer = await ask(port, '/desk', { headers: { ...desk, 'accept-encoding': 'gzip, br' } })
    expect(answer.headers['content-encoding']).toBe('gzip')
    expect(answer.headers.vary).toBe('Accept-Encoding')
    expect(zlib.gunzipSync(answer.bytes).toString()).toMatch(/rendered by Next/)
  })

  test('that is away says so plainly, and search points to the list', async () => {
    isNextUp = false
    const away = await ask(port, '/desk', { headers: desk })
    expect(away.status).toBe(503)
    expect(away.headers['retry-after']).toBe('5')
    const search = await ask(port, '/claims?q=homs')
    expect(search.status).toBe(503)
    expect(search.text).toMatch(/<a href="\/claims">/)
  })

  test('that has just died says so too', async () => {
    await next.close()
    expect((await ask(port, '/desk', { headers: desk })).status).toBe(503)
  })

  test.each(['localhost:3000', '127.0.0.1:3000', '[::1]:3000', 'localhost:8080'])(
    'is told that it was asked at %s, a name of this machine',
    async (host) => {
      expect((await ask(port, '/sign-in', { headers: { host } })).status).toBe(200)
      const [{ headers }] = handedOn()
      expect(headers).toMatchObject({ host, 'x-forwarded-host': host, 'x-forwarded-proto': 'http' })
    },
  )

  test.each(['claims.example', 'localhost.claims.example', 'localhost:3000@claims.example'])(
    'is never told that it is at %s, which anybody can say',
    async (host) => {
      await ask(port, '/api/auth/csrf', { headers: { host } })
      const [{ headers }] = handedOn()
      expect(headers).toMatchObject({
        host: 'localhost:3000',
        'x-forwarded-host': 'localhost:3000',
      })
    },
  )
})

describe('Health', () => {
  test('tells readers’ server and desk apart', async () => {
    expect(JSON.parse((await ask(port, '/healthz')).text)).toEqual({ front: 'up', desk: 'up' })
    isNextUp = false
    expect(JSON.parse((await ask(port, '/healthz')).text)).toEqual({ front: 'up', desk: 'down' })
  })

  const readiness = async (target) => {
    const { status, text } = await ask(port, target)
    return { status, ...JSON.parse(text) }
  }

  test('is ready for readers as soon as everything is published, whatever is with the desk', async () => {
    expect(await readiness('/readyz')).toMatchObject({ status: 503, published: 'not readable' })
    writePage(published, 'index.html', 'front page')
    isComplete = false
    expect(await readiness('/readyz')).toMatchObject({ status: 503, publication: 'under way' })
    isComplete = true
    isNextUp = false
    const { headers } = await ask(port, '/readyz')
    expect(headers['cache-control']).toBe('no-store')
    expect(await readiness('/readyz')).toEqual({
      status: 200,
      readers: 'ready',
      published: 'readable',
      publication: 'complete',
      desk: 'down',
      database: 'unknown',
    })
  })

  test.each([
    ['up', 200, { desk: 'up', database: 'up' }],
    ['down', 503, { desk: 'up', database: 'down' }],
  ])('is ready for the desk by its database, which is %s', async (database, status, told) => {
    onInside = (_url, response) => response.end(JSON.stringify({ database }))
    expect(await readiness('/readyz?desk')).toMatchObject({ status, ...told })
    const [{ headers }] = next.asked
    expect(headers['x-internal-secret']).toBe(SECRET)
  })

  test('asks the desk once for all who want to know', async () => {
    onInside = (_url, response) => response.end(JSON.stringify({ database: 'up' }))
    await Promise.all([1, 2, 3].map(() => readiness('/readyz?desk')))
    expect(next.asked).toHaveLength(1)
  })
})

describe('Metrics', () => {
  const own = { host: 'localhost:9999' }
  const DESK =
    '# HELP counterclaim_saves Saves.\n# TYPE counterclaim_saves counter\ncounterclaim_saves 7\n'

  test('count what readers and editors were answered, and tell what the desk tells', async () => {
    onInside = (url, response) => response.end(url.endsWith('/metrics') ? DESK : '')
    writePage(published, 'claims/x.html', 'x')
    await ask(port, '/claims/x')
    await ask(port, '/claims/x')
    await ask(port, '/claims/none')
    await ask(port, '/desk', { headers: desk })
    const { status, headers, text } = await ask(port, '/metrics', { headers: own })
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'cache-control': 'no-store',
    })
    const lines = text.split('\n')
    expect(lines).toEqual(
      expect.arrayContaining([
        'counterclaim_up{part="front"} 1',
        'counterclaim_up{part="desk"} 1',
        'counterclaim_http_requests_total{kind="page",status="200"} 2',
        'counterclaim_http_requests_total{kind="page",status="404"} 1',
        'counterclaim_http_requests_total{kind="desk",status="200"} 1',
        'counterclaim_http_request_duration_seconds_count{kind="page"} 3',
        'counterclaim_saves 7',
      ]),
    )
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds\{process="front"\} \S+$/m)
    expect(text).toMatch(/^counterclaim_front_copies_bytes\{of="now"\} [1-9]\d*$/m)
    expect(text).toMatch(/^counterclaim_http_sent_bytes_total [1-9]\d*$/m)
    const headings = lines.filter((line) => line.startsWith('# TYPE'))
    expect(new Set(headings).size).toBe(headings.length)
  })

  test('are told while the desk is gone, and say that it is', async () => {
    isNextUp = false
    const { status, text } = await ask(port, '/metrics', { headers: own })
    expect(status).toBe(200)
    expect(text).toContain('counterclaim_up{part="desk"} 0\n')
  })

  test.each([
    ['comes through a proxy', { 'x-forwarded-for': '192.0.2.7' }],
    ['comes through a proxy that says so otherwise', { forwarded: 'for=192.0.2.7' }],
    ['asks by a name of the outside', { host: 'claims.example.org' }],
    ['guesses the secret', { 'x-forwarded-for': '192.0.2.7', 'x-internal-secret': 'guessed' }],
  ])('are not there for whoever %s', async (_who, headers) => {
    const { status, text } = await ask(port, '/metrics', { headers: { ...own, ...headers } })
    expect(status).toBe(404)
    expect(text).not.toContain('counterclaim_')
  })
})

describe('The name of a request', () => {
  test('is given to Next and told to whoever asked', async () => {
    const given = 'edge-42.cafe'
    const { headers } = await ask(port, '/desk', { headers: { ...desk, 'x-request-id': given } })
    expect(headers['x-request-id']).toBe(given)
    expect(handedOn()[0].headers['x-request-id']).toBe(given)
  })

  test('is a new one where there is none that could be one', async () => {
    const { headers } = await ask(port, '/desk', { headers: { ...desk, 'x-request-id': '<x>' } })
    expect(headers['x-request-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/)
    expect(handedOn()[0].headers['x-request-id']).toBe(headers['x-request-id'])
  })

  test('is not on published pages, which are the same for everybody', async () => {
    writePage(published, 'index.html', 'front page')
    const { headers } = await ask(port, '/', { headers: { 'x-request-id': 'edge-42.cafe' } })
    expect(headers).not.toHaveProperty('x-request-id')
  })
})

test('Memory holds the pages most wanted and no more than it may', async () => {
  const { createCopies } = await import('./front-copies.mjs')
  const copies = createCopies({ folder: published, headersFor: () => ({}), maxBytes: 5_000 })
  for (const name of ['a', 'b', 'c']) {
    const text = Array.from({ length: 300 }, (_, i) => `${name}${i}`).join('')
    writePage(published, `${name}.html`, text)
    await copies.load(`${name}.html`)
    copies.peek('a.html')
  }
  expect(copies.bytes).toBeLessThanOrEqual(5_000)
  expect(copies.peek('a.html')).toBeDefined()
  expect(copies.peek('b.html')).toBeUndefined()
  rmSync(path.join(published, 'a.html'))
  await new Promise((resolve) => setImmediate(resolve))
  expect(copies.peek('a.html')).toBeUndefined()
})
