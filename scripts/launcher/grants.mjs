import pg from 'pg'
import { whileNobodyMigrates } from './migrate.mjs'

const WITHDRAWAL = ['withdrawn_at', 'withdrawn_by_id', 'withdrawn_reason']

/**
 * What the application's role may do to each table beside reading it: everything the desk needs, and nothing by
 * which history could be rewritten. `update` names columns, or is `all`. A table without a line here can be read and
 * no more; a test demands a line for every one.
 */
export const RIGHTS = {
  // People and sign-in
  users: { insert: true, update: ['role', 'password_hash', 'deactivated_at'] },
  user_sessions: { insert: true, update: ['revoked_at'] },
  linked_accounts: { insert: true },
  invitations: { insert: true, update: ['accepted_at', 'revoked_at'] },
  sign_in_throttles: { insert: true, update: ['failures', 'last_failure_at'], delete: true },

  // What is worked on
  sources: {
    insert: true,
    update: [
      'name',
      'language',
      'kind',
      'description',
      'url',
      'speaks_for_id',
      'version',
      'changed_at',
    ],
  },
  documents: {
    insert: true,
    update: ['origin_source_id', 'origin_document_id', 'origin_changed_at'],
  },
  stories: { insert: true, update: ['title', 'summary', 'version', 'public_since', 'changed_at'] },
  claims: {
    insert: true,
    update: [
      'claimant_id',
      'proposition',
      'wording',
      'wording_language',
      'said_on',
      'said_precision',
      'said_at',
      'said_zone',
      'place_name',
      'place_latitude',
      'place_longitude',
      'story_id',
      'stage',
      'version',
      'assignee_id',
      'public_since',
      'current_verdict_id',
      'changed_at',
    ],
  },
  intakes: {
    insert: true,
    update: [
      'state',
      'version',
      'findings',
      'extractor',
      'found_at',
      'read_to',
      'nearby',
      'nearby_at',
      'decisions',
      'outcome',
      'document_id',
      'changed_at',
      'closed_by_id',
      'closed_at',
    ],
  },
  intake_steps: { insert: true, update: ['undone_at'] },

  // History: written once, and opened, withdrawn or answered once
  source_aliases: { insert: true },
  source_grades: { insert: true },
  appearances: { insert: true, update: ['public_since', ...WITHDRAWAL] },
  relations: { insert: true, update: ['public_since', ...WITHDRAWAL] },
  evidence: { insert: true, update: WITHDRAWAL },
  evidence_grades: { insert: true },
  verdicts: {
    insert: true,
    update: [
      'state',
      'reviewer_id',
      'reviewed_at',
      'review_note',
      'published_at',
      'evidence_snapshot',
    ],
  },
  withdrawals: { insert: true },
  activity: { insert: true },
  // Revisions are written by triggers, as their owner.
  claim_revisions: {},
  source_revisions: {},
  story_revisions: {},
  document_origins: {},
  leaves: { insert: true },
  checkpoints: { insert: true },

  // Worked out from the others, and plumbing
  claim_index: { insert: true, update: 'all' },
  claim_terms: { insert: true, update: ['weight'], delete: true },
  claim_bands: { insert: true, delete: true },
  // What can be found and how the desk lists it is written by triggers, as their owner.
  claim_search: {},
  desk_claims: {},
  search_entries: {},
  search_words: {},
  outbox: {
    insert: true,
    update: ['done_at', 'attempts', 'last_error', 'mirrored_at'],
    delete: true,
  },
  // What an object store has of the published files.
  mirrors: { insert: true, update: ['passed_at', 'followed_at', 'failing_since', 'last_error'] },
  mirrored_objects: { insert: true, update: 'all', delete: true },
  submissions: { insert: true, update: ['result'] },
  instance: { insert: true },
  _prisma_migrations: {},
}

/**
 * Gives the application's role its rights, and takes every other. Applied after every migration, in one
 * transaction, so that a table made by a later one is covered and the role never has more in between.
 */
