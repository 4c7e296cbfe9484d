import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartProblem } from './start-problem.mjs'

/** The clone this script belongs to. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Reads what the environment asks for; says what is wrong with it before anything is started. */
export function readSettings(env = process.env) {
  const port = readPort(env.PORT)
  const publicUrl = readPublicUrl(env.PUBLIC_URL, port)
  return {
    port,
    /** Empty: every interface, the port being the public one. */
    host: env.HOST || undefined,
    dataDir: path.resolve(ROOT, env.DATA_DIR || '.data'),
    publicUrl,
    isPublicUrlGiven: Boolean(env.PUBLIC_URL),
    isDemo: env.DEMO !== '0',
    databaseUrl: env.DATABASE_URL || undefined,
    databaseOwnerUrl: env.DATABASE_OWNER_URL || undefined,
    replicaUrl: readReplicaUrl(env.REPLICA_DATABASE_URL),
    /** Set when a proxy of our own stands in front and its X-Forwarded-For may be believed. */
    trustsProxy: env.TRUST_PROXY === '1',
    /** Who says it may read the metrics, from wherever it asks. */
    metricsToken: readToken(env.METRICS_TOKEN),
    logFormat: readLogFormat(env.LOG_FORMAT),
  }
}

/** The folders of one instance. */
export function foldersOf(dataDir) {
  return {
    lock: path.join(dataDir, 'lock.json'),
    keys: path.join(dataDir, 'keys'),
    database: path.join(dataDir, 'postgres'),
    published: path.join(dataDir, 'published'),
  }
}

export function isLoopbackHost(hostname) {
  return LOOPBACK.has(hostname)
}

function readPort(text) {
  if (text === undefined || text === '') return 3000
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StartProblem(`PORT must be a number from 1 to 65535, not "${text}".`)
  }
  return port
}

/** Read again by the application, which it would keep from answering anything. */
function readReplicaUrl(text) {
  if (!text) return undefined
  if (URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)) return text
  throw new StartProblem(
    'REPLICA_DATABASE_URL is not the address of a PostgreSQL database: it should look like postgresql://user:password@host:5432/database.',
  )
}

function readToken(text) {
  if (!text) return undefined
  if (/^[\x21-\x7e]{16,200}$/.test(text)) return text
  throw new StartProblem(
    'METRICS_TOKEN must be 16 to 200 letters, digits or signs, without blanks: it keeps strangers from the metrics.',
  )
}

function readLogFormat(text) {
  if (!text || text === 'plain') return 'plain'
  if (text === 'json') return 'json'
  throw new StartProblem(`LOG_FORMAT must be plain or json, not "${text}".`)
}

function readPublicUrl(text, port) {
  if (!text) return `http://localhost:${port}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search
  if (!isPlain) {
    throw new StartProblem(
      `PUBLIC_URL must be an address such as https://claims.example.org, without a path, not "${text}".`,
    )
  }
  return url.origin
}
