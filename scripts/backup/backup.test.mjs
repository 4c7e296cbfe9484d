import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDb } from '@/lib/db'
import { backfillLeaves } from '@/lib/record/backfill'
import { rootOf } from '@/lib/record/merkle'
import { applyGrants } from '../launcher/grants.mjs'
import { openDatabase } from '../launcher/instance-database.mjs'
import { keepKeys } from '../launcher/keys.mjs'
import { MIGRATIONS, migrate, readMigrations } from '../launcher/migrate.mjs'
import { LEDGER, LEFT_OUT, readTables } from './catalogue.mjs'
import { withDatabaseAsItIs } from './database.mjs'
import { readKeyFiles, writeKeyFiles } from './key-files.mjs'
import { loadBackup } from './load.mjs'
import { openBackup } from './read.mjs'
import { growTree } from './record.mjs'
import { restore } from './restore.mjs'
import { listTar } from './tar.mjs'
import { contentsOf, RELEASED, startTestServer } from './testing.mjs'
import { writeBackup } from './write.mjs'

const RESTORES = path.join(import.meta.dirname, 'testing-restore.mjs')
const silent = { line() {}, plain() {}, step: (_title, work) => work() }

let server
/** The demo newsroom, as it was released first and brought up to date. */
let demo
let client

beforeAll(async () => {
  server = await startTestServer('backup')
  demo = await server.aDatabase()
  client = await demo.connect()
  await restoreInto(client, path.join(RELEASED, '0.1.0.tar'))
  await applyGrants(client, 'counterclaim_app')
  const db = createDb(demo.appUrl)
  await backfillLeaves(db, new Date())
  await db.$disconnect()
  await client.query(`
    INSERT INTO user_sessions (id, user_id, created_at, expires_at)
    SELECT 'a session', id, now(), now() + interval '1 day' FROM users LIMIT 1`)
})
afterAll(() => server.stop())

let files = 0
function newFile() {
  files += 1
  const folder = path.join(server.folder, `files-${files}`)
  mkdirSync(folder)
  return path.join(folder, 'backup.tar')
}

const backUp = (from, given = {}) =>
  writeBackup(from, { file: newFile(), product: '0.0.0-test', ...given })

async function restoreInto(into, file, options) {
  const backup = await openBackup(file)
  try {
    await backup.check()
    return await loadBackup(into, backup, options)
  } finally {
    await backup.close()
  }
}

/** Our migrations and, beside them, others made up for a test. */
function migrationsWith(more) {
  const folder = path.join(path.dirname(newFile()), 'migrations')
  mkdirSync(folder)
  const all = [...readMigrations(), ...Object.entries(more).map(([name, sql]) => ({ name, sql }))]
  for (const { name, sql } of all) {
    mkdirSync(path.join(folder, name))
    writeFileSync(path.join(folder, name, 'migration.sql'), sql)
  }
  return folder
}

