import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { migrate, readMigrations, whileNobodyMigrates } from '../launcher/migrate.mjs'
import { StartProblem } from '../launcher/start-problem.mjs'
import { isBackedUp, LEDGER, MARKER, readLedger, readSequences, readTables } from './catalogue.mjs'
import { copyIn, copyOut, prepareSession, tallyOf } from './copy.mjs'

/** Held by whoever restores into a database; it ends with their connection. */
const RESTORE_LOCK = 72_707_370
const FOR_AN_INDEX = '256MB'

/**
 * Fills an empty database of which `client` is the owner: the schema as it was at the backup, the rows in one
 * transaction, what migrations came since. Until the rows are there a marker table says that they are not, so that a
 * restore that was killed is known for one, by the next and by a start. Throws, leaving no row, where anything differs
 * from the manifest. Answers the migrations `applied` since, those `edited` since, and the tables that are `notOurs`:
 * somebody made them beside ours, and their rows stay in the file.
 */
export async function loadBackup(client, backup, { migrations, onTable = () => {} } = {}) {
  const { manifest } = backup
  await prepareSession(client)
  await assertFit(client, manifest, migrations)
  await begin(client, manifest)
  await migrateTo(client, manifest, migrations)
  const edited = editedSince(manifest, migrations)
  const notOurs = await loadRows(client, backup, { edited, onTable })
  const applied = await migrate(client, { folder: migrations })
  await client.query('ANALYZE')
  return { applied, edited, notOurs }
}

/** Migrations that are not as they were when the backup's tables were made by them. */
function editedSince(manifest, folder) {
  const now = new Map(readMigrations(folder).map(({ name, checksum }) => [name, checksum]))
  return manifest.migrations
    .filter(({ name, checksum }) => now.get(name) !== checksum)
    .map(({ name }) => name)
}

/** Everything that can be said before anything is done. */
export async function assertFit(client, manifest, folder) {
  const { rows } = await client.query('SHOW server_encoding')
  if (rows[0].server_encoding !== 'UTF8') {
    throw new StartProblem(
      `This database is encoded in ${rows[0].server_encoding}: make one with ENCODING 'UTF8' TEMPLATE template0.`,
    )
  }
  const known = new Set(readMigrations(folder).map(({ name }) => name))
  const newer = manifest.migrations.find(({ name }) => !known.has(name))
  if (newer) {
    throw new StartProblem(
      `The backup is newer than this code: it has had the migration ${newer.name}, which is not here. Restore it with Counterclaim ${manifest.product} or later.`,
    )
  }
  await assertEmpty(client, manifest)
}

async function assertEmpty(client, manifest) {
  const tables = await readTables(client)
  for (const { name } of tables) {
    if (name === LEDGER || name === MARKER) continue
    const { rows } = await client.query(
      `SELECT EXISTS (SELECT FROM public.${pg.escapeIdentifier(name)}) AS "hasRows"`,
    )
    if (rows[0].hasRows) {
      throw new StartProblem(
        `This database is not empty: there are rows in its table ${name}. A backup is only restored where nothing is; make a new database for it.`,
      )
    }
  }
  const had = new Set(manifest.migrations.map(({ name }) => name))
  const foreign = (await readLedger(client)).find(({ name }) => !had.has(name))
  if (foreign) {
    throw new StartProblem(
      `This database has had the migration ${foreign.name}, which came after the backup: make a new database for it.`,
    )
  }
}

async function begin(client, manifest) {
  const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS "isOurs"', [RESTORE_LOCK])
  if (!rows[0].isOurs) {
    throw new StartProblem('Somebody is restoring into this database already.')
  }
  await whileNobodyMigrates(client, async () => {
    await assertEmpty(client, manifest)
    try {
      await client.query(`CREATE TABLE IF NOT EXISTS public.${MARKER} ()`)
    } catch (error) {
      if (error.code !== '42501') throw error
      throw new StartProblem(
        'The user of DATABASE_URL may not make tables in this database: give one that may with DATABASE_OWNER_URL.',
      )
    }
  })
}

/** Applies the migrations that the backup had, from a folder that has no others. */
async function migrateTo(client, manifest, folder) {
  const had = new Set(manifest.migrations.map(({ name }) => name))
  const then = mkdtempSync(path.join(tmpdir(), 'counterclaim-migrations-'))
  try {
    for (const { name, sql } of readMigrations(folder).filter((each) => had.has(each.name))) {
      mkdirSync(path.join(then, name))
      writeFileSync(path.join(then, name, 'migration.sql'), sql)
    }
    await migrate(client, { folder: then })
  } finally {
    rmSync(then, { recursive: true, force: true })
  }
}

