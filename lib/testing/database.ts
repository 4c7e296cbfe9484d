import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { createDb, type Db } from '@/lib/db'

export type FreshDatabase = {
  /** As the application's role, whose rights are those of production. */
  url: string
  /** As the role that owns the schema, for what the application must not be able to do. */
  ownerUrl: string
  db: Db
  drop: () => Promise<void>
}

/** A copy of the migrated template for one test or file; `drop` closes `db` and removes the copy. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const template = inject('template')
  const name = `counterclaim_test_${randomUUID().replaceAll('-', '')}`
  const templateName = new URL(template.ownerUrl).pathname.slice(1)
  await onServer((client) => copyDatabase(client, name, templateName))

  const owner = new URL(template.ownerUrl)
  owner.pathname = `/${name}`
  const app = new URL(owner)
  app.username = 'counterclaim_app'
  app.password = template.appPassword
  const db = createDb(app.toString())
  return {
    url: app.toString(),
    ownerUrl: owner.toString(),
    db,
    async drop() {
      await db.$disconnect()
      await onServer((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
    },
  }
}

/** Does what the application's own role may not, for tests about what is then there. */
export async function asOwner(
  ownerUrl: string,
  sql: string,
  values: unknown[] = [],
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(sql, values)
  } finally {
    await client.end()
  }
}

// A template can't be copied while another session is in it, which another worker's copy is.
async function copyDatabase(client: pg.Client, name: string, templateName: string) {
  await client.query('SELECT pg_advisory_lock(hashtext($1))', [templateName])
  try {
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${templateName}`)
  } finally {
    await client.query('SELECT pg_advisory_unlock(hashtext($1))', [templateName])
  }
}

async function onServer<T>(work: (client: pg.Client) => Promise<T>) {
  const url = new URL(inject('template').ownerUrl)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.toString() })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
