// Started by scripts/bench/backup.mjs: fills a migrated database, and puts into its log whatever is not in it.
import pg from 'pg'
import { createDb } from '@/lib/db'
import { backfillLeaves } from '@/lib/record/backfill'
import { loadClaims } from '../match/load-claims'
import { claimsOfNowhere } from './claims'
import { loadHistory } from './history'

const [, , kind, count] = process.argv
const url = process.env.DATABASE_URL ?? ''
const db = createDb(url)
try {
  if (kind === 'claims') await loadClaims(db, claimsOfNowhere(Number(count)))
  if (kind === 'history') {
    const client = new pg.Client(url)
    await client.connect()
    await loadHistory(client, Number(count))
    await client.end()
  }
  await backfillLeaves(db, new Date())
} finally {
  await db.$disconnect()
}
