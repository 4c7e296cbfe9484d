import { createHash, timingSafeEqual } from 'node:crypto'
import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import path from 'node:path'
import { createMeters, mergeTexts } from '../../lib/observe/meters.mjs'
import { createProcessMetrics } from '../../lib/observe/process-metrics.mjs'
import { SECURITY_HEADERS } from './front-headers.mjs'
import { isLoopbackHost } from './settings.mjs'

const ASK_MS = 2_000
/** However often it is asked, the desk hears of it no more often than this. */
const FRESH_MS = 1_000
const WINDOW_S = 60
/** What a proxy says of whom it speaks for. */
const SAID_BY_PROXIES = [
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'forwarded',
  'via',
]

/**
 * What the front server says of itself and of what is behind it: `/healthz`, `/readyz` and `/metrics`. `facts` answers
 * `{ copies, copyBytes, pastBytes }`.
 */
export function createHealth({
  published,
  isComplete,
  next,
  internalSecret,
  metricsToken,
  sendNotFound,
  facts = () => ({}),
}) {
  const traffic = createTraffic(facts)
  const processMetrics = createProcessMetrics('front')
  const askDesk = (page) => askInside(next(), page, internalSecret)
  const askReady = shortly(async () => {
    const answer = await askDesk('ready')
    return {
      desk: answer ? 'up' : 'down',
      database: answer ? JSON.parse(answer).database : 'unknown',
    }
  })

  return {
    begin: traffic.begin,
    watch: traffic.watch,

    /** This process answers; of nothing else does it hang on. */
    serveHealth(request, response) {
      sendJson(request, response, 200, { front: 'up', desk: next() ? 'up' : 'down' })
    },

    /** Whether readers get what is published, or with `?desk` whether editors can work; says of both how they stand. */
    async serveReadiness(request, response, query) {
      const isReadable = await access(path.join(published, 'index.html'), constants.R_OK).then(
        () => true,
        () => false,
      )
      const isWhole = isComplete()
      const { desk, database } = await askReady()
      const readers = isReadable && isWhole
      const isReady = new URLSearchParams(query).has('desk') ? database === 'up' : readers
      sendJson(request, response, isReady ? 200 : 503, {
        readers: readers ? 'ready' : 'not ready',
        published: isReadable ? 'readable' : 'not readable',
        publication: isWhole ? 'complete' : 'under way',
        desk,
        database,
      })
    },

    async serveMetrics(request, response, query) {
      const refusal = refuseMetrics(request, { token: metricsToken, secret: internalSecret })
      if (refusal === 404) return sendNotFound(request, response)
      if (refusal) return send(request, response, refusal, 'text/plain', 'Not for you.\n')
      const isAlone = new URLSearchParams(query).has('front')
      const own = traffic.text() + (isAlone ? '' : await processMetrics())
      const desk = isAlone ? null : await askDesk('metrics')
      const up = isAlone
        ? ''
        : `# HELP counterclaim_up Whether that part answers.\n# TYPE counterclaim_up gauge\ncounterclaim_up{part="front"} 1\ncounterclaim_up{part="desk"} ${desk === null ? 0 : 1}\n`
      const type = 'text/plain; version=0.0.4; charset=utf-8'
      send(request, response, 200, type, mergeTexts([up, own, desk ?? '']))
    },
  }
}

/**
 * Null for whoever may read the metrics, else the status to answer with. With a token given, whoever says it and nobody else;
 * without, this machine alone, asked by its own name and by nobody who speaks for others: to whom there is no such page.
 */
export function refuseMetrics(request, { token, secret }) {
  const { headers, socket } = request
  if (isSame(headers['x-internal-secret'], secret)) return null
  if (token) return isSame(headers.authorization, `Bearer ${token}`) ? null : 403
  if (SAID_BY_PROXIES.some((name) => headers[name] !== undefined)) return 404
  const from = socket.remoteAddress?.replace(/^::ffff:/, '') ?? ''
  if (from !== '::1' && !from.startsWith('127.')) return 404
  const host = `http://${headers.host ?? ''}`
  return URL.canParse(host) && isLoopbackHost(new URL(host).hostname) ? null : 404
}

