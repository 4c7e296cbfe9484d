import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Actor } from '@/lib/auth/actor'
import {
  acceptInvitation,
  changePasswordByLink,
  changeRole,
  createFirstAdmin,
  deactivatePerson,
  invitePerson,
  linkOrCreate,
  makePasswordLink,
  reactivatePerson,
  revokeInvitation,
  signIn,
  signOut,
  signOutEverywhere,
} from '@/lib/auth/commands'
import { demoPeople } from '@/lib/auth/demo-people'
import { hashPassword } from '@/lib/auth/passwords'
import { getInvitation, getPeoplePage, getSignInPage } from '@/lib/auth/queries'
import type { Role } from '@/lib/auth/roles'
import { INVITATION_DAYS } from '@/lib/auth/rules'
import { memberOfSession, SESSION_SECONDS } from '@/lib/auth/sessions'
import type { Context } from '@/lib/context'
import type { Db } from '@/lib/db'
import { asOwner, freshDatabase } from '@/lib/testing/database'

type Member = Extract<Actor, { kind: 'member' }>

const PASSWORD = 'four boats on a lemon lake'
const start = new Date('2026-03-01T12:00:00Z')
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000)

let db: Db
let ownerUrl: string
let drop: () => Promise<void>
let admin: Member

beforeAll(() => {
  vi.stubEnv('DATABASE_URL', 'postgresql://nobody@127.0.0.1:1/nothing')
  vi.stubEnv('DATA_DIR', '/nowhere')
  vi.stubEnv('PUBLIC_URL', 'http://localhost:3000')
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret that only these tests have, long enough')
  vi.stubEnv('INTERNAL_SECRET', 'a secret that only these tests have, long enough')
  vi.stubEnv('INTERNAL_ORIGIN', 'http://127.0.0.1:9')
})

beforeEach(async () => {
  ;({ db, ownerUrl, drop } = await freshDatabase())
  admin = await person('admin', 'ada@example.org')
})

afterEach(() => drop())

const as = (actor: Actor, now = start): Context => ({ actor, now, db })
const anybody = (now = start) => as({ kind: 'public' }, now)
const system = (now = start) => as({ kind: 'system' }, now)

/** Somebody who is there already, with a password that nobody needs. */
async function person(role: Role, email: string, name = email): Promise<Member> {
  const user = await db.user.create({ data: { role, email, name, createdAt: start } })
  return { kind: 'member', id: user.id, name, role, sessionId: null }
}

/** Somebody who came by an invitation and can sign in with `PASSWORD`. */
async function joined(email: string, role: Role = 'editor', now = start): Promise<Member> {
  const { token } = await invitePerson(as(admin, now), { email, role })
  const input = { token, name: email, password: PASSWORD }
  const { userId, sessionId } = await acceptInvitation(anybody(now), input)
  return { kind: 'member', id: userId, name: email, role, sessionId }
}

const tryPassword = (
  email: string,
  password: string,
  { now = start, address = '203.0.113.9' } = {},
) => signIn(anybody(now), { email, password, address })

/** Why it failed; fails the test when it did not. */
async function reasonOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'nothing was refused',
    (error) => error.reason ?? String(error),
  )
}

const activity = async (personId: string) =>
  (await db.activity.findMany({ where: { personId }, orderBy: { id: 'asc' } })).map(
    (row) => row.type,
  )

