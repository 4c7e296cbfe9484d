import { isDeepStrictEqual } from 'node:util'
import type { Context } from '@/lib/context'
import type { Db } from '@/lib/db'
import { outcomeOf } from '@/lib/testing/builders'
import { type Deed, type Form, tellTo } from '@/lib/testing/model/deeds'
import type { Desk } from '@/lib/testing/model/desk'
import { faultsOf, type Kept, keptBy, keptIn } from '@/lib/testing/model/kept'
import type { Model, Name } from '@/lib/testing/model/newsroom'

/** One deed that was done while others were, and how it ended. */
type Sent = {
  deed: Deed
  form: Form
  outcome: string
  /** Where the log has it; null where it left no line, or was refused. */
  leaf: bigint | null
}

/** What was done at once could not have been done one after the other. */
export class NoSuchOrder extends Error {}

/**
 * Does all of it at once, each on what was on screen before, and answers the model as it is after. Throws
 * `NoSuchOrder` unless there is an order in which the deeds, one after the other, would have ended just so and left
 * just this; for those that are in the log, the log's own order.
 *
 * `dbs` are the connections of several processes. `isCrossed`: who comes first by the clock is sent last.
 */
export async function atOnce(
  desk: Desk,
  model: Model,
  deeds: Deed[],
  { dbs = [desk.room.db], isCrossed = false }: { dbs?: Db[]; isCrossed?: boolean } = {},
): Promise<{ model: Model; outcomes: string[] }> {
  const filled: { deed: Deed; form: Form; ctx: Context }[] = []
  for (const deed of onePerPerson(deeds)) {
    const form = deed.fill(model)
    const ctx = await desk.context(deed.by, dbs[filled.length % dbs.length])
    if (form) filled.push({ deed, form, ctx })
  }
  const before = await lastLine(desk)
  const inSending = isCrossed ? filled.toReversed() : filled
  const outcomes = new Map<Form, string>()
  await Promise.all(
    inSending.map(async ({ form, ctx }) => {
      outcomes.set(form, await outcomeOf(form.send(desk, ctx)))
    }),
  )
  const leaves = await leavesSince(desk, before)
  const sent = filled.map(
    ({ deed, form }): Sent => ({
      deed,
      form,
      outcome: outcomes.get(form) ?? '',
      leaf: leaves.get(desk.id(`person ${deed.by}`)) ?? null,
    }),
  )
  const kept = loosely(await keptBy(desk))
  const after =
    serially(model, sent, kept, null) ?? serially(model, sent, kept, { isLogIgnored: true })
  const faults = await faultsOf(desk)
  if (!after || faults.length > 0) {
    const deedsTold = sent.map(
      (each) =>
        `  ${each.deed.says}: ${each.outcome}${each.leaf === null ? '' : `, leaf ${each.leaf}`}`,
    )
    throw new NoSuchOrder(
      [`No order of these is what happened:`, ...deedsTold, ...faults].join('\n'),
    )
  }
  if (!serially(model, sent, kept, null)) {
    const deedsTold = sent.map(
      (each) =>
        `  ${each.deed.says}: ${each.outcome}${each.leaf === null ? '' : `, leaf ${each.leaf}`}`,
    )
    throw new NoSuchOrder(
      [`The log tells of these in an order in which they can’t have been done:`, ...deedsTold].join(
        '\n',
      ),
    )
  }
  return { model: after, outcomes: sent.map((each) => each.outcome) }
}

/** By whose hand a line is tells whose deed it was, so everybody does one thing at a time. */
function onePerPerson(deeds: Deed[]): Deed[] {
  const busy = new Set<Name>()
  return deeds.filter(({ by }) => !busy.has(by) && busy.add(by))
}

async function lastLine(desk: Desk): Promise<bigint> {
  return (await desk.room.db.activity.findFirst({ orderBy: { id: 'desc' } }))?.id ?? 0n
}

/** The first leaf of each person since a line of the record. */
async function leavesSince(desk: Desk, line: bigint): Promise<Map<string, bigint>> {
  const rows = await desk.room.db.$queryRaw<{ actor: string; leaf: bigint }[]>`
    SELECT a.actor_id::text AS actor, min(l.index) AS leaf FROM activity a JOIN leaves l ON l.activity_id = a.id
    WHERE a.id > ${line} GROUP BY 1`
  return new Map(rows.map(({ actor, leaf }) => [actor, leaf]))
}

/** The model after these deeds in some order that accounts for each outcome and for what is kept, or null. */
function serially(
  model: Model,
  left: Sent[],
  kept: Kept,
  options: { isLogIgnored: true } | null,
): Model | null {
  if (left.length === 0) return isDeepStrictEqual(loosely(keptIn(model)), kept) ? model : null
  const logged = left.flatMap((each) => each.leaf ?? [])
  for (const each of left) {
    const isLater = each.leaf !== null && logged.some((leaf) => leaf < (each.leaf ?? 0n))
    if (isLater && !options?.isLogIgnored) continue
    const next = structuredClone(model)
    if (tellTo(next, each.form) !== each.outcome) continue
    const others = left.filter((other) => other !== each)
    const after = serially(next, others, kept, options)
    if (after) return after
  }
  return null
}

/** Without the order of rows that several hands added at once: ids are given before the locks are taken. */
function loosely(kept: Kept): Kept {
  const byKey = <R extends { key: string | null }>(rows: R[]) =>
    rows.toSorted((one, other) => ((one.key ?? '') < (other.key ?? '') ? -1 : 1))
  return {
    ...kept,
    claims: kept.claims.map((claim) => ({
      ...claim,
      appearances: byKey(claim.appearances),
      evidence: byKey(claim.evidence),
    })),
    relations: byKey(kept.relations),
    sources: kept.sources.map((each) => ({ ...each, aliases: each.aliases.toSorted() })),
  }
}
