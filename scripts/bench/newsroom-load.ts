import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
// @ts-expect-error It says no types.
import { from as copyFrom } from 'pg-copy-streams'
import { nameKey } from '@/lib/sources/name-key'
import { columnsOf, type Lines, livesOf, settled, TABLES } from '@/scripts/bench/newsroom'
import { indexedInBulk } from '@/scripts/bench/search-load'

/** Names whose words are found by one statement. */
const ENTRIES = 20_000

/** What was filled, and how many seconds it took to write it and all in all. */
export type Loaded = { claims: number; acts: number; writing: number; seconds: number }

/**
 * Fills an empty, migrated database with a newsroom of so many claims, as its owner. Leaves of the log are stand-ins: they have
 * their place and time, but not the digests of what was done.
 */
export async function loadNewsroom(client: pg.ClientBase, claims: number): Promise<Loaded> {
  const begun = performance.now()
  let writing = 0
  const tables = [...TABLES, 'claim_search', 'search_words', 'search_entries', 'desk_claims']
  const fill = async () => {
    await copy(
      client,
      settled(claims, nameKey, (name) => name.toLowerCase()),
    )
    let done = 0
    for (const lines of livesOf(claims)) {
      await copy(client, lines)
      done += lines.get('claims')?.length ?? 0
      if (done % 100_000 === 0) console.error(`${done} claims after ${secondsSince(begun)} s`)
    }
    writing = secondsSince(begun)
  }
  const describe = async () => {
    const refs = (kind: string, table: string) => async () => {
      const { rows } = await client.query<{
        ids: string[]
      }>(`SELECT array_agg(id::text) AS ids FROM (
        SELECT id, (row_number() OVER (ORDER BY id) - 1) / ${ENTRIES} AS part FROM ${table}) AS numbered GROUP BY part`)
      for (const { ids } of rows) await client.query('SELECT find_entries($1, $2)', [kind, ids])
    }
    for (const [kind, table] of [
      ['source', 'sources'],
      ['story', 'stories'],
      ['document', 'documents'],
    ] as const)
      await refs(kind, table)()
    await client.query(
      'INSERT INTO desk_claims SELECT * FROM desk_rows(ARRAY(SELECT id FROM claims))',
    )
    await client.query(`
      SELECT setval(pg_get_serial_sequence('activity', 'id'), max(id)) FROM activity;
      INSERT INTO checkpoints (size, root, note, signed_at) SELECT count(*), '', 'none', max(at) FROM leaves`)
  }
  await indexedInBulk(client, tables, { first: 0, count: claims }, fill, describe)
  // Says that all of it is there.
  await client.query(
    'INSERT INTO instance (id, is_demo, created_at) SELECT 1, false, max(at) FROM activity',
  )
  const { rows } = await client.query<{ acts: number }>('SELECT max(id)::int AS acts FROM activity')
  return { claims, acts: rows[0]?.acts ?? 0, writing, seconds: secondsSince(begun) }
}

const secondsSince = (begun: number) => Math.round((performance.now() - begun) / 1000)

async function copy(client: pg.ClientBase, lines: Lines): Promise<void> {
  for (const [table, some] of lines) {
    if (some.length === 0) continue
    const stream = client.query(copyFrom(`COPY ${table} (${columnsOf(table)}) FROM STDIN`))
    await pipeline(Readable.from(chunks(some)), stream)
  }
}

/** Few large writes rather than very many small ones. */
function* chunks(lines: string[]): Generator<string> {
  for (let at = 0; at < lines.length; at += 500) yield lines.slice(at, at + 500).join('')
}
