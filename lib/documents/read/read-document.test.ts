import { createHash } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFile, readPasted, readUrl } from '@/lib/documents/read/read-document'
import { AppError } from '@/lib/errors'

const now = new Date('2026-11-24T12:00:00Z')
const SENTENCE =
  'The bridge over the river was reopened on Monday, officials said, after weeks of repairs and inspections. '
const PAGE = `<!doctype html><html lang="en"><head><title>Bridge reopened to traffic</title></head>
<body><article><p>BEIRUT (AP) — ${SENTENCE}</p><p>${SENTENCE}</p><p>${SENTENCE}</p></article></body></html>`

let server: http.Server
let site: string

beforeAll(async () => {
  server = http.createServer((request, response) => {
    const type = request.url === '/text' ? 'text/plain' : 'text/html'
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` })
    response.end(
      request.url === '/film'
        ? Buffer.from('\0\0\0\x20ftypisom')
        : request.url === '/text'
          ? SENTENCE
          : PAGE,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  site = `127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

const html = (text: string, name = 'a.html') => readFile(Buffer.from(text), { name, now })
const reasonOf = (reading: Promise<unknown>) =>
  reading.then(
    () => 'read',
    (error) => (error instanceof AppError ? error.reason : String(error)),
  )

describe('a page at an address', () => {
  it('is read with its text, its dateline, the hash of its bytes and the time', async () => {
    const read = await readUrl(` http://${site}/a `, { now, allow: [site] })
    expect(read).toMatchObject({
      title: 'Bridge reopened to traffic',
      language: 'en',
      url: `http://${site}/a`,
      dateline: { place: 'BEIRUT', agency: 'AP', date: null, span: [0, 13] },
      bytesSha256: createHash('sha256').update(PAGE).digest('hex'),
      fetchedAt: now,
    })
    expect(read.text.split('\n\n')).toHaveLength(3)
  })

  it('may be plain text', async () => {
    const read = await readUrl(`http://${site}/text`, { now, allow: [site] })
    expect(read).toMatchObject({ title: null, text: SENTENCE.trim(), url: `http://${site}/text` })
  })

  it('is refused when its bytes are not what it says', async () => {
    expect(await reasonOf(readUrl(`http://${site}/film`, { now, allow: [site] }))).toBe(
      'page_not_text',
    )
  })
})

describe('a file', () => {
  it('is read by its kind', async () => {
    expect((await html(PAGE)).title).toBe('Bridge reopened to traffic')
    expect((await html(SENTENCE, 'a.txt')).text).toBe(SENTENCE.trim())
  })

  it.each([
    ['a.pdf', '%PDF-1.7', 'file_kind_refused'],
    ['a.docx', 'PK', 'file_kind_refused'],
    ['a', 'text', 'file_kind_refused'],
    ['a.html', '%PDF-1.7', 'page_not_text'],
    ['a.txt', PAGE, 'page_lies_about_type'],
    ['a.html', '', 'page_empty'],
    ['a.html', '<title>Nothing</title>', 'page_without_article'],
  ])('is refused: %s with %s', async (name, text, reason) => {
    expect(await reasonOf(html(text, name))).toBe(reason)
  })

  it.each([
    ['nested without end', '<div>'.repeat(50_000)],
    ['of elements without end', '<p>a'.repeat(200_000)],
    ['of one endless word', `<p>${'a'.repeat(3_000_000)}`],
    [
      'of data nested without end',
      `<script type="application/ld+json">${'['.repeat(200_000)}</script><p>`,
    ],
    ['of open brackets', '<'.repeat(500_000)],
  ])(
    'is refused, or read, before long: %s',
    async (_what, body) => {
      const begun = performance.now()
      expect(await reasonOf(html(`<html><body>${body}`))).toMatch(
        /^page_(?:too_complex|without_article|lies_about_type)$/,
      )
      expect(performance.now() - begun).toBeLessThan(10_000)
      // What one page did is over with it.
      expect((await html(PAGE)).title).toBe('Bridge reopened to traffic')
    },
    20_000,
  )

  it('is read beside others, each getting its own', async () => {
    const titles = ['One bridge', 'Two bridges', 'Three bridges']
    const pages = titles.map((title) => html(PAGE.replace('Bridge reopened to traffic', title)))
    expect((await Promise.all(pages)).map((read) => read.title)).toEqual(titles)
  })
})

describe('a pasted text', () => {
  it('has the hash of what was pasted', () => {
    const text = `Bridge reopened\r\n\r\n${SENTENCE}`
    expect(readPasted(text, { now })).toMatchObject({
      title: 'Bridge reopened',
      language: 'en',
      url: null,
      bytesSha256: createHash('sha256').update(text).digest('hex'),
    })
  })

  it('is refused when it is longer than a document may be', () => {
    expect(() => readPasted('a '.repeat(600_000), { now })).toThrow('text_too_long')
  })
})
