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
