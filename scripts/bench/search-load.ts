import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
// @ts-expect-error It says no types.
import { from as copyFrom } from 'pg-copy-streams'
import { type Row, SOURCES } from '@/scripts/bench/search-claims'

const WHO = '00000000-0000-7000-8000-000000000000'
/** Claims that are indexed in one statement. */
const BATCH = 20_000
const TABLES = ['claims', 'claim_search', 'search_words']

/** Who files the claims, and who says them. */
export async function settleSources(client: pg.ClientBase): Promise<void> {
  await client.query(`
    INSERT INTO users (id, email, name, role, created_at) VALUES ('${WHO}', 'desk@desk.example', 'Desk', 'editor', '2000-01-01');
    INSERT INTO sources (id, slug, name, kind, created_at)
      SELECT ('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, 'source-' || n, 'Source ' || n, 'institution', '2000-01-01'
      FROM generate_series(0, ${SOURCES - 1}) AS n;`)
}

/** Copies claims into the table as they come, the first of them being number `first`. */
export async function copyClaims(
  client: pg.ClientBase,
  rows: Iterable<Row>,
  first = 0,
): Promise<void> {
  const lines = function* () {
    let at = first
    for (const row of rows) {
      const source = `00000000-0000-7000-9000-${row.source.toString(16).padStart(12, '0')}`
      const moment = new Date(Date.UTC(2020, 0, 1) + at * 60_000).toISOString()
      yield `${[idOf(at), `claim-${at}`, source, row.proposition, row.wording ?? '\\N', row.wording ? row.language : '\\N', row.said, 'day', row.place, moment, WHO, moment, moment].join('\t')}\n`
      at++
    }
  }
  const stream = client.query(
    copyFrom(`COPY claims (id, slug, claimant_id, proposition, wording, wording_language, said_on, said_precision, place_name,
      public_since, filed_by_id, filed_at, changed_at) FROM STDIN`),
  )
  await pipeline(Readable.from(lines()), stream)
}

export function idOf(at: number): string {
  return `00000000-0000-7000-8000-${(at + 1).toString(16).padStart(12, '0')}`
}

/** The next `count` of the claims, copied in and indexed. */
export async function loadInBulk(
  client: pg.ClientBase,
  rows: Iterator<Row>,
  { first, count }: { first: number; count: number },
): Promise<void> {
  await indexedInBulk(client, TABLES, { first, count }, () =>
    copyClaims(client, next(count, rows), first),
  )
}

/**
 * Has `fill` copy claims and whatever belongs to them into `tables`, and indexes the claims as the triggers would, by the same
 * functions, but over whole sets: the indexes are made afterwards, and the vocabulary is learnt once from the words that occur
 * rather than claim by claim. `describe` does what else the triggers would have done, while words are not yet learnt.
 */
export async function indexedInBulk(
  client: pg.ClientBase,
  tables: string[],
  { first, count }: { first: number; count: number },
  fill: () => Promise<void>,
  describe: () => Promise<void> = async () => {},
): Promise<void> {
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
     WHERE indrelid = ANY ($1::regclass[]) AND NOT indisunique`,
    [tables],
  )
  const learning = await definitionOf(client, 'learn_words')
  // Neither triggers nor foreign keys: what is loaded is known to be sound.
  await client.query(
    `SET session_replication_role = replica; SET maintenance_work_mem = '1GB'; SET work_mem = '256MB'`,
  )
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`)
  await fill()
  await client.query('ANALYZE claims')
  await client.query(
    'CREATE OR REPLACE FUNCTION learn_words(words text[]) RETURNS void LANGUAGE sql AS $$ SELECT $$',
  )
  for (let from = first; from < first + count; from += BATCH) {
    const to = Math.min(from + BATCH, first + count) - 1
    await client.query('SELECT find_claims(array_agg(id)) FROM claims WHERE id BETWEEN $1 AND $2', [
      idOf(from),
      idOf(to),
    ])
  }
  await describe()
  await client.query(learning)
  await client.query(`SELECT learn_words(array_agg(lexeme)) FROM (SELECT DISTINCT lexeme
    FROM (SELECT vector FROM claim_search UNION ALL SELECT vector FROM search_entries) AS found,
      unnest(tsvector_to_array(vector)) AS lexeme WHERE lexeme !~ '^~') AS occurring`)
  for (const { definition } of indexes) await client.query(definition)
  await client.query('RESET session_replication_role; RESET maintenance_work_mem; RESET work_mem')
  await client.query('VACUUM ANALYZE')
}

function* next(count: number, rows: Iterator<Row>): Generator<Row> {
  for (let at = 0; at < count; at++) {
    const { value, done } = rows.next()
    if (done) return
    yield value
  }
}

async function definitionOf(client: pg.ClientBase, name: string): Promise<string> {
  const { rows } = await client.query<{ definition: string }>(
    'SELECT pg_get_functiondef($1::regproc) AS definition',
    [name],
  )
  return rows[0]?.definition ?? ''
}
