import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres, THROW_AWAY } from '../../scripts/launcher/embedded-postgres.mjs'
import { applyGrants } from '../../scripts/launcher/grants.mjs'
import { keepKeys } from '../../scripts/launcher/keys.mjs'
import { migrate } from '../../scripts/launcher/migrate.mjs'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A superuser's address of the template, and the password of the application's role. */
    template: { ownerUrl: string; appPassword: string }
  }
}

const APP_ROLE = 'counterclaim_app'

/**
 * A PostgreSQL for this run with one migrated database, of which every test gets a copy.
 * TEST_DATABASE_URL names a server to use instead; its user must be a superuser.
 */
export default async function provideTemplate(project: TestProject) {
  const server = await startServer()
  const name = `counterclaim_template_${process.pid}`
  await asOwner(server.ownerUrl, (client) => client.query(`CREATE DATABASE ${name}`))
  const ownerUrl = withDatabase(server.ownerUrl, name)
  await asOwner(ownerUrl, async (client) => {
    await migrate(client)
    await applyGrants(client, APP_ROLE)
  })
  project.provide('template', { ownerUrl, appPassword: server.appPassword })

  return async () => {
    await asOwner(server.ownerUrl, (client) =>
      client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
    )
    await server.stop()
  }
}

async function startServer() {
  const given = process.env.TEST_DATABASE_URL
  if (given) {
    const appPassword = 'only-for-tests'
    await asOwner(given, (client) =>
      client.query(`
        DO $$ BEGIN
          CREATE ROLE ${APP_ROLE} LOGIN;
        EXCEPTION WHEN duplicate_object THEN NULL;
        END $$;
        ALTER ROLE ${APP_ROLE} PASSWORD '${appPassword}'`),
    )
    return { ownerUrl: given, appPassword, stop: async () => {} }
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'counterclaim-test-'))
  const keys = keepKeys(path.join(folder, 'keys'))
  const server = await startEmbeddedPostgres({
    folder: path.join(folder, 'postgres'),
    keys,
    options: [...THROW_AWAY, 'max_connections=200'],
  })
  return {
    ownerUrl: server.ownerUrl,
    appPassword: keys.databaseAppPassword,
    async stop() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function withDatabase(address: string, name: string) {
  const url = new URL(address)
  url.pathname = `/${name}`
  return url.toString()
}

async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
