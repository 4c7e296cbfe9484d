import { extractFromJson } from '@extractus/feed-extractor'
import { parseFeed as parseByOther } from '@rowanmanning/feed-parser'
import fc from 'fast-check'
import { parseFeed } from 'feedsmith'
import { describe, expect, it } from 'vitest'
import { atomFeed } from '@/lib/interop/atom'
import { calledBack, claimEntry, type FeedAbout } from '@/lib/interop/feed'
import { jsonFeed } from '@/lib/interop/json-feed'
import { sitemap, sitemapIndex } from '@/lib/interop/sitemap'
import { xmlText } from '@/lib/interop/xml-text'
import type { FeedChange } from '@/lib/site/views'
import { wordsOf } from '@/lib/words/words-of'

const site = { origin: 'https://news.example' }
const words = wordsOf()
const about: FeedAbout = {
  id: 'feeds/claims',
  title: 'Counterclaim: changes of status',
  subtitle: 'What was claimed.',
  language: 'en',
  page: '/',
  atom: '/feeds/claims.atom',
  json: '/feeds/claims.json',
}

function aChange(given: Partial<FeedChange> = {}): FeedChange {
  return {
    id: '01900000-0000-7000-8000-000000000001',
    claimId: '01900000-0000-7000-8000-00000000000c',
    shownSince: '2024-12-07T15:00:00.000Z',
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
    line: [
      { at: '2024-12-08T06:00:00.000Z', status: 'verified', kind: 'update', note: 'New video.' },
      { at: '2024-12-07T18:00:00.000Z', status: 'disputed', kind: 'correction', note: 'We erred.' },
    ],
    ...given,
  }
}

/** The claim before that change. */
const earlier = aChange({
  at: '2024-12-07T18:00:00.000Z',
  status: 'disputed',
  before: 'corroborated',
  note: 'We erred.',
  line: aChange().line.slice(1),
})

const entriesOf = (...changes: FeedChange[]) =>
  changes.map((change) => claimEntry(change, { words }))
const atomOf = (...changes: FeedChange[]) => atomFeed(entriesOf(...changes), about, site)
const jsonOf = (...changes: FeedChange[]) => jsonFeed(entriesOf(...changes), about, site)

/** What a reader of feeds keeps of an item, by each of two libraries. */
const readers: [string, (text: string) => { id?: string; title?: string; updated?: string }[]][] = [
  [
    'feedsmith',
    (text) => {
      const { format, feed } = parseFeed(text)
      if (format === 'atom') {
        return (feed.entries ?? []).map(({ id, title, updated }) => ({
          id,
          title: typeof title === 'string' ? title : title?.value,
          updated,
        }))
      }
      if (format !== 'json') throw new Error(`read as ${format}`)
      return (feed.items ?? []).map(({ id, title, date_modified }) => ({
        id,
        title,
        updated: date_modified,
      }))
    },
  ],
  [
    // The one knows XML alone, the other makes its own dates of it: each reads the form that it reads well.
    '@rowanmanning/feed-parser and @extractus/feed-extractor',
    (text) => {
      if (text.startsWith('<')) {
        return parseByOther(text).items.map(({ id, title, updated }) => ({
          id: id ?? undefined,
          title: title ?? undefined,
          updated: updated?.toISOString(),
        }))
      }
      const { entries = [] } = extractFromJson(text, {
        getExtraEntryFields: ({ date_modified }: { date_modified?: string }) => ({ date_modified }),
      }) as { entries?: { id: string; title?: string; date_modified?: string }[] }
      return entries.map(({ id, title, date_modified }) => ({ id, title, updated: date_modified }))
    },
  ],
]

describe.each(readers)('as %s reads it', (_, read) => {
  it.each([
    ['Atom', atomOf],
    ['JSON Feed', jsonOf],
  ])('an update in %s is the same item, later', (_name, feedOf) => {
    const [before] = read(feedOf(earlier))
    const [after] = read(feedOf(aChange()))
    expect(after?.id).toBe(before?.id)
    expect(after?.id).toBe(
      'tag:news.example,2024-12-01:claims/01900000-0000-7000-8000-00000000000c',
    )
    expect(before).toMatchObject({ title: 'Disputed: The army has withdrawn', updated: earlier.at })
    expect(after).toMatchObject({
      title: 'Verified: The army has withdrawn',
      updated: aChange().at,
    })
  })

  it('has the same items in both forms', () => {
    expect(read(jsonOf(aChange()))).toEqual(read(atomOf(aChange())))
  })
})

