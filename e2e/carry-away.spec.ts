import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test, visit } from './fixtures'

const slug = 'rebel-forces-have-begun-the-final-phase-of-encircling-damascus'

/** A page of somebody else's, on another site of this machine, whose policy allows ours in frames and pictures only. */
async function elsewhere(own: string | undefined, body: string, script = '') {
  const policy = `default-src 'none'; frame-src ${own}; img-src ${own}; style-src 'unsafe-inline'${script && `; script-src ${own}`}`
  const server = createServer((_request, response) => {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
    })
    response.end(
      `<!DOCTYPE html><html lang="en"><title>Elsewhere</title><main>${body}</main>${script}</html>`,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { address: `http://127.0.0.1:${port}/`, close: () => server.close() }
}

test('a claim goes with its status to pages of others, under their policy and without a cookie', async ({
  open,
  complaints,
  baseURL,
}) => {
  // Whoever signed in has cookies that could be sent.
  const page = await open('jonas')
  const sent: string[] = []
  page.on('request', async (request) => {
    if (!request.url().startsWith(baseURL ?? '') || !/embed/.test(request.url())) return
    sent.push((await request.allHeaders()).cookie ?? 'none')
  })
  const frame = `<iframe src="${baseURL}/embed/claims/${slug}" title="Claim" width="300" height="320"></iframe>`
  const quote = `<blockquote class="counterclaim" cite="${baseURL}/claims/${slug}"><a href="${baseURL}/claims/${slug}">Claim</a><img src="${baseURL}/embed/claims/${slug}/status.svg" alt="Where it stands now"></blockquote>`
  const plain = await elsewhere(baseURL, frame + quote)
  await page.goto(plain.address)
  const card = page.frameLocator('iframe')
  await expect(card.getByText('Overtaken')).toBeVisible()
  const overflow = await card
    .locator('html')
    .evaluate((html) => html.scrollWidth - html.clientWidth)
  expect(overflow).toBeLessThanOrEqual(0)
  const picture = page.getByAltText('Where it stands now')
  await expect(picture).toHaveJSProperty('complete', true)
  expect(await picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(80)
  expect(new Set(sent)).toEqual(new Set(['none']))
  plain.close()
  expect(complaints.unforeseen()).toEqual([])
})

test('with our script, frames have the height of their cards and quotations become cards', async ({
  reader,
  baseURL,
}) => {
  const quote = `<blockquote class="counterclaim" cite="${baseURL}/claims/${slug}">Claim</blockquote>`
  const page = await elsewhere(baseURL, quote, `<script src="${baseURL}/embed.js"></script>`)
  await reader.goto(page.address)
  await expect(reader.frameLocator('iframe').getByText('Overtaken')).toBeVisible()
  await expect
    .poll(() => reader.locator('iframe').evaluate((each: HTMLElement) => each.style.height))
    .toMatch(/^[1-9]\d{2}px$/)
  page.close()
})

test('cards and pictures are there in each language, and say so where there is nothing', async ({
  reader,
  complaints,
}) => {
  for (const prefix of ['', '/ar']) {
    await visit(reader, `${prefix}/embed/claims/${slug}`)
    const picture = await reader.request.get(`${prefix}/claims/${slug}/picture.png`)
    expect(picture.headers()['content-type']).toBe('image/png')
    const feed = await reader.request.get(`${prefix}/claims/${slug}/feed.json`)
    expect(feed.headers()['content-type']).toContain('application/feed+json')
  }
  complaints.mayBe(/404/)
  await reader.goto('/embed/claims/there-is-none')
  await expect(reader.getByRole('heading')).toHaveText('There is no such claim here')
})

test('what changed since a reader was here lies over the page, and goes when it is not wanted', async ({
  reader,
}) => {
  await visit(reader, `/claims/${slug}`)
  const note = reader.locator('#since-you-were-here')
  await expect(note).toBeHidden()
  // As if this device had been here before the last verdict.
  await reader.evaluate(() => {
    const seen = { seen: '2024-12-08T00:00:00.000Z', on: Date.parse('2024-12-08T01:00:00Z') }
    localStorage.setItem(`since:${location.pathname}`, JSON.stringify(seen))
  })
  await visit(reader, `/claims/${slug}`)
  await expect(note).toContainText('Since you were here on')
  await expect(note.getByRole('listitem')).toHaveText(
    'Disputed → Overtaken, 8 December 2024, 06:20 UTC',
  )
  // What lies over the page takes no room in it.
  await expect(note).toHaveCSS('position', 'fixed')
  await note.getByRole('button', { name: 'Forget my visits' }).click()
  await expect(note).toBeHidden()
  await reader.reload()
  expect(
    await reader.evaluate((path) => localStorage.getItem(path), `since:/claims/${slug}`),
  ).toBeNull()
})

test('an open page says within two seconds that it is another now', async ({ reader }) => {
  await visit(reader, `/claims/${slug}`)
  const note = reader.locator('#since-you-were-here')
  await expect(note).toBeHidden()
  // The same page with one change more, as the publisher would have written it.
  await reader.route(`**/claims/${slug}`, async (route) => {
    const served = await route.fetch({ method: 'GET', headers: {} })
    const change = { at: '2024-12-09T10:00:00.000Z', text: 'Overtaken → False, 10:00 UTC' }
    const body = (await served.text())
      .replace(
        'data-changes="[',
        `data-changes="[${JSON.stringify(change).replaceAll('"', '&quot;')},`,
      )
      .replace(/sha256:[0-9a-f]{64}/, `sha256:${'0'.repeat(64)}`)
    await route.fulfill({ response: served, body, headers: { ...served.headers(), etag: '"0"' } })
  })
  await expect(note).toContainText('This page has just changed.', { timeout: 2_000 })
  await expect(note.getByRole('listitem')).toHaveText('Overtaken → False, 10:00 UTC')
  await reader.unrouteAll()
  await note.getByRole('button', { name: 'Show it as it is now' }).click()
  await expect(note).toBeHidden()
})
