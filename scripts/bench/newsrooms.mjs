import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os, { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { startEmbeddedPostgres } from '../launcher/embedded-postgres.mjs'
import { keepKeys } from '../launcher/keys.mjs'
import { run } from '../launcher/run.mjs'
import { ROOT } from '../launcher/settings.mjs'
import { openRegistry } from '../newsroom/registry.mjs'
import { fixedLoop } from './load.mjs'
import { familyOf, sizeOf } from './processes.mjs'

const COUNT = Number(process.env.NEWSROOMS_COUNT ?? 100)
const SERVED = Number(process.env.NEWSROOMS_SERVED ?? 3)
/** What servers for tens of newsrooms each are given here, so that two of them find room beside each other. */
const OPTIONS = ['shared_buffers=256MB', 'max_connections=400']
const EACH_WITH_ADMIN = 10
const IDLE_MS = 15_000
const SECOND_MS = 1_000

/**
 * A hundred newsrooms on two PostgreSQL servers, each added by the command that an operator types; what they take while nobody
 * is there; all brought up to date and checked; and some of them served at once.
 */
export async function benchNewsrooms(teller) {
  const home = mkdtempSync(path.join(tmpdir(), 'counterclaim-newsrooms-'))
  const servers = []
  const served = []
  try {
    for (const name of ['one', 'two']) servers.push(await serverIn(path.join(home, name), name))
    const command = (...args) =>
      run(process.execPath, ['scripts/newsroom.mjs', ...args], {
        cwd: ROOT,
        env: { ...process.env, NEWSROOMS: path.join(home, 'registry') },
      })
    for (const { name, running } of servers) {
      await command('server', name, asServer(running.ownerUrl))
    }
    const empty = await Promise.all(servers.map(weigh))
    const loops = [fixedLoop()]
    const times = await teller.step(`Adding ${COUNT} newsrooms`, () => addAll(command, home))
    loops.push(fixedLoop())
    const again = await timed(() => command('add', nameOf(1), '--address', addressOf(1)))
    const migrated = await timed(() => command('migrate'))
    const checked = await timed(() => command('check'))
    const idle = await Promise.all(servers.map(weigh))
    const rooms = openRegistry(path.join(home, 'registry')).newsrooms()
    for (const room of rooms.slice(0, SERVED)) {
      served.push(
        await teller.step(`Starting ${room.name}`, () => serve(room, path.join(home, 'registry'))),
      )
    }
    await delay(IDLE_MS)
    const answers = await Promise.all(served.map(answersOf))
    const busy = await Promise.all(servers.map(weigh))
    loops.push(fixedLoop())
    return describe({ times, again, migrated, checked, empty, idle, busy, answers, loops, rooms })
  } finally {
    for (const { child, exited } of served) {
      child.kill('SIGTERM')
      await exited
    }
    for (const { running } of servers) await running.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

async function serverIn(folder, name) {
  const keys = keepKeys(path.join(folder, 'keys'))
  const running = await startEmbeddedPostgres({
    folder: path.join(folder, 'postgres'),
    keys,
    options: OPTIONS,
  })
  return { name, running, folder: path.join(folder, 'postgres') }
}

function asServer(ownerUrl) {
  const url = new URL(ownerUrl)
  url.pathname = '/postgres'
  return url.toString()
}

const nameOf = (n) => `newsroom-${n}`
const addressOf = (n) => `https://newsroom-${n}.example.org`

/** Each tenth gets its first admin's link as well, for which a script of ours has to be loaded. */
async function addAll(command, home) {
  const times = { alone: [], withAdmin: [], last: 0 }
  for (let n = 1; n <= COUNT; n += 1) {
    const hasAdmin = n % EACH_WITH_ADMIN === 0
    const admin = hasAdmin ? ['--admin', 'ada@example.org', '--admin-name', 'Ada Lovelace'] : []
    const { seconds } = await timed(() =>
      command(
        ...['add', nameOf(n), '--address', addressOf(n)],
        ...['--data', path.join(home, 'data', nameOf(n)), ...admin],
      ),
    )
    times[hasAdmin ? 'withAdmin' : 'alone'].push(seconds)
    times.last = seconds
  }
  return times
}

async function timed(work) {
  const begun = performance.now()
  await work()
  return { seconds: (performance.now() - begun) / SECOND_MS }
}

/** Starts one as its unit would, and answers when it is ready. */
async function serve(room, registry) {
  const environment = Object.fromEntries(
    readFileSync(path.join(registry, room.name, 'environment'), 'utf8')
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
  const child = spawn(process.execPath, [path.join(ROOT, 'scripts/start.mjs')], {
    cwd: ROOT,
    env: { ...process.env, DEMO: '0', HOST: '127.0.0.1', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  const ready = new Promise((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text) => text.includes('is ready at') && resolve())
  })
  await Promise.race([
    ready,
    exited.then((code) => {
      throw new Error(`${room.name} ended with ${code}`)
    }),
  ])
  return { room, child, exited }
}

async function answersOf({ room, child }) {
  const statusOf = async (address) => {
    const response = await fetch(`http://127.0.0.1:${room.port}${address}`, { redirect: 'manual' })
    await response.arrayBuffer()
    return response.status
  }
  const statuses = []
  for (const address of ['/', '/claims', '/sign-in', '/claims?q=bridge', '/readyz?desk']) {
    statuses.push(await statusOf(address))
  }
  return { statuses, megabytes: sizeOf(familyOf(child.pid)) }
}

async function weigh({ running, folder }) {
  const client = new pg.Client({ connectionString: asServer(running.ownerUrl) })
  await client.connect()
  try {
    const { rows } = await client.query(`
      SELECT (SELECT coalesce(sum(pg_database_size(oid)), 0) FROM pg_database WHERE datname LIKE 'counterclaim\\_%')::float8 / 1e6 AS megabytes,
        (SELECT count(*)::int FROM pg_database WHERE datname LIKE 'counterclaim\\_%') AS databases,
        (SELECT count(*)::int FROM pg_stat_activity WHERE datname LIKE 'counterclaim\\_%') AS connections`)
    const [postmaster] = readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')
    return { ...rows[0], memory: sizeOf(familyOf(Number(postmaster))) }
  } finally {
    await client.end()
  }
}

function describe({ times, again, migrated, checked, empty, idle, busy, answers, loops, rooms }) {
  const at = (list, share) =>
    [...list].sort((one, other) => one - other)[
      Math.min(list.length - 1, Math.floor(list.length * share))
    ] ?? 0
  const sum = (list, key) => list.reduce((total, each) => total + each[key], 0)
  const s = (seconds) => `${seconds.toFixed(1)} s`
  const mb = (megabytes) => `${Math.round(megabytes)} MB`
  const rows = [
    [
      `adding one, without an admin: median, p95 of ${times.alone.length}`,
      [at(times.alone, 0.5), at(times.alone, 0.95)].map(s).join(', '),
    ],
    [
      `adding one, with the first admin’s link: median, most of ${times.withAdmin.length}`,
      [at(times.withAdmin, 0.5), at(times.withAdmin, 1)].map(s).join(', '),
    ],
    ['adding the last', s(times.last)],
    ['adding one that is there already', s(again.seconds)],
    [`bringing all ${rooms.length} up to date where nothing is lacking`, s(migrated.seconds)],
    [`checking all ${rooms.length}`, s(checked.seconds)],
    ['databases on each server', idle.map(({ databases }) => databases).join(', ')],
    ['size of an empty newsroom’s database', mb(sum(idle, 'megabytes') / sum(idle, 'databases'))],
    [
      'memory of both servers: empty; with all of them, nobody there',
      `${mb(sum(empty, 'memory'))}; ${mb(sum(idle, 'memory'))}`,
    ],
    [
      `served at once: ${answers.length}, each with ${answers[0]?.statuses.length} addresses asked`,
      answers.map(({ statuses }) => statuses.join(' ')).join('; '),
    ],
    [
      'memory of one that is served, database apart',
      answers.map(({ megabytes }) => mb(megabytes)).join(', '),
    ],
    [
      'connections that one holds while nobody is there',
      (sum(busy, 'connections') / answers.length).toFixed(1),
    ],
    ['memory of both servers then', mb(sum(busy, 'memory'))],
  ]
  return `\`npm run bench -- newsrooms\`. Node ${process.versions.node}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, two embedded PostgreSQL servers beside them with ${OPTIONS.join(', ')}; a
fixed loop took ${loops.map(({ ms }) => Math.round(ms)).join(', ')} ms, the load average was ${os
    .loadavg()
    .map((each) => each.toFixed(1))
    .join(', ')}.

| | |
| --- | ---: |
${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}
`
}
