import { createHash, createHmac } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

const BUCKET = 'pages'
const ACCESS_KEY = 'AKIAMIRRORTEST'
const SECRET_KEY = 'secret/that+nobody/may=see'
const REGION = 'test-1'
const MOST_SKEW_MS = 15 * 60_000
const AT_ONCE = 1_000

type Stored = { body: Buffer; etag: string; headers: Record<string, string> }
export type Request = { method: string; key: string; body: Buffer }
/** What goes wrong with a request: an answer with that status and code, a cut before it is done, or after. */
export type Fault =
  | { status: number; code?: string; headers?: Record<string, string> }
  | 'cut'
  | 'cut after'

/**
 * A small object store on a port of its own that speaks what a mirror needs of S3, and is as strict as the great ones
 * about signatures, hashes of bodies and clocks.
 */
export async function anObjectStore() {
  const objects = new Map<string, Stored>()
  const asked: Request[] = []
  const store = {
    objects,
    /** Each request that was answered well, in order. */
    asked,
    /** Called for each request; what it answers goes wrong. */
    fault: undefined as ((request: Request) => Fault | undefined) | undefined,
    /** What an answer waits for on its way, when it is already what it is. */
    onItsWay: undefined as ((request: Request) => Promise<void> | undefined) | undefined,
    pageSize: AT_ONCE,
    /** Whether anybody may read it. */
    isPublic: false,
    environment: {} as Record<string, string>,
    log: () => asked.filter(({ method }) => method === 'PUT' || method === 'DELETE'),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }

  const server = http.createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part) => parts.push(part))
    request.on('end', async () => {
      const url = new URL(request.url ?? '/', 'http://store')
      const [, bucket = '', ...rest] = decodeURIComponent(url.pathname).split('/')
      const what = { method: request.method ?? '', key: rest.join('/'), body: Buffer.concat(parts) }
      const refuse = (status: number, code?: string, headers = {}) => {
        response.writeHead(status, { 'content-type': 'application/xml', ...headers })
        response.end(
          code
            ? `<Error><Code>${code}</Code><AWSAccessKeyId>${ACCESS_KEY}</AWSAccessKeyId></Error>`
            : '',
        )
      }
      const isRead = /^(?:GET|HEAD)$/.test(what.method) && what.key !== ''
      const wrong = store.isPublic && isRead ? undefined : whatIsWrong(request, url, what.body)
      if (wrong) return refuse(403, wrong)
      if (bucket !== BUCKET) return refuse(404, 'NoSuchBucket')
      const fault = store.fault?.(what)
      if (fault === 'cut') return request.socket.destroy()
      if (fault && fault !== 'cut after') return refuse(fault.status, fault.code, fault.headers)
      const { status, headers, body } = answer(what, request.headers, url.searchParams)
      asked.push(what)
      if (fault === 'cut after') return request.socket.destroy()
      await store.onItsWay?.(what)
      response.writeHead(status, headers)
      response.end(what.method === 'HEAD' ? undefined : body)
    })
  })

  function answer(
    { method, key, body }: Request,
    given: http.IncomingHttpHeaders,
    query: URLSearchParams,
  ) {
    if (method === 'PUT') {
      const etag = createHash('md5').update(body).digest('hex')
      const isKept = (name: string) =>
        /^(?:content-(?:type|encoding)|cache-control|x-amz-meta-.*)$/.test(name)
      const headers = Object.entries(given).filter(([name]) => isKept(name)) as [string, string][]
      objects.set(key, { body, etag, headers: Object.fromEntries(headers) })
      return { status: 200, headers: { etag: `"${etag}"` }, body: '' }
    }
    if (method === 'DELETE') {
      objects.delete(key)
      return { status: 204, headers: {}, body: '' }
    }
    if (key === '')
      return { status: 200, headers: { 'content-type': 'application/xml' }, body: list(query) }
    const found = objects.get(key)
    if (!found) return { status: 404, headers: {}, body: '' }
    const length = { 'content-length': String(found.body.length) }
    return {
      status: 200,
      headers: { ...found.headers, ...length, etag: `"${found.etag}"` },
      body: found.body,
    }
  }

  function list(query: URLSearchParams): string {
    const after = query.get('start-after') ?? ''
    const prefix = query.get('prefix') ?? ''
    const all = [...objects.keys()]
      .filter((key) => key.startsWith(prefix))
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .filter((key) => Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0)
    const some = all.slice(0, store.pageSize)
    const contents = some.map(
      (key) =>
        `<Contents><Key>${encodeURIComponent(key)}</Key><ETag>&quot;${objects.get(key)?.etag}&quot;</ETag></Contents>`,
    )
    return `<ListBucketResult><IsTruncated>${some.length < all.length}</IsTruncated>${contents.join('')}</ListBucketResult>`
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  store.environment = {
    MIRROR_S3_ENDPOINT: `http://127.0.0.1:${port}`,
    MIRROR_S3_BUCKET: BUCKET,
    MIRROR_S3_REGION: REGION,
    MIRROR_S3_ACCESS_KEY_ID: ACCESS_KEY,
    MIRROR_S3_SECRET_ACCESS_KEY: SECRET_KEY,
  }
  return store
}

/** Signature Version 4, reckoned anew from what arrived; the code of what is wrong, if anything is. */
function whatIsWrong(request: http.IncomingMessage, url: URL, body: Buffer): string | undefined {
  const { headers } = request
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    )
  if (!match) return 'AccessDenied'
  const [, accessKey, day = '', region = '', signedHeaders = '', signature] = match
  if (accessKey !== ACCESS_KEY) return 'InvalidAccessKeyId'
  const at = String(headers['x-amz-date'])
  const time = Date.parse(at.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'))
  if (!(Math.abs(Date.now() - time) <= MOST_SKEW_MS)) return 'RequestTimeTooSkewed'
  const hash = createHash('sha256').update(body).digest('hex')
  if (headers['x-amz-content-sha256'] !== hash) return 'XAmzContentSHA256Mismatch'
  const names = signedHeaders.split(';')
  // Whoever sits in between must not be able to add or alter what goes with an object.
  const isEvery = Object.keys(headers).every(
    (name) => !name.startsWith('x-amz-') || names.includes(name),
  )
  const canonical = [
    request.method,
    url.pathname,
    [...url.searchParams]
      .map((pair) => pair.map(escaped).join('='))
      .sort()
      .join('&'),
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    signedHeaders,
    hash,
  ].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', at, scope, createHash('sha256').update(canonical).digest('hex')]
  const hmac = (key: string | Buffer, data: string) =>
    createHmac('sha256', key).update(data).digest()
  const key = [day, region, 's3', 'aws4_request'].reduce(
    (before: string | Buffer, part) => hmac(before, part),
    `AWS4${SECRET_KEY}`,
  )
  const isRight = hmac(key, text.join('\n')).toString('hex') === signature && region === REGION
  return isRight && isEvery ? undefined : 'SignatureDoesNotMatch'
}

const escaped = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/** A cache's purge hook: what it was told, and what it answers. */
export async function aPurgeHook() {
  const hook = {
    told: [] as { method: string; headers: http.IncomingHttpHeaders; body: string }[],
    status: 200,
    /** Called before it is noted. */
    onPurge: undefined as (() => void) | undefined,
    url: '',
    keys: () => hook.told.flatMap(({ body }) => JSON.parse(body).surrogate_keys as string[]),
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  }
  const server = http.createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    if (hook.status === 200) {
      hook.onPurge?.()
      hook.told.push({ method: request.method ?? '', headers: request.headers, body })
    }
    response.writeHead(hook.status).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  hook.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/purge`
  return hook
}
