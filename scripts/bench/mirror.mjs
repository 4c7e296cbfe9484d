import net from 'node:net'
import os from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { startTestInstance } from '../checks/test-instance.mjs'
import { environmentFor } from '../launcher/environment.mjs'
import { holderOf } from '../launcher/folder-lock.mjs'
import { runningDatabase } from '../launcher/instance-database.mjs'
import { keepKeys } from '../launcher/keys.mjs'
import { publish, untilComplete } from '../launcher/publishing.mjs'
import { foldersOf, readSettings } from '../launcher/settings.mjs'
import { StartProblem } from '../launcher/start-problem.mjs'
import { startTemporaryDatabase } from '../match/temporary-database.mjs'
import { isCephInstalled, startCeph } from '../mirror/ceph.mjs'
import { REVIEWER, startProposer } from './fresh.mjs'
import { Browser } from './fresh-browser.mjs'
import { fixedLoop } from './load.mjs'
import { answerOf } from './own-database.mjs'

const FILES = Number(process.env.FILES ?? 10_000)
/** Of each round four approvals; `0` measures the folder alone. */
const ROUNDS = Number(process.env.ROUNDS ?? 12)
const LOOK_MS = 20
const LONGEST_MS = 60_000
const QUIET_MS = 500

/** What becomes of the store between its rounds: it answers, it can't be reached, or it takes everything and says nothing. */
const STATES = ['answers', 'refuses', 'hangs']

/**
 * A mirror in a real S3-compatible server, or the one that MIRROR_S3_… name: a folder of 10,000 files, and what approvals
 * take on an instance with a mirror beside one without, while the store answers, refuses connections, or hangs.
 */
export async function benchMirror(teller) {
  const store = await teller.step('Starting an object store', findStore)
  try {
    const size = await teller.step(`Bringing ${FILES} files over`, () => measureSize(store))
    // Whatever becomes of the rest, which takes longer.
    teller.plain(size)
    const approvals = ROUNDS > 0 ? await measureApprovals(teller, store) : ''
    return [
      `\`npm run bench -- mirror\`. Node ${process.versions.node}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim()}; the store is ${store.version}, on the same machine.`,
      size,
      approvals,
    ].join('\n\n')
  } finally {
    await store.stop()
  }
}

async function findStore() {
  if (process.env.MIRROR_S3_ENDPOINT) {
    const given = Object.entries(process.env).filter(([name]) => name.startsWith('MIRROR_S3_'))
    const stop = async () => {}
    return { version: 'the one given', environment: Object.fromEntries(given), stop }
  }
  if (isCephInstalled()) return startCeph()
  throw new StartProblem(
    'There is no object store to try it on: install Ceph’s (apt install ceph-mon ceph-osd radosgw), or name one with MIRROR_S3_ENDPOINT and the others.',
  )
}

async function measureSize(store) {
  const database = await startTemporaryDatabase()
  const before = fixedLoop()
  try {
    const environment = { ...store.environment, MIRROR_S3_PREFIX: 'size' }
    const words = await answerOf('scripts/bench/mirror.ts', database.url, environment)
    const found = JSON.parse(words)
    const { first, again, some, removal, comparison, rss } = found
    const row = (name, { ms, away, outcome }, objects = outcome.sent + outcome.removed) =>
      `| ${name} | ${objects} | ${(ms / 1000).toFixed(2)} | ${away.toFixed(0)} |`
    const wrong = ['missing', 'different', 'tooMany'].flatMap((kind) => comparison.outcome[kind])
    return [
      `| ${FILES} files | objects sent or removed | s | thread away, p99 ms |`,
      '| --- | ---: | ---: | ---: |',
      row('first pass', first),
      row('second pass, nothing to do', again),
      row('20 pages changed, every file looked at', some),
      row('one page gone', removal),
      row('`--check`, each object asked for', comparison, comparison.outcome.same),
      '',
      `${((first.outcome.sent / first.ms) * 1000).toFixed(0)} objects a second at first; ${(rss / 1024 ** 2).toFixed(0)} MB in the end; objects that are not as their file: ${wrong.length}. Fixed loop ${before.ms.toFixed(0)} ms before, ${fixedLoop().ms.toFixed(0)} ms after.`,
    ].join('\n')
  } finally {
    await database.stop()
  }
}

