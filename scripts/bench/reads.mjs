import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startTestInstance } from '../checks/test-instance.mjs'
import { findNginx, startPlainNginx, startShippedNginx } from '../deploy/run-nginx.mjs'
import { freeLoopbackPort } from '../launcher/port.mjs'
import { untilComplete } from '../launcher/publishing.mjs'
import { foldersOf } from '../launcher/settings.mjs'
import { startBareNext } from './bare-next.mjs'
import { fixedLoop, load, loader, weigh } from './load.mjs'

const ROUNDS = 3
/** The claim page is what a flood goes to, and what is promised about; the others are looked at more briefly. */
const SECONDS = { claim: 2, other: 1 }
const FORMS = {
  compressed: { 'accept-encoding': 'gzip, deflate, br' },
  plain: { 'accept-encoding': 'identity' },
}
const OURS_NGINX = 'Counterclaim, nginx as shipped'
const OURS_ALONE = 'Counterclaim, `npm start` alone'
const PLAIN_NGINX = 'nginx, a file of these bytes'
const BARE_NEXT = 'Next.js, the same cached'

/**
 * How many readers a second can have a claim's page, a story's, a feed and a claim as JSON: through nginx as it is
 * shipped and from our front server alone, beside nginx that serves a plain file of the same bytes and a bare Next app
 * that caches as much. In turns, so that whatever else the machine is doing falls on all of them; a fixed loop beside
 * each round says how much that is.
 */
