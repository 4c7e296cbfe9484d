import { fork } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { startEmbeddedPostgres } from '../launcher/embedded-postgres.mjs'
import { startTimeOf } from '../launcher/folder-lock.mjs'
import { keepKeys } from '../launcher/keys.mjs'
import { freeLoopbackPort } from '../launcher/port.mjs'
import { run as runProgram, TYPESCRIPT } from '../launcher/run.mjs'
import { foldersOf, ROOT } from '../launcher/settings.mjs'
import { brokenRules, lostActs, miscounted, pagesIn, stalePages, treeFaults } from './checks.mjs'
import { dice, pick } from './dice.mjs'
import { openJournal } from './journal.mjs'
import { processesOf, startSite } from './site.mjs'
import { strike } from './strike.mjs'

/** How likely each is killed: app processes most, as in life. */
const KILLS = { writer: 8, backend: 5, postgres: 4, next: 3, site: 2 }
const EDITORS_EACH = 2
/** What each kind takes down: one thing goes down once at a time. */
const PARTS = {
  writer: ['one writer', 'another writer'],
  backend: ['postgres'],
  postgres: ['postgres'],
  next: ['site'],
  site: ['site'],
}
const KILLS_A_MINUTE = 20
/** How long things may take to come to rest when nobody is killed any longer. */
const REST_MS = 120_000
/** What a killer answers who found none of its kind. */
const NOBODY = Symbol('nobody')

/**
 * An instance of its own under load, whose parts are killed at random: writers (processes that run the commands), single
 * backends and the whole of PostgreSQL, Next with the publisher in it, `npm start` with the front server. Answers
 * what was killed and acknowledged, how long it took to recover, and every fault. `inTurn` names what is killed one after the
 * other, in place of the dice and the clock.
 */
export async function crash({ milliseconds, inTurn, seed, writers: count = 3, teller }) {
  const run = await begin({ seed, count, isLong: !inTurn, teller })
  try {
    await teller.step(`Killing at random, seed ${seed}`, () =>
      inTurn ? killInTurn(run, inTurn) : killFor(run, milliseconds),
    )
    await teller.step('Letting it come to rest', () => rest(run))
    await teller.step('Counting', () => examine(run))
  } finally {
    await end(run)
  }
  return reportOf(run)
}

async function begin({ seed, count, isLong, teller }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'counterclaim-torture-'))
  const keeper = fork(path.join(ROOT, 'scripts/torture/keeper.mjs'), [folder], { detached: true })
  const run = {
    folder,
    keeper,
    seed,
    isLong,
    roll: dice(seed),
    dataDir: path.join(folder, 'data'),
    port: await freeLoopbackPort(),
    journal: openJournal(path.join(folder, 'journal')),
    writers: new Map(),
    begunWriters: 0,
    killed: [],
    faults: [],
    surprises: new Map(),
    reads: { answered: 0, failed: 0, half: 0 },
    checkpoints: new Set(),
    /** Those who wait for the next acknowledged act. */
    waiting: new Set(),
    isOver: false,
    isEnding: false,
    siteStarts: 0,
    tasks: [],
  }
  try {
    await teller.step('Making a database', () => startPostgres(run))
    await teller.step('Starting an instance', () => {
      run.keepingSite = keepSite(run)
      return run.site.ready
    })
    for (let at = 0; at < count; at++) startWriter(run, [])
    await nextAnswer(run)
    run.tasks.push(readOn(run), watchCheckpoints(run))
    return run
  } catch (error) {
    await end(run)
    throw error
  }
}

function watch(run, pid) {
  run.keeper.send({ watch: { pid, started: startTimeOf(pid) } })
}

// ───────────── the parts

async function startPostgres(run) {
  const keys = keepKeys(path.join(run.folder, 'server/keys'))
  const folder = path.join(run.folder, 'server/postgres')
  run.postgres = await startEmbeddedPostgres({ folder, keys })
  watch(run, run.postgres.pid)
}

/** Keeps `npm start` running as a service manager would: one that ended, for whatever reason, is started again. */
async function keepSite(run) {
  while (!run.isEnding) {
    run.site = startSite({
      port: run.port,
      dataDir: run.dataDir,
      database: run.postgres,
      onPid: (pid) => watch(run, pid),
    })
    await run.site.exited
    run.siteStarts += 1
    if (!run.isEnding) await delay(200)
  }
}

