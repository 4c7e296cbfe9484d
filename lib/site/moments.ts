import 'server-only'
import { CLAIMS_PER_PAGE } from '@/lib/site/paging'
import { getClaimPage } from '@/lib/site/queries/claim'
import { getHistoryPage } from '@/lib/site/queries/history'
import { getClaimLog, type LoggedAct } from '@/lib/site/queries/log'
import { getSourcePage } from '@/lib/site/queries/sources'
import { getStoryPage } from '@/lib/site/queries/story'
import type { Question } from '@/lib/site/question'
import {
  sayClaimChanges,
  sayHistoryChanges,
  sayKinds,
  saySourceChanges,
  sayStoryChanges,
} from '@/lib/site/say-page-changes'
import {
  archiveCandidates,
  type CandidateKind,
  claimCandidates,
  correctionCandidates,
  historyCandidates,
  nextIn,
  sourceCandidates,
  storyCandidates,
  streams,
} from '@/lib/site/sql/candidates'
import type { HistoryPage, WithdrawnClaim } from '@/lib/site/views'
import { splitLanguage } from '@/lib/words/languages'
import { type Words, wordsOf } from '@/lib/words/words-of'

/** A moment of ours at which a page changed, and what readers then saw of it, in sentences. */
export type Moment = { at: string; changed: string[] }

/** Since when a page stood as it did at some moment, since when as before, and until when; null where there is none. */
export type Around = { current: string | null; before: string | null; after: string | null }

type Ask = Pick<Question, 'db'>
type Candidate = { at: Date; what: CandidateKind[] }

/** A page whose every change is known: what it shows at a moment, when it can have changed, and how that is said. */
type Page = {
  view: (at: Date) => Promise<object | null>
  candidates: () => Promise<Candidate[]>
  /** Kinds of change that readers see, whatever else is so. */
  certain: CandidateKind[]
  say: (before: object | null, after: object | null, words: Words) => string[]
}

/**
 * Up to this many candidates are looked at one by one, two or three milliseconds each; of a page that changed more
 * often, every candidate counts as a change, which costs nobody more than a moment at which nothing is new.
 */
const MOST_COMPARED = 400
/** Around one moment no more than these are looked at to either side. */
const MOST_COMPARED_AROUND = 25

/** Every moment at which the page of a claim, its history, a story or a source changed, oldest first; null for others. */
export async function getMoments(
  ctx: Ask,
  pagePath: string,
  words: Words = wordsOf(),
): Promise<Moment[] | null> {
  const page = pageAt(ctx, pagePath)
  if (!page) return null
  const candidates = await page.candidates()
  if (candidates.length > MOST_COMPARED) {
    return candidates.map(({ at, what }) => ({
      at: at.toISOString(),
      changed: sayKinds(what, words),
    }))
  }
  const moments: Moment[] = []
  let before: object | null = null
  for (const { at } of candidates) {
    const after = await page.view(at)
    if (!isSame(before, after)) {
      moments.push({ at: at.toISOString(), changed: page.say(before, after, words) })
    }
    before = after
  }
  return moments
}

/** What readers saw change on a page at one moment, in sentences. */
export async function getChangesAt(
  ctx: Ask,
  pagePath: string,
  at: Date,
  words: Words = wordsOf(),
): Promise<string[]> {
  const page = pageAt(ctx, pagePath)
  if (!page) return []
  const [before, after] = await Promise.all([page.view(justBefore(at)), page.view(at)])
  return isSame(before, after) ? [] : page.say(before, after, words)
}

/** What the page of a claim, its history, a story or a source shows at a moment; null where there is none. */
export async function getViewAt(ctx: Ask, pagePath: string, at: Date): Promise<object | null> {
  return (await pageAt(ctx, pagePath)?.view(at)) ?? null
}

/** The moments around another, for every page that has a past; null for a page that has none. */
export async function getMomentsAround(
  ctx: Ask,
  address: string,
  at: Date,
): Promise<Around | null> {
  // Both forms of a feed change together.
  const pagePath = splitLanguage(address).path.replace(/\.json$/, '.atom')
  // A feed of one thing changes when its page does.
  const page = pageAt(ctx, pagePath.replace(/\/feed\.atom$/, ''))
  if (page) return around(await page.candidates(), at, page)
  const archive = /^\/claims\/page\/([1-9]\d{0,6})$/.exec(pagePath)
  if (archive) {
    const candidates = await ask(ctx, archiveCandidates(Number(archive[1]), CLAIMS_PER_PAGE))
    return around(candidates, at)
  }
  if (/^\/corrections(?:\/page\/[1-9]\d{0,6})?$|^\/feeds\/corrections\.atom$/.test(pagePath)) {
    return around(await ask(ctx, correctionCandidates), at)
  }
  if (['/', '/claims', '/feeds/claims.atom'].includes(pagePath)) return inStreams('news')
  return pagePath === '/sources' ? inStreams('sources') : null

  async function inStreams(name: keyof typeof streams): Promise<Around> {
    const next = async (side: '<' | '<=' | '>', moment: Date) => {
      const [row] = await ctx.db.$queryRaw<{ at: Date | null }[]>`
        ${nextIn(streams[name], side, moment)}`
      return row?.at ?? null
    }
    const [current, after] = await Promise.all([next('<=', at), next('>', at)])
    const before = current && (await next('<', current))
    return { current: iso(current), before: iso(before), after: iso(after) }
  }
}

