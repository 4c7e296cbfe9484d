import os from 'node:os'
import { startTestInstance } from '../checks/test-instance.mjs'
import { untilComplete } from '../launcher/publishing.mjs'
import { foldersOf } from '../launcher/settings.mjs'
import { startBareNext } from './bare-next.mjs'
import { load, loader, weigh } from './load.mjs'
import { startNginx } from './nginx.mjs'

const ROUNDS = 3
const SECONDS = 3
const FORMS = {
  compressed: { 'accept-encoding': 'gzip, deflate, br' },
  plain: { 'accept-encoding': 'identity' },
}

/**
 * How many readers a second can have one claim's page, now and as it stood: from our front server, from a bare Next.js
 * page of the same size that Next itself caches, and from nginx with the same file. In turns, so
 * that whatever else the machine is doing falls on all of them.
 */
export async function benchReads(teller) {
  const stops = []
  try {
    const instance = await startTestInstance()
    stops.push(instance.stop)
    await untilComplete(foldersOf(instance.dataDir).published)
    const page = await firstClaim(instance.url)
    const own = await weigh(instance.url + page, FORMS.plain)
    const next = await teller.step('Building a bare Next app with a page of that size', () =>
      startBareNext({ words: textOf(own.bytes), size: own.bytes.length }),
    )
    stops.push(next.stop)
    const nginx = await startNginx(foldersOf(instance.dataDir).published)
    if (nginx) stops.push(nginx.stop)

    const targets = [
      { name: 'Counterclaim (`npm start`)', url: instance.url + page },
      { name: 'Counterclaim, as it stood', url: await firstMemento(instance.url + page) },
      { name: 'Next.js, cached page', url: next.url },
      ...(nginx ? [{ name: 'nginx, the same file', url: nginx.origin + page }] : []),
    ]
    const results = []
    for (const [form, headers] of Object.entries(FORMS)) {
      for (const { name, url } of targets) {
        const { bytes, encoding } = await weigh(url, headers)
        results.push({ name, url, form, headers, encoding, bytes: bytes.length, runs: [] })
      }
    }
    for (let round = 1; round <= ROUNDS; round++) {
      await teller.step(`Round ${round} of ${ROUNDS}`, async () => {
        for (const result of results) {
          result.runs.push(await load(result.url, { seconds: SECONDS, headers: result.headers }))
        }
      })
    }
    return describe(page, results)
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

async function firstClaim(url) {
  const html = (await weigh(`${url}/claims`, FORMS.plain)).bytes.toString()
  const page = html.match(/href="(?:https?:\/\/[^/"]+)?(\/claims\/(?!page\/)[^"/?#]+)"/)?.[1]
  if (!page) throw new Error('the list of claims has no claim in it')
  return page
}

/** The page as it stood at the first of its moments, which is a file once it was asked for. */
async function firstMemento(url) {
  const map = (await weigh(`${url}/timemap`, FORMS.plain)).bytes.toString()
  const memento = /<([^>]+)>; rel="first [^"]*memento"/.exec(map)?.[1]
  if (!memento) throw new Error(`${url} has no moment`)
  return memento
}

function textOf(html) {
  const text = html
    .toString()
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
  return text.replace(/\s+/g, ' ').trim()
}

function describe(page, results) {
  const median = (result, key) =>
    result.runs.map((run) => run[key]).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]
  const lines = [
    `\`${page}\`, ${ROUNDS} interleaved rounds of ${SECONDS} s, 32 connections (${loader}), Node ${process.versions.node}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim()}; medians.`,
    '',
    '| served by | sent | bytes | requests/s | p50 ms | p99 ms | times Next |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: |',
  ]
  for (const result of results) {
    const next = results.find(({ form, name }) => form === result.form && name.startsWith('Next'))
    const ratio = median(result, 'perSecond') / median(next, 'perSecond')
    lines.push(
      `| ${result.name} | ${result.encoding === 'none' ? 'plain' : result.encoding} | ${result.bytes} | ${Math.round(median(result, 'perSecond'))} | ${median(result, 'p50').toFixed(2)} | ${median(result, 'p99').toFixed(2)} | ${ratio.toFixed(1)} |`,
    )
  }
  return lines.join('\n')
}