describe('A backup', () => {
  test('restored and taken again is the same backup', async () => {
    const file = newFile()
    const first = await backUp(client, { file })
    const other = await (await server.aDatabase()).connect()
    await restoreInto(other, file)
    expect(contentsOf(await backUp(other))).toEqual(contentsOf(first))
    expect(first.tables.find(({ name }) => name === 'claims').rows).toBeGreaterThan(10)
  })

  test('carries every kind of value through, to the letter', async () => {
    const name = '29990101000000_kinds'
    const migrations = migrationsWith({
      [name]: `CREATE TABLE kinds ("of a Name" text, "j" jsonb, b bytea, d double precision, n numeric, t timestamptz(3), a text[], i interval,
        negated double precision GENERATED ALWAYS AS (-d) STORED)`,
    })
    const from = await (await server.aDatabase()).connect()
    await migrate(from, { folder: migrations })
    const word = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replaceAll('\0', '')),
      fc.constantFrom('\\N', '\\.', '', '\t', '\n\r\n', "''", 'دمشق \u202b\u0640'),
    )
    const rows = fc.sample(
      fc.tuple(
        fc.option(word),
        fc.option(
          fc
            .jsonValue({ maxDepth: 2 })
            .map((value) => JSON.stringify(value).replaceAll('\\u0000', '')),
        ),
        fc.option(fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes))),
        fc.option(fc.double()),
        fc.constantFrom('NaN', '-Infinity', '0.10', '123456789012345678901234567890.5'),
        fc.constantFrom(
          'infinity',
          '-infinity',
          '0044-03-15 00:00:00.001+00 BC',
          '2024-12-07T18:00:00.123Z',
        ),
        fc.array(word, { maxLength: 3 }),
        fc.constantFrom('1 year -2 days 00:00:01.5', null),
      ),
      { seed: 20241207, numRuns: 80 },
    )
    for (const row of rows) {
      await from.query('INSERT INTO kinds VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', row)
    }
    await from.query(
      `SET timezone = 'Asia/Kathmandu'; SET datestyle = 'German'; SET bytea_output = 'escape'`,
    )
    const file = newFile()
    const first = await backUp(from, { file })
    const other = await (await server.aDatabase()).connect()
    await restoreInto(other, file, { migrations })
    expect(contentsOf(await backUp(other))).toEqual(contentsOf(first))
    const inOrder = 'SELECT * FROM kinds ORDER BY kinds::text COLLATE "C"'
    expect((await other.query(inOrder)).rows).toEqual((await from.query(inOrder)).rows)
    expect(first.tables.find((each) => each.name === 'kinds')).toMatchObject({ rows: 80 })
  })

  test('holds every table there is, or says why not', async () => {
    await client.query('CREATE TABLE of_tomorrow (id int PRIMARY KEY)')
    try {
      const { tables, leftOut } = await backUp(client)
      const there = (await readTables(client)).map(({ name }) => name)
      const told = [...tables, ...leftOut].map(({ name }) => name)
      expect([...told, LEDGER].sort()).toEqual([...there].sort())
      expect(told).toContain('of_tomorrow')
      for (const name of Object.keys(LEFT_OUT)) expect(there).toContain(name)
    } finally {
      await client.query('DROP TABLE of_tomorrow')
    }
  })

  test('signs nobody in: no session is in it', async () => {
    const file = newFile()
    const { tables } = await backUp(client, { file })
    expect(tables.map(({ name }) => name)).not.toContain('user_sessions')
    const other = await (await server.aDatabase()).connect()
    await restoreInto(other, file)
    expect((await other.query('SELECT count(*)::int AS sessions FROM user_sessions')).rows).toEqual(
      [{ sessions: 0 }],
    )
  })

  test('is told its size and root as the record reckons them', async () => {
    const sha256 = (bytes) => createHash('sha256').update(bytes).digest()
    for (const size of [0, 1, 2, 3, 7, 8, 100]) {
      const leaves = Array.from({ length: size }, (_, at) => sha256(Buffer.from([0, at])))
      const tree = growTree()
      for (const leaf of leaves) tree.append(leaf)
      expect(tree.size()).toBe(size)
      expect(new Uint8Array(tree.root())).toEqual(new Uint8Array(rootOf(sha256, leaves)))
    }
  })

  test('is for its owner’s eyes, and takes no other file’s place', async () => {
    const file = newFile()
    await backUp(client, { file })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const bytes = readFileSync(file)
    await expect(backUp(client, { file })).rejects.toThrow(/There is a file .*backup\.tar already/)
    expect(readFileSync(file).equals(bytes)).toBe(true)
    expect(readdirSync(path.dirname(file))).toEqual(['backup.tar'])
  })

  test('that is cut off leaves nothing, and sweeps up after one that was killed', async () => {
    const file = newFile()
    const dead = spawnSync(process.execPath, ['-e', '']).pid
    writeFileSync(`${file}.unfinished-${dead}`, 'half')
    const doomed = await demo.connect()
    const cut = backUp(doomed, {
      file,
      onTable: ({ name }) => name === 'claims' && doomed.connection.stream.destroy(),
    })
    await expect(cut).rejects.toThrow()
    expect(readdirSync(path.dirname(file))).toEqual([])
  })

  test('says in words that the database went away, or that it was called off', async () => {
    const settings = { databaseUrl: demo.url }
    const file = newFile()
    const given = (cut) => (each) =>
      backUp(each, { file, onTable: ({ name }) => name === 'claims' && cut() })
    const ending = new AbortController()
    await expect(
      withDatabaseAsItIs(
        { settings, signal: ending.signal },
        given(() => ending.abort()),
      ),
    ).rejects.toThrow(/^Called off: nothing of it is kept\.$/)
    const away = () =>
      client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()`)
    await expect(withDatabaseAsItIs({ settings }, given(away))).rejects.toThrow(
      /^The database went away in the middle: nothing of it is kept\. Try again\.$/,
    )
    expect(readdirSync(path.dirname(file))).toEqual([])
  })

  test('on a disk that is full says so and leaves nothing', async (ctx) => {
    const file = newFile()
    const folder = path.dirname(file)
    const script = `
      mount -t tmpfs -o size=64k none ${folder} || exit 77
      ${process.execPath} ${path.join(import.meta.dirname, 'testing-full-disk.mjs')} ${demo.url} ${file}
      status=$?; ls -A ${folder}; exit $status`
    const run = spawnSync('unshare', ['--mount', '--map-root-user', 'sh', '-c', script], {
      encoding: 'utf8',
    })
    if (run.status === null || run.status === 77 || /unshare/.test(run.stderr)) {
      return ctx.skip('a small disk can’t be made here')
    }
    expect(run.stdout).toMatch(
      /^The disk that .*backup\.tar would be on is full: make room[^\n]*\n$/,
    )
  })

  test('leaves keys out, and with them leaves the server’s passwords out', async () => {
    const keys = path.join(path.dirname(newFile()), 'keys')
    mkdirSync(path.join(keys, 'more'), { recursive: true })
    for (const name of [
      'session-secret',
      'database-app-password',
      'session-secret.4711',
      'more/a',
    ]) {
      writeFileSync(path.join(keys, name), `what ${name} holds`)
    }
    expect((await backUp(client)).keys).toEqual([])

    const file = newFile()
    await backUp(client, { file, keys: readKeyFiles(keys) })
    const backup = await openBackup(file)
    const found = await backup.readKeys()
    await backup.close()
    expect(found.map(({ name }) => name)).toEqual(['more/a', 'session-secret'])

    const elsewhere = path.join(path.dirname(newFile()), 'keys')
    writeKeyFiles(elsewhere, found)
    writeKeyFiles(elsewhere, found)
    expect(readFileSync(path.join(elsewhere, 'more/a'), 'utf8')).toBe('what more/a holds')
    expect(statSync(path.join(elsewhere, 'session-secret')).mode & 0o777).toBe(0o600)
    writeFileSync(path.join(elsewhere, 'more/a'), 'another')
    expect(() => writeKeyFiles(elsewhere, found)).toThrow(/is not the one in the backup/)
    expect(() => writeKeyFiles(elsewhere, [{ name: '../up', bytes: Buffer.from('') }])).toThrow(
      /no name of a key/,
    )
  })
})

describe('A backup that is not what it was', () => {
  test('is refused wherever a byte of it is another', async () => {
    const file = newFile()
    await backUp(client, { file, keys: [{ name: 'a', bytes: Buffer.from('a key') }] })
    const whole = readFileSync(file)
    const handle = await open(file, 'r')
    const places = [...(await listTar(handle))].filter(([name]) => name !== 'README')
    await handle.close()
    // What says nothing of the contents: the head of a gzip file, and what follows a hash for sha256sum.
    const toldOf = ([name, { offset, size }]) => ({
      min: name.endsWith('.gz') ? offset + 10 : offset,
      max: offset + (name.endsWith('.sha256') ? 64 : size) - 1,
    })
    const byte = fc.constantFrom(...places).chain((each) => fc.integer(toldOf(each)))
    await fc.assert(
      fc.asyncProperty(byte, fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const altered = Buffer.from(whole)
        altered[at] ^= change
        const copy = `${file}.altered`
        writeFileSync(copy, altered)
        await expect(checked(copy)).rejects.toThrow(
          / is damaged \(|is no backup|newer Counterclaim/,
        )
      }),
      { seed: 20241207, numRuns: 50 },
    )
  })

  test('is refused where it was cut short, where it is none, and where there is none', async () => {
    const file = newFile()
    await backUp(client, { file })
    const whole = readFileSync(file)
    writeFileSync(file, whole.subarray(0, whole.length / 2))
    await expect(checked(file)).rejects.toThrow(/ is damaged \(it ends before its end\)/)
    writeFileSync(file, 'something else altogether, and longer than a header is, '.repeat(20))
    await expect(checked(file)).rejects.toThrow(/ is damaged \(it is no tar file\)/)
    await expect(checked(`${file}.not`)).rejects.toThrow(/^There is no file/)
  })

  async function checked(file) {
    const backup = await openBackup(file)
    try {
      await backup.check()
    } finally {
      await backup.close()
    }
  }
})

describe('Restoring', () => {
  let file
  let saved
  beforeAll(async () => {
    file = newFile()
    saved = await backUp(client, { file })
  })

  test('needs no superuser, and gives the application its rights and no more', async () => {
    const owner = { name: 'an_owner', password: 'only-for-tests' }
    await server.admin.query(`CREATE ROLE an_owner LOGIN PASSWORD 'only-for-tests'`)
    const database = await server.aDatabase({ owner })
    const dataDir = path.join(path.dirname(newFile()), 'data')
    mkdirSync(dataDir)
    const settings = { dataDir, databaseUrl: database.appUrl, databaseOwnerUrl: database.url }
    expect(await restore({ file, settings, teller: silent })).toBe(0)

    expect(contentsOf(await backUp(await database.connect()))).toEqual(contentsOf(saved))
    const app = new pg.Client(database.appUrl)
    await app.connect()
    expect((await app.query('SELECT count(*)::int AS acts FROM activity')).rows).toEqual([
      { acts: saved.record.acts },
    ])
    await expect(app.query('DELETE FROM activity')).rejects.toThrow(/permission denied/)
    await app.end()
  })

  test('verifies the record, and tells of what was altered before the backup', async () => {
    const altered = await server.aDatabase()
    const hand = await altered.connect()
    await restoreInto(hand, file)
    await hand.query(`ALTER TABLE verdicts DISABLE TRIGGER USER;
      UPDATE verdicts SET rationale = overlay(rationale placing 'x' from 3 for 1)
        WHERE id = (SELECT max(id::text)::uuid FROM verdicts WHERE state = 'published');
      ALTER TABLE verdicts ENABLE TRIGGER USER`)
    const copy = newFile()
    await backUp(hand, { file: copy })
    const lines = []
    const teller = { ...silent, line: (text) => lines.push(text) }
    const dataDir = path.join(path.dirname(newFile()), 'data')
    mkdirSync(dataDir)
    const { url, appUrl } = await server.aDatabase()
    const settings = { dataDir, databaseUrl: appUrl, databaseOwnerUrl: url }
    expect(await restore({ file: copy, settings, teller })).toBe(3)
    expect(lines.join('\n')).toMatch(/rationale/)
  })

  test('leaves foreign keys, triggers, indexes and sequences as migrations make them', async () => {
    const restored = await (await server.aDatabase()).connect()
    await restoreInto(restored, file)
    const migrated = await (await server.aDatabase()).connect()
    await migrate(migrated)
    const shape = `
      SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace
      UNION ALL
      SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), tgenabled = 'O' FROM pg_trigger WHERE NOT tgisinternal
      UNION ALL
      SELECT tablename, indexname, indexdef, true FROM pg_indexes WHERE schemaname = 'public'
      ORDER BY 1, 2, 3`
    expect((await restored.query(shape)).rows).toEqual((await migrated.query(shape)).rows)
    const last = 'SELECT max(id) AS last FROM outbox'
    const before = (await restored.query(last)).rows[0].last
    await restored.query(`INSERT INTO outbox (subject, created_at) VALUES ('site', now())`)
    expect(Number((await restored.query(last)).rows[0].last)).toBeGreaterThan(Number(before))
  })

  test('is refused where anything is already, and changes nothing there', async () => {
    const before = contentsOf(await backUp(client))
    await expect(restoreInto(client, file)).rejects.toThrow(
      /^This database is not empty: there are rows in its table [a-z_]+\./,
    )
    expect(contentsOf(await backUp(client))).toEqual(before)
  })

  test('is refused to code that is older than the backup', async () => {
    const name = '29990101000000_future'
    const migrations = migrationsWith({ [name]: 'SELECT 1' })
    const from = await (await server.aDatabase()).connect()
    await migrate(from, { folder: migrations })
    const newer = newFile()
    await backUp(from, { file: newer, product: '9.9.9' })
    const into = await (await server.aDatabase()).connect()
    await expect(restoreInto(into, newer, { migrations: MIGRATIONS })).rejects.toThrow(
      /^The backup is newer than this code: it has had the migration 29990101000000_future, .* Counterclaim 9\.9\.9/,
    )
    expect(await readTables(into)).toEqual([])
  })

  test('leaves somebody’s own table in the file, and refuses one that an edited migration no longer makes', async () => {
    const own = newFile()
    await client.query('CREATE TABLE reports (id serial PRIMARY KEY)')
    await backUp(client, { file: own })
    await client.query('DROP TABLE reports')
    const into = await (await server.aDatabase()).connect()
    expect(await restoreInto(into, own)).toMatchObject({ notOurs: ['reports'], edited: [] })

    const name = '29990101000000_reports'
    const from = await (await server.aDatabase()).connect()
    await migrate(from, { folder: migrationsWith({ [name]: 'CREATE TABLE reports ()' }) })
    await backUp(from, { file: `${own}.ours` })
    const edited = migrationsWith({ [name]: 'SELECT 1' })
    const other = await (await server.aDatabase()).connect()
    await expect(restoreInto(other, `${own}.ours`, { migrations: edited })).rejects.toThrow(
      /make no table reports, which the backup has: 29990101000000_reports was edited since\.$/,
    )
  })

  test('that is cut off leaves no row, is known for what it is, and is done by the next', async () => {
    const database = await server.aDatabase()
    const doomed = await database.connect()
    await expect(
      restoreInto(doomed, file, {
        onTable: ({ name }) => name === 'claims' && doomed.connection.stream.destroy(),
      }),
    ).rejects.toThrow()
    const after = await database.connect()
    const { rows } = await after.query(
      `SELECT to_regclass('_restore_under_way') AS marker, (SELECT count(*)::int FROM users) AS people`,
    )
    expect(rows).toEqual([{ marker: '_restore_under_way', people: 0 }])
    await restoreInto(after, file)
    expect(contentsOf(await backUp(after))).toEqual(contentsOf(saved))
  })

  test('keeps a start away from a database that it was cut off in', async () => {
    const database = await server.aDatabase()
    const doomed = await database.connect()
    const cut = restoreInto(doomed, file, { onTable: () => doomed.connection.stream.destroy() })
    await expect(cut).rejects.toThrow()
    const settings = { databaseUrl: database.appUrl, databaseOwnerUrl: database.url }
    await expect(openDatabase({ settings, teller: silent })).rejects.toThrow(
      /^A backup is being restored into this database, or was until something cut it short/,
    )
  })

  test('into a folder is there as a whole or not at all, and begins anew after a kill', async () => {
    const dataDir = path.join(path.dirname(newFile()), 'data')
    mkdirSync(dataDir)
    const child = spawn(process.execPath, [RESTORES, file, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data') // it has made a database and begins to fill it
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(readdirSync(dataDir)).not.toContain('postgres')
    expect(readdirSync(dataDir)).toContain('postgres.restoring')

    expect(await restore({ file, settings: { dataDir }, teller: silent })).toBe(0)
    expect(readdirSync(dataDir).sort()).toEqual(['keys', 'postgres', 'postgres.port'])
    const again = await withDatabaseAsItIs({ settings: { dataDir } }, (each) => backUp(each))
    expect(contentsOf(again)).toEqual(contentsOf(saved))
  }, 180_000)

  test('is one person’s work at a time', async () => {
    const database = await server.aDatabase()
    const other = await database.connect()
    await other.query('SELECT pg_advisory_lock(72707370)')
    await expect(restoreInto(await database.connect(), file)).rejects.toThrow(
      /^Somebody is restoring into this database already/,
    )
  })

  test('holds rows to the rules: one that points nowhere is refused with the rest', async () => {
    await client.query(
      'BEGIN; ALTER TABLE source_grades DROP CONSTRAINT source_grades_source_id_fkey',
    )
    const broken = newFile()
    try {
      await client.query('COMMIT')
      await client.query(`INSERT INTO source_grades (id, source_id, reliability, reason, graded_by_id, graded_at)
        SELECT gen_random_uuid(), gen_random_uuid(), 'A', 'None', id, now() FROM users LIMIT 1`)
      await backUp(client, { file: broken })
    } finally {
      await client.query(`ALTER TABLE source_grades DISABLE TRIGGER USER; DELETE FROM source_grades WHERE reason = 'None';
        ALTER TABLE source_grades ENABLE TRIGGER USER;
        ALTER TABLE source_grades ADD CONSTRAINT source_grades_source_id_fkey
          FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE RESTRICT ON UPDATE CASCADE`)
    }
    const into = await (await server.aDatabase()).connect()
    await expect(restoreInto(into, broken)).rejects.toThrow(/source_grades_source_id_fkey/)
    expect((await into.query('SELECT count(*)::int AS people FROM users')).rows).toEqual([
      { people: 0 },
    ])
  })

  test('makes the database with the keys that are in the folder already', async () => {
    const dataDir = path.join(path.dirname(newFile()), 'data')
    const keys = keepKeys(path.join(dataDir, 'keys'))
    writeFileSync(path.join(dataDir, 'keys/record-signers'), 'the old ones')
    expect(await restore({ file, settings: { dataDir }, teller: silent })).toBe(0)
    expect(keepKeys(path.join(dataDir, 'keys'))).toEqual(keys)
    expect(readFileSync(path.join(dataDir, 'keys/record-signers'), 'utf8')).toBe('the old ones')
    const acts = await withDatabaseAsItIs({ settings: { dataDir } }, (each) =>
      each.query('SELECT count(*)::int AS acts FROM activity'),
    )
    expect(acts.rows).toEqual([{ acts: saved.record.acts }])
  }, 180_000)

  test('refuses a folder in which an instance lives', async () => {
    const dataDir = path.join(path.dirname(newFile()), 'data')
    mkdirSync(path.join(dataDir, 'published'), { recursive: true })
    copyFileSync(file, path.join(dataDir, 'published/index.html'))
    await expect(restore({ file, settings: { dataDir }, teller: silent })).rejects.toThrow(
      /^There is an instance in .* already \(published\)/,
    )
  })
})
