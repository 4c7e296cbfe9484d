import { createHash } from 'node:crypto'
import { type Dateline, findDateline } from '@/lib/documents/read/dateline'
import { decodeBytes } from '@/lib/documents/read/decode-bytes'
import { type FetchOptions, fetchPage } from '@/lib/documents/read/fetch-page'
import { guessLanguage } from '@/lib/documents/read/language'
import { readProse } from '@/lib/documents/read/prose'
import { readArticle } from '@/lib/documents/read/read-article'
import { AppError } from '@/lib/errors'

/** A document as it was read, before anybody at the desk has looked at it. */
export type ReadDocument = {
  title: string | null
  byline: string | null
  publisher: string | null
  /** ISO 8601 with the offset that was given, or a calendar day where that is all that is said. */
  publishedAt: string | null
  /** BCP 47; `und` when it can't be told. */
  language: string
  /** Paragraphs with a blank line between them; the dateline is kept. */
  text: string
  /** The page's own canonical address on its own site, else where the redirects ended; null without an address. */
  url: string | null
  dateline: Dateline | null
  /** Of the bytes as received, without compression. */
  bytesSha256: string
  fetchedAt: Date
}

/** The longest text taken in, in UTF-16 units: what a document of ours may hold. */
export const MOST_TEXT = 1_000_000
/** The largest file or page read, in bytes without compression. */
export const MOST_BYTES = 10_000_000

/** The article at a web address. Throws `AppError`: see `fetchPage` and `readFile` for why it may be refused. */
export async function readUrl(
  url: string,
  options: FetchOptions & { now: Date },
): Promise<ReadDocument> {
  const page = await fetchPage(url.trim(), options)
  return readBytes(page.bytes, page.contentType, page.url, options.now)
}

/** The article in a saved page or a text file; `name` decides which, with the media type if one is given. */
export async function readFile(
  bytes: Uint8Array,
  file: { name: string; type?: string | null; now: Date },
): Promise<ReadDocument> {
  const type = /\.x?html?$/i.test(file.name)
    ? 'text/html'
    : /\.te?xt$/i.test(file.name)
      ? 'text/plain'
      : (file.type?.split(';')[0]?.trim().toLowerCase() ?? '')
  if (!['text/html', 'application/xhtml+xml', 'text/plain'].includes(type)) {
    throw new AppError('refused', 'file_kind_refused')
  }
  if (bytes.length > MOST_BYTES) {
    throw new AppError('refused', 'page_too_large', { facts: { megabytes: MOST_BYTES / 1e6 } })
  }
  return readBytes(bytes, type, null, file.now)
}

/** What an editor pasted: its headline, byline and dateline are told from the article by their shape. */
export function readPasted(text: string, options: { now: Date }): ReadDocument {
  if (text.length > MOST_TEXT) throw tooLong()
  return fromProse(text, Buffer.from(text.toWellFormed(), 'utf8'), null, options.now)
}

async function readBytes(
  bytes: Uint8Array,
  contentType: string | null,
  url: string | null,
  now: Date,
): Promise<ReadDocument> {
  const { kind, text } = decodeBytes(bytes, contentType)
  if (kind === 'text') return fromProse(text, bytes, url, now)
  const article = await readArticle(text, url)
  if (article.text.length > MOST_TEXT) throw tooLong()
  if (article.text === '') throw new AppError('refused', 'page_without_article')
  return {
    ...article,
    dateline: findDateline(article.text, article.publishedAt),
    bytesSha256: sha256(bytes),
    fetchedAt: now,
  }
}

function fromProse(text: string, bytes: Uint8Array, url: string | null, now: Date): ReadDocument {
  const prose = readProse(text)
  if (prose.text.length > MOST_TEXT) throw tooLong()
  return {
    ...prose,
    publisher: null,
    language: guessLanguage(prose.text),
    url,
    dateline: findDateline(prose.text, prose.publishedAt),
    bytesSha256: sha256(bytes),
    fetchedAt: now,
  }
}

const tooLong = () => new AppError('refused', 'text_too_long', { facts: { most: MOST_TEXT } })

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
