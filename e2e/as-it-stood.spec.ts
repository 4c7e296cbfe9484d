import { comparablePage } from '@/lib/publish/comparable'
import { examineEveryWay } from './examine'
import { expect, test } from './fixtures'

const damascus = '/claims/rebel-forces-have-begun-the-final-phase-of-encircling-damascus'
const story = '/stories/damascus-december-2024'
const evening = '2024-12-07T18:00Z'
const past = [
  `${damascus}?at=${evening}`,
  `${damascus}/history?at=${evening}`,
  `${story}?at=${evening}`,
  `/sources/syrian-defence-ministry?at=${evening}`,
  `/?at=${evening}`,
  `/claims?at=${evening}`,
  `/claims/page/1?at=${evening}`,
  `/sources?at=${evening}`,
  `/corrections?at=${evening}`,
  `/claims?q=Damascus&at=${evening}`,
]

test('every page of the past reads well by day and by night, on a wide screen and on a phone', async ({
  reader,
}) => {
  test.setTimeout(180_000)
  for (const address of past) await examineEveryWay(reader, address)
})

test('a page of the past says so at its beginning, in its middle and to search engines', async ({
  open,
}) => {
  const reader = await open(null, { javaScriptEnabled: false })
  for (const address of past) {
    const answer = await reader.goto(address)
    expect(answer?.headers()['x-robots-tag'] ?? 'noindex', address).toBe('noindex')
    await expect(reader.locator('head meta[name=robots]').first()).toHaveAttribute(
      'content',
      /noindex/,
    )
    const first = reader.locator('main > :first-child')
    await expect(first).toHaveAttribute('id', 'as-it-stood')
    await expect(first.getByText('As it stood on').first()).toBeVisible()
    await reader.evaluate(() => scrollTo(0, document.body.scrollHeight / 2))
    const strip = reader.locator('.as-it-stood-strip')
    await expect(strip).toBeInViewport()
    await expect(strip.getByRole('link', { name: 'Today’s page' })).toBeVisible()
  }
})

test('a reader steps back through the moments of a claim and forward to today, by keyboard', async ({
  open,
}) => {
  const reader = await open(null, { javaScriptEnabled: false })
  await reader.goto(damascus)
  const statuses: string[] = []
  const look = async () => {
    statuses.push(await reader.locator('.verdict-word').innerText())
    return reader.locator('#as-it-stood')
  }
  const press = async (name: string | RegExp) => {
    const link = (await look()).getByRole('link', { name })
    const address = (await link.getAttribute('href')) ?? ''
    await link.focus()
    await reader.keyboard.press('Enter')
    await expect(reader).toHaveURL(address)
  }
  await press('How it stood before')
  let steps = 1
  for (; steps < 40; steps++) {
    const earlier = reader.locator('#as-it-stood').getByRole('link', { name: /^Earlier/ })
    if ((await earlier.count()) === 0) break
    await press(/^Earlier/)
  }
  await expect((await look()).getByText('In force from then until')).toBeVisible()
  // What there is now was not so from the beginning.
  expect(new Set(statuses).size).toBeGreaterThan(1)
  for (; steps > 1; steps--) await press(/^Later/)
  await press('As it stands today')
  await expect(reader).toHaveURL(damascus)
  await expect(reader.locator('.as-it-stood--past')).toHaveCount(0)
})

test('a reader chooses a moment, on the page of now and on one of the past', async ({ open }) => {
  const reader = await open(null, { javaScriptEnabled: false })
  await reader.goto(damascus)
  const element = reader.locator('#as-it-stood')
  await element.getByText('At another moment').click()
  await element.getByLabel('Show it as it stood at (UTC)').fill('2024-12-07T20:00')
  await element.getByRole('button', { name: 'Show' }).click()
  await expect(reader).toHaveURL(`${damascus}?at=2024-12-07T20%3A00`)
  await expect(element.getByText('What changed at that moment')).toBeVisible()

  // The field names the moment that is shown: asked for again it is the same page.
  const title = await element.locator('#as-it-stood-title').innerText()
  await element.getByRole('button', { name: 'Show' }).click()
  expect(await element.locator('#as-it-stood-title').innerText()).toBe(title)
})

test('there is a clear word for a moment that is none, and for one before there was a page', async ({
  reader,
  complaints,
}) => {
  complaints.mayBe(/status of 40[04]/)
  await reader.goto(`${damascus}?at=yesterday`)
  await expect(reader.getByRole('heading', { name: 'There is no such moment' })).toBeVisible()
  await expect(reader.getByText('“yesterday”')).toBeVisible()
  await reader.goto(`${damascus}?at=2020-01-01`)
  await expect(reader.getByRole('heading', { name: 'This page was not there yet' })).toBeVisible()
  await reader.getByRole('link', { name: 'As it stood then' }).click()
  await expect(reader.locator('.as-it-stood--past')).toBeVisible()
})

test('what an editor changes leaves the page that was there, letter by letter', async ({
  newsroom,
  reader,
}) => {
  test.slow()
  const claim = await newsroom.publish()
  const text = async (at = '') => {
    const answer = await reader.request.get(claim.page + at)
    expect(answer.status()).toBe(200)
    return comparablePage(await answer.text())
  }
  const served = await text()
  const then = new Date().toISOString()
  expect(await text(`?at=${then}`)).toBe(served)
  await newsroom.propose(claim, {
    kind: 'correction',
    publicNote: `We had not asked everybody in ${claim.word}.`,
  })
  await newsroom.approve(claim)
  expect(await text()).not.toBe(served)
  expect(await text(`?at=${then}`)).toBe(served)
})

test('an archive’s client finds its way from the page to a memento', async ({
  reader,
  baseURL,
}) => {
  for (const page of [damascus, story, '/sources/syrian-defence-ministry']) {
    const found = await reader.request.head(page)
    expect(found.headers().vary).toContain('Accept-Datetime')
    const map = await reader.request.get(`${page}/timemap`)
    expect(map.headers()['content-type']).toBe('application/link-format')
    const mementos = [
      ...(await map.text()).matchAll(/<([^>]+)>; rel="[^"]*memento"; datetime="([^"]+)"/g),
    ]
    expect(mementos.length).toBeGreaterThan(0)
    for (const [, target = '', datetime = ''] of mementos) {
      const led = await reader.request.get(page, {
        headers: { 'accept-datetime': datetime },
        maxRedirects: 0,
      })
      expect(led.status()).toBe(302)
      expect(led.headers().location).toBe(target)
    }
    const [, target = '', datetime] = mementos[0] ?? []
    const memento = await reader.request.get(target.replace(/^https?:\/\/[^/]+/, baseURL ?? ''))
    expect(memento.headers()['memento-datetime']).toBe(datetime)
  }
})
