/**
 * What a database holds, read from its own catalogue: a table that a later migration makes is in the backup without
 * anybody remembering it.
 */

/** Written by our migration runner as it goes; the manifest has what it says. */
export const LEDGER = '_prisma_migrations'
/** Stands in a database on a server while it is being restored: see load.mjs. */
export const MARKER = '_restore_under_way'

/** What a backup leaves out on purpose, and why. */
export const LEFT_OUT = {
  user_sessions: 'so that a backup in the wrong hands signs nobody in',
  sign_in_throttles: 'failed attempts to sign in are forgotten within hours',
  mirrors: 'an object store is asked what it has, whatever a backup would say of it',
  mirrored_objects: 'an object store is asked what it has, whatever a backup would say of it',
}

const OURS = `
  c.relnamespace = 'public'::regnamespace
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`

/**
 * The tables by name: the columns that are stored (a generated one is made anew), and the order in which their rows
 * come out the same from any copy, whatever the collation of its database.
 */
export async function readTables(client) {
  const { rows } = await client.query(`
    SELECT c.relname AS name,
      array(
        SELECT a.attname::text FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum
      ) AS columns,
      array(
        SELECT CASE WHEN a.attcollation <> 0 THEN format('%I COLLATE "C"', a.attname) ELSE format('%I', a.attname) END
        FROM pg_index i, unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
        WHERE i.indrelid = c.oid AND i.indisprimary AND k.place <= i.indnkeyatts ORDER BY k.place
      ) AS "orderBy"
    FROM pg_class c WHERE ${OURS} AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    ORDER BY c.relname COLLATE "C"`)
  return rows
}

export function isBackedUp({ name }) {
  return name !== LEDGER && name !== MARKER && !(name in LEFT_OUT)
}

export async function readSequences(client) {
  const { rows } = await client.query(`
    SELECT c.relname AS name FROM pg_class c WHERE ${OURS} AND c.relkind = 'S' ORDER BY c.relname COLLATE "C"`)
  return rows.map(({ name }) => name)
}

/** The migrations that were applied, oldest first; none where there is no ledger. */
export async function readLedger(client) {
  const { rows: there } = await client.query(`SELECT to_regclass('public.${LEDGER}') AS ledger`)
  if (!there[0].ledger) return []
  const { rows } = await client.query(`
    SELECT migration_name AS name, checksum FROM ${LEDGER}
    WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name COLLATE "C"`)
  return rows
}
