// Started by scripts/bench/near.mjs on an empty database: prints the report. CLAIMS=100000 says how many.
import os from 'node:os'
import pg from 'pg'
import { createDb, type Db } from '@/lib/db'
import { nearestClaims } from '@/lib/search/queries'
import { loadToCompare } from './near-load'
import { claimsToSearch, type Row, randomFrom, wordAt, zipf } from './search-claims'
import { idOf, settleSources } from './search-load'

const CLAIMS = Number(process.env.CLAIMS ?? 1_000_000)
const ASKED = Number(process.env.ASKED ?? 100)

type Change = (words: string[], random: () => number, isArabic: boolean) => string[]

const CHANGES: Record<string, Change> = {
  'two words changed': (words, random, isArabic) => {
    const changed = [...words]
    for (let n = 0; n < 2; n++)
      changed[Math.floor(random() * words.length)] = wordAt(zipf(random), isArabic)
    return changed
  },
  'two words misspelt': (words, random) => {
    const changed = [...words]
    for (let n = 0; n < 2; n++) {
      const at = Math.floor(random() * words.length)
      changed[at] = misspelt(changed[at] ?? '', random)
    }
    return changed
  },
  'in another order': (words, random) =>
    words
      .map((word) => ({ word, place: random() }))
      .sort((one, other) => one.place - other.place)
      .map(({ word }) => word),
  'a third left out': (words, random) => {
    const size = Math.floor(words.length / 3)
    const from = Math.floor(random() * (words.length - size + 1))
    return words.toSpliced(from, size)
  },
  'all of it': (words, random, isArabic) => {
    const changed = words.toSpliced(Math.floor(random() * words.length), 1)
    changed[Math.floor(random() * changed.length)] = wordAt(zipf(random), isArabic)
    const at = Math.floor(random() * changed.length)
    changed[at] = misspelt(changed[at] ?? '', random)
    return [...changed.slice(changed.length / 2), ...changed.slice(0, changed.length / 2)]
  },
}

const url = process.env.DATABASE_URL ?? ''
const client = new pg.Client({ connectionString: url })
await client.connect()
const rows = [...claimsToSearch(CLAIMS)]
const begun = performance.now()
await settleSources(client)
await loadToCompare(client, rows)
await client.end()
const seconds = Math.round((performance.now() - begun) / 1000)
console.error(`${CLAIMS} claims loaded in ${seconds} s`)
const db = createDb(url)
console.log(await measure(db, rows, `They were loaded and indexed in ${seconds} s.`))
await db.$disconnect()

function misspelt(word: string, random: () => number): string {
  const at = Math.floor(random() * Math.max(1, word.length - 1))
  const [one = '', other = ''] = [word[at], word[at + 1]]
  return random() < 0.5
    ? word.slice(0, at) + word.slice(at + 1)
    : word.slice(0, at) + other + one + word.slice(at + 2)
}

async function measure(on: Db, claims: Row[], loading: string): Promise<string> {
  const random = randomFrom(11)
  const ask = (text: string) =>
    nearestClaims({ actor: { kind: 'system' }, now: new Date(), db: on }, text, 5)
  // A connection that was never asked anything takes longer over its first answers.
  for (let n = 0; n < 10; n++) await ask(claims[n]?.proposition ?? '')
  const load = os.loadavg()[0]?.toFixed(1)
  const lines: string[] = []
  const all: Asked[] = []
  for (const language of ['en', 'ar']) {
    for (const [change, make] of Object.entries(CHANGES)) {
      const asked: Asked[] = []
      while (asked.length < ASKED) {
        const at = Math.floor(random() * claims.length)
        const row = claims[at]
        if (!row || row.language !== language) continue
        const text = make(row.proposition.split(' '), random, language === 'ar').join(' ')
        const since = performance.now()
        const found = await ask(text)
        const ms = performance.now() - since
        asked.push({ ms, rank: found.findIndex(({ id }) => id === idOf(at)) })
      }
      lines.push(lineOf(`${language === 'en' ? 'English' : 'Arabic'}, ${change}`, asked))
      all.push(...asked)
    }
  }
  lines.push(lineOf('**all**', all))
  return `${claims.length.toLocaleString('en')} claims in English and Arabic. ${loading} Each text is a claim with changes, asked by one client, one after
the other; the machine's load before: ${load}. Found: that claim is the first, or among the first five.

| asked | p50 ms | p95 ms | p99 ms | first | in five |
| --- | ---: | ---: | ---: | ---: | ---: |
${lines.join('\n')}`
}

type Asked = { ms: number; rank: number }

function lineOf(name: string, asked: Asked[]): string {
  const sorted = asked.map(({ ms }) => ms).sort((one, other) => one - other)
  const times = [0.5, 0.95, 0.99].map((share) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1),
  )
  const shares = [(rank: number) => rank === 0, (rank: number) => rank >= 0].map(
    (is) => `${((100 * asked.filter(({ rank }) => is(rank)).length) / asked.length).toFixed(1)} %`,
  )
  return `| ${name} | ${[...times, ...shares].join(' | ')} |`
}
