import { existsSync } from 'node:fs'
import path from 'node:path'
import { connectTo, userOf } from './database.mjs'
import { addressesOfRunning, startEmbeddedPostgres } from './embedded-postgres.mjs'
import { applyGrants } from './grants.mjs'
import { migrate } from './migrate.mjs'
import { foldersOf } from './settings.mjs'
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
          teller.line(`  found it running as process ${server.pid}; its launcher was killed`)
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
      const applied = await migrate(client, { onWarning: (text) => teller.line(`  ${text}`) })
      for (const name of applied) teller.line(`  ${name}`)
      if (database.ownerUrl !== database.appUrl) {
        await applyGrants(client, userOf(database.appUrl))
      }
    })
  } finally {
    await client.end()
  }
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
