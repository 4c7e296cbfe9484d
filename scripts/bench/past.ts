import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { createDb } from '@/lib/db'
import { getMoments, getMomentsAround } from '@/lib/site/moments'
import { viewAt } from '@/lib/testing/readers-views'
import { loadHistory } from '@/scripts/bench/history'

const { values } = parseArgs({
  options: {
    claims: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '200' },
  },
})
const claims = Number(values.claims)
const rounds = Number(values.rounds)
const url = process.env.DATABASE_URL ?? ''

const client = new pg.Client({ connectionString: url })
await client.connect()
await loadHistory(client, claims)
const { rows } = await client.query<{ acts: string }>('SELECT count(*) AS acts FROM activity')
await client.end()
console.log(`${claims} claims, ${rows[0]?.acts} acts`)

const db = createDb(url)
try {
  const claim = (round: number) => ({
    number: (round * 7919) % claims,
    // A moment within its life, or somewhat later; what it shows now it shows at the latter, too.
    at: (number: number) =>
      new Date(Date.UTC(2010, 0, 1) + number * 40_000 + (30 + (round % 90)) * 60_000),
  })
  const pages: [string, (number: number) => string, number][] = [
    ['claim', (number) => `/claims/claim-${number}`, rounds],
    ['history', (number) => `/claims/claim-${number}/history`, rounds],
    ['story', (number) => `/stories/story-${Math.floor(number / 60)}`, rounds],
    ['source', (number) => `/sources/source-${100 + (number % 1900)}`, rounds / 4],
    ['home', () => '/', 5],
    ['claims', () => '/claims', 5],
    ['archive', (number) => `/claims/page/${1 + Math.floor(number / 30)}`, rounds / 4],
    ['corrections', () => '/corrections', 5],
    ['sources', () => '/sources', 1],
    ['feed', () => '/feeds/claims.atom', 5],
  ]
  for (const [name, addressOf, times] of pages) {
    const now: number[] = []
    const past: number[] = []
    for (let round = 0; round < times + 1; round++) {
      const { number, at } = claim(round)
      const address = addressOf(number)
      const moment = ['claim', 'history'].includes(name)
        ? at(number)
        : new Date(Date.UTC(2010, 0, 1) + claims * 40_000 - (round + 1) * 3_600_000)
      const [first, second] = round % 2 === 0 ? [null, moment] : [moment, null]
      for (const each of [first, second]) {
        const start = performance.now()
        await viewAt({ db, at: each }, address)
        // The first meets a cold cache.
        if (round >= 1) (each ? past : now).push(performance.now() - start)
      }
    }
    const [a, b] = [median(now), median(past)]
    console.log(`${name}: now ${a.toFixed(2)} ms, past ${b.toFixed(2)} ms, ×${(b / a).toFixed(2)}`)
  }
  for (const [name, addressOf] of pages) {
    const times: number[] = []
    const all: number[] = []
    for (let round = 0; round < 3; round++) {
      const { number, at } = claim(round)
      const address = addressOf(number)
      times.push(await timed(() => getMomentsAround({ db }, address, at(number))))
      all.push(await timed(() => getMoments({ db }, address)))
    }
    console.log(
      `${name}: moments around ${median(times).toFixed(1)} ms, all moments ${median(all).toFixed(1)} ms`,
    )
  }
} finally {
  await db.$disconnect()
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function median(times: number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
}
