import { describe, expect, it } from 'vitest'
import {
  formsOf,
  isMirrored,
  keyOf,
  nameOf,
  pagesNamedBy,
  rankOf,
  surrogateKeyOf,
} from '@/lib/mirror/names'

const FILES = [
  ['index.html', 'index.html', 'list:home'],
  ['ar.html', 'ar', 'list:home'],
  ['404.html', '404', 'standing'],
  ['methodology.html', 'methodology', 'standing'],
  ['robots.txt', 'robots.txt', 'standing'],
  ['claims.html', 'claims', 'list:claims'],
  ['ar/claims/page/3.html', 'ar/claims/page/3', 'list:claims'],
  ['feeds/claims.atom', 'feeds/claims.atom', 'list:claims'],
  ['corrections.html', 'corrections', 'list:corrections'],
  ['corrections/page/2.html', 'corrections/page/2', 'list:corrections'],
  ['feeds/corrections.json', 'feeds/corrections.json', 'list:corrections'],
  ['sources.html', 'sources', 'list:sources'],
  ['sitemap.xml', 'sitemap.xml', 'list:addresses'],
  ['sitemaps/claims-1.xml', 'sitemaps/claims-1.xml', 'list:addresses'],
  ['claims/the-bridge.html', 'claims/the-bridge', 'claim:the-bridge'],
  ['claims/the-bridge.json', 'claims/the-bridge.json', 'claim:the-bridge'],
  ['ar/claims/the-bridge/history.html', 'ar/claims/the-bridge/history', 'claim:the-bridge'],
  ['claims/the-bridge/history/1-2.html', 'claims/the-bridge/history/1-2', 'claim:the-bridge'],
  ['claims/the-bridge/picture.png', 'claims/the-bridge/picture.png', 'claim:the-bridge'],
  ['embed/claims/the-bridge.html', 'embed/claims/the-bridge', 'claim:the-bridge'],
  ['ar/embed/claims/x/status.svg', 'ar/embed/claims/x/status.svg', 'claim:x'],
  ['stories/a-city.html', 'stories/a-city', 'story:a-city'],
  ['sources/a-paper/feed.atom', 'sources/a-paper/feed.atom', 'source:a-paper'],
  ['_next/static/chunks/a.css', '_next/static/chunks/a.css', 'assets'],
  ['record/checkpoint', 'record/checkpoint', 'record'],
  ['record/tile/entries/x001/234.p/5', 'record/tile/entries/x001/234.p/5', 'record'],
]

describe('a published file', () => {
  it.each(FILES)('%s is the object %s, of %s', (name, key, surrogate) => {
    expect(isMirrored(name)).toBe(true)
    expect(keyOf(name, null)).toBe(key)
    expect(surrogateKeyOf(name)).toBe(surrogate)
    for (const encoding of formsOf(name, ['br', 'gzip'])) {
      expect(nameOf(keyOf(name, encoding))).toEqual({ name, encoding })
    }
  })

  it.each([
    '.published-by',
    'claims/.x.html.stale',
    'claims/.x.html.draft-0',
    'past/claims/x.json',
    'past/claims/x/2024.html',
    'claims/x.html.br',
    'index.html.gz',
  ])('%s is none', (name) => {
    expect(isMirrored(name)).toBe(false)
  })

  it.each([
    ['_next/static/a.css', 'claims/x.html'],
    ['claims/x.html', 'stories/s.html'],
    ['claims/x/feed.atom', 'sources/s.html'],
    ['stories/s.html', 'index.html'],
    ['claims/x.html', 'claims/page/2.html'],
    ['claims/page/2.html', 'sitemap.xml'],
    ['record/tile/0/000', 'record/checkpoint'],
  ])('%s goes before %s', (first, then) => {
    expect(rankOf(first)).toBeLessThan(rankOf(then))
  })
})

it('names in a page what it leads to, however it is written', () => {
  const body = `
    <a href="/claims/one">1</a> <a href="/ar/stories/two?utm_source=x">2</a> <a href='/sources/three#first'>3</a>
    <loc>https://claims.example/claims/four</loc> {"url":"https://claims.example/ar/claims/five"}
    <a href="/claims/six/history">not the page itself</a> <a href="/claims">a list</a> <link href="/_next/static/a.css">`
  expect([...pagesNamedBy(body)].sort()).toEqual([
    'ar/claims/five.html',
    'ar/stories/two.html',
    'claims/four.html',
    'claims/one.html',
    'sources/three.html',
  ])
})
