import 'server-only'
import { getServerSession } from 'next-auth/next'
import type { Actor } from '@/lib/auth/actor'
import { authOptions } from '@/lib/auth/options'
import { memberOfSession } from '@/lib/auth/sessions'
import { askPatiently, databaseTrouble } from '@/lib/database-failures'
import { getDb } from '@/lib/db'
import { AppError } from '@/lib/errors'

/**
 * Who sends the request that is being answered. Throws `unavailable` when the database can't be asked: nobody
 * is to be told that they are signed out because it was down for a moment.
 */
export async function currentActor(now: Date = new Date()): Promise<Actor> {
  let found: { actor: Actor } | { problem: unknown } = { actor: { kind: 'public' } }
  const options = authOptions()
  await getServerSession({
    ...options,
    callbacks: {
      ...options.callbacks,
      // Kept here rather than returned: the session's id is not for the answer of /api/auth/session,
      // and what a callback throws next-auth swallows.
      async session({ session, token }) {
        try {
          const { sid } = token
          const member = sid ? await askPatiently(() => memberOfSession(getDb(), sid, now)) : null
          if (member) found = { actor: member }
        } catch (problem) {
          found = { problem }
        }
        return session
      },
    },
  })
  if ('problem' in found) {
    console.error(found.problem)
    throw new AppError('unavailable', databaseTrouble(found.problem) ?? 'database_unreachable')
  }
  return found.actor
}
