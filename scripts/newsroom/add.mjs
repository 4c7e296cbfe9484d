import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { environmentFor } from '../launcher/environment.mjs'
import { tryLock } from '../launcher/folder-lock.mjs'
import { keepKeys } from '../launcher/keys.mjs'
import { run, TYPESCRIPT } from '../launcher/run.mjs'
import { foldersOf } from '../launcher/settings.mjs'
import { StartProblem } from '../launcher/start-problem.mjs'
import { addressesOf, bringUpToDate, hasDatabase, makeDatabase } from './database.mjs'
import { assertName } from './registry.mjs'

const FIRST_PORT = 3101
const LAST_PORT = 32_000
export const DATA = '/var/lib/counterclaim'

/**
 * Adds a newsroom: its place in the registry, roles and database, tables and rights, keys and data folder, what its unit is
 * started with, and the link by which its first admin comes in. Cut short anywhere, the same command goes on from there; done
 * again, it changes nothing and says what there is.
 */
export async function addNewsroom(registry, wanted, teller) {
  assertName(wanted.name)
  const { lock, holder } = tryLock(registry.place(`${wanted.name}.lock`))
  if (holder) {
    throw new StartProblem(`${wanted.name} is being added by process ${holder.pid}: wait for it.`)
  }
  try {
    return await addAlone(registry, wanted, teller)
  } finally {
    lock.release()
  }
}

async function addAlone(registry, wanted, teller) {
  const { newsroom, isNew } = await registry.locked(async () => {
    const known = registry.newsroom(wanted.name)
    if (known) {
      assertSame(known, wanted)
      return { newsroom: known, isNew: false }
    }
    const made = await placeFor(registry, wanted)
    // In the registry before it is anywhere else: whoever goes on later knows that what they find is theirs.
    registry.write(made)
    return { newsroom: made, isNew: true }
  })
  const { name } = newsroom
  const server = serverOf(registry, newsroom)
  const keys = keepKeys(registry.place(name, 'keys'))
  registry.writeEnvironment(name, environmentFile(newsroom, server, keys))
  await teller.step(`${name}: roles and database on ${newsroom.server}`, () =>
    makeDatabase(newsroom, server.url, keys),
  )
  await teller.step(`${name}: tables and rights`, () => bringUpToDate(newsroom, server.url, keys))
  if (newsroom.host === hostname()) placeNewsroom(registry, newsroom)
  const wantsLink = newsroom.admin && (wanted.admin || newsroom.state !== 'ready')
  const link =
    wantsLink &&
    (await teller.step(`${name}: the first admin's link`, () => linkFor(newsroom, server, keys)))
  if (newsroom.state !== 'ready') {
    newsroom.state = 'ready'
    registry.write(newsroom)
  }
  return { newsroom, isNew, link }
}

/** The data folder and its keys, on the machine that the newsroom runs on. */
export function placeNewsroom(registry, { name, dataDir }) {
  const from = registry.place(name, 'keys')
  const to = foldersOf(dataDir).keys
  mkdirSync(dataDir, { recursive: true, mode: 0o750 })
  mkdirSync(to, { recursive: true, mode: 0o700 })
  // What is there stays: with other keys nobody could sign in any more.
  cpSync(from, to, { recursive: true, force: false })
}

function assertSame(known, wanted) {
  for (const each of ['address', 'server', 'host', 'port', 'dataDir']) {
    if (wanted[each] === undefined || String(wanted[each]) === String(known[each])) continue
    throw new StartProblem(
      `There is a newsroom ${known.name} already, with ${each} ${known[each]} and not ${wanted[each]}: choose another name.`,
    )
  }
}

