import { create } from 'xmlbuilder2'
import { builderText } from '@/lib/interop/xml-text'

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9'

export function sitemapIndex(urls: string[]): string {
  const index = create({ version: '1.0', encoding: 'UTF-8' }).ele(NAMESPACE, 'sitemapindex')
  for (const url of urls) index.ele('sitemap').ele('loc').txt(builderText(url))
  return index.end()
}

export function sitemap(pages: { url: string; changedAt?: string }[]): string {
  const set = create({ version: '1.0', encoding: 'UTF-8' }).ele(NAMESPACE, 'urlset')
  for (const page of pages) {
    const url = set.ele('url')
    url.ele('loc').txt(builderText(page.url))
    if (page.changedAt) url.ele('lastmod').txt(page.changedAt)
  }
  return set.end()
}
