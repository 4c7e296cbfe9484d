import { z } from 'zod'

export const role = z.enum(['contributor', 'editor', 'admin'])
export type Role = z.infer<typeof role>

const rank: Record<Role, number> = { contributor: 1, editor: 2, admin: 3 }

/** Whether `role` includes everything `needed` may do. */
export function includesRole(given: Role, needed: Role): boolean {
  return rank[given] >= rank[needed]
}
