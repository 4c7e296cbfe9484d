import { examine, expect, fillIn, personOf, signInOn, test, visit } from './fixtures'

const { email, password } = personOf('tomas')
const refusal = 'This e-mail address and password don’t open the desk.'

test('a person signs in, and signs out again', async ({ reader }) => {
  await visit(reader, '/sign-in')
  await signInOn(reader, 'tomas')
  await expect(reader.getByText('Tomás Rey, contributor')).toBeVisible()
  await examine(reader)

  await reader.getByRole('button', { name: 'Sign out' }).click()
  await expect(reader.getByText('You are signed out.')).toBeVisible()
  await reader.goto('/desk')
  await expect(reader).toHaveURL(/\/sign-in\?next=%2Fdesk$/)
})

test('a wrong password and an unknown address get the same words', async ({ reader }) => {
  const answers: string[] = []
  for (const [tried, secret] of [
    [email, 'not-his-password-at-all'],
    ['nobody-of-that-name@example.org', password],
  ] as const) {
    await reader.goto('/sign-in')
    await fillIn(reader, tried, secret)
    const alert = reader.getByRole('alert').filter({ hasText: refusal })
    await expect(alert).toBeFocused()
    await examine(reader)
    answers.push(await alert.innerText())
    await expect(reader.getByLabel('E-mail address')).toHaveValue(tried)
    await expect(reader.getByLabel('Password')).toHaveValue('')
  }
  expect(answers[0]).toBe(answers[1])
  await reader.goto('/desk')
  await expect(reader).toHaveURL(/\/sign-in/)
})

test('whoever was sent to sign in comes back to the page they asked for', async ({ reader }) => {
  await reader.goto('/desk/sources?q=monitor')
  await expect(reader).toHaveURL('/sign-in?next=%2Fdesk%2Fsources%3Fq%3Dmonitor')
  await fillIn(reader, email, password)
  await expect(reader).toHaveURL('/desk/sources?q=monitor')
  await expect(reader.getByRole('heading', { name: 'Sources', level: 1 })).toBeVisible()
})

test('signing in never leads away from here', async ({ newsroom }) => {
  for (const elsewhere of [
    'https://example.com/desk',
    '//example.com/desk',
    '/\\example.com',
    '/%09/example.com',
    'javascript:alert(1)',
  ]) {
    const path = `/sign-in?next=${encodeURIComponent(elsewhere)}`
    const form = await newsroom.formOn(null, path, 'sign-in')
    if (!form) throw new Error('the sign-in page has no form')
    // As it stands on the page, and as somebody would alter it there.
    for (const fields of [{}, { next: elsewhere }]) {
      const answer = await newsroom.send(null, form, { email, password, ...fields })
      expect(answer.path, elsewhere).toMatch(/^\/(?:desk|sign-in)?(?:$|\?|%)/)
    }
  }
  await newsroom.leave(null)
})

test('the demo’s people are one press away', async ({ reader }) => {
  await reader.goto('/sign-in')
  await reader.getByRole('button', { name: 'Sign in as Mira Okafor' }).click()
  await expect(reader.getByText('Mira Okafor, editor')).toBeVisible()
})
