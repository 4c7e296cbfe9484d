import type { Role } from '@/lib/auth/roles'

/** Who is acting: a signed-in member with the role the database gave for this request, the system, or the public. */
export type Actor =
  | { kind: 'member'; id: string; name: string; role: Role; sessionId: string | null }
  | { kind: 'system' }
  | { kind: 'public' }

/** The member's id for `created_by` columns; null for the system and the public. */
export function actorId(actor: Actor): string | null {
  return actor.kind === 'member' ? actor.id : null
}
