import 'server-only'
import type { Db } from '@/lib/db'
import { appendLeaves } from '@/lib/record/append'

const AT_ONCE = 500

/**
 * Appends the leaves of what was done before there was a log, in the order it was done. Answers how many; does
 * nothing where every act has its leaf.
 */
export async function backfillLeaves(db: Db, now: Date): Promise<number> {
  let appended = 0
  for (let after = 0n; ; ) {
    const rows = await db.$queryRaw<{ id: bigint }[]>`
      SELECT a.id FROM activity a
      WHERE a.id > ${after} AND NOT EXISTS (SELECT FROM leaves l WHERE l.activity_id = a.id)
      ORDER BY a.id LIMIT ${AT_ONCE}`
    const ids = rows.map((row) => row.id)
    const last = ids.at(-1)
    if (last === undefined) return appended
    after = last
    await db.$transaction((tx) => appendLeaves(tx, ids, now), { timeout: 60_000 })
    appended += rows.length
  }
}
