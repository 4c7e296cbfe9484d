import 'server-only'
import { createHash } from 'node:crypto'
import { AwsClient } from 'aws4fetch'
import type { MirrorSettings } from '@/lib/mirror-settings'

const ANSWER_MS = 30_000
const LIST_AT_ONCE = 1_000

export type StoredObject = { key: string; etag: string }

/** What a mirror asks of an object store; keys are without the prefix. */
export type Store = {
  /** Answers what the store calls it. */
  put(key: string, body: Uint8Array, headers: Record<string, string>): Promise<string>
  remove(key: string): Promise<void>
  head(key: string): Promise<{ etag: string; headers: Headers } | null>
  /** The objects whose keys come after that one, in the order of their bytes. */
  list(after: string): Promise<{ objects: StoredObject[]; isLast: boolean }>
}

/** The store did not do what it was asked. Its words are ours, since what stores say quotes keys and signatures. */
export class StoreFault extends Error {
  constructor(
    words: string,
    /** Something is amiss with this object alone; others may go. */
    readonly isOfObject: boolean,
    readonly retryAfterMs = 0,
  ) {
    super(words)
  }
}

type Asked = { method: string; key?: string; query?: string; body?: Uint8Array; headers?: object }

/** S3 and whatever speaks it, addressed by path. */
export function s3Store(settings: MirrorSettings, now: () => Date = () => new Date()): Store {
  const { endpoint, bucket, prefix, region } = settings
  const client = new AwsClient({
    accessKeyId: settings.accessKeyId,
    secretAccessKey: settings.secretAccessKey,
    sessionToken: settings.sessionToken,
    service: 's3',
    region,
    // Whoever follows has a patience of their own.
    retries: 0,
  })

  async function ask({ method, key, query = '', body, headers }: Asked): Promise<Response> {
    const path = key === undefined ? '' : `/${(prefix + key).split('/').map(escaped).join('/')}`
    const hash = createHash('sha256')
      .update(body ?? '')
      .digest('hex')
    const response = await client
      .fetch(`${endpoint}/${bucket}${path}${query}`, {
        method,
        // A body that arrives otherwise than it was signed is refused: half an upload is none.
        headers: { ...headers, 'x-amz-content-sha256': hash },
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_MS),
        aws: {
          datetime: now()
            .toISOString()
            .replace(/[:-]|\.\d{3}/g, ''),
        },
        ...(body ? { body: body as Uint8Array<ArrayBuffer> } : {}),
      })
      .catch((error: unknown) => {
        throw new StoreFault(`the store at ${hostOf(endpoint)} ${silenceOf(error)}`, false)
      })
    if (response.ok || (response.status === 404 && method !== 'PUT' && key !== undefined)) {
      return response
    }
    throw await faultOf(response, settings, { what: `${method} ${key ?? 'list'}`, now: now() })
  }

  return {
    async put(key, body, headers) {
      const response = await ask({ method: 'PUT', key, body, headers })
      await response.body?.cancel()
      return etagOf(response.headers.get('etag'))
    },

    async remove(key) {
      const response = await ask({ method: 'DELETE', key })
      await response.body?.cancel()
    },

    async head(key) {
      const response = await ask({ method: 'HEAD', key })
      if (response.status === 404) return null
      return { etag: etagOf(response.headers.get('etag')), headers: response.headers }
    },

    async list(after) {
      const query = new URLSearchParams({
        'list-type': '2',
        'encoding-type': 'url',
        'max-keys': String(LIST_AT_ONCE),
        ...(prefix ? { prefix } : {}),
        ...(after ? { 'start-after': prefix + after } : {}),
      })
      const response = await ask({ method: 'GET', query: `?${query}` })
      const xml = await response.text()
      const objects = [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, each = '']) => ({
        key: decodeURIComponent(inTag(each, 'Key').replaceAll('+', ' ')).slice(prefix.length),
        etag: etagOf(inTag(each, 'ETag')),
      }))
      return { objects, isLast: inTag(xml, 'IsTruncated') !== 'true' }
    },
  }
}

const escaped = (part: string) =>
  encodeURIComponent(part).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)

const inTag = (xml: string, tag: string) =>
  new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(xml)?.[1] ?? ''

const etagOf = (text: string | null) => (text ?? '').replaceAll(/&quot;|"/g, '')

const hostOf = (endpoint: string) => new URL(endpoint).host

/** Why there was no answer, in the words of the network: they know no headers. */
function silenceOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return `did not answer within ${ANSWER_MS / 1000} seconds`
  }
  const cause = (error as { cause?: NodeJS.ErrnoException }).cause
  return `can’t be reached (${cause?.code ?? cause?.name ?? 'no connection'})`
}

async function faultOf(
  response: Response,
  { endpoint, bucket, region }: MirrorSettings,
  { what, now }: { what: string; now: Date },
): Promise<StoreFault> {
  const { status, headers } = response
  const code = inTag(await response.text().catch(() => ''), 'Code').slice(0, 60)
  const store = `the store at ${hostOf(endpoint)}`
  const ofAll = (words: string) => new StoreFault(words, false, retryAfterOf(headers))
  switch (code) {
    case 'RequestTimeTooSkewed':
    case 'RequestExpired':
      return ofAll(
        `the clock of this machine and that of ${store} differ too much (${now.toISOString()} here, ${headers.get('date') ?? 'unknown'} there): set the clock`,
      )
    case 'SignatureDoesNotMatch':
      return ofAll(
        `${store} does not accept the signature: MIRROR_S3_SECRET_ACCESS_KEY or MIRROR_S3_REGION is wrong, or something in between changes requests`,
      )
    case 'InvalidAccessKeyId':
      return ofAll(`${store} does not know the key in MIRROR_S3_ACCESS_KEY_ID`)
    case 'ExpiredToken':
    case 'InvalidToken':
      return ofAll(`${store} takes the token in MIRROR_S3_SESSION_TOKEN for expired`)
    case 'NoSuchBucket':
      return ofAll(`${store} has no bucket ${bucket}`)
    case 'PermanentRedirect':
    case 'TemporaryRedirect':
    case 'AuthorizationHeaderMalformed':
      return ofAll(`the bucket ${bucket} is not at ${hostOf(endpoint)} in region ${region}`)
    case 'QuotaExceeded':
      return ofAll(`the bucket ${bucket} is full`)
  }
  if (status === 403) {
    return ofAll(`${store} does not allow ${what} in bucket ${bucket} (${code || 'Forbidden'})`)
  }
  const words = `${store} answered ${status}${code ? ` (${code})` : ''} to ${what}`
  // Such answers are of the request, not of the store.
  const isOfObject = status >= 400 && status < 500 && ![408, 429].includes(status)
  return new StoreFault(words, isOfObject, retryAfterOf(headers))
}

/** Seconds only: whoever says a date has a clock of their own. */
function retryAfterOf(headers: Headers): number {
  const seconds = Number(headers.get('retry-after'))
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 600) * 1000 : 0
}