describe('signing in', () => {
  test('opens a session that names nobody but leads to the person', async () => {
    const { id } = await joined('eva@example.org')
    const { sessionId } = await tryPassword('eva@example.org', PASSWORD)
    expect(sessionId).toMatch(/^[\w-]{43}$/)
    expect(await memberOfSession(db, sessionId, start)).toMatchObject({
      id,
      role: 'editor',
      sessionId,
    })
  })

  test('gives one answer to wrong password, unknown address, deactivated and password-less', async () => {
    await joined('eva@example.org')
    const gone = await joined('gone@example.org')
    await deactivatePerson(as(admin), { personId: gone.id })
    for (const [email, password] of [
      ['eva@example.org', 'not her password at all'],
      ['nobody@example.org', PASSWORD],
      ['gone@example.org', PASSWORD],
      ['ada@example.org', PASSWORD],
    ] as const) {
      expect(await reasonOf(tryPassword(email, password))).toBe('wrong_credentials')
    }
  })

  test('ends with the session, at its end, and when its person signs out', async () => {
    const eva = await joined('eva@example.org')
    const sessionId = eva.sessionId ?? ''
    expect(await memberOfSession(db, sessionId, later(SESSION_SECONDS - 1))).not.toBeNull()
    expect(await memberOfSession(db, sessionId, later(SESSION_SECONDS))).toBeNull()
    await signOut(as(eva))
    expect(await memberOfSession(db, sessionId, start)).toBeNull()
    expect(await memberOfSession(db, 'made up', start)).toBeNull()
  })
})

describe('slowing guesses down', () => {
  const wrong = 'not the password of anybody'

  test('makes the sixth guess at an account wait, the right password included', async () => {
    await joined('eva@example.org')
    for (let guess = 0; guess < 5; guess++) {
      expect(await reasonOf(tryPassword('eva@example.org', wrong))).toBe('wrong_credentials')
    }
    const sixth = tryPassword('eva@example.org', PASSWORD, { now: later(1) })
    await expect(sixth).rejects.toMatchObject({
      reason: 'sign_in_throttled',
      details: { facts: { seconds: 1 } },
    })
    await expect(tryPassword('eva@example.org', PASSWORD, { now: later(2) })).resolves.toBeTruthy()
  })

  test('makes unknown addresses wait just the same', async () => {
    for (let guess = 0; guess < 5; guess++) await reasonOf(tryPassword('nobody@example.org', wrong))
    expect(await reasonOf(tryPassword('nobody@example.org', wrong))).toBe('sign_in_throttled')
  })

  test('starts the account afresh after a success', async () => {
    await joined('eva@example.org')
    for (let guess = 0; guess < 4; guess++) await reasonOf(tryPassword('eva@example.org', wrong))
    await tryPassword('eva@example.org', PASSWORD)
    for (let guess = 0; guess < 5; guess++) {
      expect(await reasonOf(tryPassword('eva@example.org', wrong))).toBe('wrong_credentials')
    }
  })

  test('makes a network address wait that tries many accounts, and nobody elsewhere', async () => {
    await joined('eva@example.org')
    for (let guess = 0; guess < 30; guess++) {
      await reasonOf(tryPassword(`nobody${guess}@example.org`, wrong))
    }
    expect(await reasonOf(tryPassword('eva@example.org', PASSWORD))).toBe('sign_in_throttled')
    await expect(
      tryPassword('eva@example.org', PASSWORD, { address: '198.51.100.7' }),
    ).resolves.toBeTruthy()
  })

  test('an own account does not wipe out the failures of a network address', async () => {
    await joined('eva@example.org')
    for (let guess = 0; guess < 29; guess++) {
      await reasonOf(tryPassword(`nobody${guess}@example.org`, wrong))
    }
    await tryPassword('eva@example.org', PASSWORD)
    await reasonOf(tryPassword('nobody29@example.org', wrong))
    expect(await reasonOf(tryPassword('nobody30@example.org', wrong))).toBe('sign_in_throttled')
  })

  test('counts guesses that arrive at once one by one', async () => {
    await joined('eva@example.org')
    const guesses = Array.from({ length: 20 }, (_, index) =>
      reasonOf(tryPassword('eva@example.org', wrong, { address: `203.0.113.${index}` })),
    )
    const reasons = await Promise.all(guesses)
    expect(reasons.filter((reason) => reason === 'wrong_credentials')).toHaveLength(5)
    expect(reasons.filter((reason) => reason === 'sign_in_throttled')).toHaveLength(15)
  })

  test('stores neither accounts nor network addresses in the clear', async () => {
    await reasonOf(tryPassword('eva@example.org', wrong))
    const rows = await db.signInThrottle.findMany()
    expect(rows).toHaveLength(2)
    expect(JSON.stringify(rows)).not.toMatch(/eva|203/)
  })
})

