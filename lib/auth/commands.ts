import 'server-only'
import { randomUUID } from 'node:crypto'
import { act } from '@/lib/act'
import { record } from '@/lib/activity/record'
import type { Actor } from '@/lib/auth/actor'
import { normalEmail } from '@/lib/auth/email'
import { hashOfToken, tokenOf } from '@/lib/auth/invitation-token'
import { type OidcClaims, verifiedEmail } from '@/lib/auth/oidc'
import { hashPassword, verifyPassword } from '@/lib/auth/passwords'
import { demand } from '@/lib/auth/policy'
import type { Role } from '@/lib/auth/roles'
import {
  decideDeactivation,
  decideRole,
  INVITATION_DAYS,
  invitationState,
  passwordProblem,
} from '@/lib/auth/rules'
import type {
  AcceptInvitation,
  ChangePasswordByLink,
  ChangeRole,
  CreateAdmin,
  InvitePerson,
  PersonInput,
  RevokeInvitation,
  SignIn,
} from '@/lib/auth/schema'
import { openSession, revokeSessions } from '@/lib/auth/sessions'
import { countAttempt, forgiveAttempt, throttleKeys } from '@/lib/auth/throttle'
import type { Context } from '@/lib/context'
import type { Tx } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { nameLine } from '@/lib/text/fields'

type Member = Extract<Actor, { kind: 'member' }>
type SignedIn = { userId: string; sessionId: string }

// ───────────── signing in and out

/**
 * Opens a session for whoever knows the password. Wrong password, unknown address, deactivated and password-less account are
 * one refusal, `wrong_credentials`, after the same work. The hash is computed outside any transaction: a queue for
 * it must not hold connections of the desk.
 */
export async function signIn(ctx: Context, input: SignIn & { address: string }): Promise<SignedIn> {
  const keys = throttleKeys(input.email, input.address)
  await act(ctx, 'signIn.count', {}, async (tx) => {
    await countAttempt(tx, ctx, keys)
    return {}
  })
  const user = await ctx.db.user.findUnique({
    where: { email: input.email },
    select: { id: true, passwordHash: true, deactivatedAt: true },
  })
  const known = user && !user.deactivatedAt ? user.passwordHash : null
  const isRight = await verifyPassword(known, input.password)
  if (!user || !isRight) throw new AppError('refused', 'wrong_credentials')

  return act(ctx, 'signIn', {}, async (tx) => {
    const [now] = await tx.$queryRaw<{ isSame: boolean }[]>`
      SELECT deactivated_at IS NULL AND password_hash = ${known} AS "isSame"
      FROM users WHERE id = ${user.id}::uuid FOR SHARE`
    if (!now?.isSame) throw new AppError('refused', 'wrong_credentials')
    await forgiveAttempt(tx, ctx, keys)
    return { userId: user.id, sessionId: await openSession(tx, ctx, user.id) }
  })
}

/** Ends the session that the request came with. */
export async function signOut(ctx: Context): Promise<void> {
  const { actor } = ctx
  if (actor.kind !== 'member' || !actor.sessionId) return
  await ctx.db.userSession.updateMany({
    where: { id: actor.sessionId, revokedAt: null },
    data: { revokedAt: ctx.now },
  })
}

/**
 * Opens a session for a person whom the OpenID Connect provider has identified. Known by an earlier visit, or by an
 * address that the provider vouches for and that belongs to an active person or an open invitation; strangers never
 * become people here.
 */
export async function linkOrCreate(ctx: Context, claims: OidcClaims): Promise<SignedIn> {
  return act(ctx, 'linkOrCreate', {}, async (tx, ctx) => {
    const userId = (await linkedPerson(tx, claims)) ?? (await linkByEmail(tx, ctx, claims))
    const [person] = await tx.$queryRaw<{ isActive: boolean }[]>`
      SELECT deactivated_at IS NULL AS "isActive" FROM users WHERE id = ${userId}::uuid FOR SHARE`
    if (!person?.isActive) throw new AppError('refused', 'not_invited')
    return { userId, sessionId: await openSession(tx, ctx, userId) }
  })
}

