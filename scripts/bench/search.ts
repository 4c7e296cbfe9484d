// Started by scripts/bench/search.mjs on an empty database: prints the report. CLAIMS=100000,1000000 says how many.
import os from 'node:os'
import pg from 'pg'
import { createDb, type Db } from '@/lib/db'
import { searchAll } from '@/lib/search/public/search-all'
import { type ClaimSearch, claimSearch, findKind } from '@/lib/search/schema'
import { claimsToSearch, PLACES, randomFrom, wordAt, zipf } from './search-claims'
import { loadInBulk, settleSources } from './search-load'

const SIZES = (process.env.CLAIMS ?? '100000,1000000').split(',').map(Number)
const ASKED = Number(process.env.ASKED ?? 60)
const CLIENTS = 8

const url = process.env.DATABASE_URL ?? ''
const client = new pg.Client({ connectionString: url })
await client.connect()
await settleSources(client)

const sections: string[] = []
let loaded = 0
const rows = claimsToSearch(Math.max(...SIZES))
for (const size of SIZES) {
  const begun = performance.now()
  await loadInBulk(client, rows, { first: loaded, count: size - loaded })
  const seconds = Math.round((performance.now() - begun) / 1000)
  console.error(`${size - loaded} claims loaded in ${seconds} s`)
  const loading = `${(size - loaded).toLocaleString('en')} of them were loaded and indexed in ${seconds} s.`
  loaded = size
  const db = createDb(url)
  sections.push(await measure(db, size, loading))
  await db.$disconnect()
}
await client.end()
console.log(sections.join('\n\n'))

async function measure(db: Db, size: number, loading: string): Promise<string> {
  const random = randomFrom(3)
  const frequent = () => wordAt(Math.floor(random() * 20), false)
  const middle = () => wordAt(100 + Math.floor(random() * 2000), random() < 0.3)
  const rare = () => wordAt(20_000 + Math.floor(random() * 90_000), random() < 0.3)
  const any = () => wordAt(zipf(random), random() < 0.3)
  const place = () => PLACES[Math.floor(random() * PLACES.length)] as [string, string]
  const typo = (word: string) => {
    const at = 1 + Math.floor(random() * Math.max(1, word.length - 2))
    return word.slice(0, at) + word.slice(at + 1)
  }
  const kinds: Record<string, () => Record<string, string>> = {
    'a rare word': () => ({ q: rare() }),
    'a frequent word': () => ({ q: frequent() }),
    'two frequent words': () => ({ q: `${frequent()} ${frequent()}` }),
    'a frequent and a rare word': () => ({ q: `${frequent()} ${rare()}` }),
    'three words as they come': () => ({ q: `${any()} ${any()} ${any()}` }),
    'either of two': () => ({ q: `${frequent()} or ${middle()}` }),
    'a phrase': () => ({ q: `"${frequent()} ${frequent()}"` }),
    'with an exclusion': () => ({ q: `${frequent()} -${frequent()}` }),
    'how words begin': () => ({ q: `${middle().slice(0, 3)}*` }),
    misspelt: () => ({ q: typo(middle()) }),
    'a place in the other script': () => ({ q: place()[Math.floor(random() * 2)] as string }),
    'a place and a word': () => ({ q: `${place()[1]} ${frequent()}` }),
    'filters only': () => ({ saidFrom: '2024-06-01', saidTo: '2024-06-30', language: 'ar' }),
    'words and filters': () => ({ q: frequent(), place: place()[0], status: 'unreviewed' }),
    'nothing there': () => ({ q: `zzq${rare()}xw` }),
  }
  const ask = (search: ClaimSearch) =>
    searchAll(
      { actor: { kind: 'public' as const }, now: new Date(), db, at: null },
      search,
      findKind.options,
    )
  // Connections that were never asked anything take longer over their first answer.
  await together(
    Array.from({ length: 6 * CLIENTS }, () => claimSearch.parse({ q: any() })),
    ask,
  )
  const load = os.loadavg()[0]?.toFixed(1)
  const lines: string[] = []
  const [alone, atOnce]: [number[], number[]] = [[], []]
  for (const [kind, make] of Object.entries(kinds)) {
    const questions = Array.from({ length: ASKED }, () => claimSearch.parse(make()))
    const taken = await together(questions, ask, 1)
    const others = Array.from({ length: ASKED }, () => claimSearch.parse(make()))
    const crowded = await together(others, ask)
    alone.push(...taken)
    atOnce.push(...crowded)
    lines.push(lineOf(kind, taken, crowded))
  }
  lines.push(lineOf('**all**', alone, atOnce))
  return `### ${size.toLocaleString('en')} claims

${loading} ${alone.length} searches one after the other, then as many by ${CLIENTS} clients at once, all in one process beside the
database; the machine's load before: ${load}.

| asked | p50 ms | p95 ms | p99 ms | p50 ms, ${CLIENTS} at once | p95 ms | p99 ms |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${lines.join('\n')}`
}

/** How long each question took, by so many clients, each of whom asks the next when it has its answer. */
async function together(
  questions: ClaimSearch[],
  ask: (search: ClaimSearch) => Promise<unknown>,
  clients = CLIENTS,
): Promise<number[]> {
  const taken: number[] = []
  const waiting = questions.values()
  const client = async () => {
    for (const search of waiting) {
      const since = performance.now()
      await ask(search)
      taken.push(performance.now() - since)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return taken
}

function lineOf(name: string, ...columns: number[][]): string {
  const figures = columns.flatMap((taken) => {
    const sorted = taken.toSorted((one, other) => one - other)
    return [0.5, 0.95, 0.99].map((share) =>
      (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1),
    )
  })
  return `| ${name} | ${figures.join(' | ')} |`
}
