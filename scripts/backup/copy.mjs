import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import copyStreams from 'pg-copy-streams'

const NEWLINE = 10

/** Makes what PostgreSQL writes the same everywhere, and lets nothing of the server's own habits end a long statement. */
const SESSION = `
  SET client_encoding = 'UTF8'; SET search_path = public; SET timezone = 'UTC'; SET datestyle = 'ISO, YMD';
  SET intervalstyle = 'postgres'; SET extra_float_digits = 1; SET bytea_output = 'hex';
  SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0`

export function prepareSession(client) {
  return client.query(SESSION)
}

/** The rows of a table as COPY writes them, a line each, in chunks that end anywhere. */
export function copyOut(client, { name, columns, orderBy }) {
  const table = pg.escapeIdentifier(name)
  // A table without a key is put in the order of all that it holds.
  const order = orderBy.length > 0 ? orderBy.join(', ') : `${table}::text COLLATE "C"`
  const query = `COPY (SELECT ${listOf(columns)} FROM public.${table} ORDER BY ${order}) TO STDOUT`
  return client.query(copyStreams.to(query))
}

export async function copyIn(client, { name, columns }, chunks) {
  const table = pg.escapeIdentifier(name)
  const sink = client.query(
    copyStreams.from(`COPY public.${table} (${listOf(columns)}) FROM STDIN`),
  )
  await pipeline(Readable.from(chunks), sink)
}

function listOf(columns) {
  return columns.map(pg.escapeIdentifier).join(', ')
}

/** What is told of a table's rows while they pass: their number, their length and their hash. */
export function createTally() {
  const hash = createHash('sha256')
  let rows = 0
  let bytes = 0
  return {
    add(chunk) {
      hash.update(chunk)
      bytes += chunk.length
      // COPY writes a newline within a value as \n, so that each that is there ends a row.
      for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1))
        rows += 1
    },
    total: () => ({ rows, bytes, sha256: hash.digest('hex') }),
  }
}

export async function tallyOf(chunks) {
  const tally = createTally()
  for await (const chunk of chunks) tally.add(chunk)
  return tally.total()
}
