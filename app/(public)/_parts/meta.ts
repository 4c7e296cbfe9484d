import type { Metadata } from 'next'
import { alternatesOf, pictureOf } from '@/app/(public)/_parts/carry-away-links'
import { pageWords } from '@/app/(public)/_parts/href'
import { env } from '@/lib/env'
import { DEFAULT_LANGUAGE, inLanguage, languages } from '@/lib/words/languages'

/** The absolute address of a path of ours. */
export function addressOf(path: string): string {
  return `${env().PUBLIC_URL}${path === '/' ? '' : path}` || '/'
}

/** Title, description, canonical address, the same page in other languages, the card that others show, and the feed. */
export async function pageMeta(page: {
  path: string
  title: string
  description: string
  type?: 'website' | 'article'
  /** Whether a page of which there can be a feed has one. */
  hasFeed?: boolean
  publishedAt?: string | null
  changedAt?: string | null
  /** What the page's picture shows, where that changes otherwise. */
  drawn?: string
}): Promise<Metadata> {
  const words = await pageWords()
  const { language, say } = words
  const url = addressOf(inLanguage(page.path, language.code))
  const site = say('site.name')
  const description = shorten(page.description, 200)
  const title = page.path === '/' ? page.title : say('meta.title', { title: page.title, site })
  const drawn = page.drawn ?? page.changedAt ?? page.publishedAt
  const picture = pictureOf(page.path, words, drawn, addressOf)
  const others = languages().map(({ code }) => [code, addressOf(inLanguage(page.path, code))])
  return {
    title,
    description,
    alternates: {
      canonical: url,
      languages: Object.fromEntries([
        ...others,
        ['x-default', addressOf(inLanguage(page.path, DEFAULT_LANGUAGE))],
      ]),
      types: alternatesOf(page.path, words, addressOf, { hasFeed: page.hasFeed ?? true }),
    },
    openGraph: {
      title: page.title,
      description,
      url,
      siteName: site,
      ...(picture && { images: [{ ...picture, alt: page.title }] }),
      locale: new Intl.Locale(language.locale).baseName.replace('-', '_'),
      ...(page.type === 'article'
        ? {
            type: 'article' as const,
            ...(page.publishedAt && { publishedTime: page.publishedAt }),
            ...(page.changedAt && { modifiedTime: page.changedAt }),
          }
        : { type: 'website' as const }),
    },
    twitter: {
      card: picture ? 'summary_large_image' : 'summary',
      title: page.title,
      description,
    },
  }
}

/** At most `length` characters, cut between words. */
function shorten(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= length) return line
  const cut = line.slice(0, length - 1)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), length / 2)).trimEnd()}…`
}