export async function benchReads(teller) {
  const stops = []
  try {
    const instance = await startTestInstance()
    stops.push(instance.stop)
    const { published } = foldersOf(instance.dataDir)
    await untilComplete(published)
    const pages = await pagesOf(instance.url)

    const next = await teller.step('Building a bare Next app with pages of these sizes', async () =>
      startBareNext(await Promise.all(pages.map(({ page }) => contentOf(instance.url + page)))),
    )
    stops.push(next.stop)
    const cells = await cellsOf(pages, instance, next, stops)

    const loops = []
    for (let round = 1; round <= ROUNDS; round++) {
      await teller.step(`Round ${round} of ${ROUNDS}`, async () => {
        loops.push(fixedLoop())
        for (const cell of cells) {
          const inTurn = round % 2 ? cell.candidates : [...cell.candidates].reverse()
          const seconds = SECONDS[cell.kind] ?? SECONDS.other
          for (const candidate of inTurn) {
            candidate.runs[round - 1] = await load(candidate.url, {
              seconds,
              headers: FORMS[cell.form],
            })
          }
        }
      })
    }
    return describe(cells, loops)
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

/** A claim and a story that the lists lead to, and what machines take of that claim. */
async function pagesOf(url) {
  const linked = async (list, pattern) => {
    const html = (await weigh(url + list, FORMS.plain)).bytes.toString()
    const page = pattern.exec(html)?.[1]
    if (!page) throw new Error(`${list} leads to no page that could be measured`)
    return page
  }
  const claim = await linked(
    '/claims',
    /href="(?:https?:\/\/[^/"]+)?(\/claims\/(?!page\/)[^"/?#]+)"/,
  )
  const story = await linked('/', /href="(?:https?:\/\/[^/"]+)?(\/stories\/[^"/?#]+)"/)
  return [
    { kind: 'claim', says: 'claim page', page: claim },
    { kind: 'story', says: 'story page', page: story },
    { kind: 'feed', says: 'feed', page: `${claim}/feed.atom` },
    { kind: 'json', says: 'JSON', page: `${claim}.json` },
  ]
}

async function contentOf(url) {
  const { bytes, type } = await weigh(url, FORMS.plain)
  return { bytes, type, isPage: type.startsWith('text/html') }
}

/** What is measured beside what: for each page, and each form of it, everybody who serves it. */
async function cellsOf(pages, instance, next, stops) {
  const [shipped, plain] = await startNginxes(pages, instance, stops)
  const cells = []
  for (const [i, { kind, says, page }] of pages.entries()) {
    for (const [form, headers] of Object.entries(FORMS)) {
      const own = await weigh(instance.url + page, headers)
      const candidates = [
        ...(shipped ? [{ name: OURS_NGINX, url: shipped.origin + page }] : []),
        { name: OURS_ALONE, url: instance.url + page },
        ...(plain ? [{ name: PLAIN_NGINX, url: `${plain.origin}/${kind}-${form}.html` }] : []),
        { name: BARE_NEXT, url: next.urls[i] },
      ]
      for (const candidate of candidates) {
        const { bytes, encoding } = await weigh(candidate.url, headers)
        Object.assign(candidate, { bytes: bytes.length, encoding, runs: [] })
        // Whatever is faster by sending something else is no faster.
        if (candidate.name !== BARE_NEXT && !isAsLong(bytes, own.bytes)) {
          throw new Error(`${candidate.url} sends ${bytes.length} bytes, not ${own.bytes.length}`)
        }
      }
      cells.push({ kind, says, form, page, candidates })
    }
  }
  return cells
}

/** nginx without Brotli sends gzip, which is a little longer. */
const isAsLong = (a, b) => a.length === b.length || !findNginx()?.brotli

async function startNginxes(pages, instance, stops) {
  if (!findNginx()) return []
  const shipped = await startShippedNginx({
    published: foldersOf(instance.dataDir).published,
    apps: [instance.url.replace('localhost', '127.0.0.1')],
    publicUrl: instance.url,
    port: await freeLoopbackPort(),
  })
  stops.push(shipped.stop)
  const root = mkdtempSync(path.join(os.tmpdir(), 'counterclaim-files-'))
  stops.push(() => rmSync(root, { recursive: true, force: true }))
  for (const { kind, page } of pages) {
    for (const [form, headers] of Object.entries(FORMS)) {
      const { bytes } = await weigh(shipped.origin + page, headers)
      writeFileSync(path.join(root, `${kind}-${form}.html`), bytes)
    }
  }
  const plain = await startPlainNginx({ root, port: await freeLoopbackPort() })
  stops.push(plain.stop)
  return [shipped, plain]
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]

function describe(cells, loops) {
  const lines = [
    `\`${cells[0].page}\` and others; ${ROUNDS} interleaved rounds, in each ${SECONDS.claim} s for the claim page and ${SECONDS.other} s for the others, 32 connections (${loader}), one nginx worker, Node ${process.versions.node}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim()}; medians, and medians of the ratios in each round. ` +
      `A fixed loop beside the rounds took ${loops.map(({ ms }) => ms.toFixed(0)).join(', ')} ms, the load average was ${loops.map((each) => each.load.toFixed(1)).join(', ')}.`,
    ...(findNginx() ? [] : ['', 'nginx is not installed here, and so was not measured.']),
    '',
    '| what | served by | sent | bytes | requests/s | p50 ms | p99 ms | of nginx | times Next |',
    '| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
  ]
  for (const { says, candidates } of cells) {
    const named = (name) => candidates.find((each) => each.name === name)
    for (const candidate of candidates) {
      const of = (key) => median(candidate.runs.map((run) => run[key]))
      const against = (other) =>
        other && median(candidate.runs.map((run, i) => run.perSecond / other.runs[i].perSecond))
      const ofNginx = against(named(PLAIN_NGINX))
      const cols = [
        says,
        candidate.name,
        candidate.encoding === 'none' ? 'plain' : candidate.encoding,
        candidate.bytes,
        Math.round(of('perSecond')),
        of('p50').toFixed(2),
        of('p99').toFixed(2),
        ofNginx === undefined ? '–' : `${Math.round(ofNginx * 100)} %`,
        against(named(BARE_NEXT)).toFixed(1),
      ]
      lines.push(`| ${cols.join(' | ')} |`)
    }
  }
  return lines.join('\n')
}
