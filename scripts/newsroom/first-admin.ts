/**
 * Makes a migrated database into an empty instance with an admin who has no password that anybody knows, and prints the link
 * by which they choose one. Done again, it prints a link that still works: `first-admin.ts EMAIL NAME`.
 */
import { randomBytes } from 'node:crypto'
import { createFirstAdmin, makePasswordLink } from '@/lib/auth/commands'
import { tokenOf } from '@/lib/auth/invitation-token'
import { createAdminInput } from '@/lib/auth/schema'
import type { Context } from '@/lib/context'
import { createDb } from '@/lib/db'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { settle } from '@/scripts/seed/instance'

const [email = '', name = ''] = process.argv.slice(2)
const db = createDb(env().DATABASE_URL)
try {
  const now = new Date()
  await settle(db, { wantsDemo: false, now })
  const ctx: Context = { actor: { kind: 'system' }, now, db }
  console.log(`${env().PUBLIC_URL}/invite/${(await openLink(ctx)) ?? (await newLink(ctx))}`)
} finally {
  await db.$disconnect()
}

/** The token of a link that was made before and not used yet. */
async function openLink({ now }: Context): Promise<string | null> {
  const open = await db.invitation.findFirst({
    where: {
      email: email.toLowerCase(),
      acceptedAt: null,
      revokedAt: null,
      expiresAt: { gt: now },
    },
    orderBy: { createdAt: 'desc' },
  })
  return open && tokenOf(open.id)
}

async function newLink(ctx: Context): Promise<string> {
  const password = randomBytes(24).toString('base64url')
  const input = createAdminInput.parse({ email, name, password })
  await createFirstAdmin(ctx, input).catch((error: unknown) => {
    // Made before, by a run that was cut short.
    if (!(error instanceof AppError && error.reason === 'has_admin')) throw error
  })
  const admin = await db.user.findUniqueOrThrow({ where: { email: input.email } })
  const { token } = await makePasswordLink(
    {
      ...ctx,
      actor: { kind: 'member', id: admin.id, name: admin.name, role: admin.role, sessionId: null },
    },
    { personId: admin.id },
  )
  return token
}
