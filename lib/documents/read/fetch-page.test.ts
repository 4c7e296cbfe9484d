import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import zlib from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FetchOptions, fetchPage } from '@/lib/documents/read/fetch-page'
import { AppError } from '@/lib/errors'

const PAGE =
  '<!doctype html><title>Bridge reopened</title><p>The bridge was reopened on Monday.</p>'
const QUICK = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 2 } }
const MEGABYTE = Buffer.alloc(1_000_000, 'a')

/** What the test's site answers, by path. */
const answers: Record<string, http.RequestListener> = {
  '/page': (_request, response) => html(response, PAGE),
  '/to-page': (_request, response) => redirect(response, '/page#part'),
  '/to-loopback': (_request, response) => redirect(response, 'http://127.0.0.1:80/admin'),
  '/to-localhost': (_request, response) => redirect(response, 'http://localhost./'),
  '/to-metadata': (_request, response) => redirect(response, 'http://169.254.169.254/latest/'),
  '/to-file': (_request, response) => redirect(response, 'file:///etc/passwd'),
  '/to-password': (_request, response) => redirect(response, 'http://a:b@8.8.8.8/'),
  '/round': (_request, response) => redirect(response, '/round'),
  '/never-ends': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    const pour = () => {
      while (response.write(MEGABYTE));
    }
    response.on('drain', pour)
    pour()
  },
  '/huge': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': 1_000_000_000 })
    response.write(PAGE)
  },
  '/drips': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    const drops = setInterval(() => response.write(' '), 10)
    response.on('close', () => clearInterval(drops))
  },
  '/stops': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.write(PAGE)
  },
  '/says-nothing': () => {},
  '/breaks-off': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': 5000 })
    response.write(PAGE, () => response.destroy())
  },
  '/gzip': (_request, response) => html(response, zlib.gzipSync(PAGE), 'gzip'),
  '/br': (_request, response) => html(response, zlib.brotliCompressSync(PAGE), 'br'),
  '/deflate': (_request, response) => html(response, zlib.deflateSync(PAGE), 'deflate'),
  '/gzip-twice': (_request, response) =>
    html(response, zlib.gzipSync(zlib.gzipSync(PAGE)), 'gzip, gzip'),
  '/bomb': (_request, response) => html(response, zlib.gzipSync(Buffer.alloc(30_000_000)), 'gzip'),
  '/bomb-br': (_request, response) =>
    html(response, zlib.brotliCompressSync(Buffer.alloc(30_000_000), QUICK), 'br'),
  '/bomb-in-bomb': (_request, response) =>
    html(response, zlib.gzipSync(zlib.gzipSync(Buffer.alloc(30_000_000))), 'gzip, gzip'),
  '/not-gzip': (_request, response) => html(response, PAGE, 'gzip'),
  '/cut-gzip': (_request, response) => html(response, zlib.gzipSync(PAGE).subarray(0, 40), 'gzip'),
  '/packed-oddly': (_request, response) => html(response, PAGE, 'compress'),
  '/packed-often': (_request, response) => html(response, PAGE, 'gzip, gzip, gzip, gzip'),
  '/pdf': (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/pdf' }).end(),
  '/forbidden': (_request, response) => response.writeHead(403).end(),
  '/echo': (request, response) => html(response, JSON.stringify(request.headers)),
  '/sets-cookie': (_request, response) => {
    response.setHeader('set-cookie', 'a=b')
    redirect(response, '/echo')
  },
}

function html(response: http.ServerResponse, body: string | Buffer, encoding?: string) {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    ...(encoding ? { 'content-encoding': encoding } : {}),
  })
  response.end(body)
}

function redirect(response: http.ServerResponse, location: string) {
  response.writeHead(302, { location }).end()
}

let server: http.Server
let port: number
let asked: string[] = []

