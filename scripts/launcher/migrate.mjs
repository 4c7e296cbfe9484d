import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ROOT } from './settings.mjs'
import { StartProblem } from './start-problem.mjs'

export const MIGRATIONS = path.join(ROOT, 'prisma/migrations')

/** The advisory lock that Prisma Migrate takes, so that it and we never work at the same time. */
const PRISMA_LOCK = 72_707_369

/** How long a migration waits for a table, and everybody who wants it behind it; how long it then leaves them alone. */
const LOCK_MS = 1_000
const STEP_BACK_MS = 500
const MOST_TRIES = 60
/** lock_not_available, deadlock_detected */
const IN_THE_WAY = new Set(['55P03', '40P01'])

/** Prisma's own ledger, to the letter, so that `prisma migrate status` and `deploy` agree with us. */
const LEDGER = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`

/** Runs `work` on `client` while nobody else migrates this database. */
export async function whileNobodyMigrates(client, work) {
  await client.query(`SET lock_timeout = '2min'`)
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK])
  } catch (error) {
    if (error.code !== '55P03') throw error
    throw new StartProblem(
      'Another process has been migrating this database for two minutes: wait for it to end and start again.',
    )
  }
  await client.query('RESET lock_timeout')
  try {
    return await work()
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [PRISMA_LOCK])
  }
}

/**
 * Applies the migrations this database doesn't have yet and answers their names.
 * Each is written to the ledger in its own transaction, so one that fails or is killed half-way
 * leaves nothing behind, and the next start tries it again.
 */
export async function migrate(client, { folder = MIGRATIONS, onWarning = () => {} } = {}) {
  return whileNobodyMigrates(client, async () => {
    await makeLedger(client)
    const { rows: ledger } = await client.query(
      'SELECT migration_name AS name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    )
    const known = readMigrations(folder)
    assertNotNewer(ledger, known)
    assertNoneFailed(ledger)

    const applied = []
    for (const migration of known) {
      const entry = ledger.find(({ name }) => name === migration.name)
      if (!entry) {
        await applyBetween(client, migration)
        applied.push(migration.name)
      } else if (entry.checksum !== migration.checksum) {
        onWarning(`The migration ${migration.name} was edited after it had been applied.`)
      }
    }
    return applied
  })
}

// Asked for first: a role that may not make tables can still use a database that lacks none.
async function makeLedger(client) {
  const { rows } = await client.query(`SELECT to_regclass('_prisma_migrations') AS ledger`)
  if (rows[0].ledger) return
  try {
    await client.query(LEDGER)
  } catch (error) {
    throw error.code === '42501' ? mayNotMigrate() : error
  }
}

function mayNotMigrate() {
  return new StartProblem(
    'The user of DATABASE_URL may not change the schema of this database: give one that may with DATABASE_OWNER_URL.',
  )
}

export function readMigrations(folder = MIGRATIONS) {
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, file: path.join(folder, name, 'migration.sql') }))
    .filter(({ file }) => existsSync(file))
    .map(({ name, file }) => {
      const sql = readFileSync(file, 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

function assertNotNewer(ledger, known) {
  const unknown = ledger.filter(({ name }) => !known.some((migration) => migration.name === name))
  if (unknown.length === 0) return
  throw new StartProblem(
    `This database is newer than this code: it has had the migration ${unknown.at(-1).name}, which is not here. Update the code, or use the data it was made for.`,
  )
}

function assertNoneFailed(ledger) {
  const failed = ledger.find(({ finished_at }) => !finished_at)
  if (!failed) return
  throw new StartProblem(
    `The migration ${failed.name} was begun by Prisma Migrate and did not finish: mend the database and record it with "npx prisma migrate resolve".`,
  )
}

/**
 * While it waits for a table that somebody uses, everybody else waits behind it: so it waits briefly, steps back, and tries
 * again. Of two that wait for each other it may be the one that is given up, too.
 */
async function applyBetween(client, migration) {
  for (let tries = 1; ; tries++) {
    try {
      return await apply(client, migration)
    } catch (error) {
      if (!IN_THE_WAY.has(error.code) || tries === MOST_TRIES) throw explained(error, migration)
      await delay(STEP_BACK_MS)
    }
  }
}

async function apply(client, { name, sql, checksum }) {
  await client.query('BEGIN')
  try {
    await client.query(`SET LOCAL lock_timeout = '${LOCK_MS}ms'`)
    const id = randomUUID()
    await client.query(
      'INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)',
      [id, checksum, name],
    )
    await client.query(sql)
    await client.query(
      'UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1',
      [id],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {}) // the connection itself may be what failed
    throw error
  }
}

function explained(error, { name }) {
  if (error.code === '53100') return error
  if (error.code === '42501') return mayNotMigrate()
  return new StartProblem(`The migration ${name} could not be applied: ${error.message}.`)
}
