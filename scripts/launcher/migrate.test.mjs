import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connectTo } from './database.mjs'
import { startEmbeddedPostgres, THROW_AWAY } from './embedded-postgres.mjs'
import { applyGrants } from './grants.mjs'
import { keepKeys } from './keys.mjs'
import { MIGRATIONS, migrate, readMigrations } from './migrate.mjs'
import { run } from './run.mjs'
import { temporaryFolder } from './testing.mjs'

let place
let server
let url
let client
let count = 0

beforeAll(async () => {
  place = temporaryFolder('migrate')
  server = await startEmbeddedPostgres({
    folder: path.join(place.folder, 'postgres'),
    keys: keepKeys(path.join(place.folder, 'keys')),
    options: THROW_AWAY,
  })
})
afterAll(async () => {
  await server.stop()
  place.remove()
})

beforeEach(async () => {
  count += 1
  const admin = await open(server.ownerUrl)
  await admin.query(`CREATE DATABASE migrate_${count}`)
  await admin.end()
  url = onDatabase(server.ownerUrl, `migrate_${count}`)
  client = await open(url)
})
afterEach(() => client.end())

function onDatabase(address, name) {
  const parsed = new URL(address)
  parsed.pathname = `/${name}`
  return parsed.toString()
}

async function open(connectionString) {
  const opened = new pg.Client({ connectionString })
  await opened.connect()
  return opened
}

const prisma = (...args) =>
  run(process.execPath, ['node_modules/prisma/build/index.js', ...args], {
    env: { ...process.env, DATABASE_URL: url, DATABASE_OWNER_URL: url, TZ: 'UTC' },
  })

/** Our migrations and, beside them, others made up for a test. */
function migrationsWith(more) {
  const folder = path.join(place.folder, `migrations-${count}`)
  cpSync(MIGRATIONS, folder, { recursive: true })
  for (const [name, sql] of Object.entries(more)) {
    mkdirSync(path.join(folder, name))
    writeFileSync(path.join(folder, name, 'migration.sql'), sql)
  }
  return folder
}

describe('Migrating at start', () => {
  test('lets others at a table that somebody uses, and comes back to it', async () => {
    await migrate(client)
    const folder = migrationsWith({
      '29990101000000_more': 'ALTER TABLE claims ADD COLUMN more text',
    })
    const [user, reader] = [await open(url), await open(url)]
    await user.query('BEGIN')
    await user.query('SELECT count(*) FROM claims')
    const migrating = migrate(client, { folder })
    await expect
      .poll(async () => (await user.query('SELECT 1 FROM pg_locks WHERE NOT granted')).rowCount)
      .toBeGreaterThan(0)
    // Behind the migration, which the first reader keeps waiting for good.
    expect((await reader.query('SELECT count(*) FROM claims')).rowCount).toBe(1)
    await user.query('COMMIT')
    expect(await migrating).toEqual(['29990101000000_more'])
    for (const each of [user, reader]) await each.end()
  })

  test('leaves nothing for Prisma to do, and a schema that is the declared one', async () => {
    const applied = await migrate(client)
    expect(applied).toEqual(readMigrations().map(({ name }) => name))
    expect(await migrate(client)).toEqual([])
    expect(await prisma('migrate', 'status')).toMatch(/Database schema is up to date/)
    expect(await prisma('migrate', 'deploy')).toMatch(/No pending migrations to apply/)
    const drift = await prisma(
      'migrate',
      'diff',
      '--from-config-datasource',
      '--to-schema=prisma/schema.prisma',
      '--exit-code',
    )
    expect(drift).toMatch(/No difference detected/)
  })

  test('goes on where Prisma has been', async () => {
    await prisma('migrate', 'deploy')
    expect(await migrate(client)).toEqual([])
  })

  test('by several at once is done once', async () => {
    const clients = await Promise.all([open(url), open(url), open(url)])
    const applied = await Promise.all(clients.map((each) => migrate(each)))
    expect(applied.flat()).toEqual(readMigrations().map(({ name }) => name))
    await Promise.all(clients.map((each) => each.end()))
  })

  test('leaves nothing of a migration that fails, and tries it again next time', async () => {
    const name = '29990101000000_half'
    const failing = migrationsWith({ [name]: 'CREATE TABLE half (); SELECT 1/0;' })
    await expect(migrate(client, { folder: failing })).rejects.toThrow(
      /29990101000000_half.*division/,
    )
    const { rows } = await client.query(`SELECT to_regclass('half') AS half`)
    expect(rows).toEqual([{ half: null }])
    writeFileSync(path.join(failing, name, 'migration.sql'), 'CREATE TABLE half ();')
    expect(await migrate(client, { folder: failing })).toEqual([name])
  })

  test('refuses a database that is newer than the code, and says so', async () => {
    await migrate(client, { folder: migrationsWith({ '29990101000000_future': 'SELECT 1' }) })
    await expect(migrate(client)).rejects.toThrow(
      /^This database is newer than this code: it has had the migration 29990101000000_future/,
    )
  })

  test('warns of a migration that was edited after it had been applied', async () => {
    const folder = migrationsWith({ '29990101000000_extra': 'SELECT 1' })
    await migrate(client, { folder })
    writeFileSync(path.join(folder, '29990101000000_extra/migration.sql'), 'SELECT 2')
    const warnings = []
    await migrate(client, { folder, onWarning: (text) => warnings.push(text) })
    expect(warnings).toEqual([expect.stringContaining('29990101000000_extra')])
  })
})

