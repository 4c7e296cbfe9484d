import path from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startEmbeddedPostgres, THROW_AWAY } from './embedded-postgres.mjs'
import { applyGrants, weaknessesOf } from './grants.mjs'
import { bringUpToDate } from './instance-database.mjs'
import { keepKeys } from './keys.mjs'
import { migrate } from './migrate.mjs'
import { temporaryFolder } from './testing.mjs'

/** What every right does is tried in lib/rights.db.test.ts; here, on databases of others. */
let place
let server
let admin
let count = 0
let name
let owner
let opened

beforeAll(async () => {
  place = temporaryFolder('grants')
  server = await startEmbeddedPostgres({
    folder: path.join(place.folder, 'postgres'),
    keys: keepKeys(path.join(place.folder, 'keys')),
    options: THROW_AWAY,
  })
  admin = await connect(server.ownerUrl)
  await admin.query(`
    CREATE ROLE newsroom LOGIN PASSWORD 'newsroom';
    CREATE ROLE desk LOGIN PASSWORD 'desk'`)
})
afterAll(async () => {
  await admin.end()
  await server.stop()
  place.remove()
})

beforeEach(async () => {
  opened = []
  name = `grants_${++count}`
  await admin.query(`CREATE DATABASE ${name} OWNER newsroom`)
  owner = await as('newsroom')
})
afterEach(async () => {
  for (const client of opened) await client.end()
})

async function connect(connectionString) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  return client
}

function urlOf(role) {
  const url = new URL(server.ownerUrl)
  Object.assign(url, { username: role, password: role, pathname: `/${name}` })
  return url.toString()
}

async function as(role) {
  const client = await connect(urlOf(role))
  opened.push(client)
  return client
}

describe('A database with two roles', () => {
  test('keeps history from the one that writes, though neither is a superuser', async () => {
    await migrate(owner)
    await applyGrants(owner, 'desk')
    expect(await weaknessesOf(owner, 'desk')).toEqual([])
    const desk = await as('desk')
    await desk.query("INSERT INTO outbox (subject, created_at) VALUES ('site', now())")
    for (const sql of [
      'UPDATE activity SET at = now()',
      'DELETE FROM leaves',
      'CREATE TEMPORARY TABLE verdicts ()',
      'CREATE TABLE mine ()',
      'CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
    ]) {
      await expect(desk.query(sql)).rejects.toThrow(/permission denied/)
    }
  })

  test('lets a table that a later migration made be read, and no more', async () => {
    await migrate(owner)
    await owner.query('CREATE TABLE later (words text)')
    await owner.query('GRANT ALL ON later TO desk')
    await applyGrants(owner, 'desk')
    const desk = await as('desk')
    await desk.query('SELECT * FROM later')
    await expect(desk.query("INSERT INTO later VALUES ('x')")).rejects.toThrow(/permission denied/)
  })

  test('is told of a role that could help itself', async () => {
    await migrate(owner)
    await applyGrants(owner, 'desk')
    await admin.query('ALTER ROLE desk CREATEROLE')
    await owner.query('GRANT CREATE ON SCHEMA public TO desk')
    expect(await weaknessesOf(owner, 'desk')).toEqual([
      expect.stringContaining('may make roles'),
      expect.stringContaining('may make tables and functions of its own'),
    ])
    await admin.query('ALTER ROLE desk NOCREATEROLE; GRANT newsroom TO desk')
    expect(await weaknessesOf(owner, 'desk')).toEqual([expect.stringContaining('owns the tables')])
    await admin.query('REVOKE newsroom FROM desk')
  })
})

describe('A database with one role', () => {
  test('is used all the same, and the start says what it can’t promise', async () => {
    const lines = []
    const teller = { line: (text) => lines.push(text), step: (_title, work) => work() }
    const url = urlOf('newsroom')
    for (const _start of ['first', 'second']) {
      lines.length = 0
      await bringUpToDate({ appUrl: url, ownerUrl: url }, { databaseUrl: url }, teller)
      expect(lines.join('\n')).toMatch(
        /The role "newsroom" owns the tables .* can't protect history from it\.[\s\S]* DATABASE_OWNER_URL\.$/,
      )
    }
    await owner.query("INSERT INTO outbox (subject, created_at) VALUES ('site', now())")
    await expect(owner.query('DELETE FROM outbox')).rejects.toThrow(/is not published yet/)
  })
})