async function linkedPerson(tx: Tx, { iss, sub }: OidcClaims): Promise<string | null> {
  const account = await tx.linkedAccount.findUnique({
    where: { issuer_subject: { issuer: iss, subject: sub } },
    select: { userId: true },
  })
  return account?.userId ?? null
}

async function linkByEmail(tx: Tx, ctx: Context, claims: OidcClaims): Promise<string> {
  const given = verifiedEmail(claims)
  if (!given) throw new AppError('refused', 'email_not_verified')
  const email = normalEmail(given)
  await lockEmail(tx, email)
  // Whoever held the lock may have linked this very account.
  const linked = await linkedPerson(tx, claims)
  if (linked) return linked
  const person = await tx.user.findUnique({ where: { email } })
  if (person?.deactivatedAt) throw new AppError('refused', 'not_invited')
  const member: Member = person
    ? { kind: 'member', id: person.id, name: person.name, role: person.role, sessionId: null }
    : await joinByEmail(tx, ctx, email, claims)
  await tx.linkedAccount.create({
    data: { userId: member.id, issuer: claims.iss, subject: claims.sub, createdAt: ctx.now },
  })
  await record(
    tx,
    { ...ctx, actor: member },
    { personId: member.id },
    { type: 'person.account-linked', payload: { issuer: claims.iss } },
  )
  return member.id
}

async function joinByEmail(
  tx: Tx,
  ctx: Context,
  email: string,
  claims: OidcClaims,
): Promise<Member> {
  const invitation = await tx.invitation.findFirst({
    where: { email, acceptedAt: null, revokedAt: null, expiresAt: { gt: ctx.now } },
    orderBy: { createdAt: 'desc' },
  })
  if (!invitation) throw new AppError('refused', 'not_invited')
  const name = nameLine(100).safeParse(claims.name ?? claims.preferred_username).data
  return join(tx, ctx, {
    email,
    name: name ?? email.slice(0, email.indexOf('@')),
    role: invitation.role,
    passwordHash: null,
    by: 'invitation',
    invitationId: invitation.id,
  })
}

// ───────────── joining

type Newcomer = {
  email: string
  name: string
  role: Role
  passwordHash: string | null
  by: 'invitation' | 'command line'
  invitationId?: string
}

/** Makes the person; recorded as their own act where they came by a link. */
async function join(tx: Tx, ctx: Context, newcomer: Newcomer): Promise<Member> {
  const { email, name, role, passwordHash, by, invitationId } = newcomer
  if (invitationId) {
    await tx.invitation.update({ where: { id: invitationId }, data: { acceptedAt: ctx.now } })
  }
  await closeInvitations(tx, ctx, email)
  const { id } = await tx.user.create({
    data: { email, name, role, passwordHash, createdAt: ctx.now },
    select: { id: true },
  })
  const member: Member = { kind: 'member', id, name, role, sessionId: null }
  const actor = by === 'invitation' ? member : ctx.actor
  await record(
    tx,
    { ...ctx, actor },
    { personId: id },
    { type: 'person.joined', payload: { role, by } },
  )
  return member
}

/**
 * Invites somebody by a link, which the caller shows once. An earlier open invitation of the address ends, so that
 * a lost link is replaced by inviting again.
 */
export async function invitePerson(
  ctx: Context,
  input: InvitePerson,
): Promise<{ invitationId: string; email: string; token: string }> {
  const made = await act(ctx, 'invitePerson', input, async (tx, ctx) => {
    const member = demand(ctx.actor, 'people:manage')
    await lockEmail(tx, input.email)
    const person = await tx.user.findUnique({ where: { email: input.email }, select: { id: true } })
    if (person) throw new AppError('invalid', 'already_a_person', { field: 'email' })
    const invitationId = await insertInvitation(tx, ctx, member, input)
    await record(
      tx,
      ctx,
      { personId: member.id },
      { type: 'person.invited', payload: { email: input.email, role: input.role } },
    )
    return { invitationId, email: input.email }
  })
  return { ...made, token: tokenOf(made.invitationId) }
}

