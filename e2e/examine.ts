import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Kinds of page that this worker has looked over; a hundred claims of one kind need it once. */
const examined = new Set<string>()

/** Opens a page that must be there, and looks it over. */
export async function visit(page: Page, address: string): Promise<void> {
  const response = await page.goto(address)
  expect(response?.ok(), `${address} answers ${response?.status()}`).toBe(true)
  await examine(page)
}

/** No violation that axe knows of. */
export async function examine(page: Page): Promise<void> {
  const kind = await kindOf(page)
  if (examined.has(kind)) return
  await expectNoViolation(page, kind)
  examined.add(kind)
}

/** The same by day and by night, on a wide screen and on a phone, where nothing may stick out. */
export async function examineEveryWay(page: Page, address: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.setViewportSize({ width: 1440, height: 900 })
  const response = await page.goto(address)
  expect(response?.ok(), `${address} answers ${response?.status()}`).toBe(true)
  await expectNoViolation(page, `${address}, wide`)
  await expectToFit(page)
  // What night changes is colours alone.
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectNoViolation(page, `${address}, dark`, ['color-contrast'])
  await page.setViewportSize({ width: 360, height: 800 })
  await expectNoViolation(page, `${address}, on a phone`)
  await expectToFit(page)
}

export async function expectNoViolation(
  page: Page,
  where: string,
  rules?: string[],
): Promise<void> {
  // Its usual way opens a tab for each report, for frames of other sites; there are none here.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`),
  }))
  expect(found, `axe on ${where}`).toEqual([])
}

/** Fails where reading the page takes scrolling sideways; says what sticks out. */
export async function expectToFit(page: Page): Promise<void> {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    return [...document.querySelectorAll('body *')]
      .filter((each) => {
        const { right, left } = each.getBoundingClientRect()
        return right > width + 1 || left < -1
      })
      .slice(0, 5)
      .map((each) => each.outerHTML.slice(0, 160))
  })
  expect(wide, `${page.url()} is no wider than the screen`).toEqual([])
}

/** The address without what tells one claim from another, who looks, which form is open. */
function kindOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { pathname, search } = location
    const path = pathname
      .replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, '…')
      .replace(/^\/(claims|sources|stories|invite)\/(?!page\/)[^/]+/, '/$1/…')
    const form = new URLSearchParams(search).get('do') ?? ''
    const who = document.querySelector('.desk-who-name')?.textContent ?? 'nobody'
    const alert = document.querySelector('[role=alert]') ? 'with an alert' : ''
    const heading =
      path === '/claims/…' ? (document.querySelector('.kicker, h1')?.tagName ?? '') : ''
    return [path, form, who, innerWidth, alert, heading].join(' ')
  })
}