function startWriter(run, again) {
  const number = ++run.begunWriters
  const child = fork(path.join(ROOT, 'scripts/torture/writer.ts'), [], {
    cwd: ROOT,
    execArgv: TYPESCRIPT,
    env: { ...process.env, DATABASE_URL: run.postgres.appUrl, NODE_ENV: 'production' },
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  watch(run, child.pid)
  const writer = { number, child, isStopped: false }
  run.writers.set(number, writer)
  writer.exited = new Promise((resolve) => child.once('exit', resolve))
  child.on('message', (words) => hear(run, writer, again, words))
}

function hear(run, writer, again, words) {
  const { journal } = run
  switch (words.is) {
    case 'ready':
      writer.child.send({
        is: 'begin',
        seed: run.seed + writer.number,
        editors: EDITORS_EACH,
        again,
      })
      return
    case 'sent':
      return journal.noteSent(words.act, writer.number)
    case 'answered':
      journal.noteAnswer(words.requestId, words.result)
      for (const tell of run.waiting) tell()
      run.waiting.clear()
      return
    case 'refused':
      return journal.noteRefusal(words.requestId, words.outcome)
    case 'surprised': {
      const what = `${words.command}: ${words.words.replace(/\s+/g, ' ').slice(0, 300)}`
      run.surprises.set(what, (run.surprises.get(what) ?? 0) + 1)
      return
    }
    case 'stopped':
      writer.isStopped = true
  }
}

function nextAnswer(run) {
  return new Promise((resolve) => run.waiting.add(resolve))
}

/** A reader with many tabs. */
async function readOn(run) {
  const pages = ['/', '/claims', '/methodology', '/feeds/claims.atom']
  while (!run.isOver) {
    const page = pages[run.reads.answered % pages.length]
    try {
      const response = await fetch(`http://127.0.0.1:${run.port}${page}`, {
        signal: AbortSignal.timeout(5_000),
      })
      const text = await response.text()
      run.reads[response.ok ? 'answered' : 'failed'] += 1
      if (response.ok && !/<\/(?:html|feed)>/.test(text)) run.reads.half += 1
    } catch {
      run.reads.failed += 1
    }
    await delay(100)
  }
}

/** Keeps every checkpoint that was ever published: none may be contradicted later. */
async function watchCheckpoints(run) {
  const file = path.join(foldersOf(run.dataDir).published, 'record/checkpoint')
  while (!run.isOver) {
    try {
      run.checkpoints.add(readFileSync(file, 'utf8'))
    } catch {
      // None yet.
    }
    await delay(200)
  }
}

// ───────────── killing

const killers = {
  async writer(run) {
    const all = [...run.writers.values()]
    const victim = all[run.roll(all.length)]
    process.kill(victim.child.pid, 'SIGKILL')
    run.writers.delete(victim.number)
    await victim.exited
    const { journal } = run
    const again = [...journal.inDoubtOf(victim.number), journal.oneAnswered(run.roll)]
    startWriter(run, again.filter(Boolean))
    for (const act of journal.inDoubtOf(victim.number)) journal.noteSent(act, run.begunWriters)
    return nextAnswer(run)
  },

  async backend(run) {
    const victims = await withClient(run, async (client) => {
      const { rows } = await client.query(
        `SELECT pid FROM pg_stat_activity
         WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND usename = 'counterclaim_app'
         ORDER BY state = 'active' DESC, pid LIMIT 8`,
      )
      return rows.map(({ pid }) => pid)
    })
    if (victims.length === 0) return NOBODY
    if (!strike(victims[run.roll(victims.length)])) return NOBODY
    await answers(run)
    return nextAnswer(run)
  },

  async postgres(run) {
    process.kill(run.postgres.pid, 'SIGKILL')
    await startPostgres(run)
    return nextAnswer(run)
  },

  async next(run) {
    const pid = run.site.nextPid()
    if (!pid || !strike(pid)) return NOBODY
    return untilAnswered(run, '/sign-in')
  },

  async site(run) {
    const victim = run.site
    process.kill(victim.pid, 'SIGKILL')
    await victim.exited
    return untilAnswered(run, '/')
  },
}

async function killFor(run, milliseconds) {
  const begun = Date.now()
  const least = (milliseconds / 60_000) * KILLS_A_MINUTE
  const recovering = new Map()
  const isOver = () => {
    const elapsed = Date.now() - begun
    // A busy machine recovers slowly, and takes longer over as many.
    return elapsed >= milliseconds && (run.killed.length >= least || elapsed >= 3 * milliseconds)
  }
  while (!isOver()) {
    await delay(200 + run.roll(1_200))
    const kind = pick(run.roll, KILLS)
    // What is just coming back is killed when it is back: recovery is what is looked at.
    const part = PARTS[kind].find((each) => !recovering.has(each))
    if (!part) continue
    recovering.set(
      part,
      kill(run, kind).finally(() => recovering.delete(part)),
    )
  }
  await Promise.all(recovering.values())
}

async function killInTurn(run, kinds) {
  for (const kind of kinds) {
    await nextAnswer(run)
    await kill(run, kind)
  }
}

/** Kills one of a kind, waits until it is back, and looks whether anything is missing. */
async function kill(run, kind) {
  const begun = Date.now()
  try {
    const done = await within(killers[kind](run), `recovery from killing ${kind}`)
    if (done === NOBODY) return
    run.killed.push({ kind, took: Date.now() - begun })
    if (PARTS[kind].includes('postgres')) await checkLately(run)
  } catch (error) {
    run.faults.push(error.message)
  }
}

/** After a recovery: the newest acts that were acknowledged before it are there, and nothing is there by half. */
async function checkLately(run) {
  const newest = [...run.journal.answers.keys()].slice(-200)
  await withClient(run, async (client) => {
    run.faults.push(...(await lostActs(client, run.journal, newest)))
    run.faults.push(...(await brokenRules(client)))
  })
}

async function untilAnswered(run, page) {
  for (;;) {
    try {
      const response = await fetch(`http://127.0.0.1:${run.port}${page}`, {
        headers: { host: `localhost:${run.port}` },
        signal: AbortSignal.timeout(5_000),
      })
      await response.text()
      if (response.ok) return
    } catch {
      // Not yet.
    }
    await delay(50)
  }
}

/** Waits until PostgreSQL has put itself together after one of its processes was killed. */
async function answers(run) {
  await withClient(run, (client) => client.query('SELECT 1'))
}

/** Runs `work` on a connection as the owner; a connection that is cut or refused is made again. */
async function withClient(run, work) {
  for (const deadline = Date.now() + REST_MS; ; ) {
    const client = new pg.Client({
      connectionString: run.postgres.ownerUrl,
      connectionTimeoutMillis: 5_000,
    })
    client.on('error', () => {})
    try {
      await client.connect()
      return await work(client)
    } catch (error) {
      if (Date.now() > deadline || !isAway(error)) throw error
      await delay(100)
    } finally {
      await client.end().catch(() => {})
    }
  }
}

function isAway(error) {
  return (
    /ECONNREFUSED|ECONNRESET|EPIPE|^57P|^08/.test(error.code ?? '') ||
    /terminated|timeout|not queryable|Connection/.test(error.message)
  )
}

// ───────────── coming to rest, and counting

async function rest(run) {
  for (const { child } of run.writers.values()) child.send({ is: 'stop' })
  await within(Promise.all([...run.writers.values()].map((writer) => writer.exited)), 'the writers')
  await within(untilAnswered(run, '/sign-in'), 'the start of Next')
  const deadline = Date.now() + REST_MS
  for (;;) {
    const { waiting, leaves, signed } = await withClient(run, async (client) => {
      const { rows } = await client.query(
        `SELECT (SELECT count(*)::int FROM outbox WHERE done_at IS NULL) AS waiting,
                (SELECT count(*)::int FROM leaves) AS leaves,
                (SELECT coalesce(max(size), 0)::int FROM checkpoints) AS signed`,
      )
      return rows[0]
    })
    if (waiting === 0 && leaves === signed) break
    if (Date.now() > deadline) {
      run.faults.push(
        `at rest ${waiting} changes are not published, and ${signed} of ${leaves} leaves signed`,
      )
      break
    }
    await delay(200)
  }
  run.isOver = true
  await Promise.all(run.tasks)
}

async function within(work, what) {
  const isLate = Symbol()
  const outcome = await Promise.race([work, delay(REST_MS, isLate, { ref: false })])
  if (outcome === isLate) throw new Error(`${what} took more than ${REST_MS / 1000} s`)
  return outcome
}

async function examine(run) {
  const { published } = foldersOf(run.dataDir)
  await withClient(run, async (client) => {
    run.lost = await lostActs(client, run.journal)
    run.half = await brokenRules(client)
    run.faults.push(...(await miscounted(client, run.journal)))
    run.tree = await treeFaults(client, { published, seen: run.checkpoints })
  })
  if (run.journal.inDoubt > 0)
    run.faults.push(`${run.journal.inDoubt} acts were sent and never answered`)
  if (run.reads.half > 0) run.faults.push(`readers got ${run.reads.half} pages by half`)
  if (run.isLong) await verify(run)
  const before = pagesIn(published)
  await publishAnew(run)
  run.stale = stalePages(before, pagesIn(published))
  run.pages = before.size
}

/** Lets `npm run verify` look at it all, as whoever runs the instance would. */
async function verify(run) {
  const env = {
    ...process.env,
    DATA_DIR: run.dataDir,
    DATABASE_URL: run.postgres.appUrl,
    DATABASE_OWNER_URL: run.postgres.ownerUrl,
    PORT: String(run.port),
    DEMO: '0',
  }
  try {
    await runProgram(process.execPath, ['scripts/verify.mjs', '--forget'], { env })
  } catch (error) {
    run.faults.push(`npm run verify ended with ${error.exitCode}: ${error.output}`)
  }
}

async function publishAnew(run) {
  const { internalOrigin } = JSON.parse(readFileSync(foldersOf(run.dataDir).lock, 'utf8'))
  const secret = readFileSync(path.join(foldersOf(run.dataDir).keys, 'internal-secret'), 'utf8')
  const response = await fetch(`${internalOrigin}/api/internal/publish`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-internal-secret': secret.trim() },
    body: JSON.stringify({ all: true }),
    signal: AbortSignal.timeout(REST_MS),
  })
  if (!response.ok) throw new Error(`publishing anew was answered ${response.status}`)
}

function reportOf(run) {
  const { journal, killed, tree } = run
  const surprises = [...run.surprises].map(([what, times]) => `${times} times ${what}`)
  const faults = [
    ...run.lost,
    ...run.half,
    ...tree.faults,
    ...run.stale,
    ...journal.faults,
    ...run.faults,
    ...surprises,
  ]
  return {
    seed: run.seed,
    kills: Object.fromEntries(
      Object.keys(KILLS).map((kind) => {
        const took = killed.filter((each) => each.kind === kind).map((each) => each.took)
        return [kind, { count: took.length, ...spread(took) }]
      }),
    ),
    killed: killed.length,
    recovery: spread(killed.map((each) => each.took)),
    acknowledged: journal.answers.size,
    refused: journal.refused,
    repeated: journal.repeated,
    lost: run.lost.length,
    half: run.half.length,
    leaves: tree.leaves,
    checkpoints: tree.checkpoints,
    pages: run.pages,
    stale: run.stale.length,
    reads: run.reads,
    faults: [...new Set(faults)],
  }
}

function spread(numbers) {
  const sorted = numbers.toSorted((one, other) => one - other)
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, max: sorted.at(-1) ?? 0 }
}

