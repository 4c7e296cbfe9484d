import { createHash } from 'node:crypto'
import { inLanguage } from '@/lib/words/languages'
import type { Words } from '@/lib/words/words-of'

const HAS_FEED = /^\/(?:claims|stories|sources)\/[a-z0-9-]{1,120}$/
const HAS_CARD = /^\/(?:claims|stories)\/[a-z0-9-]{1,120}$/

type AddressOf = (path: string) => string
type Link = { url: string; title: string }

/** The `rel="alternate"` links of a page's head: the feeds of the site, the page's own, and where oEmbed asks for its card. */
export function alternatesOf(
  path: string,
  { language, say }: Words,
  addressOf: AddressOf,
  { hasFeed = true } = {},
): Record<string, Link[]> {
  const at = (page: string) => addressOf(inLanguage(page, language.code))
  const site = say('site.name')
  const feeds = [
    { base: '/feeds/claims', title: say('feeds.claims.title', { site }) },
    { base: '/feeds/corrections', title: say('feeds.corrections.title', { site }) },
    ...(hasFeed && HAS_FEED.test(path)
      ? [{ base: `${path}/feed`, title: say('feeds.thisPage') }]
      : []),
  ]
  const ask = (format: string) =>
    `${addressOf('/oembed')}?url=${encodeURIComponent(at(path))}&format=${format}`
  return {
    'application/atom+xml': feeds.map(({ base, title }) => ({ url: at(`${base}.atom`), title })),
    'application/feed+json': feeds.map(({ base, title }) => ({ url: at(`${base}.json`), title })),
    ...(HAS_CARD.test(path) && {
      'application/json+oembed': [{ url: ask('json'), title: 'oEmbed' }],
      'text/xml+oembed': [{ url: ask('xml'), title: 'oEmbed' }],
    }),
  }
}

/** The picture that others show when they link to a page: another address whenever what is `drawn` in it may be another. */
export function pictureOf(
  path: string,
  { language }: Words,
  drawn: string | null | undefined,
  addressOf: AddressOf,
) {
  if (!HAS_CARD.test(path)) return undefined
  const version = drawn ? `?v=${createHash('sha256').update(drawn).digest('hex').slice(0, 12)}` : ''
  const url = addressOf(inLanguage(`${path}/picture.png`, language.code)) + version
  return { url, width: 1200, height: 630, type: 'image/png' }
}