describe('inviting', () => {
  test('lets the holder of the link join with the role it names, once', async () => {
    const { token } = await invitePerson(as(admin), { email: 'eva@example.org', role: 'editor' })
    expect(await getInvitation(anybody(), token)).toMatchObject({
      email: 'eva@example.org',
      role: 'editor',
      invitedBy: admin.name,
      state: 'open',
    })
    const input = { token, name: 'Eva', password: PASSWORD }
    const { userId, sessionId } = await acceptInvitation(anybody(), input)
    expect(await memberOfSession(db, sessionId, start)).toMatchObject({
      name: 'Eva',
      role: 'editor',
    })
    expect(await activity(userId)).toEqual(['person.joined'])
    expect(await reasonOf(acceptInvitation(anybody(), input))).toBe('invitation_is_closed')
    expect(await getInvitation(anybody(), token)).toMatchObject({ state: 'closed' })
  })

  test('makes one person of a link that is used twice at once', async () => {
    const { token } = await invitePerson(as(admin), { email: 'eva@example.org', role: 'editor' })
    const use = () => acceptInvitation(anybody(), { token, name: 'Eva', password: PASSWORD })
    const reasons = await Promise.all([reasonOf(use()), reasonOf(use()), reasonOf(use())])
    expect(reasons.filter((reason) => reason === 'invitation_is_closed')).toHaveLength(2)
    expect(await db.user.count({ where: { email: 'eva@example.org' } })).toBe(1)
  })

  test('stores no token: not with the invitation, not with the remembered answer, not in the record', async () => {
    const requestId = crypto.randomUUID()
    const input = { requestId, email: 'eva@example.org', role: 'editor' as const }
    const first = await invitePerson(as(admin), input)
    const repeat = await invitePerson(as(admin), input)
    expect(repeat.token).toBe(first.token)
    expect(await db.invitation.count()).toBe(1)
    const kept = JSON.stringify([
      await db.invitation.findMany(),
      await db.submission.findMany(),
      (await db.activity.findMany()).map(({ payload }) => payload),
    ])
    expect(kept).not.toContain(first.token)
  })

  test('replaces an earlier link, ends after a week, and can be taken back', async () => {
    const invite = () => invitePerson(as(admin), { email: 'eva@example.org', role: 'editor' })
    const [first, second] = [await invite(), await invite()]
    const use = (token: string, now = start) =>
      reasonOf(acceptInvitation(anybody(now), { token, name: 'Eva', password: PASSWORD }))
    expect(await use(first.token)).toBe('invitation_is_closed')
    expect(await use(second.token, later(INVITATION_DAYS * 86_400))).toBe('invitation_is_closed')
    await revokeInvitation(as(admin), { invitationId: second.invitationId })
    expect(await use(second.token)).toBe('invitation_is_closed')
    expect(await use('x'.repeat(43))).toBe('invitation')
  })

  test('refuses an address that is here already, and a password made of it', async () => {
    const again = invitePerson(as(admin), { email: 'ada@example.org', role: 'editor' })
    expect(await reasonOf(again)).toBe('already_a_person')
    const { token } = await invitePerson(as(admin), {
      email: 'eva.lindgren@example.org',
      role: 'editor',
    })
    const easy = acceptInvitation(anybody(), { token, name: 'Eva', password: 'eva-lindgren-1' })
    expect(await reasonOf(easy)).toBe('password_too_easy')
  })

  test('a link to join never becomes a link to somebody’s password', async () => {
    const { token } = await invitePerson(as(admin), { email: 'eva@example.org', role: 'editor' })
    await createFirstAdmin(system(), {
      email: 'eva@example.org',
      name: 'Eva',
      password: PASSWORD,
      isAnother: true,
    })
    const use = changePasswordByLink(anybody(), { token, password: 'another long password' })
    expect(await reasonOf(use)).toBe('invitation_is_closed')
  })
})

