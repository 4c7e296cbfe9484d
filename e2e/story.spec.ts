import { examineEveryWay } from './examine'
import { expect, test } from './fixtures'

const STORY = '/stories/damascus-december-2024'
const WITHDRAWAL = 'The army has not withdrawn from any part of the Damascus countryside'

test('a story at a glance, in both languages, by keyboard, and at any moment', async ({ open }) => {
  test.slow()
  const reader = await open(null, { javaScriptEnabled: false })

  await test.step('who denies that the army has not withdrawn', async () => {
    await reader.goto(STORY)
    const sides = reader.getByRole('region', { name: 'Who contradicts whom' })
    const card = sides.getByRole('listitem').filter({
      has: reader.getByRole('link', { name: WITHDRAWAL }),
    })
    await expect(card.filter({ hasText: 'Syrian defence ministry' }).first()).toContainText(
      'Rami Abdel Rahman',
    )
    await expect(reader.getByRole('region', { name: 'Where each claim stands' })).toContainText(
      'disputed → false',
    )
  })

  await test.step('the whole page moves to another moment', async () => {
    const moments = reader.getByRole('navigation', { name: /Each mark is a moment/ })
    const first = moments.getByRole('link').first()
    await first.focus()
    await reader.keyboard.press('Enter')
    await expect(reader).toHaveURL(/\?at=2024-12-06T/)
    await expect(reader.getByText('Not the page of today')).toBeVisible()
    await moments.getByRole('link', { name: 'Now' }).click()
    await expect(reader).toHaveURL(STORY)
  })

  await test.step('in Arabic from right to left', async () => {
    await reader.goto(`/ar${STORY}`)
    await expect(reader.locator('html')).toHaveAttribute('dir', 'rtl')
    await expect(reader.getByRole('region', { name: 'من يناقض من' })).toBeVisible()
  })

  const looking = await open(null)
  await examineEveryWay(looking, STORY)
  await examineEveryWay(looking, `/ar${STORY}`)
})

test('without style sheet and script every drawing is said in words, in the order of the text', async ({
  open,
}) => {
  const reader = await open(null, { javaScriptEnabled: false })
  await reader.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'document') return route.continue()
    const response = await route.fetch()
    const html = await response.text()
    const bare = html.replace(
      /<style>.*?<\/style>| style="[^"]*"|<link rel="stylesheet"[^>]*>/gs,
      '',
    )
    return route.fulfill({ response, body: bare })
  })
  await reader.goto(STORY)
  const text = await reader.getByRole('main').innerText()
  // Where a claim stands and how it came there; who denies what; what is said of a place; when.
  for (const words of [
    /disputed → false 8 Dec, 13:42\s+Reports that Bashar al-Assad has left Damascus are untrue/,
    /Syrian defence ministry Overtaken\s+The army has not withdrawn[^\n]*\s+denies Rami Abdel Rahman \(|The army has not withdrawn[^\n]*\s+denies Hassan Abdel Ghani \(/,
    /Damascus\s+2 false 1 overtaken 1 verified 4 claims/,
    /7 December 2024\s+19 claims 23 reports 23 findings/,
    /7 December 2024, 15:12 UTC: 5 changes/,
  ]) {
    expect(text).toMatch(words)
  }
  const sizes = await reader
    .locator('svg')
    .evaluateAll((marks) => marks.map((mark) => mark.getBoundingClientRect().height))
  expect(Math.max(...sizes)).toBeLessThan(64)
})
