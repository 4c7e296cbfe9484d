import type { Page } from '@playwright/test'
import { inLanguage, languages } from '@/lib/words/languages'
import { examineEveryWay } from './examine'
import { expect, test } from './fixtures'
import { claims, openedElsewhere } from './public-pages'

/** One of each kind; what stood then has a frame of its own. */
const pages = [
  ...openedElsewhere,
  claims.withdrawn,
  `${claims.corrected}/history/2-3`,
  '/claims?q=zzzzqqqq',
  '/nowhere',
  `${claims.corrected}?at=2024-12-07T18:00Z`,
  `${claims.corrected}?at=2020-01-01`,
]

test('the parts of the design are sound by day and by night, wide and on a phone, in both directions', async ({
  reader,
}) => {
  test.setTimeout(120_000)
  await examineEveryWay(reader, '/design')
  await examineEveryWay(reader, '/ar/design')
})

for (const { code } of languages()) {
  test(`nothing is cut off or stands on another on any screen, or at twice the size: ${code}`, async ({
    reader,
    complaints,
  }) => {
    test.setTimeout(120_000)
    complaints.mayBe(/404/)
    for (const page of pages) {
      const address = inLanguage(page, code)
      await reader.goto(address)
      // A window of 1280 pixels at 200 % is one of 640, and at 400 % one of 320.
      for (const width of [1440, 768, 640, 360, 320]) {
        await reader.setViewportSize({ width, height: 900 })
        expect(await faultsOf(reader), `${address} at ${width}`).toEqual([])
      }
    }
  })
}

test('buttons can be read where the system chooses the colours', async ({ open }) => {
  const reader = await open(null, { forcedColors: 'active' })
  await reader.goto('/claims')
  const buttons = reader.getByRole('button', { name: 'Search' })
  for (const button of await buttons.all()) {
    const [words, plate] = await button.evaluate((each) => {
      const ground = document.createElement('p')
      ground.style.color = 'Canvas'
      each.after(ground)
      return [getComputedStyle(each).color, getComputedStyle(ground).color]
    })
    // The system lays a plate of its canvas behind words, whatever ground they stand on.
    expect(words).not.toBe(plate)
  }
})

/** What sticks out of the page, is cut off by its box, or has its letters on those of something else. */
function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = []
    const say = (what: string, element: Element) =>
      faults.push(`${what}: ${element.outerHTML.replace(/\s+/g, ' ').slice(0, 120)}`)
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth > width) {
      const wide = [...document.querySelectorAll('main *, header *, footer *')].find((each) => {
        const { left, right } = each.getBoundingClientRect()
        return (right > width + 1 || left < -1) && !each.closest('.table-frame, .visually-hidden')
      })
      say('sticks out', wide ?? document.body)
    }
    const boxes: { element: Element; box: DOMRect }[] = []
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement
      if (!element || !texts.currentNode.nodeValue?.trim()) continue
      if (element.closest('.visually-hidden, .skip, svg, style, script, option, [hidden]')) continue
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
      const style = getComputedStyle(element)
      const isCut = element.scrollWidth > element.clientWidth + 1 && style.overflowX !== 'visible'
      if (isCut && style.overflowX !== 'auto') say('is cut off', element)
      const range = document.createRange()
      range.selectNodeContents(texts.currentNode)
      for (const box of range.getClientRects()) boxes.push({ element, box })
    }
    // Letters take about two thirds of the height of their line's box.
    const letters = boxes
      .map(({ element, box }) => ({
        element,
        left: box.left + 1,
        right: box.right - 1,
        top: box.top + box.height * 0.25,
        bottom: box.bottom - box.height * 0.25,
        isFixed: Boolean(element.closest('.as-it-stood-strip')),
      }))
      .filter((each) => each.right > each.left && !each.isFixed)
      .sort((a, b) => a.top - b.top)
    for (const [index, one] of letters.entries()) {
      for (const other of letters.slice(index + 1)) {
        if (other.top >= one.bottom) break
        const meet = one.left < other.right && other.left < one.right
        if (meet && one.element !== other.element)
          say(`stands on “${one.element.textContent?.trim().slice(0, 40)}”`, other.element)
      }
    }
    return faults.slice(0, 5)
  })
}
