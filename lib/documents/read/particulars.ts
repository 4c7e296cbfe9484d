import { readMoment } from '@/lib/documents/read/moment'

/** What a page says about its article, beside the text. */
export type Particulars = {
  title: string | null
  byline: string | null
  publisher: string | null
  /** ISO 8601: a moment with its offset, else a calendar day. */
  publishedAt: string | null
  /** The canonical address, if it is on the page's own site. */
  url: string | null
  /** As declared, not yet held against the text. */
  declaredLanguage: string | null
  /** The whole text as schema.org data, where a site gives it. */
  articleBody: string | null
}

type Json = { [key: string]: unknown }

const ARTICLE_TYPE = /(?:Article|BlogPosting|Reportage|Report|NewsItem|Review)$/

/** The particulars of a page. `url` is where it was fetched from, if it was. */
export function particularsOf(document: Document, url: string | null): Particulars {
  const data = articleData(document)
  const meta = metaOf(document)
  const publisher =
    line(meta('og:site_name')) ??
    nameOf(data?.publisher) ??
    nameOf(data?.isPartOf) ??
    line(meta('dc.publisher', 'publisher', 'application-name')) ??
    nameOf(pageData(document, /^(?:NewsMediaOrganization|Organization|WebSite)$/))
  return {
    title: titleOf(document, data, meta, publisher),
    byline: bylineOf(document, data, meta, publisher),
    publisher,
    publishedAt: publishedAtOf(document, data, meta, url),
    url: canonicalUrl(document, meta, url),
    declaredLanguage:
      document.documentElement?.getAttribute('lang') ||
      document.documentElement?.getAttribute('xml:lang') ||
      textOf(data?.inLanguage) ||
      meta('content-language', 'dc.language', 'language', 'og:locale') ||
      null,
    articleBody: textOf(data?.articleBody) ?? textOf(data?.text),
  }
}

/** The meta elements of a page, asked for by any of their names, in the order of preference. */
function metaOf(document: Document) {
  const found = new Map<string, string>()
  for (const each of document.querySelectorAll('meta[content]')) {
    const content = each.getAttribute('content')?.trim()
    if (!content) continue
    for (const attribute of ['property', 'name', 'itemprop', 'http-equiv']) {
      for (const name of each.getAttribute(attribute)?.toLowerCase().split(/\s+/) ?? []) {
        if (name && !found.has(name)) found.set(name, content)
      }
    }
  }
  return (...names: string[]) => {
    for (const name of names) {
      const content = found.get(name)
      if (content) return content
    }
    return null
  }
}

/** The schema.org data of the article: JSON-LD, else microdata. */
function articleData(document: Document): Json | null {
  return pageData(document, ARTICLE_TYPE) ?? null
}

function pageData(document: Document, type: RegExp): Json | null {
  for (const script of document.querySelectorAll('script[type*="ld+json"]')) {
    const found = flat(parseLoosely(script.textContent ?? '')).find((each) =>
      [each['@type']].flat().some((name) => typeof name === 'string' && type.test(name)),
    )
    if (found) return found
  }
  return null
}

/** JSON as sites write it: with line breaks inside strings, commas too many, or wrapped in a comment. */
function parseLoosely(text: string): unknown {
  const bare = text
    .replace(/^\s*(?:<!--|\/\*.*?\*\/|\/\/\s*<!\[CDATA\[)|(?:-->|\/\/\s*\]\]>)\s*$/g, '')
    .trim()
  for (const attempt of [
    bare,
    bare
      .replace(/\p{Cc}+/gu, ' ')
      .replace(/,\s*([}\]])/g, '$1')
      .replace(/;\s*$/, ''),
  ]) {
    try {
      return JSON.parse(attempt)
    } catch {
      // The next attempt is more forgiving; after it the page says nothing this way.
    }
  }
  return null
}

/** The objects of some JSON-LD, those of its graph included, not deeper than a few levels. */
function flat(value: unknown, depth = 0): Json[] {
  if (Array.isArray(value)) return value.slice(0, 200).flatMap((each) => flat(each, depth))
  if (typeof value !== 'object' || value === null || depth > 3) return []
  const object = value as Json
  return [object, ...flat(object['@graph'], depth + 1), ...flat(object.mainEntity, depth + 1)]
}

function titleOf(
  document: Document,
  data: Json | null,
  meta: ReturnType<typeof metaOf>,
  publisher: string | null,
): string | null {
  const declared = [
    line(textOf(data?.headline)),
    line(meta('og:title')),
    line(meta('twitter:title')),
    line(meta('dc.title', 'dcterms.title', 'parsely-title', 'sailthru.title')),
    line(document.querySelector('title')?.textContent),
  ].filter((each) => each !== null)
  // What readers see is the headline itself, if the page says elsewhere that it is.
  const headings = [...document.querySelectorAll('h1')].slice(0, 20)
  for (const heading of headings) {
    const seen = line(heading.textContent)
    if (seen && seen.length >= 8 && declared.some((each) => opens(each, seen))) {
      return seen
    }
  }
  const [first] = declared
  if (first) return withoutSite(first, publisher)
  const named = headings.flatMap((heading) => line(heading.textContent) ?? [])
  return named[0] ?? line(document.querySelector('[itemprop~=headline]')?.textContent)
}

/** Whether a headline is how a title begins, and most of it. */
function opens(title: string, headline: string): boolean {
  return bare(title).startsWith(bare(headline)) && headline.length > title.length / 2
}