beforeAll(async () => {
  for (let hop = 1; hop <= 10; hop++) {
    answers[`/hop-${hop}`] = (_request, response) =>
      redirect(response, hop === 10 ? '/page' : `/hop-${hop + 1}`)
  }
  server = http.createServer((request, response) => {
    asked.push(request.url ?? '')
    answers[request.url ?? '']?.(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** A fetch of one of the paths above, from a desk that allows just this server. */
function get(path: string, options: FetchOptions = {}) {
  asked = []
  return fetchPage(`http://127.0.0.1:${port}${path}`, { allow: [`127.0.0.1:${port}`], ...options })
}

/** The slug that a fetch is refused with. */
async function refusal(fetching: Promise<unknown>): Promise<string> {
  const error = await fetching.then(
    () => null,
    (error) => error,
  )
  return error instanceof AppError ? error.reason : `no refusal but ${error}`
}

describe('a page that can be had', () => {
  it('comes with its bytes, its type and where it was found', async () => {
    const page = await get('/to-page')
    expect(Buffer.from(page.bytes).toString()).toBe(PAGE)
    expect(page.contentType).toBe('text/html; charset=utf-8')
    expect(page.url).toBe(`http://127.0.0.1:${port}/page`)
  })

  it.each(['/gzip', '/br', '/deflate', '/gzip-twice'])('is unpacked: %s', async (path) => {
    expect(Buffer.from((await get(path)).bytes).toString()).toBe(PAGE)
  })

  it('is asked for honestly, and without the cookies set on the way', async () => {
    const headers = JSON.parse(Buffer.from((await get('/sets-cookie')).bytes).toString())
    expect(headers['user-agent']).toMatch(/^Counterclaim\//)
    expect(headers.cookie).toBeUndefined()
    expect(headers.referer).toBeUndefined()
  })
})

describe('an address that leads inside', () => {
  const nobody = { allow: [] }

  it.each([
    'http://127.0.0.1/',
    'http://127.0.0.1:8080/',
    'http://localhost/',
    'http://localhost./',
    'http://LOCALHOST/',
    'http://127.1/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://2130706433/',
    'http://0/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'http://192.168.0.1/',
    'http://172.16.0.1/',
    'http://100.64.0.1/',
    'https://127.0.0.1/',
    'http://①②⑦.0.0.1/',
  ])('is refused: %s', async (address) => {
    expect(await refusal(fetchPage(address, nobody))).toBe('page_address_not_public')
  })

  it.each([
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
    'ftp://example.org/',
    'data:text/html,<p>x',
    'javascript:alert(1)',
    'http://[fe80::1%25eth0]/',
    'http://',
    'no address',
    '',
  ])('is refused for its spelling: %s', async (address) => {
    expect(await refusal(fetchPage(address, nobody))).toBe('page_address_not_web')
  })

  it('is refused with a password in it', async () => {
    expect(await refusal(fetchPage('http://me:secret@example.org/', nobody))).toBe(
      'page_address_has_password',
    )
  })

  it('is refused on the port of another service', async () => {
    expect(await refusal(fetchPage('http://8.8.8.8:22/', nobody))).toBe('page_port_refused')
  })

  it('is refused when its name leads there, and is not connected to', async () => {
    for (const address of ['127.0.0.1', '10.1.2.3', '::1', '::ffff:10.0.0.1', 'fd00::1']) {
      const resolve = async () => [{ address, family: net.isIP(address) }]
      const fetching = fetchPage('http://news.example/', { resolve })
      expect(await refusal(fetching)).toBe('page_address_not_public')
    }
  })

  it('is judged once: a name server that answers otherwise the second time is not asked', async () => {
    let times = 0
    const resolve = async () => {
      times += 1
      return [{ address: times === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]
    }
    const page = await fetchPage(`http://news.example:${port}/page`, {
      resolve,
      allow: [`127.0.0.1:${port}`],
    })
    expect(page.url).toBe(`http://news.example:${port}/page`)
    expect(times).toBe(1)
  })

  it.each([
    ['/to-loopback', 'page_address_not_public'],
    ['/to-localhost', 'page_address_not_public'],
    ['/to-metadata', 'page_address_not_public'],
    ['/to-file', 'page_address_not_web'],
    ['/to-password', 'page_address_has_password'],
  ])('is refused after a redirect: %s', async (path, reason) => {
    expect(await refusal(get(path))).toBe(reason)
    expect(asked).toEqual([path])
  })

  it('is allowed by host and port only, not for the host’s other ports', async () => {
    expect(await refusal(get('/page', { allow: [`127.0.0.1:${port + 1}`] }))).toBe(
      'page_address_not_public',
    )
    expect(asked).toEqual([])
  })

  it('is refused when nobody knows the name', async () => {
    const resolve = async () => {
      throw new Error('ENOTFOUND')
    }
    expect(await refusal(fetchPage('http://nowhere.example/', { resolve }))).toBe(
      'page_host_unknown',
    )
  })
})

describe('a site that means harm, or fails', () => {
  it.each([
    ['/round', 'page_redirects_too_often'],
    ['/hop-1', 'page_redirects_too_often'],
    ['/never-ends', 'page_too_large'],
    ['/huge', 'page_too_large'],
    ['/bomb', 'page_too_large'],
    ['/bomb-br', 'page_too_large'],
    ['/bomb-in-bomb', 'page_too_large'],
    ['/not-gzip', 'page_damaged'],
    ['/cut-gzip', 'page_damaged'],
    ['/breaks-off', 'page_unreachable'],
    ['/packed-oddly', 'page_packing_unknown'],
    ['/packed-often', 'page_packing_unknown'],
    ['/pdf', 'page_not_text'],
    ['/forbidden', 'page_answered_error'],
  ])('is refused: %s', async (path, reason) => {
    expect(await refusal(get(path))).toBe(reason)
  })

  it.each([
    ['/drips', { totalMs: 150 }],
    ['/stops', { idleMs: 100 }],
    ['/says-nothing', { idleMs: 100 }],
  ])('is given up in time: %s', async (path, limits) => {
    const begun = performance.now()
    expect(await refusal(get(path, { limits }))).toBe('page_too_slow')
    expect(performance.now() - begun).toBeLessThan(2_000)
  })

  it('is given up when the name server never answers', async () => {
    const resolve = () => new Promise<never>(() => {})
    const fetching = fetchPage('http://news.example/', { resolve, limits: { totalMs: 50 } })
    expect(await refusal(fetching)).toBe('page_too_slow')
  })

  it('is told when nothing listens, or no HTTP comes', async () => {
    const talker = net.createServer((socket) => socket.resume().end('SSH-2.0-x\r\n'))
    await new Promise<void>((resolve) => talker.listen(0, '127.0.0.1', resolve))
    const other = (talker.address() as AddressInfo).port
    const fetching = () =>
      fetchPage(`http://127.0.0.1:${other}/`, { allow: [`127.0.0.1:${other}`] })
    expect(await refusal(fetching())).toBe('page_unreachable')
    await new Promise((resolve) => talker.close(resolve))
    expect(await refusal(fetching())).toBe('page_unreachable')
  })
})
