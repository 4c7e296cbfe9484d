import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { demoPeople } from '@/lib/auth/demo-people'
import {
  decideDeactivation,
  decideRole,
  invitationState,
  passwordProblem,
  THROTTLE_MEMORY_SECONDS,
  type ThrottleKind,
  throttleStanding,
  waitAfter,
} from '@/lib/auth/rules'

const now = new Date('2026-03-01T12:00:00Z')
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)

describe('slowing guesses down', () => {
  test.each<[ThrottleKind, number, number]>([
    ['account', 0, 0],
    ['account', 4, 0],
    ['account', 5, 2],
    ['account', 6, 4],
    ['account', 10, 64],
    ['account', 12, 256],
    ['account', 13, 300],
    ['account', 1_000_000, 300],
    ['address', 29, 0],
    ['address', 30, 1],
    ['address', 35, 32],
    ['address', 36, 60],
    ['address', 1_000_000, 60],
  ])('%s with %i failures waits %i s', (kind, failures, seconds) => {
    expect(waitAfter(kind, failures)).toBe(seconds)
  })

  test.each<[string, number, number, number]>([
    ['at once', 6, 0, 4],
    ['a moment later', 6, 1.2, 3],
    ['when the wait is over', 6, 4, 0],
    ['from a clock that was ahead', 6, -3600, 4],
    ['when the failures are forgotten', 100, THROTTLE_MEMORY_SECONDS, 0],
  ])('says how long is left %s', (_when, failures, age, waitSeconds) => {
    const standing = throttleStanding('account', { failures, lastFailureAt: ago(age) }, now)
    expect(standing.waitSeconds).toBe(waitSeconds)
  })

  test('starts afresh for whom nothing is known, and after a day', () => {
    expect(throttleStanding('account', null, now).failures).toBe(0)
    const old = { failures: 9, lastFailureAt: ago(THROTTLE_MEMORY_SECONDS) }
    expect(throttleStanding('account', old, now).failures).toBe(0)
  })

  test('never gets shorter with more failures and never becomes a lock-out', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<ThrottleKind>('account', 'address'),
        fc.nat(),
        fc.nat(),
        (kind, a, b) => {
          const [fewer, more] = [Math.min(a, b), Math.max(a, b)]
          expect(waitAfter(kind, fewer)).toBeLessThanOrEqual(waitAfter(kind, more))
          expect(waitAfter(kind, more)).toBeLessThanOrEqual(300)
        },
      ),
    )
  })
})

describe('choosing a password', () => {
  test.each([
    'correct horse battery',
    'winter lemons 7 boats',
    'Ümlaut-Straße-Käse',
    'كلمة مرور طويلة جدا',
    '我们的新闻编辑室有三张桌子',
    'x9$kQ2!vLp0Z',
    ...demoPeople.map(({ password }) => password),
  ])('takes %s', (password) => {
    expect(passwordProblem(password, ['amal@example.org'])).toBeNull()
  })

  test.each([
    ['short', 'too_short:12'],
    ['eleven chars'.slice(0, 11), 'too_short:12'],
    ['🦊'.repeat(11), 'too_short:12'],
    ['correct horse '.repeat(20), 'too_long:200'],
    ['aaaaaaaaaaaaaaaa', 'password_too_easy'],
    ['abababababababab', 'password_too_easy'],
    ['secretsecretsecret', 'password_too_easy'],
    ['lemon1lemon1lemon1', 'password_too_easy'],
    ['123456789012', 'password_too_easy'],
    ['abcdefghijklmnop', 'password_too_easy'],
    ['ponmlkjihgfedcba', 'password_too_easy'],
    ['qwertyuiop123456', 'password_too_easy'],
    ['Password123456!', 'password_too_easy'],
    ['counterclaim2026', 'password_too_easy'],
    ['Admin-Welcome-99', 'password_too_easy'],
    ['Haddad-amal-1987', 'password_too_easy'],
  ])('refuses %s', (password, problem) => {
    expect(passwordProblem(password, ['amal@example.org', 'Amal Haddad'])).toBe(problem)
  })

  test('answers for any text at all, in reasonable time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (password) => {
        const problem = passwordProblem(password, [password])
        expect(problem === null || typeof problem === 'string').toBe(true)
      }),
    )
  })
})

describe('managing people', () => {
  const you = 'you'
  const admin = (id: string) => ({ id, role: 'admin' as const, isActive: true })

  test.each([
    ['an editor becomes an admin', { ...admin('b'), role: 'editor' as const }, 'admin', 1, null],
    ['an admin becomes an editor beside others', admin('b'), 'editor', 2, null],
    ['the last admin stays one', admin('b'), 'editor', 1, 'last_admin'],
    ['the last admin may be named an admin again', admin('b'), 'admin', 1, null],
    ['nobody changes their own role', admin(you), 'editor', 5, 'own_role'],
    ['not even to the same', admin(you), 'admin', 5, 'own_role'],
    ['a deactivated admin is not the last', { ...admin('b'), isActive: false }, 'editor', 1, null],
  ] as const)('%s', (_promise, person, role, activeAdmins, reason) => {
    const decision = decideRole(you, person, role, activeAdmins)
    expect(decision).toEqual(reason ? { ok: false, reason } : { ok: true })
  })

  test.each([
    ['an editor can be deactivated', { ...admin('b'), role: 'editor' as const }, 1, null],
    ['an admin beside others too', admin('b'), 2, null],
    ['the last admin not', admin('b'), 1, 'last_admin'],
    ['oneself never', admin(you), 3, 'own_account'],
  ] as const)('%s', (_promise, person, activeAdmins, reason) => {
    const decision = decideDeactivation(you, person, activeAdmins)
    expect(decision).toEqual(reason ? { ok: false, reason } : { ok: true })
  })

  test('no order of acts leaves the desk without an admin', () => {
    const act = fc.record({
      by: fc.nat({ max: 3 }),
      on: fc.nat({ max: 3 }),
      what: fc.constantFrom('editor', 'admin', 'deactivate', 'reactivate'),
    })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const people = [0, 1, 2, 3].map(
          (each) =>
            admin(String(each)) as { id: string; role: 'admin' | 'editor'; isActive: boolean },
        )
        const admins = () => people.filter((each) => each.role === 'admin' && each.isActive)
        for (const { by, on, what } of acts) {
          const actor = people[by]
          const person = people[on]
          if (!actor || !person || !admins().includes(actor)) continue
          if (what === 'reactivate') person.isActive = true
          else if (what === 'deactivate') {
            if (decideDeactivation(actor.id, person, admins().length).ok) person.isActive = false
          } else if (decideRole(actor.id, person, what as 'admin' | 'editor', admins().length).ok) {
            person.role = what as 'admin' | 'editor'
          }
          expect(admins().length).toBeGreaterThan(0)
        }
      }),
    )
  })
})

describe('the link of an invitation', () => {
  const open = { expiresAt: ago(-60), acceptedAt: null, revokedAt: null }
  test.each([
    ['open', open],
    ['expired', { ...open, expiresAt: now }],
    ['accepted', { ...open, acceptedAt: ago(1) }],
    ['revoked', { ...open, revokedAt: ago(1) }],
    ['accepted', { ...open, acceptedAt: ago(1), expiresAt: ago(1) }],
  ] as const)('is %s', (state, invitation) => {
    expect(invitationState(invitation, now)).toBe(state)
  })
})