async function end(run) {
  run.isOver = true
  run.isEnding = true
  for (const { child } of run.writers.values()) child.kill('SIGKILL')
  await run.site?.stop().catch(() => {})
  await run.keepingSite
  for (const { pid, command } of processesOf(run.dataDir)) {
    run.faults.push(`${command} outlived the instance it was part of`)
    strike(pid)
  }
  await run.postgres?.stop().catch(() => {})
  run.journal.close()
  rmSync(run.folder, { recursive: true, force: true, maxRetries: 5 })
  run.keeper.disconnect()
}

/** The report as people read it. */
export function sayReport(report) {
  const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`
  const names = {
    writer: 'an app process with commands under way',
    backend: 'one backend of PostgreSQL',
    postgres: 'PostgreSQL',
    next: 'Next, with the publisher',
    site: '`npm start`, with the front server',
  }
  return [
    '| killed | times | recovered in, median | longest |',
    '| --- | ---: | ---: | ---: |',
    ...Object.entries(report.kills).map(
      ([kind, { count, median, max }]) =>
        `| ${names[kind]} | ${count} | ${seconds(median)} | ${seconds(max)} |`,
    ),
    `| all | ${report.killed} | ${seconds(report.recovery.median)} | ${seconds(report.recovery.max)} |`,
    '',
    `Seed ${report.seed}. ${report.acknowledged} acts acknowledged, ${report.lost} lost, ${report.half} rules broken by half acts; ${report.repeated} requests repeated, ${report.refused} refused.`,
    `${report.leaves} leaves; ${report.checkpoints} checkpoints hold. ${report.pages} pages at rest, ${report.stale} stale. Readers: ${report.reads.answered} pages, ${report.reads.failed} times no answer.`,
    ...report.faults.slice(0, 40).map((fault) => `FAULT: ${fault}`),
  ].join('\n')
}
