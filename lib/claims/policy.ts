import type { Actor } from '@/lib/auth/actor'
import { may } from '@/lib/auth/policy'
import { includesRole } from '@/lib/auth/roles'
import type { Prisma } from '@/lib/generated/prisma/client'

/** Which claims an actor may know of: the desk all, readers those that were shown. Withdrawn ones keep a page. */
export function visibleClaims(actor: Actor): Prisma.ClaimWhereInput {
  return may(actor, 'desk:read') ? {} : { publicSince: { not: null } }
}

/** A claim that readers see is an editor's to edit; before that, everybody's at the desk. */
export function mayEditClaim(actor: Actor, claim: { publicSince: Date | null }): boolean {
  if (!may(actor, 'claim:edit')) return false
  return (
    claim.publicSince === null || (actor.kind === 'member' && includesRole(actor.role, 'editor'))
  )
}

/**
 * Who wrote a row may take it back until readers see it; an editor may take back anybody's. Taking away what
 * readers see is as much an editor's act as showing it was.
 */
export function mayWithdrawRow(
  actor: Actor,
  row: { createdById: string; publicSince?: Date | null },
): boolean {
  if (actor.kind !== 'member') return false
  return includesRole(actor.role, 'editor') || (actor.id === row.createdById && !row.publicSince)
}