describe('a password link', () => {
  test('sets a new password, ends the old sessions and works once', async () => {
    const eva = await joined('eva@example.org')
    const { token } = await makePasswordLink(as(admin), { personId: eva.id })
    const input = { token, password: 'an entirely new password' }
    const { sessionId } = await changePasswordByLink(anybody(), input)
    expect(await memberOfSession(db, eva.sessionId ?? '', start)).toBeNull()
    expect(await memberOfSession(db, sessionId, start)).toMatchObject({ id: eva.id })
    expect(await reasonOf(tryPassword('eva@example.org', PASSWORD))).toBe('wrong_credentials')
    await expect(tryPassword('eva@example.org', input.password)).resolves.toBeTruthy()
    expect(await reasonOf(changePasswordByLink(anybody(), input))).toBe('invitation_is_closed')
    expect(await activity(eva.id)).toEqual([
      'person.joined',
      'person.password-link-made',
      'person.password-changed',
    ])
  })

  test('dies with the account', async () => {
    const eva = await joined('eva@example.org')
    const { token } = await makePasswordLink(as(admin), { personId: eva.id })
    await deactivatePerson(as(admin), { personId: eva.id })
    await reactivatePerson(as(admin), { personId: eva.id })
    const use = changePasswordByLink(anybody(), { token, password: 'an entirely new password' })
    expect(await reasonOf(use)).toBe('invitation_is_closed')
  })
})

describe('managing people', () => {
  test('is for admins: every act is refused to everybody else and writes nothing', async () => {
    const eva = await joined('eva@example.org')
    const tom = await joined('tom@example.org', 'contributor')
    const before = await db.activity.count()
    const personId = eva.id
    for (const actor of [eva, tom, { kind: 'public' } as const, { kind: 'system' } as const]) {
      const ctx = as(actor)
      const acts = [
        invitePerson(ctx, { email: 'new@example.org', role: 'admin' }),
        makePasswordLink(ctx, { personId }),
        revokeInvitation(ctx, { invitationId: personId }),
        changeRole(ctx, { personId, was: 'editor', role: 'admin' }),
        signOutEverywhere(ctx, { personId }),
        deactivatePerson(ctx, { personId }),
        reactivatePerson(ctx, { personId }),
      ]
      const reasons = await Promise.all(acts.map(reasonOf))
      expect(reasons).toEqual(acts.map(() => 'people:manage'))
      expect(await reasonOf(getPeoplePage(ctx))).toBe('people')
    }
    expect(await db.activity.count()).toBe(before)
  })

  test('acts at the next request: role, sign-out everywhere, deactivation', async () => {
    const eva = await joined('eva@example.org')
    const seen = () => memberOfSession(db, eva.sessionId ?? '', start)
    await changeRole(as(admin), { personId: eva.id, was: 'editor', role: 'contributor' })
    expect((await seen())?.role).toBe('contributor')
    expect(await signOutEverywhere(as(admin), { personId: eva.id })).toMatchObject({ sessions: 1 })
    expect(await seen()).toBeNull()

    const { sessionId } = await tryPassword('eva@example.org', PASSWORD)
    await deactivatePerson(as(admin), { personId: eva.id })
    expect(await memberOfSession(db, sessionId, start)).toBeNull()
    expect(await reasonOf(tryPassword('eva@example.org', PASSWORD))).toBe('wrong_credentials')

    await reactivatePerson(as(admin), { personId: eva.id })
    expect(await memberOfSession(db, sessionId, start)).toBeNull()
    await expect(tryPassword('eva@example.org', PASSWORD)).resolves.toBeTruthy()
    expect(await activity(eva.id)).toEqual([
      'person.joined',
      'person.role-changed',
      'person.signed-out-everywhere',
      'person.deactivated',
      'person.reactivated',
    ])
  })

  test('does not overwrite a role that somebody else has changed meanwhile', async () => {
    const eva = await joined('eva@example.org')
    await changeRole(as(admin), { personId: eva.id, was: 'editor', role: 'contributor' })
    const stale = changeRole(as(admin), { personId: eva.id, was: 'editor', role: 'admin' })
    await expect(stale).rejects.toMatchObject({ code: 'conflict', reason: 'role_changed' })
  })

  test('keeps an admin when the last two demote or deactivate each other at once', async () => {
    for (let round = 0; round < 5; round++) {
      const other = await person('admin', `other${round}@example.org`)
      const acts = await Promise.all([
        reasonOf(changeRole(as(admin), { personId: other.id, was: 'admin', role: 'editor' })),
        reasonOf(deactivatePerson(as(other), { personId: admin.id })),
      ])
      expect(acts.toSorted()).toEqual(['last_admin', 'nothing was refused'])
      const left = await db.user.findMany({ where: { role: 'admin', deactivatedAt: null } })
      expect(left).toHaveLength(1)
      const [{ id, name } = admin] = left
      admin = { kind: 'member', id, name, role: 'admin', sessionId: null }
    }
  })

  test('never lets a session outlive a deactivation under way', async () => {
    const eva = await joined('eva@example.org')
    await Promise.allSettled([
      tryPassword('eva@example.org', PASSWORD),
      deactivatePerson(as(admin), { personId: eva.id }),
    ])
    await reactivatePerson(as(admin), { personId: eva.id })
    const alive = await db.userSession.count({ where: { userId: eva.id, revokedAt: null } })
    expect(alive).toBe(0)
  })

  test('shows admins everybody, and what each act may be', async () => {
    const eva = await joined('eva@example.org')
    await invitePerson(as(admin), { email: 'new@example.org', role: 'contributor' })
    const page = await getPeoplePage(as(admin))
    expect(page.people.find(({ id }) => id === eva.id)).toMatchObject({
      openSessions: 1,
      hasPassword: true,
      may: { changeRole: true, deactivate: true, reactivate: false },
    })
    expect(page.people.find(({ id }) => id === admin.id)).toMatchObject({
      isYou: true,
      may: { changeRole: false, deactivate: false },
    })
    expect(page.invitations.map(({ email }) => email)).toEqual(['new@example.org'])
  })
})

