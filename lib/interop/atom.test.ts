import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { create } from 'xmlbuilder2'
import { claimsFeed } from '@/lib/interop/atom'
import { sitemap, sitemapIndex } from '@/lib/interop/sitemap'
import { xmlText } from '@/lib/interop/xml-text'
import type { SiteChange } from '@/lib/site/views'

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
    note: 'New video.',
    rationale: 'Seen from three sides.',
    claimant: { slug: 'a-monitor', name: 'A Monitor', language: 'en', kind: 'monitor' },
    story: { slug: 'damascus', title: 'Damascus' },
    ...given,
  }
}

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
    const { feed } = parse(claimsFeed([aChange()], site))
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
      link: { '@rel': 'alternate', '@href': 'https://news.example/claims/the-army-has-withdrawn' },
    })
    expect(JSON.stringify(feed.entry)).toContain(
      'Update: verified (was disputed). High confidence. New video.',
    )
  })

  it('is a feed before anything happened', () => {
    expect(parse(claimsFeed([], site)).feed.updated).toBe('2024-12-01T00:00:00.000Z')
  })

  it('keeps the ids of its entries when the site moves to another port or scheme', () => {
    const id = (origin: string) => parse(claimsFeed([aChange()], { origin })).feed.entry.id
    expect(id('http://news.example:3000')).toBe(id('https://news.example'))
  })

  it('says of a withdrawn claim that it was withdrawn and why, and nothing else', () => {
    const change = aChange({
      what: 'withdrawn',
      status: 'unreviewed',
      before: null,
      confidence: null,
      kind: null,
      note: 'A forgery.',
      rationale: null,
      claimant: null,
      story: null,
    })
    const { entry } = parse(claimsFeed([change], site)).feed
    expect(entry.title).toBe('Withdrawn: The army has withdrawn')
    expect(JSON.stringify(entry.summary)).toContain('We withdrew this claim. A forgery.')
    expect(entry).not.toHaveProperty('content')
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
        const xml = claimsFeed([aChange({ proposition, note, rationale: null })], site)
        expect(xml.isWellFormed()).toBe(true)
        expect(xml).not.toMatch(/&(?!(?:amp|lt|gt|quot|apos);)|\]\]>/)
        // An XML processor reads every line end as a line feed.
        const read = (text: string) => xmlText(text).replace(/\r\n?/g, '\n')
        expect(read(titleOf(xml))).toBe(read(`Verified: ${proposition}`))
      }),
    )
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
