import { describe, expect, it } from 'vitest'
import type { Actor } from '@/lib/auth/actor'
import { type Act, demand, leastRole, may } from '@/lib/auth/policy'
import { includesRole, type Role, role } from '@/lib/auth/roles'
import { AppError } from '@/lib/errors'

const yes = true
const no = false

/** Who may do what, as the newsroom would write it on the wall. */
const policy: Record<Act, Record<Role, boolean>> = {
  'desk:read': { contributor: yes, editor: yes, admin: yes },
  'source:create': { contributor: yes, editor: yes, admin: yes },
  'source:edit': { contributor: no, editor: yes, admin: yes },
  'source:add-alias': { contributor: no, editor: yes, admin: yes },
  'source:grade': { contributor: no, editor: no, admin: yes },
  'document:add': { contributor: yes, editor: yes, admin: yes },
  'document:change-origin': { contributor: no, editor: yes, admin: yes },
  'story:create': { contributor: no, editor: yes, admin: yes },
  'story:edit': { contributor: no, editor: yes, admin: yes },
  'story:show': { contributor: no, editor: yes, admin: yes },
  'intake:start': { contributor: yes, editor: yes, admin: yes },
  'intake:decide': { contributor: yes, editor: yes, admin: yes },
  'intake:drop': { contributor: yes, editor: yes, admin: yes },
  'intake:file': { contributor: yes, editor: yes, admin: yes },
  'claim:file': { contributor: yes, editor: yes, admin: yes },
  'claim:edit': { contributor: yes, editor: yes, admin: yes },
  'claim:assign': { contributor: yes, editor: yes, admin: yes },
  'claim:change-stage': { contributor: no, editor: yes, admin: yes },
  'claim:show': { contributor: no, editor: yes, admin: yes },
  'claim:withdraw': { contributor: no, editor: no, admin: yes },
  'appearance:add': { contributor: yes, editor: yes, admin: yes },
  'appearance:withdraw': { contributor: yes, editor: yes, admin: yes },
  'relation:add': { contributor: yes, editor: yes, admin: yes },
  'relation:withdraw': { contributor: yes, editor: yes, admin: yes },
  'evidence:attach': { contributor: yes, editor: yes, admin: yes },
  'evidence:grade': { contributor: no, editor: yes, admin: yes },
  'evidence:withdraw': { contributor: yes, editor: yes, admin: yes },
  'verdict:propose': { contributor: no, editor: yes, admin: yes },
  'verdict:take-back': { contributor: no, editor: yes, admin: yes },
  'verdict:approve': { contributor: no, editor: yes, admin: yes },
  'verdict:send-back': { contributor: no, editor: yes, admin: yes },
  'people:manage': { contributor: no, editor: no, admin: yes },
  'activity:read': { contributor: yes, editor: yes, admin: yes },
}

const acts = Object.keys(leastRole) as Act[]

function memberWith(role: Role): Extract<Actor, { kind: 'member' }> {
  const id = '00000000-0000-7000-8000-000000000001'
  return { kind: 'member', id, name: 'Rana Haddad', role, sessionId: null }
}

/** The code of what `work` throws, or 'allowed'. */
function outcome(work: () => unknown): string {
  try {
    work()
    return 'allowed'
  } catch (error) {
    return error instanceof AppError ? `${error.code}: ${error.reason}` : String(error)
  }
}

describe('who may do what', () => {
  const rows = acts.flatMap((act) => role.options.map((each) => [each, act] as const))

  it('has a row for every act, and every act is in it', () => {
    expect(Object.keys(policy).sort()).toEqual([...acts].sort())
  })

  it.each(rows)('%s, %s', (each, act) => {
    const isAllowed = policy[act][each]
    expect(may(memberWith(each), act)).toBe(isAllowed)
    expect(outcome(() => demand(memberWith(each), act))).toBe(
      isAllowed ? 'allowed' : `forbidden: ${act}`,
    )
  })

  it.each(acts)('the public may not: %s', (act) => {
    expect(may({ kind: 'public' }, act)).toBe(false)
    expect(outcome(() => demand({ kind: 'public' }, act))).toBe(`forbidden: ${act}`)
  })

  it.each(acts)('the system may, but signs nothing with a name it does not have: %s', (act) => {
    expect(may({ kind: 'system' }, act)).toBe(true)
    expect(outcome(() => demand({ kind: 'system' }, act))).toBe(`forbidden: ${act}`)
  })
})

describe('a role includes what the lesser ones may', () => {
  it.each([
    ['contributor', 'contributor', yes],
    ['contributor', 'editor', no],
    ['contributor', 'admin', no],
    ['editor', 'contributor', yes],
    ['editor', 'editor', yes],
    ['editor', 'admin', no],
    ['admin', 'contributor', yes],
    ['admin', 'editor', yes],
    ['admin', 'admin', yes],
  ] as const)('%s includes %s: %s', (given, needed, expected) => {
    expect(includesRole(given, needed)).toBe(expected)
  })
})
