// Started by scripts/bench/search.mjs on an empty database: prints the report. CLAIMS=100000,1000000 says how many.
import pg from 'pg'
import { createDb, type Db } from '@/lib/db'
import { searchAll } from '@/lib/search/public/search-all'
import { searchClaims } from '@/lib/search/queries'
import { claimSearch } from '@/lib/search/schema'
import { claimsToSearch, PLACES, randomFrom, wordAt, zipf } from './search-claims'
import { loadInBulk, settleSources } from './search-load'

const SIZES = (process.env.CLAIMS ?? '100000,1000000').split(',').map(Number)
const ASKED = Number(process.env.ASKED ?? 60)

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
  const each = (performance.now() - begun) / (size - loaded)
  loaded = size
  const db = createDb(url)
  console.error(`${size} claims loaded, ${each.toFixed(2)} ms each`)
  sections.push(await measure(db, size, each))
  await db.$disconnect()
}
await client.end()
console.log(sections.join('\n\n'))

async function measure(db: Db, size: number, each: number): Promise<string> {
  const random = randomFrom(3)
  const ctx = () => ({ actor: { kind: 'public' as const }, now: new Date(), db, at: null })
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
  const lines: string[] = []
  const all: number[] = []
  for (const [kind, make] of Object.entries(kinds)) {
    for (const way of ['claims', 'everything'] as const) {
      const taken: number[] = []
      for (let n = 0; n < ASKED; n++) {
        const search = claimSearch.parse(make())
        const since = performance.now()
        if (way === 'claims') await searchClaims(ctx(), search)
        else await searchAll(ctx(), search, ['claim', 'source', 'place', 'story', 'document'])
        taken.push(performance.now() - since)
      }
      if (way === 'everything') all.push(...taken)
      lines.push(lineOf(`${kind} (${way})`, taken))
    }
  }
  lines.push(lineOf('**all, everything**', all))
  return `### ${size.toLocaleString('en')} claims

Loading and indexing one took ${each.toFixed(2)} ms, in bulk. One question after the other.

| asked | times | p50 ms | p95 ms | p99 ms |
| --- | ---: | ---: | ---: | ---: |
${lines.join('\n')}`
}

function lineOf(name: string, taken: number[]): string {
  const sorted = [...taken].sort((one, other) => one - other)
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1)
  return `| ${name} | ${taken.length} | ${at(0.5)} | ${at(0.95)} | ${at(0.99)} |`
}
