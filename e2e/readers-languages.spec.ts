import type { Page } from '@playwright/test'
import { expect, test, visit } from './fixtures'

const claim = '/claims/rebel-forces-have-begun-the-final-phase-of-encircling-damascus'

/** Names of standards, of languages in themselves and of us, which are the same in every language. */
const NAMES =
  /Counterclaim|ClaimReview|CorrectionComment|schema\.org|Atom|JSON Feed|English|RFC \d+|UTC|CC BY|oEmbed/g

const arabic = [
  '/ar',
  '/ar/claims',
  `/ar${claim}`,
  `/ar${claim}/history/2-3`,
  '/ar/sources',
  '/ar/sources/syrian-defence-ministry',
  '/ar/corrections',
  '/ar/methodology',
  '/ar/feeds',
]

test('an Arabic page has no words of ours in English, and keeps its readers in Arabic', async ({
  reader,
}) => {
  test.setTimeout(120_000)
  for (const address of arabic) {
    await visit(reader, address)
    await expect(reader.locator('html')).toHaveAttribute('dir', 'rtl')
    expect(await latinWords(reader), address).toEqual([])
  }
})

test('each page leads to itself in the other language, in its text and in its head', async ({
  reader,
}) => {
  await reader.goto(claim)
  const head = reader.locator('link[rel=alternate][hreflang=ar]')
  await expect(head).toHaveAttribute('href', new RegExp(`/ar${claim}$`))
  await reader.getByRole('link', { name: 'العربية' }).click()
  await expect(reader).toHaveURL(`/ar${claim}`)
  const canonical = reader.locator('link[rel=canonical]')
  await expect(canonical).toHaveAttribute('href', new RegExp(`/ar${claim}$`))
  await reader.getByRole('link', { name: 'English' }).click()
  await expect(reader).toHaveURL(claim)
})

/** Words in Latin letters that are neither somebody's own nor marked as being in another language. */
async function latinWords(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = []
    const isOurs = (element: Element) =>
      !element.closest(
        'script, style, template, .carry-away-text, bdi, cite, code, .grade-code, [rel~=external]',
      ) && element.closest('[lang]')?.getAttribute('lang') === 'ar'
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      // What stands between isolates is quoted.
      if (parent && isOurs(parent)) {
        found.push((node.nodeValue ?? '').replace(/\u2068[^\u2069]*\u2069/g, ''))
      }
    }
    return found
  })
  // Stories have the titles that the newsroom gave them, also where one is chosen.
  const isNamed = (text: string) => /December 2024/.test(text)
  return texts.filter((text) => /[A-Za-z]{2}/.test(text.replace(NAMES, '')) && !isNamed(text))
}
