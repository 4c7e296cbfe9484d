import { existsSync } from 'node:fs'
import path from 'node:path'
import { connectTo } from '../launcher/database.mjs'
import { startEmbeddedPostgres } from '../launcher/embedded-postgres.mjs'
import { tryLock } from '../launcher/folder-lock.mjs'
import { runningDatabase } from '../launcher/instance-database.mjs'
import { keepKeys } from '../launcher/keys.mjs'
import { foldersOf } from '../launcher/settings.mjs'
import { StartProblem } from '../launcher/start-problem.mjs'

/**
 * Runs `work` with a connection, as their owner, to the tables of an instance that runs or is stopped. They are left as
 * they are: a backup is often the last thing done before a newer version brings them up to date.
 */
export async function withDatabaseAsItIs({ settings }, work) {
  if (settings.databaseUrl) {
    const { databaseUrl, databaseOwnerUrl } = settings
    return withClient(
      databaseOwnerUrl ?? databaseUrl,
      work,
      databaseOwnerUrl ? 'DATABASE_OWNER_URL' : 'DATABASE_URL',
    )
  }

  const folders = foldersOf(settings.dataDir)
  if (!existsSync(path.join(folders.database, 'PG_VERSION'))) {
    throw new StartProblem(
      `There is no instance in ${settings.dataDir}: say where it is with DATA_DIR or DATABASE_URL.`,
    )
  }
  const keys = keepKeys(folders.keys)
  const { lock, holder } = tryLock(folders.lock)
  if (holder) {
    const database = runningDatabase(settings, keys)
    if (database) return withClient(database.ownerUrl, work)
    throw new StartProblem(
      `The instance in ${settings.dataDir} (process ${holder.pid}) is starting or stopping; try again shortly.`,
    )
  }
  try {
    const server = await startEmbeddedPostgres({ folder: folders.database, keys })
    try {
      return await withClient(server.ownerUrl, work)
    } finally {
      await server.stop()
    }
  } finally {
    lock.release()
  }
}

async function withClient(url, work, variable) {
  const client = await connectTo(url, variable)
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}
