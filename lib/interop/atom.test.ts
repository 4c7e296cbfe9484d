import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { create } from 'xmlbuilder2'
import { claimsFeed, correctionsFeed } from '@/lib/interop/atom'
import { sitemap, sitemapIndex } from '@/lib/interop/sitemap'
import { xmlText } from '@/lib/interop/xml-text'
import type { Feed, SiteChange } from '@/lib/site/views'

const site = { origin: 'https://news.example' }

function aChange(given: Partial<SiteChange> = {}): SiteChange {
  return {
    id: '01900000-0000-7000-8000-000000000001',
    what: 'verdict',
    at: '2024-12-08T06:00:00.000Z',
    slug: 'the-army-has-withdrawn',
    proposition: 'The army has withdrawn',
    before: 'disputed',
    status: 'verified',
    confidence: 'high',
    kind: 'update',
    number: 2,
    note: 'New video.',
    rationale: 'Seen from three sides.',
    claimant: { slug: 'a-monitor', name: 'A Monitor', language: 'en', kind: 'monitor' },
    story: { slug: 'damascus', title: 'Damascus' },
    ...given,
  }
}

/** A feed of these entries, with nothing to call back. */
const feedOf = (...changes: SiteChange[]): Feed => ({ changes, tombstones: [] })

type Parsed = { feed: Record<string, unknown> & { entry: Record<string, unknown> } }
/** What an XML processor reads in the title of the only entry; xmlbuilder2's parser decodes some references only. */
const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const titleOf = (xml: string) =>
  (/<entry>.*?<title>(.*?)<\/title>/s.exec(xml)?.[1] ?? '').replace(
    /&(\w+);/g,
    (_, name) => named[name] ?? '?',
  )
const parse = (xml: string) => create(xml).end({ format: 'object' }) as unknown as Parsed

