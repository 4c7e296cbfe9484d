import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import {
  ASSET_CACHING,
  chooseEncoding,
  isNotModified,
  PAGE_CACHING,
  SECURITY_HEADERS,
} from './front-headers.mjs'

const zip = promisify(gzip)

const INDEX = '(?:x\\d{3}/)*\\d{3}'
const MUTABLE = /^\/record\/(?:checkpoint|keys|status)$/
const TILE = new RegExp(`^/record/tile/(?:\\d{1,2}|entries)/${INDEX}(?:\\.p/[1-9]\\d{0,2})?$`)
const DISCLOSURES = new RegExp(`^/record/disclosures/${INDEX}$`)
const HASH_BYTES = 32
/** Below it compressing gains nothing. */
const WORTH_ZIPPING = 1_024

/** Whether this is a file of the published log. */
export function isRecordPath(pagePath = '') {
  return MUTABLE.test(pagePath) || TILE.test(pagePath) || DISCLOSURES.test(pagePath)
}

/** Anybody's page may follow the log, and ask whether what it has is still so. */
export const OPEN_TO_ALL = {
  ...SECURITY_HEADERS,
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag',
  'Cross-Origin-Resource-Policy': 'cross-origin',
}

/** Answers for the log's files in the published folder: as they lie there, whoever else is up. */
export async function serveRecord(published, request, response, pagePath) {
  if (request.method === 'OPTIONS') return sendAllowed(response)
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return send(request, response, 405, 'Only GET and HEAD.\n', { Allow: 'GET, HEAD, OPTIONS' })
  }
  const bytes = await bytesOf(path.join(published, pagePath))
  if (!bytes) return send(request, response, 404, 'Not in the record.\n')

  const isZipped = isCompressible(pagePath, bytes) && acceptsGzip(request)
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 32)
  const etag = `"${hash}${isZipped ? '-gzip' : ''}"`
  const headers = { ...formOf(pagePath), ETag: etag, Vary: 'Accept-Encoding' }
  if (isNotModified(request.headers['if-none-match'], etag)) {
    response.writeHead(304, { ...OPEN_TO_ALL, ...headers })
    return response.end()
  }
  const body = isZipped ? await zip(bytes) : bytes
  return send(request, response, 200, body, {
    ...headers,
    ...(isZipped ? { 'Content-Encoding': 'gzip' } : {}),
  })
}

function formOf(pagePath) {
  if (TILE.test(pagePath)) {
    return { 'Content-Type': 'application/octet-stream', 'Cache-Control': ASSET_CACHING }
  }
  if (DISCLOSURES.test(pagePath)) {
    return { 'Content-Type': 'application/json', 'Cache-Control': PAGE_CACHING }
  }
  const isJson = pagePath.endsWith('/status')
  return {
    'Content-Type': isJson ? 'application/json' : 'text/plain; charset=utf-8',
    'Cache-Control': 'no-cache',
  }
}

/** Hashes do not get smaller. */
function isCompressible(pagePath, bytes) {
  return bytes.length >= WORTH_ZIPPING && !/^\/record\/tile\/\d/.test(pagePath)
}

function acceptsGzip(request) {
  // Whoever takes Brotli takes gzip too, which is quick enough to make for each answer.
  return chooseEncoding(request.headers['accept-encoding']) !== 'identity'
}

/** A partial tile that is gone since its tile is full is the beginning of that one. */
async function bytesOf(file) {
  const bytes = await readOr(file)
  if (bytes) return bytes
  const [, whole, width] = /^(.*)\.p[/\\](\d+)$/.exec(file) ?? []
  const full = whole && Number(width) < 256 ? await readOr(whole) : undefined
  if (!full) return undefined
  const isHashes = /[/\\]tile[/\\]\d+[/\\]/.test(file)
  return full.subarray(0, isHashes ? Number(width) * HASH_BYTES : endOfEntry(full, Number(width)))
}

/** Where the first `count` entries of a bundle end; each has its length in two bytes before it. */
function endOfEntry(bundle, count) {
  let at = 0
  for (let n = 0; n < count && at + 2 <= bundle.length; n++) at += 2 + bundle.readUInt16BE(at)
  return at
}

async function readOr(file) {
  try {
    return await readFile(file)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(error.code)) return undefined
    throw error
  }
}

function sendAllowed(response) {
  response.writeHead(204, {
    ...OPEN_TO_ALL,
    'Access-Control-Allow-Methods': 'GET, HEAD',
    'Access-Control-Allow-Headers': 'If-None-Match',
    'Access-Control-Max-Age': '86400',
  })
  response.end()
}

function send(request, response, status, content, headers = {}) {
  const body = Buffer.from(content)
  response.writeHead(status, {
    ...OPEN_TO_ALL,
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    ...headers,
    'Content-Length': body.length,
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}
