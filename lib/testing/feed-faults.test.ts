import { describe, expect, it } from 'vitest'
import { feedFaults } from '@/lib/testing/feed-faults'

const address = 'https://news.example/feeds/claims.atom'
const atom = `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><id>tag:news.example,2024-12-01:feeds/claims</id><title>Claims</title><updated>2024-12-08T06:00:00Z</updated><link rel="self" type="application/atom+xml" href="${address}"/><author><name>News</name></author><entry xml:lang="en"><id>tag:news.example,2024-12-01:claims/1</id><title>A claim</title><updated>2024-12-08T06:00:00Z</updated><link rel="alternate" type="text/html" href="https://news.example/claims/a"/><summary type="text">So</summary></entry></feed>`
const json = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Claims',
  feed_url: address,
  items: [{ id: '1', url: 'https://news.example/claims/a', content_text: 'So', tags: ['a'] }],
})
const asAtom = (text: string) =>
  feedFaults({ address, contentType: 'application/atom+xml; charset=utf-8', text })
const asJson = (text: string) =>
  feedFaults({ address, contentType: 'application/feed+json; charset=utf-8', text })

describe('what a validator would find in a feed', () => {
  it('is nothing in a good one', () => {
    expect(asAtom(atom)).toEqual([])
    expect(asJson(json)).toEqual([])
  })

  it.each([
    ['no author', '<author><name>News</name></author>', ''],
    ['an id that is no IRI', 'tag:news.example,2024-12-01:claims/1', 'claims/1'],
    ['two ids', '<title>A claim</title>', '<title>A claim</title><id>tag:a,2024:b</id>'],
    ['a date without a zone', '<updated>2024-12-08T06:00:00Z', '<updated>2024-12-08T06:00:00'],
    ['another address than its own', `href="${address}"`, 'href="https://news.example/other"'],
    ['a relative link', 'href="https://news.example/claims/a"', 'href="/claims/a"'],
    ['no language', ' xml:lang="en"><id>', '><id>'],
    ['an element that nobody knows', '<summary', '<pubDate>x</pubDate><summary'],
    ['markup in text', '>So<', '>&lt;b&gt;So&lt;/b&gt;<'],
    ['an entry twice', /<entry.*<\/entry>/, (entry: string) => entry + entry],
  ])('is %s in Atom', (_, from, to) => {
    expect(asAtom(atom.replace(from, to as string))).not.toEqual([])
  })

  it.each([
    ['no title', '"title":"Claims",', ''],
    ['an id that is a number', '"id":"1"', '"id":1'],
    ['no content', ',"content_text":"So"', ''],
    ['tags that are none', '"tags":["a"]', '"tags":"a"'],
    ['what version 1.1 does not know', '"tags"', '"author"'],
    ['another address than its own', `"feed_url":"${address}"`, '"feed_url":"https://a.example/"'],
  ])('is %s in JSON', (_, from, to) => {
    expect(asJson(json.replace(from, to))).not.toEqual([])
  })

  it('is the media type of something else', () => {
    expect(feedFaults({ address, contentType: 'text/xml', text: atom })).not.toEqual([])
    expect(feedFaults({ address, contentType: 'application/json', text: json })).not.toEqual([])
  })
})
