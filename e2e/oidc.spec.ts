import type { Page } from '@playwright/test'
import { type OidcStandIn, startOidcProvider } from '../lib/testing/oidc-provider'
import { expect, test } from './fixtures'
import { invite, newEmail } from './invite'

// The instance under test was told of a provider at this address; the provider itself runs here.
const issuer = process.env.OIDC_ISSUER ?? ''
const client = {
  id: process.env.OIDC_CLIENT_ID ?? '',
  secret: process.env.OIDC_CLIENT_SECRET ?? '',
}
const CALLBACK = '/api/auth/callback/oidc'

test.describe('Single sign-on', () => {
  test.skip(!issuer, 'the instance was started without a provider (OIDC_ISSUER)')

  const people = {
    eva: { sub: 'eva', name: 'Eva Lindgren', email: newEmail('eva'), email_verified: true },
    olga: { sub: 'olga', name: 'Olga Other', email: newEmail('olga'), email_verified: true },
    uwe: { sub: 'uwe', name: 'Uwe Unverified', email: newEmail('uwe'), email_verified: false },
  }
  let provider: OidcStandIn

  const start = (baseURL: string | undefined) => {
    const { origin, port } = new URL(baseURL ?? '')
    const redirectUris = [origin, `http://127.0.0.1:${port}`].map((each) => each + CALLBACK)
    return startOidcProvider({ issuer, client, redirectUris, people: Object.values(people) })
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
      amal,
      open,
    }) => {
      // The second time round Eva is known by her account already.
      if (javaScriptEnabled) await invite(amal, people.eva.email, 'editor')
      const page = await open(null, { javaScriptEnabled })
      await page.goto('/sign-in?next=%2Fdesk%2Factivity')
      await goThrough(page, 'eva')
      await expect(page).toHaveURL('/desk/activity')
      await expect(page.getByText('Eva Lindgren, editor')).toBeVisible()

      const asked = provider.authorizations[0]
      expect(asked?.get('code_challenge_method')).toBe('S256')
      for (const guard of ['code_challenge', 'state', 'nonce']) {
        expect(asked?.get(guard)?.length, guard).toBeGreaterThan(20)
      }
    })
  }

  test('keeps out strangers, and addresses nobody vouches for', async ({ amal, open }) => {
    await invite(amal, people.uwe.email, 'editor')
    for (const [who, answer] of [
      ['olga', 'Nobody with your e-mail address works at this desk.'],
      ['uwe', 'does not vouch for your e-mail address'],
    ] as const) {
      const page = await open(null)
      await page.goto('/sign-in')
      await goThrough(page, who)
      await expect(page.getByText(answer)).toBeVisible()
    }
  })

  test('comes back to the name of the machine that the browser used', async ({ open, baseURL }) => {
    const { port } = new URL(baseURL ?? '')
    const page = await open(null, { baseURL: `http://127.0.0.1:${port}` })
    await page.goto('/sign-in')
    await goThrough(page, 'olga')
    await expect(
      page.getByText('Nobody with your e-mail address works at this desk.'),
    ).toBeVisible()
    expect(new URL(page.url()).hostname).toBe('127.0.0.1')
  })

  test('takes no answer that it did not ask for', async ({ reader: page }) => {
    await page.goto('/sign-in')
    await page.getByRole('link', { name: /^Sign in with/ }).click()
    await page.goto(`${CALLBACK}?code=made-up&state=made-up&iss=${encodeURIComponent(issuer)}`)
    await expect(page.getByText('Signing in through the other service did not work.')).toBeVisible()
    const session = await (await page.request.get('/api/auth/session')).json()
    expect(session.user).toBeUndefined()
  })

  test('a link on another site does not start it', async ({ reader: page }) => {
    const answer = await page.request.get('/api/auth/single-sign-on', {
      headers: { 'sec-fetch-site': 'cross-site' },
      maxRedirects: 0,
    })
    expect(answer.headers().location).toBe('/sign-in?next=%2Fdesk')
  })

  test('says so when the provider does not answer', async ({ reader: page, baseURL }) => {
    await provider.close()
    await page.goto('/sign-in')
    await page.getByRole('link', { name: /^Sign in with/ }).click()
    await expect(page.getByText('Signing in through the other service did not work.')).toBeVisible()
    provider = await start(baseURL)
  })
})
