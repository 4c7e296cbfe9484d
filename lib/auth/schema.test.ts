import { expect, test } from 'vitest'
import { verifiedEmail } from '@/lib/auth/oidc'
import { acceptInvitationInput, invitePersonInput, signInInput } from '@/lib/auth/schema'

const token = 'a'.repeat(43)

test('compares addresses without case and outer blanks', () => {
  const input = signInInput.parse({ email: '  Amal@Example.ORG ', password: 'x' })
  expect(input.email).toBe('amal@example.org')
})

test('lets anything be tried as an address, so that a mistyped one gets the answer of an unknown one', () => {
  expect(signInInput.parse({ email: 'amal', password: 'x' }).email).toBe('amal')
})

test('never trims a password, and reads its letters alike however they were composed', () => {
  expect(signInInput.parse({ email: 'a@b.org', password: ' x ' }).password).toBe(' x ')
  const typed = (password: string) => acceptInvitationInput.parse({ token, name: 'A', password })
  expect(typed('cafe\u0301 lemons boats').password).toBe(typed('caf\u00e9 lemons boats').password)
})

test.each([
  ['not_an_email', 'amal'],
  ['not_an_email', 'amal@'],
  ['not_an_email', 'a b@example.org'],
  ['required', ''],
])('says %s of the address %j', (message, email) => {
  const { error } = invitePersonInput.safeParse({ email, role: 'editor' })
  expect(error?.issues[0]?.message).toBe(message)
})

test('refuses a short password at the field it was typed into', () => {
  const { error } = acceptInvitationInput.safeParse({ token, name: 'A', password: 'short' })
  expect(error?.issues).toMatchObject([{ path: ['password'], message: 'too_short:12' }])
})

test.each([
  [true, 'a@b.org'],
  ['true', 'a@b.org'],
  [false, null],
  ['false', null],
  [undefined, null],
])('takes an address that the provider marks as verified: %j', (email_verified, email) => {
  const claims = { iss: 'https://id.example', sub: '1', email: 'a@b.org' }
  expect(verifiedEmail(email_verified === undefined ? claims : { ...claims, email_verified })).toBe(
    email,
  )
})
