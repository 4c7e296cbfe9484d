import { type FeedAbout, type FeedEntry, type FeedSite, tagOf } from '@/lib/interop/feed'
import { siteName } from '@/lib/site/words'

const VERSION = 'https://jsonfeed.org/version/1.1'

/** The same entries as JSON Feed 1.1: the ids are those of the Atom feed, so that whoever has both sees each once. */
export function jsonFeed(entries: FeedEntry[], about: FeedAbout, site: FeedSite): string {
  const feed = {
    version: VERSION,
    title: about.title,
    home_page_url: site.origin + about.page,
    feed_url: site.origin + about.json,
    ...(about.subtitle && { description: about.subtitle }),
    icon: `${site.origin}/favicon.svg`,
    authors: [{ name: siteName, url: `${site.origin}/` }],
    language: about.language,
    items: entries.map((entry) => ({
      id: tagOf(site, entry.id),
      url: site.origin + entry.path,
      title: entry.title.replace(/\s+/g, ' '),
      summary: entry.summary,
      // An item must have content; where there is nothing to add, what happened is all there is.
      content_text: entry.text.length > 0 ? entry.text.join('\n\n') : entry.summary,
      date_published: entry.published,
      date_modified: entry.updated,
      tags: entry.categories.map(({ label }) => label),
      language: entry.language,
    })),
  }
  return `${JSON.stringify(feed, null, 1)}\n`
}