/** A title without the name of the site before or after it. */
function withoutSite(title: string, publisher: string | null): string {
  const parts = title.split(/\s+[|»·•–—-]\s+|\s+::?\s+/)
  if (parts.length < 2) return title
  const last = parts.at(-1) ?? ''
  const isSite = (part: string) => publisher !== null && bare(part) === bare(publisher)
  if (isSite(parts[0] ?? '')) return title.slice(title.indexOf(parts[1] ?? '')).trim()
  const head = title.slice(0, title.lastIndexOf(last)).replace(/\s*[|»·•–—:-]+\s*$/, '')
  // A bar parts a site's name from its headlines; a dash may belong to the headline.
  if (isSite(last) || (/\|\s*[^|]{1,40}$/.test(title) && head.length > 20)) return head
  return title
}

function bylineOf(
  document: Document,
  data: Json | null,
  meta: ReturnType<typeof metaOf>,
  publisher: string | null,
): string | null {
  const people = [data?.author ?? data?.creator]
    .flat(2)
    .flatMap((each) => nameOf(each) ?? [])
    .filter((name, i, names) => names.indexOf(name) === i)
  const declared = people.length > 0 ? people.join(', ') : null
  const said =
    declared ??
    line(
      meta('author', 'dc.creator', 'dcterms.creator', 'parsely-author', 'sailthru.author', 'byl'),
    ) ??
    line(meta('article:author', 'og:article:author'))
  const candidates = [
    said,
    ...[
      '[itemprop~=author] [itemprop~=name]',
      '[itemprop~=author]',
      '[rel~=author]',
      '.byline, .author-name, .article-author, .post-author, .entry-author, .author.vcard, .byline-name, .author',
    ].map((selector) => line(document.querySelector(selector)?.textContent)),
  ]
  for (const candidate of candidates) {
    const name = candidate
      ?.replace(
        /^(?:written |reported |posted |published |story )?(?:by|von|por|par|di|от|بقلم|كتب(?:ت)?|بواسطة)\s*[:：]?\s+/i,
        '',
      )
      .replace(/\s+(?:\||•|·|–|—|-)\s+.*$/, '')
      .trim()
    if (!name || name.length > 120 || /^https?:|[@{}<>]|^\d+$/.test(name)) continue
    if (/^(?:admin|administrator|editor|webmaster|root|user|guest)$/i.test(name)) continue
    if (publisher && candidate !== declared && bare(name) === bare(publisher)) continue
    return name
  }
  return null
}

function publishedAtOf(
  document: Document,
  data: Json | null,
  meta: ReturnType<typeof metaOf>,
  url: string | null,
): string | null {
  const candidates = [
    textOf(data?.datePublished),
    meta(
      'article:published_time',
      'og:article:published_time',
      'og:published_time',
      'datepublished',
    ),
    meta('parsely-pub-date', 'sailthru.date', 'cxenseparse:recs:publishtime', 'dcterms.created'),
    meta(
      'dc.date.issued',
      'dcterms.issued',
      'dc.date',
      'dcterms.date',
      'pubdate',
      'publishdate',
      'publish-date',
      'publish_date',
      'publication_date',
      'ptime',
      'date',
      'article.published',
    ),
    textOf(data?.dateCreated),
    ...[
      '[itemprop~=datePublished]',
      'time[pubdate]',
      'article time[datetime]',
      'time[datetime]',
      'time',
      'abbr.published',
      '.published, .entry-date, .post-date, .article-date, .date, .timestamp',
    ].flatMap((selector) => {
      const element = document.querySelector(selector)
      return element
        ? [
            element.getAttribute('datetime'),
            element.getAttribute('content'),
            element.getAttribute('title'),
            element.textContent,
          ]
        : []
    }),
    /\/((?:19|20)\d{2}[/-][01]\d[/-][0-3]\d)\//.exec(url ?? '')?.[1]?.replaceAll('/', '-'),
  ]
  for (const candidate of candidates) {
    const moment = readMoment(candidate ?? '')
    if (moment) return moment
  }
  return null
}

function canonicalUrl(
  document: Document,
  meta: ReturnType<typeof metaOf>,
  fetched: string | null,
): string | null {
  const given =
    document.querySelector('link[rel~=canonical]')?.getAttribute('href') ?? meta('og:url')
  const base = fetched ?? undefined
  const canonical = given && URL.canParse(given, base) ? new URL(given, base) : null
  if (!canonical || !/^https?:$/.test(canonical.protocol) || canonical.href.length > 2000)
    return fetched
  canonical.username = canonical.password = canonical.hash = ''
  if (fetched === null) return canonical.href
  // A page speaks for its own site only, and its front page is not the article.
  const site = (host: string) => host.replace(/^(?:www|m|mobile|amp)\./, '')
  const isOwn = site(canonical.hostname) === site(new URL(fetched).hostname)
  return isOwn && (canonical.pathname !== '/' || new URL(fetched).pathname === '/')
    ? canonical.href
    : fetched
}

function nameOf(value: unknown): string | null {
  if (Array.isArray(value)) return nameOf(value[0])
  if (typeof value === 'string') return /^https?:/.test(value) ? null : line(value)
  if (typeof value !== 'object' || value === null) return null
  return line(textOf((value as Json).name))
}

function textOf(value: unknown): string | null {
  if (Array.isArray(value)) return textOf(value[0])
  if (typeof value !== 'string') return null
  return value.trim() === '' ? null : value
}

/** One line of text, without markup and entities that slipped into data; null when there is nothing to read. */
function line(value: string | null | undefined): string | null {
  const text = (value ?? '')
    .replace(/<[^>]{1,200}>/g, ' ')
    .replace(/&(?:amp|#0?38);/g, '&')
    .replace(/&(?:quot|#0?34);/g, '"')
    .replace(/&(?:apos|#0?39|#x27);/g, "'")
    .replace(/&(?:nbsp|#160);/g, ' ')
    .replace(/&#(\d{2,6});/g, (_, code) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replace(/&rsquo;/g, '’')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 1000)
  return text === '' ? null : text
}

const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
