import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { prepareDataFolder } from './data-folder.mjs'
import { environmentFor } from './environment.mjs'
import { tryLock } from './folder-lock.mjs'
import { isFurtherThere } from './further-there.mjs'
import { keepKeys } from './keys.mjs'
import { keepLog } from './log-file.mjs'
import { assertPortFree } from './port.mjs'
import { ensurePages, prepareClone } from './prepare-clone.mjs'
import { run, stopRunning, TYPESCRIPT } from './run.mjs'
import { createTeller } from './say.mjs'
import { foldersOf, readSettings } from './settings.mjs'
import { StartProblem, sentenceFor } from './start-problem.mjs'

/** How long a start that is called off may take to come to rest. */
const START_ENDS_MS = 10_000

/** `npm start`: everything from a clean clone to a served page, and its orderly end. */
export async function main() {
  const ending = new AbortController()
  const format = process.env.LOG_FORMAT
  const teller = createTeller({ signal: ending.signal, format })
  process.stderr.on('error', () => {}) // a closed terminal is no reason to stop serving
  const undo = []
  let starting

  const stop = async (exitCode) => {
    ending.abort()
    stopRunning()
    // What is just being started ends up in `undo` first, so that nothing outlives us.
    await Promise.race([starting, delay(START_ENDS_MS)]).catch(() => {})
    for (const step of undo.reverse()) {
      try {
        await step()
      } catch (error) {
        teller.line(`While stopping: ${error.message}`)
      }
    }
    process.exit(exitCode)
  }
  let signals = 0
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      signals += 1
      if (signals === 1) {
        teller.line('Stopping…')
        void stop(0)
      } else if (signals === 3) {
        process.exit(1) // asked for the third time: leave the rest to the next start
      }
    })
  }

  starting = start({
    teller,
    settings: () => readSettings(),
    onStop: (step) => undo.push(step),
    signal: ending.signal,
  })
  try {
    await starting
  } catch (error) {
    if (ending.signal.aborted) return // whatever was under way failed because we are stopping
    const sentence = sentenceFor(error)
    if (sentence) process.stderr.write(`\nCounterclaim did not start. ${sentence}\n`)
    else
      process.stderr.write(`\nCounterclaim did not start: ${error.stack}\n${error.output ?? ''}\n`)
    return stop(1)
  }
}

async function start({ teller, settings: read, onStop, signal }) {
  const settings = read()
  await assertPortFree(settings.port, settings.host)
  prepareDataFolder(settings.dataDir)
  const folders = foldersOf(settings.dataDir)

  const { lock, holder } = tryLock(folders.lock, { port: settings.port })
  if (holder) {
    throw new StartProblem(
      `The data folder ${settings.dataDir} is in use by process ${holder.pid} (port ${holder.port}): stop that one, or choose another folder with DATA_DIR.`,
    )
  }
  onStop(async () => lock.release())

  await prepareClone(teller, { withBuild: false })
  const keys = keepKeys(folders.keys)

  // From here on packages are there to be imported.
  const { createAppProcess } = await import('./app-process.mjs')
  const { openDatabase, readInstance } = await import('./instance-database.mjs')
  const { beginTemplates, isComplete, isOutOfDate, noteEverything, publishBehind, publishNear } =
    await import('./publishing.mjs')

  // Readers first: what was published before is served while the rest is made ready.
  mkdirSync(folders.published, { recursive: true })
  let database
  const environment = () =>
    environmentFor({
      settings,
      keys,
      databaseUrl: database.appUrl,
      internalOrigin: app.origin(),
    })
  const app = createAppProcess({
    settings,
    folders,
    keys,
    teller,
    environment,
    log: keepLog(path.join(settings.dataDir, 'next.log')),
  })
  await app.front.listen(settings.port, settings.host)
  onStop(() => app.front.close())

  database = await openDatabase({
    settings,
    keys,
    teller,
    onMoved: () => app.restartPages(), // with the new address
  })
  onStop(() => {
    // Restarted one after the other, the processes have a database all the time; the last of them ends it.
    if (!database.isEmbedded || !isFurtherThere(settings.dataDir)) return database.stop()
    teller.line('The database goes on for the further processes.')
  })

  await ensurePages(teller)

  const seed = () =>
    run(process.execPath, [...TYPESCRIPT, 'scripts/seed.ts'], {
      env: { ...process.env, ...environment() },
    })
  const before = await readInstance(database.ownerUrl)
  // A first start fills the database before anything is published from it; a later one has only
  // to be told who the demo people are, which needs no waiting for.
  const seeded = before.isSeeded
    ? seed()
    : teller.step(settings.isDemo ? 'Filing the demo story' : 'Setting up', seed)
  seeded.catch(() => {}) // awaited below
  if (!before.isSeeded) await seeded

  // Readers have old pages already, and get each in its new form when they ask for it: no start waits for all of them.
  const isOld = isOutOfDate(folders.published, settings.publicUrl)
  const isRedressed = isOld && isComplete(folders.published)
  if (isOld) {
    beginTemplates(folders.published, settings.publicUrl)
    await noteEverything(database.ownerUrl)
  }

  const tellOfTrouble = tellOnce((words) =>
    teller.line(`Not every page is up to date, and the publisher goes on trying: ${words}`),
  )
  await app.startPages({
    onStarted({ origin }) {
      try {
        lock.describe({ internalOrigin: origin, publicUrl: settings.publicUrl })
      } catch (error) {
        // Only scripts beside us ask where it is; the pages run without a note of it.
        teller.line(`  where the pages are made could not be noted: ${error.message}`)
      }
    },
  })
  onStop(async () => {
    // What is under way is answered by both before either goes.
    await app.front.close()
    await app.stopPages()
  })

  const publisher = {
    folder: folders.published,
    publicUrl: settings.publicUrl,
    secret: keys.internalSecret,
    signal,
  }
  try {
    if (!isRedressed)
      await teller.step('Publishing', () => publishNear({ ...publisher, origin: app.origin() }))
  } catch (error) {
    // Readers have the pages there are, and others when they ask for them; one that can't be made just now is no reason to
    // take all away.
    if (signal.aborted || sentenceFor(error)) throw error
    tellOfTrouble(error)
  }

  const people = (await seeded).trim()
  const { isDemo, hasAdmin } = await readInstance(database.ownerUrl)
  teller.line(`Counterclaim is ready at ${settings.publicUrl}`)
  teller.plain(`\nSign in at ${settings.publicUrl}/sign-in`)
  if (people) teller.plain(people)
  if (!isDemo && !hasAdmin) {
    teller.plain('There is nobody to sign in yet. Make the first admin with: npm run admin:create')
  }
  // What hangs on those pages, pictures and feeds: made between others when somebody asks for them sooner.
  void publishBehind({
    ...publisher,
    origin: app.origin,
    onTrouble: tellOfTrouble,
  })
  app.outliveFailures()
}

/** Says what is wrong, but not again and again. */
function tellOnce(tell) {
  let last
  return ({ message }) => {
    if (message !== last) tell(message)
    last = message
  }
}
