import 'server-only'
import type { Tx } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
import { type ActRow, actOf, actsQuery } from '@/lib/record/acts'
import { disclosureOf, type Salts } from '@/lib/record/disclosure'
import { factsOf } from '@/lib/record/facts'

/** What everybody may know of a leaf, in the order of `factsOf`; nothing of a private act. */
export type LeafDisclosures = { index: number; disclosures: string[] }

/**
 * The public facts of the leaves from `from` up to, and without, `to`, as disclosures that anybody can hash and find in
 * the leaf. Computed from the rows as they are now: what was altered since no longer fits its leaf.
 */
export async function disclosuresOf(tx: Tx, from: number, to: number): Promise<LeafDisclosures[]> {
  const leaves = await tx.leaf.findMany({
    where: { index: { gte: from, lt: to } },
    orderBy: { index: 'asc' },
    select: { index: true, activityId: true, isPublic: true, salts: true },
  })
  const ids = leaves.filter((leaf) => leaf.isPublic).map((leaf) => leaf.activityId)
  const rows = ids.length
    ? await tx.$queryRaw<ActRow[]>(actsQuery(Prisma.sql`WHERE a.id = ANY(${ids}::bigint[])`))
    : []
  const acts = new Map(rows.map((row) => [row.id, actOf(row)]))
  return leaves.map((leaf) => {
    const act = acts.get(leaf.activityId)
    const salts = leaf.salts as Salts
    return {
      index: Number(leaf.index),
      disclosures: (act ? factsOf(act) : []).flatMap((fact) => {
        const salt = salts[fact.name]
        return fact.isPublic && salt ? [disclosureOf(salt, fact)] : []
      }),
    }
  })
}