/** Looks at no more candidates than it must: the ones nearest to the moment, until a change is found on each side. */
async function around(candidates: Candidate[], at: Date, page?: Page): Promise<Around> {
  const isChange = async (candidate: Candidate) =>
    !page ||
    candidate.what.some((what) => page.certain.includes(what)) ||
    !isSame(await page.view(justBefore(candidate.at)), await page.view(candidate.at))
  const first = async (among: Candidate[]) => {
    for (const [index, candidate] of among.entries()) {
      if (index >= MOST_COMPARED_AROUND || (await isChange(candidate))) return candidate.at
    }
    return null
  }
  const earlier = candidates.filter((each) => each.at <= at).reverse()
  const current = await first(earlier)
  const before = current && (await first(earlier.filter((each) => each.at < current)))
  const after = await first(candidates.filter((each) => each.at > at))
  return { current: iso(current), before: iso(before), after: iso(after) }
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null
}

/** Moments are counted in milliseconds. */
function justBefore(at: Date): Date {
  return new Date(at.getTime() - 1)
}

function isSame(a: object | null, b: object | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

const SLUG = '([a-z0-9-]{1,120})'
const CLAIM = new RegExp(`^/claims/${SLUG}$`)
const HISTORY = new RegExp(`^/claims/${SLUG}/history$`)
const STORY = new RegExp(`^/stories/${SLUG}$`)
const SOURCE = new RegExp(`^/sources/${SLUG}$`)

function pageAt({ db }: Ask, address: string): Page | null {
  const { path: pagePath } = splitLanguage(address)
  const slugOf = (form: RegExp) => form.exec(pagePath)?.[1]
  const claim = slugOf(CLAIM)
  if (claim) {
    return pageOf({
      view: (at) => getClaimPage({ db, at }, claim),
      candidates: () => ask({ db }, claimCandidates(claim)),
      certain: ['shown', 'verdict', 'withdrawal'],
      say: sayClaimChanges,
    })
  }
  const history = slugOf(HISTORY)
  if (history) {
    return pageOf({
      view: (at) => getHistoryWithLog({ db, at }, history),
      candidates: () => ask({ db }, historyCandidates(history)),
      certain: ['shown', 'verdict', 'withdrawal', 'logged'],
      say: sayHistoryChanges,
    })
  }
  const story = slugOf(STORY)
  if (story) {
    return pageOf({
      view: (at) => getStoryPage({ db, at }, story),
      candidates: () => ask({ db }, storyCandidates(story)),
      certain: ['shown'],
      say: sayStoryChanges,
    })
  }
  const source = slugOf(SOURCE)
  if (source) {
    return pageOf({
      view: (at) => getSourcePage({ db, at }, source),
      candidates: () => ask({ db }, sourceCandidates(source)),
      certain: [],
      say: saySourceChanges,
    })
  }
  return null
}

/** What the page shows: the verdicts, and below them which leaf of the log each public act is. */
export async function getHistoryWithLog(
  ctx: Question,
  slug: string,
): Promise<((HistoryPage | WithdrawnClaim) & { acts: LoggedAct[] }) | null> {
  const page = await getHistoryPage(ctx, slug)
  return page && { ...page, acts: await getClaimLog(ctx, slug) }
}

/** Forgets of which kind the view is: whoever says its changes gets back what `view` gave. */
function pageOf<View extends object>(page: {
  view: (at: Date) => Promise<View | null>
  candidates: Page['candidates']
  certain: CandidateKind[]
  say: (before: View | null, after: View | null, words: Words) => string[]
}): Page {
  return page as unknown as Page
}

async function ask(
  { db }: Ask,
  candidates: ReturnType<typeof claimCandidates>,
): Promise<Candidate[]> {
  return db.$queryRaw<Candidate[]>`${candidates} ORDER BY at`
}
