import type { Actor } from '@/lib/auth/actor'
import { includesRole, type Role } from '@/lib/auth/roles'
import { AppError } from '@/lib/errors'

/** Every act at the desk and the least role it takes. What else an act depends on stands in its module's policy. */
export const leastRole = {
  'desk:read': 'contributor',
  'source:create': 'contributor',
  'source:edit': 'editor',
  'source:add-alias': 'editor',
  'source:grade': 'admin',
  'document:add': 'contributor',
  'document:change-origin': 'editor',
  'story:create': 'editor',
  'story:edit': 'editor',
  'story:show': 'editor',
  'intake:start': 'contributor',
  'intake:decide': 'contributor',
  'intake:drop': 'contributor',
  'intake:file': 'contributor',
  'claim:file': 'contributor',
  'claim:edit': 'contributor',
  'claim:assign': 'contributor',
  'claim:change-stage': 'editor',
  'claim:show': 'editor',
  'claim:withdraw': 'admin',
  'appearance:add': 'contributor',
  'appearance:withdraw': 'contributor',
  'relation:add': 'contributor',
  'relation:withdraw': 'contributor',
  'evidence:attach': 'contributor',
  'evidence:grade': 'editor',
  'evidence:withdraw': 'contributor',
  'verdict:propose': 'editor',
  'verdict:take-back': 'editor',
  'verdict:approve': 'editor',
  'verdict:send-back': 'editor',
  'people:manage': 'admin',
  'activity:read': 'contributor',
} as const satisfies Record<string, Role>

export type Act = keyof typeof leastRole

/** Whether the actor's role reaches the act. The system may do what seeds and jobs need; the public nothing. */
export function may(actor: Actor, act: Act): boolean {
  if (actor.kind === 'system') return true
  return actor.kind === 'member' && includesRole(actor.role, leastRole[act])
}

/** The member who acts; throws `forbidden` for anybody whose role does not reach the act, the system included. */
export function demand(actor: Actor, act: Act): Extract<Actor, { kind: 'member' }> {
  if (actor.kind !== 'member' || !may(actor, act)) throw new AppError('forbidden', act)
  return actor
}
