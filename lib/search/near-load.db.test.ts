import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '@/lib/testing/database'
import { loadToCompare } from '@/scripts/bench/near-load'
import { claimsToSearch } from '@/scripts/bench/search-claims'
import { copyClaims, settleSources } from '@/scripts/bench/search-load'

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
}, 120_000)
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()))
  await Promise.all(databases.map(({ drop }) => drop()))
})

it('a million claims loaded to be compared are indexed as if they had been filed one by one', async () => {
  const [filed, bulk] = clients as [pg.Client, pg.Client]
  await copyClaims(filed, claimsToSearch(COUNT))
  await loadToCompare(bulk, [...claimsToSearch(COUNT)])
  for (const rest of [
    'SELECT claim_id, docket, said, worded, titled, quoted, terms FROM claim_index ORDER BY docket',
    'SELECT term, docket, round(weight::numeric, 5) AS weight FROM claim_terms ORDER BY term, docket',
    'SELECT band, docket FROM claim_bands ORDER BY band, docket',
    `SELECT conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint
     WHERE conrelid IN ('claim_index'::regclass, 'claim_terms'::regclass, 'claim_bands'::regclass) ORDER BY conname`,
  ]) {
    const [expected, found] = await Promise.all(
      [filed, bulk].map(async (client) => (await client.query(rest)).rows),
    )
    expect(expected?.length).toBeGreaterThan(0)
    expect(found).toEqual(expected)
  }
}, 60_000)
