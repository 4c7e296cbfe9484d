import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startTestInstance } from '../checks/test-instance.mjs'
import { holderOf } from '../launcher/folder-lock.mjs'
import { keepKeys } from '../launcher/keys.mjs'
import { publish, untilComplete } from '../launcher/publishing.mjs'
import { foldersOf, ROOT } from '../launcher/settings.mjs'
import { hireEditors } from './flood-editors.mjs'
import { fixedLoop, loader } from './load.mjs'

const ROUNDS = Number(process.env.ROUNDS ?? 3)
const SECONDS = Number(process.env.SECONDS ?? 20)
const CONNECTIONS = 512
/** A million people within the hour, each of whom asks seven times. */
const PER_SECOND = Number(process.env.PER_SECOND ?? 2_000)
/** Readers are on machines of their own in truth: here they give way to the others, and are measured by how soon they are let. */
const READERS_NICE = Number(process.env.READERS_NICE ?? 5)
/** What readers are promised, as the front server counts it. */
const IN_TIME = { seconds: 0.1, kinds: /^(?:page|asset)$/ }
const SEED = 20241207

const IDLE = 'nobody reads'
const STREAM = `readers as they come, ${PER_SECOND} requests a second`
const FLOOD = 'readers that ask again at once'
const PHASES = [IDLE, STREAM, FLOOD]

/**
 * How long editors wait for what they save while a flood of readers asks for the very pages that they are changing, and
 * how long the readers do: twelve editors at the desk's own forms, without readers, with readers that come as they come,
 * and with readers that ask again as soon as they are answered, in turns.
 */
export async function benchFlood(teller) {
  let launcher
  const instance = await startTestInstance({
    onChild: (child) => {
      launcher = child.pid
    },
  })
  try {
    const folders = foldersOf(instance.dataDir)
    await untilComplete(folders.published)
    const keys = keepKeys(folders.keys)
    const quiet = () =>
      publish({
        folder: folders.published,
        publicUrl: instance.url,
        origin: holderOf(folders.lock).internalOrigin,
        secret: keys.internalSecret,
      })
    const editors = await teller.step('Twelve editors sign in', () =>
      hireEditors(instance.url, SEED),
    )
    const asks = await asksOf(instance.url, editors.slugs)
    await teller.step('They begin to work', () => editors.workFor(SECONDS / 2))

    const phases = []
    for (let round = 0; round < ROUNDS; round++) {
      for (let turn = 0; turn < PHASES.length; turn++) {
        const name = PHASES[(round + turn) % PHASES.length]
        await teller.step(`Round ${round + 1} of ${ROUNDS}: ${name}`, async () => {
          await quiet()
          const loopMs = fixedLoop().ms
          const reading = name === IDLE ? null : read(instance.url, asks, name, round)
          reading?.catch(() => {}) // awaited below
          const before = { cpu: timesOf(launcher), counted: await countsOf(instance.url) }
          const saves = await editors.workFor(SECONDS)
          const front = (timesOf(launcher) - before.cpu) / SECONDS
          const readers = await reading
          const counted = await countsOf(instance.url)
          const inTime =
            (counted.inTime - before.counted.inTime) / (counted.all - before.counted.all)
          phases.push({ name, saves, loopMs, front, readers, inTime })
        })
      }
    }
    return describe(phases)
  } finally {
    await instance.stop()
  }
}

