import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { environmentFor } from './environment.mjs'
import { holderOf } from './folder-lock.mjs'
import { isFurtherThere, tellOfFurther } from './further-there.mjs'
import { keepKeys } from './keys.mjs'
import { keepLog } from './log-file.mjs'
import { assertPortFree } from './port.mjs'
import { createTeller } from './say.mjs'
import { onSignal } from './script.mjs'
import { foldersOf, readSettings } from './settings.mjs'
import { StartProblem } from './start-problem.mjs'

/** How long nobody may be there: the first process may have been started at the same time. */
const PATIENCE_MS = 5_000
const LOOK_MS = 250

/**
 * `npm run app`: a further app process beside a running `npm start`, with its folder, its keys and its database, on
 * another port. The first one prepares, migrates and keeps the database; this one answers, and publishes when its turn
 * comes: who writes pages is settled by a lock in the database.
 */
export async function further() {
  const asked = readSettings()
  const teller = createTeller({ format: asked.logFormat })
  const folders = foldersOf(asked.dataDir)
  await assertPortFree(asked.port, asked.host)
  const holder = await theFirst(folders.lock, {
    dataDir: asked.dataDir,
    onWait: ({ pid }) => teller.line(`Waiting for process ${pid}, which is starting…`),
  })
  const publicUrl = asked.isPublicUrlGiven ? asked.publicUrl : holder.publicUrl
  const settings = { ...asked, publicUrl }
  const keys = keepKeys(folders.keys)

  const { createAppProcess } = await import('./app-process.mjs')
  const { stopServerOf } = await import('./embedded-postgres.mjs')
  const { runningDatabase } = await import('./instance-database.mjs')
  const app = createAppProcess({
    settings,
    folders,
    keys,
    teller,
    environment: () =>
      environmentFor({ settings, keys, databaseUrl: runningDatabase(settings, keys)?.appUrl }),
    log: keepLog(path.join(settings.dataDir, `next-${settings.port}.log`)),
  })
  await app.front.listen(settings.port, settings.host)
  const present = tellOfFurther(settings.dataDir, { port: settings.port })
  onSignal(async () => {
    teller.line('Stopping…')
    await app.front.close()
    await app.stopPages()
    present?.release()
    // What the first process left running for us.
    if (!holderOf(folders.lock) && !isFurtherThere(settings.dataDir))
      await stopServerOf(folders.database)
    process.exit(0)
  })
  await app.startPages()
  app.outliveFailures()
  teller.line(`A further process is ready on port ${settings.port}, beside ${publicUrl}`)
}

/** Who runs the instance, as soon as its pages can be made: the first process may be building them still. */
export async function theFirst(lock, { dataDir, patienceMs = PATIENCE_MS, onWait = () => {} }) {
  let isToldOf = false
  for (let unseen = 0; unseen <= patienceMs; ) {
    const holder = holderOf(lock)
    if (holder?.internalOrigin) return holder
    if (holder && !isToldOf) onWait(holder)
    isToldOf ||= Boolean(holder)
    unseen = holder ? 0 : unseen + LOOK_MS
    await delay(LOOK_MS)
  }
  throw new StartProblem(
    `No instance runs in ${dataDir}: start the first process with npm start, and further ones beside it.`,
  )
}
