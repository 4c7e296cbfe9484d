import http from 'node:http'
import { isIP } from 'node:net'
import { Transform } from 'node:stream'
import zlib from 'node:zlib'
import { createProxyServer } from 'httpxy'
import { chooseEncoding, SECURITY_HEADERS } from './front-headers.mjs'
import { encodePath, isInternalHeader } from './front-path.mjs'

export const LARGEST_BODY = 6 * 1024 * 1024
const ANSWER_MS = 60_000

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
export function createNextProxy({ origin, publicUrl, trustsProxy = false, onUnavailable }) {
  const agent = new http.Agent({
    keepAlive: true,
    maxSockets: 256,
    maxFreeSockets: 64,
    timeout: 70_000,
  })
  const proxy = createProxyServer({ agent, selfHandleResponse: true, proxyTimeout: ANSWER_MS })
  const outside = new URL(publicUrl)

  proxy.on('proxyRes', answer)
  proxy.on('error', (_error, request, response) => {
    if (!response || typeof response.writeHead !== 'function') return
    if (response.headersSent || response.writableEnded) response.destroy()
    else if (request.isTooLarge) tooLarge(response)
    else onUnavailable(request, response)
  })

  return {
    handle(request, response, { path, query }) {
      const target = origin()
      if (!target) return onUnavailable(request, response)
      if (Number(request.headers['content-length']) > LARGEST_BODY) return tooLarge(response)

      const from = clientAddress(request, trustsProxy)
      for (const name of Object.keys(request.headers)) {
        if (isInternalHeader(name)) delete request.headers[name]
      }
      Object.assign(request.headers, {
        host: outside.host,
        'x-forwarded-for': from,
        'x-forwarded-host': outside.host,
        'x-forwarded-proto': outside.protocol.slice(0, -1),
        'x-forwarded-port': outside.port || (outside.protocol === 'https:' ? '443' : '80'),
      })
      request.url = encodePath(path) + (query ? `?${query}` : '')
      proxy.web(request, response, { target, buffer: limited(request, response) }).catch(() => {}) // told to the error listener as well
    },
    close() {
      agent.destroy()
    },
  }
}

/** The body, cut off when it grows past the limit without having said so. */
function limited(request, response) {
  let length = 0
  const limiter = new Transform({
    transform(chunk, _encoding, done) {
      length += chunk.length
      if (length <= LARGEST_BODY) return done(null, chunk)
      request.isTooLarge = true
      if (!response.headersSent) tooLarge(response)
      request.unpipe(limiter)
      request.resume()
      done()
    },
  })
  request.on('aborted', () => limiter.destroy())
  return request.pipe(limiter)
}

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
