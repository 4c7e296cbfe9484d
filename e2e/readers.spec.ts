import type { Page } from '@playwright/test'
import { demoPeople } from '@/lib/auth/demo-people'
import { examineEveryWay } from './examine'
import { examine, expect, test, visit } from './fixtures'

const damascus = '/claims/rebel-forces-have-begun-the-final-phase-of-encircling-damascus'
const pages = [
  '/',
  '/claims',
  '/claims/page/1',
  '/claims?q=Damascus',
  damascus,
  `${damascus}/history`,
  '/stories/damascus-december-2024',
  '/sources',
  '/sources/syrian-defence-ministry',
  '/corrections',
  '/methodology',
  '/feeds',
]

test('every page reads well by day and by night, on a wide screen and on a phone', async ({
  reader,
}) => {
  test.setTimeout(120_000)
  for (const address of pages) await examineEveryWay(reader, address)
})

test('on a phone the words of a grade stand beside it', async ({ reader }) => {
  await reader.setViewportSize({ width: 390, height: 844 })
  await reader.goto(damascus)
  const grades = reader.locator('.evidence-item .grade')
  expect(await grades.count()).toBeGreaterThan(0)
  for (const grade of await grades.all()) {
    const code = await grade.locator('.grade-code').boundingBox()
    const words = await grade.locator('.grade-words').boundingBox()
    if (!code || !words) throw new Error('a grade without its code or its words')
    expect(words.x - (code.x + code.width)).toBeLessThan(16)
  }
})

test('no page runs a script but ours that it can do without, and none is cut off without them', async ({
  open,
}) => {
  const reader = await open(null, { javaScriptEnabled: false })
  for (const address of pages) {
    const answer = await reader.goto(address)
    const html = (await answer?.text()) ?? ''
    const scripts = html.match(/<script\b[^>]*>/g) ?? []
    const running = scripts.filter((tag) => !tag.includes('application/ld+json'))
    const isOfOne = /\/(?:claims|stories)\/[^/]+$/.test(address)
    expect(running).toEqual(
      address.endsWith('/history')
        ? ['<script src="/proof.js" defer="">']
        : isOfOne
          ? ['<script src="/since.js" async="">']
          : [],
    )
    expect(html, address).not.toMatch(/__next_f|modulepreload|as="script"/)
    await expect(reader.getByRole('heading', { level: 1 })).toBeVisible()
  }
})

test('nobody at the desk is named to readers', async ({ reader }) => {
  for (const address of [...pages, '/feeds/claims.atom', '/sitemap.xml']) {
    const text = await (await reader.request.get(address)).text()
    for (const { name, email } of demoPeople) {
      expect(text, address).not.toContain(name)
      expect(text, address).not.toContain(email)
    }
    expect(text, address).not.toMatch(/[\w.+-]+@[\w-]+\.(?:org|com)\b/)
  }
})

type Review = {
  '@type': string
  claimReviewed: string
  url: string
  datePublished: string
  reviewRating: {
    alternateName: string
    ratingValue: number
    bestRating: number
    worstRating: number
  }
  itemReviewed: {
    '@type': string
    author: { name: string }
    datePublished?: string
    appearance: object[]
    firstAppearance: object
  }
}

async function reviewOn(page: Page): Promise<Review | undefined> {
  const blocks = await page.locator('script[type="application/ld+json"]').allTextContents()
  return blocks.map((block) => JSON.parse(block)).find((data) => data['@type'] === 'ClaimReview')
}

