import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'
import { RIGHTS, weaknessesOf } from '../scripts/launcher/grants.mjs'

/**
 * What the application's role may do to the database, tried through that role. That the desk can do everything it
 * needs is what lib/act.db.test.ts shows, through every command.
 */
let room: Newsroom
let app: pg.Client
let owner: pg.Client

beforeAll(async () => {
  room = await aNewsroom()
  await room.aPublishedVerdict({})
  app = new pg.Client(room.url)
  owner = new pg.Client(room.ownerUrl)
  await Promise.all([app.connect(), owner.connect()])
})
afterAll(async () => {
  await Promise.all([app.end(), owner.end()])
  await room.drop()
})
beforeEach(() => app.query('BEGIN'))
afterEach(() => app.query('ROLLBACK'))

async function refusalOf(sql: string): Promise<string> {
  try {
    await app.query(sql)
    return 'done'
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    return error.message
  }
}

const REFUSED = /permission denied|must be owner|must be superuser/

type Right = { insert?: boolean; update?: string[] | string; delete?: boolean }
const rights: Record<string, Right> = RIGHTS

describe('every table', () => {
  it('has a line in the table of rights, and every line a table', async () => {
    const { rows } = await owner.query(`
      SELECT c.relname AS name FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT EXISTS (
        SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`)
    expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(rights).sort())
  })

  it('is open to the application exactly as its line says, column by column', async () => {
    const { rows } = await owner.query<Record<string, string | boolean>>(`
      SELECT c.relname AS table, a.attname AS column,
        has_column_privilege('counterclaim_app', c.oid, a.attnum, 'SELECT') AS reads,
        has_column_privilege('counterclaim_app', c.oid, a.attnum, 'INSERT') AS inserts,
        has_column_privilege('counterclaim_app', c.oid, a.attnum, 'UPDATE') AS updates,
        has_table_privilege('counterclaim_app', c.oid, 'DELETE') AS deletes,
        has_table_privilege('counterclaim_app', c.oid, 'TRUNCATE, REFERENCES, TRIGGER') AS more
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'`)
    const given = rows.map((row) => ({ ...row }))
    expect(given).toEqual(
      rows.map(({ table, column }) => {
        const right = rights[String(table)] ?? {}
        return {
          table,
          column,
          reads: true,
          inserts: right.insert === true,
          updates: right.update === 'all' || right.update?.includes(String(column)) === true,
          deletes: right.delete === true,
          more: false,
        }
      }),
    )
  })

  it('has a line that names columns which are there', async () => {
    for (const [table, { update }] of Object.entries(rights)) {
      if (!Array.isArray(update)) continue
      const { rows } = await owner.query(
        'SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0',
        [table],
      )
      expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(update))
    }
  })
})

/** Tables in which a row, once written, is history. */
const HISTORY = [
  'activity',
  'appearances',
  'checkpoints',
  'claim_revisions',
  'claims',
  'document_origins',
  'documents',
  'evidence',
  'evidence_grades',
  'leaves',
  'relations',
  'source_aliases',
  'source_grades',
  'source_revisions',
  'sources',
  'stories',
  'story_revisions',
  'submissions',
  'verdicts',
  'withdrawals',
]

describe.each(HISTORY)('%s', (table) => {
  it.each([
    `DELETE FROM ${table}`,
    `TRUNCATE ${table} CASCADE`,
    `ALTER TABLE ${table} DISABLE TRIGGER ALL`,
    `ALTER TABLE ${table} ADD COLUMN mine text`,
    `DROP TABLE ${table} CASCADE`,
    `CREATE TRIGGER mine BEFORE UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION never()`,
    `CREATE RULE mine AS ON INSERT TO ${table} DO INSTEAD NOTHING`,
  ])('is out of reach of: %s', async (sql) => {
    expect(await refusalOf(sql)).toMatch(REFUSED)
  })

  it('can’t be rewritten, in any column that the desk does not work on', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute
       WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
      [table],
    )
    const settable = rights[table]?.update ?? []
    for (const { name } of rows.filter((row) => !settable.includes(row.name))) {
      expect(await refusalOf(`UPDATE ${table} SET "${name}" = "${name}"`)).toMatch(REFUSED)
      await app.query('ROLLBACK; BEGIN')
    }
  })
})

