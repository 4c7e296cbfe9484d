import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFront } from './front.mjs'
import { ask, startServer, temporaryFolder } from './testing.mjs'

const desk = { host: 'localhost:3000' }

let place
let next
let stops
/** How often whoever asks where Next is hears that it is nowhere. */
let awayFor
/** How many of the requests that come next break off before they are answered. */
let breaksOff

beforeEach(async () => {
  place = temporaryFolder('front-proxy')
  awayFor = 0
  breaksOff = 0
  next = await startServer((request, response) => {
    if (breaksOff > 0) {
      breaksOff -= 1
      request.socket.destroy()
      return
    }
    if (request.url.includes('q=too-much')) response.statusCode = 500
    response.end('rendered by Next')
  })
  stops = [next.close]
})

afterEach(async () => {
  for (const stop of stops.reverse()) await stop()
  place.remove()
})

async function startFront(settings = {}) {
  const front = createFront({
    published: path.join(place.folder, 'published'),
    publicUrl: 'http://localhost:3000',
    internalSecret: 'known to the publisher',
    next: () => {
      awayFor -= 1
      return awayFor >= 0 ? undefined : next.origin
    },
    ...settings,
  })
  stops.push(() => front.close(0))
  const port = await front.listen(0, '127.0.0.1')
  return ({ address = '/desk', ...options } = {}) =>
    ask(port, address, { headers: desk, ...options })
}

describe('While Next is started again', () => {
  test.each(['GET', 'POST'])('a %s that it never heard of waits for it', async (method) => {
    const asked = await startFront()
    await asked()
    awayFor = 3
    expect(await asked({ method, body: method === 'POST' ? 'a=b' : undefined })).toMatchObject({
      status: 200,
      text: 'rendered by Next',
    })
    expect(next.asked.at(-1).body).toBe(method === 'POST' ? 'a=b' : '')
  })

  test('what it was reading for somebody is read again', async () => {
    const asked = await startFront()
    await asked()
    breaksOff = 1
    expect(await asked()).toMatchObject({ status: 200, text: 'rendered by Next' })
  })

  test('what was sent to it to be written is never sent twice', async () => {
    const asked = await startFront()
    await asked()
    breaksOff = 1
    expect((await asked({ method: 'POST', body: 'a=b' })).status).toBe(503)
    expect(next.asked).toHaveLength(2)
  })

  test('nobody waits for one that was never there', async () => {
    const asked = await startFront()
    awayFor = 1_000
    expect((await asked()).status).toBe(503)
    expect(awayFor).toBeGreaterThan(900)
  })

  test('a proxy of ours hears at once that it may ask another process', async () => {
    const asked = await startFront({ trustsProxy: true })
    await asked()
    awayFor = 1_000
    expect((await asked()).status).toBe(502)
    awayFor = 0
    breaksOff = 1
    expect((await asked()).status).toBe(502)
  })

  test('what a proxy of ours would send to no other process waits for it', async () => {
    const asked = await startFront({ trustsProxy: true })
    await asked()
    awayFor = 3
    expect((await asked({ method: 'POST', body: 'a=b' })).status).toBe(200)
  })
})

test('a search that fails leads to the lists', async () => {
  const asked = await startFront()
  const answer = await asked({ address: '/claims?q=too-much' })
  expect(answer.status).toBe(503)
  expect(answer.text).toContain('<a href="/claims">')
})