describe('the first admin', () => {
  const input = { email: 'first@example.org', name: 'First', password: PASSWORD, isAnother: false }

  test('is made where there is none, and once only', async () => {
    await asOwner(ownerUrl, 'DELETE FROM users WHERE id = $1', [admin.id])
    const reasons = await Promise.all(
      [1, 2, 3].map((each) =>
        reasonOf(createFirstAdmin(system(), { ...input, email: `first${each}@example.org` })),
      ),
    )
    expect(reasons.filter((reason) => reason === 'has_admin')).toHaveLength(2)
    expect(await db.user.count({ where: { role: 'admin' } })).toBe(1)
  })

  test('is refused where there is one, unless another is asked for', async () => {
    expect(await reasonOf(createFirstAdmin(system(), input))).toBe('has_admin')
    await createFirstAdmin(system(), { ...input, isAnother: true })
    await expect(tryPassword('first@example.org', PASSWORD)).resolves.toBeTruthy()
  })

  test('can be somebody known, who gets back in with the new password', async () => {
    const eva = await joined('eva@example.org')
    await deactivatePerson(as(admin), { personId: eva.id })
    const password = 'a way back into the desk'
    const made = await createFirstAdmin(system(), {
      ...input,
      email: 'eva@example.org',
      password,
      isAnother: true,
    })
    expect(made).toEqual({ personId: eva.id, isNew: false })
    const { sessionId } = await tryPassword('eva@example.org', password)
    expect(await memberOfSession(db, sessionId, start)).toMatchObject({ role: 'admin' })
  })

  test('is not for members to make', async () => {
    expect(await reasonOf(createFirstAdmin(as(admin), input))).toBe('people:manage')
  })
})