/**
 * Makes a link by which a person sets a new password: for whoever forgot theirs, since nothing here sends mail. It is
 * recorded, because whoever makes it could use it.
 */
export async function makePasswordLink(
  ctx: Context,
  input: PersonInput,
): Promise<{ invitationId: string; email: string; token: string }> {
  const made = await act(ctx, 'makePasswordLink', input, async (tx, ctx) => {
    const member = demand(ctx.actor, 'people:manage')
    const person = await tx.user.findUnique({ where: { id: input.personId } })
    if (!person) throw new AppError('not_found', 'person')
    if (person.deactivatedAt) throw new AppError('refused', 'person_is_deactivated')
    await lockEmail(tx, person.email)
    const invitationId = await insertInvitation(tx, ctx, member, person)
    await record(
      tx,
      ctx,
      { personId: person.id },
      { type: 'person.password-link-made', payload: {} },
    )
    return { invitationId, email: person.email }
  })
  return { ...made, token: tokenOf(made.invitationId) }
}

async function insertInvitation(
  tx: Tx,
  ctx: Context,
  by: Member,
  { email, role }: { email: string; role: Role },
): Promise<string> {
  await closeInvitations(tx, ctx, email)
  const id = randomUUID()
  await tx.invitation.create({
    data: {
      id,
      tokenHash: hashOfToken(tokenOf(id)),
      email,
      role,
      invitedById: by.id,
      createdAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + INVITATION_DAYS * 24 * 60 * 60 * 1000),
    },
  })
  return id
}

export async function revokeInvitation(
  ctx: Context,
  input: RevokeInvitation,
): Promise<{ invitationId: string }> {
  return act(ctx, 'revokeInvitation', input, async (tx, ctx) => {
    const member = demand(ctx.actor, 'people:manage')
    const { count } = await tx.invitation.updateMany({
      where: { id: input.invitationId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: ctx.now },
    })
    const invitation = await tx.invitation.findUnique({ where: { id: input.invitationId } })
    if (!invitation) throw new AppError('not_found', 'invitation')
    if (count === 0) throw new AppError('conflict', 'invitation_is_closed')
    await record(
      tx,
      ctx,
      { personId: member.id },
      { type: 'person.invitation-revoked', payload: { email: invitation.email } },
    )
    return { invitationId: invitation.id }
  })
}

/** Makes the invited person and signs them in. */
export async function acceptInvitation(ctx: Context, input: AcceptInvitation): Promise<SignedIn> {
  const { email } = await openInvitation(ctx.db, ctx, input.token)
  refuseEasyPassword(input.password, [email, input.name])
  const passwordHash = await hashPassword(input.password)
  return act(ctx, 'acceptInvitation', {}, async (tx, ctx) => {
    await lockEmail(tx, email)
    const invitation = await openInvitation(tx, ctx, input.token)
    if (invitation.person) throw new AppError('refused', 'invitation_is_closed')
    const { id: userId } = await join(tx, ctx, {
      email,
      name: input.name,
      role: invitation.role,
      passwordHash,
      by: 'invitation',
      invitationId: invitation.id,
    })
    return { userId, sessionId: await openSession(tx, ctx, userId) }
  })
}

/** Sets a new password by a link that `makePasswordLink` made; every other session of the person ends. */
export async function changePasswordByLink(
  ctx: Context,
  input: ChangePasswordByLink,
): Promise<SignedIn> {
  const { email, person } = await openInvitation(ctx.db, ctx, input.token)
  refuseEasyPassword(input.password, [email, person?.name ?? ''])
  const passwordHash = await hashPassword(input.password)
  return act(ctx, 'changePasswordByLink', {}, async (tx, ctx) => {
    await lockEmail(tx, email)
    const invitation = await openInvitation(tx, ctx, input.token)
    if (!invitation.person) throw new AppError('refused', 'invitation_is_closed')
    const userId = invitation.person.id
    await lockPeople(tx, userId)
    await tx.invitation.update({ where: { id: invitation.id }, data: { acceptedAt: ctx.now } })
    await tx.user.update({ where: { id: userId }, data: { passwordHash } })
    await revokeSessions(tx, ctx, userId)
    const member: Member = { kind: 'member', sessionId: null, ...invitation.person }
    await record(
      tx,
      { ...ctx, actor: member },
      { personId: userId },
      { type: 'person.password-changed', payload: {} },
    )
    return { userId, sessionId: await openSession(tx, ctx, userId) }
  })
}

