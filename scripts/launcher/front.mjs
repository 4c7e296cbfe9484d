import http from 'node:http'
import path from 'node:path'
import sirv from 'sirv'
import { createAsItStood } from './front-as-it-stood.mjs'
import { createCopies } from './front-copies.mjs'
import { createEra } from './front-era.mjs'
import {
  ASSET_CACHING,
  chooseEncoding,
  isNotModified,
  PAGE_CACHING,
  securityHeadersOf,
} from './front-headers.mjs'
import { createHealth } from './front-health.mjs'
import { parseInstant } from './front-instant.mjs'
import { linkOfPage } from './front-memento.mjs'
import { misdirected, NOTES, notAMoment, sendNote } from './front-notes.mjs'
import { createOembed } from './front-oembed.mjs'
import { pastOf } from './front-past.mjs'
import { encodePath, fileOf, understandTarget } from './front-path.mjs'
import { createPatience } from './front-patience.mjs'
import { createNextProxy } from './front-proxy.mjs'
import { askOverHttp, createRebuilder } from './front-rebuild.mjs'
import { isRecordPath, serveRecord } from './front-record.mjs'
import { isStale, renewed } from './front-stale.mjs'
import { createTurns } from './front-turns.mjs'
import { DEFAULT_LANGUAGE, languageOf, withoutLanguage } from './languages.mjs'
import { createRequestLog, requestIdOf } from './log-line.mjs'
import { listenProblem } from './port.mjs'
import { isLoopbackHost } from './settings.mjs'

const MOST_SEARCHES = 32
const SWEEP_MS = 50
const SEARCH_OF_MACHINES = /^\/api\/(?:v1\/)?search(?:\/|$)/
/** What the past may take of the memory, beside the pages of now and never in their place. */
const PAST_BYTES = 32 * 1024 * 1024
/** The past can be asked for at any moment of any page; what it takes to make is not to hold up the pages of now. */
const PAST_REBUILDS_PER_SECOND = 10
/** What is counted by another name than it is sorted out by: what Next answers is the desk, sign-in and APIs. */
const KIND_NAMES = { proxy: 'desk' }
/** What Next answers, and who looks after us, do not stand in line behind a flood of readers. */
const AT_ONCE = new Set(['proxy', 'search', 'health', 'readiness', 'metrics'])
const TIMEMAP = /^(\/.+)\/timemap(?:\/([2-9]|[1-9]\d{1,5}))?$/
/** As they are, and as they stood: `past/feeds/claims.json/2024-12-07T170000.000Z.json`. */
const IS_JSON_FEED = /(?:^|\/)(?:feed|feeds\/[a-z]+)\.json(?:\/[^/]+\.json)?$/
const CONTENT_TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.atom': 'application/atom+xml; charset=utf-8',
  '.json': 'application/json',
  '.xml': 'application/xml; charset=utf-8',
}

/**
 * The server on the public port. Published pages come from files, by way of verified copies in
 * memory; the desk, sign-in and search go on to Next; nothing else does. With Next and PostgreSQL
 * gone it goes on serving what is published.
 *
 * `next()` answers Next's origin on loopback, or undefined while there is none.
 */
