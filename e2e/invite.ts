import type { Page } from '@playwright/test'

/** As an admin: makes an invitation and answers its link, as a path of whatever host is tested. */
export async function invite(page: Page, email: string, role: string): Promise<string> {
  await page.goto('/desk/people')
  await page.getByLabel('Their e-mail address').fill(email)
  await page.getByLabel('Role').first().selectOption(role)
  await page.getByRole('button', { name: 'Make an invitation link' }).click()
  return new URL(await page.getByLabel('Link to hand over').inputValue()).pathname
}

/** Follows the link of an invitation, as the one who was given it. */
export async function join(page: Page, link: string, name: string, password: string) {
  await page.goto(link)
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Choose a password').fill(password)
  await page.getByRole('button', { name: 'Join' }).click()
  await page.waitForURL('/desk')
}

/** An address that no other journey uses. */
export function newEmail(name: string): string {
  return `${name}-${crypto.randomUUID().slice(0, 8)}@example.org`
}