/** What readers ask for: half of it pages that editors are changing just then, much of it by whoever has it already. */
async function asksOf(url, slugs) {
  const { host } = new URL(url)
  const all = []
  const add = async (
    kind,
    times,
    address,
    { encoding = 'gzip, deflate, br', isKnown, method = 'GET' } = {},
  ) => {
    const headers = { 'accept-encoding': encoding }
    const response = await fetch(url + address, { headers })
    await response.arrayBuffer()
    if (!response.ok) throw new Error(`${address} was answered ${response.status}`)
    const lines = [
      `${method} ${address} HTTP/1.1`,
      `Host: ${host}`,
      `Accept-Encoding: ${encoding}`,
      ...(isKnown ? [`If-None-Match: ${response.headers.get('etag')}`] : []),
    ]
    const ask = { kind, address, text: `${lines.join('\r\n')}\r\n\r\n` }
    for (let time = 0; time < times; time++) all.push(ask)
  }
  const list = await (await fetch(`${url}/claims`)).text()
  const story = /href="(\/stories\/(?!page\/)[a-z0-9-]+)"/.exec(list)?.[1]
  for (const slug of slugs) {
    await add('claim page', 4, `/claims/${slug}`)
    await add('claim page', 1, `/ar/claims/${slug}`)
    await add('claim page', 1, `/claims/${slug}`, { encoding: 'gzip' })
    await add('open claim page looks again', 3, `/claims/${slug}`, {
      isKnown: true,
      method: 'HEAD',
    })
    await add('feed', 1, `/claims/${slug}/feed.atom`)
    await add('feed', 1, `/claims/${slug}/feed.json`, { isKnown: true })
    await add('JSON', 2, `/claims/${slug}.json`)
    await add('embedded card', 2, `/embed/claims/${slug}`)
  }
  for (const address of ['/', '/ar', '/claims']) await add('home page, lists', 6, address)
  await add('story page', 12, story)
  await add('story page', 3, `/ar${story}`)
  await add('feed', 6, '/feeds/claims.atom', { isKnown: true })
  await add('feed', 6, '/feeds/claims.atom')
  return all
}

/** Has readers come for as long as editors work; they give way to everybody else on this machine. */
function read(url, asks, phase, round) {
  if (phase === FLOOD && loader === 'wrk') return readByWrk(url, asks, round)
  const { hostname, port } = new URL(url)
  const told = {
    host: hostname,
    port: Number(port),
    asks: asks.map(({ kind, text }) => ({ kind, text })),
    perSecond: phase === STREAM ? PER_SECOND : null,
    seconds: SECONDS,
    connections: CONNECTIONS,
    seed: SEED + round,
  }
  const script = path.join(ROOT, 'scripts/bench/flood-readers.mjs')
  return givingWay([process.execPath, script], JSON.stringify(told)).then(JSON.parse)
}

/** Less to the processors than a client of our own would be; it tells of all requests together. */
async function readByWrk(url, asks, round) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'counterclaim-flood-'))
  const script = path.join(folder, 'flood.lua')
  // It would wait for the body of a HEAD. As JSON has a text, Lua has it, too.
  const texts = asks.map(({ text }) => JSON.stringify(text.replace(/^HEAD /, 'GET ')))
  writeFileSync(
    script,
    `local asks = { ${texts.join(',\n')} }
math.randomseed(${SEED + round})
function request() return asks[math.random(#asks)] end
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\\n{"count":%d,"p50":%f,"p99":%f,"p999":%f,"longest":%f,"refused":%d,"broken":%d}\\n',
    summary.requests, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    latency:percentile(99.9) / 1000, latency.max / 1000,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
`,
  )
  try {
    const said = await givingWay([
      'wrk',
      '--threads=1',
      `--connections=${CONNECTIONS}`,
      `--duration=${SECONDS}s`,
      '--timeout=10s',
      `--script=${script}`,
      url,
    ])
    const { refused, broken, ...all } = JSON.parse(said.slice(said.lastIndexOf('{')))
    const errors = [...Array(refused).fill('refused'), ...Array(broken).fill('broken off')]
    return { all, kinds: {}, errors }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function givingWay(command, told = '') {
  return new Promise((resolve, reject) => {
    const child = spawn('nice', ['-n', String(READERS_NICE), ...command], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    child.stdin.end(told)
    let words = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      words += text
    })
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve(words) : reject(new Error(`readers ended with ${code}:\n${words}`)),
    )
  })
}

/** How many readers the front server has answered, and how many of them in time: whatever kept the readers themselves. */
async function countsOf(url) {
  const text = await (await fetch(`${url}/metrics?front`)).text()
  const buckets = text.matchAll(
    /^counterclaim_http_request_duration_seconds_bucket\{kind="(\w+)",le="([^"]+)"\} (\d+)/gm,
  )
  const counts = { all: 0, inTime: 0 }
  for (const [, kind, le, count] of buckets) {
    if (!IN_TIME.kinds.test(kind)) continue
    if (le === '+Inf') counts.all += Number(count)
    if (Number(le) === IN_TIME.seconds) counts.inTime += Number(count)
  }
  return counts
}

/** Seconds of processor time that a process has had. */
function timesOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return Number.NaN // not told here
  }
}

