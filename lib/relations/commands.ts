import 'server-only'
import { act, clashesOn } from '@/lib/act'
import { demand } from '@/lib/auth/policy'
import { changeClaim, insertClaim, takeClaim } from '@/lib/claims/commands'
import { mayWithdrawRow } from '@/lib/claims/policy'
import type { Context } from '@/lib/context'
import type { Tx } from '@/lib/db'
import { AppError } from '@/lib/errors'
import type { Claim } from '@/lib/generated/prisma/client'
import type {
  FileRelatedClaim,
  LinkClaims,
  RelationType,
  UnlinkClaims,
} from '@/lib/relations/schema'
import { keepOrigins } from '@/lib/sources/origin-lock'

export function linkClaims(ctx: Context, input: LinkClaims): Promise<{ relationId: string }> {
  return act(ctx, 'linkClaims', input, (tx, ctx) => insertRelation(tx, ctx, input))
}

/** Files a claim that counters (supports, repeats …) one that is here, and links the two: both or neither. */
export function fileRelatedClaim(
  ctx: Context,
  input: FileRelatedClaim,
): Promise<{ claimId: string; slug: string; relationId: string }> {
  return act(ctx, 'fileRelatedClaim', input, async (tx, ctx) => {
    demand(ctx.actor, 'relation:add')
    await keepOrigins(tx)
    // A claim that can't be linked to must not leave a new one behind: it is looked at first.
    await takeClaim(tx, input.toClaimId)
    const filed = await insertClaim(tx, ctx, input)
    const { relationId } = await insertRelation(tx, ctx, { ...input, fromClaimId: filed.claimId })
    return { ...filed, relationId }
  })
}

/** `linkClaims` inside a larger act. */
export async function insertRelation(
  tx: Tx,
  ctx: Context,
  input: Pick<LinkClaims, 'fromClaimId' | 'toClaimId' | 'type' | 'note'>,
): Promise<{ relationId: string }> {
  const member = demand(ctx.actor, 'relation:add')
  if (input.fromClaimId === input.toClaimId) {
    throw new AppError('refused', 'relation_to_itself', { field: 'toClaimId' })
  }
  const [from, to] = await takeTwo(tx, input.fromClaimId, input.toClaimId)
  try {
    const { id } = await tx.relation.create({
      data: {
        fromClaimId: from.id,
        toClaimId: to.id,
        type: input.type,
        note: input.note ?? null,
        createdById: member.id,
        createdAt: ctx.now,
      },
    })
    await recordOnBoth(tx, ctx, from, to, (direction, other) => ({
      type: 'relation.added',
      payload: {
        relationId: id,
        relation: input.type,
        direction,
        other: other.proposition,
        otherId: other.id,
      },
    }))
    return { relationId: id }
  } catch (error) {
    if (clashesOn(error, 'relation_is_recorded_once')) {
      throw new AppError('refused', 'already_linked', { field: 'toClaimId' })
    }
    throw error
  }
}

export function unlinkClaims(ctx: Context, input: UnlinkClaims): Promise<{ relationId: string }> {
  return act(ctx, 'unlinkClaims', input, async (tx, ctx) => {
    const member = demand(ctx.actor, 'relation:withdraw')
    const row = await tx.relation.findUnique({ where: { id: input.relationId } })
    if (!row) throw new AppError('not_found', 'relation')
    const [from, to] = await takeTwo(tx, row.fromClaimId, row.toClaimId)
    const relation = await tx.relation.findUniqueOrThrow({ where: { id: row.id } })
    if (!mayWithdrawRow(ctx.actor, relation)) throw new AppError('forbidden', 'relation:withdraw')
    if (relation.withdrawnAt) throw new AppError('conflict', 'already_withdrawn')
    await tx.relation.update({
      where: { id: relation.id },
      data: { withdrawnAt: ctx.now, withdrawnById: member.id, withdrawnReason: input.reason },
    })
    await recordOnBoth(tx, ctx, from, to, (direction, other) => ({
      type: 'relation.withdrawn',
      payload: {
        relationId: relation.id,
        relation: relation.type,
        direction,
        other: other.proposition,
        otherId: other.id,
        reason: input.reason,
      },
    }))
    return { relationId: relation.id }
  })
}

/** Both ends of a relation, locked in one order whoever links whom, so that two hands can't wait on each other. */
async function takeTwo(tx: Tx, fromId: string, toId: string): Promise<[Claim, Claim]> {
  if (fromId < toId) {
    const from = await takeClaim(tx, fromId)
    return [from, await takeClaim(tx, toId)]
  }
  const to = await takeClaim(tx, toId)
  return [await takeClaim(tx, fromId), to]
}

type RelationBody = {
  type: 'relation.added'
  payload: {
    relationId: string
    relation: RelationType
    direction: 'from' | 'to'
    other: string
    otherId: string
  }
}
type UnlinkBody = {
  type: 'relation.withdrawn'
  payload: RelationBody['payload'] & { reason: string }
}

async function recordOnBoth(
  tx: Tx,
  ctx: Context,
  from: Claim,
  to: Claim,
  body: (direction: 'from' | 'to', other: Claim) => RelationBody | UnlinkBody,
): Promise<void> {
  await changeClaim(tx, ctx, from, {}, body('from', to))
  await changeClaim(tx, ctx, to, {}, body('to', from))
}
