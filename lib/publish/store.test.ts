import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { copyAssets, fileOf, removePage, sweep, writePage } from '@/lib/publish/store'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'published-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const read = (name: string) => readFileSync(path.join(folder, name))
const body = `<!DOCTYPE html><html lang="en"><body>لا صحة</body></html>`

it.each([
  ['/', 'index.html'],
  ['/claims', 'claims.html'],
  ['/claims/a', 'claims/a.html'],
  ['/claims/a/history', 'claims/a/history.html'],
  ['/claims/page/2', 'claims/page/2.html'],
  ['/404', '404.html'],
  ['/feeds/claims.atom', 'feeds/claims.atom'],
  ['/sitemaps/claims-1.xml', 'sitemaps/claims-1.xml'],
  ['/robots.txt', 'robots.txt'],
])('keeps %s in %s', (page, file) => {
  expect(fileOf(page)).toBe(file)
})

it('ends a page with the hash of everything before it', async () => {
  await writePage(folder, '/claims/a', body)
  const [, content = '', hash] =
    /^(.*)<!-- sha256:([0-9a-f]{64}) -->\n$/s.exec(read('claims/a.html').toString()) ?? []
  expect(content).toBe(body)
  expect(createHash('sha256').update(content).digest('hex')).toBe(hash)
})

it('writes twins that unpack to the page', async () => {
  await writePage(folder, '/claims/a', body)
  const plain = read('claims/a.html')
  expect(brotliDecompressSync(read('claims/a.html.br')).equals(plain)).toBe(true)
  expect(gunzipSync(read('claims/a.html.gz')).equals(plain)).toBe(true)
})

it('gives each of several versions of a second, and its twins, a second of its own', async () => {
  const seconds = []
  for (const version of ['one', 'two', 'six']) {
    await writePage(folder, '/claims/a', version)
    const files = ['claims/a.html', 'claims/a.html.br', 'claims/a.html.gz']
    const times = files.map((name) => Math.floor(statSync(path.join(folder, name)).mtimeMs / 1_000))
    seconds.push(times)
  }
  for (const i of [0, 1, 2]) {
    expect(new Set(seconds.map((times) => times[i])).size).toBe(3)
  }
})

it('leaves a page alone that is what it should be, unless it is told that it is damaged', async () => {
  await writePage(folder, '/', body)
  const before = statSync(path.join(folder, 'index.html')).ino
  expect(await writePage(folder, '/', body)).toBe(false)
  expect(statSync(path.join(folder, 'index.html')).ino).toBe(before)
  expect(await writePage(folder, '/', body, { isForced: true })).toBe(true)
  expect(statSync(path.join(folder, 'index.html')).ino).not.toBe(before)
})

it('leaves nothing half written when it can’t write', async () => {
  await mkdir(path.join(folder, 'claims/a.html'), { recursive: true })
  await writeFile(path.join(folder, 'claims/a.html/in-the-way'), '')
  await expect(writePage(folder, '/claims/a', body)).rejects.toThrow()
  await sweep(folder)
  expect(readdirSync(path.join(folder, 'claims')).filter((name) => name.includes('draft'))).toEqual(
    [],
  )
})

it('takes away a page with its twins', async () => {
  await writePage(folder, '/claims/a', body)
  await removePage(folder, '/claims/a')
  expect(readdirSync(path.join(folder, 'claims'))).toEqual([])
})

it('sweeps what a killed publisher left, and pages that are in no list, but no asset', async () => {
  await writePage(folder, '/claims/kept', body)
  await writePage(folder, '/claims/gone', body)
  await mkdir(path.join(folder, '_next/static'), { recursive: true })
  await writeFile(path.join(folder, '_next/static/old.css'), 'a{}')
  const draft = path.join(folder, 'claims/.kept.html.draft-01234567-0123-0123-0123-0123456789ab')
  await writeFile(draft, 'half')
  await sweep(folder, new Set(['claims/kept.html']))
  expect(readdirSync(path.join(folder, 'claims')).toSorted()).toEqual([
    'kept.html',
    'kept.html.br',
    'kept.html.gz',
  ])
  expect(existsSync(path.join(folder, '_next/static/old.css'))).toBe(true)
})

it('leaves the log to whoever writes it, whatever it looks like', async () => {
  await mkdir(path.join(folder, 'record'))
  const names = ['.checkpoint.draft-01234567-0123-0123-0123-0123456789ab', 'checkpoint']
  for (const name of names) await writeFile(path.join(folder, 'record', name), 'a')
  await sweep(folder, new Set())
  expect(readdirSync(path.join(folder, 'record')).toSorted()).toEqual(names)
})

it('copies the styles of a page and the fonts that they name, once', async () => {
  const build = path.join(folder, 'build')
  await mkdir(path.join(build, 'static/chunks'), { recursive: true })
  await mkdir(path.join(build, 'static/media'), { recursive: true })
  await writeFile(path.join(build, 'static/chunks/a1.css'), '@font-face{src:url(../media/f.woff2)}')
  await writeFile(path.join(build, 'static/media/f.woff2'), 'font')
  const out = path.join(folder, 'out')
  await copyAssets(out, build, '<link rel="stylesheet" href="/_next/static/chunks/a1.css"/>')
  expect(readdirSync(path.join(out, '_next/static/chunks')).toSorted()).toEqual([
    'a1.css',
    'a1.css.br',
    'a1.css.gz',
  ])
  expect(readdirSync(path.join(out, '_next/static/media'))).toEqual(['f.woff2'])
})
