import type { Metadata } from 'next'
import { env } from '@/lib/env'
import { siteName } from '@/lib/site/words'

/** The absolute address of a path of ours. */
export function addressOf(path: string): string {
  return `${env().PUBLIC_URL}${path === '/' ? '' : path}` || '/'
}

/** Title, description, canonical address, the card that others show when they link here, and the feed. */
export function pageMeta(page: {
  path: string
  title: string
  description: string
  type?: 'website' | 'article'
  publishedAt?: string | null
  changedAt?: string | null
}): Metadata {
  const url = addressOf(page.path)
  const description = shorten(page.description, 200)
  const title = page.path === '/' ? page.title : `${page.title} — ${siteName}`
  return {
    title,
    description,
    alternates: {
      canonical: url,
      types: {
        'application/atom+xml': [
          { url: addressOf('/feeds/claims.atom'), title: `${siteName}: changes of status` },
          { url: addressOf('/feeds/corrections.atom'), title: `${siteName}: corrections` },
        ],
      },
    },
    openGraph: {
      title: page.title,
      description,
      url,
      siteName,
      locale: 'en_GB',
      ...(page.type === 'article'
        ? {
            type: 'article' as const,
            ...(page.publishedAt && { publishedTime: page.publishedAt }),
            ...(page.changedAt && { modifiedTime: page.changedAt }),
          }
        : { type: 'website' as const }),
    },
    twitter: { card: 'summary', title: page.title, description },
  }
}

/** At most `length` characters, cut between words. */
function shorten(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= length) return line
  const cut = line.slice(0, length - 1)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), length / 2)).trimEnd()}…`
}
