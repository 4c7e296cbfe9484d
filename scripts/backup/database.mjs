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
export async function withDatabaseAsItIs({ settings, signal }, work) {
  if (settings.databaseUrl) {
    const { databaseUrl, databaseOwnerUrl } = settings
    const variable = databaseOwnerUrl ? 'DATABASE_OWNER_URL' : 'DATABASE_URL'
    return withClient({ url: databaseOwnerUrl ?? databaseUrl, variable, signal }, work)
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
    if (database) return withClient({ url: database.ownerUrl, signal }, work)
    throw new StartProblem(
      `The instance in ${settings.dataDir} (process ${holder.pid}) is starting or stopping; try again shortly.`,
    )
  }
  try {
    const server = await startEmbeddedPostgres({ folder: folders.database, keys })
    try {
      return await withClient({ url: server.ownerUrl, signal }, work)
    } finally {
      await server.stop()
    }
  } finally {
    lock.release()
  }
}

/**
 * Runs `work` with a connection that `signal` cuts off: what is under way in the database then fails, and whoever began
 * something for it takes that back. A connection that is gone is told as such.
 */
export async function withClient({ url, variable, signal }, work) {
  const client = await connectTo(url, variable)
  let isGone = false
  client.on('end', () => {
    isGone = true
  })
  const cutOff = () => client.connection.stream.destroy()
  signal?.addEventListener('abort', cutOff)
  try {
    signal?.throwIfAborted()
    return await work(client)
  } catch (error) {
    if (signal?.aborted) throw new StartProblem('Called off: nothing of it is kept.')
    // The driver may say so before it has seen the connection end.
    const isCut = isGone || /not queryable|Connection terminated/.test(error.message)
    if (isCut && !(error instanceof StartProblem)) {
      throw new StartProblem(
        'The database went away in the middle: nothing of it is kept. Try again.',
      )
    }
    throw error
  } finally {
    signal?.removeEventListener('abort', cutOff)
    await client.end().catch(() => {})
  }
}
