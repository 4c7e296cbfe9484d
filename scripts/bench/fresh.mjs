import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { startTestInstance } from '../checks/test-instance.mjs'
import { environmentFor } from '../launcher/environment.mjs'
import { holderOf } from '../launcher/folder-lock.mjs'
import { runningDatabase } from '../launcher/instance-database.mjs'
import { keepKeys } from '../launcher/keys.mjs'
import { freeLoopbackPort } from '../launcher/port.mjs'
import { publish, untilComplete } from '../launcher/publishing.mjs'
import { TYPESCRIPT } from '../launcher/run.mjs'
import { foldersOf, ROOT, readSettings } from '../launcher/settings.mjs'
import { Browser } from './fresh-browser.mjs'

const APPROVALS = Number(process.env.APPROVALS ?? 200)
const PROCESSES = (process.env.PROCESSES ?? '1,3').split(',').map(Number)
const PAUSE_MS = 10
const LONGEST_MS = 10_000
export const REVIEWER = { email: 'mira@example.org', password: 'mira-reads-it-twice' }

/** What shows a claim's verdict, by kind of page. */
const KINDS = {
  'claim page': ({ slug }) => `/claims/${slug}`,
  'claim page, Arabic': ({ slug }) => `/ar/claims/${slug}`,
  'claim as JSON': ({ slug }) => `/claims/${slug}.json`,
  'claim’s Atom feed': ({ slug }) => `/claims/${slug}/feed.atom`,
  'claim’s JSON feed': ({ slug }) => `/claims/${slug}/feed.json`,
  'claim’s JSON feed, Arabic': ({ slug }) => `/ar/claims/${slug}/feed.json`,
  'embedded card': ({ slug }) => `/embed/claims/${slug}`,
  'embedded card, Arabic': ({ slug }) => `/ar/embed/claims/${slug}`,
  'status as a picture': ({ slug }) => `/embed/claims/${slug}/status.svg`,
  'story page': ({ story }) => `/stories/${story}`,
  'story page, Arabic': ({ story }) => `/ar/stories/${story}`,
  'home page': () => '/',
  'home page, Arabic': () => '/ar',
  'feed of all claims': () => '/feeds/claims.atom',
}

/** What is the claim's own. */
const OWN = ['claim page', 'claim’s Atom feed', 'claim as JSON', 'embedded card']

/**
 * How long after a reviewer's approval, pressed on the desk, each page that shows it is the new one at every front
 * server, with one app process and with several on one folder and one database. What is the new one is known when all is
 * quiet again: an answer with other words is an old one, and counted if it was asked for after the approval had its own.
 */
export async function benchFresh(teller) {
  const tables = []
  for (const processes of PROCESSES) tables.push(await measure(teller, processes))
  return [
    `\`npm run bench -- fresh\`. Node ${process.versions.node}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim()}. The demo newsroom; ${APPROVALS} approvals, one after the other, through the desk's own form; ${Object.keys(KINDS).length} addresses are asked for every ${PAUSE_MS} ms meanwhile, each at all front servers in turn. Milliseconds from the moment that the reviewer pressed until no answer is an old one any more.`,
    ...tables,
  ].join('\n\n')
}