function isSame(said, known) {
  if (typeof said !== 'string' || !known) return false
  const digest = (text) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(said), digest(known))
}

/** Counts what is answered. Of each request a few numbers are noted when it is over, and nothing is made of them until asked. */
function createTraffic(facts) {
  const meters = createMeters()
  const answers = meters.counter(
    'counterclaim_http_requests_total',
    'Requests answered, by what was asked for and the status.',
    ['kind', 'status'],
  )
  const cut = meters.counter(
    'counterclaim_http_requests_cut_total',
    'Requests whose answer was broken off by either side.',
    ['kind'],
  )
  const durations = meters.histogram(
    'counterclaim_http_request_duration_seconds',
    'From the request to the end of its answer, by what was asked for.',
    ['kind'],
  )
  const sockets = new Set()
  let bytesOfClosed = 0
  let underWay = 0
  const seconds = new Array(WINDOW_S).fill(0)
  let second = 0

  /** Forgets the seconds that have gone by unasked. */
  const turnTo = (now) => {
    const gone = now - second
    if (gone <= 0) return
    for (let i = 1; i <= Math.min(gone, WINDOW_S); i += 1) seconds[(second + i) % WINDOW_S] = 0
    second = now
  }
  const thisSecond = () => Math.floor(performance.now() / 1000)

  meters.gauge('counterclaim_http_requests_per_second', 'Over the last minute.', () => {
    turnTo(thisSecond())
    return seconds.reduce((sum, each) => sum + each, 0) / Math.min(WINDOW_S, second + 1)
  })
  meters.gauge('counterclaim_http_requests_under_way', 'Requests being answered.', () => underWay)
  meters.gauge('counterclaim_http_connections', 'Open connections.', () => sockets.size)
  meters.gauge(
    'counterclaim_http_sent_bytes_total',
    'Bytes sent, heads included.',
    () => [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, bytesOfClosed),
    'counter',
  )
  const ofPages = (of) => [
    [{ of: 'now' }, of.now],
    [{ of: 'past' }, of.past],
  ]
  meters.gauge('counterclaim_front_copies_bytes', 'Pages held in memory.', () =>
    ofPages(facts().copyBytes ?? { now: 0, past: 0 }),
  )

  meters.gauge('counterclaim_front_resident_bytes', 'Memory of this process.', () =>
    process.memoryUsage.rss(),
  )

  return {
    text: meters.text,
    watch(server) {
      server.on('connection', (socket) => {
        sockets.add(socket)
        socket.once('close', () => {
          sockets.delete(socket)
          bytesOfClosed += socket.bytesWritten
        })
      })
    },
    begin(response, kind) {
      const begun = performance.now()
      underWay += 1
      response.once('close', () => {
        const ended = performance.now()
        underWay -= 1
        if (response.headersSent) answers.add([kind, response.statusCode])
        if (!response.writableFinished) cut.add([kind])
        durations.observe([kind], (ended - begun) / 1000)
        turnTo(Math.floor(ended / 1000))
        seconds[second % WINDOW_S] += 1
      })
    },
  }
}

/** Asks once for all who ask at about the same time. */
function shortly(ask) {
  let last
  let until = 0
  return () => {
    const now = performance.now()
    if (now >= until) {
      until = now + ASK_MS + FRESH_MS
      last = ask().finally(() => {
        until = performance.now() + FRESH_MS
      })
    }
    return last
  }
}

/** What one of Next's own pages for us says, or null where it says nothing in time. */
async function askInside(origin, page, secret) {
  if (!origin) return null
  try {
    const response = await fetch(`${origin}/api/internal/${page}`, {
      headers: { 'x-internal-secret': secret },
      signal: AbortSignal.timeout(ASK_MS),
    })
    const text = await response.text()
    return response.ok ? text : null
  } catch {
    return null
  }
}

function sendJson(request, response, status, facts) {
  send(request, response, status, 'application/json', JSON.stringify(facts))
}

function send(request, response, status, type, body) {
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}
