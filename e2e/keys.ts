import { expect, type Locator, type Page } from '@playwright/test'

/** Tabs on until the keyboard is there, and sees to it that one can see where it is. */
export async function reach(page: Page, goal: Locator): Promise<void> {
  // Radio buttons are one stop for Tab; among them the arrows walk.
  for (let stops = 0; stops < 150; stops++) {
    if (await goal.evaluate((each) => each === document.activeElement)) {
      const outline = await goal.evaluate((each) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each)
        return outlineStyle !== 'none' && outlineWidth !== '0px' ? 'an outline' : boxShadow
      })
      expect(outline, `${goal} shows that it has the keyboard`).not.toBe('none')
      return
    }
    await page.keyboard.press((await isInSameGroup(goal)) ? 'ArrowDown' : 'Tab')
  }
  throw new Error(`Tab never reaches ${goal}`)
}

/** Whether the keyboard is on another radio button of the same group. */
function isInSameGroup(goal: Locator): Promise<boolean> {
  return goal.evaluate((each) => {
    const at = document.activeElement
    return (
      each instanceof HTMLInputElement &&
      at instanceof HTMLInputElement &&
      each.type === 'radio' &&
      at.type === 'radio' &&
      at.name === each.name
    )
  })
}

/** Goes to a field by keyboard and types into it. */
export async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await reach(page, field)
  await page.keyboard.type(text)
}
