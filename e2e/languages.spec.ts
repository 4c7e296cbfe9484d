import { examineEveryWay } from './examine'
import { expect, test, visit } from './fixtures'

test('an editor chooses Arabic, works in it, and comes back to English', async ({
  open,
  newsroom,
}) => {
  test.setTimeout(90_000)
  const claim = await newsroom.file()
  const page = await open('mira')
  await visit(page, '/desk?tab=all')
  await page.getByRole('button', { name: 'العربية' }).click()
  await expect(page).toHaveURL('/desk?tab=all')
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expect(page.getByRole('heading', { level: 1, name: 'قائمة العمل' })).toBeVisible()

  await examineEveryWay(page, `${claim.desk}?do=evidence`)
  await expect(page.getByRole('heading', { level: 1, name: claim.proposition })).toBeVisible()
  await page.getByRole('button', { name: 'إرفاق الدليل' }).click()
  const alert = page.getByRole('alert').filter({ hasText: 'لم يُحفظ بعد' })
  await expect(alert).toContainText('املأ هذا الحقل.')

  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page.getByRole('button', { name: 'Attach the evidence' })).toBeVisible()
})
