import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { extract } from '@extractus/oembed-extractor'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFront } from './front.mjs'
import { ask, startServer, temporaryFolder, writePage } from './testing.mjs'

let place
let published
let next
let front
let port
let site

beforeEach(async () => {
  place = temporaryFolder('oembed')
  published = path.join(place.folder, 'published')
  mkdirSync(published)
  next = await startServer((_request, response) => response.writeHead(404).end())
  front = createFront({
    published,
    publicUrl: 'https://news.example',
    internalSecret: 'secret',
    next: () => next.origin,
  })
  port = await front.listen(0, '127.0.0.1')
  site = `http://127.0.0.1:${port}`
  for (const [folder, kind] of [
    ['claims/a-road', 'claim'],
    ['stories/damascus', 'story'],
  ]) {
    mkdirSync(path.join(published, folder), { recursive: true })
    writeFileSync(
      path.join(published, folder, 'oembed.json'),
      JSON.stringify({
        kind,
        title: 'False: A road & "more" closed',
        author: { name: 'A Monitor', url: 'https://news.example/sources/a-monitor' },
        provider: { name: 'Counterclaim', url: 'https://news.example/' },
        ...(kind === 'claim' && { frame: 'https://news.example/embed/claims/a-road' }),
        frameTitle: 'Counterclaim: A road',
        letters: 60,
        picture: 'https://news.example/claims/a-road/picture.png',
      }),
    )
  }
})

afterEach(async () => {
  await front.close(0)
  await next.close()
  place.remove()
})

const page = 'https://news.example/claims/a-road'
const oembed = (query) => ask(port, `/oembed?${new URLSearchParams(query)}`)

test('a consumer that others use finds the card by the page’s own link, and reads it', async () => {
  const asked = new URLSearchParams({ url: `${site}/claims/a-road`, format: 'json' })
  writePage(
    published,
    'claims/a-road.html',
    `<!DOCTYPE html><html><head><title>A road</title><link rel="alternate" type="application/json+oembed" href="${site}/oembed?${asked}"></head></html>`,
  )
  await front.close(0)
  front = createFront({ published, publicUrl: site, internalSecret: 's', next: () => undefined })
  await front.listen(port, '127.0.0.1')
  expect(await extract(`${site}/claims/a-road`, { maxwidth: 400 })).toMatchObject({
    type: 'rich',
    version: '1.0',
    provider_name: 'Counterclaim',
    author_name: 'A Monitor',
    width: 400,
    html: expect.stringMatching(/^<iframe src="https:\/\/news\.example\/embed\/claims\/a-road"/),
  })
})

test('keeps within the room that is asked for, the picture too', async () => {
  const narrow = JSON.parse((await oembed({ url: page, maxwidth: 300, maxheight: 200 })).text)
  expect(narrow).toMatchObject({ type: 'rich', width: 300, height: 200 })
  expect(narrow).not.toHaveProperty('thumbnail_url')
  const free = JSON.parse((await oembed({ url: page })).text)
  expect(free).toMatchObject({ width: 560, thumbnail_width: 1200, thumbnail_height: 630 })
  expect(JSON.parse((await oembed({ url: page, maxwidth: 100 })).text).type).toBe('link')
})

test('answers as XML', async () => {
  const { headers, text } = await oembed({ url: page, format: 'xml' })
  expect(headers['content-type']).toBe('text/xml; charset=utf-8')
  expect(text).toContain('<title>False: A road &amp; &quot;more&quot; closed</title>')
  expect(text).toContain('<html>&lt;iframe ')
})

test('gives a story as a link with a picture', async () => {
  const { text } = await oembed({ url: 'https://news.example/stories/damascus' })
  expect(JSON.parse(text)).toMatchObject({ type: 'link', title: expect.any(String) })
})

test.each([
  [{ url: page, format: 'yaml' }, 501],
  [{}, 400],
  [{ url: 'no address' }, 400],
  [{ url: page, maxwidth: 'wide' }, 400],
  [{ url: 'https://news.example/claims/there-is-none' }, 404],
  [{ url: 'https://news.example/sources/a-monitor' }, 404],
  [{ url: 'https://elsewhere.example/claims/a-road' }, 404],
  [{ url: 'https://news.example/claims/../../etc' }, 404],
])('%o is answered %i', async (query, status) => {
  expect((await oembed(query)).status).toBe(status)
})

test('cards may be framed by anybody, other pages by nobody, and no answer sets a cookie', async () => {
  writePage(published, 'embed/claims/a-road.html', '<p>A card</p>')
  writePage(published, 'claims/a-road.html', '<p>A page</p>')
  const card = await ask(port, '/embed/claims/a-road')
  expect(card.headers['content-security-policy']).toContain('frame-ancestors *')
  expect(card.headers).not.toHaveProperty('x-frame-options')
  expect(card.headers['cross-origin-resource-policy']).toBe('cross-origin')
  expect(card.headers['referrer-policy']).toBe('no-referrer')
  const own = await ask(port, '/claims/a-road')
  expect(own.headers['x-frame-options']).toBe('DENY')
  expect(own.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  for (const { headers } of [card, own]) expect(headers).not.toHaveProperty('set-cookie')
})

test('what can’t be shown in a frame says so as a card', async () => {
  writePage(published, 'embed/none.html', '<p>No such claim</p>')
  const { status, text, headers } = await ask(port, '/embed/claims/there-is-none')
  expect([status, text.includes('No such claim')]).toEqual([404, true])
  expect(headers).not.toHaveProperty('x-frame-options')
})
