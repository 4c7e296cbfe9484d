import { expect, type Page, test } from '@playwright/test'
import { type OidcStandIn, startOidcProvider } from '../lib/testing/oidc-provider'
import { invite, newEmail, signInAs } from './sign-in'

// The instance under test was told of a provider at this address; the provider itself runs here.
const issuer = process.env.E2E_OIDC_ISSUER
const CALLBACK = '/api/auth/callback/oidc'

test.describe('Single sign-on', () => {
  test.skip(!issuer, 'the instance was started without a provider (E2E_OIDC_ISSUER)')

  const people = {
    eva: { sub: 'eva', name: 'Eva Lindgren', email: newEmail('eva'), email_verified: true },
    olga: { sub: 'olga', name: 'Olga Other', email: newEmail('olga'), email_verified: true },
    uwe: { sub: 'uwe', name: 'Uwe Unverified', email: newEmail('uwe'), email_verified: false },
  }
  let provider: OidcStandIn

  const start = (baseURL: string | undefined) => {
    const { origin, port } = new URL(baseURL ?? '')
    const redirectUris = [origin, `http://127.0.0.1:${port}`].map((each) => each + CALLBACK)
    const { port: own } = new URL(issuer ?? '')
    return startOidcProvider({ port: Number(own), redirectUris, people: Object.values(people) })
  }
  test.beforeEach(async ({ baseURL }) => {
    provider = await start(baseURL)
  })
  test.afterEach(() => provider.close())

  const goThrough = async (page: Page, who: keyof typeof people) => {
    await page.getByRole('link', { name: /^Sign in with/ }).click()
    await page.getByRole('button', { name: `Continue as ${who}` }).click()
  }

  for (const javaScriptEnabled of [true, false]) {
    test(`lets an invited person in, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({
      page,
      browser,
      baseURL,
    }) => {
      await signInAs(page, 'amal', '/desk/people')
      // The second time round Eva is known by her account already.
      if (javaScriptEnabled) await invite(page, people.eva.email, 'editor')
      const context = await browser.newContext({ javaScriptEnabled, baseURL: baseURL ?? '' })
      const theirs = await context.newPage()
      await theirs.goto('/sign-in?next=%2Fdesk%2Factivity')
      await goThrough(theirs, 'eva')
      await expect(theirs).toHaveURL(/\/desk\/activity$/)
      await expect(theirs.getByText('Eva Lindgren, editor')).toBeVisible()
      await context.close()

      const asked = provider.authorizations[0]
      expect(asked?.get('code_challenge_method')).toBe('S256')
      for (const guard of ['code_challenge', 'state', 'nonce']) {
        expect(asked?.get(guard)?.length, guard).toBeGreaterThan(20)
      }
    })
  }

  test('keeps out strangers, and addresses nobody vouches for', async ({ page }) => {
    await signInAs(page, 'amal', '/desk/people')
    await invite(page, people.uwe.email, 'editor')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.goto('/sign-in')
    await goThrough(page, 'olga')
    await expect(
      page.getByText('Nobody with your e-mail address works at this desk.'),
    ).toBeVisible()
    await page.context().clearCookies()
    await page.goto('/sign-in')
    await goThrough(page, 'uwe')
    await expect(page.getByText('does not vouch for your e-mail address')).toBeVisible()
  })

  test('comes back to the name of the machine that the browser used', async ({
    browser,
    baseURL,
  }) => {
    const { port } = new URL(baseURL ?? '')
    const context = await browser.newContext({ baseURL: `http://127.0.0.1:${port}` })
    const page = await context.newPage()
    await page.goto('/sign-in')
    await goThrough(page, 'olga')
    await expect(
      page.getByText('Nobody with your e-mail address works at this desk.'),
    ).toBeVisible()
    expect(new URL(page.url()).hostname).toBe('127.0.0.1')
    await context.close()
  })

  test('takes no answer that it did not ask for', async ({ page }) => {
    await page.goto('/sign-in')
    await page.getByRole('link', { name: /^Sign in with/ }).click()
    await page.goto(
      `${CALLBACK}?code=made-up&state=made-up&iss=${encodeURIComponent(issuer ?? '')}`,
    )
    await expect(page.getByText('Signing in through the other service did not work.')).toBeVisible()
    const session = await (await page.request.get('/api/auth/session')).json()
    expect(session.user).toBeUndefined()
  })

  test('a link on another site does not start it', async ({ page }) => {
    const answer = await page.request.get('/api/auth/single-sign-on', {
      headers: { 'sec-fetch-site': 'cross-site' },
      maxRedirects: 0,
    })
    expect(answer.headers().location).toBe('/sign-in?next=%2Fdesk')
  })

  test('says so when the provider does not answer', async ({ page, baseURL }) => {
    await provider.close()
    await page.goto('/sign-in')
    await page.getByRole('link', { name: /^Sign in with/ }).click()
    await expect(page.getByText('Signing in through the other service did not work.')).toBeVisible()
    provider = await start(baseURL)
  })
})