async function measureApprovals(teller, store) {
  const gate = await startGate(store.environment.MIRROR_S3_ENDPOINT)
  const stops = [gate.stop]
  try {
    const without = await startOne(stops, {})
    const mirrored = await startOne(stops, {
      ...store.environment,
      MIRROR_S3_ENDPOINT: gate.url,
      MIRROR_S3_PREFIX: 'live',
    })
    await until(() => mirrored.isMirrored(), LONGEST_MS * 5)
    const times = Object.fromEntries(['without', ...STATES].map((name) => [name, []]))
    const lags = []
    const loops = []
    await teller.step(`${ROUNDS * (STATES.length + 1)} approvals`, async () => {
      for (let round = 0; round < ROUNDS; round++) {
        loops.push(fixedLoop().ms)
        times.without.push(await without.approve(round))
        for (const state of STATES) {
          gate.state = state
          const { saved, pressed } = await mirrored.approve(
            round * STATES.length + STATES.indexOf(state),
          )
          times[state].push({ saved })
          if (state !== 'answers') continue
          await until(() => mirrored.isMirrored(), LONGEST_MS)
          lags.push(performance.now() - pressed)
        }
        gate.state = 'answers'
        await until(() => mirrored.isMirrored(), LONGEST_MS * 2)
      }
    })
    const row = (name, all) => {
      const values = all.map(({ saved }) => saved)
      return `| ${name} | ${values.length} | ${percentile(values, 0.5).toFixed(0)} | ${percentile(values, 0.95).toFixed(0)} |`
    }
    return [
      '| the approval’s own answer | approvals | p50 ms | p95 ms |',
      '| --- | ---: | ---: | ---: |',
      row('no mirror', times.without),
      row('a mirror whose store answers', times.answers),
      row('… refuses connections', times.refuses),
      row('… takes them and says nothing', times.hangs),
      '',
      `From the press until the store had everything that the approval changed, to the last list: p50 ${percentile(lags, 0.5).toFixed(0)} ms, p95 ${percentile(lags, 0.95).toFixed(0)} ms. Two instances of the demo newsroom on one machine, in turn; fixed loop, median of the rounds ${percentile(loops, 0.5).toFixed(0)} ms, longest ${percentile(loops, 1).toFixed(0)} ms.`,
    ].join('\n')
  } finally {
    // One that does not end as it should keeps no other from ending, and no report from being told.
    for (const stop of stops.reverse()) {
      await stop().catch((error) => teller.plain(`Not stopped well: ${error.message}`))
    }
  }
}

/** A demo instance, and somebody to approve on it. */
async function startOne(stops, environment) {
  const before = { ...process.env }
  Object.assign(process.env, environment)
  const instance = await startTestInstance()
  process.env = before
  stops.push(instance.stop)
  const folders = foldersOf(instance.dataDir)
  await untilComplete(folders.published)
  const settings = readSettings({ DATA_DIR: instance.dataDir, PUBLIC_URL: instance.url })
  const keys = keepKeys(folders.keys)
  const proposer = startProposer(
    environmentFor({ settings, keys, databaseUrl: runningDatabase(settings, keys).appUrl }),
  )
  stops.push(proposer.stop)
  const reviewer = new Browser(instance.url)
  await reviewer.signIn(REVIEWER)
  const claims = await proposer.claims
  const quiet = () =>
    publish({
      folder: folders.published,
      publicUrl: instance.url,
      origin: holderOf(folders.lock).internalOrigin,
      secret: keys.internalSecret,
    })
  return {
    async approve(turn) {
      const claim = claims[turn % claims.length]
      await proposer.propose(claim.id)
      await quiet()
      const form = await reviewer.formWith(`/desk/claims/${claim.id}`, 'verdictId')
      await delay(QUIET_MS)
      const pressed = performance.now()
      const answer = await form.press()
      const saved = performance.now() - pressed
      if (answer.status !== 303) throw new Error(`the approval was answered ${answer.status}`)
      return { saved, pressed }
    },
    async isMirrored() {
      const metrics = await (await fetch(`${instance.url}/metrics`)).text()
      return /^counterclaim_mirror_waiting 0$/m.test(metrics)
    },
  }
}

/** Stands before the store and lets everything through, nothing, or nothing back. */
async function startGate(endpoint) {
  const { hostname, port } = new URL(endpoint)
  const gate = { state: 'answers', url: '', stop: undefined }
  const sockets = new Set()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    if (gate.state === 'refuses') return socket.resetAndDestroy()
    if (gate.state === 'hangs') return socket.resume()
    const through = net.connect(Number(port), hostname)
    through.on('error', () => socket.destroy())
    through.on('close', () => socket.destroy())
    socket.on('close', () => through.destroy())
    socket.pipe(through).pipe(socket)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  gate.url = `http://127.0.0.1:${server.address().port}`
  gate.stop = () => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  }
  // What was open before goes with the change.
  return new Proxy(gate, {
    set(target, name, value) {
      target[name] = value
      for (const socket of sockets) socket.destroy()
      return true
    },
  })
}

async function until(isSo, longestMs) {
  const end = performance.now() + longestMs
  while (performance.now() < end) {
    if (await isSo()) return
    await delay(LOOK_MS)
  }
  throw new Error('the mirror did not catch up')
}

function percentile(values, part) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN
}