export async function applyGrants(client, role) {
  await whileNobodyMigrates(client, async () => {
    const statements = await statementsFor(client, pg.escapeIdentifier(role))
    await client.query('BEGIN')
    try {
      for (const statement of statements) await client.query(statement)
      await client.query('COMMIT')
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {}) // the connection itself may be what failed
      throw error
    }
  })
}

async function statementsFor(client, role) {
  const { rows: functions } = await client.query(`
    SELECT p.oid::regprocedure::text AS name FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND (p.prorettype = 'trigger'::regtype OR p.prosecdef)
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')`)
  const { rows: tables } = await client.query(`
    SELECT c.relname AS name, array_agg(a.attname::text) AS columns FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT ${OF_AN_EXTENSION}
    GROUP BY c.relname ORDER BY c.relname`)
  const { rows: database } = await client.query(`
    SELECT current_database() AS name, pg_has_role(datdba, 'MEMBER') AS "isOurs"
    FROM pg_database WHERE datname = current_database()`)
  const [{ name: databaseName, isOurs }] = database
  const name = pg.escapeIdentifier(databaseName)
  return [
    `GRANT USAGE ON SCHEMA public TO ${role}`,
    `REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, ${role}`,
    `REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, ${role}`,
    // Enough to draw a number, and not to set one back.
    `GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${role}`,
    ...tables.map((table) => grantOn(table, role)),
    // What runs as the owner is not to be called, nor run by a trigger on a table of their own.
    ...functions.map((each) => `REVOKE ALL ON FUNCTION ${each.name} FROM PUBLIC, ${role}`),
    // Whoever can make a table or a function in the search path can put it in the place of ours. These are the
    // owner's to take; where the database belongs to somebody else, weaknessesOf tells.
    ...(isOurs
      ? [
          `REVOKE CREATE ON SCHEMA public FROM PUBLIC, ${role}`,
          `REVOKE TEMPORARY ON DATABASE ${name} FROM PUBLIC, ${role}`,
        ]
      : []),
  ]
}

const OF_AN_EXTENSION =
  "EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')"

function grantOn({ name, columns }, role) {
  const { insert, update, delete: mayDelete } = RIGHTS[name] ?? {}
  const rights = ['SELECT']
  if (insert) rights.push('INSERT')
  if (update === 'all') rights.push('UPDATE')
  else if (update) {
    const there = update.filter((column) => columns.includes(column))
    rights.push(`UPDATE (${there.map(pg.escapeIdentifier).join(', ')})`)
  }
  if (mayDelete) rights.push('DELETE')
  return `GRANT ${rights.join(', ')} ON public.${pg.escapeIdentifier(name)} TO ${role}`
}

/**
 * Why this database can't keep history from the application's role, one sentence each; none when it can. The
 * log of the record shows an alteration all the same, to whoever holds an earlier checkpoint.
 */
export async function weaknessesOf(client, role) {
  const { rows } = await client.query(
    `SELECT r.rolsuper AS "isSuperuser", r.rolcreaterole AS "makesRoles",
       has_schema_privilege(r.oid, 'public', 'CREATE') AS "makesTables",
       EXISTS (
         SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
           AND c.relname = ANY ($2) AND pg_has_role(r.oid, c.relowner, 'MEMBER')
       ) AS "ownsTables"
     FROM pg_roles r WHERE r.rolname = $1`,
    [role, Object.keys(RIGHTS)],
  )
  const [found] = rows
  if (!found) return []
  const { isSuperuser, makesRoles, makesTables, ownsTables } = found
  if (isSuperuser) return [`The role "${role}" is a superuser: nothing in the database binds it.`]
  if (ownsTables) {
    return [
      `The role "${role}" owns the tables that it writes to, so the database can't protect history from it.`,
    ]
  }
  const weaknesses = []
  if (makesRoles) weaknesses.push(`The role "${role}" may make roles, and so give itself rights.`)
  if (makesTables) weaknesses.push(`The role "${role}" may make tables and functions of its own.`)
  return weaknesses
}
