import * as argon2 from '@node-rs/argon2'
import { beforeEach, expect, test, vi } from 'vitest'
import { hashPassword, verifyPassword } from '@/lib/auth/passwords'

vi.mock('@node-rs/argon2', { spy: true })
beforeEach(() => void vi.clearAllMocks())

const costOf = (phc: string) => phc.split('$').slice(1, 4).join('$')

test('keeps passwords as Argon2id with the parameters that OWASP asks for', async () => {
  expect(costOf(await hashPassword('a long password'))).toBe('argon2id$v=19$m=19456,t=2,p=1')
})

test('knows the right password from a wrong one', async () => {
  const hash = await hashPassword('a long password')
  expect(await verifyPassword(hash, 'a long password')).toBe(true)
  expect(await verifyPassword(hash, 'a long Password')).toBe(false)
})

test('does the same work where there is nothing to compare with, and never agrees', async () => {
  const hash = await hashPassword('a long password')
  expect(await verifyPassword(hash, 'another password')).toBe(false)
  expect(await verifyPassword(null, 'another password')).toBe(false)
  const compared = vi.mocked(argon2.verify).mock.calls.map(([known]) => costOf(String(known)))
  expect(compared).toEqual([costOf(hash), costOf(hash)])
})

test('computes at most two hashes at a time', async () => {
  let running = 0
  let most = 0
  vi.mocked(argon2.verify).mockImplementation(async () => {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setImmediate(resolve))
    running--
    return false
  })
  await Promise.all(Array.from({ length: 20 }, () => verifyPassword(null, 'x')))
  expect(most).toBe(2)
})

test('turns people away rather than let the queue grow without end', async () => {
  let open = () => {}
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  vi.mocked(argon2.verify).mockImplementation(() => gate.then(() => false))
  const attempts = Array.from({ length: 200 }, () =>
    verifyPassword(null, 'x').then(
      () => 'answered',
      (error) => error.reason,
    ),
  )
  open()
  const answers = await Promise.all(attempts)
  expect(answers.filter((answer) => answer === 'answered').length).toBeGreaterThanOrEqual(100)
  expect(answers).toContain('too_many_sign_ins')
})
