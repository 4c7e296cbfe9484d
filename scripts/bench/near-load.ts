import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
// @ts-expect-error It says no types.
import { from as copyFrom } from 'pg-copy-streams'
import type { Row } from '@/scripts/bench/search-claims'
import { copyClaims, idOf } from '@/scripts/bench/search-load'

const TABLES = ['claim_index', 'claim_terms', 'claim_bands']
/** Words that are stemmed in one statement. */
const AT_ONCE = 2000
const HASHES = 48

/**
 * Claims with their index of claims alike, as the triggers would have made it: by the rules of index_claims(), which a test holds
 * this to, but reckoned here, where a word is stemmed once, however many claims have it. A million take minutes rather than hours.
 */
export async function loadToCompare(client: pg.ClientBase, rows: Row[]): Promise<void> {
  await client.query(
    `SET session_replication_role = replica; SET maintenance_work_mem = '1GB'; SET work_mem = '256MB'`,
  )
  await copyClaims(client, rows)
  await indexToCompare(client, rows)
  await client.query('RESET session_replication_role; RESET maintenance_work_mem; RESET work_mem')
  await client.query('VACUUM ANALYZE')
}

/** The index alone, of claims that are there. */
export async function indexToCompare(client: pg.ClientBase, rows: Row[]): Promise<void> {
  const stems = await stemsOf(client, rows)
  const { rows: keys } = await client.query<{ name: string; on: string; definition: string }>(
    `SELECT conname AS name, conrelid::regclass::text AS on, pg_get_constraintdef(oid) AS definition FROM pg_constraint
     WHERE conrelid = ANY ($1::regclass[]) AND contype = 'p'`,
    [TABLES],
  )
  for (const { name, on } of keys) await client.query(`ALTER TABLE ${on} DROP CONSTRAINT ${name}`)
  const hashes = await hashesOf(client, [
    ...new Set([...stems.values()].filter((stem) => stem !== null)),
  ])
  const lines = function* (linesOf: (claim: Indexed) => Iterable<string>) {
    for (const [at, row] of rows.entries()) yield* linesOf(indexed(row, at, stems))
  }
  const copy = async (into: string, from: Iterable<string>) =>
    pipeline(Readable.from(inChunks(from)), client.query(copyFrom(`COPY ${into} FROM STDIN`)))
  await copy(
    'claim_index (claim_id, docket, said, worded, titled, quoted, terms)',
    lines(function* ({ id, docket, said, worded, weights }) {
      yield `${[id, docket, arrayOf(said), arrayOf(worded), '{}', '{}', arrayOf([...weights.keys()].sort())].join('\t')}\n`
    }),
  )
  await copy(
    'claim_terms (term, docket, weight)',
    lines(function* ({ docket, weights }) {
      for (const [term, weight] of weights) yield `${term}\t${docket}\t${weight}\n`
    }),
  )
  await copy(
    'claim_bands (band, docket)',
    lines(function* ({ docket, said, worded }) {
      const bands = [said, worded].flatMap((its) =>
        bandsOf(its.map((stem) => hashes.get(stem) ?? 0)),
      )
      for (const band of new Set(bands)) yield `${band}\t${docket}\n`
    }),
  )
  for (const { name, on, definition } of keys)
    await client.query(`ALTER TABLE ${on} ADD CONSTRAINT ${name} ${definition}`)
}

/** Tens of millions of lines one by one would take longer to pass on than to store. */
function* inChunks(lines: Iterable<string>): Generator<string> {
  let chunk: string[] = []
  for (const line of lines) {
    if (chunk.push(line) < 2000) continue
    yield chunk.join('')
    chunk = []
  }
  yield chunk.join('')
}

type Indexed = {
  id: string
  docket: bigint
  said: string[]
  worded: string[]
  weights: Map<string, number>
}

