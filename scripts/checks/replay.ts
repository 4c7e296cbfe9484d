/**
 * Tells the demo story again on an empty instance, act by act on a clock of its own, and keeps pages that readers were
 * served in between; then asks the front server for them as they stood at random instants, and says where they differ.
 * Prints JSON: `{ instants, compared, served, differences: [{ page, at, served, asked }], renderedTwice, unlike }`; of the
 * last two the first says how many pages were rendered by Next as well, the second which of them were others.
 *
 * What is served is what the publisher would write: each page is rendered as it renders it. The publisher itself is
 * held back, since it would make every page anew after every act.
 */
import { createDb } from '@/lib/db'
import { env } from '@/lib/env'
import { comparablePage } from '@/lib/publish/comparable'
import { Lock } from '@/lib/publish/lock'
import { pastOf } from '@/lib/publish/past-files'
import { type Rendered, renderedByNext, renderedHere } from '@/lib/publish/render'
import { buildFolder } from '@/lib/publish/styles'
import { everyPage } from '@/lib/publish/what-shows'
import { at, Desk } from '@/scripts/seed/desk'
import { tellTheStory } from '@/scripts/seed/instance'

const INSTANTS = 50
/** Pages that are kept at each moment of the story, besides the front page. */
const PAGES_AT_EACH = 2
/** Of how many pages one is rendered by Next as well. */
const RENDERED_TWICE = 5
/** At how many of its moments, in a hundred. */
const KEPT = 20
/** The publisher's own, of lib/publish/publisher.ts. */
const PUBLISHER_LOCK = 7_240_624

const seed = Number(process.argv[2] ?? 4)
const db = createDb(env().DATABASE_URL)
const { PUBLIC_URL, INTERNAL_ORIGIN, INTERNAL_SECRET } = env()
const random = randomNumbers(seed)
const render = renderedHere(buildFolder())

/** What was served from `from` until the story went on at `until`. */
type Stand = { from: Date; until: Date; pages: [page: string, html: string][] }
const stands: Stand[] = []
let last: Date | null = null

const publisher = new Lock(env().DATABASE_URL, PUBLISHER_LOCK)
await publisher.hold(async () => {
  await watchTheClock(async (now) => {
    if (last && now > last && random() * 100 < KEPT) {
      stands.push({ from: last, until: now, pages: await serveSome() })
    }
    if (!last || now > last) last = now
  })
  await tellTheStory(db)
  if (last) stands.push({ from: last, until: new Date(), pages: await serveSome() })
})
publisher.forget()

const differences: { page: string; at: string; served: string; asked: string }[] = []
let compared = 0
for (let i = 0; i < INSTANTS; i++) {
  const { from, until, pages } = pick(stands)
  const length = until.getTime() - from.getTime()
  const instant = new Date(from.getTime() + Math.floor(random() * length)).toISOString()
  for (const [page, served] of pages) {
    // Made as the front server would ask for it, without trying its patience with so many at once.
    await makePast(page, instant)
    const asked = comparablePage(await get(`${page}?at=${instant}`))
    compared += 1
    if (asked !== served) differences.push({ page, at: instant, ...whereApart(served, asked) })
  }
}
const alike = await compareRenderers()
console.log(
  JSON.stringify({ instants: INSTANTS, compared, served: stands.length, differences, ...alike }),
)
await db.$disconnect()

/** Calls `before` ahead of every act of the story, with the moment at which it will have happened. */
async function watchTheClock(before: (now: Date) => Promise<void>): Promise<void> {
  const { by } = Desk.prototype
  Desk.prototype.by = function (key, local) {
    return new Proxy(by.call(this, key, local), {
      get(hand, name) {
        const act = Reflect.get(hand, name)
        if (typeof act !== 'function') return act
        return async (...given: unknown[]) => {
          await before(at(local))
          return act.apply(hand, given)
        }
      },
    })
  }
}

async function serveSome(): Promise<[string, string][]> {
  const pages = (await everyPage(db)).filter((page) => pastOf(page))
  const chosen = new Set(['/', ...Array.from({ length: PAGES_AT_EACH }, () => pick(pages))])
  const served: [string, string][] = []
  for (const page of chosen) {
    const rendered = await render(page)
    // Of a source that nothing public mentions there is no page yet.
    if (rendered) served.push([page, comparablePage(String(rendered.body))])
  }
  return served
}

/** Renders pages of all kinds as they are published, and as Next does. */
async function compareRenderers(): Promise<{ renderedTwice: number; unlike: string[] }> {
  const byNext = renderedByNext(INTERNAL_ORIGIN)
  const unlike: string[] = []
  let renderedTwice = 0
  for (const [at, page] of (await everyPage(db)).entries()) {
    // Next answers the page that stands where there is none by another name.
    if (at % RENDERED_TWICE !== 0 || page.endsWith('/404')) continue
    const [own, other] = [await render(page), await byNext(page)]
    renderedTwice += 1
    if (inOneOrder(own) !== inOneOrder(other)) unlike.push(page)
  }
  return { renderedTwice, unlike }
}

/** Only the order of what stands in the head is left to the renderer. */
function inOneOrder(page: Rendered | null): string {
  if (!page?.isHtml) return String(page?.body.toString('base64'))
  return page.body.replace(/<head>([\s\S]*?)<\/head>/, (_, head: string) =>
    (head.match(/<(?:style|title)[\s\S]*?<\/(?:style|title)>|<[^>]*>/g) ?? []).sort().join('\n'),
  )
}

async function get(address: string): Promise<string> {
  const response = await fetch(PUBLIC_URL + address)
  const text = await response.text()
  if (response.status !== 200) throw new Error(`${address} answered ${response.status}:\n${text}`)
  return text
}

async function makePast(page: string, past: string): Promise<void> {
  const response = await fetch(`${INTERNAL_ORIGIN}/api/internal/rebuild`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-internal-secret': INTERNAL_SECRET },
    body: JSON.stringify({ path: page, past }),
  })
  if (!response.ok) {
    throw new Error(`${page} as of ${past}: ${response.status} ${await response.text()}`)
  }
}

function pick<T>(among: T[]): T {
  const one = among[Math.floor(random() * among.length)]
  if (one === undefined) throw new Error('there is nothing to choose from')
  return one
}

/** The first place where two texts differ, with what stands around it. */
function whereApart(served: string, asked: string): { served: string; asked: string } {
  let first = 0
  while (first < served.length && served[first] === asked[first]) first += 1
  const around = (text: string) => text.slice(Math.max(0, first - 120), first + 200)
  return { served: around(served), asked: around(asked) }
}

/** The same numbers for the same seed: mulberry32. */
function randomNumbers(from: number): () => number {
  let state = from
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
