import type { Page } from '@playwright/test'
import { examine, expect, fillIn, personOf, signInOn, test, visit } from './fixtures'
import { invite, join, newEmail } from './invite'

const PASSWORD = 'four boats on a lemon lake'
const REFUSAL = 'This e-mail address and password don’t open the desk.'

/** Who the session of this browser belongs to, as next-auth tells it. */
async function whoAmI(page: Page): Promise<string | undefined> {
  const session = await (await page.request.get('/api/auth/session')).json()
  return session.user?.name
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript'

  test(`an editor signs in where they were going, and out again, ${how}`, async ({ open }) => {
    const page = await open(null, { javaScriptEnabled })
    await page.goto('/desk/activity')
    await expect(page).toHaveURL('/sign-in?next=%2Fdesk%2Factivity')
    await fillIn(page, personOf('jonas').email, 'not the password at all')
    await expect(page.getByText(REFUSAL)).toBeVisible()
    await expect(page.getByLabel('E-mail address')).toHaveValue(personOf('jonas').email)
    await fillIn(page, personOf('jonas').email, personOf('jonas').password)
    await expect(page).toHaveURL('/desk/activity')
    expect(await whoAmI(page)).toBe('Jonas Lindqvist')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByText('You are signed out.')).toBeVisible()
    expect(await whoAmI(page)).toBeUndefined()
  })

  test(`an invited person joins by their link, which then is closed, ${how}`, async ({ open }) => {
    const admin = await open('amal', { javaScriptEnabled })
    const link = await invite(admin, newEmail('invited'), 'editor')
    const page = await open(null, { javaScriptEnabled })
    await page.goto(link)
    await page.getByLabel('Your name').fill('Nadia Invited')
    await page.getByLabel('Choose a password').fill('short')
    await page.getByRole('button', { name: 'Join' }).click()
    await expect(page.getByText('Write at least 12 characters.').first()).toBeVisible()
    await expect(page.getByLabel('Your name')).toHaveValue('Nadia Invited')
    await join(page, link, 'Nadia Invited', PASSWORD)
    expect(await whoAmI(page)).toBe('Nadia Invited')
    await page.goto(link)
    await expect(page.getByRole('heading', { name: 'This link is closed' })).toBeVisible()
  })
}

test('what an admin does about a person acts at their next request', async ({
  amal,
  open,
  complaints,
}) => {
  complaints.mayBe(/404/)
  const email = newEmail('managed')
  const person = await open(null)
  await join(person, await invite(amal, email, 'admin'), 'Milan Managed', PASSWORD)
  await visit(person, '/desk/people')
  await amal.goto('/desk/people')
  const entry = amal.getByRole('listitem').filter({ hasText: email })

  await test.step('change the role', async () => {
    await entry.getByLabel('Role').selectOption('contributor')
    await entry.getByRole('button', { name: 'Change role' }).click()
    await expect(entry.getByText('The role is changed.')).toBeVisible()
    expect((await person.goto('/desk/people'))?.status()).toBe(404)
  })
  await test.step('sign out everywhere', async () => {
    await entry.getByRole('button', { name: 'Sign out everywhere' }).click()
    await expect(entry.getByText('One session ended.')).toBeVisible()
    await person.goto('/desk')
    await expect(person).toHaveURL(/\/sign-in/)
  })
  await test.step('deactivate, and let in again', async () => {
    await fillIn(person, email, PASSWORD)
    await expect(person).toHaveURL('/desk')
    await entry.getByRole('button', { name: 'Deactivate' }).click()
    await expect(entry.getByText('deactivated', { exact: true })).toBeVisible()
    await person.goto('/desk')
    await expect(person).toHaveURL(/\/sign-in/)
    await fillIn(person, email, PASSWORD)
    await expect(person.getByText(REFUSAL)).toBeVisible()
    await entry.getByRole('button', { name: 'Let in again' }).click()
    await expect(entry.getByText('May sign in again.')).toBeVisible()
    await fillIn(person, email, PASSWORD)
    await expect(person).toHaveURL('/desk')
  })
  await test.step('make a password link', async () => {
    await entry.getByRole('button', { name: 'Make a password link' }).click()
    const link = await entry.getByLabel('Link to hand over').inputValue()
    await person.goto(new URL(link).pathname)
    await examine(person)
    await person.getByLabel('New password').fill('an entirely new password')
    await person.getByRole('button', { name: 'Set password and sign in' }).click()
    await expect(person).toHaveURL('/desk')
  })
})

