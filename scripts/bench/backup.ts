// Started by scripts/bench/backup.mjs: puts claims into a migrated database, and into its log whatever is not in it.
import { createDb } from '@/lib/db'
import { backfillLeaves } from '@/lib/record/backfill'
import { loadClaims } from '../match/load-claims'
import { claimsOfNowhere } from './claims'

const claims = Number(process.argv[2])
const db = createDb(process.env.DATABASE_URL ?? '')
try {
  if (claims > 0) await loadClaims(db, claimsOfNowhere(claims))
  await backfillLeaves(db, new Date())
} finally {
  await db.$disconnect()
}
