import { environmentFor } from './environment.mjs'
import { holderOf, tryLock } from './folder-lock.mjs'
import { openDatabase, runningDatabase } from './instance-database.mjs'
import { keepKeys } from './keys.mjs'
import { foldersOf } from './settings.mjs'
import { StartProblem } from './start-problem.mjs'

/**
 * Runs `work` with the database of an instance, whether or not that instance is running:
 * `work({ environment, database, holder })`. What had to be started for it is stopped after it.
 */
export async function useInstance({ settings, teller }, work) {
  const folders = foldersOf(settings.dataDir)
  const keys = keepKeys(folders.keys)
  const context = (database, holder) => ({
    database,
    holder,
    keys,
    environment: environmentFor({
      settings: { ...settings, publicUrl: holder?.publicUrl ?? settings.publicUrl },
      keys,
      databaseUrl: database.appUrl,
      internalOrigin: holder?.internalOrigin,
    }),
  })

  const { lock, holder } = tryLock(folders.lock)
  if (holder) {
    const database = runningDatabase(settings, keys)
    if (!database || !holderOf(folders.lock)) {
      throw new StartProblem(
        `The instance in ${settings.dataDir} (process ${holder.pid}) is starting or stopping; try again shortly.`,
      )
    }
    return work(context(database, holder))
  }
  try {
    const database = await openDatabase({ settings, keys, teller })
    try {
      return await work(context(database))
    } finally {
      await database.stop()
    }
  } finally {
    lock.release()
  }
}
