// Started by scripts/bench/record.mjs. `--claims` says how large (100,000), `--keep DIR` leaves the published log there and takes
// the database as an earlier run filled it.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { createDb } from '@/lib/db'
import { RecordPublisher } from '@/lib/publish/record-publisher'
import { appendLeaves } from '@/lib/record/append'
import { backfillLeaves } from '@/lib/record/backfill'
import { folderReader, verifyInstance } from '@/lib/record/verify/instance'
import { checkPublishedLog } from '@/lib/record/verify/published'
import { Report } from '@/lib/record/verify/report'
import { checkpointIn } from '@/lib/record/verify/witnesses'
import { ACTS_PER_CLAIM, loadHistory } from '@/scripts/bench/history'

const SINGLE_ACTS = 50
const ROUNDS = 3

const { values } = parseArgs({
  options: { claims: { type: 'string', default: '100000' }, keep: { type: 'string' } },
})
const url = process.env.DATABASE_URL ?? ''
const home = values.keep ?? mkdtempSync(path.join(tmpdir(), 'counterclaim-record-bench-'))
const folder = path.join(home, 'published/record')
const db = createDb(url)
const publisher = new RecordPublisher({
  db,
  databaseUrl: url,
  folder,
  keysFolder: path.join(home, 'keys'),
  origin: 'bench.example/record',
})
const rows: string[] = []
const say = (what: string, figure: string) => rows.push(`| ${what} | ${figure} |`)

try {
  const filled = await fill()
  if (filled !== null) {
    say('leaves made of acts that are there, in one transaction', `${perSecond(filled)} a second`)
    say('a log published from its first leaf', perLeaf(await timed(() => publisher.publishAll())))
  }
  await singleActs()
  await verification()
  console.log(
    `${Number(values.claims).toLocaleString('en')} claims, ${(await countLeaves()).toLocaleString('en')} acts.\n\n| | |\n| --- | ---: |\n${rows.join('\n')}`,
  )
} finally {
  await publisher.stop()
  await db.$disconnect()
  if (!values.keep) rmSync(home, { recursive: true, force: true })
}

async function countLeaves(): Promise<number> {
  return Number((await db.leaf.findFirst({ orderBy: { index: 'desc' } }))?.index ?? -1n) + 1
}

/** Seconds that appending the leaves took; null where the database was full. */
async function fill(): Promise<number | null> {
  if (existsSync(folder)) return null
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await loadHistory(client, Number(values.claims))
  const took = await timed(() => backfillLeaves(db, new Date()))
  await client.query('VACUUM ANALYZE')
  await client.end()
  return took
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

function perSecond(seconds: number): string {
  return Math.round((Number(values.claims) * ACTS_PER_CLAIM) / seconds).toLocaleString('en')
}

function perLeaf(seconds: number): string {
  return `${seconds.toFixed(1)} s, ${perSecond(seconds)} leaves a second`
}

/** As it is in a running instance: told by the database of an act's commit, the publisher signs and writes. */
async function singleActs(): Promise<void> {
  const listener = new pg.Client({ connectionString: url })
  await listener.connect()
  await listener.query('LISTEN record')
  listener.on('notification', () => void publisher.wake())
  await publisher.publishPending()
  const acts: number[] = []
  const covered: number[] = []
  for (let n = 0; n < SINGLE_ACTS; n++) {
    acts.push((await timed(oneAct)) * 1000)
    const size = await countLeaves()
    covered.push((await timed(() => isCovered(size))) * 1000)
  }
  await listener.end()
  say('an act appended to so large a log, with its transaction', quantiles(acts))
  say('from its commit to a checkpoint over it that readers have', quantiles(covered))
}

async function oneAct(): Promise<void> {
  await db.$transaction(async (tx) => {
    const at = new Date()
    const { id } = await tx.activity.create({
      data: { type: 'claim.taken-up', at, payload: {} },
      select: { id: true },
    })
    await appendLeaves(tx, [id], at)
  })
}

async function isCovered(size: number): Promise<void> {
  for (;;) {
    const note = await readFile(path.join(folder, 'checkpoint'), 'utf8')
    if ((checkpointIn(note)?.size ?? 0) >= size) return
    await wait(1)
  }
}

function quantiles(times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1]?.toFixed(0)
  return `median ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms`
}

/** The log alone, as anybody can, and all of it against the database. Rounds take turns. */
async function verification(): Promise<void> {
  const read = folderReader(folder)
  const size = await countLeaves()
  const alone: number[] = []
  const all: { seconds: number; report: Report }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const report = new Report()
    alone.push(await timed(() => checkPublishedLog(report, read, { size, sizes: [size] })))
    const whole = new Report()
    const seconds = await timed(() =>
      verifyInstance(whole, {
        databaseUrl: url,
        published: path.dirname(folder),
        memory: null,
      }),
    )
    all.push({ seconds, report: whole })
    for (const { says } of [...report.findings, ...whole.findings]) throw new Error(says)
  }
  const middle = <T>(list: T[], by: (each: T) => number) =>
    list.toSorted((a, b) => by(a) - by(b))[Math.floor(list.length / 2)] as T
  const one = middle(alone, (each) => each)
  const { seconds, report } = middle(all, (each) => each.seconds)
  const parts = Object.entries(report.seconds).map(([part, took]) => `${part} ${took.toFixed(1)} s`)
  const rate = (took: number) => `${Math.round(size / took).toLocaleString('en')} leaves a second`
  say('verified: the published log alone, one thread', `${one.toFixed(1)} s, ${rate(one)}`)
  say(
    `verified: every leaf against its rows, the published log, the tables (${parts.join(', ')})`,
    `${seconds.toFixed(1)} s, ${rate(seconds)}`,
  )
}
