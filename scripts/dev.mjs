// `npm run dev`: the development server on PORT, with an embedded database of its own in .data/dev.
// Pages are rendered by Next on each request here; the publisher works as it does in production.
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import path from 'node:path'
import { generateClient } from './launcher/build.mjs'
import { prepareDataFolder } from './launcher/data-folder.mjs'
import { tryLock } from './launcher/folder-lock.mjs'
import { assertPortFree } from './launcher/port.mjs'
import { prepareClone } from './launcher/prepare-clone.mjs'
import { run, TYPESCRIPT } from './launcher/run.mjs'
import { createTeller } from './launcher/say.mjs'
import { onSignal, runScript } from './launcher/script.mjs'
import { foldersOf, ROOT, readSettings } from './launcher/settings.mjs'
import { StartProblem } from './launcher/start-problem.mjs'

await runScript(async () => {
  process.env.DATA_DIR ||= '.data/dev'
  const teller = createTeller()
  const settings = readSettings()
  await assertPortFree(settings.port, settings.host)
  prepareDataFolder(settings.dataDir)
  const { lock, holder } = tryLock(foldersOf(settings.dataDir).lock, { port: settings.port })
  if (holder) {
    throw new StartProblem(
      `The data folder ${settings.dataDir} is in use by process ${holder.pid}: stop that one, or choose another with DATA_DIR.`,
    )
  }
  try {
    await prepareClone(teller, { withBuild: false })
    return await serve({ teller, settings, lock })
  } finally {
    lock.release()
  }
})

async function serve({ teller, settings, lock }) {
  const { environmentFor } = await import('./launcher/environment.mjs')
  const { bringUpToDate, openDatabase } = await import('./launcher/instance-database.mjs')
  const { keepKeys } = await import('./launcher/keys.mjs')
  const keys = keepKeys(foldersOf(settings.dataDir).keys)
  const database = await openDatabase({ settings, keys, teller })
  const internalOrigin = `http://127.0.0.1:${settings.port}`
  lock.describe({ internalOrigin, publicUrl: settings.publicUrl })
  const env = {
    ...process.env,
    ...environmentFor({ settings, keys, databaseUrl: database.appUrl, internalOrigin }),
    NODE_ENV: 'development',
  }
  let watcher
  try {
    const people = await teller.step('Filing the demo story, unless it is there', () =>
      run(process.execPath, [...TYPESCRIPT, 'scripts/seed.ts'], { env }),
    )
    teller.plain(people.trim())
    watcher = watchSchema(teller, () => bringUpToDate(database, settings, teller))
    return await new Promise((resolve, reject) => {
      const args = ['node_modules/next/dist/bin/next', 'dev', '--port', String(settings.port)]
      const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: 'inherit' })
      onSignal(() => child.kill('SIGTERM'))
      child.once('error', reject)
      child.once('exit', () => resolve(0))
    })
  } finally {
    watcher?.close()
    await database.stop()
  }
}

/** A change of the schema makes the client anew; a new migration is applied. */
function watchSchema(teller, migrateDatabase) {
  let timer
  let running = Promise.resolve()
  return watch(path.join(ROOT, 'prisma'), { recursive: true }, () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      running = running
        .then(() => teller.step('The schema has changed: making the client anew', generateClient))
        .then(migrateDatabase)
        .catch((error) => teller.line(error.message))
    }, 300)
  })
}
