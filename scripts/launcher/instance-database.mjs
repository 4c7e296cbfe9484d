import { existsSync } from 'node:fs'
import path from 'node:path'
import { MARKER } from '../backup/catalogue.mjs'
import { connectTo, userOf } from './database.mjs'
import { addressesOfRunning, startEmbeddedPostgres } from './embedded-postgres.mjs'
import { applyGrants, weaknessesOf } from './grants.mjs'
import { migrate } from './migrate.mjs'
import { foldersOf } from './settings.mjs'
import { StartProblem } from './start-problem.mjs'
import { supervise } from './supervise.mjs'

/**
 * The database of an instance, migrated and ready: the one DATABASE_URL names, or the embedded one,
 * which is then kept running until `stop`. `appUrl` is the application's role, `ownerUrl` the one
 * that owns the schema; of an outside database they may be the same.
 */
export async function openDatabase({ settings, keys, teller, options, onMoved }) {
  const opened = settings.databaseUrl
    ? outside(settings)
    : await embedded({ settings, keys, teller, options, onMoved })
  try {
    await bringUpToDate(opened, settings, teller)
  } catch (error) {
    await opened.stop()
    throw error
  }
  return opened
}

/** The addresses of the database of an instance that runs already. */
export function runningDatabase(settings, keys) {
  if (settings.databaseUrl) {
    const { appUrl, ownerUrl } = outside(settings)
    return { appUrl, ownerUrl }
  }
  return addressesOfRunning(foldersOf(settings.dataDir).database, keys)
}

function outside({ databaseUrl, databaseOwnerUrl }) {
  return {
    isEmbedded: false,
    appUrl: databaseUrl,
    ownerUrl: databaseOwnerUrl ?? databaseUrl,
    stop: async () => {},
  }
}

async function embedded({ settings, keys, teller, options, onMoved }) {
  const folder = foldersOf(settings.dataDir).database
  const isFirst = !existsSync(path.join(folder, 'PG_VERSION'))
  const title = isFirst ? 'Making the database' : 'Starting the database'
  let address
  const keeper = await teller.step(title, () =>
    supervise({
      name: 'The database',
      teller,
      async start() {
        const server = await startEmbeddedPostgres({ folder, keys, options })
        if (server.isAdopted) {
          teller.line(`  found it running as process ${server.pid}, without its launcher`)
        }
        // Only if its old port was taken meanwhile; whoever holds the old address must be told.
        if (address && address !== server.appUrl) onMoved?.()
        address = server.appUrl
        return server
      },
    }),
  )
  return {
    isEmbedded: true,
    get appUrl() {
      return keeper.current().appUrl
    },
    get ownerUrl() {
      return keeper.current().ownerUrl
    },
    stop: () => keeper.stop(),
  }
}

/** Applies what migrations there are, and the rights of the application's role. */
export async function bringUpToDate(database, { databaseUrl, databaseOwnerUrl }, teller) {
  const variable = databaseOwnerUrl ? 'DATABASE_OWNER_URL' : 'DATABASE_URL'
  if (databaseUrl && databaseOwnerUrl) await (await connectTo(databaseUrl)).end()
  const client = await connectTo(database.ownerUrl, variable)
  try {
    await teller.step('Bringing the database up to date', async () => {
      await assertNotHalfRestored(client)
      const applied = await migrate(client, { onWarning: (text) => teller.line(`  ${text}`) })
      for (const name of applied) teller.line(`  ${name}`)
      const role = userOf(database.appUrl)
      if (userOf(database.ownerUrl) !== role) await applyGrants(client, role)
      await tellWeaknesses(client, role, teller)
    })
  } finally {
    await client.end()
  }
}

/** To an empty database the demo story would be told, or a newsroom begun, where a backup was to be. */
async function assertNotHalfRestored(client) {
  const { rows } = await client.query('SELECT to_regclass($1) AS marker', [`public.${MARKER}`])
  if (!rows[0].marker) return
  throw new StartProblem(
    'A backup is being restored into this database, or was until something cut it short: wait for it to end, or run "npm run restore" again.',
  )
}

/** An operator is told what their database can't promise, once a start. */
async function tellWeaknesses(client, role, teller) {
  const weaknesses = await weaknessesOf(client, role)
  if (weaknesses.length === 0) return
  for (const weakness of weaknesses) teller.line(`  ${weakness}`)
  teller.line(
    '  Counterclaim runs all the same, and whoever checks the record sees an alteration. To have the database refuse it as well, give a role that owns nothing with DATABASE_URL and the owner with DATABASE_OWNER_URL.',
  )
}

/** What the launcher itself wants to know about what is in the database. */
export async function readInstance(databaseUrl) {
  const client = await connectTo(databaseUrl)
  try {
    const { rows } = await client.query(`
      SELECT (SELECT is_demo FROM instance) AS "isDemo",
             EXISTS (SELECT FROM users WHERE role = 'admin') AS "hasAdmin"`)
    const [{ isDemo, hasAdmin }] = rows
    return { isSeeded: isDemo !== null, isDemo: isDemo === true, hasAdmin }
  } finally {
    await client.end()
  }
}
