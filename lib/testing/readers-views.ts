import type { Db } from '@/lib/db'
import { getHistoryWithLog } from '@/lib/site/moments'
import { getClaimPage } from '@/lib/site/queries/claim'
import { getClaimsArchivePage, getClaimsPage } from '@/lib/site/queries/claims'
import { getCorrectionsArchivePage, getCorrectionsPage } from '@/lib/site/queries/corrections'
import { getCorrectionsFeed, getFeed } from '@/lib/site/queries/feed'
import { getHomePage } from '@/lib/site/queries/home'
import { getSourcePage, getSourcesPage } from '@/lib/site/queries/sources'
import { getStoryPage } from '@/lib/site/queries/story'
import type { Question } from '@/lib/site/question'

/** Pages that are one of a kind. */
export const lists = [
  '/',
  '/claims',
  '/claims/page/1',
  '/claims/page/2',
  '/sources',
  '/corrections',
  '/corrections/page/1',
  '/feeds/claims.atom',
  '/feeds/corrections.atom',
]

/** Every page that readers have or could have: those of claims that are not shown, too. */
export async function everyAddress(db: Db): Promise<string[]> {
  const slugs = { select: { slug: true }, orderBy: { slug: 'asc' } } as const
  const [claims, stories, sources] = await Promise.all([
    db.claim.findMany(slugs),
    db.story.findMany(slugs),
    db.source.findMany(slugs),
  ])
  return [
    ...lists,
    ...claims.flatMap(({ slug }) => [`/claims/${slug}`, `/claims/${slug}/history`]),
    ...stories.map(({ slug }) => `/stories/${slug}`),
    ...sources.map(({ slug }) => `/sources/${slug}`),
  ]
}

/** What the page at `address` shows, now or at a moment; null where there is none. */
export async function viewAt(ctx: Question, address: string): Promise<unknown> {
  switch (address) {
    case '/':
      return getHomePage(ctx)
    case '/claims':
      return getClaimsPage(ctx)
    case '/sources':
      return getSourcesPage(ctx)
    case '/corrections':
      return getCorrectionsPage(ctx)
    case '/feeds/claims.atom':
      return getFeed(ctx)
    case '/feeds/corrections.atom':
      return getCorrectionsFeed(ctx)
  }
  const [, noun, slug = '', more] = address.split('/')
  if (slug === 'page') {
    return noun === 'claims'
      ? getClaimsArchivePage(ctx, Number(more))
      : getCorrectionsArchivePage(ctx, Number(more))
  }
  if (noun === 'stories') return getStoryPage(ctx, slug)
  if (noun === 'sources') return getSourcePage(ctx, slug)
  return more === 'history' ? getHistoryWithLog(ctx, slug) : getClaimPage(ctx, slug)
}

/**
 * What readers were served, by address and by the moment of the act that brought it about: of several acts of one
 * moment what the last of them left.
 */
export type Served = Map<string, Map<string, string>>

/** From now on notes, after each act that goes through `db`, what the pages show that `choose` picks. */
export function watch(db: Db, choose: (addresses: string[]) => string[]): Served {
  const served: Served = new Map()
  const transaction = db.$transaction.bind(db) as (...given: unknown[]) => Promise<unknown>
  const noting = async (...given: unknown[]) => {
    const answer = await transaction(...given)
    const act = await db.activity.findFirst({ orderBy: { id: 'desc' }, select: { at: true } })
    if (!act) return answer
    const pages = new Map<string, string>()
    for (const address of choose(await everyAddress(db))) {
      pages.set(address, JSON.stringify(await viewAt({ db }, address)))
    }
    served.set(act.at.toISOString(), pages)
    return answer
  }
  db.$transaction = noting as Db['$transaction']
  return served
}
