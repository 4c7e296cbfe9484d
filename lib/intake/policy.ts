import type { Actor } from '@/lib/auth/actor'
import { may } from '@/lib/auth/policy'
import { includesRole } from '@/lib/auth/roles'

/** Who began an intake may drop it, or an editor: it may hold somebody else's afternoon. */
export function mayDropIntake(actor: Actor, intake: { startedById: string }): boolean {
  return (
    actor.kind === 'member' &&
    may(actor, 'intake:drop') &&
    (actor.id === intake.startedById || includesRole(actor.role, 'editor'))
  )
}