describe('claimsFeed', () => {
  it('has what RFC 4287 asks of a feed and of an entry', () => {
    const { feed } = parse(claimsFeed(feedOf(aChange()), site))
    expect(feed).toMatchObject({
      id: 'tag:news.example,2024-12-01:feeds/claims',
      updated: '2024-12-08T06:00:00.000Z',
      author: { name: 'Counterclaim' },
    })
    expect(feed.link).toEqual([
      expect.objectContaining({
        '@rel': 'self',
        '@href': 'https://news.example/feeds/claims.atom',
      }),
      expect.objectContaining({ '@rel': 'alternate' }),
    ])
    expect(feed.entry).toMatchObject({
      id: 'tag:news.example,2024-12-01:verdict/01900000-0000-7000-8000-000000000001',
      title: 'Verified: The army has withdrawn',
      updated: '2024-12-08T06:00:00.000Z',
      link: [
        { '@rel': 'alternate', '@href': 'https://news.example/claims/the-army-has-withdrawn' },
        {
          '@rel': 'related',
          '@href': 'https://news.example/claims/the-army-has-withdrawn/history/1-2',
        },
      ],
    })
    expect(JSON.stringify(feed.entry)).toContain(
      'Update: verified (was disputed). High confidence. New video.',
    )
  })

  it('is a feed before anything happened', () => {
    expect(parse(claimsFeed(feedOf(), site)).feed.updated).toBe('2024-12-01T00:00:00.000Z')
  })

  it('keeps the ids of its entries when the site moves to another port or scheme', () => {
    const id = (origin: string) => parse(claimsFeed(feedOf(aChange()), { origin })).feed.entry.id
    expect(id('http://news.example:3000')).toBe(id('https://news.example'))
  })

  it('says of a withdrawn claim that it was withdrawn and why, and nothing else', () => {
    const change = aChange({
      what: 'withdrawn',
      status: 'unreviewed',
      before: null,
      confidence: null,
      kind: null,
      number: null,
      note: 'A forgery.',
      rationale: null,
      claimant: null,
      story: null,
    })
    const { entry } = parse(claimsFeed(feedOf(change), site)).feed
    expect(entry.title).toBe('Withdrawn: The army has withdrawn')
    expect(JSON.stringify(entry.summary)).toContain('We withdrew this claim. A forgery.')
    expect(entry).not.toHaveProperty('content')
    const called = claimsFeed(feedOf({ ...change, before: 'verified' }), site)
    expect(called).toContain('We withdrew this claim, which we had called verified. A forgery.')
  })

  it('calls back what it said of a claim that we withdrew, by the ids that the entries had', () => {
    const earlier = aChange()
    const withdrawn = aChange({ what: 'withdrawn', id: 'c1', at: '2024-12-09T06:00:00.000Z' })
    const reason = 'A <b>forgery</b> & worse.'
    const xml = claimsFeed(
      {
        changes: [withdrawn],
        tombstones: [
          { what: 'verdict', id: earlier.id, at: withdrawn.at, reason },
          { what: 'shown', id: 'c1', at: withdrawn.at, reason },
        ],
      },
      site,
    )
    const idOf = (change: SiteChange) => parse(claimsFeed(feedOf(change), site)).feed.entry.id
    expect(xml).toContain('xmlns:at="http://purl.org/atompub/tombstones/1.0"')
    const { feed } = parse(xml)
    expect(feed['at:deleted-entry']).toMatchObject([
      { '@ref': idOf(earlier), '@when': withdrawn.at },
      { '@ref': 'tag:news.example,2024-12-01:shown/c1', '@when': withdrawn.at },
    ])
    expect(xml).toContain('We withdrew this claim. A &lt;b&gt;forgery&lt;/b&gt; &amp; worse.')
    // The withdrawal itself is news, under an id of its own.
    expect(feed.entry.id).toBe('tag:news.example,2024-12-01:withdrawn/c1')
    expect(feed.updated).toBe(withdrawn.at)
  })

  it('stays well-formed, and keeps every character that XML can hold, whatever the strings are', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        ']]>',
        '<![CDATA[',
        '<!ENTITY x "y">',
        '&amp;',
        '\u0000',
        '\ufffe',
        '\ud800',
        '\u000b',
      ),
    )
    fc.assert(
      fc.property(hostile, hostile, (proposition, note) => {
        const xml = claimsFeed(feedOf(aChange({ proposition, note, rationale: null })), site)
        expect(xml.isWellFormed()).toBe(true)
        expect(xml).not.toMatch(/&(?!(?:amp|lt|gt|quot|apos);)|\]\]>/)
        // An XML processor reads every line end as a line feed.
        const read = (text: string) => xmlText(text).replace(/\r\n?/g, '\n')
        expect(read(titleOf(xml))).toBe(read(`Verified: ${proposition}`))
      }),
    )
  }, 20_000)
})

describe('correctionsFeed', () => {
  it('is a feed of its own, whose entries are those of the other', () => {
    const xml = correctionsFeed(feedOf(aChange({ kind: 'correction' })), site)
    const { feed } = parse(xml)
    expect(feed).toMatchObject({ id: 'tag:news.example,2024-12-01:feeds/corrections' })
    expect(xml).toContain('href="https://news.example/feeds/corrections.atom"')
    const other = claimsFeed(feedOf(aChange({ kind: 'correction' })), site)
    expect(feed.entry).toEqual(parse(other).feed.entry)
  })
})

describe('xmlText', () => {
  it('leaves nothing that XML 1.0 can’t hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(xmlText(text)).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u)
      }),
    )
  })

  it('alters nothing that it can', () => {
    for (const text of ['انسحب الجيش\n«لا صحة»', 'tab\tline\r\n', '𐎀 😀', '\u007f\u0085']) {
      expect(xmlText(text)).toBe(text)
    }
  })
})

describe('sitemap', () => {
  it('lists addresses, with when they changed where that is known', () => {
    const xml = sitemap([
      { url: 'https://news.example/?a=1&b=2', changedAt: '2024-12-08T06:00:00.000Z' },
    ])
    expect(xml).toContain('<loc>https://news.example/?a=1&amp;b=2</loc>')
    expect(xml).toContain('<lastmod>2024-12-08T06:00:00.000Z</lastmod>')
    expect(sitemapIndex(['https://news.example/a.xml'])).toContain('<sitemap><loc>')
  })
})