function indexed(row: Row, at: number, stems: Map<string, string | null>): Indexed {
  const id = idOf(at)
  const read = (text: string) => piecesOf(text).flatMap((word) => stems.get(word) ?? [])
  const said = read(row.proposition)
  const worded = [...read(row.wording ?? ''), ...read(row.place)]
  const frequencies = new Map<string, number>()
  for (const field of [said, worded]) {
    const length = 0.25 + (0.75 * field.length) / 12
    for (const stem of field) frequencies.set(stem, (frequencies.get(stem) ?? 0) + 1 / length)
  }
  const weights = new Map(
    [...frequencies].map(([stem, tf]) => [stem, Math.fround((tf * 2.2) / (tf + 1.2))]),
  )
  const md5 = createHash('md5').update(id).digest('hex')
  const docket = BigInt(`0x${md5.slice(0, 16)}`) & 0x7fffffffffffffffn
  return { id, docket, said, worded, weights }
}

function piecesOf(text: string): string[] {
  return text.split(/[\s-]+/).filter(Boolean)
}

function arrayOf(stems: string[]): string {
  return `{${stems.join(',')}}`
}

/** Every word of the claims with its stem, which is null for words that tell nothing. */
async function stemsOf(client: pg.ClientBase, rows: Row[]): Promise<Map<string, string | null>> {
  const words = new Set<string>()
  for (const { proposition, wording, place } of rows)
    for (const text of [proposition, wording ?? '', place])
      for (const word of piecesOf(text)) words.add(word)
  const all = [...words]
  const stems = new Map<string, string | null>()
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const some = all.slice(from, from + AT_ONCE)
    const { rows: found } = await client.query<{ stem: string | null }>(
      'SELECT stem FROM words_of($1) ORDER BY place',
      [some.join(' ')],
    )
    if (found.length !== some.length) throw new Error('a word of the claims is several words')
    for (const [at, word] of some.entries()) stems.set(word, found[at]?.stem ?? null)
  }
  return stems
}

async function hashesOf(client: pg.ClientBase, stems: string[]): Promise<Map<string, number>> {
  const { rows } = await client.query<{ stem: string; hash: number }>(
    'SELECT stem, hashtext(stem) AS hash FROM unnest($1::text[]) AS stem',
    [stems],
  )
  return new Map(rows.map(({ stem, hash }) => [stem, hash]))
}

/** bands_of() in SQL. */
export function bandsOf(hashes: number[]): number[] {
  const distinct = [...new Set(hashes)]
  if (distinct.length < 4) return []
  const picks = Array.from({ length: HASHES }, (_, at) => {
    let least = 0x7fffffff
    for (const hash of distinct) {
      const pick = hashed(hash, 0, at) & 0x7fffffff
      if (pick < least) least = pick
    }
    return least
  })
  return Array.from({ length: HASHES / 3 }, (_, band) => {
    const [one = 0, two = 0, three = 0] = picks.slice(3 * band)
    // one * 2 ** 31 + two
    return hashed(three, one >>> 1, ((one << 31) | two) >>> 0)
  })
}

const turned = (value: number, by: number) => (value << by) | (value >>> (32 - by))

/** The lower half of PostgreSQL's hashint4extended(): Bob Jenkins' lookup3 of one integer, with a seed in two halves. */
function hashed(key: number, high: number, low: number): number {
  let a = (0x9e3779b9 + 4 + 3923095) | 0
  let b = a
  let c = a
  if (high !== 0 || low !== 0) {
    a = (a + high) | 0
    b = (b + low) | 0
    a = ((a - c) ^ turned(c, 4)) | 0
    c = (c + b) | 0
    b = ((b - a) ^ turned(a, 6)) | 0
    a = (a + c) | 0
    c = ((c - b) ^ turned(b, 8)) | 0
    b = (b + a) | 0
    a = ((a - c) ^ turned(c, 16)) | 0
    c = (c + b) | 0
    b = ((b - a) ^ turned(a, 19)) | 0
    a = (a + c) | 0
    c = ((c - b) ^ turned(b, 4)) | 0
    b = (b + a) | 0
  }
  a = (a + key) | 0
  c = ((c ^ b) - turned(b, 14)) | 0
  a = ((a ^ c) - turned(c, 11)) | 0
  b = ((b ^ a) - turned(a, 25)) | 0
  c = ((c ^ b) - turned(b, 16)) | 0
  a = ((a ^ c) - turned(c, 4)) | 0
  b = ((b ^ a) - turned(a, 14)) | 0
  return ((c ^ b) - turned(b, 24)) | 0
}
