import { splitLanguage } from '@/lib/words/languages'

/**
 * The past among the published files. `past/<page>.json` lists when a page changed, `past/<page>/<moment>.html` is the
 * page as it stood from that moment on. The front server reads both by the same rules (scripts/launcher/front-past.mjs);
 * a test holds the two together.
 */

/** An act takes no longer than this; until then another may still come that counts as earlier. */
export const SETTLED_MS = 60_000

const SLUG = '[a-z0-9-]{1,120}'
const WHOLE = new RegExp(`^/(?:claims/${SLUG}(?:/history)?|stories/${SLUG}|sources/${SLUG})$`)
const AROUND =
  /^\/(?:|claims|(?:claims|corrections)\/page\/[1-9]\d{0,6}|sources|corrections|feeds\/[a-z-]+\.(?:atom|json)|(?:claims|stories|sources)\/[a-z0-9-]{1,120}\/feed\.(?:atom|json))$/

/** `'whole'`: every change of the page can be listed; `'around'`: what was in force at one moment can be told. */
export function pastOf(address: string): 'whole' | 'around' | undefined {
  const { path: pagePath } = splitLanguage(address)
  if (AROUND.test(pagePath)) return 'around'
  return WHOLE.test(pagePath) ? 'whole' : undefined
}

/** Pages that are there before anything is on them, since there is something to ask at all. */
const ALWAYS_THERE =
  /^\/(?:|claims|sources|corrections|(?:claims|corrections)\/page\/1|feeds\/[a-z-]+\.(?:atom|json))$/

export function isAlwaysThere(pagePath: string): boolean {
  return ALWAYS_THERE.test(splitLanguage(pagePath).path)
}

const nameOf = (pagePath: string) => (pagePath === '/' ? 'index' : pagePath.slice(1))

export function indexFileOf(pagePath: string): string {
  return `past/${nameOf(pagePath)}.json`
}

/** Without its extension where that is `.html`, as pages are named. Colons are no letters for a file on every system. */
export function pastPathOf(pagePath: string, moment: string): string {
  const extension = /\.[a-z]+$/.exec(pagePath)?.[0] ?? ''
  return `/past/${nameOf(pagePath)}/${moment.replaceAll(':', '')}${extension}`
}

const EXTENSION = /\.[a-z]+$/
const PAGE_FILE = /^past\/(.+)\/(\d{4}-\d\d-\d\dT\d\d)(\d\d)(\d\d\.\d{3}Z)(\.[a-z]+)$/

/** The other way round: which page a file among the published ones is, as of which moment; undefined for what is none. */
export function pageOfPastFile(name: string): { path: string; moment: string } | undefined {
  const [, page = '', hour, minutes, seconds, extension] = PAGE_FILE.exec(name) ?? []
  const path = page === 'index' ? '/' : `/${page}`
  const isPage = pastOf(path) && extension === (EXTENSION.exec(path)?.[0] ?? '.html')
  return isPage ? { path, moment: `${hour}:${minutes}:${seconds}` } : undefined
}

/** The page whose moments a file among the published ones lists; undefined for what lists none. */
export function pageOfIndexFile(name: string): string | undefined {
  const page = /^past\/(.+)\.json$/.exec(name)?.[1]
  const path = page === 'index' ? '/' : `/${page}`
  return page && pastOf(path) ? path : undefined
}

/** A stretch of time in which a page stayed as it was, as it was known at `made`. No page before `to`: `from` is null. */
export type Span = { from: string | null; to: string | null; made: string }

export type WholeIndex = { made: string; moments: string[] }
export type PartialIndex = { spans: [from: string | null, to: string | null, made: string][] }
export type PastIndex = WholeIndex | PartialIndex

export function spansOf(index: PastIndex): Span[] {
  if ('spans' in index) return index.spans.map(([from, to, made]) => ({ from, to, made }))
  return index.moments.map((from, at) => ({
    from,
    to: index.moments[at + 1] ?? null,
    made: index.made,
  }))
}

/** Whether no act could come any more, when `made` was, that counts as of `moment` or earlier. */
export function isSettled(moment: string, made: string): boolean {
  return Date.parse(moment) <= Date.parse(made) - SETTLED_MS
}

/** The moment in force at another, where nothing can change any more about which one that is and what followed it. */
export function finalMoment(spans: Span[], at: Date): string | null {
  const found = spans.find(
    ({ from, to, made }) =>
      from !== null &&
      to !== null &&
      isSettled(to, made) &&
      Date.parse(from) <= at.getTime() &&
      at.getTime() < Date.parse(to),
  )
  return found?.from ?? null
}

/**
 * The moments whose pages were made on knowledge that has been overtaken. A page says what was so at its moment and
 * what followed it: it stays right when no act could come late to that moment any more, and the same one follows.
 */
export function outdated(before: Span[], after: Span[]): string[] {
  const following = new Map(after.map(({ from, to }) => [from, to]))
  return before.flatMap(({ from, to, made }) => {
    if (from === null) return []
    return isSettled(from, made) && following.get(from) === to ? [] : [from]
  })
}

/** What is known of a page with one more stretch, which takes the place of whatever overlaps it. */
export function withSpan(spans: Span[], span: Span, most: number): Span[] {
  const start = ({ from }: Span) => (from === null ? Number.NEGATIVE_INFINITY : Date.parse(from))
  const end = ({ to }: Span) => (to === null ? Number.POSITIVE_INFINITY : Date.parse(to))
  const apart = spans.filter((other) => end(other) <= start(span) || end(span) <= start(other))
  // Of too many those go that were asked for the longest time ago.
  const newest = apart.toSorted((a, b) => b.made.localeCompare(a.made)).slice(0, most - 1)
  return [...newest, span].sort((a, b) => start(a) - start(b))
}
