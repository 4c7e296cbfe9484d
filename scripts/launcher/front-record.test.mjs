import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFront } from './front.mjs'
import { ask, temporaryFolder } from './testing.mjs'

let place
let published
let front
let port

beforeEach(async () => {
  place = temporaryFolder('front-record')
  published = path.join(place.folder, 'published')
  mkdirSync(published)
  // Nothing but files: no Next, no database.
  front = createFront({
    published,
    publicUrl: 'http://localhost:3000',
    internalSecret: 'secret',
    next: () => undefined,
  })
  port = await front.listen(0, '127.0.0.1')
})

afterEach(async () => {
  await front.close(0)
  place.remove()
})

function file(name, bytes) {
  const target = path.join(published, 'record', name)
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, bytes)
}

const FOREVER = 'public, max-age=31536000, immutable'

describe('The record', () => {
  test.each([
    ['checkpoint', 'text/plain; charset=utf-8', 'no-cache'],
    ['keys', 'text/plain; charset=utf-8', 'no-cache'],
    ['status', 'application/json', 'no-cache'],
    ['tile/0/000', 'application/octet-stream', FOREVER],
    ['tile/0/x001/x234/067.p/9', 'application/octet-stream', FOREVER],
    ['tile/entries/000.p/255', 'application/octet-stream', FOREVER],
    ['disclosures/x001/234', 'application/json', 'public, max-age=0, must-revalidate'],
  ])('at %s is its file, for anybody anywhere', async (name, type, caching) => {
    file(name, 'what is published')
    const { status, text, headers } = await ask(port, `/record/${name}`)
    expect({ status, text }).toEqual({ status: 200, text: 'what is published' })
    expect(headers).toMatchObject({
      'content-type': type,
      'cache-control': caching,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    })
  })

  test.each([
    'tile/0/001',
    'tile/0/1',
    'tile/data/000',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/x',
    'disclosures/000.p/1',
    'checkpoints',
    '..%2fkeys%2frecord-signers',
    '.checkpoint.draft-0',
  ])('has nothing at %s', async (name) => {
    file('tile/0/000', Buffer.alloc(8192))
    const { status } = await ask(port, `/record/${name}`)
    expect([400, 404]).toContain(status)
  })

  test('is not sent again to who has it', async () => {
    file('checkpoint', 'a\n0\n')
    const first = await ask(port, '/record/checkpoint')
    const { etag } = first.headers
    const again = await ask(port, '/record/checkpoint', { headers: { 'if-none-match': etag } })
    expect(again).toMatchObject({ status: 304, text: '' })
    expect(again.headers['access-control-allow-origin']).toBe('*')
    file('checkpoint', 'a\n1\n')
    const later = await ask(port, '/record/checkpoint', { headers: { 'if-none-match': etag } })
    expect(later).toMatchObject({ status: 200, text: 'a\n1\n' })
  })

  test('is told of by HEAD, written by nobody, and open to pages elsewhere', async () => {
    file('checkpoint', 'a\n0\n')
    const head = await ask(port, '/record/checkpoint', { method: 'HEAD' })
    expect(head).toMatchObject({ status: 200, text: '' })
    expect(head.headers['content-length']).toBe('4')
    expect((await ask(port, '/record/checkpoint', { method: 'PUT' })).status).toBe(405)
    const asked = await ask(port, '/record/checkpoint', { method: 'OPTIONS' })
    expect(asked.status).toBe(204)
    expect(asked.headers['access-control-allow-headers']).toBe('If-None-Match')
  })

  test('comes compressed where that makes it smaller', async () => {
    const headers = { 'accept-encoding': 'gzip' }
    const entries = Buffer.alloc(5_000, 'entry')
    file('tile/entries/000', entries)
    file('tile/0/000', Buffer.alloc(8192))
    const zipped = await ask(port, '/record/tile/entries/000', { headers })
    expect(zipped.headers['content-encoding']).toBe('gzip')
    expect(zlib.gunzipSync(zipped.bytes)).toEqual(entries)
    const plain = await ask(port, '/record/tile/entries/000')
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.headers.etag).not.toBe(zipped.headers.etag)
    const tile = await ask(port, '/record/tile/0/000', { headers })
    expect(tile.headers['content-encoding']).toBeUndefined()
  })

  test('still has the partial tiles that followers of an earlier checkpoint ask for', async () => {
    const hashes = Buffer.from(Array.from({ length: 8192 }, (_, at) => at >> 5))
    file('tile/0/000', hashes)
    file('tile/entries/000', Buffer.concat(Array(256).fill(Buffer.from([0, 2, 7, 7]))))
    const tile = await ask(port, '/record/tile/0/000.p/3')
    expect(tile.bytes).toEqual(hashes.subarray(0, 96))
    const bundle = await ask(port, '/record/tile/entries/000.p/3')
    expect(bundle.bytes).toEqual(Buffer.from([0, 2, 7, 7, 0, 2, 7, 7, 0, 2, 7, 7]))
  })
})
