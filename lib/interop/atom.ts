import { create } from 'xmlbuilder2'
import { type FeedAbout, type FeedEntry, type FeedSite, MINTED, tagOf } from '@/lib/interop/feed'
import { builderText } from '@/lib/interop/xml-text'
import { siteName } from '@/lib/site/words'

const ATOM = 'http://www.w3.org/2005/Atom'
const TOMBSTONES = 'http://purl.org/atompub/tombstones/1.0'

type Element = ReturnType<typeof create>

/**
 * Entries as an Atom feed (RFC 4287), last changed first as they come. Ids are tag URIs, which outlive a change of
 * address. What has to go from wherever it was copied to is called back by its id (RFC 6721).
 */
export function atomFeed(
  entries: FeedEntry[],
  about: FeedAbout,
  site: FeedSite,
  gone: { id: string; at: string; comment: string }[] = [],
): string {
  const feed = create({ version: '1.0', encoding: 'UTF-8' }).ele(ATOM, 'feed', {
    'xml:lang': about.language,
  })
  if (gone.length > 0) feed.att('http://www.w3.org/2000/xmlns/', 'xmlns:at', TOMBSTONES)
  text(feed, 'id', tagOf(site, about.id))
  text(feed, 'title', about.title)
  if (about.subtitle) text(feed, 'subtitle', about.subtitle)
  text(feed, 'updated', lastUpdate(entries))
  const link = (rel: string, type: string, path: string) =>
    feed.ele('link', { rel, type, href: site.origin + path })
  link('self', 'application/atom+xml', about.atom)
  link('alternate', 'text/html', about.page)
  link('alternate', 'application/feed+json', about.json)
  const author = feed.ele('author')
  text(author, 'name', siteName)
  text(author, 'uri', `${site.origin}/`)
  for (const { id, at, comment } of gone) {
    const deleted = feed.ele(TOMBSTONES, 'at:deleted-entry', { ref: tagOf(site, id), when: at })
    deleted.ele(TOMBSTONES, 'at:comment', { type: 'text' }).txt(builderText(comment))
  }
  for (const entry of entries) addEntry(feed, entry, site)
  return feed.end({ prettyPrint: false })
}

function addEntry(feed: Element, given: FeedEntry, site: FeedSite) {
  const entry = feed.ele('entry', { 'xml:lang': given.language })
  text(entry, 'id', tagOf(site, given.id))
  text(entry, 'title', oneLine(given.title))
  text(entry, 'published', given.published)
  text(entry, 'updated', given.updated)
  entry.ele('link', { rel: 'alternate', type: 'text/html', href: site.origin + given.path })
  for (const { path, title } of given.related) {
    entry.ele('link', {
      rel: 'related',
      type: 'text/html',
      href: site.origin + path,
      title: builderText(title),
    })
  }
  for (const { term, label, scheme } of given.categories) {
    entry.ele('category', {
      term: builderText(term),
      ...(scheme && { scheme: site.origin + scheme }),
      label: builderText(label),
    })
  }
  text(entry, 'summary', given.summary, { type: 'text' })
  if (given.text.length > 0) text(entry, 'content', given.text.join('\n\n'), { type: 'text' })
}

/** A feed must have a date; before the first change it is the day the ids were minted. */
function lastUpdate(entries: FeedEntry[]): string {
  return (
    entries
      .map(({ updated }) => updated)
      .sort()
      .at(-1) ?? `${MINTED}T00:00:00.000Z`
  )
}

function oneLine(value: string): string {
  return value.replace(/\s+/g, ' ')
}

function text(
  parent: Element,
  name: string,
  value: string,
  attributes: Record<string, string> = {},
): void {
  parent.ele(name, attributes).txt(builderText(value))
}
