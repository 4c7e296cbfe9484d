import { linkSync, mkdirSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFront } from './front.mjs'
import { beginEra, createEra } from './front-era.mjs'
import { isStale, markOf, renewed } from './front-stale.mjs'
import { ask, startServer, temporaryFolder, writePage } from './testing.mjs'

let place
let published
let next
let front
let port
let isNextUp
/** What becomes of a page that the publisher is asked for. */
let onRebuild

beforeEach(async () => {
  place = temporaryFolder('front-stale')
  published = path.join(place.folder, 'published')
  mkdirSync(published)
  isNextUp = true
  onRebuild = (_page, response) => response.writeHead(503).end()
  next = await startServer((_request, response, body) => onRebuild(JSON.parse(body).path, response))
  front = createFront({
    published,
    publicUrl: 'http://localhost:3000',
    internalSecret: 'known to the publisher',
    next: () => (isNextUp ? next.origin : undefined),
    rebuildsPerSecond: 0,
  })
  port = await front.listen(0, '127.0.0.1')
})

afterEach(async () => {
  await front.close(0)
  await next.close()
  place.remove()
})

function mark(name) {
  linkSync(path.join(published, name), path.join(published, markOf(name)))
}

/** Puts another file in its place, as the publisher does. */
function replace(name, text) {
  const isPage = name.endsWith('.html')
  if (isPage) writePage(published, `draft-of-${name}`, text)
  else writeFileSync(path.join(published, `draft-of-${name}`), text)
  renameSync(path.join(published, `draft-of-${name}`), path.join(published, name))
}

describe('A page that is marked stale', () => {
  test('is made anew once for all who ask for it, and then served without asking', async () => {
    const before = writePage(published, 'index.html', 'what was so')
    expect((await ask(port, '/')).text).toBe(before)
    mark('index.html')
    onRebuild = (_page, response) => {
      replace('index.html', 'what is so')
      response.writeHead(200).end('{}')
    }
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(port, '/')))
    for (const { text } of answers) expect(text).toContain('what is so')
    expect((await ask(port, '/')).text).toContain('what is so')
    expect(next.asked).toHaveLength(1)
  })

  test('is asked for again if it was marked while it was made', async () => {
    writePage(published, 'index.html', 'what was so')
    mark('index.html')
    const turns = ['soon outdated', 'what is so']
    onRebuild = (_page, response) => {
      replace('index.html', turns.shift())
      if (turns.length > 0) {
        renameSync(path.join(published, markOf('index.html')), path.join(published, 'old'))
        mark('index.html')
      }
      response.writeHead(200).end('{}')
    }
    expect((await ask(port, '/')).text).toContain('what is so')
  })

  test.each([
    ['nobody can be asked', () => (isNextUp = false)],
    ['it can’t be made', () => {}],
  ])('is served as it was where %s', async (_case, arrange) => {
    const before = writePage(published, 'index.html', 'what was so')
    mark('index.html')
    arrange()
    expect(await ask(port, '/')).toMatchObject({ status: 200, text: before })
  })

  test('is made anew where it is a file for machines', async () => {
    writeFileSync(path.join(published, 'x.json'), '{"now":false}')
    mark('x.json')
    onRebuild = (page, response) => {
      replace(page.slice(1), '{"now":true}')
      response.writeHead(200).end('{}')
    }
    expect((await ask(port, '/x.json')).text).toBe('{"now":true}')
    expect(isStale(path.join(published, 'x.json'))).toBe(false)
  })

  test('is read from disk once by all who can’t wait for another', async () => {
    const before = writePage(published, 'index.html', 'what was so')
    mark('index.html')
    expect((await ask(port, '/')).text).toBe(before)
    // The same file by all that it is known by, and no longer a page: nobody looked.
    const { mtime } = statSync(path.join(published, 'index.html.br'))
    writeFileSync(path.join(published, 'index.html.br'), 'not looked at')
    utimesSync(path.join(published, 'index.html.br'), mtime, mtime)
    expect((await ask(port, '/')).text).toBe(before)
    replace('index.html', 'what is so')
    expect((await ask(port, '/')).text).toContain('what is so')
  })

  test('is nobody’s to read by its second name', async () => {
    writePage(published, 'index.html', 'what was so')
    mark('index.html')
    expect((await ask(port, '/.index.html.stale')).status).toBe(404)
  })
})

describe('The old one is better than none', () => {
  const never = () => new Promise(() => {})
  const load = async () => ({ isStale: true })

  test('after a while', async () => {
    expect(await renewed('/', load, never, { patienceMs: 1 })).toEqual({ isStale: true })
  })

  test('sooner in a flood', async () => {
    const asked = []
    const mayWaitOn = () => {
      asked.push('may I')
      return false
    }
    expect(await renewed('/', load, never, { mayWaitOn })).toEqual({ isStale: true })
    expect(asked).toEqual(['may I'])
  })

  test('and a crowd waits for the new one, where there is no flood', async () => {
    let isStale = true
    let open
    const rebuilt = new Promise((resolve) => {
      open = resolve
    })
    const all = Array.from({ length: 100 }, () =>
      renewed(
        '/',
        async () => ({ isStale }),
        () => rebuilt,
      ),
    )
    isStale = false
    open('rebuilt')
    expect(await Promise.all(all)).toEqual(Array(100).fill({ isStale: false }))
  })

  test('sooner in the crowd of a flood', async () => {
    const mayWaitOn = ({ isInCrowd }) => !isInCrowd
    const first = []
    const open = []
    const rebuild = () => new Promise((resolve) => open.push(resolve))
    for (let at = 0; at < 8; at++) first.push(renewed('/', load, rebuild, { mayWaitOn }))
    expect(await renewed('/', load, never, { mayWaitOn })).toEqual({ isStale: true })
    for (const each of open) each('unreachable')
    await Promise.all(first)
  })
})

test('a page from before the templates of now is stale, and one made since is not', () => {
  const place = temporaryFolder('era')
  try {
    const file = path.join(place.folder, 'x.html')
    writeFileSync(file, 'x')
    const then = Date.now() / 1000 - 60
    utimesSync(file, then, then)
    expect(isStale(file, createEra(place.folder))).toBe(false)
    beginEra(place.folder, 'these')
    expect(isStale(file, createEra(place.folder))).toBe(true)
    writeFileSync(file, 'y')
    // The templates are the same at the next start.
    beginEra(place.folder, 'these')
    expect(isStale(file, createEra(place.folder))).toBe(false)
  } finally {
    place.remove()
  }
})
