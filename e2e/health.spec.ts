import { expect, test, visit } from './fixtures'

test('an admin finds how it runs, and nobody else is shown the way', async ({ open }) => {
  const amal = await open('amal')
  await amal.goto('/desk')
  await amal.getByRole('link', { name: 'How it runs' }).click()
  await expect(amal).toHaveURL('/desk/health')
  await visit(amal, '/desk/health')
  await expect(amal.getByText(/^\d[\d,.]* a second$/)).toBeVisible()
  await expect(amal.getByText(/\d+ in use, \d+ idle, /)).toBeVisible()

  const tomas = await open('tomas')
  await tomas.goto('/desk')
  await expect(tomas.getByRole('link', { name: 'How it runs' })).toHaveCount(0)
})
