import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { chromium } from '@playwright/test'
import { findBrowser, launchOptions } from '../../e2e/browser.mjs'
import { ensureBrowser } from '../checks/browser.mjs'
import { startTestInstance } from '../checks/test-instance.mjs'
import { untilComplete } from '../launcher/publishing.mjs'
import { foldersOf, ROOT } from '../launcher/settings.mjs'

const RUNS = 3
const LIGHTHOUSE = path.join(ROOT, 'node_modules/lighthouse')
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo']
const LARGEST_ANSWER = 64 * 1024 * 1024

/** What Lighthouse says of a story and a claim, in every language, as readers get them through the front server. */
export async function benchLighthouse(teller) {
  await ensureBrowser(teller)
  const instance = await startTestInstance()
  try {
    await teller.step('Waiting until everything is published', () =>
      untilComplete(foldersOf(instance.dataDir).published),
    )
    const results = []
    for (const page of await pagesOf(instance.url)) {
      const runs = await teller.step(`Looking at ${page}`, async () => {
        const reports = []
        while (reports.length < RUNS) reports.push(await lookAt(instance.url + page))
        return reports
      })
      results.push({ page, runs })
    }
    return describe(results)
  } finally {
    await instance.stop()
  }
}

/** A story and its first claim, in English and in the other languages that the page leads to. */
async function pagesOf(url) {
  const story = await firstLink(`${url}/`, /href="[^"]*?(\/stories\/[a-z0-9-]+)"/)
  const claim = await firstLink(`${url}${story}`, /href="[^"]*?(\/claims\/(?!page\/)[a-z0-9-]+)"/)
  const pages = []
  for (const page of [story, claim]) {
    const html = await textOf(url + page)
    const translations = [
      ...html.matchAll(/<link rel="alternate" hrefLang="([a-z-]+)" href="([^"]+)"/gi),
    ]
      .filter(([, language]) => !['en', 'x-default'].includes(language))
      .map(([, , address]) => new URL(address).pathname)
    pages.push(page, ...translations)
  }
  return pages
}

async function firstLink(address, pattern) {
  const link = pattern.exec(await textOf(address))?.[1]
  if (!link) throw new Error(`${address} leads nowhere that can be measured`)
  return link
}

async function textOf(address) {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address} was answered ${response.status}`)
  return response.text()
}

async function lookAt(address) {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      path.join(LIGHTHOUSE, 'cli/index.js'),
      address,
      '--quiet',
      '--output=json',
      `--only-categories=${CATEGORIES.join(',')}`,
      `--chrome-flags=${['--headless=new', ...launchOptions().args].join(' ')}`,
    ],
    {
      env: {
        ...process.env,
        CHROME_PATH: findBrowser().executablePath ?? chromium.executablePath(),
      },
      maxBuffer: LARGEST_ANSWER,
    },
  )
  const { audits, categories, runtimeError } = JSON.parse(stdout)
  if (runtimeError) throw new Error(`${address}: ${runtimeError.message}`)
  return {
    ...Object.fromEntries(CATEGORIES.map((name) => [name, categories[name].score * 100])),
    lcp: audits['largest-contentful-paint'].numericValue,
    cls: audits['cumulative-layout-shift'].numericValue,
    tbt: audits['total-blocking-time'].numericValue,
  }
}

function describe(results) {
  const { version } = JSON.parse(readFileSync(path.join(LIGHTHOUSE, 'package.json'), 'utf8'))
  const lines = [
    `\`npm run bench -- lighthouse\`: Lighthouse ${version}, its usual phone (1.6 Mbps, 150 ms, processor slowed fourfold, simulated), the demo through the front server, medians of ${RUNS}. Node ${process.versions.node}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim()}.`,
    '',
    '| page | performance | accessibility | best practices | SEO | LCP ms | CLS | TBT ms |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
  ]
  for (const { page, runs } of results) {
    const median = (key) => runs.map((run) => run[key]).sort((a, b) => a - b)[Math.floor(RUNS / 2)]
    const scores = CATEGORIES.map((name) => Math.round(median(name)))
    const times = [Math.round(median('lcp')), median('cls').toFixed(3), Math.round(median('tbt'))]
    lines.push(`| \`${page}\` | ${[...scores, ...times].join(' | ')} |`)
  }
  return lines.join('\n')
}
