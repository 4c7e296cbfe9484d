import type { Page } from '@playwright/test'
import { examineEveryWay } from './examine'
import { expect, test } from './fixtures'

const damascus = 'rebel-forces-have-begun-the-final-phase-of-encircling-damascus'
const pages = [
  '/',
  '/claims',
  `/claims/${damascus}`,
  `/claims/${damascus}/history`,
  '/stories/damascus-december-2024',
  '/sources',
  '/sources/syrian-defence-ministry',
  '/corrections',
  '/methodology',
  '/feeds',
  '/design',
]

test('the parts of the design are sound by day and by night, wide and on a phone, in both directions', async ({
  reader,
}) => {
  test.setTimeout(120_000)
  await examineEveryWay(reader, '/design')
  await examineEveryWay(reader, '/ar/design')
})

for (const language of ['', '/ar']) {
  test(`nothing is cut off or stands on another at 360 pixels or twice the size: ${language || '/en'}`, async ({
    reader,
  }) => {
    test.setTimeout(120_000)
    for (const page of pages) {
      const address = language ? `${language}${page === '/' ? '' : page}` : page
      // A window of 1280 pixels at 200 % is one of 640; 360 is the narrowest phone.
      for (const width of [360, 640]) {
        await reader.setViewportSize({ width, height: 900 })
        await reader.goto(address)
        expect(await faultsOf(reader), `${address} at ${width}`).toEqual([])
      }
    }
  })
}

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
