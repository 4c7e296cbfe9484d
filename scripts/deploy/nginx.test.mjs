import { spawnSync } from 'node:child_process'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import http2 from 'node:http2'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { whereIs } from '../../e2e/browser.mjs'
import { createFront } from '../launcher/front.mjs'
import { freeLoopbackPort } from '../launcher/port.mjs'
import { ROOT } from '../launcher/settings.mjs'
import { ask, startServer, temporaryFolder, writePage } from '../launcher/testing.mjs'
import { nginxFiles } from './nginx-locations.mjs'
import { findNginx, startShippedNginx } from './run-nginx.mjs'

const nginx = findNginx()
if (!nginx)
  console.warn('nginx is not installed here: its configuration is not tried (apt install nginx).')

test.each(Object.entries(nginxFiles()))(
  'deploy/nginx/counterclaim/%s says what the front server says',
  (name, text) => {
    expect(readFileSync(path.join(ROOT, 'deploy/nginx/counterclaim', name), 'utf8')).toBe(text)
  },
)

const PUBLIC_URL = 'http://claims.test'
const BR = { 'accept-encoding': 'gzip, deflate, br' }
const PAGES = [
  '/',
  '/ar',
  '/claims',
  '/ar/claims',
  '/claims/page/2',
  '/claims/the-bridge-is-open',
  '/ar/claims/the-bridge-is-open',
  '/claims/the-bridge-is-open/history',
  '/ar/claims/the-bridge-is-open/history',
  '/claims/the-bridge-is-open/history/1-2',
  '/stories/the-fall-of-a-city',
  '/ar/stories/the-fall-of-a-city',
  '/sources/a-newspaper',
  '/sources',
  '/corrections',
  '/corrections/page/2',
  '/methodology',
  '/feeds',
  '/embed/claims/the-bridge-is-open',
  '/ar/embed/claims/the-bridge-is-open',
  '/feeds/claims.atom',
  '/claims/the-bridge-is-open/feed.atom',
  '/sitemap.xml',
  '/sitemaps/claims-1.xml',
  '/feeds/claims.json',
  '/claims/the-bridge-is-open/feed.json',
  '/ar/claims/the-bridge-is-open/feed.json',
  '/claims/the-bridge-is-open.json',
  '/claims/the-bridge-is-open/oembed.json',
]
const FILES = [
  '/claims/the-bridge-is-open/picture.png',
  '/embed/claims/the-bridge-is-open/status.svg',
  '/proof.js',
  '/since.js',
  '/embed.js',
  '/favicon.svg',
  '/robots.txt',
  '/_next/static/chunks/styles.css',
  '/_next/static/media/face.woff2',
]
const RECORD = [
  '/record/checkpoint',
  '/record/keys',
  '/record/status',
  '/record/tile/0/000.p/3',
  '/record/tile/entries/000.p/3',
  '/record/disclosures/000',
]
/** Answered by the application, whichever way it is asked. */
const PASSED_ON = [
  '/claims/missing',
  '/claims/the-bridge-is-open?at=2024-12-07',
  '/claims/the-bridge-is-open?a%74=2024-12-07',
  '/claims/the-bridge-is-open/timemap',
  '/claims?q=bridge',
  '/claims?at=2024-12-07',
  '/api/search?q=bridge',
  '/desk',
  '/sign-in',
  '/404',
  '/index',
  '/claims/',
  '/claims/the-bridge-is-open.html',
  '/claims/the-bridge-is-open.html.br',
  '/past/claims/the-bridge-is-open.json',
  '/.published-by',
  '//claims',
  '/oembed?url=http%3A%2F%2Fclaims.test%2Fclaims%2Fnone',
  '/record/tile/0/007',
]
/** What a name or number of nginx's own stands for: how it knows a file, and what it says of the connection. */
const OF_EACH = /^(?:date|connection|keep-alive|server|transfer-encoding|etag|x-request-id)$/
/** nginx says that files come in pieces to whoever asks for one, the front server to those who want a piece. */
const OF_FILES = /^accept-ranges$/

