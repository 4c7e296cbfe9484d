// The Next server, on loopback, as a child of scripts/start.mjs. It lives as long as its launcher:
// when the channel between them breaks, even by `kill -9`, it ends too.
import http from 'node:http'
import next from 'next'
import { createTidying } from './launcher/idle-memory.mjs'
import { createRequestLog } from './launcher/log-line.mjs'

// Before anything that takes time: a break that nobody listens for is not told again.
process.on('disconnect', () => process.exit(0))
if (process.connected === false) process.exit(0)

const HOST = '127.0.0.1'
/** Who looks after us asks every few seconds, and that is no work. */
const IS_LOOK = /^\/api\/internal\/(?:ready|metrics)$/
const REBUILD = '/api/internal/rebuild'
const port = Number(process.env.NEXT_PORT)
// By the name that it turns this machine's addresses into: what proxy.ts rewrites would be another server's by any other.
const app = next({ dev: false, hostname: 'localhost', port })
await app.prepare()
const handle = app.getRequestHandler()

const log = createRequestLog({ format: process.env.LOG_FORMAT, from: 'desk' })

let underWay = 0
let isStopping = false
const tidying = createTidying()
const server = http.createServer((request, response) => {
  if (!IS_LOOK.test(request.url)) tidying.noteWork()
  // Only what somebody asked for has an id: pages that we have rendered for ourselves are no request of anybody's.
  const id = request.headers['x-request-id']
  if (id) log.follow(request, response, { id, path: request.url })
  underWay += 1
  response.once('close', () => {
    underWay -= 1
    closeWhenDone()
  })
  const answering =
    request.url === REBUILD && request.method === 'POST' && globalThis.counterclaimRebuild
      ? rebuild(request, response)
      : handle(request, response)
  answering.catch((error) => {
    console.error(error)
    if (!response.headersSent) response.writeHead(500)
    response.end()
  })
})
/** Asked for each page that somebody waits for; lib/publish/answer-rebuild.ts answers. */
async function rebuild(request, response) {
  const parts = []
  for await (const part of request) parts.push(part)
  const secret = request.headers['x-internal-secret'] ?? ''
  const { status, body } = await globalThis.counterclaimRebuild(
    secret,
    Buffer.concat(parts).toString(),
  )
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(body === null ? '' : JSON.stringify(body))
}

// Longer than the front server keeps a connection for re-use, so that it never writes into one
// that is being closed here.
server.keepAliveTimeout = 75_000
server.headersTimeout = 80_000

function stop() {
  if (isStopping) return
  isStopping = true
  closeWhenDone()
  // Requests still running get this long; the launcher's own patience is longer.
  setTimeout(() => process.exit(0), 6_000).unref()
}

/** What is under way may ask us for a page itself, as search does: until it is done we listen. */
function closeWhenDone() {
  if (!isStopping || underWay > 0) return
  server.close(() => process.exit(0))
  server.closeIdleConnections()
}

process.on('SIGTERM', stop)
process.on('SIGINT', stop)

server.listen(port, HOST, () => process.send?.('ready'))
