import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test'
import { type DemoKey, demoPeople } from '@/lib/auth/demo-people'
import { examine } from './examine'
import { Newsroom } from './newsroom'

export { expect } from '@playwright/test'
export { examine, visit } from './examine'
export { freshWord } from './newsroom'

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>

type ForTest = {
  /** What the browser complained of. Any entry fails the test unless `mayComplain` foresaw it. */
  complaints: Complaints
  /** A page in a browser of its own: of a demo person who has signed in, or of nobody. */
  open: (who: DemoKey | null, options?: BrowserContextOptions) => Promise<Page>
  /** The demo newsroom: an admin, two editors and a contributor, each signed in. */
  amal: Page
  jonas: Page
  mira: Page
  tomas: Page
  /** Somebody who never signed in. */
  reader: Page
}

type ForWorker = {
  /** The cookies of a person who signed in once, on the real page. */
  signedIn: (who: DemoKey) => Promise<StorageState>
  /** Makes what a test is about, by the desk's own forms. */
  newsroom: Newsroom
}

export class Complaints {
  readonly heard: string[] = []
  private readonly foreseen: RegExp[] = []

  /** Lets the browser say this: that a page asked for on purpose isn't there, say. */
  mayBe(words: RegExp): void {
    this.foreseen.push(words)
  }

  unforeseen(): string[] {
    return this.heard.filter((words) => !this.foreseen.some((each) => each.test(words)))
  }

  listenTo(page: Page): void {
    page.on('console', (message) => {
      if (message.type() !== 'error') return
      this.heard.push(`${page.url()}: ${message.text()} (${message.location().url})`)
    })
    page.on('pageerror', (error) => this.heard.push(`${page.url()}: ${error}`))
  }
}

export const test = base.extend<ForTest, ForWorker>({
  signedIn: [
    async ({ browser }, use, worker) => {
      const { baseURL } = worker.project.use
      const states = new Map<DemoKey, Promise<StorageState>>()
      const signIn = async (who: DemoKey) => {
        const context = await browser.newContext({ baseURL })
        await signInOn(await context.newPage(), who)
        const state = await context.storageState()
        await context.close()
        return state
      }
      await use((who) => {
        const state = states.get(who) ?? signIn(who)
        states.set(who, state)
        return state
      })
    },
    { scope: 'worker' },
  ],

  newsroom: [
    async ({ browser, signedIn }, use, worker) => {
      const { baseURL } = worker.project.use
      const contexts: BrowserContext[] = []
      const newsroom = new Newsroom(async (who) => {
        const storageState = who ? await signedIn(who) : undefined
        const context = await browser.newContext({ baseURL, storageState, bypassCSP: true })
        contexts.push(context)
        const page = await context.newPage()
        await page.goto('/favicon.svg')
        return page
      })
      await use(newsroom)
      await Promise.all(contexts.map((context) => context.close()))
    },
    { scope: 'worker' },
  ],

  complaints: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures out of the pattern
    async ({}, use) => {
      const complaints = new Complaints()
      await use(complaints)
      expect(complaints.unforeseen(), 'the browser has nothing to complain of').toEqual([])
    },
    { auto: true },
  ],

  open: async ({ browser, signedIn, complaints }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (who, options = {}) => {
      const storageState = who ? await signedIn(who) : undefined
      const context = await browser.newContext({ storageState, ...options })
      contexts.push(context)
      // What isn't there by now won't come; the test's own limit would tell less about what was missing.
      context.setDefaultTimeout(15_000)
      context.on('page', (page) => complaints.listenTo(page))
      return context.newPage()
    })
    await Promise.all(contexts.map((context) => context.close()))
  },

  amal: async ({ open }, use) => use(await open('amal')),
  jonas: async ({ open }, use) => use(await open('jonas')),
  mira: async ({ open }, use) => use(await open('mira')),
  tomas: async ({ open }, use) => use(await open('tomas')),
  reader: async ({ open }, use) => use(await open(null)),
})

export function personOf(who: DemoKey) {
  const person = demoPeople.find(({ key }) => key === who)
  if (!person) throw new Error(`There is no ${who} in the demo.`)
  return person
}

/** Signs in as a person would, and arrives at the desk. */
export async function signInOn(page: Page, who: DemoKey): Promise<void> {
  const { email, password } = personOf(who)
  await page.goto('/sign-in')
  await fillIn(page, email, password)
  await page.waitForURL('/desk')
}

export async function fillIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Presses what leads on, waits for the words that say so, and looks the page over. */
export async function press(page: Page, name: string, said: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
  await expect(page.getByText(said, { exact: false }).first()).toBeVisible()
  await examine(page)
}
