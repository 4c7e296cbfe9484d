import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { createDb } from '@/lib/db'
import { backfillLeaves } from '@/lib/record/backfill'
import { publishRecord } from '@/lib/record/publish'
import { recordFiles } from '@/lib/record/publish-files'
import { verifyInstance } from '@/lib/record/verify/instance'
import { Report } from '@/lib/record/verify/report'
import { loadHistory } from '@/scripts/bench/history'

const { values } = parseArgs({
  options: {
    claims: { type: 'string', default: '100000' },
    threads: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    /** A database that another run filled and that stays as it is. */
    keep: { type: 'string' },
  },
})
const url = process.env.DATABASE_URL ?? ''
const home = values.keep ?? mkdtempSync(path.join(tmpdir(), 'counterclaim-verify-bench-'))
const published = path.join(home, 'published')

try {
  await fill()
  for (let round = 0; round < Number(values.rounds); round++) {
    const report = new Report()
    const start = performance.now()
    await verifyInstance(report, {
      databaseUrl: url,
      published,
      memory: null,
      ...(values.threads && { threads: Number(values.threads) }),
    })
    const seconds = (performance.now() - start) / 1000
    const leaves = report.counts.leaves ?? 0
    const parts = Object.entries(report.seconds)
      .map(([part, took]) => `${part} ${took.toFixed(1)} s`)
      .join(', ')
    console.log(
      `${leaves} leaves in ${seconds.toFixed(1)} s (${parts}): ${Math.round(leaves / seconds)} a second, ${report.findings.length} findings`,
    )
    for (const { says } of report.findings.slice(0, 5)) console.log(says.slice(0, 400))
  }
} finally {
  if (!values.keep) rmSync(home, { recursive: true, force: true })
}

async function fill(): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query('SELECT EXISTS (SELECT FROM leaves) AS "isFull"')
  if (!rows[0].isFull) {
    await loadHistory(client, Number(values.claims))
    const db = createDb(url)
    await backfillLeaves(db, new Date())
    await client.query('VACUUM ANALYZE')
    await publishRecord({
      db,
      files: recordFiles(path.join(published, 'record')),
      keys: { folder: path.join(home, 'keys'), origin: 'bench.example/record' },
      now: () => new Date(),
    })
    await db.$disconnect()
  }
  await client.end()
}
