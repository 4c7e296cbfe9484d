import 'server-only'
import { demoPeople } from '@/lib/auth/demo-people'
import { hashOfToken } from '@/lib/auth/invitation-token'
import { oidcSettings } from '@/lib/auth/oidc'
import { may } from '@/lib/auth/policy'
import type { Role } from '@/lib/auth/roles'
import { decideDeactivation, invitationState } from '@/lib/auth/rules'
import { invitationToken } from '@/lib/auth/schema'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'

export type PeoplePage = { people: PersonRow[]; invitations: InvitationRow[] }

export type PersonRow = {
  id: string
  name: string
  email: string
  role: Role
  isActive: boolean
  isYou: boolean
  joinedAt: Date
  lastSignInAt: Date | null
  openSessions: number
  hasPassword: boolean
  linkedAccounts: number
  may: { changeRole: boolean; deactivate: boolean; reactivate: boolean; makePasswordLink: boolean }
}

type UserRow = Pick<
  PersonRow,
  | 'id'
  | 'name'
  | 'email'
  | 'role'
  | 'lastSignInAt'
  | 'openSessions'
  | 'hasPassword'
  | 'linkedAccounts'
> & { createdAt: Date; deactivatedAt: Date | null }

export type InvitationRow = {
  id: string
  email: string
  role: Role
  invitedBy: string
  expiresAt: Date
}

/** Everybody who may or might sign in, active people first; for admins, and for nobody else there is no such page. */
export async function getPeoplePage(ctx: Context): Promise<PeoplePage> {
  if (ctx.actor.kind !== 'member' || !may(ctx.actor, 'people:manage')) {
    throw new AppError('not_found', 'people')
  }
  const you = ctx.actor.id
  const users = await ctx.db.$queryRaw<UserRow[]>`
    SELECT u.id, u.name, u.email, u.role::text AS role, u.created_at AS "createdAt", u.deactivated_at AS "deactivatedAt",
      u.password_hash IS NOT NULL AS "hasPassword",
      (SELECT max(s.created_at) FROM user_sessions s WHERE s.user_id = u.id) AS "lastSignInAt",
      (SELECT count(*)::int FROM user_sessions s
        WHERE s.user_id = u.id AND s.expires_at > ${ctx.now} AND s.revoked_at IS NULL) AS "openSessions",
      (SELECT count(*)::int FROM linked_accounts l WHERE l.user_id = u.id) AS "linkedAccounts"
    FROM users u ORDER BY u.deactivated_at DESC NULLS FIRST, u.name, u.id`
  const activeAdmins = users.filter((user) => user.role === 'admin' && !user.deactivatedAt).length
  const people = users.map((user): PersonRow => {
    const isActive = !user.deactivatedAt
    const person = { id: user.id, role: user.role, isActive }
    return {
      ...person,
      name: user.name,
      email: user.email,
      isYou: user.id === you,
      joinedAt: user.createdAt,
      lastSignInAt: user.lastSignInAt,
      openSessions: user.openSessions,
      hasPassword: user.hasPassword,
      linkedAccounts: user.linkedAccounts,
      may: {
        changeRole: isActive && user.id !== you,
        deactivate: isActive && decideDeactivation(you, person, activeAdmins).ok,
        reactivate: !isActive,
        makePasswordLink: isActive,
      },
    }
  })
  const known = new Set(users.map((user) => user.email))
  const open = await ctx.db.invitation.findMany({
    where: { acceptedAt: null, revokedAt: null, expiresAt: { gt: ctx.now } },
    select: {
      id: true,
      email: true,
      role: true,
      expiresAt: true,
      invitedBy: { select: { name: true } },
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
  const invitations = open
    .filter((invitation) => !known.has(invitation.email))
    .map(({ invitedBy, ...invitation }) => ({ ...invitation, invitedBy: invitedBy.name }))
  return { people, invitations }
}

export type InvitationPage = {
  email: string
  role: Role
  invitedBy: string
  /** The person whose password the link changes; null where it lets somebody join. */
  person: { name: string } | null
  state: 'open' | 'closed'
}

/** What stands behind the link of an invitation; `not_found` for links that never were. */
export async function getInvitation(ctx: Context, token: string): Promise<InvitationPage> {
  const parsed = invitationToken.safeParse(token)
  const invitation =
    parsed.success &&
    (await ctx.db.invitation.findUnique({
      where: { tokenHash: hashOfToken(parsed.data) },
      include: { invitedBy: { select: { name: true } } },
    }))
  if (!invitation) throw new AppError('not_found', 'invitation')
  const person = await ctx.db.user.findUnique({
    where: { email: invitation.email },
    select: { name: true, deactivatedAt: true },
  })
  const isOpen = invitationState(invitation, ctx.now) === 'open' && !person?.deactivatedAt
  return {
    email: invitation.email,
    role: invitation.role,
    invitedBy: invitation.invitedBy.name,
    person: person && { name: person.name },
    state: isOpen ? 'open' : 'closed',
  }
}

export type SignInPage = {
  /** What the button for the OpenID Connect provider says, where there is one. */
  oidcName: string | null
  /** False until the first admin is made: nobody can sign in yet. */
  hasAdmin: boolean
  demo: { name: string; role: Role; email: string; password: string }[]
}

/** What the sign-in page offers; the demo's people and their passwords on a demo instance only. */
export async function getSignInPage(ctx: Context): Promise<SignInPage> {
  const instance = await ctx.db.instance.findFirst({ select: { isDemo: true } })
  const emails = instance?.isDemo ? demoPeople.map(({ email }) => email) : []
  const active = await ctx.db.user.findMany({
    where: { email: { in: [...emails] }, deactivatedAt: null },
    select: { name: true, role: true, email: true },
  })
  return {
    oidcName: oidcSettings()?.name ?? null,
    hasAdmin: await hasAdmin(ctx),
    demo: demoPeople.flatMap(({ email, password }) => {
      const person = active.find((each) => each.email === email)
      return person ? [{ ...person, password }] : []
    }),
  }
}

/** Whether anybody can manage this instance. */
export async function hasAdmin(ctx: Context): Promise<boolean> {
  return (await ctx.db.user.count({ where: { role: 'admin', deactivatedAt: null } })) > 0
}
