import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { connectTo } from '../launcher/database.mjs'
import { weaknessesOf } from '../launcher/grants.mjs'
import { keepKeys } from '../launcher/keys.mjs'
import { readMigrations } from '../launcher/migrate.mjs'
import { foldersOf } from '../launcher/settings.mjs'
import { sentenceFor } from '../launcher/start-problem.mjs'
import { environmentFile, hasPlace, serverOf } from './add.mjs'
import { addressesOf } from './database.mjs'

const ANSWER_MS = 2_000

/** What is wrong with a newsroom, a sentence each; none when all is well. */
export async function checkNewsroom(registry, newsroom) {
  const faults = []
  const { name, host } = newsroom
  if (newsroom.state !== 'ready') faults.push('It was not made to the end: run "add" for it again.')
  const twin = registry
    .newsrooms()
    .find(
      (each) =>
        each.name !== name &&
        (each.address === newsroom.address || (each.host === host && each.port === newsroom.port)),
    )
  if (twin) faults.push(`It shares its address or port with ${twin.name}.`)
  try {
    const server = serverOf(registry, newsroom)
    const keys = keepKeys(registry.place(name, 'keys'))
    if (registry.environment(name) !== environmentFile(newsroom, server, keys)) {
      faults.push('What its unit is started with is not what it should be: run "add" for it again.')
    }
    if (host === hostname()) faults.push(...checkPlace(registry, newsroom))
    faults.push(...(await checkDatabase(newsroom, server, keys)))
  } catch (error) {
    faults.push(sentenceFor(error) ?? error.message)
  }
  return faults
}

function checkPlace(registry, newsroom) {
  if (!hasPlace(newsroom)) return ['Its data folder is not there: npm run newsroom -- place NAME']
  const secret = (folder) => readFileSync(path.join(folder, 'session-secret'), 'utf8')
  return secret(registry.place(newsroom.name, 'keys')) === secret(foldersOf(newsroom.dataDir).keys)
    ? []
    : ['The keys in its data folder are others than those in the registry.']
}

async function checkDatabase(newsroom, server, keys) {
  const { appUrl } = addressesOf(newsroom, server.url, keys)
  const faults = []
  const client = await connectTo(appUrl, 'Its database')
  try {
    const { rows } = await client.query(
      'SELECT migration_name AS name FROM _prisma_migrations WHERE rolled_back_at IS NULL AND finished_at IS NOT NULL',
    )
    const has = new Set(rows.map(({ name }) => name))
    const ours = readMigrations().map(({ name }) => name)
    const lacking = ours.filter((name) => !has.has(name))
    const newer = [...has].filter((name) => !ours.includes(name))
    if (lacking.length > 0)
      faults.push(`It lacks ${lacking.length} migrations: npm run newsroom -- migrate`)
    if (newer.length > 0) faults.push('Its database is newer than this code.')
    faults.push(...(await weaknessesOf(client, new URL(appUrl).username)))
    if (lacking.length === 0) {
      const { rows: people } = await client.query(
        'SELECT EXISTS (SELECT FROM users WHERE role = \'admin\' AND deactivated_at IS NULL) AS "hasAdmin"',
      )
      if (newsroom.admin && !people[0].hasAdmin)
        faults.push('Nobody there is an admin: run "add" for it again.')
    }
  } finally {
    await client.end()
  }
  return faults
}

/** Whether the newsroom can be entered with another's keys, which it must not. */
export async function canEnter(newsroom, server, keysOfAnother, another) {
  const url = new URL(addressesOf(another, server.url, keysOfAnother).appUrl)
  url.pathname = new URL(addressesOf(newsroom, server.url, keysOfAnother).appUrl).pathname
  const client = new pg.Client({ connectionString: url.toString() })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** Whether its application answers, where it runs on this machine. */
export async function isRunning({ host, port }) {
  if (host !== hostname()) return undefined
  try {
    const { ok } = await fetch(`http://127.0.0.1:${port}/healthz`, {
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    return ok
  } catch {
    return false
  }
}