describe('The application’s role', () => {
  let app

  beforeEach(async () => {
    await migrate(client)
    await applyGrants(client, 'counterclaim_app')
    app = await open(onDatabase(server.appUrl, `migrate_${count}`))
  })
  afterEach(() => app.end())

  test.each([
    'UPDATE activity SET payload = payload',
    'DELETE FROM activity',
    'TRUNCATE activity',
    'DELETE FROM verdicts',
    'TRUNCATE verdicts',
    'UPDATE _prisma_migrations SET checksum = checksum',
    'ALTER TABLE activity DISABLE TRIGGER ALL',
    'DROP TABLE claims',
    'CREATE TABLE mine ()',
  ])('may not %s', async (statement) => {
    await expect(app.query(statement)).rejects.toThrow(/permission denied|must be owner/)
  })

  test.each([
    'SELECT count(*) FROM activity',
    'UPDATE outbox SET done_at = now()',
    "INSERT INTO outbox (subject, created_at) VALUES ('site', now())",
    'SELECT count(*) FROM _prisma_migrations',
  ])('may %s', async (statement) => {
    await expect(app.query(statement)).resolves.toBeDefined()
  })
})

describe('A wrong DATABASE_URL', () => {
  const password = 'do-not-print-me'
  const server_ = () => new URL(server.appUrl).host

  test.each([
    ['nonsense', () => 'nonsense', /is not the address of a PostgreSQL database/],
    [
      'another kind',
      () => `mysql://a:${password}@h/d`,
      /is not the address of a PostgreSQL database/,
    ],
    [
      'nobody there',
      () => `postgresql://a:${password}@127.0.0.1:1/d`,
      /nothing answers at 127\.0\.0\.1:1/,
    ],
    [
      'no machine',
      () => `postgresql://a:${password}@no.invalid/d`,
      /no machine called no\.invalid/,
    ],
    [
      'wrong password',
      () => `postgresql://counterclaim_app:${password}@${server_()}/counterclaim`,
      /refuses the user "counterclaim_app"/,
    ],
    ['no database', () => onDatabase(server.appUrl, 'nowhere'), /has no database called "nowhere"/],
  ])('(%s) is told in a sentence without its password', async (_what, address, sentence) => {
    const error = await connectTo(address()).catch((each) => each)
    expect(error.name).toBe('StartProblem')
    expect(error.message).toMatch(sentence)
    expect(error.message).not.toContain(password)
    expect(error.message).not.toContain(new URL(server.appUrl).password)
  })
})
