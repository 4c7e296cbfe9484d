import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { searchClaims } from '@/lib/search/queries'
import { claimSearch } from '@/lib/search/schema'
import { type FreshDatabase, freshDatabase } from '@/lib/testing/database'
import { copyClaims, settleSources } from '@/scripts/bench/search-load'

const COUNT = 1600
/** As if so many claims of others had been filed between each two of ours. */
const APART = 22

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  try {
    await settleSources(client)
    await copyClaims(
      client,
      Array.from({ length: COUNT }, (_, at) => ({
        proposition: `Convoy ${at} of the army ${at === 3 ? 'of old Zabadani' : 'passed'}.`,
        wording: at % 2 === 0 ? 'Convoys' : null,
        language: at === 4 ? 'ar' : 'en',
        place: at % 10 === 0 ? `District ${at} of Harasta` : 'Duma',
        source: at === 5 ? 7 : 8,
        said: at === 6 ? '2023-02-03' : '2024-12-08',
      })),
    )
    await client.query(`UPDATE claim_search SET seq = -seq`)
    await client.query(`UPDATE claim_search SET seq = -seq * ${APART}`)
    await client.query('SELECT find_claims(array_agg(id)) FROM claims')
    await client.query('ANALYZE claim_search')
  } finally {
    await client.end()
  }
}, 120_000)
afterAll(() => database.drop())

const search = (query: Record<string, unknown>) =>
  searchClaims(
    { actor: { kind: 'public' }, now: new Date(), db: database.db, at: null },
    claimSearch.parse(query),
  )
const numbers = async (query: Record<string, unknown>) =>
  (await search(query)).items.map(({ slug }) => Number(slug.replace('claim-', '')))

describe('among very many claims', () => {
  it('a word that most have finds the newest, and says that there are more', async () => {
    const { total, isTotalOpen, nextCursor } = await search({ q: 'army' })
    expect({ isTotalOpen, nextCursor }).toEqual({ isTotalOpen: true, nextCursor: '25' })
    expect(total).toBeGreaterThanOrEqual(200)
    const found = await numbers({ q: 'army' })
    expect(found).toHaveLength(25)
    expect(Math.min(...found)).toBeGreaterThan(COUNT - 700)
  })

  it.each([
    [{ q: 'zabadani' }, 3],
    [{ q: 'army zabadani' }, 3],
    [{ q: 'army of old' }, 3],
    [{ q: '"old Zabadani"' }, 3],
    [{ q: 'zabadany' }, 3],
    [{ q: 'army', language: 'ar' }, 4],
    [{ q: 'army', source: 'source-7' }, 5],
    [{ q: 'army', saidFrom: '2023-01-01', saidTo: '2023-12-31' }, 6],
    [{ q: 'army', saidTo: '2023-12-31' }, 6],
    [{ saidFrom: '2023-02-01', saidTo: '2023-02-28', status: 'unreviewed', language: 'en' }, 6],
  ])('%j finds the oldest of all', async (query, expected) => {
    expect(await numbers(query)).toEqual([expected])
  })

  it('a place of which there are many names narrows to what is about it', async () => {
    const { items, total } = await search({ q: 'army', place: 'Harasta' })
    expect(total).toBeGreaterThan(0)
    for (const { placeName } of items) expect(placeName).toMatch(/Harasta/)
    expect((await search({ q: 'army', place: 'Nowhere at all' })).total).toBe(0)
    expect((await search({ q: 'army', source: 'nobody-at-all' })).total).toBe(0)
  })
})
