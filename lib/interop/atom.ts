import { create } from 'xmlbuilder2'
import { builderText } from '@/lib/interop/xml-text'
import type { SiteChange } from '@/lib/site/views'
import {
  confidenceWords,
  siteDescription,
  siteName,
  statusWords,
  verdictKindWords,
} from '@/lib/site/words'

/** When tag URIs of ours begin; they name the site by its host as of that day (RFC 4151). */
const MINTED = '2024-12-01'

/** The newest changes of status as an Atom feed (RFC 4287). Ids are tag URIs: they outlive a change of address. */
export function claimsFeed(changes: SiteChange[], site: { origin: string }): string {
  const tag = `tag:${new URL(site.origin).hostname},${MINTED}:`
  const self = `${site.origin}/feeds/claims.atom`
  const feed = create({ version: '1.0', encoding: 'UTF-8' }).ele(
    'http://www.w3.org/2005/Atom',
    'feed',
    {
      'xml:lang': 'en',
    },
  )
  const text = (
    parent: typeof feed,
    name: string,
    value: string,
    attributes: Record<string, string> = {},
  ) => parent.ele(name, attributes).txt(builderText(value)).up()

  text(feed, 'id', `${tag}feeds/claims`)
  text(feed, 'title', `${siteName}: changes of status`)
  text(feed, 'subtitle', siteDescription)
  // A feed must have a date; before the first change it is the day the ids were minted.
  text(feed, 'updated', changes[0]?.at ?? `${MINTED}T00:00:00.000Z`)
  feed.ele('link', { rel: 'self', type: 'application/atom+xml', href: self })
  feed.ele('link', { rel: 'alternate', type: 'text/html', href: `${site.origin}/` })
  const author = feed.ele('author')
  text(author, 'name', siteName)
  text(author, 'uri', `${site.origin}/`)

  for (const change of changes) {
    const url = `${site.origin}/claims/${change.slug}`
    const entry = feed.ele('entry')
    text(entry, 'id', `${tag}${change.what}/${change.id}`)
    text(entry, 'title', `${wordOf(change)}: ${change.proposition}`)
    text(entry, 'published', change.at)
    text(entry, 'updated', change.at)
    entry.ele('link', { rel: 'alternate', type: 'text/html', href: url })
    const category = change.what === 'withdrawn' ? 'withdrawn' : change.status
    entry.ele('category', {
      term: category,
      scheme: `${site.origin}/methodology#statuses`,
      label: wordOf(change),
    })
    if (change.kind) {
      entry.ele('category', { term: change.kind, label: verdictKindWords[change.kind] })
    }
    if (change.story) {
      entry.ele('category', {
        term: change.story.slug,
        scheme: `${site.origin}/stories/`,
        label: builderText(change.story.title),
      })
    }
    text(entry, 'summary', summaryOf(change), { type: 'text' })
    if (change.rationale) text(entry, 'content', change.rationale, { type: 'text' })
  }
  return feed.end({ prettyPrint: false })
}

function wordOf(change: SiteChange): string {
  return change.what === 'withdrawn' ? 'Withdrawn' : statusWords[change.status]
}

function summaryOf(change: SiteChange): string {
  const parts: string[] = []
  if (change.what === 'withdrawn') parts.push('We withdrew this claim.')
  if (change.what === 'shown') parts.push('First shown; not yet checked.')
  if (change.what === 'verdict') {
    const before = change.before && change.before !== change.status ? change.before : null
    parts.push(
      `${verdictKindWords[change.kind ?? 'first']}: ${statusWords[change.status].toLowerCase()}${
        before ? ` (was ${statusWords[before].toLowerCase()})` : ''
      }.`,
    )
    if (change.confidence) parts.push(`${confidenceWords[change.confidence]} confidence.`)
  }
  if (change.note) parts.push(change.note)
  if (change.claimant) parts.push(`Claimed by ${change.claimant.name}.`)
  return parts.join(' ')
}