describe('OpenID Connect', () => {
  const claims = {
    iss: 'https://id.example',
    sub: 'subject-1',
    email: 'Eva@Example.org',
    email_verified: true,
    name: 'Eva Lindgren',
  }

  test('signs in an active person by a verified address, and by the account from then on', async () => {
    const eva = await joined('eva@example.org')
    expect((await linkOrCreate(anybody(), claims)).userId).toBe(eva.id)
    const { email: _, email_verified: __, ...bare } = claims
    expect((await linkOrCreate(anybody(), bare)).userId).toBe(eva.id)
    expect(await activity(eva.id)).toEqual(['person.joined', 'person.account-linked'])
  })

  test('lets an invited address join with the invitation’s role', async () => {
    await invitePerson(as(admin), { email: 'eva@example.org', role: 'contributor' })
    const { sessionId } = await linkOrCreate(anybody(), claims)
    expect(await memberOfSession(db, sessionId, start)).toMatchObject({
      name: 'Eva Lindgren',
      role: 'contributor',
    })
    const page = await getPeoplePage(as(admin))
    expect(page.invitations).toEqual([])
  })

  test('makes one person when an invited account arrives twice at once', async () => {
    await invitePerson(as(admin), { email: 'eva@example.org', role: 'contributor' })
    const people = await Promise.all([1, 2, 3].map(() => linkOrCreate(anybody(), claims)))
    expect(new Set(people.map(({ userId }) => userId)).size).toBe(1)
  })

  test.each([
    ['a stranger', { ...claims, email: 'stranger@example.org' }, 'not_invited'],
    ['an unverified address', { ...claims, email_verified: false }, 'email_not_verified'],
    [
      'an address nobody vouches for',
      { ...claims, email_verified: undefined },
      'email_not_verified',
    ],
    ['no address', { ...claims, email: undefined }, 'email_not_verified'],
  ])('never links %s', async (_who, given, reason) => {
    await joined('eva@example.org')
    const people = await db.user.count()
    expect(await reasonOf(linkOrCreate(anybody(), given as typeof claims))).toBe(reason)
    expect(await db.user.count()).toBe(people)
    expect(await db.linkedAccount.count()).toBe(0)
  })

  test('keeps deactivated people out, linked or not', async () => {
    const eva = await joined('eva@example.org')
    await linkOrCreate(anybody(), claims)
    await deactivatePerson(as(admin), { personId: eva.id })
    expect(await reasonOf(linkOrCreate(anybody(), claims))).toBe('not_invited')
    expect(await reasonOf(linkOrCreate(anybody(), { ...claims, sub: 'another' }))).toBe(
      'not_invited',
    )
  })

  test('does not take another provider’s subject for the same person', async () => {
    await joined('eva@example.org')
    await linkOrCreate(anybody(), claims)
    const other = { iss: 'https://other.example', sub: claims.sub }
    expect(await reasonOf(linkOrCreate(anybody(), other))).toBe('email_not_verified')
  })

  test('ignores an invitation that is over', async () => {
    await invitePerson(as(admin), { email: 'eva@example.org', role: 'admin' })
    const afterwards = anybody(later(INVITATION_DAYS * 86_400))
    expect(await reasonOf(linkOrCreate(afterwards, claims))).toBe('not_invited')
  })
})

describe('the sign-in page', () => {
  test('shows the demo’s people and passwords on a demo instance only', async () => {
    for (const { email, name, role, password } of demoPeople) {
      const passwordHash = await hashPassword(password)
      await db.user.create({ data: { email, name, role, passwordHash, createdAt: start } })
    }
    expect((await getSignInPage(anybody())).demo).toEqual([])
    await db.instance.create({ data: { isDemo: true, createdAt: start } })
    const shown = (await getSignInPage(anybody())).demo
    expect(shown.map(({ email }) => email)).toEqual(demoPeople.map(({ email }) => email))
    for (const { email, password } of shown) {
      await expect(tryPassword(email, password)).resolves.toBeTruthy()
    }
    await asOwner(ownerUrl, 'UPDATE instance SET is_demo = false')
    expect((await getSignInPage(anybody())).demo).toEqual([])
  })

  test('says so while nobody can manage the instance', async () => {
    expect((await getSignInPage(anybody())).hasAdmin).toBe(true)
    await asOwner(ownerUrl, 'DELETE FROM users WHERE id = $1', [admin.id])
    expect((await getSignInPage(anybody())).hasAdmin).toBe(false)
  })
})