/**
 * One transaction. Rows go in as they were, past the triggers that judge an act or work something out from it, which
 * they have been through. Claims and verdicts point at each other, so foreign keys are taken off meanwhile, and each
 * row is held to them when they are put back. An owner may do all this without being a superuser.
 */
async function loadRows(client, backup, { edited, onTable }) {
  const { manifest } = backup
  const tables = await readTables(client)
  const isThere = ({ name }) => tables.some((each) => each.name === name)
  // Where every migration is as it was, a table that none of them makes was never one of ours.
  const ours = edited.length === 0 ? manifest.tables.filter(isThere) : manifest.tables
  await client.query('BEGIN')
  try {
    await client.query(`DROP TABLE public.${MARKER}`)
    const foreignKeys = await takeOffForeignKeys(client)
    const indexes = await takeOffIndexes(client)
    const triggers = await silenceTriggers(client)
    await emptyTables(client, tables)
    for (const saved of ours) {
      assertHasPlace(saved, tables, edited)
      await copyIn(client, saved, backup.rowsOf(saved))
      onTable(saved)
    }
    await setSequences(client, manifest)
    await client.query(`SET LOCAL maintenance_work_mem = '${FOR_AN_INDEX}'`)
    for (const { restore } of indexes) await client.query(restore)
    for (const { restore } of triggers) await client.query(restore)
    for (const { restore } of foreignKeys) await client.query(restore)
    for (const saved of ours) await assertReadsBack(client, saved, tables)
    await client.query('COMMIT')
    return manifest.tables.filter((saved) => !ours.includes(saved)).map(({ name }) => name)
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {}) // the connection itself may be what failed
    throw error
  }
}

async function takeOffForeignKeys(client) {
  const { rows } = await client.query(`
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
      format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS restore
    FROM pg_constraint
    WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conparentid = 0
    ORDER BY conrelid::regclass::text, conname`)
  for (const { drop } of rows) await client.query(drop)
  return rows
}

/** Those that no constraint rests on: made once from all rows, they cost a fraction of what each row would. */
async function takeOffIndexes(client) {
  const { rows } = await client.query(`
    SELECT format('DROP INDEX %s', indexrelid::regclass) AS drop, pg_get_indexdef(indexrelid) AS restore
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT c.relispartition
      AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)
    ORDER BY indexrelid::regclass::text`)
  for (const { drop } of rows) await client.query(drop)
  return rows
}

/** Each is put back as it was: one that is always on, or off, is so again. */
async function silenceTriggers(client) {
  const { rows } = await client.query(`
    SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname) AS disable,
      format('ALTER TABLE %s ENABLE %s TRIGGER %I', tgrelid::regclass,
        CASE tgenabled WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END, tgname) AS restore
    FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
    WHERE c.relnamespace = 'public'::regnamespace AND NOT tgisinternal AND tgenabled <> 'D' AND tgparentid = 0
    ORDER BY tgrelid::regclass::text, tgname`)
  for (const { disable } of rows) await client.query(disable)
  return rows
}

/** Rows that migrations made are in the backup too. */
async function emptyTables(client, tables) {
  const names = tables
    .filter(({ name }) => name !== LEDGER && name !== MARKER)
    .map(({ name }) => `public.${pg.escapeIdentifier(name)}`)
  if (names.length > 0) await client.query(`TRUNCATE ${names.join(', ')}`)
}

function assertHasPlace({ name, columns }, tables, edited) {
  const table = tables.find((each) => each.name === name)
  const missing = table ? columns.find((each) => !table.columns.includes(each)) : undefined
  if (table && missing === undefined && isBackedUp(table)) return
  const why = edited.length > 0 ? `${edited.join(', ')} was edited since` : 'somebody had added it'
  throw new StartProblem(
    `The migrations here make no ${missing ? `column ${missing} of the table ${name}` : `table ${name}`}, which the backup has: ${why}.`,
  )
}

async function setSequences(client, manifest) {
  const there = await readSequences(client)
  for (const { name, lastValue, isCalled } of manifest.sequences) {
    if (!there.includes(name)) continue // of a table that is not ours
    await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [
      `public.${pg.escapeIdentifier(name)}`,
      lastValue,
      isCalled,
    ])
  }
}

/** What the database answers now is what it answered then, to the letter. */
async function assertReadsBack(client, saved, tables) {
  const { orderBy } = tables.find(({ name }) => name === saved.name)
  const { rows, sha256 } = await tallyOf(copyOut(client, { ...saved, orderBy }))
  if (rows === saved.rows && sha256 === saved.sha256) return
  throw new StartProblem(
    `The table ${saved.name} reads otherwise than it was saved, and nothing of the backup was kept: this PostgreSQL writes its values differently.`,
  )
}
