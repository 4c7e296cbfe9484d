import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os, { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freeLoopbackPort } from '../launcher/port.mjs'
import { untilComplete } from '../launcher/publishing.mjs'
import { foldersOf, ROOT } from '../launcher/settings.mjs'
import { load, loader } from './load.mjs'
import { familyOf, sizeOf } from './processes.mjs'

const ROUNDS = Number(process.env.ROUNDS ?? 3)
/** Asked for after the last start, to see whether memory grows with them. */
const REQUESTS = Number(process.env.REQUESTS ?? 1_000_000)
const LOOK_MS = 10
const COMPRESSED = { 'accept-encoding': 'gzip, deflate, br' }
/** What was needed to publish is given back by then. */
const IDLE_MS = 20_000

/**
 * How long `npm start` of a prepared clone takes with an empty data folder and with one that is there, how much memory
 * everything that it started has when there is nothing to do, and how much after a million requests.
 */
export async function benchStart(teller) {
  const starts = { 'first, of a prepared clone': [], 'second, nothing changed': [] }
  let flood
  for (let round = 1; round <= ROUNDS; round++) {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'counterclaim-bench-'))
    // At another address every page would be made anew.
    const port = await freeLoopbackPort()
    try {
      for (const [name, results] of Object.entries(starts)) {
        results.push(
          await teller.step(`Round ${round} of ${ROUNDS}: ${name}`, () => startOnce(dataDir, port)),
        )
      }
      if (round === ROUNDS) {
        flood = await teller.step(`${REQUESTS.toLocaleString('en')} requests`, () =>
          floodOnce(dataDir, port),
        )
      }
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  }
  return describe(starts, flood)
}

/** Starts an instance and ends it; answers milliseconds, and megabytes by part. */
async function startOnce(dataDir, port) {
  return whileItRuns(dataDir, port, async ({ launcher, times }) => {
    await delay(IDLE_MS)
    return { ...times, memory: memoryOf(launcher, dataDir) }
  })
}

/** Megabytes before, between and after many requests of readers, by a tenth of them each. */
async function floodOnce(dataDir, port) {
  return whileItRuns(dataDir, port, async ({ launcher }) => {
    const origin = `http://localhost:${port}`
    const list = await (await fetch(`${origin}/claims`)).text()
    const found = [...list.matchAll(/href="[^"]*?(\/claims\/(?!page\/)[a-z0-9-]+)"/g)]
    const pages = [...new Set(found.map(([, address]) => address))]
    const turns = []
    await delay(IDLE_MS)
    turns.push(memoryOf(launcher, dataDir))
    let asked = 0
    while (asked < REQUESTS) {
      const page = pages[turns.length % pages.length]
      const enough = asked + REQUESTS / 10
      while (asked < enough) {
        const seconds = 2
        const { perSecond } = await load(origin + page, { seconds, headers: COMPRESSED })
        asked += Math.round(perSecond * seconds)
      }
      turns.push(memoryOf(launcher, dataDir))
    }
    await delay(IDLE_MS)
    turns.push(memoryOf(launcher, dataDir))
    return { asked, turns }
  })
}

async function whileItRuns(dataDir, port, work) {
  const begun = performance.now()
  const since = () => performance.now() - begun
  const child = spawn(process.execPath, [path.join(ROOT, 'scripts/start.mjs')], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      PUBLIC_URL: '',
      DATABASE_URL: '',
      DATABASE_OWNER_URL: '',
      DEMO: '1',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  const ended = exited.then((code) => {
    throw new Error(`npm start ended with ${code}`)
  })
  const answers = async (address) => {
    while ((await statusOf(`http://localhost:${port}${address}`)) !== 200) await delay(LOOK_MS)
    return since()
  }
  const isReady = new Promise((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      if (text.includes('is ready at')) resolve(since())
    })
  })
  try {
    const [page, desk, ready] = await Promise.race([
      Promise.all([answers('/'), answers('/sign-in'), isReady]),
      ended,
    ])
    await untilComplete(foldersOf(dataDir).published)
    const times = { page, desk, ready, whole: since() }
    return await work({ launcher: child.pid, times })
  } finally {
    child.kill('SIGTERM')
    await exited
    ended.catch(() => {})
  }
}

async function statusOf(address) {
  try {
    const response = await fetch(address, { redirect: 'manual', headers: { connection: 'close' } })
    await response.arrayBuffer()
    return response.status
  } catch {
    return undefined // nobody listens yet
  }
}

/** Megabytes of everything that runs; what several have in common counts once. Linux alone tells. */
function memoryOf(launcher, dataDir) {
  if (!existsSync('/proc/self/smaps_rollup')) return undefined
  const [postmaster] = readFileSync(
    path.join(foldersOf(dataDir).database, 'postmaster.pid'),
    'utf8',
  )
    .split('\n')
    .map(Number)
  const database = familyOf(postmaster)
  const started = familyOf(launcher).filter((pid) => !database.includes(pid))
  return {
    front: sizeOf([launcher]),
    next: sizeOf(started.filter((pid) => pid !== launcher)),
    database: sizeOf(database),
  }
}

function describe(starts, flood) {
  const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]
  const seconds = (results, key) =>
    `${(median(results.map((each) => each[key])) / 1000).toFixed(1)} s`
  const megabytes = (results, part) =>
    results[0].memory ? Math.round(median(results.map(({ memory }) => part(memory)))) : '?'
  const lines = [
    `\`npm run bench -- start\`, medians of ${ROUNDS}. Node ${process.versions.node}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim()}. Packages are installed and the pages built; what npm itself takes comes on top. Seconds until the first page is answered, until the desk is,`,
    `until the start calls itself ready, and until every picture and feed is on disk; megabytes ${IDLE_MS / 1000} s later, shared pages counted once.`,
    '',
    '| start | a page | the desk | ready | every file | launcher and front | Next | PostgreSQL | all, MB |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
  ]
  for (const [name, results] of Object.entries(starts)) {
    const times = ['page', 'desk', 'ready', 'whole'].map((key) => seconds(results, key))
    const sizes = [
      (memory) => memory.front,
      (memory) => memory.next,
      (memory) => memory.database,
      ({ front, next, database }) => front + next + database,
    ].map((part) => megabytes(results, part))
    lines.push(`| ${[name, ...times, ...sizes].join(' | ')} |`)
  }
  if (flood?.turns[0]) {
    const sizes = (part) => flood.turns.map((memory) => Math.round(part(memory))).join(', ')
    lines.push(
      '',
      `Then ${flood.asked.toLocaleString('en')} requests of readers (${loader}, 32 connections), page after page. Megabytes before them, after each tenth, and ${IDLE_MS / 1000} s after the last: launcher and front ${sizes(({ front }) => front)}; everything ${sizes(({ front, next, database }) => front + next + database)}.`,
    )
  }
  return lines.join('\n')
}
