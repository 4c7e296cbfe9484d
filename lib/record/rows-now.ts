import 'server-only'
import type { Db } from '@/lib/db'
import { actsByIds } from '@/lib/record/acts'
import { digestOf, disclosureOf, entryOf, leafHash, type Salts } from '@/lib/record/disclosure'
import { factsOf } from '@/lib/record/facts'
import { TILE_WIDTH } from '@/lib/record/tiles'
import { parseEntry } from '@/lib/record/verify/leaf'
import type { RowsAnswer } from '@/lib/record/verify/outside'

/**
 * What the rows say now that the leaves of bundle `n` stand for: the hash of the leaf that would be made of them. Of a
 * leaf that lost facts by a redaction, the digests of those it still has. Null beyond the last leaf. Tells nothing of a
 * private act, whose salts nobody has.
 */
export async function rowsOf(db: Db, n: number): Promise<RowsAnswer | null> {
  const from = n * TILE_WIDTH
  const leaves = await db.leaf.findMany({
    where: { index: { gte: from, lt: from + TILE_WIDTH } },
    orderBy: { index: 'asc' },
  })
  if (leaves.length === 0) return null
  const acts = await actsByIds(
    db,
    leaves.map((leaf) => leaf.activityId),
  )
  const byId = new Map(acts.map((act) => [act.id, act]))
  return {
    from,
    leaves: leaves.flatMap((leaf): RowsAnswer['leaves'] => {
      const index = Number(leaf.index)
      const act = byId.get(leaf.activityId)
      if (!act) return []
      const salts = leaf.salts as Salts
      const facts = factsOf(act)
      const digests = facts.flatMap((fact) => {
        const salt = salts[fact.name]
        return salt ? [digestOf(disclosureOf(salt, fact))] : []
      })
      if (digests.length < facts.length) return [{ index, digests }]
      const clock = parseEntry(leaf.entry)?.clock
      const head = {
        at: leaf.at.toISOString(),
        ...(clock && { clock }),
        ...(leaf.isPublic && { public: facts.filter((fact) => fact.isPublic).length }),
      }
      return [{ index, hash: leafHash(entryOf(head, digests)).toString('hex') }]
    }),
  }
}
