import 'server-only'
import { randomBytes } from 'node:crypto'
import type { Actor } from '@/lib/auth/actor'
import type { Context } from '@/lib/context'
import type { Db, Tx } from '@/lib/db'

/** How long a session lasts at most; using it does not make it longer. */
export const SESSION_SECONDS = 14 * 24 * 60 * 60

type Member = Extract<Actor, { kind: 'member' }>

/**
 * The member whose session this is, as the database knows them now: null when the session is unknown, revoked
 * or over, or its person deactivated. Asked on every request, so that taking a role away works at once.
 */
export async function memberOfSession(
  db: Db | Tx,
  sessionId: string,
  now: Date,
): Promise<Member | null> {
  const session = await db.userSession.findFirst({
    where: {
      id: sessionId,
      revokedAt: null,
      expiresAt: { gt: now },
      user: { deactivatedAt: null },
    },
    select: { user: { select: { id: true, name: true, role: true } } },
  })
  return session && { kind: 'member', ...session.user, sessionId }
}

/**
 * Opens a session for a person who has just shown who they are. The person's row must be locked: a session that
 * slips past a deactivation under way would come alive again with the account.
 */
export async function openSession(tx: Tx, ctx: Context, userId: string): Promise<string> {
  const id = randomBytes(32).toString('base64url')
  const expiresAt = new Date(ctx.now.getTime() + SESSION_SECONDS * 1000)
  await tx.userSession.create({ data: { id, userId, createdAt: ctx.now, expiresAt } })
  return id
}

/** Ends every open session of a person and says how many there were. */
export async function revokeSessions(tx: Tx, ctx: Context, userId: string): Promise<number> {
  const { count } = await tx.userSession.updateMany({
    where: { userId, revokedAt: null, expiresAt: { gt: ctx.now } },
    data: { revokedAt: ctx.now },
  })
  return count
}
