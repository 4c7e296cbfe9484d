import { performance } from 'node:perf_hooks'
import pg from 'pg'
import { createDb } from '@/lib/db'
import { getMoments, getMomentsAround } from '@/lib/site/moments'
import { viewAt } from '@/lib/testing/readers-views'
import { ACTS_PER_CLAIM, loadHistory } from '@/scripts/bench/history'

/** Less, for a look at the bench itself. */
const CLAIMS = Number(process.env.CLAIMS ?? 100_000)
const FIRST_FILED = Date.UTC(2010, 0, 1)
const FILED_EVERY = 40_000

type Page = { name: string; addressOf: (claim: number) => string; rounds: number }

const pages: Page[] = [
  { name: 'claim', addressOf: (claim) => `/claims/claim-${claim}`, rounds: 100 },
  { name: 'history', addressOf: (claim) => `/claims/claim-${claim}/history`, rounds: 100 },
  { name: 'story', addressOf: (claim) => `/stories/story-${Math.floor(claim / 60)}`, rounds: 50 },
  { name: 'source', addressOf: (claim) => `/sources/source-${100 + (claim % 1900)}`, rounds: 20 },
  {
    name: 'archive',
    addressOf: (claim) => `/claims/page/${1 + Math.floor(claim / 30)}`,
    rounds: 20,
  },
  { name: 'home', addressOf: () => '/', rounds: 3 },
  { name: 'newest claims', addressOf: () => '/claims', rounds: 3 },
  { name: 'corrections', addressOf: () => '/corrections', rounds: 3 },
  { name: 'feed', addressOf: () => '/feeds/claims.atom', rounds: 3 },
]

const url = process.env.DATABASE_URL ?? ''
const client = new pg.Client({ connectionString: url })
await client.connect()
await loadHistory(client, CLAIMS)
await client.end()

const db = createDb(url)
try {
  console.log(
    `${CLAIMS} claims with ${ACTS_PER_CLAIM} acts each. Medians in milliseconds, of questions that take turns.`,
  )
  console.log('\n| page | now | as it stood | times | moments around one | all moments |')
  console.log('| --- | ---: | ---: | ---: | ---: | ---: |')
  for (const page of pages) console.log(await measured(page))
} finally {
  await db.$disconnect()
}

async function measured({ name, addressOf, rounds }: Page): Promise<string> {
  const now: number[] = []
  const past: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const address = addressOf((round * 7919) % CLAIMS)
    const moment = momentOf(round)
    for (const at of round % 2 === 0 ? [null, moment] : [moment, null]) {
      const took = await timed(() => viewAt({ db, at }, address))
      // The first meets a cold cache.
      if (round > 0) (at ? past : now).push(took)
    }
  }
  const around: number[] = []
  const all: number[] = []
  for (let round = 0; round < 3; round++) {
    const address = addressOf((round * 7919) % CLAIMS)
    around.push(await timed(() => getMomentsAround({ db }, address, momentOf(round))))
    if (['claim', 'history'].includes(name))
      all.push(await timed(() => getMoments({ db }, address)))
  }
  const [before, after] = [median(now), median(past)]
  const moments = all.length > 0 ? median(all).toFixed(0) : ''
  return `| ${name} | ${before.toFixed(1)} | ${after.toFixed(1)} | ${(after / before).toFixed(2)} | ${median(around).toFixed(0)} | ${moments} |`
}

/** After the whole life of the claim that the round asks about, so that both questions have as much to show. */
function momentOf(round: number): Date {
  const claim = (round * 7919) % CLAIMS
  return new Date(FIRST_FILED + claim * FILED_EVERY + (120 + round) * 60_000)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function median(times: number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
}