test('the people page shows an invitation once, and takes it back', async ({ amal, reader }) => {
  const email = newEmail('regretted')
  const link = await invite(amal, email, 'contributor')
  await visit(reader, link)
  await examine(amal)
  await visit(amal, '/desk/people')
  await expect(amal.getByLabel('Link to hand over')).toHaveCount(0)
  const entry = amal.getByRole('listitem').filter({ hasText: email })
  await entry.getByRole('button', { name: 'Take it back' }).click()
  await expect(entry).toHaveCount(0)
  await reader.goto(link)
  await expect(reader.getByRole('heading', { name: 'This link is closed' })).toBeVisible()
})

test('only admins find the people page', async ({ mira, tomas, complaints }) => {
  complaints.mayBe(/404/)
  for (const page of [mira, tomas]) {
    expect((await page.goto('/desk/people'))?.status()).toBe(404)
  }
})

test('guessing at an account has to wait, and is told how long', async ({ reader }) => {
  const email = newEmail('guessed')
  await reader.goto('/sign-in')
  for (let guess = 0; guess < 5; guess++) {
    await fillIn(reader, email, `guess number ${guess}`)
    await expect(reader.getByLabel('Password')).toHaveValue('')
    await expect(reader.getByText(REFUSAL)).toBeVisible()
  }
  await fillIn(reader, email, 'one guess more')
  await expect(reader.getByText(/Too many failed attempts\. Wait .* second/)).toBeVisible()
})

test('signing in works by every name of the machine', async ({ open, baseURL }) => {
  const { port } = new URL(baseURL ?? '')
  for (const host of ['localhost', '127.0.0.1']) {
    const page = await open(null, { baseURL: `http://${host}:${port}` })
    await signInOn(page, 'tomas')
    await expect(page).toHaveURL(`http://${host}:${port}/desk`)
    expect(await whoAmI(page)).toBe('Tomás Rey')
  }
})

test.describe('next-auth’s own endpoint', () => {
  const post = async (page: Page, form: Record<string, string>) => {
    const { csrfToken } = await (await page.request.get('/api/auth/csrf')).json()
    return page.request.post('/api/auth/callback/credentials', {
      form: { csrfToken, json: 'true', ...form },
    })
  }

  test('signs in and out', async ({ reader }) => {
    const { email, password, name } = personOf('mira')
    await post(reader, { email, password })
    expect(await whoAmI(reader)).toBe(name)
    expect((await reader.goto('/desk'))?.status()).toBe(200)
    const { csrfToken } = await (await reader.request.get('/api/auth/csrf')).json()
    await reader.request.post('/api/auth/signout', { form: { csrfToken, json: 'true' } })
    expect(await whoAmI(reader)).toBeUndefined()
  })

  test('refuses without its token, and slows guesses down like the form', async ({ reader }) => {
    const { email, password } = personOf('mira')
    await post(reader, { email, password, csrfToken: 'made up' })
    expect(await whoAmI(reader)).toBeUndefined()
    const guessed = newEmail('guessed')
    const urls: string[] = []
    for (let guess = 0; guess < 6; guess++) {
      const answer = await post(reader, { email: guessed, password: 'a guess' })
      urls.push((await answer.json()).url)
    }
    expect(urls[4]).toContain('CredentialsSignin')
    expect(urls[5]).toContain('sign_in_throttled')
  })
})

test('a cookie that was made up, or whose session has ended, is nobody’s', async ({ reader }) => {
  await signInOn(reader, 'jonas')
  const kept = await reader.context().cookies()
  await reader.getByRole('button', { name: 'Sign out' }).click()
  await expect(reader.getByText('You are signed out.')).toBeVisible()
  await reader.context().addCookies(kept)
  await reader.goto('/desk')
  await expect(reader).toHaveURL(/\/sign-in/)
  const session = kept.find(({ name }) => name.endsWith('session-token'))
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  if (session) await reader.context().addCookies([{ ...session, value: 'made.up.token' }])
  await reader.goto('/desk')
  await expect(reader).toHaveURL(/\/sign-in/)
})