async function placeFor(
  registry,
  { name, address, server, host = hostname(), port, dataDir, admin },
) {
  const others = registry.newsrooms()
  if (!address)
    throw new StartProblem(
      'Say under which address it is read: --address https://claims.example.org.',
    )
  const origin = originOf(address)
  const same = others.find((each) => each.address === origin)
  if (same) throw new StartProblem(`${origin} is the address of the newsroom ${same.name} already.`)
  const newsroom = {
    name,
    address: origin,
    server: server ?? emptiest(registry.servers(), others),
    host,
    port: port ?? freePort(others, host),
    dataDir: dataDir ?? path.join(DATA, name),
    ...(admin && { admin }),
    state: 'making',
  }
  const taken = others.find(
    (each) =>
      each.host === host && (each.port === newsroom.port || each.dataDir === newsroom.dataDir),
  )
  if (taken) {
    throw new StartProblem(
      `The newsroom ${taken.name} on ${host} has port ${taken.port} and folder ${taken.dataDir} already.`,
    )
  }
  const { url } = serverOf(registry, newsroom)
  if (await hasDatabase(newsroom, url)) {
    throw new StartProblem(
      `${newsroom.server} has a database for a newsroom called ${name}, which is not in ${registry.folder}: choose another name, or bring its entry back.`,
    )
  }
  return newsroom
}

function originOf(address) {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search)
    return url.origin
  throw new StartProblem(
    `The address must be one such as https://claims.example.org, not "${address}".`,
  )
}

/** The server with the fewest of those that have room. */
function emptiest(servers, newsrooms) {
  const counted = Object.entries(servers).map(([name, { most }]) => ({
    name,
    most: most ?? Number.POSITIVE_INFINITY,
    count: newsrooms.filter((each) => each.server === name).length,
  }))
  const [first] = counted
    .filter(({ count, most }) => count < most)
    .sort((one, other) => one.count - other.count)
  if (first) return first.name
  throw new StartProblem(
    counted.length === 0
      ? 'There is no PostgreSQL server yet: npm run newsroom -- server NAME postgresql://…'
      : 'Every server has as many newsrooms as it takes: add another, or raise --most.',
  )
}

function freePort(newsrooms, host) {
  const taken = new Set(newsrooms.filter((each) => each.host === host).map(({ port }) => port))
  for (let port = FIRST_PORT; port <= LAST_PORT; port += 1) if (!taken.has(port)) return port
  throw new StartProblem(`${host} has no port to spare.`)
}

export function serverOf(registry, { server }) {
  const found = registry.servers()[server]
  if (found) return found
  throw new StartProblem(
    `There is no server ${server}: npm run newsroom -- server ${server} postgresql://…`,
  )
}

/** What the unit counterclaim@NAME is started with. */
export function environmentFile(newsroom, server, keys) {
  const { ownerUrl, appUrl } = addressesOf(newsroom, server.url, keys)
  const lines = [
    '# Made by npm run newsroom; what is to be said besides goes into environment.own beside it.',
    `PORT=${newsroom.port}`,
    `PUBLIC_URL=${newsroom.address}`,
    `DATA_DIR=${newsroom.dataDir}`,
    `DATABASE_URL=${appUrl}`,
    `DATABASE_OWNER_URL=${ownerUrl}`,
  ]
  if (server.replica) lines.push(`REPLICA_DATABASE_URL=${elsewhere(appUrl, server.replica)}`)
  return `${lines.join('\n')}\n`
}

function elsewhere(address, host) {
  const url = new URL(address)
  url.host = host
  return url.toString()
}

async function linkFor(newsroom, server, keys) {
  const { admin, address, port, dataDir } = newsroom
  const environment = environmentFor({
    settings: { dataDir, port, publicUrl: address, isDemo: false },
    keys,
    databaseUrl: addressesOf(newsroom, server.url, keys).appUrl,
  })
  const words = await run(
    process.execPath,
    [...TYPESCRIPT, 'scripts/newsroom/first-admin.ts', admin.email, admin.name],
    { env: { ...process.env, ...environment } },
  )
  return words.trim().split('\n').at(-1)
}

export function hasPlace({ dataDir }) {
  return existsSync(foldersOf(dataDir).keys)
}
