import 'server-only'
import { askedMoment, publicContext, queryOf } from '@/app/(public)/_parts/context'
import { pageWords } from '@/app/(public)/_parts/href'
import { addressOf } from '@/app/(public)/_parts/meta'
import { atomFeed } from '@/lib/interop/atom'
import { calledBack, claimEntry, type FeedAbout } from '@/lib/interop/feed'
import { jsonFeed } from '@/lib/interop/json-feed'
import { type FeedOf, getCorrectionsFeed, getFeed, getFeedOf } from '@/lib/site/queries/feed'
import type { Feed } from '@/lib/site/views'
import { inLanguage } from '@/lib/words/languages'

export type FeedForm = 'atom' | 'json'

/** The feed of what changed last, or of what we had wrong, in the language of the address. */
export async function answerSiteFeed(
  request: Request,
  name: 'claims' | 'corrections',
  form: FeedForm,
): Promise<Response> {
  const at = await askedMoment(queryOf(request))
  const ctx = publicContext(at)
  const feed = name === 'claims' ? await getFeed(ctx) : await getCorrectionsFeed(ctx)
  const { say } = await pageWords()
  const site = say('site.name')
  return answer(feed, form, at, {
    id: `feeds/${name}`,
    title: say(`feeds.${name}.title`, { site }),
    subtitle: name === 'claims' ? say('site.description') : say('feeds.corrections.subtitle'),
    page: name === 'claims' ? '/' : '/corrections',
    base: `/feeds/${name}`,
  })
}

const folders: Record<FeedOf['kind'], string> = {
  claim: 'claims',
  story: 'stories',
  source: 'sources',
}

/** The feed of one claim, story or source. */
export async function answerFeedOf(
  request: Request,
  kind: FeedOf['kind'],
  params: Promise<{ slug: string }>,
  form: FeedForm,
): Promise<Response> {
  const { slug } = await params
  const at = await askedMoment(queryOf(request))
  const found = await getFeedOf(publicContext(at), kind, slug)
  if (!found) return new Response('Not found', { status: 404 })
  const { say } = await pageWords()
  const page = `/${folders[kind]}/${slug}`
  return answer({ changes: found.changes, tombstones: [] }, form, at, {
    id: `feeds${page}`,
    title: say(`feeds.${kind}.title`, { site: say('site.name'), name: found.title }),
    subtitle: say(`feeds.${kind}.subtitle`),
    page,
    base: `${page}/feed`,
  })
}

async function answer(
  feed: Feed,
  form: FeedForm,
  at: string | null,
  own: { id: string; title: string; subtitle: string; page: string; base: string },
): Promise<Response> {
  const words = await pageWords()
  const { code } = words.language
  const pathOf = (path: string) => inLanguage(path, code)
  // What stood at a moment is found at an address that says so, its page as well.
  const addressAt = (path: string) => pathOf(path) + (at ? `?at=${at}` : '')
  const entries = feed.changes.map((change) => claimEntry(change, { words, pathOf }))
  const about: FeedAbout = {
    // A feed in another language is another feed; its entries are the same things.
    id: pathOf(`/${own.id}`).slice(1),
    title: own.title,
    subtitle: own.subtitle,
    language: code,
    page: addressAt(own.page),
    atom: addressAt(`${own.base}.atom`),
    json: addressAt(`${own.base}.json`),
  }
  const site = { origin: addressOf('') }
  // Whoever knows RFC 6721 takes a withdrawn claim away; everybody else has the entry that says so in its place.
  const withdrawn = feed.changes.flatMap(({ what, claimId, at, note }) =>
    what === 'withdrawn'
      ? [calledBack({ what: 'claims', id: claimId, at, reason: note ?? '' }, words)]
      : [],
  )
  const gone = [...withdrawn, ...feed.tombstones.map((each) => calledBack(each, words))]
  return form === 'atom'
    ? new Response(atomFeed(entries, about, site, gone), {
        headers: { 'content-type': 'application/atom+xml; charset=utf-8' },
      })
    : new Response(jsonFeed(entries, about, site), {
        headers: { 'content-type': 'application/feed+json; charset=utf-8' },
      })
}
