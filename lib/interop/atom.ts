import { create } from 'xmlbuilder2'
import { builderText } from '@/lib/interop/xml-text'
import type { Feed, SiteChange } from '@/lib/site/views'
import {
  confidenceWords,
  siteDescription,
  siteName,
  statusWords,
  verdictKindWords,
} from '@/lib/site/words'

/** When tag URIs of ours begin; they name the site by its host as of that day (RFC 4151). */
const MINTED = '2024-12-01'
const ATOM = 'http://www.w3.org/2005/Atom'
const TOMBSTONES = 'http://purl.org/atompub/tombstones/1.0'

type Site = { origin: string }
type Element = ReturnType<typeof create>

/** The newest changes of status as an Atom feed (RFC 4287). */
export function claimsFeed(feed: Feed, site: Site): string {
  return atom(feed, site, {
    name: 'claims',
    title: 'changes of status',
    subtitle: siteDescription,
    page: '/',
  })
}

/** Where we were wrong and what we took back, as a feed of its own. An entry that is in both feeds is the same in both. */
export function correctionsFeed(feed: Feed, site: Site): string {
  return atom(feed, site, {
    name: 'corrections',
    title: 'corrections and withdrawals',
    subtitle: 'Where we were wrong, and what we took back.',
    page: '/corrections',
  })
}

/**
 * Ids are tag URIs, which outlive a change of address. A change is an entry that is never altered: what follows
 * is an entry of its own. A withdrawn claim's earlier entries are called back one by one (RFC 6721).
 */
function atom(
  { changes, tombstones }: Feed,
  site: Site,
  about: { name: string; title: string; subtitle: string; page: string },
): string {
  const tag = `tag:${new URL(site.origin).hostname},${MINTED}:`
  const feed = create({ version: '1.0', encoding: 'UTF-8' }).ele(ATOM, 'feed', { 'xml:lang': 'en' })
  if (tombstones.length > 0) feed.att('http://www.w3.org/2000/xmlns/', 'xmlns:at', TOMBSTONES)
  text(feed, 'id', `${tag}feeds/${about.name}`)
  text(feed, 'title', `${siteName}: ${about.title}`)
  text(feed, 'subtitle', about.subtitle)
  // A feed must have a date; before the first change it is the day the ids were minted.
  text(feed, 'updated', changes[0]?.at ?? `${MINTED}T00:00:00.000Z`)
  const self = `${site.origin}/feeds/${about.name}.atom`
  feed.ele('link', { rel: 'self', type: 'application/atom+xml', href: self })
  feed.ele('link', { rel: 'alternate', type: 'text/html', href: site.origin + about.page })
  const author = feed.ele('author')
  text(author, 'name', siteName)
  text(author, 'uri', `${site.origin}/`)

  for (const { what, id, at, reason } of tombstones) {
    const ref = `${tag}${what}/${id}`
    const deleted = feed.ele(TOMBSTONES, 'at:deleted-entry', { ref, when: at })
    const comment = deleted.ele(TOMBSTONES, 'at:comment', { type: 'text' })
    comment.txt(builderText(`We withdrew this claim. ${reason}`))
  }
  for (const change of changes) addEntry(feed, change, { site, tag })
  return feed.end({ prettyPrint: false })
}

function addEntry(feed: Element, change: SiteChange, { site, tag }: { site: Site; tag: string }) {
  const url = `${site.origin}/claims/${change.slug}`
  const entry = feed.ele('entry')
  text(entry, 'id', `${tag}${change.what}/${change.id}`)
  text(entry, 'title', `${wordOf(change)}: ${change.proposition}`)
  text(entry, 'published', change.at)
  text(entry, 'updated', change.at)
  entry.ele('link', { rel: 'alternate', type: 'text/html', href: url })
  if (change.number && change.number > 1) {
    entry.ele('link', {
      rel: 'related',
      type: 'text/html',
      href: `${url}/history/${change.number - 1}-${change.number}`,
      title: 'What changed',
    })
  }
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

function text(
  parent: Element,
  name: string,
  value: string,
  attributes: Record<string, string> = {},
): void {
  parent.ele(name, attributes).txt(builderText(value))
}

function wordOf(change: SiteChange): string {
  return change.what === 'withdrawn' ? 'Withdrawn' : statusWords[change.status]
}

function summaryOf(change: SiteChange): string {
  const parts: string[] = []
  if (change.what === 'withdrawn') {
    const was = change.before && change.before !== 'unreviewed' ? change.before : null
    parts.push(
      `We withdrew this claim${was ? `, which we had called ${statusWords[was].toLowerCase()}` : ''}.`,
    )
  }
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
