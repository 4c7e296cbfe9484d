import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import { Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import zlib from 'node:zlib'
import { isPublicAddress } from '@/lib/documents/read/addresses'
import { AppError } from '@/lib/errors'

export type FetchLimits = {
  /** Milliseconds from the first look-up to the last byte, redirects included. */
  totalMs: number
  /** Milliseconds until a connection stands, TLS included. */
  connectMs: number
  /** Milliseconds without a single byte. */
  idleMs: number
  /** Bytes on the wire, and bytes once unpacked. */
  receivedBytes: number
  decodedBytes: number
  redirects: number
}

export const FETCH_LIMITS: FetchLimits = {
  totalMs: 15_000,
  connectMs: 5_000,
  idleMs: 5_000,
  receivedBytes: 8_000_000,
  decodedBytes: 10_000_000,
  redirects: 5,
}

export type FetchOptions = {
  /** `host:port` pairs that are fetched from although they are not public: an operator's own choice. */
  allow?: readonly string[]
  limits?: Partial<FetchLimits>
  resolve?: (hostname: string) => Promise<LookupAddress[]>
}

export type FetchedPage = {
  /** Where the redirects ended, without a fragment. */
  url: string
  /** The body as its author wrote it: compression taken off. */
  bytes: Uint8Array
  /** As the server says, e.g. `text/html; charset=utf-8`; null when it says nothing. */
  contentType: string | null
}

/** Ports that websites are found on; others are services that have no business answering a newsroom. */
const WEB_PORTS = new Set([80, 443, 8080, 8443])
const READABLE_TYPES = new Set(['text/html', 'application/xhtml+xml', 'text/plain'])
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const USER_AGENT = 'Counterclaim/0.1 (fetches one article when an editor asks)'

/**
 * The page at an http or https address. Every host on the way, redirects included, must be public: names are
 * looked up once and the connection goes to the address that was judged, so that no second answer of a
 * name server counts. Size, time and type are bounded. Throws `AppError` `refused`, or `unavailable` when
 * nothing answers; cookies are neither sent nor kept.
 */
export async function fetchPage(address: string, options: FetchOptions = {}): Promise<FetchedPage> {
  const limits = { ...FETCH_LIMITS, ...options.limits }
  const bounds = new AbortController()
  const isLate = () => bounds.abort(new AppError('refused', 'page_too_slow'))
  const timer = setTimeout(isLate, limits.totalMs)
  try {
    let url = webUrl(address)
    for (let hop = 0; ; hop++) {
      const answer = await ask(url, options, limits, bounds)
      if (answer.page) return { ...answer.page, url: url.href }
      if (hop === limits.redirects) throw new AppError('refused', 'page_redirects_too_often')
      url = webUrl(answer.location, url)
    }
  } catch (error) {
    throw asFetchError(error, bounds.signal)
  } finally {
    clearTimeout(timer)
    // Whatever is still under way, such as the unread body of a redirect, ends with the fetch.
    bounds.abort()
  }
}

/** An address that a page may be fetched from, as far as its spelling tells. */
function webUrl(address: string, base?: URL): URL {
  const url = URL.canParse(address, base) ? new URL(address, base) : null
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new AppError('refused', 'page_address_not_web')
  }
  if (url.username || url.password) throw new AppError('refused', 'page_address_has_password')
  url.hash = ''
  return url
}

const portOf = (url: URL) => Number(url.port || (url.protocol === 'https:' ? 443 : 80))

/** The addresses of a host that may be connected to; never empty. */
async function permittedAddresses(url: URL, options: FetchOptions): Promise<LookupAddress[]> {
  const port = portOf(url)
  const host = url.hostname.replace(/^\[|\]$|\.$/g, '')
  const isAllowed = (name: string) =>
    options.allow?.includes(name.includes(':') ? `[${name}]:${port}` : `${name}:${port}`) ?? false
  const family = isIP(host)
  const addresses =
    family > 0 ? [{ address: host, family }] : await resolveHost(host, options.resolve)
  const permitted = addresses.filter(
    ({ address }) =>
      isAllowed(host) || isAllowed(address) || (WEB_PORTS.has(port) && isPublicAddress(address)),
  )
  if (permitted.length === 0) {
    const isPublic = addresses.some(({ address }) => isPublicAddress(address))
    throw new AppError('refused', isPublic ? 'page_port_refused' : 'page_address_not_public')
  }
  return permitted
}

async function resolveHost(
  host: string,
  resolve: FetchOptions['resolve'] = (name) => lookup(name, { all: true }),
): Promise<LookupAddress[]> {
  // This machine by definition, whatever a name server makes of it.
  if (/(?:^|\.)localhost$/.test(host)) return [{ address: '127.0.0.1', family: 4 }]
  try {
    const addresses = await resolve(host)
    if (addresses.length > 0) return addresses
  } catch {
    // Said below: whatever the name server's reason, the host is not there for us.
  }
  throw new AppError('unavailable', 'page_host_unknown', { facts: { host } })
}