export function createFront({
  published,
  assets,
  publicUrl,
  isPublicUrlGiven = true,
  internalSecret,
  trustsProxy,
  next,
  isComplete = () => true,
  rebuildsPerSecond,
  metricsToken,
  logFormat,
}) {
  const outside = new URL(publicUrl)
  const ownUrl = publicUrl.replace(/\/+$/, '')
  const isBefore = createEra(published)
  const copies = createCopies({
    folder: published,
    headersFor: (name, form) => pageHeaders(name, form, ownUrl),
    isBefore,
  })
  const askPublisher = askOverHttp({ origin: next, secret: internalSecret })
  // An asset's address is its file's name; any other has a name that `fileOf` knows.
  const isStalePage = (page) =>
    [page.slice(1), fileOf(page)].some((name) => isStale(path.join(published, name), isBefore))
  const rebuild = createRebuilder({
    ask: askPublisher,
    perSecond: rebuildsPerSecond,
    isStale: isStalePage,
  })
  const pastCopies = createCopies({
    folder: published,
    headersFor: pastHeaders,
    maxBytes: PAST_BYTES,
  })
  const asItStood = createAsItStood({
    published,
    publicUrl: ownUrl,
    copies: pastCopies,
    present: copies,
    rebuild: createRebuilder({ ask: askPublisher, perSecond: PAST_REBUILDS_PER_SECOND }),
    sendNotFound,
  })
  const serveOembed = createOembed({ published, publicUrl: ownUrl, rebuild, isBefore })
  const log = createRequestLog({ format: logFormat, from: 'front' })
  const health = createHealth({
    published,
    isComplete,
    next,
    internalSecret,
    metricsToken,
    sendNotFound,
    facts: () => ({ copyBytes: { now: copies.bytes, past: pastCopies.bytes } }),
  })
  let searches = 0

  const proxy = createNextProxy({
    origin: next,
    publicUrl,
    trustsProxy,
    onUnavailable(request, response) {
      const note = request.isSearch ? NOTES.searchUnavailable : NOTES.unavailable
      // To a proxy of ours it says that another process may be asked.
      sendNote(request, response, trustsProxy ? 502 : 503, note)
    },
  })

  const publishedFiles = serveFolder(published)
  // What Next's own pages load is served from its disk, and so needs nobody's answer.
  const builtFiles = assets && serveFolder(assets)

  const readers = createTurns()
  const patience = createPatience()
  let isClosing = false
  const server = http.createServer((request, response) => {
    // A proxy that keeps connections is not to send another request by one that is about to go.
    if (isClosing) response.shouldKeepAlive = false
    guarded(response, () => {
      const target = understandTarget(request.url)
      const isRecord = isRecordPath(target.path)
      health.begin(response, isRecord ? 'record' : (KIND_NAMES[target.kind] ?? target.kind))
      const work = () => (isRecord ? serveTiles : answer)(request, response, target)
      if (AT_ONCE.has(target.kind)) return work()
      patience.countReader()
      readers.inTurn(() => guarded(response, work))
    })
  })
  health.watch(server)

  function fail(response, error) {
    const { method, url } = response.req
    log.failed(error, { requestId: response.getHeader('x-request-id'), method, path: url })
    if (response.headersSent) response.destroy()
    else sendNote(response.req, response, 503, NOTES.unavailable)
  }

  /** One request that trips us up must not take the others down. */
  function guarded(response, work) {
    try {
      work()
    } catch (error) {
      fail(response, error)
    }
  }

  function serveTiles(request, response, { path: tile }) {
    serveRecord(published, request, response, tile).catch((error) => fail(response, error))
  }

  function answer(request, response, target) {
    switch (target.kind) {
      case 'page':
        return isRead(request, response) && servePage(request, response, target.path)
      case 'past':
        return isRead(request, response) && servePast(request, response, target)
      case 'asset':
        return isRead(request, response) && serveAsset(request, response, target.path)
      case 'search':
        return isRead(request, response) && serveSearch(request, response, target)
      case 'proxy':
        return serveDesk(request, response, target)
      case 'redirect':
        return (
          isRead(request, response) &&
          sendNote(request, response, 308, null, {
            Location: target.to,
            'Cache-Control': PAGE_CACHING,
          })
        )
      case 'oembed':
        if (!isRead(request, response)) return
        serveOembed(request, response, target.query).catch((error) => fail(response, error))
        return
      case 'health':
        return isRead(request, response) && health.serveHealth(request, response)
      case 'readiness':
        if (!isRead(request, response)) return
        health.serveReadiness(request, response, target.query).catch((e) => fail(response, e))
        return
      case 'metrics':
        if (!isRead(request, response)) return
        health.serveMetrics(request, response, target.query).catch((e) => fail(response, e))
        return
      default:
        return sendNote(request, response, 400, NOTES.invalid)
    }
  }

  function servePage(request, response, pagePath) {
    if (withoutLanguage(pagePath) === '/404') return sendNotFound(request, response)
    if (request.headers['accept-datetime'] !== undefined && pastOf(pagePath) === 'whole') {
      asItStood.serveTimeGate(request, response, pagePath).catch((error) => fail(response, error))
      return
    }
    const name = fileOf(pagePath)
    const copy = copies.peek(name)
    if (copy) {
      sendCopy(request, response, copy)
      return
    }
    const [, base, number = '1'] = TIMEMAP.exec(pagePath) ?? []
    const loading =
      base && pastOf(base) === 'whole'
        ? asItStood.serveTimeMap(request, response, base, Number(number))
        : loadPage(request, response, pagePath, name)
    loading.catch((error) => fail(response, error))
  }

  function servePast(request, response, { path, moments }) {
    const serving = asItStood.servePage(request, response, path, moments)
    serving?.catch((error) => fail(response, error))
  }

  async function loadPage(request, response, pagePath, name) {
    let copy = await renewed(pagePath, () => copies.load(name), rebuild, patience)
    if (copy.state === 'whole') {
      // Its compressed twin is bad: sent rightly all the same, and mended behind this answer.
      if (copy.isFrayed) void rebuild(pagePath)
      return sendCopy(request, response, copy)
    }
    const wasDamaged = copy.state === 'damaged'
    const outcome = await rebuild(pagePath)
    if (outcome === 'rebuilt') copy = await copies.load(name)
    if (copy.state === 'whole') return sendCopy(request, response, copy)
    // A page that was there, or may still be on its way, is not to be forgotten by search engines.
    const mayComeBack = wasDamaged || (outcome !== 'unknown' && !isComplete())
    if (mayComeBack) return sendNote(request, response, 503, NOTES.notPublishedYet)
    return sendNotFound(request, response)
  }

  function sendNotFound(request, response) {
    // In a frame on somebody else's page, what can't be shown says so as a card.
    const isCard = withoutLanguage(request.url).startsWith('/embed/')
    const code = languageOf(request.url)
    const name = `${code === DEFAULT_LANGUAGE ? '' : `${code}/`}${isCard ? 'embed/none' : '404'}.html`
    const copy = copies.peek(name)
    if (copy) return sendCopy(request, response, copy, 404)
    copies
      .load(name)
      .then((loaded) => {
        if (loaded.state === 'whole') sendCopy(request, response, loaded, 404)
        else sendNote(request, response, 404, NOTES.notFound)
      })
      .catch((error) => fail(response, error))
  }

  function serveAsset(request, response, assetPath) {
    const { range } = request.headers
    if (range && !isPlainRange(range)) delete request.headers.range
    // sirv opens the file after it has looked at it; one removed in between is not our end.
    response.on('pipe', (source) => source.on('error', () => response.destroy()))
    const file = path.join(published, assetPath)
    if (assetPath.startsWith('/_next/') || !isStale(file, isBefore)) return sendAsset()
    renewed(assetPath, async () => ({ isStale: isStale(file, isBefore) }), rebuild, patience).then(
      sendAsset,
      (error) => fail(response, error),
    )

    function sendAsset() {
      request.url = encodePath(assetPath)
      publishedFiles(request, response, () => {
        if (builtFiles && assetPath.startsWith('/_next/static/')) {
          request.url = encodePath(assetPath.slice('/_next'.length))
          return builtFiles(request, response, () => sendNotFound(request, response))
        }
        rebuild(assetPath)
          .then((outcome) => {
            if (outcome !== 'rebuilt') return sendNotFound(request, response)
            publishedFiles(request, response, () => sendNotFound(request, response))
          })
          .catch((error) => fail(response, error))
      })
    }
  }

  function serveSearch(request, response, target) {
    const [moment] = target.moments
    const asked = target.moments.length > 1 ? { reason: 'malformed' } : parseInstant(moment ?? '')
    if (moment !== undefined && asked.at === undefined) {
      return sendNote(request, response, 400, notAMoment(target.moments, asked.reason, target.path))
    }
    // The same page without the client runtime, like the published ones.
    const stripped = { ...target, path: `/api/search${target.path.slice(0, -'/claims'.length)}` }
    handSearchOn(request, response, stripped)
  }

  /** So many at once and no more, whoever asks: people, machines, feeds. */
  function handSearchOn(request, response, target) {
    request.isSearch = true
    if (searches >= MOST_SEARCHES) return sendNote(request, response, 503, NOTES.searchUnavailable)
    searches += 1
    response.once('close', () => {
      searches -= 1
    })
    handOn(request, response, target)
  }

  /** To Next, under an id by which both logs know the request, and whoever sent it. */
  function handOn(request, response, target) {
    const id = requestIdOf(request.headers)
    request.headers['x-request-id'] = id
    response.setHeader('X-Request-Id', id)
    log.follow(request, response, { id, path: target.path })
    proxy.handle(request, response, target).catch((error) => fail(response, error))
  }

  // Sign-in and forms work at our public address only, since cookies and origins are compared with
  // it; on this machine itself by any name of loopback.
  function serveDesk(request, response, target) {
    const host = request.headers.host ?? ''
    if (
      host !== outside.host &&
      /^(?:GET|HEAD)$/.test(request.method) &&
      !target.path.startsWith('/api')
    ) {
      const hostname = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : ''
      const isHere = isLoopbackHost(hostname) && isLoopbackHost(outside.hostname)
      if (!isHere && !isPublicUrlGiven) {
        return sendNote(request, response, 421, misdirected(publicUrl, host))
      }
    }
    if (SEARCH_OF_MACHINES.test(target.path)) return handSearchOn(request, response, target)
    handOn(request, response, target)
  }

  // Slow or silent clients give their place back.
  server.headersTimeout = 10_000
  server.requestTimeout = 60_000
  server.keepAliveTimeout = 20_000
  server.setTimeout(120_000)
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
    else socket.destroy()
  })
  server.on('upgrade', (_request, socket) => socket.destroy())

  return {
    server,
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', (error) => reject(listenProblem(error, port, host)))
        server.listen({ port, host }, () => resolve(server.address().port))
      }),
    /** Takes nothing new, lets what is running end, and cuts what takes too long. */
    close: (patienceMs = 4_000) =>
      new Promise((resolve) => {
        isClosing = true
        const cut = setTimeout(() => server.closeAllConnections(), patienceMs)
        // Those that were busy when it began are idle in a moment.
        const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS)
        server.close(() => {
          clearTimeout(cut)
          clearInterval(sweep)
          proxy.close()
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}

function serveFolder(folder) {
  return sirv(folder, {
    dev: true, // looks at the disk each time, since files are added while we run
    etag: true,
    brotli: true,
    gzip: true,
    extensions: [],
    setHeaders(response, pathname) {
      const headers = securityHeadersOf(pathname.slice(1))
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
      const isForGood = /^(?:\/_next)?\/static\//.test(pathname)
      response.setHeader('Cache-Control', isForGood ? ASSET_CACHING : PAGE_CACHING)
    },
  })
}

/** One range with a start, and an end not before it: sirv throws at the others. */
function isPlainRange(range) {
  const match = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(range)
  return Boolean(match) && (match[2] === '' || Number(match[1]) <= Number(match[2]))
}

function isRead(request, response) {
  if (request.method === 'GET' || request.method === 'HEAD') return true
  sendNote(request, response, 405, NOTES.invalid, { Allow: 'GET, HEAD' })
  return false
}

function pageHeaders(name, form, publicUrl) {
  const pagePath = `/${name.replace(/\.html$/, '')}`
  // A page whose moments are listed is where one of them can be asked for: RFC 7089, pattern 1.1.
  const hasMementos = pastOf(pagePath) === 'whole'
  return headerLists(name, form, {
    'Cache-Control': PAGE_CACHING,
    Vary: hasMementos ? 'Accept-Encoding, Accept-Datetime' : 'Accept-Encoding',
    ...(hasMementos ? { Link: linkOfPage(publicUrl, pagePath) } : {}),
  })
}

/** How long a page of the past may be kept is said with the moment. */
function pastHeaders(name, form) {
  return headerLists(name, form, { Vary: 'Accept-Encoding' })
}

function headerLists(name, { body, encoding, etag }, own) {
  return {
    headers: Object.entries({
      ...securityHeadersOf(name),
      'Content-Type': IS_JSON_FEED.test(name)
        ? 'application/feed+json; charset=utf-8'
        : CONTENT_TYPES[path.extname(name)],
      ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
      'Content-Length': String(body.length),
      ...own,
      ETag: etag,
    }).flat(),
    unchanged: Object.entries({
      ...securityHeadersOf(name),
      ...own,
      ETag: etag,
    }).flat(),
  }
}

function sendCopy(request, response, copy, status = 200) {
  const form = copy.forms[chooseEncoding(request.headers['accept-encoding'])]
  if (status === 200 && isNotModified(request.headers['if-none-match'], form.etag)) {
    response.writeHead(304, form.unchanged)
    response.end()
    return
  }
  response.writeHead(status, form.headers)
  response.end(request.method === 'HEAD' ? undefined : form.body)
}
