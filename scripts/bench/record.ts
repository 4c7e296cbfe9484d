import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { createDb, type Db } from '@/lib/db'
import { appendLeaves } from '@/lib/record/append'
import { publishRecord } from '@/lib/record/publish'
import { recordFiles } from '@/lib/record/publish-files'

const SINGLE_ACTS = 50

const { values } = parseArgs({ options: { leaves: { type: 'string', default: '1000000' } } })
const url = process.env.DATABASE_URL ?? ''
const home = mkdtempSync(path.join(tmpdir(), 'counterclaim-record-bench-'))
const db = createDb(url)
let mostMemory = 0
const watch = setInterval(() => {
  mostMemory = Math.max(mostMemory, process.memoryUsage().rss)
}, 50)

try {
  await fill(Number(values.leaves))
  await time(`${values.leaves} leaves published at once`, () => publish(false))
  await time('looked through, every leaf and file', () => publish(true))
  await time('nothing new', () => publish(false))
  const times: number[] = []
  for (let n = 0; n < SINGLE_ACTS; n++) {
    await oneAct(db)
    const start = performance.now()
    await publish(false)
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  const [median, most] = [times[SINGLE_ACTS / 2], times.at(-1)]
  console.log(`one act more: median ${median?.toFixed(0)} ms, most ${most?.toFixed(0)} ms`)
  console.log(`most memory: ${(mostMemory / 2 ** 20).toFixed(0)} MiB`)
} finally {
  clearInterval(watch)
  await db.$disconnect()
  rmSync(home, { recursive: true, force: true })
}

async function time(what: string, work: () => Promise<unknown>): Promise<void> {
  const start = performance.now()
  await work()
  console.log(`${what}: ${((performance.now() - start) / 1_000).toFixed(1)} s`)
}

function publish(isThorough: boolean) {
  return publishRecord({
    db,
    files: recordFiles(path.join(home, 'record')),
    keys: { folder: path.join(home, 'keys'), origin: 'bench.example/record' },
    now: () => new Date(),
    isThorough,
  })
}

/** Leaves like those of acts of which half are public, without the rows that acts make: what the log itself costs. */
async function fill(count: number): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query("SET session_replication_role = 'replica'")
    await client.query(
      `INSERT INTO activity (type, at, payload)
       SELECT 'claim.taken-up', now(), '{}' FROM generate_series(1, $1::int)`,
      [count],
    )
    await client.query(`
      WITH made AS (
        SELECT row_number() OVER (ORDER BY id) - 1 AS index, id,
          convert_to('{"_sd":["' || encode(sha256(id::text::bytea), 'base64') || '","' || encode(sha256((-id)::text::bytea), 'base64')
            || '"],"at":"2024-12-07T18:00:00.000Z","v":1}', 'UTF8') AS entry
        FROM activity)
      INSERT INTO leaves (index, activity_id, at, is_public, entry, hash, salts)
      SELECT index, id, now(), index % 2 = 0, entry, sha256('\\x00'::bytea || entry),
        '{"act":"c2FsdHNhbHRzYWx0c2E"}' FROM made`)
    await client.query('ANALYZE')
  } finally {
    await client.end()
  }
}

async function oneAct(on: Db): Promise<void> {
  await on.$transaction(async (tx) => {
    const at = new Date()
    const { id } = await tx.activity.create({
      data: { type: 'claim.taken-up', at, payload: {} },
      select: { id: true },
    })
    await appendLeaves(tx, [id], at)
  })
}
