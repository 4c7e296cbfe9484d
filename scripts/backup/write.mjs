import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import pg from 'pg'
import { StartProblem } from '../launcher/start-problem.mjs'
import { isBackedUp, LEFT_OUT, readLedger, readSequences, readTables } from './catalogue.mjs'
import { copyOut, createTally, prepareSession } from './copy.mjs'
import { FORMAT, HOW_TO_READ, MANIFEST, partName, VERSION } from './format.mjs'
import { readRecord } from './record.mjs'
import { tarWriter } from './tar.mjs'

/** Rows are compressed and told apart in pieces of this size. */
const PART_BYTES = 4 * 1024 * 1024
const LOCK_TIMEOUT = '1min'

const compress = promisify(gzip)

/**
 * Writes what the database of `client` holds at one instant to `file`, or nothing: it is whole, and on the disk, when
 * it gets its name. `keys` are `{ name, bytes }`, `vkeys` the verifier keys of the record, newest first. Answers the manifest.
 */
export async function writeBackup(
  client,
  { file, product, keys = [], vkeys = [], onTable = () => {} },
) {
  const folder = path.dirname(file)
  await sweep(folder)
  const draft = `${file}.unfinished-${process.pid}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    const manifest = await inSnapshot(client, (tables, takenAt) =>
      writeArchive(client, handle, { tables, takenAt, product, keys, vkeys, onTable }),
    )
    await handle.sync()
    await handle.close()
    if (existsSync(file)) throw isThere(file)
    await rename(draft, file)
    await syncFolder(folder)
    return manifest
  } catch (error) {
    await handle.close().catch(() => {})
    await rm(draft, { force: true })
    throw error.code === 'ENOSPC' || error.code === 'EDQUOT' ? isFull(file) : error
  }
}

export function isThere(file) {
  return new StartProblem(`There is a file ${file} already, and a backup takes no other's place.`)
}

function isFull(file) {
  return new StartProblem(
    `The disk that ${file} would be on is full: make room, or choose another disk. No part of the backup was left there.`,
  )
}

/** Removes what backups that were killed had begun here. */
async function sweep(folder) {
  for (const name of await readdir(folder)) {
    const pid = Number(name.match(/\.unfinished-(\d+)$/)?.[1])
    if (pid && !isAlive(pid)) await rm(path.join(folder, name), { force: true })
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** The file has its name on the disk, and not only in memory. */
async function syncFolder(folder) {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (error) {
    // Not every system lets a folder be synced.
    if (!['EINVAL', 'EPERM', 'EISDIR', 'ENOTSUP'].includes(error.code)) throw error
  } finally {
    await handle.close()
  }
}

/**
 * Runs `work` in one transaction that sees one instant. Tables are held against being altered before that instant is
 * chosen: to a snapshot taken earlier, a table that is rewritten meanwhile would look empty. Editors notice nothing.
 */
async function inSnapshot(client, work) {
  await prepareSession(client)
  for (;;) {
    const expected = await readTables(client)
    if (expected.length === 0) throw new StartProblem('This database has no tables to back up.')
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
    try {
      if (!(await lockTables(client, expected))) continue
      // The first to look chooses the instant: what was committed before this statement came is seen.
      const { rows } = await client.query('SELECT statement_timestamp() AS "takenAt"')
      const tables = await readTables(client)
      if (JSON.stringify(tables) === JSON.stringify(expected)) {
        return await work(tables, rows[0].takenAt)
      }
    } finally {
      // It has read only; a connection that is gone has ended its transaction.
      await client.query('ROLLBACK').catch(() => {})
    }
  }
}

/** Answers whether all of them are still there. */
async function lockTables(client, tables) {
  const names = tables.map(({ name }) => `public.${pg.escapeIdentifier(name)}`)
  await client.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`)
  try {
    await client.query(`LOCK TABLE ${names.join(', ')} IN ACCESS SHARE MODE`)
    return true
  } catch (error) {
    if (error.code === '42P01') return false
    if (error.code !== '55P03') throw error
    throw new StartProblem(
      'The tables of this database are being altered: try again when that is done.',
    )
  }
}

async function writeArchive(client, handle, { tables, takenAt, product, keys, vkeys, onTable }) {
  const { rows } = await client.query(`
    SELECT current_setting('server_version') AS postgres, pg_current_snapshot()::text AS snapshot`)
  const [{ postgres, snapshot }] = rows
  const tar = tarWriter(handle, { at: takenAt })
  await tar.add('README', Buffer.from(HOW_TO_READ))

  const written = []
  for (const table of tables.filter(isBackedUp)) {
    written.push(await writeTable(client, tar, table))
    onTable(written.at(-1))
  }
  for (const { name, bytes } of keys) await tar.add(`keys/${name}`, bytes)

  const manifest = {
    format: FORMAT,
    version: VERSION,
    product,
    takenAt: takenAt.toISOString(),
    snapshot,
    postgres,
    migrations: await readLedger(client),
    record: { ...(await readRecord(client)), vkeys },
    tables: written,
    sequences: await valuesOf(client, await readSequences(client)),
    leftOut: tables
      .filter(({ name }) => name in LEFT_OUT)
      .map(({ name }) => ({ name, why: LEFT_OUT[name] })),
    keys: keys.map(({ name, bytes }) => ({ name, sha256: sha256(bytes) })),
  }
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)
  await tar.add(MANIFEST, text)
  await tar.add(`${MANIFEST}.sha256`, Buffer.from(`${sha256(text)}  ${MANIFEST}\n`))
  await tar.end()
  return manifest
}

/** While a piece is compressed and written, the next is read. */
async function writeTable(client, tar, table) {
  const tally = createTally()
  let parts = 0
  let waiting = []
  let size = 0
  let writing = Promise.resolve()
  const flush = async () => {
    const piece = Buffer.concat(waiting)
    waiting = []
    size = 0
    parts += 1
    const name = partName(table.name, parts)
    await writing
    writing = compress(piece, { level: 5 }).then((bytes) => tar.add(name, bytes))
    writing.catch(() => {}) // awaited before the next, or at the end
  }
  try {
    for await (const chunk of copyOut(client, table)) {
      tally.add(chunk)
      waiting.push(chunk)
      size += chunk.length
      if (size >= PART_BYTES) await flush()
    }
    if (size > 0) await flush()
  } finally {
    await writing
  }
  return { name: table.name, columns: table.columns, parts, ...tally.total() }
}

async function valuesOf(client, sequences) {
  const values = []
  for (const name of sequences) {
    const { rows } = await client.query(
      `SELECT last_value AS "lastValue", is_called AS "isCalled" FROM public.${pg.escapeIdentifier(name)}`,
    )
    values.push({ name, ...rows[0] })
  }
  return values
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex')
}
