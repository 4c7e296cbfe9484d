import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { blocksOf } from '@/lib/documents/read/blocks'
import { takeFurnitureOut } from '@/lib/documents/read/furniture'
import { trimBlocks } from '@/lib/documents/read/trim'

/** What a page's HTML says, as far as the page itself tells. */
export type Article = {
  title: string | null
  byline: string | null
  publisher: string | null
  publishedAt: string | null
  language: string
  text: string
  url: string | null
}

/** The article in a page. Runs in a thread of its own (`read-article.ts`): a hostile page may take all there is. */
export function extractArticle(html: string, url: string | null): Article {
  const { document } = parseHTML(html)
  takeFurnitureOut(document as unknown as Document)
  const article = new Readability<Element>(document as unknown as Document, {
    serializer: (element) => element as Element,
  }).parse()
  return {
    title: article?.title || null,
    byline: article?.byline || null,
    publisher: article?.siteName || null,
    publishedAt: article?.publishedTime || null,
    language: article?.lang || 'und',
    text: article?.content
      ? trimBlocks(blocksOf(article.content), article.title ?? null)
          .map((block) => block.text)
          .join('\n\n')
      : '',
    url,
  }
}
