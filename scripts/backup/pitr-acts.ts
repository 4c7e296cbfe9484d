// Started by pitr.mjs: does acts by several hands, and says of each when it was begun and when it was acknowledged.
import { createDb } from '@/lib/db'
import { backfillLeaves } from '@/lib/record/backfill'
import { createSource } from '@/lib/sources/commands'
import { createSourceInput } from '@/lib/sources/schema'

const HANDS = 4

const db = createDb(process.env.DATABASE_URL ?? '')
const left = Array.from({ length: Number(process.argv[2]) }, (_, at) => at)
try {
  await backfillLeaves(db, new Date())
  const { id, name, role } = await db.user.findFirstOrThrow({ where: { role: 'editor' } })
  const actor = { kind: 'member' as const, id, name, role, sessionId: null }
  const work = async () => {
    for (let at = left.shift(); at !== undefined; at = left.shift()) {
      const begun = Date.now()
      const input = createSourceInput.parse({ name: `Point in time ${at}`, kind: 'monitor' })
      const { sourceId } = await createSource({ actor, now: new Date(begun), db }, input)
      console.log(JSON.stringify({ sourceId, begun, done: Date.now() }))
    }
  }
  await Promise.all(Array.from({ length: HANDS }, work))
} finally {
  await db.$disconnect()
}
