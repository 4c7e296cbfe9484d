import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { environmentFor } from './environment.mjs'
import { holderOf } from './folder-lock.mjs'
import { keepKeys } from './keys.mjs'
import { assertPortFree } from './port.mjs'
import { createTeller } from './say.mjs'
import { onSignal } from './script.mjs'
import { foldersOf, ROOT, readSettings } from './settings.mjs'
import { StartProblem } from './start-problem.mjs'

/** How long the first process may take to be there. */
const PATIENCE_MS = 60_000
const LOOK_MS = 250

/**
 * `npm run app`: a further app process beside a running `npm start`, with its folder, its keys and its database, on
 * another port. The first one prepares, migrates and keeps the database; this one answers, and publishes when its turn
 * comes: who writes pages is settled by a lock in the database.
 */
export async function further() {
  const teller = createTeller()
  const settings = readSettings()
  const folders = foldersOf(settings.dataDir)
  await assertPortFree(settings.port, settings.host)
  const holder = await theFirst(folders.lock, settings)
  const keys = keepKeys(folders.keys)
  const publicUrl = settings.isPublicUrlGiven ? settings.publicUrl : holder.publicUrl

  const { createFront } = await import('./front.mjs')
  const { runningDatabase } = await import('./instance-database.mjs')
  const { startNext } = await import('./next-child.mjs')
  const { isComplete } = await import('./publishing.mjs')
  const { supervise } = await import('./supervise.mjs')

  let next
  const front = createFront({
    ...settings,
    publicUrl,
    published: folders.published,
    assets: path.join(ROOT, '.next'),
    internalSecret: keys.internalSecret,
    next: () => next?.current()?.origin,
    isComplete: () => isComplete(folders.published),
  })
  await front.listen(settings.port, settings.host)
  next = await teller.step('Starting the pages', () =>
    supervise({
      name: 'The Next server',
      teller,
      start: () =>
        startNext({
          // Asked each time: the database may have come back under another address.
          env: environmentFor({
            settings: { ...settings, publicUrl },
            keys,
            databaseUrl: runningDatabase(settings, keys)?.appUrl,
          }),
          port: next?.current().port,
          onWords: (text, isTrouble) => isTrouble && process.stderr.write(text),
        }),
    }),
  )
  onSignal(async () => {
    teller.line('Stopping…')
    await front.close()
    await next.stop()
    process.exit(0)
  })
  teller.line(`A further process is ready on port ${settings.port}, beside ${publicUrl}`)
}

/** Who runs the instance, as soon as its pages can be made. */
async function theFirst(lock, { dataDir }) {
  for (let waited = 0; waited <= PATIENCE_MS; waited += LOOK_MS) {
    const holder = holderOf(lock)
    if (holder?.internalOrigin) return holder
    await delay(LOOK_MS)
  }
  throw new StartProblem(
    `No instance runs in ${dataDir}: start the first process with npm start, and further ones beside it.`,
  )
}
