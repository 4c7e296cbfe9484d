import http from 'node:http'
import { isIP } from 'node:net'
import { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import zlib from 'node:zlib'
import { createProxyServer } from 'httpxy'
import { chooseEncoding, SECURITY_HEADERS } from './front-headers.mjs'
import { encodePath, isInternalHeader } from './front-path.mjs'
import { isLoopbackHost } from './settings.mjs'

export const LARGEST_BODY = 6 * 1024 * 1024
/** What all bodies that are being received may take together. */
const MOST_HELD = 192 * 1024 * 1024
const ANSWER_MS = 60_000
/** How long requests wait for a Next that was there a moment ago and is being started again; and how many of them. */
const BACK_MS = 6_000
const LOOK_MS = 50
const MOST_WAITING = 64
/** Nothing of the request has been heard by anybody. */
const UNSENT = new Set(['ECONNREFUSED', 'ENOENT', 'EADDRNOTAVAIL'])
/** What may be asked twice, since nothing changes by it. */
const READS = /^(?:GET|HEAD)$/
const MOST_TRIES = 3

/** Headers that belong to one connection and are not passed on. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'transfer-encoding',
  'upgrade',
  'x-powered-by',
])

const COMPRESSIBLE = /^(?:text\/|application\/(?:json|javascript|xml|.*\+(?:json|xml))|image\/svg)/

/**
 * Hands a request on to Next as if Next were asked by nobody else: what only Next or a proxy may
 * say is taken out, who asks and where is said by us.
 */
export function createNextProxy({
  origin,
  publicUrl,
  trustsProxy = false,
  onUnavailable,
  backMs = BACK_MS,
}) {
  const agent = new http.Agent({
    keepAlive: true,
    maxSockets: 256,
    maxFreeSockets: 64,
    timeout: 70_000,
  })
  const proxy = createProxyServer({ agent, selfHandleResponse: true, proxyTimeout: ANSWER_MS })
  const outside = new URL(publicUrl)

  proxy.on('proxyRes', (upstream, request, response) => {
    lastHeard = performance.now()
    // Readers are not told that we failed, but where else to look; a proxy of ours asks another process.
    if (request.isSearch && upstream.statusCode >= 500) {
      upstream.resume()
      if (!response.headersSent) onUnavailable(request, response)
      return
    }
    answer(upstream, request, response)
  })
  let lastHeard = Number.NEGATIVE_INFINITY
  let waiting = 0

  /** A proxy of ours may have another process to read from; what was sent to one to be written it sends to no other. */
  const mayBeAskedElsewhere = ({ method }) => trustsProxy && READS.test(method)

  /** Whether Next is there, if need be as soon as it is again; of one that was never there nobody waits. */
  async function isThere(request, response) {
    if (origin()) return true
    if (mayBeAskedElsewhere(request) || waiting >= MOST_WAITING) return false
    waiting += 1
    try {
      while (performance.now() - lastHeard < backMs && !response.destroyed) {
        await delay(LOOK_MS)
        if (origin()) return true
      }
    } finally {
      waiting -= 1
    }
    return false
  }

  /** Sends a request to Next, and again if it died before it could have heard of it. */
  async function send(request, response, body) {
    for (let tries = 1; await isThere(request, response); tries++) {
      const whole = Readable.from(body.length > 0 ? [body] : [])
      try {
        return await proxy.web(request, response, { target: origin(), buffer: whole })
      } catch (error) {
        if (response.headersSent || response.writableEnded) return response.destroy()
        const isUnheard = UNSENT.has(error.code) || READS.test(request.method)
        if (mayBeAskedElsewhere(request) || !isUnheard || tries === MOST_TRIES) break
        await delay(LOOK_MS) // whoever starts it again may not know yet that it died
      }
    }
    if (!response.destroyed) onUnavailable(request, response)
  }

  return {
    async handle(request, response, { path, query }) {
      if (!(await isThere(request, response))) return onUnavailable(request, response)
      const body = await readBody(request)
      if (body === 'too large') return tooLarge(response)
      if (body === 'cut short') return response.destroy()
      if (body === 'too many') return onUnavailable(request, response)

      const { headers } = request
      const from = clientAddress(request, trustsProxy)
      for (const name of Object.keys(headers)) {
        if (isInternalHeader(name)) delete headers[name]
      }
      // One body of one known length: nothing about its borders is left to a second opinion.
      delete headers['transfer-encoding']
      delete headers['content-length']
      if (body.length > 0 || !/^(?:GET|HEAD)$/.test(request.method)) {
        headers['content-length'] = String(body.length)
      }
      const { host, port, protocol } = addressUsed(headers.host, outside)
      Object.assign(headers, {
        connection: 'keep-alive',
        host,
        'x-forwarded-for': from,
        'x-forwarded-host': host,
        'x-forwarded-proto': protocol.slice(0, -1),
        'x-forwarded-port': port || (protocol === 'https:' ? '443' : '80'),
      })
      request.url = encodePath(path) + (query ? `?${query}` : '')
      await send(request, response, body)
    },
    close() {
      agent.destroy()
    },
  }
}

/**
 * The whole body, before Next hears of it: Next is not kept waiting by a slow sender, and what is
 * too large is refused with an answer instead of a broken connection.
 */
async function readBody(request) {
  if (Number(request.headers['content-length']) > LARGEST_BODY) return 'too large'
  const chunks = []
  let length = 0
  try {
    for await (const chunk of request) {
      length += chunk.length
      held += chunk.length
      if (length > LARGEST_BODY) return 'too large'
      if (held > MOST_HELD) return 'too many'
      chunks.push(chunk)
    }
  } catch {
    return 'cut short'
  } finally {
    held -= length
  }
  return Buffer.concat(chunks, length)
}

let held = 0

function tooLarge(response) {
  const text = 'This is larger than what can be sent here (6 MB).\n'
  response.writeHead(413, {
    ...SECURITY_HEADERS,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    Connection: 'close',
  })
  response.end(text)
}

/**
 * Where the browser believes to be: at our public address, whatever it says. Only on this machine
 * itself the other names of loopback are as good, since cookies and origins go by the name used.
 */
function addressUsed(host, outside) {
  if (!isLoopbackHost(outside.hostname) || !URL.canParse(`http://${host}`)) return outside
  const used = new URL(`http://${host}`)
  if (!isLoopbackHost(used.hostname) || used.host !== host) return outside
  return { host, port: used.port, protocol: outside.protocol }
}

function clientAddress(request, trustsProxy) {
  const socketAddress = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? ''
  if (!trustsProxy) return socketAddress
  const said = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    .trim()
  return isIP(said) ? said : socketAddress
}

/** Copies Next's answer, compressed on the way, since Next itself doesn't. */
function answer(upstream, request, response) {
  if (response.headersSent) {
    upstream.destroy()
    return
  }
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
  for (const [name, value] of Object.entries(upstream.headers)) {
    if (!HOP_BY_HOP.has(name)) response.setHeader(name, value)
  }
  response.statusCode = upstream.statusCode
  const encoder = encoderFor(upstream, request, response)
  const source = encoder ? upstream.pipe(encoder) : upstream
  upstream.on('error', () => response.destroy())
  upstream.on('aborted', () => response.destroy())
  source.pipe(response)
}

function encoderFor(upstream, request, response) {
  const type = String(upstream.headers['content-type'] ?? '')
  if (!COMPRESSIBLE.test(type)) return undefined
  response.setHeader('Vary', withAcceptEncoding(upstream.headers.vary))
  const hasBody = request.method !== 'HEAD' && ![204, 304].includes(upstream.statusCode)
  if (!hasBody || upstream.headers['content-encoding']) return undefined
  if (Number(upstream.headers['content-length'] ?? Number.POSITIVE_INFINITY) < 1_000)
    return undefined
  // Gzip alone: a page made for one person is not worth Brotli's time.
  if (chooseEncoding(request.headers['accept-encoding']) === 'identity') return undefined
  response.removeHeader('content-length')
  response.setHeader('Content-Encoding', 'gzip')
  // Flushed as it comes, so that what Next streams arrives as a stream.
  return zlib.createGzip({ level: 4, flush: zlib.constants.Z_SYNC_FLUSH })
}

function withAcceptEncoding(vary) {
  if (!vary) return 'Accept-Encoding'
  return /accept-encoding/i.test(vary) ? vary : `${vary}, Accept-Encoding`
}
