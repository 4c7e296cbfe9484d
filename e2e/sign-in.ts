import type { Page } from '@playwright/test'
import { type DemoKey, demoPeople } from '@/lib/auth/demo-people'

/** The demo person of that name; every journey has the same newsroom. */
export function demoPerson(key: DemoKey) {
  const person = demoPeople.find((each) => each.key === key)
  if (!person) throw new Error(`There is no ${key} in the demo.`)
  return person
}

/** Signs in as a person does, and ends up at `next`. */
export async function signInAs(page: Page, key: DemoKey, next = '/desk'): Promise<void> {
  const { email, password } = demoPerson(key)
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
  await enter(page, email, password)
  await page.waitForURL((url) => url.pathname + url.search === next)
}

/** Fills in the sign-in form that is open, and sends it. */
export async function enter(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** As an admin at /desk/people: makes an invitation and answers its link, as a path of whatever host is tested. */
export async function invite(page: Page, email: string, role: string): Promise<string> {
  await page.goto('/desk/people')
  await page.getByLabel('Their e-mail address').fill(email)
  await page.getByLabel('Role').first().selectOption(role)
  await page.getByRole('button', { name: 'Make an invitation link' }).click()
  const link = await page.getByLabel('Link to hand over').inputValue()
  return new URL(link).pathname
}

/** An address that no other journey uses. */
export function newEmail(name: string): string {
  return `${name}-${crypto.randomUUID().slice(0, 8)}@example.org`
}
