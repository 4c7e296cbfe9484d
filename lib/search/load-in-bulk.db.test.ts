import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '@/lib/testing/database'
import { claimsToSearch } from '@/scripts/bench/search-claims'
import { copyClaims, loadInBulk, settleSources } from '@/scripts/bench/search-load'

const COUNT = 120

const databases: FreshDatabase[] = []
const clients: pg.Client[] = []
beforeAll(async () => {
  for (let at = 0; at < 2; at++) {
    const database = await freshDatabase()
    const client = new pg.Client({ connectionString: database.ownerUrl })
    databases.push(database)
    clients.push(client)
    await client.connect()
    await settleSources(client)
  }
})
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()))
  await Promise.all(databases.map(({ drop }) => drop()))
})

it('a million claims loaded to be measured are found as if they had been filed one by one', async () => {
  const [filed, bulk] = clients as [pg.Client, pg.Client]
  await copyClaims(filed, claimsToSearch(COUNT))
  const rows = claimsToSearch(COUNT)
  // In two goes, as for a hundred thousand and then a million.
  await loadInBulk(bulk, rows, { first: 0, count: 50 })
  await loadInBulk(bulk, rows, { first: 50, count: COUNT - 50 })
  for (const rest of [
    `SELECT to_jsonb(cs) AS row FROM claim_search cs ORDER BY seq`,
    `SELECT to_jsonb(w) - 'id' AS row FROM search_words w ORDER BY word`,
    `SELECT to_jsonb(e) - 'id' AS row FROM search_entries e ORDER BY kind, ref, name`,
    `SELECT to_jsonb(pg_get_indexdef(indexrelid)) AS row FROM pg_index
     WHERE indrelid IN ('claims'::regclass, 'claim_search'::regclass, 'search_words'::regclass) ORDER BY 1`,
    `SELECT to_jsonb(pg_get_functiondef('learn_words'::regproc)) AS row`,
  ]) {
    const [expected, found] = await Promise.all(
      [filed, bulk].map(async (client) => (await client.query(rest)).rows),
    )
    expect(expected?.length).toBeGreaterThan(0)
    expect(found).toEqual(expected)
  }
})