/** Ends what is still open for an address: a link made to let somebody join must not later change their password. */
async function closeInvitations(tx: Tx, ctx: Context, email: string): Promise<void> {
  await tx.invitation.updateMany({
    where: { email, acceptedAt: null, revokedAt: null },
    data: { revokedAt: ctx.now },
  })
}

/** The invitation behind a link that still works, with the active person of its address, if there is one. */
async function openInvitation(db: Tx, ctx: Context, token: string) {
  const invitation = await db.invitation.findUnique({ where: { tokenHash: hashOfToken(token) } })
  if (!invitation) throw new AppError('not_found', 'invitation')
  const person = await db.user.findUnique({
    where: { email: invitation.email },
    select: { id: true, name: true, role: true, deactivatedAt: true },
  })
  if (invitationState(invitation, ctx.now) !== 'open' || person?.deactivatedAt) {
    throw new AppError('refused', 'invitation_is_closed')
  }
  const { id, email, role } = invitation
  return {
    id,
    email,
    role,
    person: person && { id: person.id, name: person.name, role: person.role },
  }
}

function refuseEasyPassword(password: string, about: string[]): void {
  const [reason] = passwordProblem(password, about)?.split(':') ?? []
  if (reason) throw new AppError('invalid', reason, { field: 'password' })
}