type Answer =
  | { page: Omit<FetchedPage, 'url'>; location?: never }
  | { page?: never; location: string }

async function ask(
  url: URL,
  options: FetchOptions,
  limits: FetchLimits,
  bounds: AbortController,
): Promise<Answer> {
  const addresses = await orAborted(permittedAddresses(url, options), bounds.signal)
  const response = await connect(url, addresses, limits, bounds)
  try {
    const status = response.statusCode ?? 0
    const { location } = response.headers
    if (REDIRECTS.has(status) && location) return { location }
    if (status !== 200) throw new AppError('refused', 'page_answered_error', { facts: { status } })
    const contentType = response.headers['content-type'] ?? null
    const type = contentType?.split(';')[0]?.trim().toLowerCase()
    if (type && !READABLE_TYPES.has(type)) {
      throw new AppError('refused', 'page_not_text', { facts: { type: type.slice(0, 60) } })
    }
    const length = Number(response.headers['content-length'] ?? 0)
    if (length > limits.receivedBytes) throw tooLarge(megabytesOf(limits))
    return { page: { bytes: await readBody(response, limits, bounds.signal), contentType } }
  } finally {
    response.destroy()
  }
}

/** The head of the answer, its body unread. */
function connect(
  url: URL,
  addresses: LookupAddress[],
  limits: FetchLimits,
  bounds: AbortController,
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const [first] = addresses
    const isSecure = url.protocol === 'https:'
    const asked = (isSecure ? https : http).request(url, {
      agent: false,
      signal: bounds.signal,
      maxHeaderSize: 65_536,
      headers: {
        'user-agent': USER_AGENT,
        accept: 'text/html,application/xhtml+xml,text/plain;q=0.8',
        'accept-encoding': 'gzip, br',
      },
      // The name was looked up and judged before; here it only becomes those very addresses.
      lookup: (_host, { all }, done) => {
        if (all) done(null, addresses)
        else done(null, first?.address ?? '', first?.family)
      },
    })
    const isSlow = () => bounds.abort(new AppError('refused', 'page_too_slow'))
    const connecting = setTimeout(isSlow, limits.connectMs)
    asked.on('socket', (socket) => {
      socket.once(isSecure ? 'secureConnect' : 'connect', () => {
        clearTimeout(connecting)
        // Must hold by what is above; should it ever not, nothing is read.
        const reached = socket.remoteAddress
        if (
          !addresses.some(({ address }) => address === reached || `::ffff:${address}` === reached)
        ) {
          bounds.abort(new AppError('refused', 'page_address_not_public'))
        }
      })
    })
    asked.setTimeout(limits.idleMs, isSlow)
    asked.on('response', resolve)
    asked.on('error', reject)
    asked.on('close', () => clearTimeout(connecting))
    asked.end()
  })
}

/** The body, unpacked; given up as soon as it is too large on either side of the unpacking. */
async function readBody(
  response: http.IncomingMessage,
  limits: FetchLimits,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const unpackers = String(response.headers['content-encoding'] ?? '')
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity')
    .reverse()
    .map(unpacker)
  // Each layer multiplies what the one before it lets through.
  if (unpackers.length > 2) throw new AppError('refused', 'page_packing_unknown')
  const chunks: Buffer[] = []
  const kept = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(chunk)
      done()
    },
  })
  const megabytes = megabytesOf(limits)
  await pipeline(
    [
      response,
      atMost(limits.receivedBytes, megabytes),
      ...unpackers,
      atMost(limits.decodedBytes, megabytes),
      kept,
    ],
    { signal },
  )
  return Buffer.concat(chunks)
}

function atMost(bytes: number, megabytes: number): Transform {
  let seen = 0
  return new Transform({
    transform(chunk, _encoding, done) {
      seen += chunk.length
      if (seen > bytes) done(tooLarge(megabytes))
      else done(null, chunk)
    },
  })
}

function unpacker(coding: string): Transform {
  if (coding === 'gzip' || coding === 'x-gzip') return zlib.createGunzip()
  if (coding === 'br') return zlib.createBrotliDecompress()
  if (coding === 'deflate') return zlib.createInflate()
  throw new AppError('refused', 'page_packing_unknown')
}

const megabytesOf = (limits: FetchLimits) => Math.round(limits.decodedBytes / 1e6)

const tooLarge = (megabytes: number) =>
  new AppError('refused', 'page_too_large', { facts: { megabytes } })

/** Why a fetch failed, in terms of ours: the bound that ended it, else what the network or the body did. */
function asFetchError(error: unknown, signal: AbortSignal): AppError {
  if (signal.reason instanceof AppError) return signal.reason
  if (error instanceof AppError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^(?:Z_|ERR_?_?(?:BROTLI|ZLIB|ZSTD|ERROR_FORMAT))/.test(code)
    ? new AppError('refused', 'page_damaged')
    : new AppError('unavailable', 'page_unreachable')
}

/** A promise that a name server may keep for ever, given up with the signal. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    promise.then(resolve, reject)
  })
}