function describe(phases) {
  const of = (name) => phases.filter((phase) => phase.name === name)
  const savesOf = (name) => of(name).flatMap(({ saves }) => saves)
  const kinds = [...new Set(savesOf(IDLE).map(({ kind }) => kind))].sort()
  const row = (name, kind) => {
    const isOf = (save) => !kind || save.kind === kind
    const ms = savesOf(name)
      .filter(isOf)
      .map((save) => save.ms)
    const ratios = of(name).map(({ saves }, round) => {
      const idle = of(IDLE)
        [round].saves.filter(isOf)
        .map((save) => save.ms)
      return (
        at(
          saves.filter(isOf).map((save) => save.ms),
          0.95,
        ) / at(idle, 0.95)
      )
    })
    const failed = savesOf(name).filter((save) => isOf(save) && save.fault).length
    const numbers = [0.5, 0.95, 0.99, 1].map((share) => at(ms, share).toFixed(0))
    return `| ${[kind ?? '**all saves**', name, ms.length, ...numbers, at(ratios, 0.5).toFixed(1), failed].join(' | ')} |`
  }
  const readersRow = (name) => {
    const runs = of(name).map(({ readers }) => readers)
    const middle = (key) =>
      at(
        runs.map(({ all }) => all[key]),
        0.5,
      ).toFixed(1)
    const perSecond = Math.round(
      at(
        runs.map(({ all }) => all.count / SECONDS),
        0.5,
      ),
    )
    const longest = Math.max(...runs.map(({ all }) => all.longest)).toFixed(0)
    const errors = runs.flatMap((run) => run.errors)
    const front = at(
      of(name).map((phase) => phase.front * 100),
      0.5,
    ).toFixed(0)
    const inTime = at(
      of(name).map((phase) => phase.inTime * 100),
      0.5,
    ).toFixed(2)
    return `| ${[name, perSecond, middle('p50'), middle('p99'), middle('p999'), longest, errors.length, `${inTime} %`, `${front} %`].join(' | ')} |`
  }
  const kindRows = [STREAM, FLOOD].flatMap((name) => {
    const runs = of(name).map(({ readers }) => readers.kinds)
    return Object.keys(runs[0]).map((kind) => {
      const middle = (key) =>
        at(
          runs.map((each) => each[kind]?.[key] ?? 0),
          0.5,
        ).toFixed(1)
      return `| ${[kind, name, middle('p50'), middle('p99'), middle('longest')].join(' | ')} |`
    })
  })
  const faults = [
    ...phases.flatMap(({ saves }) => saves.flatMap(({ fault }) => fault ?? [])),
    ...phases.flatMap(({ readers }) => readers?.errors ?? []),
  ]
  const loops = phases.map(({ loopMs }) => loopMs.toFixed(0)).join(', ')
  return [
    `\`npm run bench -- flood\`, ${ROUNDS} rounds of ${PHASES.length} × ${SECONDS} s in turns. Node ${process.versions.node}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim()}. Twelve editors, each of whom saves every 1 to 2 s after reading what they save: statements of claims, proposals and approvals of verdicts. ${CONNECTIONS} connections of readers, on this machine, at a priority of nice ${READERS_NICE} (${loader} where they ask again at once); half of what they ask for are pages that change meanwhile. Milliseconds; “times idle” is the median over the rounds of the p95 beside the p95 of the same editors without readers. A fixed loop before each part took ${loops} ms; the load average was ${os
      .loadavg()
      .map((each) => each.toFixed(1))
      .join(', ')}.`,
    '',
    '| save | while | saves | p50 | p95 | p99 | longest | p95 times idle | not saved |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...[undefined, ...kinds].flatMap((kind) => PHASES.map((name) => row(name, kind))),
    '',
    '| readers | requests/s | p50 | p99 | p99.9 | longest | errors | within 100 ms, as the front server counts | processor, front server |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...[STREAM, FLOOD].map(readersRow),
    '',
    '| readers of | while | p50 | p99 | longest |',
    '| --- | --- | ---: | ---: | ---: |',
    ...kindRows,
    ...(faults.length > 0
      ? ['', `What went wrong: ${[...new Set(faults)].slice(0, 10).join('; ')}`]
      : []),
  ].join('\n')
}

function at(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}
