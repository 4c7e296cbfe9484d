import { Readability } from '@mozilla/readability'
import { type Block, blocksOf } from '@/lib/documents/read/blocks'
import { coreOf, takeFurnitureOut } from '@/lib/documents/read/furniture'
import { settleLanguage } from '@/lib/documents/read/language'
import { documentOf, normaliseHtml } from '@/lib/documents/read/parse-page'
import { type Particulars, particularsOf } from '@/lib/documents/read/particulars'
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

/** Letters of prose below which an article may have been missed. */
const THIN = 300

/** The article in a page. Runs in a thread of its own (`read-article.ts`): a hostile page may take all there is. */
export function extractArticle(html: string, url: string | null): Article {
  const whole = normaliseHtml(html)
  const document = documentOf(whole)
  const { declaredLanguage, articleBody, ...particulars } = particularsOf(document, url)
  const text = textOf(bestBlocks(document, whole, { ...particulars, articleBody }))
  return { ...particulars, language: settleLanguage(declaredLanguage, text), text }
}

/**
 * The article's blocks. Readability on the page without its furniture is right nearly always; where it finds next to
 * nothing, whatever else finds more is taken: the page with its furniture, all that is left without it, or the text that
 * the site gives to search engines.
 */
function bestBlocks(
  document: Document,
  html: string,
  { title, byline, articleBody }: Pick<Particulars, 'title' | 'byline' | 'articleBody'>,
): Block[] {
  takeFurnitureOut(document)
  const found = trimBlocks(readable(document), title, byline)
  if (prose(found) >= THIN) return found
  const bare = documentOf(html)
  takeFurnitureOut(bare)
  return [
    articleBody ? blocksOf(documentOf(normaliseHtml(asHtml(articleBody))).body) : [],
    readable(documentOf(html)),
    blocksOf(coreOf(bare.body)),
  ]
    .map((blocks) => trimBlocks(blocks, title, byline))
    .reduce((best, each) => (prose(each) > 2 * prose(best) ? each : best), found)
}

function readable(document: Document): Block[] {
  const article = new Readability<Element>(document, {
    serializer: (element) => element as Element,
  }).parse()
  return article?.content ? blocksOf(article.content) : []
}

/** Letters in blocks that run on for a sentence and are not links. */
function prose(blocks: Block[]): number {
  const running = blocks.filter(({ text, linked }) => text.length >= 60 && linked < 0.5)
  return running.reduce((length, { text }) => length + text.length, 0)
}

/** Data's text, which is plain with line breaks or is HTML itself. */
function asHtml(text: string): string {
  if (/<\/?(?:p|br|div|h\d)\b/i.test(text)) return `<body>${text}</body>`
  const escaped = text.replace(/&(?!#?\w+;)/g, '&amp;').replace(/</g, '&lt;')
  return `<body><p>${escaped.replace(/\s*\n\s*/g, '</p><p>')}</p></body>`
}

const textOf = (blocks: Block[]) => blocks.map((block) => block.text).join('\n\n')
