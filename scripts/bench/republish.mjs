import { readdirSync, statSync } from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startTestInstance } from '../checks/test-instance.mjs'
import { holderOf } from '../launcher/folder-lock.mjs'
import { ERA_FILE } from '../launcher/front-era.mjs'
import { keepKeys } from '../launcher/keys.mjs'
import { run, TYPESCRIPT } from '../launcher/run.mjs'
import { foldersOf } from '../launcher/settings.mjs'
import { startTemporaryDatabase } from '../match/temporary-database.mjs'
import { startKeptDatabase } from './lists-database.mjs'
import { fixedLoop } from './load.mjs'

const CLAIMS = Number(process.env.CLAIMS ?? 2_000)
/** Pages that are there before the templates change, and are asked for over and over while they are made anew. */
const ASKED = Number(process.env.ASKED ?? 300)
const SECONDS = Number(process.env.SECONDS ?? 60)
const READERS = 4
const PAUSE_MS = 20

/**
 * Every page is to be made anew, as after a change of templates, while readers go on: whether any of them is shown an old
 * one, how long they wait, and how many pages are made behind them. DATA=folder keeps the newsroom there.
 */
export async function benchRepublish(teller) {
  const folder = process.env.DATA
  const database = folder ? await startKeptDatabase(folder) : await startTemporaryDatabase()
  const stops = [() => database.stop()]
  try {
    const slugs = await teller.step(`Filling a newsroom of ${CLAIMS} claims`, async () =>
      (
        await run(process.execPath, [...TYPESCRIPT, 'scripts/bench/republish.ts'], {
          env: {
            ...process.env,
            DATABASE_URL: database.url,
            CLAIMS: String(CLAIMS),
            ASKED: String(ASKED),
          },
        })
      )
        .trim()
        .split('\n'),
    )
    const begun = performance.now()
    const instance = await startTestInstance({ env: { DATABASE_URL: database.url, DEMO: '0' } })
    const started = performance.now() - begun
    stops.push(instance.stop)
    const pages = slugs.map((slug) => `/claims/${slug}`)
    const first = await teller.step('Asking for pages once', () => askAll(instance.url, pages))
    const before = fixedLoop().ms
    const { since, waits, old, failed } = await teller.step('Making every page anew', () =>
      readMeanwhile(instance, pages),
    )
    const made = filesSince(foldersOf(instance.dataDir).published, since)
    const numbers = (values, parts) => parts.map((part) => percentile(values, part).toFixed(0))
    const [p50, p95, p99, most] = numbers(waits, [0.5, 0.95, 0.99, 1])
    const [once50, once99] = numbers(first, [0.5, 0.99])
    return `\`CLAIMS=${CLAIMS} npm run bench -- republish\`. Node ${process.versions.node}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim()}. A newsroom of ${CLAIMS} claims; ${pages.length} of their pages are asked for by ${READERS} readers, each ${PAUSE_MS} ms after the other, in the ${SECONDS} s after every page became old. A fixed loop took ${before.toFixed(0)} ms before and ${fixedLoop().ms.toFixed(0)} ms after.

| | |
| --- | ---: |
| from the start to readers being served, the newsroom's first | ${(started / 1000).toFixed(1)} s |
| a page that nobody has asked for before, p50 / p99 | ${once50} / ${once99} ms |
| reads while every page is made anew | ${waits.length} |
| old pages among them | ${old} |
| errors among them | ${failed} |
| waited, p50 / p95 / p99 / longest | ${p50} / ${p95} / ${p99} / ${most} ms |
| files made anew in that time, for those readers and behind them | ${made} (${(made / SECONDS).toFixed(0)} a second) |`
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

async function askAll(url, pages) {
  const waits = []
  for (const page of pages) {
    const asked = performance.now()
    // So many new pages a second are made of addresses that may be anybody's invention.
    for (let tries = 0; tries < 100; tries++) {
      const { status } = await get(url + page)
      if (status === 200) break
      await delay(100)
    }
    waits.push(performance.now() - asked)
  }
  return waits
}

async function readMeanwhile(instance, pages) {
  const folders = foldersOf(instance.dataDir)
  const ending = new AbortController()
  const publishing = fetch(`${holderOf(folders.lock).internalOrigin}/api/internal/publish`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-internal-secret': keepKeys(folders.keys).internalSecret,
    },
    body: JSON.stringify({ all: true }),
    signal: ending.signal,
  }).catch(() => {})
  const era = path.join(folders.published, ERA_FILE)
  const sinceBefore = statSync(era).mtimeMs
  while (statSync(era).mtimeMs === sinceBefore) await delay(5)
  // The front server looks twice a second.
  await delay(600)
  const since = statSync(era).mtimeMs
  const until = performance.now() + SECONDS * 1000
  const waits = []
  let [old, failed, next] = [0, 0, 0]
  await Promise.all(
    Array.from({ length: READERS }, async () => {
      while (performance.now() < until) {
        const page = pages[next++ % pages.length]
        const asked = performance.now()
        const { status } = await get(instance.url + page)
        waits.push(performance.now() - asked)
        if (status !== 200) failed += 1
        else if (statSync(path.join(folders.published, `${page}.html`)).mtimeMs < since) old += 1
        await delay(PAUSE_MS)
      }
    }),
  )
  ending.abort()
  await publishing
  return { since, waits, old, failed }
}

const agent = new http.Agent({ keepAlive: true })

function get(url) {
  return new Promise((resolve) => {
    http
      .get(url, { agent }, (response) => {
        response.resume()
        response.once('end', () => resolve({ status: response.statusCode }))
        response.once('error', () => resolve({ status: 0 }))
      })
      .once('error', () => resolve({ status: 0 }))
  })
}

function filesSince(folder, since) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) =>
      entry.isFile() &&
      !/\.(?:br|gz|stale)$|^\./.test(entry.name) &&
      statSync(path.join(entry.parentPath, entry.name)).mtimeMs >= since,
  ).length
}

function percentile(values, part) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN
}