/** Lets one act at a time make a person or an invitation of this address. */
async function lockEmail(tx: Tx, email: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`email:${email}`}, 0))`
}

// ───────────── admins' acts

/** Changes what a person may do from their next request on. */
export async function changeRole(ctx: Context, input: ChangeRole): Promise<{ personId: string }> {
  return act(ctx, 'changeRole', input, async (tx, ctx) => {
    const member = demand(ctx.actor, 'people:manage')
    const { person, activeAdmins } = await lockPeople(tx, input.personId)
    const decision = decideRole(member.id, person, input.role, activeAdmins)
    if (!decision.ok) throw new AppError('refused', decision.reason)
    if (person.role === input.role) return { personId: person.id }
    if (person.role !== input.was)
      throw new AppError('conflict', 'role_changed', { facts: { role: person.role } })
    await tx.user.update({ where: { id: person.id }, data: { role: input.role } })
    await record(
      tx,
      ctx,
      { personId: person.id },
      { type: 'person.role-changed', payload: { before: person.role, after: input.role } },
    )
    return { personId: person.id }
  })
}

/** Ends every session of a person; they may sign in again. */
export async function signOutEverywhere(
  ctx: Context,
  input: PersonInput,
): Promise<{ personId: string; sessions: number }> {
  return act(ctx, 'signOutEverywhere', input, async (tx, ctx) => {
    demand(ctx.actor, 'people:manage')
    const { person } = await lockPeople(tx, input.personId)
    const sessions = await revokeSessions(tx, ctx, person.id)
    await record(
      tx,
      ctx,
      { personId: person.id },
      { type: 'person.signed-out-everywhere', payload: { sessions } },
    )
    return { personId: person.id, sessions }
  })
}

/** Keeps a person out from their next request on. What they did stays theirs. */
export async function deactivatePerson(
  ctx: Context,
  input: PersonInput,
): Promise<{ personId: string }> {
  return act(ctx, 'deactivatePerson', input, async (tx, ctx) => {
    const member = demand(ctx.actor, 'people:manage')
    const { person, activeAdmins } = await lockPeople(tx, input.personId)
    const decision = decideDeactivation(member.id, person, activeAdmins)
    if (!decision.ok) throw new AppError('refused', decision.reason)
    if (!person.isActive) return { personId: person.id }
    await tx.user.update({ where: { id: person.id }, data: { deactivatedAt: ctx.now } })
    await revokeSessions(tx, ctx, person.id)
    await closeInvitations(tx, ctx, person.email)
    await record(tx, ctx, { personId: person.id }, { type: 'person.deactivated', payload: {} })
    return { personId: person.id }
  })
}

/** Lets a person in again, with the role they had; their old sessions stay ended. */
export async function reactivatePerson(
  ctx: Context,
  input: PersonInput,
): Promise<{ personId: string }> {
  return act(ctx, 'reactivatePerson', input, async (tx, ctx) => {
    demand(ctx.actor, 'people:manage')
    const { person } = await lockPeople(tx, input.personId)
    if (person.isActive) return { personId: person.id }
    await tx.user.update({ where: { id: person.id }, data: { deactivatedAt: null } })
    await record(tx, ctx, { personId: person.id }, { type: 'person.reactivated', payload: {} })
    return { personId: person.id }
  })
}

type LockedPerson = { id: string; email: string; role: Role; isActive: boolean }

/**
 * Locks a person together with all active admins, in one order: two admins who demote each other at the same
 * moment come one after the other, and the second finds out that they would be the last.
 */
async function lockPeople(
  tx: Tx,
  personId: string,
): Promise<{ person: LockedPerson; activeAdmins: number }> {
  const locked = await tx.$queryRaw<LockedPerson[]>`
    SELECT id::text, email, role::text, deactivated_at IS NULL AS "isActive" FROM users
    WHERE id = ${personId}::uuid OR (role = 'admin' AND deactivated_at IS NULL)
    ORDER BY id FOR NO KEY UPDATE`
  const person = locked.find(({ id }) => id === personId)
  if (!person) throw new AppError('not_found', 'person')
  const activeAdmins = locked.filter(({ role, isActive }) => role === 'admin' && isActive).length
  return { person, activeAdmins }
}

// ───────────── from the command line

/**
 * Makes the first admin of an instance, or with `isAnother` one more: the way back in for whoever has the server when no
 * admin can sign in. An address that is known then becomes an active admin with the new password.
 */
export async function createFirstAdmin(
  ctx: Context,
  input: CreateAdmin,
): Promise<{ personId: string; isNew: boolean }> {
  if (ctx.actor.kind !== 'system') throw new AppError('forbidden', 'people:manage')
  refuseEasyPassword(input.password, [input.email, input.name])
  const passwordHash = await hashPassword(input.password)
  return act(ctx, 'createFirstAdmin', {}, async (tx, ctx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('first admin', 0))`
    const admins = await tx.user.count({ where: { role: 'admin', deactivatedAt: null } })
    if (admins > 0 && !input.isAnother) {
      throw new AppError('refused', 'has_admin', { facts: { admins } })
    }
    await lockEmail(tx, input.email)
    const known = await tx.user.findUnique({ where: { email: input.email } })
    if (known) {
      await restoreAdmin(tx, ctx, known, passwordHash)
      return { personId: known.id, isNew: false }
    }
    const { email, name } = input
    const { id } = await join(tx, ctx, {
      email,
      name,
      role: 'admin',
      passwordHash,
      by: 'command line',
    })
    return { personId: id, isNew: true }
  })
}

async function restoreAdmin(
  tx: Tx,
  ctx: Context,
  known: { id: string },
  passwordHash: string,
): Promise<void> {
  const { person } = await lockPeople(tx, known.id)
  const subject = { personId: person.id }
  await tx.user.update({
    where: { id: person.id },
    data: { role: 'admin', passwordHash, deactivatedAt: null },
  })
  await revokeSessions(tx, ctx, person.id)
  await record(tx, ctx, subject, { type: 'person.password-changed', payload: {} })
  if (!person.isActive) await record(tx, ctx, subject, { type: 'person.reactivated', payload: {} })
  if (person.role !== 'admin') {
    await record(tx, ctx, subject, {
      type: 'person.role-changed',
      payload: { before: person.role, after: 'admin' },
    })
  }
}