test('what a claim page tells machines is what it tells people', async ({ reader }) => {
  await reader.goto('/claims')
  const addresses = await reader
    .locator('main a[href^="/claims/"]:not([href*="/page/"])')
    .evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href') ?? ''))])
  expect(addresses.length).toBeGreaterThan(20)
  for (const address of addresses) {
    await reader.goto(address)
    const heading = await reader.getByRole('heading', { level: 1 }).innerText()
    const review = await reviewOn(reader)
    const main = await reader.getByRole('main').innerText()
    if (!review) {
      expect(main, address).toMatch(/Unreviewed|withdrawn/i)
      continue
    }
    expect(review.claimReviewed).toBe(heading.replace(/\s+/g, ' '))
    expect(new URL(review.url).pathname).toBe(address)
    expect(main).toContain(review.reviewRating.alternateName)
    expect(main).toContain(review.itemReviewed.author.name)
    expect(review.reviewRating.ratingValue).toBeGreaterThanOrEqual(review.reviewRating.worstRating)
    expect(review.reviewRating.ratingValue).toBeLessThanOrEqual(review.reviewRating.bestRating)
    expect(review.itemReviewed).toMatchObject({ '@type': 'Claim' })
    expect(review.itemReviewed.appearance.length).toBeGreaterThan(0)
    expect(review.itemReviewed.firstAppearance).toBeTruthy()
    expect(Date.parse(review.datePublished)).not.toBeNaN()
    await expect(reader.locator('link[rel=canonical]')).toHaveAttribute('href', review.url)
  }
})

test('Arabic stands right to left among the English', async ({ reader }) => {
  await reader.goto(damascus)
  const quote = reader.locator('[lang|=ar][dir=rtl], [lang|=ar][dir=auto]').first()
  await expect(quote).toBeVisible()
  await expect(quote).toHaveCSS('direction', 'rtl')
})

test('claims are found by words, by status, and by any spelling of who said it', async ({
  reader,
}) => {
  await visit(reader, '/claims')
  await reader.getByRole('searchbox').last().fill('Abdul-Ghany')
  await reader.keyboard.press('Enter')
  await expect(reader).toHaveURL(/q=Abdul-Ghany/)
  await examine(reader)
  await expect(
    reader
      .getByRole('main')
      .getByRole('link', { name: /final phase of encircling Damascus/ })
      .first(),
  ).toBeVisible()

  await reader.goto(`/claims?q=${encodeURIComponent('حسن عبد الغني')}`)
  await expect(
    reader
      .getByRole('main')
      .getByRole('link', { name: /final phase of encircling Damascus/ })
      .first(),
  ).toBeVisible()

  await reader.goto('/claims?status=false')
  await expect(
    reader
      .getByRole('main')
      .getByRole('link', { name: /Reports that Bashar al-Assad has left/ })
      .first(),
  ).toBeVisible()
  await reader.goto('/claims?q=zzzzqqqq')
  await expect(reader.getByRole('main')).toContainText('No claim found')
})

test('an address that leads nowhere says so', async ({ reader, complaints }) => {
  complaints.mayBe(/404/)
  for (const address of [
    '/claims/no-such-claim',
    '/nowhere',
    '/stories/none',
    '/claims/page/999',
  ]) {
    const answer = await reader.goto(address)
    expect(answer?.status(), address).toBe(404)
    await expect(reader.getByRole('heading', { level: 1 })).toBeVisible()
  }
})

test('the feed is Atom, newest first, with one lasting id an entry', async ({ reader }) => {
  const answer = await reader.request.get('/feeds/claims.atom')
  expect(answer.headers()['content-type']).toContain('application/atom+xml')
  const feed = await reader.evaluate(
    (xml) => {
      const document = new DOMParser().parseFromString(xml, 'application/xml')
      const entries = [...document.querySelectorAll('entry')]
      return {
        root: document.documentElement.namespaceURI,
        error: document.querySelector('parsererror')?.textContent ?? null,
        ids: entries.map((entry) => entry.querySelector('id')?.textContent),
        updated: entries.map((entry) => entry.querySelector('updated')?.textContent ?? ''),
      }
    },
    await answer.text(),
  )
  expect(feed).toMatchObject({ root: 'http://www.w3.org/2005/Atom', error: null })
  expect(feed.ids.length).toBeGreaterThan(10)
  expect(new Set(feed.ids).size).toBe(feed.ids.length)
  expect(feed.updated).toEqual(feed.updated.toSorted().toReversed())
})
