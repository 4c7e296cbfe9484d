import { setTimeout as delay } from 'node:timers/promises'
import type { Context } from '@/lib/context'
import { createPatientDb } from '@/lib/db'
import { getQueue } from '@/lib/desk/queries'
import { queueSearch } from '@/lib/desk/schema'
import { attachReplica, reading } from '@/lib/replica/reading'
import { createReplica } from '@/lib/replica/replica'
import { searchClaims } from '@/lib/search/queries'
import { claimSearch } from '@/lib/search/schema'
import { createStory } from '@/lib/stories/commands'
import { createStoryInput } from '@/lib/stories/schema'
import { fixedLoop } from '@/scripts/bench/load.mjs'
import { settle } from '@/scripts/seed/instance'

const { DATABASE_URL = '', REPLICA_DATABASE_URL = '', REPLICA_PID } = process.env
const ASKED = 300
const ACTS = 120
const EDITORS = 12
const PAUSE_MS = 500
const READERS = 4
const WORK_MS = 8_000
const LOST_MS = 3_000
const SAMPLE_MS = 100

/** Two clients of one database: what is asked of the second may be answered by the replica. */
const alone = createPatientDb(DATABASE_URL)
const primary = createPatientDb(DATABASE_URL)
const loops = [fixedLoop()]

const before = await standing()
await settle(alone, { wantsDemo: true, now: new Date() })
const after = await standing()
const user = await alone.user.findFirstOrThrow({ where: { role: 'editor' } })
const member = { id: user.id, name: user.name, role: user.role, sessionId: null }
const contextOn = (db: typeof alone): Context => ({
  actor: { kind: 'member', ...member },
  now: new Date(),
  db,
})

const replica = createReplica({
  primary,
  primaryUrl: DATABASE_URL,
  db: createPatientDb(REPLICA_DATABASE_URL),
  url: REPLICA_DATABASE_URL,
})
attachReplica(primary, replica)
while (replica.status().state !== 'used') await delay(SAMPLE_MS)

const queue = queueSearch.parse({})
const words = claimSearch.parse({ q: 'soldiers' })
const list = (db: typeof alone) => reading(contextOn(db), (ctx) => getQueue(ctx, queue))
const find = (db: typeof alone) => reading(contextOn(db), (ctx) => searchClaims(ctx, words))
let count = 0
const save = (db: typeof alone) => {
  const input = { title: `Story ${++count}`, summary: 'Day by day.' }
  return createStory(contextOn(db), createStoryInput.parse(input))
}

const lists = await inTurns(list, ASKED)
const searches = await inTurns(find, ASKED)
const saves = await inTurns(save, ACTS)
loops.push(fixedLoop())
const work = await whileEditorsWork()
const loss = await whileTheReplicaIsLost()
loops.push(fixedLoop())

const ms = (value: number | undefined) => (value ?? 0).toFixed(1)
const both = ({ ofPrimary, ofBoth }: Taken) => `${ms(median(ofPrimary))}, ${ms(median(ofBoth))} ms`
const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} kB`
const rows = [
  ['the desk’s queue: asked of the primary, through what chooses', both(lists)],
  ['a search, the same', both(searches)],
  ['an act without a replica, with one', both(saves)],
  [
    `${EDITORS} editors, each saving every ${PAUSE_MS} ms, and ${READERS} who ask on and on: answered by the replica`,
    `${Math.round(work.share * 100)} % of ${work.asked}`,
  ],
  [
    'how far it was behind then, p95 and most',
    `${kilobytes(at(work.lags, 0.95) ?? 0)}, ${kilobytes(at(work.lags, 1) ?? 0)}`,
  ],
  [
    'killed with -9: questions under way and after, of which failed',
    `${loss.asked}, ${loss.failed}`,
  ],
  [
    'the longest of them; until nothing more was asked of it',
    `${ms(loss.longest)} ms; ${ms(loss.noticed)} ms`,
  ],
  [
    `log of the primary for an act (the demo’s ${after.acts})`,
    kilobytes((after.position - before.position) / after.acts),
  ],
  ['the database’s growth for an act', kilobytes((after.size - before.size) / after.acts)],
]
const loads = loops.map(({ ms: each }) => Math.round(each)).join(', ')
console.log(`Medians of questions that take turns. A fixed loop took ${loads} ms, the load average was ${(loops.at(-1)?.load ?? 0).toFixed(1)}.

| | |
| --- | ---: |
${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}`)
await replica.stop()
await primary.$disconnect()
await alone.$disconnect()

type Taken = { ofPrimary: number[]; ofBoth: number[] }

async function inTurns(ask: (db: typeof alone) => Promise<unknown>, times: number): Promise<Taken> {
  const taken: Taken = { ofPrimary: [], ofBoth: [] }
  for (let turn = 0; turn < times; turn += 1) {
    taken.ofPrimary.push(await timed(() => ask(alone)))
    taken.ofBoth.push(await timed(() => ask(primary)))
  }
  return taken
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

async function whileEditorsWork() {
  const until = performance.now() + WORK_MS
  const isOn = () => performance.now() < until
  const start = replica.status().answered
  const lags: number[] = []
  const editors = Array.from({ length: EDITORS }, async (_, nth) => {
    await delay((PAUSE_MS / EDITORS) * nth)
    while (isOn()) {
      await save(primary)
      await delay(PAUSE_MS)
    }
  })
  const readers = Array.from({ length: READERS }, async () => {
    while (isOn()) await list(primary)
  })
  const looks = (async () => {
    while (isOn()) {
      await replica.look()
      lags.push(replica.status().lagBytes ?? 0)
      await delay(SAMPLE_MS)
    }
  })()
  await Promise.all([...editors, ...readers, looks])
  const end = replica.status().answered
  const answered = { replica: end.replica - start.replica, primary: end.primary - start.primary }
  const asked = answered.replica + answered.primary
  return { share: answered.replica / asked, asked, lags }
}

async function whileTheReplicaIsLost() {
  let isOn = true
  let failed = 0
  const taken: number[] = []
  const readers = Array.from({ length: READERS * 2 }, async () => {
    while (isOn) {
      await timed(() => list(primary)).then(
        (each) => taken.push(each),
        () => {
          failed += 1
        },
      )
    }
  })
  await delay(LOST_MS / 3)
  taken.length = 0
  const begun = performance.now()
  process.kill(Number(REPLICA_PID), 'SIGKILL')
  while (replica.status().state !== 'away') await delay(1)
  const noticed = performance.now() - begun
  await delay(LOST_MS)
  isOn = false
  await Promise.all(readers)
  return { asked: taken.length + failed, failed, longest: at(taken, 1), noticed }
}

async function standing() {
  const [row] = await alone.$queryRaw<{ position: number; size: number; acts: number }[]>`
    SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::float8 AS position,
      pg_database_size(current_database())::float8 AS size, (SELECT count(*)::int FROM activity) AS acts`
  return row ?? { position: 0, size: 0, acts: 0 }
}

function median(values: number[]) {
  return at(values, 0.5)
}

function at(values: number[], share: number) {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}
