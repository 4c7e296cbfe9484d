// `node scripts/scaling/inventory.mjs`: what our schema asks of a database, by the catalogue of one that was just migrated. What
// docs/scaling.md says of distributed databases is said about these.
import pg from 'pg'
import { runScript } from '../launcher/script.mjs'
import { startTemporaryDatabase } from '../match/temporary-database.mjs'

const OURS = `c.relnamespace = 'public'::regnamespace AND NOT EXISTS
  (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')`
const FUNCTIONS = `FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang WHERE p.pronamespace = 'public'::regnamespace
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`

const QUESTIONS = [
  ['tables', `SELECT count(*) FROM pg_class c WHERE c.relkind IN ('r', 'p') AND ${OURS}`],
  ['foreign keys', `SELECT count(*) FROM pg_constraint WHERE contype = 'f'`],
  [
    'unique keys and indexes, primary keys apart',
    `SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indisunique AND NOT i.indisprimary AND ${OURS}`,
  ],
  [
    'checks',
    `SELECT count(*) FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE k.contype = 'c' AND ${OURS}`,
  ],
  [
    'triggers',
    `SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND ${OURS}`,
  ],
  [
    'of them for each statement, with the rows it changed (transition tables)',
    `SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND (t.tgoldtable IS NOT NULL OR t.tgnewtable IS NOT NULL) AND ${OURS}`,
  ],
  [
    'of them deferred to the commit',
    `SELECT count(*) || ': ' || string_agg(t.tgname, ', ') FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND t.tgdeferrable AND ${OURS}`,
  ],
  ['functions in plpgsql', `SELECT count(*) ${FUNCTIONS} AND l.lanname = 'plpgsql'`],
  ['functions in SQL', `SELECT count(*) ${FUNCTIONS} AND l.lanname = 'sql'`],
  ['functions that run as their owner', `SELECT count(*) ${FUNCTIONS} AND p.prosecdef`],
  [
    'sequences',
    `SELECT count(*) || ': ' || string_agg(c.relname, ', ' ORDER BY c.relname) FROM pg_class c WHERE c.relkind = 'S' AND c.relnamespace = 'public'::regnamespace`,
  ],
  [
    'primary keys by type',
    `SELECT string_agg(n || ' × ' || type, ', ' ORDER BY n DESC) FROM (
       SELECT count(*) AS n, type FROM (
         SELECT string_agg(format_type(a.atttypid, a.atttypmod), ' + ' ORDER BY a.attnum) AS type
         FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
         WHERE i.indisprimary AND ${OURS} GROUP BY c.oid) AS keys GROUP BY type) AS kinds`,
  ],
  [
    'indexes by kind',
    `SELECT string_agg(n || ' ' || amname, ', ' ORDER BY n DESC) FROM (SELECT count(*) AS n, am.amname FROM pg_index i
       JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am am ON am.oid = x.relam JOIN pg_class c ON c.oid = i.indrelid
       WHERE ${OURS} GROUP BY am.amname) AS kinds`,
  ],
  [
    'indexes over a part of the rows; over what a function makes of them',
    `SELECT count(*) FILTER (WHERE i.indpred IS NOT NULL) || '; ' || count(*) FILTER (WHERE i.indexprs IS NOT NULL) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE ${OURS}`,
  ],
  [
    'indexes of trigrams',
    `SELECT count(DISTINCT i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
       JOIN LATERAL unnest(i.indclass) AS k(class) ON true JOIN pg_opclass o ON o.oid = k.class WHERE o.opcname LIKE '%trgm%' AND ${OURS}`,
  ],
  [
    'tsvector columns',
    `SELECT count(*) || ': ' || string_agg(c.relname || '.' || a.attname, ', ' ORDER BY c.relname) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       WHERE a.atttypid = 'tsvector'::regtype AND c.relkind = 'r' AND ${OURS}`,
  ],
  [
    'extensions',
    `SELECT string_agg(extname, ', ' ORDER BY extname) FROM pg_extension WHERE extname <> 'plpgsql'`,
  ],
]

await runScript(async () => {
  const database = await startTemporaryDatabase()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    process.stdout.write('| | |\n| --- | --- |\n')
    for (const [what, question] of QUESTIONS) {
      const { rows } = await client.query(question)
      process.stdout.write(`| ${what} | ${Object.values(rows[0])[0]} |\n`)
    }
  } finally {
    await client.end()
    await database.stop()
  }
})
