import { createHash } from 'node:crypto'
import {
  ASSET_CACHING,
  chooseEncoding,
  isNotModified,
  PAGE_CACHING,
  SECURITY_HEADERS,
} from './front-headers.mjs'
import { parseHttpDate, parseInstant, sayHttpDate } from './front-instant.mjs'
import {
  chooseMemento,
  linkOfMemento,
  linkOfPage,
  mementoAddresses,
  timeMap,
} from './front-memento.mjs'
import { hasNoPast, NOTES, notADate, notAMoment, notThereYet, sendNote } from './front-notes.mjs'
import {
  createIndices,
  isFinal,
  isInDoubt,
  pastFileOf,
  pastOf,
  SETTLED_MS,
  spanAt,
} from './front-past.mjs'
import { encodePath, fileOf } from './front-path.mjs'

/** How long one that could not be settled is left alone. */
const SETTLE_AGAIN_MS = 5_000

/**
 * Pages as they stood, from files: an index says which moment was in force at the one asked for, and that moment's
 * page is sent like any other. What is missing is asked for; what is known answers without anybody.
 *
 * `copies` are those of the past, `present` those of now; `rebuild` asks the publisher.
 */
export function createAsItStood({ published, publicUrl, copies, present, rebuild, sendNotFound }) {
  const indices = createIndices({ folder: published })

  function servePage(request, response, pagePath, moments) {
    const kind = pastOf(pagePath)
    if (kind === undefined) return sendNotFound(request, response)
    const asked = moments.length === 1 ? parseInstant(moments[0]) : { reason: 'malformed' }
    if (asked.at === undefined) {
      return sendNote(
        request,
        response,
        400,
        notAMoment(moments, asked.reason, encodePath(pagePath)),
      )
    }
    if (kind === 'none') return sendNote(request, response, 404, hasNoPast(encodePath(pagePath)))

    const index = indices.peek(pagePath)
    const span = index && spanAt(index, asked.at)
    if (span && span.from !== null && !isInDoubt(index, span)) {
      const copy = copies.peek(pastFileOf(pagePath, span.from))
      if (copy) return send(request, response, { pagePath, index, span, copy })
    }
    return loadPage(request, response, pagePath, asked.at, moments[0])
  }

  async function loadPage(request, response, pagePath, at, typed) {
    let outcome
    for (let attempt = 1; attempt <= 2; attempt++) {
      const index = indices.peek(pagePath) ?? (await indices.load(pagePath))
      const span = index && spanAt(index, at)
      // Asked once, what is still in doubt is the best there is.
      const isKnown = span && (outcome !== undefined || !isInDoubt(index, span))
      if (isKnown && span.from === null) {
        return sendNote(request, response, 404, notThereYet(typed, span.to, encodePath(pagePath)))
      }
      const copy = isKnown ? await copies.load(pastFileOf(pagePath, span.from)) : undefined
      if (copy?.state === 'whole') return send(request, response, { pagePath, index, span, copy })
      if (attempt === 1) {
        outcome = await rebuild(pagePath, isKnown ? span.from : new Date(at).toISOString())
        continue
      }
      if (isKnown && span.to === null) {
        // The moment still in force, and nobody there to dress it as one: the page of now says the same.
        const now = await present.load(fileOf(pagePath))
        if (now.state === 'whole') {
          return send(request, response, { pagePath, index, span, copy: now, isNow: true })
        }
      }
    }
    if (outcome === 'unknown') return sendNotFound(request, response)
    return sendNote(request, response, 503, NOTES.pastUnavailable)
  }

  function send(request, response, { pagePath, index, span, copy, isNow = false }) {
    settle(pagePath, index, span)
    const form = copy.forms[chooseEncoding(request.headers['accept-encoding'])]
    span.headers ??= headersOf(pagePath, index, span)
    const isHad = isNotModified(request.headers['if-none-match'], form.etag)
    const own = isHad ? form.unchanged : form.headers
    response.writeHead(isHad ? 304 : 200, [
      ...(isNow ? withoutNegotiation(own) : own),
      ...span.headers,
    ])
    response.end(isHad || request.method === 'HEAD' ? undefined : form.body)
  }

  /** A stretch that has ended, and that nobody has looked at since nothing could come between any more. */
  function settle(pagePath, index, span) {
    const now = Date.now()
    if (isFinal(span) || span.end > now - SETTLED_MS || span.settleAt > now) return
    span.settleAt = now + SETTLE_AGAIN_MS
    void rebuild(pagePath, index.isWhole ? 'index' : span.from)
  }

  function headersOf(pagePath, index, span) {
    const addresses = mementoAddresses(publicUrl, pagePath)
    const link = index.isWhole
      ? linkOfMemento(publicUrl, pagePath, index.moments, index.moments.indexOf(span.from))
      : `<${addresses.page}>; rel="original"`
    return Object.entries({
      'Cache-Control': isFinal(span) ? ASSET_CACHING : PAGE_CACHING,
      'X-Robots-Tag': 'noindex',
      'Memento-Datetime': sayHttpDate(span.start),
      'Content-Location': addresses.at(span.from),
      Link: link,
    }).flat()
  }

  /** The index of a page whose every change is listed, brought up to date where it may not be. */
  async function wholeIndex(pagePath) {
    const known = indices.peek(pagePath) ?? (await indices.load(pagePath))
    if (known && !isInDoubt(known, known.spans.at(-1))) return { index: known }
    const outcome = await rebuild(pagePath, 'index')
    const index = outcome === 'rebuilt' ? await indices.load(pagePath) : known
    return { index, outcome }
  }

  function sendUnindexed(request, response, outcome) {
    if (outcome === 'unknown') return sendNotFound(request, response)
    return sendNote(request, response, 503, NOTES.pastUnavailable)
  }

  /** RFC 7089, section 4.1.1: the page itself leads to the moment that is asked for. */
  async function serveTimeGate(request, response, pagePath) {
    const given = request.headers['accept-datetime']
    const { index, outcome } = await wholeIndex(pagePath)
    if (!index) return sendUnindexed(request, response, outcome)
    const negotiated = { Vary: 'Accept-Encoding, Accept-Datetime' }
    const at = parseHttpDate(given)
    if (at === undefined) {
      return sendNote(request, response, 400, notADate(given), {
        ...negotiated,
        Link: linkOfPage(publicUrl, pagePath),
      })
    }
    const { moments } = index
    const position = chooseMemento(moments, at)
    response.writeHead(302, {
      ...SECURITY_HEADERS,
      ...negotiated,
      'Cache-Control': PAGE_CACHING,
      Location: mementoAddresses(publicUrl, pagePath).at(moments[position]),
      Link: linkOfMemento(publicUrl, pagePath, moments, position),
      'Content-Length': '0',
    })
    response.end()
  }

  async function serveTimeMap(request, response, pagePath, number) {
    const { index, outcome } = await wholeIndex(pagePath)
    if (!index) return sendUnindexed(request, response, outcome)
    const text = timeMap(publicUrl, pagePath, index.moments, number)
    if (text === undefined) return sendNotFound(request, response)
    const body = Buffer.from(text)
    const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 24)}"`
    const headers = { ...SECURITY_HEADERS, 'Cache-Control': PAGE_CACHING, ETag: etag }
    if (isNotModified(request.headers['if-none-match'], etag)) {
      response.writeHead(304, headers)
      return response.end()
    }
    response.writeHead(200, {
      ...headers,
      'Content-Type': 'application/link-format',
      'Content-Length': String(body.length),
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  }

  return { servePage, serveTimeGate, serveTimeMap }
}

/** The page of now in place of a memento: what it says of itself as the page of now is left out. */
function withoutNegotiation(headers) {
  const kept = []
  for (let i = 0; i < headers.length; i += 2) {
    if (/^(?:link|cache-control)$/i.test(headers[i])) continue
    kept.push(headers[i], headers[i].toLowerCase() === 'vary' ? 'Accept-Encoding' : headers[i + 1])
  }
  return kept
}