async function measure(teller, processes) {
  const stops = []
  try {
    const instance = await startTestInstance()
    stops.push(instance.stop)
    const folders = foldersOf(instance.dataDir)
    await untilComplete(folders.published)
    const fronts = [instance.url]
    for (let further = 1; further < processes; further++) {
      const { url, stop } = await startFurther(instance)
      fronts.push(url)
      stops.push(stop)
    }
    const settings = readSettings({ DATA_DIR: instance.dataDir, PUBLIC_URL: instance.url })
    const keys = keepKeys(folders.keys)
    const quiet = () =>
      publish({
        folder: folders.published,
        publicUrl: instance.url,
        origin: holderOf(folders.lock).internalOrigin,
        secret: keys.internalSecret,
      })
    const proposer = startProposer(
      environmentFor({ settings, keys, databaseUrl: runningDatabase(settings, keys).appUrl }),
    )
    stops.push(proposer.stop)
    const reviewers = []
    for (const url of fronts) {
      const reviewer = new Browser(url)
      await reviewer.signIn(REVIEWER)
      reviewers.push(reviewer)
    }
    const claims = await proposer.claims
    const rounds = []
    await teller.step(`${APPROVALS} approvals with ${processes} app processes`, async () => {
      for (let at = 0; at < APPROVALS; at++) {
        const claim = claims[at % claims.length]
        await proposer.propose(claim.id)
        await quiet()
        const reviewer = reviewers[at % reviewers.length]
        rounds.push(await oneApproval({ claim, reviewer, fronts, quiet }))
      }
    })
    return describe(processes, rounds)
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

async function oneApproval({ claim, reviewer, fronts, quiet }) {
  const form = await reviewer.formWith(`/desk/claims/${claim.id}`, 'verdictId')
  let isEnding = false
  const asking = Object.entries(KINDS).map(async ([kind, addressOf]) => {
    const answers = []
    const wordsAt = createReader()
    let failed = 0
    for (let turn = 0; !isEnding; turn++) {
      const asked = performance.now()
      const words = await wordsAt(fronts[turn % fronts.length] + addressOf(claim))
      if (words === null) failed += 1
      else answers.push({ asked, answered: performance.now(), words })
      await delay(PAUSE_MS)
    }
    return { kind, answers, failed }
  })
  await delay(50)
  const pressed = performance.now()
  const answer = await form.press()
  const answered = performance.now()
  if (answer.status !== 303) throw new Error(`the approval was answered ${answer.status}`)
  await Promise.race([quiet(), delay(LONGEST_MS)])
  await delay(PAUSE_MS * 5 * fronts.length)
  isEnding = true
  const pages = {}
  let failures = 0
  for (const { kind, answers, failed } of await Promise.all(asking)) {
    failures += failed
    const last = answers.at(-1).words
    // A page that says the same as before shows nothing of this approval.
    if (answers[0].words === last) continue
    const stale = answers.filter((each) => each.words !== last)
    const visible = answers[answers.indexOf(stale.at(-1)) + 1]
    pages[kind] = {
      ms: visible.answered - pressed,
      later: Math.max(0, visible.answered - answered),
      staleAfter: stale.filter(({ asked }) => asked >= answered).length,
    }
  }
  return { saved: answered - pressed, pages, failures }
}

/** What a reader gets, as a hash; null where the answer broke off or was an error. Asks as an open page does: for what is new. */
function createReader() {
  const agent = new http.Agent({ keepAlive: true })
  const known = new Map()
  return async (url) => {
    const before = known.get(url)
    const answer = await answerAt(url, agent, before?.tag)
    if (answer?.status === 304) return before.words
    if (answer?.status !== 200) return null
    const words = createHash('sha256').update(answer.bytes).digest('hex')
    known.set(url, { tag: answer.tag, words })
    return words
  }
}

function answerAt(url, agent, tag) {
  return new Promise((resolve) => {
    const broken = () => resolve(null)
    http
      .get(url, { agent, headers: tag ? { 'if-none-match': tag } : {} }, (response) => {
        const parts = []
        response.on('data', (part) => parts.push(part))
        response.once('error', broken)
        response.once('end', () => {
          resolve({
            status: response.statusCode,
            tag: response.headers.etag,
            bytes: Buffer.concat(parts),
          })
        })
      })
      .once('error', broken)
  })
}

async function startFurther(instance) {
  const port = await freeLoopbackPort()
  const child = spawn(process.execPath, [path.join(ROOT, 'scripts/app.mjs')], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: instance.dataDir,
      PUBLIC_URL: instance.url,
      DATABASE_URL: '',
      DATABASE_OWNER_URL: '',
    },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  const ready = new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.includes('is ready')) resolve(true)
    })
  })
  const stop = async () => {
    child.kill('SIGTERM')
    await exited
  }
  if (!(await Promise.race([ready, exited.then(() => false)])))
    throw new Error('a further app process did not start')
  return { url: `http://localhost:${port}`, stop }
}

export function startProposer(environment) {
  const child = spawn(process.execPath, [...TYPESCRIPT, 'scripts/bench/fresh.ts'], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error('nobody proposes verdicts any more')
    return JSON.parse(value)
  }
  return {
    claims: next(),
    async propose(claimId) {
      child.stdin.write(`${claimId}\n`)
      await next()
    },
    async stop() {
      child.stdin.end()
      await exited
    },
  }
}

function describe(processes, rounds) {
  const numbers = (values, parts) =>
    parts.map((part) => percentile(values, part).toFixed(0)).join(' | ')
  const row = (name, pages) => {
    const stale = pages.reduce((total, { staleAfter }) => total + staleAfter, 0)
    const fromPress = pages.map(({ ms }) => ms)
    const fromAnswer = pages.map(({ later }) => later)
    return `| ${name} | ${pages.length} | ${numbers(fromPress, [0.5, 0.95, 0.99, 1])} | ${numbers(fromAnswer, [0.5, 0.95])} | ${stale} |`
  }
  const together = (kinds) =>
    rounds.flatMap(({ pages }) => {
      const all = kinds.flatMap((kind) => pages[kind] ?? [])
      if (all.length === 0) return []
      return {
        ms: Math.max(...all.map(({ ms }) => ms)),
        later: Math.max(...all.map(({ later }) => later)),
        staleAfter: all.reduce((total, { staleAfter }) => total + staleAfter, 0),
      }
    })
  const failures = rounds.reduce((total, round) => total + round.failures, 0)
  const answers = rounds.map(({ saved }) => saved)
  return [
    `### ${processes === 1 ? 'One app process' : `${processes} app processes`}`,
    '',
    '| page | changed | p50 ms | p95 ms | p99 ms | longest | p50 ms after the answer | p95 ms after it | old answers after it |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    `| *the approval’s own answer* | ${answers.length} | ${numbers(answers, [0.5, 0.95, 0.99, 1])} | | | |`,
    ...Object.keys(KINDS).flatMap((kind) => {
      const pages = rounds.flatMap(({ pages }) => pages[kind] ?? [])
      return pages.length === 0 ? [] : [row(kind, pages)]
    }),
    row('**the claim’s page, feed, JSON and card**', together(OWN)),
    row('**everywhere**', together(Object.keys(KINDS))),
    '',
    `Answers that broke off or were an error: ${failures}. The machine’s load afterwards: ${os.loadavg()[0].toFixed(1)}.`,
  ].join('\n')
}

function percentile(values, part) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN
}
