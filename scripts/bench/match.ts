// Started by scripts/bench/match.mjs on an empty database: prints the report.
import { createDb, type Db } from '@/lib/db'
import { nearestClaims } from '@/lib/search/queries'
import { loadClaims } from '../match/load-claims'
import { type Asked, askedAbout, claimsOfNowhere } from './claims'

const CLAIMS = 100_000
const ASKED = 600
/** The references take seconds each. */
const ASKED_OF_REFERENCES = 15

type Way = { name: string; ask: (db: Db, text: string) => Promise<string[]>; asked: number }

const WAYS: Way[] = [
  {
    name: 'Counterclaim, `nearestClaims`',
    asked: ASKED,
    ask: async (db, text) =>
      (await nearestClaims({ actor: { kind: 'system' }, now: new Date(), db }, text, 5)).map(
        ({ id }) => id,
      ),
  },
  {
    name: '`ts_rank` over any of the words',
    asked: ASKED_OF_REFERENCES,
    ask: async (db, text) =>
      ids(
        await db.$queryRaw`
          SELECT c.id FROM claims c, LATERAL (
            SELECT replace(plainto_tsquery('english', fold_text(${text}))::text, '&', '|')::tsquery AS query
          ) AS asked WHERE c.its_search @@ asked.query ORDER BY ts_rank(c.its_search, asked.query) DESC, c.id LIMIT 5`,
      ),
  },
  {
    name: '`pg_trgm`, likeness of letters',
    asked: ASKED_OF_REFERENCES,
    ask: async (db, text) =>
      ids(
        await db.$queryRaw`
          SELECT c.id FROM claims c WHERE c.its_folded % fold_text(${text})
          ORDER BY similarity(c.its_folded, fold_text(${text})) DESC, c.id LIMIT 5`,
      ),
  },
]

const db = createDb(process.env.DATABASE_URL ?? '')
const claims = claimsOfNowhere(CLAIMS)
const begun = performance.now()
await loadClaims(db, claims)
const indexing = (performance.now() - begun) / CLAIMS
// What the ways that ours is measured against look at.
for (const statement of [
  `ALTER TABLE claims ADD COLUMN its_search tsvector GENERATED ALWAYS AS (to_tsvector('english', fold_text(proposition))) STORED,
    ADD COLUMN its_folded text GENERATED ALWAYS AS (fold_text(proposition)) STORED`,
  'CREATE INDEX ON claims USING gin (its_search)',
  'CREATE INDEX ON claims USING gin (its_folded gin_trgm_ops)',
])
  await db.$executeRawUnsafe(statement)
const asked = askedAbout(claims, ASKED)

const lines = []
for (const way of WAYS) {
  for (const { text } of asked.slice(-20).slice(0, way.asked / 10)) await way.ask(db, text)
  const taken = new Map<Asked['kind'], { ms: number; rank: number }[]>()
  for (const { kind, text, row } of asked.slice(0, way.asked)) {
    const since = performance.now()
    const found = await way.ask(db, text)
    const ms = performance.now() - since
    const said = claims[row]?.claim
    // Chance makes a few claims twice; either will do.
    const rank = found.findIndex(
      (id) => claims[Number.parseInt(id.slice(-12), 16) - 1]?.claim === said,
    )
    taken.set(kind, [...(taken.get(kind) ?? []), { ms, rank }])
  }
  for (const [kind, each] of taken) lines.push(lineOf(way.name, kind, each))
  if (way.asked === ASKED) lines.push(lineOf(way.name, 'all', [...taken.values()].flat()))
}
await db.$disconnect()

console.log(`${CLAIMS.toLocaleString('en')} claims, each in a document with a title; filing one took ${indexing.toFixed(2)} ms with its index, in bulk. Texts retell one of
them in other words: as a post with tags and an address, as a sentence, and within a paragraph of other
news. Found: that claim is the first, or among the first five. One connection, one text after the other.

| way | text | asked | p50 ms | p95 ms | p99 ms | found first | in five |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
${lines.join('\n')}`)

function lineOf(name: string, kind: string, each: { ms: number; rank: number }[]): string {
  const sorted = each.map(({ ms }) => ms).sort((a, b) => a - b)
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1)
  const share = (is: (rank: number) => boolean) =>
    `${((100 * each.filter(({ rank }) => is(rank)).length) / each.length).toFixed(0)} %`
  return `| ${name} | ${kind} | ${each.length} | ${at(0.5)} | ${at(0.95)} | ${at(0.99)} | ${share((rank) => rank === 0)} | ${share((rank) => rank >= 0)} |`
}

function ids(rows: unknown): string[] {
  return (rows as { id: string }[]).map(({ id }) => id)
}
