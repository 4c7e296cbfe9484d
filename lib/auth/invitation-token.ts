import 'server-only'
import { createHash, createHmac } from 'node:crypto'
import { env } from '@/lib/env'

/**
 * The secret part of an invitation's link. It follows from the id and the instance's key, so that it is stored nowhere,
 * not even as the remembered answer of a form that was sent twice.
 */
export function tokenOf(invitationId: string): string {
  return createHmac('sha256', env().NEXTAUTH_SECRET)
    .update(`invitation:${invitationId}`)
    .digest('base64url')
}

/** What the database keeps of it. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
