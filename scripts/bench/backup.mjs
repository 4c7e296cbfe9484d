import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import os, { tmpdir } from 'node:os'
import path from 'node:path'
import { loadBackup } from '../backup/load.mjs'
import { openBackup } from '../backup/read.mjs'
import { restore } from '../backup/restore.mjs'
import { RELEASED } from '../backup/testing.mjs'
import { writeBackup } from '../backup/write.mjs'
import { connectTo } from '../launcher/database.mjs'
import { startEmbeddedPostgres } from '../launcher/embedded-postgres.mjs'
import { keepKeys } from '../launcher/keys.mjs'
import { migrate } from '../launcher/migrate.mjs'
import { run, TYPESCRIPT } from '../launcher/run.mjs'

const NEWSROOMS = [
  { name: 'the demo', fill: fillDemo },
  { name: 'claims, with the index of their terms', fill: (url) => fillNew(url, 'claims', 100_000) },
  {
    name: 'claims, with all that was done to them',
    fill: (url) => fillNew(url, 'history', 20_000),
  },
]

/**
 * How long a backup and a restore take, of the demo newsroom and of a large one, on a server that keeps what it is told:
 * from the command to the file on the disk, and from the file to a folder that can be started.
 */
export async function benchBackup(teller) {
  const folder = mkdtempSync(path.join(tmpdir(), 'counterclaim-bench-backup-'))
  const server = await startEmbeddedPostgres({
    folder: path.join(folder, 'postgres'),
    keys: keepKeys(path.join(folder, 'keys')),
  })
  const admin = await connectTo(server.ownerUrl)
  const aDatabase = async (name) => {
    await admin.query(`CREATE DATABASE ${name}`)
    const url = new URL(server.ownerUrl)
    url.pathname = `/${name}`
    return url.toString()
  }
  try {
    const lines = []
    for (const [at, { name, fill }] of NEWSROOMS.entries()) {
      const database = `newsroom_${at}`
      const url = await aDatabase(database)
      await teller.step(`Filling ${name}`, () => fill(url))
      lines.push(await measure(teller, { name, database, url, folder }))
      await admin.query(`DROP DATABASE ${database}`)
    }
    return `\`npm run bench -- backup\`. Node ${process.versions.node}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, the embedded
PostgreSQL with its usual settings. A backup is timed until it is on the disk; a restore from an empty folder until it can be
started, with checking the file, making the database and reading every row back; verifying the record comes on top.

| newsroom | claims | acts | rows | COPY text | file | backup | restore |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${lines.join('\n')}`
  } finally {
    await admin.end()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(teller, { name, database, url, folder }) {
  const file = path.join(folder, `${database}.tar`)
  const client = await connectTo(url)
  const backup = await timed(() =>
    teller.step('Backing up', () => writeBackup(client, { file, product: 'bench' })),
  )
  await client.end()
  const dataDir = path.join(folder, `${database}-restored`)
  mkdirSync(dataDir)
  let verifying = 0
  const timing = {
    ...teller,
    async step(title, work) {
      const { result, ms } = await timed(() => teller.step(title, work))
      if (title === 'Verifying the record') verifying = ms
      return result
    },
  }
  const restored = await timed(() => restore({ file, settings: { dataDir }, teller: timing }))
  rmSync(dataDir, { recursive: true })
  const { tables, record } = backup.result
  const sum = (key) => tables.reduce((total, table) => total + table[key], 0)
  const claims = tables.find((table) => table.name === 'claims').rows
  const count = (number) => number.toLocaleString('en')
  return `| ${name} | ${count(claims)} | ${count(record.acts)} | ${count(sum('rows'))} | ${megabytes(sum('bytes'))} | ${megabytes(statSync(file).size)} | ${seconds(backup.ms)} | ${seconds(restored.ms - verifying)} |`
}

async function fillDemo(url) {
  const client = await connectTo(url)
  const backup = await openBackup(path.join(RELEASED, '0.1.0.tar'))
  await loadBackup(client, backup)
  await backup.close()
  await client.end()
  await fillBy(url, 'nothing', 0)
}

async function fillNew(url, kind, claims) {
  const client = await connectTo(url)
  await migrate(client)
  await client.end()
  await fillBy(url, kind, claims)
}

function fillBy(url, kind, claims) {
  return run(process.execPath, [...TYPESCRIPT, 'scripts/bench/backup.ts', kind, String(claims)], {
    env: { ...process.env, DATABASE_URL: url },
  })
}

async function timed(work) {
  const since = performance.now()
  const result = await work()
  return { result, ms: performance.now() - since }
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`
}
