import { examineEveryWay } from './examine'
import { expect, test } from './fixtures'

const damascus = '/claims/rebel-forces-have-begun-the-final-phase-of-encircling-damascus'
const history = `${damascus}/history`

test('a reader’s own browser proves every public act on a claim', async ({ reader }) => {
  await reader.goto(history)
  const section = reader.locator('#in-the-log')
  const acts = section.locator('[data-leaf]')
  expect(await acts.count()).toBeGreaterThan(1)
  await section.getByRole('button', { name: 'Prove it in this browser' }).click()
  await expect(section).toHaveAttribute('data-outcome', 'good')
  const count = await acts.count()
  await expect(section.getByRole('status')).toContainText(`${count} of ${count} acts are in it`)
  await expect(
    section.getByText(/Proven to be leaf [\d,]+ of [\d,]+, and to say what/),
  ).toHaveCount(count)
  // The second time the log has to extend what was seen the first time.
  await section.getByRole('button', { name: 'Prove it again' }).click()
  await expect(section.getByRole('status')).toContainText('It extends what this browser saw before')
})

test('a page that says otherwise than its leaf is told from it', async ({ reader }) => {
  await reader.route(`**${history}`, async (route) => {
    const answer = await route.fetch()
    const body = await answer.text()
    // One letter of the newest rationale.
    const changed = body.replace(
      /(<h3>Rationale<\/h3><div class="prose"[^>]*><p[^>]*>.{20})./,
      '$1~',
    )
    expect(changed).not.toBe(body)
    await route.fulfill({ response: answer, body: changed })
  })
  await reader.goto(history)
  const section = reader.locator('#in-the-log')
  await section.getByRole('button', { name: 'Prove it in this browser' }).click()
  await expect(section).toHaveAttribute('data-outcome', 'bad')
  await expect(section).toContainText('says otherwise than this page in the rationale')
})

test('a disclosure that was altered, and a checkpoint that nobody signed, are found', async ({
  open,
}) => {
  const first = await open(null)
  await first.route('**/record/disclosures/*', async (route) => {
    const answer = await route.fetch()
    const body = (await answer.text()).replaceAll('["WyJ', '["WyK')
    await route.fulfill({ response: answer, body })
  })
  await first.goto(history)
  await first.getByRole('button', { name: 'Prove it in this browser' }).click()
  await expect(first.locator('#in-the-log')).toHaveAttribute('data-outcome', 'bad')

  const second = await open(null)
  await second.route('**/record/checkpoint', async (route) => {
    const answer = await route.fetch()
    const body = (await answer.text()).replace(/\n(\d+)\n/, (_, size) => `\n${Number(size) + 1}\n`)
    await route.fulfill({ response: answer, body })
  })
  await second.goto(history)
  await second.getByRole('button', { name: 'Prove it in this browser' }).click()
  await expect(second.locator('#in-the-log').getByRole('status')).toContainText(
    'its checkpoint is not signed as it should be',
  )
})

test('without a script the same page says where each act is in the log', async ({ open }) => {
  const reader = await open(null, { javaScriptEnabled: false })
  await reader.goto(history)
  const section = reader.locator('#in-the-log')
  await expect(section.getByRole('heading', { name: 'In the log' })).toBeVisible()
  await expect(section.getByRole('button')).toHaveCount(0)
  const leaf = section.getByRole('link', { name: /^leaf \d+$/ }).first()
  const address = (await leaf.getAttribute('href')) ?? ''
  expect((await reader.request.get(address)).status()).toBe(200)
})

test('only pages of claims and stories may run a script, and only ours', async ({ reader }) => {
  const policyOf = async (address: string) =>
    (await reader.request.get(address)).headers()['content-security-policy']
  for (const address of [history, damascus]) {
    expect(await policyOf(address), address).toContain("script-src 'self';")
  }
  for (const address of ['/', '/sources', '/claims', '/methodology']) {
    expect(await policyOf(address), address).not.toContain('script-src')
  }
})

test('the section reads well by day and by night, on a wide screen and on a phone', async ({
  reader,
}) => {
  test.setTimeout(120_000)
  await examineEveryWay(reader, history)
})
