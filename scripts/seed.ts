/**
 * Makes a migrated database into an instance: with the demo newsroom and its story, or with DEMO=0 without.
 * On an instance that is there it writes nothing. Prints whom to sign in as on a demo instance.
 */
import { demoPeople } from '@/lib/auth/demo-people'
import { createDb } from '@/lib/db'
import { env } from '@/lib/env'
import { backfillLeaves } from '@/lib/record/backfill'
import { settle } from '@/scripts/seed/instance'

const db = createDb(env().DATABASE_URL)
try {
  // What was done before there was a log is in it from now on.
  await backfillLeaves(db, new Date())
  const outcome = await settle(db, { wantsDemo: process.env.DEMO !== '0', now: new Date() })
  if (outcome.note) console.log(outcome.note)
  if (outcome.isDemo) {
    console.log('The demo newsroom:')
    for (const { name, role, email, password } of demoPeople) {
      console.log(`  ${name}, ${role}: ${email}, password ${password}`)
    }
  }
} finally {
  await db.$disconnect()
}
