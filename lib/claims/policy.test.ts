import { describe, expect, it } from 'vitest'
import type { Actor } from '@/lib/auth/actor'
import type { Role } from '@/lib/auth/roles'
import { mayEditClaim, mayWithdrawRow, visibleClaims } from '@/lib/claims/policy'

function memberWith(role: Role, id = 'me'): Actor {
  return { kind: 'member', id, name: 'Rana Haddad', role, sessionId: null }
}
const shown = new Date('2024-12-07T12:00:00Z')

describe('editing a claim', () => {
  it.each([
    ['contributor', null, true],
    ['contributor', shown, false],
    ['editor', null, true],
    ['editor', shown, true],
    ['admin', null, true],
    ['admin', shown, true],
  ] as const)('%s, shown to readers since %s: %s', (role, publicSince, expected) => {
    expect(mayEditClaim(memberWith(role), { publicSince })).toBe(expected)
  })

  it('is nothing for readers', () => {
    expect(mayEditClaim({ kind: 'public' }, { publicSince: null })).toBe(false)
  })
})

describe('taking back an appearance, a relation or a piece of evidence', () => {
  const mine = { createdById: 'me', publicSince: null }
  const theirs = { createdById: 'them', publicSince: null }

  it.each([
    ['a contributor', 'their own', memberWith('contributor'), mine, true],
    ['a contributor', "a colleague's", memberWith('contributor'), theirs, false],
    ['an editor', 'their own', memberWith('editor'), mine, true],
    ['an editor', "a colleague's", memberWith('editor'), theirs, true],
    ['an admin', "a colleague's", memberWith('admin'), theirs, true],
    ['the public', 'anything', { kind: 'public' } as Actor, mine, false],
  ] as const)('%s, %s', (_, __, actor, row, expected) => {
    expect(mayWithdrawRow(actor, row)).toBe(expected)
  })

  it('is an editor’s once readers see it, as showing it was', () => {
    const public_ = { createdById: 'me', publicSince: shown }
    expect(mayWithdrawRow(memberWith('contributor'), public_)).toBe(false)
    expect(mayWithdrawRow(memberWith('editor'), public_)).toBe(true)
  })
})

describe('which claims there are', () => {
  it('for readers those that were shown, for the desk all', () => {
    expect(visibleClaims({ kind: 'public' })).toEqual({ publicSince: { not: null } })
    expect(visibleClaims(memberWith('contributor'))).toEqual({})
  })
})