describe('atomFeed', () => {
  it('has what RFC 4287 asks of a feed and of an entry', () => {
    const xml = atomOf(aChange())
    for (const part of [
      '<id>tag:news.example,2024-12-01:feeds/claims</id>',
      '<updated>2024-12-08T06:00:00.000Z</updated>',
      '<link rel="self" type="application/atom+xml" href="https://news.example/feeds/claims.atom"/>',
      '<author><name>Counterclaim</name>',
      '<published>2024-12-07T15:00:00.000Z</published>',
      'href="https://news.example/claims/the-army-has-withdrawn/history/1-2"',
      'Update: Verified (was: Disputed). High confidence. New video. Claimed by A Monitor.',
      '7 December 2024, 18:00 UTC: Correction: Disputed. We erred.',
    ]) {
      expect(xml).toContain(part)
    }
    // RFC 4287, 4.1.1 and 4.1.2: one alternate of a type and language, one id, one title, one updated each.
    const [, entry = ''] = /<entry[^>]*>(.*)<\/entry>/s.exec(xml) ?? []
    for (const once of [/<id>/g, /<title>/g, /<updated>/g, /rel="alternate"/g, /<summary/g]) {
      expect(entry.match(once)).toHaveLength(1)
    }
  })

  it('is a feed before anything happened', () => {
    expect(atomOf()).toContain('<updated>2024-12-01T00:00:00.000Z</updated>')
  })

  it('keeps the ids of its entries when the site moves to another port or scheme', () => {
    const id = (origin: string) =>
      /<entry[^>]*><id>([^<]*)/.exec(atomFeed(entriesOf(aChange()), about, { origin }))?.[1]
    expect(id('http://news.example:3000')).toBe(id('https://news.example'))
  })

  it('says of a withdrawn claim that it was withdrawn and why, in the entry that it had, and nothing else', () => {
    const withdrawn = aChange({
      what: 'withdrawn',
      at: '2024-12-09T06:00:00.000Z',
      before: 'verified',
      note: 'A forgery.',
      rationale: null,
      claimant: null,
      story: null,
      number: null,
      kind: null,
      line: [],
    })
    const xml = atomOf(withdrawn)
    expect(xml).toContain('claims/01900000-0000-7000-8000-00000000000c</id>')
    expect(xml).toContain('<title>Withdrawn: The army has withdrawn</title>')
    expect(xml).toContain('We withdrew this claim, which we had called “Verified”. A forgery.')
    expect(xml).not.toContain('<content')
  })

  it('calls back entries by the ids that they had while each change was one', () => {
    const at = '2024-12-09T06:00:00.000Z'
    const gone = calledBack({ what: 'verdict', id: 'v1', at, reason: 'A <b>forgery</b>.' }, words)
    const xml = atomFeed([], about, site, [gone])
    expect(xml).toContain('xmlns:at="http://purl.org/atompub/tombstones/1.0"')
    expect(xml).toContain(`ref="tag:news.example,2024-12-01:verdict/v1" when="${at}"`)
    expect(xml).toContain('We withdrew this claim. A &lt;b&gt;forgery&lt;/b&gt;.')
  })

  it('stays well-formed whatever the strings are', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(']]>', '<![CDATA[', '<!ENTITY x "y">', '&amp;', '\u0000', '\ufffe', '\ud800'),
    )
    fc.assert(
      fc.property(hostile, hostile, (proposition, note) => {
        const xml = atomOf(aChange({ proposition, note }))
        expect(xml.isWellFormed()).toBe(true)
        expect(xml).not.toMatch(/&(?!(?:amp|lt|gt|quot|apos);)|\]\]>/)
        expect(JSON.parse(jsonOf(aChange({ proposition, note }))).items).toHaveLength(1)
      }),
    )
  }, 20_000)
})

describe('jsonFeed', () => {
  it('has what version 1.1 asks of a feed and of an item', () => {
    const feed = JSON.parse(jsonOf(aChange()))
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: about.title,
      home_page_url: 'https://news.example/',
      feed_url: 'https://news.example/feeds/claims.json',
      authors: [{ name: 'Counterclaim' }],
    })
    const rfc3339 = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(feed.items[0]).toMatchObject({
      id: expect.any(String),
      url: 'https://news.example/claims/the-army-has-withdrawn',
      content_text: expect.stringContaining('Seen from three sides.'),
      date_published: rfc3339,
      date_modified: rfc3339,
    })
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