describe.skipIf(!nginx)('nginx as shipped', { timeout: 60_000 }, () => {
  let place
  let published
  let next
  let front
  let frontPort
  let served
  /** With no application behind it. */
  let lonely

  beforeAll(async () => {
    place = temporaryFolder('nginx')
    published = path.join(place.folder, 'published')
    for (const page of [...PAGES, ...FILES, '/404', '/embed/none']) put(page)
    for (const name of RECORD) {
      mkdirSync(path.dirname(path.join(published, name)), { recursive: true })
      writeFileSync(path.join(published, name), `${name} says something\n`.repeat(100))
    }
    writeFileSync(path.join(published, '.published-by'), 'nobody')
    next = await startServer((request, response) => {
      if (request.url === '/api/internal/rebuild') return response.writeHead(404).end()
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
      response.end(`<p>Next was asked for ${request.url} by ${request.headers['x-forwarded-for']}`)
    })
    front = createFront({
      published,
      publicUrl: PUBLIC_URL,
      internalSecret: 'only-the-publisher-knows',
      trustsProxy: true,
      next: () => next.origin,
    })
    frontPort = await front.listen(0, '127.0.0.1')
    served = await startShippedNginx({
      published,
      apps: [`http://127.0.0.1:${frontPort}`],
      publicUrl: PUBLIC_URL,
      port: await freeLoopbackPort(),
    })
    lonely = await startShippedNginx({
      published,
      apps: [`http://127.0.0.1:${await freeLoopbackPort()}`],
      publicUrl: PUBLIC_URL,
      port: await freeLoopbackPort(),
    })
  })

  afterAll(async () => {
    await served?.stop()
    await lonely?.stop()
    await front?.close(0)
    await next?.close()
    place?.remove()
  })

  function put(page) {
    const name =
      page === '/'
        ? 'index.html'
        : /\.[a-z0-9]+$/.test(page)
          ? page.slice(1)
          : `${page.slice(1)}.html`
    const text = page.endsWith('.json')
      ? JSON.stringify({ page, text: 'words '.repeat(300) })
      : `<p>${page}</p>${' words of it'.repeat(300)}`
    writePage(published, name, text)
    if (/\.(?:png|woff2)$/.test(name))
      for (const end of ['br', 'gz']) rmSync(path.join(published, `${name}.${end}`))
  }

  const both = (target, options) =>
    Promise.all([frontPort, served.port].map((port) => ask(port, target, withHost(options))))
  const withHost = (options = {}) => ({
    ...options,
    headers: { host: 'claims.test', ...options.headers },
  })
  const headersOf = (answer, ...left) =>
    Object.fromEntries(
      Object.entries(answer.headers).filter(
        ([name]) => ![OF_EACH, ...left].some((each) => each.test(name)),
      ),
    )

  test.each(PAGES)(
    'serves %s as the front server does, byte for byte and header for header',
    async (page) => {
      for (const headers of [{}, { 'accept-encoding': 'gzip' }, ...(nginx.brotli ? [BR] : [])]) {
        for (const method of ['GET', 'HEAD']) {
          const [own, theirs] = await both(page, { method, headers })
          expect(theirs.status).toBe(200)
          expect(headersOf(theirs)).toEqual(headersOf(own))
          expect(theirs.bytes.equals(own.bytes)).toBe(true)
        }
      }
    },
  )

  test.each(FILES)('serves %s as the front server does', async (page) => {
    for (const headers of [{}, { 'accept-encoding': 'gzip' }, ...(nginx.brotli ? [BR] : [])]) {
      const [own, theirs] = await both(page, { headers })
      expect(theirs.status).toBe(200)
      expect(headersOf(theirs, OF_FILES)).toEqual(headersOf(own, OF_FILES))
      expect(theirs.bytes.equals(own.bytes)).toBe(true)
    }
  })

  test.each(RECORD)('serves %s of the record as the front server does', async (page) => {
    const [own, theirs] = await both(page)
    expect(theirs.status).toBe(200)
    expect(headersOf(theirs)).toEqual(headersOf(own))
    expect(theirs.bytes.equals(own.bytes)).toBe(true)
  })

  test.each(PASSED_ON)('hands %s on', async (target) => {
    const [own, theirs] = await both(target)
    expect(theirs.status).toBe(own.status)
    expect(headersOf(theirs, /^content-length$/)).toEqual(headersOf(own, /^content-length$/))
    expect(theirs.text).toBe(own.text)
  })

  test('hands on what asks for another moment by a header, and what is no reading', async () => {
    const page = '/claims/the-bridge-is-open'
    const [own, theirs] = await both(page, { headers: { 'accept-datetime': 'yesterday' } })
    expect([theirs.status, theirs.text]).toEqual([own.status, own.text])
    expect(own.status).not.toBe(200)
    const [ownPost, theirPost] = await both(page, { method: 'POST' })
    expect([theirPost.status, theirPost.headers.allow]).toEqual([ownPost.status, 'GET, HEAD'])
  })

  test('answers from the file whatever others add to an address', async () => {
    const asked = next.asked.length
    for (const query of ['?utm_source=x&fbclid=a%20b', '?', '?at-all=1']) {
      const answer = await ask(served.port, `/stories/the-fall-of-a-city${query}`)
      expect(answer.text).toContain('/stories/the-fall-of-a-city')
    }
    expect((await ask(served.port, '/claims?utm_campaign=a%20b')).status).toBe(200)
    expect(next.asked).toHaveLength(asked)
  })

  test('says who asks, whatever they say themselves', async () => {
    const answer = await ask(
      served.port,
      '/desk',
      withHost({ headers: { 'x-forwarded-for': '198.51.100.7' } }),
    )
    expect(answer.text).toContain('by 127.0.0.1')
  })

  test('tells a reader who has the page that it is unchanged, until it is replaced', async () => {
    const page = '/claims/the-bridge-is-open'
    const first = await ask(served.port, page, { headers: BR })
    const again = { headers: { ...BR, 'if-none-match': first.headers.etag } }
    const unchanged = await ask(served.port, page, again)
    expect([unchanged.status, unchanged.bytes.length]).toEqual([304, 0])
    const [own] = await both(page, { headers: { 'if-none-match': '*' } })
    expect(headersOf(unchanged)).toEqual(headersOf(own))

    writePage(published, 'claims/the-bridge-is-open.html', '<p>It is closed again.</p>')
    const changed = await ask(served.port, page, again)
    expect([changed.status, changed.headers.etag === first.headers.etag]).toEqual([200, false])
    put(page)
  })

  test('limits guesses at sign-in', async () => {
    const posts = await Promise.all(
      Array.from({ length: 40 }, () =>
        ask(served.port, '/sign-in', withHost({ method: 'POST', body: 'a=b' })),
      ),
    )
    expect(posts.some(({ status }) => status === 429)).toBe(true)
    expect((await ask(served.port, '/sign-in', withHost())).status).toBe(200)
  })

  test('keeps every page for readers when no application answers, and says so of the rest', async () => {
    for (const page of [...PAGES, ...FILES, ...RECORD])
      expect((await ask(lonely.port, page)).status).toBe(200)
    const search = await ask(lonely.port, '/ar/claims?q=x')
    expect([search.status, search.headers['retry-after'], search.headers['cache-control']]).toEqual(
      [503, '5', 'no-store'],
    )
    expect(search.text).toContain('lang="ar"')
    const desk = await ask(lonely.port, '/desk')
    expect([desk.status, desk.headers['x-frame-options']]).toEqual([503, 'DENY'])
    expect((await ask(lonely.port, '/.notes/unavailable.en.html')).status).not.toBe(200)
  })

  test.each([
    '/',
    '/ar',
    '/claims/the-bridge-is-open',
    '/claims/the-bridge-is-open/feed.atom',
    '/ar/claims/the-bridge-is-open/feed.json',
    '/claims/the-bridge-is-open.json',
    '/embed/claims/the-bridge-is-open',
  ])('has %s made anew that is marked, and serves it as it is when nobody can', async (page) => {
    const name =
      page === '/' ? 'index.html' : /\.[a-z]+$/.test(page) ? page.slice(1) : `${page.slice(1)}.html`
    const file = path.join(published, name)
    const mark = path.join(path.dirname(file), `.${path.basename(file)}.stale`)
    linkSync(file, mark)
    try {
      const before = next.asked.length
      const [own, theirs] = await both(page)
      expect([theirs.status, theirs.text]).toEqual([200, own.text])
      expect(headersOf(theirs, OF_FILES)).toEqual(headersOf(own, OF_FILES))
      // Each of the two that were asked had somebody look for a newer one.
      expect(
        next.asked.slice(before).filter(({ url }) => url === '/api/internal/rebuild'),
      ).not.toHaveLength(0)
      const alone = await ask(lonely.port, page)
      expect([alone.status, alone.text]).toEqual([200, own.text])
      expect(headersOf(alone, OF_FILES)).toEqual(headersOf(own, OF_FILES))
    } finally {
      rmSync(mark)
    }
  })

  test('goes on to another application process when one is gone', async () => {
    const several = await startShippedNginx({
      published,
      apps: [`http://127.0.0.1:${await freeLoopbackPort()}`, `http://127.0.0.1:${frontPort}`],
      publicUrl: PUBLIC_URL,
      port: await freeLoopbackPort(),
    })
    try {
      for (let n = 0; n < 10; n++)
        expect((await ask(several.port, '/desk', withHost())).status).toBe(200)
      // What is sent is not sent twice; what was not sent yet finds its way.
      const post = await ask(several.port, '/desk', withHost({ method: 'POST', body: 'a=b' }))
      expect(post.status).toBe(200)
    } finally {
      await several.stop()
    }
  })

  test.skipIf(!whereIs('openssl'))(
    'speaks HTTP/2 over TLS, sends readers there, and asks them to stay',
    async () => {
      const [certificate, key] = ['pem', 'key'].map((end) => path.join(place.folder, `tls.${end}`))
      spawnSync('openssl', [
        ...[
          'req',
          '-x509',
          '-newkey',
          'rsa:2048',
          '-nodes',
          '-days',
          '2',
          '-subj',
          '/CN=claims.test',
        ],
        ...['-keyout', key, '-out', certificate],
      ])
      expect(existsSync(certificate)).toBe(true)
      const plainPort = await freeLoopbackPort()
      const secure = await startShippedNginx({
        published,
        apps: [`http://127.0.0.1:${frontPort}`],
        publicUrl: 'https://claims.test',
        port: await freeLoopbackPort(),
        tls: { certificate, key, plainPort },
      })
      try {
        const moved = await ask(plainPort, '/claims?q=x')
        expect([moved.status, moved.headers.location]).toEqual([
          308,
          'https://claims.test/claims?q=x',
        ])
        for (const page of ['/claims/the-bridge-is-open', '/desk']) {
          const headers = await askOverHttp2(secure.port, page)
          expect(headers[':status']).toBe(200)
          expect(headers['strict-transport-security']).toBe('max-age=31536000')
        }
      } finally {
        await secure.stop()
      }
    },
  )
})

async function askOverHttp2(port, target) {
  const session = http2.connect(`https://127.0.0.1:${port}`, { rejectUnauthorized: false })
  try {
    return await new Promise((resolve, reject) => {
      session.on('error', reject)
      const stream = session.request({ ':path': target, ':authority': 'claims.test' })
      stream.on('response', resolve).on('error', reject)
      stream.resume().end()
    })
  } finally {
    session.close()
  }
}
