import http from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'

const READERS = 16
const PAUSE_MS = 20

/** Readers of every kind of page, one request after the other each; what is answered by anything but 200 or 304 has failed. */
export async function createReaders(url) {
  const list = await (await fetch(`${url}/claims`)).text()
  const slugs = [
    ...new Set(
      [...list.matchAll(/href="[^"]*?\/claims\/((?!page\/)[a-z0-9-]+)"/g)].map(([, slug]) => slug),
    ),
  ]
  const story = /href="(\/stories\/(?!page\/)[a-z0-9-]+)"/.exec(list)?.[1]
  const files = [
    '/',
    '/ar',
    '/claims',
    story,
    `/ar${story}`,
    '/feeds/claims.atom',
    ...slugs
      .slice(0, 12)
      .flatMap((slug) => [
        `/claims/${slug}`,
        `/ar/claims/${slug}`,
        `/claims/${slug}.json`,
        `/claims/${slug}/feed.atom`,
        `/embed/claims/${slug}`,
      ]),
  ]
  const asked = [
    '/claims?q=damascus',
    `/oembed?url=${encodeURIComponent(`${url}/claims/${slugs[0]}`)}`,
    `/claims/${slugs[0]}?at=${new Date().toISOString().slice(0, 16)}Z`,
  ]
  return {
    begin({ ofFilesAlone = false } = {}) {
      // One of ten asks for what no file has.
      const addresses = ofFilesAlone
        ? files
        : [...files, ...Array.from({ length: 7 }, (_, at) => asked[at % asked.length])]
      let isOver = false
      const seen = { count: 0, failed: [], longest: 0 }
      const agent = new http.Agent({ keepAlive: true })
      const all = Promise.all(
        Array.from({ length: READERS }, async (_, reader) => {
          for (let turn = reader * 7; !isOver; turn++) {
            const address = addresses[turn % addresses.length]
            const begun = performance.now()
            const status = await statusOf(url + address, agent)
            seen.count += 1
            seen.longest = Math.max(seen.longest, performance.now() - begun)
            if (status !== 200 && status !== 304)
              seen.failed.push(`${address.split('?')[0]} was answered ${status}`)
            await delay(PAUSE_MS)
          }
        }),
      )
      return {
        async end() {
          isOver = true
          await all
          agent.destroy()
          return seen
        },
      }
    },
  }
}

function statusOf(address, agent) {
  return new Promise((resolve) => {
    http
      .get(address, { agent, headers: { 'accept-encoding': 'br' } }, (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode))
        response.on('error', (error) => resolve(error.code))
      })
      .on('error', (error) => resolve(error.code))
  })
}
