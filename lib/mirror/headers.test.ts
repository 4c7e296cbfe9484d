import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { headersOf } from '@/lib/mirror/headers'
import { keyOf } from '@/lib/mirror/names'
import { writePage } from '@/lib/publish/store'
import { createFront } from '@/scripts/launcher/front.mjs'

const publicUrl = 'https://claims.example'
const PAGES = [
  '/',
  '/claims',
  '/claims/the-bridge',
  '/ar/claims/the-bridge',
  '/claims/the-bridge/history',
  '/claims/the-bridge/history/1-2',
  '/stories/a-city',
  '/sources/a-paper',
  '/methodology',
  '/embed/claims/the-bridge',
  '/claims/the-bridge/feed.atom',
  '/sitemap.xml',
  '/feeds/claims.json',
  '/claims/the-bridge.json',
  '/claims/the-bridge/feed.json',
  '/claims/the-bridge/oembed.json',
  '/claims/the-bridge/picture.png',
  '/embed/claims/the-bridge/status.svg',
  '/robots.txt',
  '/favicon.svg',
  '/proof.js',
  '/embed.js',
]
const OTHERS = [
  '_next/static/a.css',
  '_next/static/media/a.woff2',
  'record/checkpoint',
  'record/keys',
  'record/status',
  'record/tile/0/000',
  'record/tile/entries/x001/002.p/7',
  'record/disclosures/000',
]
/** What an object carries under a name of its own, or cannot: its length, its tag, and whether parts can be had. */
const NOT_COMPARED =
  /^(?:etag|content-length|date|connection|keep-alive|last-modified|accept-ranges|transfer-encoding|x-request-id)$/

let folder: string
let front: ReturnType<typeof createFront>
let origin: string

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'published-'))
  for (const page of PAGES) {
    const text = page.endsWith('.json') ? JSON.stringify({ page }) : `<p>${page}</p>`.repeat(200)
    await writePage(folder, page, text)
  }
  for (const name of OTHERS) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true })
    writeFileSync(path.join(folder, name), name)
  }
  front = createFront({
    published: folder,
    publicUrl,
    internalSecret: 'of-the-test',
    trustsProxy: false,
    next: () => undefined,
  } as unknown as Parameters<typeof createFront>[0])
  origin = `http://127.0.0.1:${await front.listen(0, '127.0.0.1')}`
})

afterAll(async () => {
  await front.close()
  rmSync(folder, { recursive: true, force: true })
})

const fileOf = (page: string) =>
  page === '/' ? 'index.html' : /\.[a-z]+$/.test(page) ? page.slice(1) : `${page.slice(1)}.html`

it.each([...PAGES.map(fileOf), ...OTHERS])(
  '%s goes with what the front server sends',
  async (name) => {
    const key = keyOf(name, null)
    const response = await fetch(`${origin}/${key === 'index.html' ? '' : key}`, {
      headers: { 'accept-encoding': 'identity' },
    })
    expect(response.status).toBe(200)
    const expected = [...response.headers].filter(([header]) => !NOT_COMPARED.test(header))
    const carried = Object.entries(headersOf(name, null, { publicUrl, sharedMaxAge: 0 }))
      .map(([header, value]) => [header.toLowerCase().replace('x-amz-meta-', ''), value])
      .filter(([header]) => header !== 'surrogate-key')
    expect(Object.fromEntries(carried)).toEqual(Object.fromEntries(expected))
  },
)

it('keeps within what stores take for metadata, whatever a page is called', () => {
  const name = `ar/claims/${'a'.repeat(120)}/history.html`
  const headers = headersOf(name, 'br', {
    publicUrl: `https://${'long.'.repeat(20)}example`,
    sharedMaxAge: 0,
  })
  const meta = Object.entries(headers).filter(([header]) => header.startsWith('x-amz-meta-'))
  const bytes = meta.reduce((sum, [header, value]) => sum + header.length - 11 + value.length, 0)
  expect(bytes).toBeLessThan(2_048)
  for (const [, value] of meta) expect(value).toMatch(/^[\x20-\x7e]+$/)
})
