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

/** No violation that axe knows of, and nothing wider than the screen. */
export async function examine(page: Page): Promise<void> {
  const kind = await kindOf(page)
  if (examined.has(kind)) return
  // Its usual way opens a tab for each report, for frames of other sites; there are none here.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`),
  }))
  expect(found, `axe on ${kind}`).toEqual([])
  examined.add(kind)
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

/** The address without what tells one claim from another, who looks, which form is open, in which colours. */
function kindOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { pathname, search } = location
    const path = pathname
      .replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, '…')
      .replace(/^\/(claims|sources|stories|invite)\/(?!page\/)[^/]+/, '/$1/…')
    const form = new URLSearchParams(search).get('do') ?? ''
    const who = document.querySelector('.desk-who-name')?.textContent ?? 'nobody'
    const colours = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
    const alert = document.querySelector('[role=alert]') ? 'with an alert' : ''
    const heading =
      path === '/claims/…' ? (document.querySelector('.kicker, h1')?.tagName ?? '') : ''
    return [path, form, who, colours, innerWidth, alert, heading].join(' ')
  })
}
