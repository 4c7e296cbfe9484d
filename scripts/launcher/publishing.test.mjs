import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isComplete, isOutOfDate, publishBehind, publishNear } from './publishing.mjs'
import { startServer, temporaryFolder } from './testing.mjs'

const PUBLIC_URL = 'https://claims.example'

let place
let folder
let next
/** What Next answers, one after the other; whole by default. */
let answers

beforeEach(async () => {
  place = temporaryFolder('publishing')
  folder = path.join(place.folder, 'published')
  mkdirSync(folder)
  answers = []
  next = await startServer((_request, response) => {
    const status = answers.shift() ?? 200
    if (status === 'killed') return response.destroy()
    response.writeHead(status).end('{"pages":null}')
  })
})

afterEach(async () => {
  await next.close()
  place.remove()
})

const asked = () => next.asked.map(({ body }) => JSON.parse(body))
const from = () => ({ secret: 'known', signal: new AbortController().signal })

test('a start waits for the pages that readers open first, and does not call them all there are', async () => {
  await publishNear({ ...from(), origin: next.origin })
  expect(asked()).toEqual([{ isNearEnough: true }])
  expect(isComplete(folder)).toBe(false)
})

test('what follows is asked for until it is there, through the death of the publisher', async () => {
  answers = ['killed', 503, 200]
  const troubles = []
  await publishBehind({
    ...from(),
    folder,
    publicUrl: PUBLIC_URL,
    origin: () => next.origin,
    onTrouble: ({ message }) => troubles.push(message),
    pauseMs: 0,
  })
  expect(asked()).toHaveLength(3)
  expect(troubles).toHaveLength(2)
  expect(isComplete(folder)).toBe(true)
  expect(isOutOfDate(folder, PUBLIC_URL)).toBe(false)
  expect(isOutOfDate(folder, 'https://elsewhere.example')).toBe(true)
  expect(readFileSync(path.join(folder, '.published-by'), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/)
})

test('what follows is let go when the start is called off', async () => {
  const ending = new AbortController()
  answers = [503]
  await publishBehind({
    ...from(),
    folder,
    publicUrl: PUBLIC_URL,
    origin: () => next.origin,
    signal: ending.signal,
    onTrouble: () => ending.abort(),
  })
  expect(asked()).toHaveLength(1)
  expect(isComplete(folder)).toBe(false)
})
