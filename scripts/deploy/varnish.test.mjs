import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { headersOf } from '@/lib/mirror/headers'
import { keyOf } from '@/lib/mirror/names'
import { purgeHook } from '@/lib/mirror/purge'
import { s3Store } from '@/lib/mirror/store'
import { readMirrorSettings } from '@/lib/mirror-settings'
import { anObjectStore } from '@/lib/testing/object-store'
import { whereIs } from '../../e2e/browser.mjs'
import { createFront } from '../launcher/front.mjs'
import { freeLoopbackPort } from '../launcher/port.mjs'
import { ROOT } from '../launcher/settings.mjs'
import { ask, temporaryFolder, writePage } from '../launcher/testing.mjs'

const isInstalled = whereIs('varnishd') && (whereIs('cc') || whereIs('gcc'))
if (!isInstalled)
  console.warn(
    'Varnish is not installed here: its configuration is not tried (apt install varnish varnish-modules).',
  )

const publicUrl = 'http://claims.test'
const FORMS = [
  [null, ''],
  ['br', '.br'],
  ['gzip', '.gz'],
]

describe.runIf(isInstalled)('Varnish before a bucket', () => {
  let place
  let bucket
  let store
  let front
  let frontPort
  let application
  let port
  let varnish
  let purge
  /** What the application was asked for. */
  let passedOn = []
  let isApplicationDead = false

  beforeAll(async () => {
    place = temporaryFolder('varnish')
    bucket = await anObjectStore()
    bucket.isPublic = true
    const [applicationPort, varnishPort] = [await freeLoopbackPort(), await freeLoopbackPort()]
    application = http.createServer((request, response) => {
      if (isApplicationDead) return request.socket.destroy()
      passedOn.push(request.url)
      response.writeHead(request.url.includes('unheard-of') ? 404 : 200)
      response.end('the application')
    })
    await new Promise((resolve) => application.listen(applicationPort, '127.0.0.1', resolve))
    front = createFront({
      published: place.folder,
      publicUrl,
      internalSecret: 'of-the-test',
      trustsProxy: false,
      next: () => undefined,
    })
    frontPort = await front.listen(0, '127.0.0.1')

    port = varnishPort
    const settings = readMirrorSettings({
      ...bucket.environment,
      MIRROR_SHARED_MAX_AGE: '86400',
      PURGE_URL: `http://127.0.0.1:${port}/`,
      PURGE_STYLE: 'xkey',
    })
    store = s3Store(settings)
    purge = purgeHook(settings.purge)
    const vcl = readFileSync(path.join(ROOT, 'deploy/varnish/mirror.vcl'), 'utf8')
      .replace('.port = "9000"', `.port = "${new URL(settings.endpoint).port}"`)
      .replace('.port = "3000"', `.port = "${applicationPort}"`)
    const file = path.join(place.folder, '.mirror.vcl')
    writeFileSync(file, vcl)
    const workdir = path.join(place.folder, '.varnish')
    const given = ['-F', '-j', 'none', '-n', workdir, '-f', file, '-s', 'malloc,32m']
    varnish = spawn(
      'varnishd',
      [...given, '-a', `127.0.0.1:${port}`, '-p', 'http_gzip_support=off'],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    let words = ''
    varnish.stderr.setEncoding('utf8').on('data', (text) => {
      words += text
    })
    while (!(await ask(port, '/').catch(() => undefined))) {
      if (varnish.exitCode !== null) throw new Error(`varnishd ended:\n${words}`)
      await delay(100)
    }
  })

  afterAll(async () => {
    if (varnish?.exitCode === null) {
      const ended = new Promise((resolve) => varnish.once('exit', resolve))
      varnish.kill('SIGTERM')
      await ended
    }
    await Promise.all([front?.close(), bucket?.close()])
    await new Promise((resolve) => application?.close(resolve))
    place.remove()
  })

  beforeEach(async () => {
    passedOn = []
    isApplicationDead = false
    bucket.fault = undefined
    bucket.objects.clear()
    await purge(['site'])
  })

  /** Publishes a page as the publisher does, and has it in the bucket as the mirror does. */
  async function publish(name, text) {
    writePage(place.folder, name, text)
    for (const [encoding, ending] of FORMS) {
      const body = readFileSync(path.join(place.folder, name + ending))
      await store.put(
        keyOf(name, encoding),
        body,
        headersOf(name, encoding, { publicUrl, sharedMaxAge: 86_400 }),
      )
    }
  }

  const NOT_COMPARED = [
    'etag',
    'date',
    'connection',
    'keep-alive',
    'accept-ranges',
    'transfer-encoding',
  ]
  const headersFrom = ({ headers }) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_COMPARED.includes(name)))

  test.each([
    ['/', 'index.html'],
    ['/claims/the-bridge', 'claims/the-bridge.html'],
    ['/ar/claims/the-bridge/history', 'ar/claims/the-bridge/history.html'],
    ['/embed/claims/the-bridge', 'embed/claims/the-bridge.html'],
    ['/feeds/claims.atom', 'feeds/claims.atom'],
  ])('sends %s as the front server does, in each form', async (address, name) => {
    await publish(name, `<p>${address}</p>`.repeat(100))
    for (const encoding of ['identity', 'gzip', 'gzip, deflate, br', 'br;q=0, gzip']) {
      const headers = { 'accept-encoding': encoding }
      const here = await ask(port, address, { headers })
      const there = await ask(frontPort, address, { headers })
      expect(here.status).toBe(200)
      expect(here.bytes.equals(there.bytes)).toBe(true)
      expect(headersFrom(here)).toEqual(headersFrom(there))
    }
    expect(passedOn).toEqual([])
  })

  test('keeps a page until it is told that it is another, and then has the new one in every form', async () => {
    await publish('claims/a.html', 'disputed')
    await publish('claims/b.html', 'other')
    const forms = ['identity', 'gzip', 'br']
    const read = (address) =>
      Promise.all(forms.map((each) => ask(port, address, { headers: { 'accept-encoding': each } })))
    const before = await read('/claims/a')
    await read('/claims/b')
    await publish('claims/a.html', 'verified')
    for (const [at, { bytes }] of (await read('/claims/a')).entries()) {
      expect(bytes.equals(before[at].bytes)).toBe(true)
    }
    await purge(['claim:a'])
    const asked = bucket.asked.length
    const [plain, gzip, br] = await read('/claims/a')
    expect(plain.text).toContain('verified')
    expect(gzip.headers['content-encoding']).toBe('gzip')
    expect(br.headers['content-encoding']).toBe('br')
    await read('/claims/b')
    expect(
      bucket.asked
        .slice(asked)
        .map(({ key }) => key)
        .sort(),
    ).toEqual(['claims/a', 'claims/a.br', 'claims/a.gz'])
  })

  test('has what is new for good once it was told twice, however slowly the old one was on its way', async () => {
    await publish('claims/a.html', 'disputed')
    let letGo
    const gate = new Promise((resolve) => {
      letGo = resolve
    })
    let onItsWay
    const isOnItsWay = new Promise((resolve) => {
      onItsWay = resolve
    })
    bucket.onItsWay = ({ method }) => {
      if (method !== 'GET') return undefined
      onItsWay()
      return gate
    }
    const slow = ask(port, '/claims/a')
    await isOnItsWay
    bucket.onItsWay = undefined
    await publish('claims/a.html', 'verified')
    await purge(['claim:a'])
    letGo()
    expect((await slow).text).toContain('disputed')
    expect((await ask(port, '/claims/a')).text).toContain('disputed')
    await purge(['claim:a'])
    expect((await ask(port, '/claims/a')).text).toContain('verified')
  })

  test('forgets a page that was taken away', async () => {
    await publish('claims/a.html', 'redacted since')
    expect((await ask(port, '/claims/a')).status).toBe(200)
    for (const [encoding] of FORMS) await store.remove(keyOf('claims/a.html', encoding))
    await purge(['claim:a'])
    isApplicationDead = true
    await publish('404.html', 'There is no such page.')
    const gone = await ask(port, '/claims/a')
    expect([gone.status, gone.text.includes('There is no such page.')]).toEqual([404, true])
  })

  test.each([
    '/desk/claims',
    '/sign-in',
    '/api/v1/search?q=x',
    '/claims?q=bridge',
    '/ar/claims?q=bridge',
    '/claims?utm_source=x&status=verified',
    '/claims/the-bridge?at=2024-12-07',
    '/claims/the-bridge/timemap',
    '/oembed?url=x',
    '/claims/the-bridge.html',
    '/claims/%74he-bridge',
    '/claims/.the-bridge.html.stale',
    '/past/claims/x.json',
    '/claims/the-bridge.br',
    '/claims/',
  ])('leaves %s to the application', async (address) => {
    await publish('claims.html', 'list')
    await publish('claims/the-bridge.html', 'page')
    expect((await ask(port, address)).text).toBe('the application')
    expect(passedOn).toEqual([address])
  })

  test('leaves a moment that is asked for, and whatever is written, to the application', async () => {
    await publish('claims/a.html', 'page')
    await ask(port, '/claims/a', {
      headers: { 'accept-datetime': 'Sat, 07 Dec 2024 12:00:00 GMT' },
    })
    await ask(port, '/claims/a', { method: 'POST', body: 'x' })
    expect(passedOn).toEqual(['/claims/a', '/claims/a'])
  })

  test.each(['/claims?utm_source=x', '/claims?fbclid=1&utm_medium=y'])(
    'needs no application for %s, which others added to a link',
    async (address) => {
      await publish('claims.html', 'list')
      expect((await ask(port, address)).text).toContain('list')
      expect(passedOn).toEqual([])
    },
  )

  test('has a page that is not in the bucket yet from the application', async () => {
    expect((await ask(port, '/claims/a/history/1-2')).text).toBe('the application')
    expect((await ask(port, '/claims/unheard-of')).status).toBe(404)
  })

  test('has every page that it read while bucket and application are dead', async () => {
    await publish('claims/a.html', 'page')
    await ask(port, '/claims/a')
    isApplicationDead = true
    bucket.fault = () => 'cut'
    expect((await ask(port, '/claims/a')).text).toContain('page')
    expect((await ask(port, '/claims/never-read')).status).toBe(503)
  })

  test('tells nobody of keys, and no other cache to keep what it could not be told to forget', async () => {
    await publish('claims/a.html', 'page')
    const { headers } = await ask(port, '/claims/a')
    expect(Object.keys(headers).filter((name) => /surrogate|xkey|amz/.test(name))).toEqual([])
    expect(headers['cache-control']).toBe('public, max-age=0, must-revalidate')
  })
})