describe('the rules', () => {
  it.each([
    "SET session_replication_role = 'replica'",
    'SET ROLE counterclaim_owner',
    'SET SESSION AUTHORIZATION counterclaim_owner',
    'CREATE TABLE mine ()',
    'CREATE FUNCTION mine() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$',
    'CREATE OR REPLACE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$',
    'ALTER FUNCTION never() RENAME TO ever',
    "ALTER FUNCTION never() SET search_path = 'pg_temp'",
    'DROP FUNCTION never() CASCADE',
    'DROP TRIGGER verdict_is_kept ON verdicts',
    'ALTER TABLE verdicts DROP CONSTRAINT verdict_reviewer_is_not_proposer',
    'CREATE SCHEMA mine',
    'ALTER SCHEMA public RENAME TO theirs',
    'CREATE ROLE mine',
    'ALTER ROLE counterclaim_app SUPERUSER',
    'CREATE EXTENSION dblink',
    "SELECT setval('activity_id_seq', 1)",
    'ALTER SEQUENCE activity_id_seq RESTART',
    "COPY activity TO PROGRAM 'cat'",
    "SELECT pg_read_file('postgresql.conf')",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename <> 'counterclaim_app' AND usename IS NOT NULL",
    'DELETE FROM _prisma_migrations',
    'UPDATE _prisma_migrations SET checksum = checksum',
  ])('can’t be got round by: %s', async (sql) => {
    const { username } = new URL(room.ownerUrl)
    expect(await refusalOf(sql.replace('counterclaim_owner', username))).toMatch(
      new RegExp(`${REFUSED.source}|terminate|must be able to SET ROLE|authorization`, 'i'),
    )
  })

  it('give nobody rights that they lack', async () => {
    await app.query('GRANT DELETE ON activity TO counterclaim_app')
    expect(await refusalOf('DELETE FROM activity')).toMatch(REFUSED)
  })

  it('look at our tables, whatever temporary ones go by the same name', async () => {
    const document = await room.aDocument({ text: 'It has begun.' })
    // A copy of the database does not inherit that its owner took this right away.
    await owner.query(
      `DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO counterclaim_app', current_database()); END $$`,
    )
    await app.query(
      `CREATE TEMPORARY TABLE documents AS SELECT '${document.id}'::uuid AS id, 'It is over.' AS text`,
    )
    const failure = await app
      .query(
        `INSERT INTO appearances (id, claim_id, document_id, quote_exact, quote_start, quote_end, quote_language,
           created_by_id, created_at)
         SELECT gen_random_uuid(), c.id, $1, 'It is over', 0, 10, 'en', c.filed_by_id, now() FROM claims c LIMIT 1`,
        [document.id],
      )
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ constraint: 'appearance_span_lies_inside_text' })
  })

  it('are not shared with everybody who can connect', async () => {
    const { rows } = await owner.query(`
      SELECT c.relname AS name FROM pg_class c, aclexplode(c.relacl) AS granted
      WHERE c.relnamespace = 'public'::regnamespace AND granted.grantee = 0`)
    expect(rows).toEqual([])
  })

  it('look names up in the schema alone, and are run by nobody’s own trigger', async () => {
    const { rows } = await owner.query<{ name: string }>(`
      SELECT p.proname AS name FROM pg_proc p
      WHERE p.pronamespace = 'public'::regnamespace AND (p.prorettype = 'trigger'::regtype OR p.prosecdef)
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
        AND (NOT EXISTS (SELECT FROM unnest(p.proconfig) AS setting WHERE setting LIKE 'search_path=%')
          OR has_function_privilege('counterclaim_app', p.oid, 'EXECUTE'))`)
    expect(rows.map(({ name }) => name)).toEqual([])
  })

  it('still let acts be heard of, and numbers be drawn', async () => {
    const listener = new pg.Client(room.url)
    await listener.connect()
    const heard = new Promise((resolve) => listener.once('notification', resolve))
    await listener.query('LISTEN outbox')
    await app.query("INSERT INTO outbox (subject, created_at) VALUES ('site', now())")
    await app.query('COMMIT; BEGIN')
    await heard
    await listener.end()
  })

  it('keep what is not published yet in the outbox, and what was answered as it was', async () => {
    const constraintOf = async (sql: string) => {
      const failure = await app.query(sql).catch((error: unknown) => error)
      return failure instanceof pg.DatabaseError ? failure.constraint : 'done'
    }
    await app.query("INSERT INTO outbox (subject, created_at) VALUES ('site', now())")
    expect(await constraintOf('DELETE FROM outbox WHERE done_at IS NULL')).toBe(
      'outbox_is_published_first',
    )
    await app.query('ROLLBACK; BEGIN')
    await app.query(
      `INSERT INTO submissions (key, result, created_at) VALUES ('k', '{"a":1}', now())`,
    )
    expect(await constraintOf(`UPDATE submissions SET result = '{"a":2}' WHERE key = 'k'`)).toBe(
      'submission_is_kept',
    )
  })

  it('bind a role that owns nothing, and it is said of one that does', async () => {
    expect(await weaknessesOf(owner, 'counterclaim_app')).toEqual([])
    const { rows } = await owner.query('SELECT current_user AS name')
    expect(await weaknessesOf(owner, rows[0].name)).toEqual([
      expect.stringMatching(/is a superuser: nothing in the database binds it/),
    ])
  })
})
