import pg from 'pg'
import { whileNobodyMigrates } from './migrate.mjs'

/**
 * What the application's role may do: read and write, but not rewrite the record of what was done,
 * make a verdict disappear, or touch the schema. Applied after every migration, so that a table
 * made by a later one is covered without anybody remembering.
 */
export async function applyGrants(client, role) {
  const name = pg.escapeIdentifier(role)
  await whileNobodyMigrates(client, () =>
    client.query(`
      BEGIN;
      GRANT USAGE ON SCHEMA public TO ${name};
      REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${name};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${name};
      GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${name};
      REVOKE UPDATE, DELETE ON activity FROM ${name};
      REVOKE DELETE ON verdicts FROM ${name};
      REVOKE INSERT, UPDATE, DELETE ON _prisma_migrations FROM ${name};
      COMMIT;
    `),
  )
}
