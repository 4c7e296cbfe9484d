import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os, { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { findNginx, startShippedNginx } from '../deploy/run-nginx.mjs'
import { connectTo } from '../launcher/database.mjs'
import { runningDatabase } from '../launcher/instance-database.mjs'
import { keepKeys } from '../launcher/keys.mjs'
import { MIGRATIONS, migrate } from '../launcher/migrate.mjs'
import { freeLoopbackPort } from '../launcher/port.mjs'
import { untilComplete } from '../launcher/publishing.mjs'
import { foldersOf, readSettings } from '../launcher/settings.mjs'
import { StartProblem } from '../launcher/start-problem.mjs'
import { startAppProcesses } from './app-processes.mjs'
import { hireSavers } from './loss-editors.mjs'
import { createReaders } from './loss-readers.mjs'

/** How long each part goes on after what is done in it. */
const SETTLE_MS = Number(process.env.SETTLE_MS ?? 5_000)
const DEAD_MS = Number(process.env.DEAD_SECONDS ?? 20) * 1000
const MIGRATION = '29981231235959_tried_under_load'

/**
 * What readers and editors notice of a process that is killed, of all of them, of a rolling restart and of a migration,
 * with three app processes behind nginx as it is shipped: requests that failed, saves that had to be pressed again, saves
 * that were acknowledged and are not there, or are there twice.
 */
export async function benchLoss(teller) {
  if (!findNginx()) {
    throw new StartProblem(
      'What a loss does is tried behind nginx, as it is shipped: install it first.',
    )
  }
  const port = await freeLoopbackPort()
  const url = `http://localhost:${port}`
  const apps = await startAppProcesses(3, url)
  const stops = [apps.stop]
  try {
    const folders = foldersOf(apps.dataDir)
    await untilComplete(folders.published)
    const nginx = await startShippedNginx({
      published: folders.published,
      apps: apps.processes.map(({ origin }) => origin),
      publicUrl: url,
      port,
    })
    stops.push(nginx.stop)
    const keys = keepKeys(folders.keys)
    const database = () => runningDatabase(readSettings({ DATA_DIR: apps.dataDir }), keys)
    const editors = await teller.step('Twelve editors sign in', () =>
      hireSavers(url, database().ownerUrl),
    )
    const readers = await createReaders(url)
    const [first, second, third] = apps.processes

    const parts = {
      nothing: async () => {},
      'a further process is killed, and started again': async () => {
        await third.end('SIGKILL')
        await delay(SETTLE_MS)
        await third.start()
      },
      'the first process is killed, and started again': async () => {
        await first.end('SIGKILL')
        await delay(SETTLE_MS)
        await first.start()
      },
      'Next of one process is killed': async () => {
        process.kill(childOf(second.pid, 'next-server'), 'SIGKILL')
      },
      'one after the other is ended in order, and started again': async () => {
        for (const each of apps.processes) {
          await each.end('SIGTERM')
          await each.start()
        }
      },
      'a migration is applied': () => migrateUnderLoad(database().ownerUrl),
    }
    const results = []
    for (const [name, work] of Object.entries(parts)) {
      const result = await teller.step(`Under load: ${name}`, async () => {
        const reading = readers.begin()
        const saving = editors.begin()
        await delay(SETTLE_MS / 2)
        await work()
        await delay(SETTLE_MS)
        return { name, saves: await saving.end(), reads: await reading.end() }
      })
      results.push(result)
    }
    const kept = await editors.compare()

    const dead = await teller.step('All processes and the database are killed', async () => {
      const postmaster = Number(
        readFileSync(path.join(folders.database, 'postmaster.pid'), 'utf8').split('\n')[0],
      )
      for (const each of apps.processes) await each.end('SIGKILL')
      process.kill(postmaster, 'SIGKILL')
      const reading = readers.begin({ ofFilesAlone: true })
      await delay(DEAD_MS)
      const reads = await reading.end()
      await first.start()
      await second.start()
      await third.start()
      return reads
    })
    return describe(results, kept, dead)
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

/** What a newer version's first process does at its start, while those of this version go on. */
async function migrateUnderLoad(ownerUrl) {
  const folder = mkdtempSync(path.join(tmpdir(), 'counterclaim-migrations-'))
  const client = await connectTo(ownerUrl)
  try {
    for (const name of readdirSync(MIGRATIONS))
      cpSync(path.join(MIGRATIONS, name), path.join(folder, name), { recursive: true })
    mkdirSync(path.join(folder, MIGRATION))
    writeFileSync(
      path.join(folder, MIGRATION, 'migration.sql'),
      `ALTER TABLE claims ADD COLUMN tried_under_load text NOT NULL DEFAULT 'tried';
       ALTER TABLE activity ADD COLUMN tried_under_load text;
       CREATE INDEX claims_tried_under_load ON claims (tried_under_load, id);`,
    )
    await migrate(client, { folder })
    // So that this version, which knows nothing of it, starts again.
    await client.query('DELETE FROM _prisma_migrations WHERE migration_name = $1', [MIGRATION])
    await client.query('ALTER TABLE claims DROP COLUMN tried_under_load')
    await client.query('ALTER TABLE activity DROP COLUMN tried_under_load')
  } finally {
    await client.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Linux tells whose children are whose. */
function childOf(parent, name) {
  const ids = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ')
  const found = ids.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(name))
  if (!found) throw new Error(`process ${parent} has no child ${name}`)
  return Number(found)
}

function describe(results, kept, dead) {
  const row = ({ name, saves, reads }) => {
    const again = saves.filter((save) => save.presses > 1).length
    const lost = saves.filter((save) => save.presses > 2 || save.fault).length
    const longest = Math.max(0, ...saves.map((save) => save.ms)).toFixed(0)
    return `| ${[name, reads.count, reads.failed.length, reads.longest.toFixed(0), saves.length, again, lost, longest].join(' | ')} |`
  }
  const faults = [
    ...results.flatMap(({ name, saves, reads }) => [
      ...saves.flatMap(({ fault }) => (fault ? `${name}: ${fault}` : [])),
      ...reads.failed.map((fault) => `${name}: ${fault}`),
    ]),
    ...dead.failed.map((fault) => `all dead: ${fault}`),
  ]
  const counted = [...new Set(faults)].map(
    (fault) => `${fault} (${faults.filter((each) => each === fault).length})`,
  )
  return [
    `\`npm run bench -- loss\`. Node ${process.versions.node}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim()}. Three app processes on one folder and one database, behind nginx as it is shipped; twelve editors who save a statement about every second, and readers of pages, feeds, JSON, cards, search, oEmbed and pages as they stood. A save whose answer is an error or none is pressed again, as a person would, under the id that its form has.`,
    '',
    '| while | reads | failed | longest ms | saves | pressed twice | not saved | longest ms |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...results.map(row),
    '',
    `Of ${kept.acknowledged} saves that were acknowledged ${kept.missing} are missing in the record and ${kept.twice} are there twice. With all processes and the database dead for ${DEAD_MS / 1000} s, ${dead.failed.length} of ${dead.count} reads of published files failed.`,
    ...(counted.length > 0 ? ['', `What went wrong: ${counted.slice(0, 20).join('; ')}`] : []),
  ].join('\n')
}
