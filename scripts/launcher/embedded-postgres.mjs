import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { totalmem } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { linkPostgresLibraries, postgresFolder } from './install.mjs'
import { freeLoopbackPort } from './port.mjs'
import { StartProblem } from './start-problem.mjs'

const OWNER = 'counterclaim_owner'
const APP = 'counterclaim_app'
const DATABASE = 'counterclaim'
const NOBODY = 65_534

/** How long a server may take to recover what a crash left behind. */
const READY_MS = 120_000
const LARGEST_LOG = 8 * 1024 * 1024

/** What a server for tests may forgo: nothing of it has to survive a power cut. */
export const THROW_AWAY = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'autovacuum=off',
]

/** What a newsroom's own server does without: each is a process, or memory that nobody uses. */
const THRIFT = ['io_workers=1', 'max_logical_replication_workers=0', 'wal_buffers=4MB']

/**
 * Starts PostgreSQL on `folder` (making it the first time), or adopts the one that is already
 * running there because its launcher was killed. Listens on loopback only.
 *
 * Only one launcher may call this for one folder at a time; folder-lock.mjs sees to that.
 *
 * @param {{ folder: string, keys: Record<string, string>, options?: string[] }} settings
 */
export async function startEmbeddedPostgres({ folder, keys, options = [] }) {
  const native = postgresFolder()
  linkPostgresLibraries(native)
  const runner = chooseRunner(folder)
  const server = { folder, native, runner, keys, options, logFile: `${folder}.log` }

  if (!existsSync(path.join(folder, 'PG_VERSION'))) await makeCluster(server)
  const running = (await adopt(server)) ?? (await launch(server))
  try {
    await makeDatabase(running.port, keys)
  } catch (error) {
    await running.stop()
    throw error
  }
  return {
    ...running,
    ownerUrl: addressOf(OWNER, keys.databaseOwnerPassword, running.port),
    appUrl: addressOf(APP, keys.databaseAppPassword, running.port),
  }
}

/** Ends the server that runs on `folder`, if one does. */
export async function stopServerOf(folder) {
  const file = readPidFile(folder)
  if (file) await manage({ folder }, file).stop()
}

/** The addresses of the server that runs on `folder` now, or undefined. */
export function addressesOfRunning(folder, keys) {
  const file = readPidFile(folder)
  if (!file || !isServerOf(folder, file.pid)) return undefined
  return {
    ownerUrl: addressOf(OWNER, keys.databaseOwnerPassword, file.port),
    appUrl: addressOf(APP, keys.databaseAppPassword, file.port),
  }
}

function addressOf(user, password, port, database = DATABASE) {
  return `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
}

/**
 * PostgreSQL refuses to run as root. For root it runs in a user namespace in which root is an
 * ordinary user, which leaves the files root's own; where the kernel doesn't allow that (as in
 * most containers) it runs as nobody. A folder made one way is gone on with in that way.
 */
function chooseRunner(folder) {
  const asIs = { wrap: (command, args) => [command, args], spawnOptions: {} }
  if (process.getuid?.() !== 0) return asIs
  const owner = statSync(folder, { throwIfNoEntry: false })?.uid
  const unshare = ['--user', '--map-user=1000', '--map-group=1000']
  if (owner !== NOBODY && spawnSync('unshare', [...unshare, 'true']).status === 0) {
    return {
      wrap: (command, args) => ['unshare', [...unshare, command, ...args]],
      spawnOptions: {},
    }
  }
  return { ...asIs, owner: NOBODY, spawnOptions: { uid: NOBODY, gid: NOBODY } }
}

/** Made beside and renamed into place, so that a kill half-way leaves no half cluster to trip over. */
async function makeCluster({ folder, native, runner, keys, logFile }) {
  const parent = path.dirname(folder)
  const prefix = `${path.basename(folder)}.new-`
  for (const name of readdirSync(parent).filter((each) => each.startsWith(prefix))) {
    rmSync(path.join(parent, name), { recursive: true, force: true })
  }
  const draft = path.join(parent, `${prefix}${process.pid}`)
  const passwordFile = path.join(parent, `.${prefix}${process.pid}.password`)
  if (runner.owner) assertNobodyCanReach(parent)
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, keys.databaseOwnerPassword, { mode: 0o600 })
  if (runner.owner) {
    for (const each of [draft, passwordFile]) chownSync(each, runner.owner, runner.owner)
  }
  try {
    const [command, args] = runner.wrap(path.join(native, 'bin/initdb'), [
      `--pgdata=${draft}`,
      `--username=${OWNER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--locale=C.UTF-8',
    ])
    const made = spawnSync(command, args, { ...runner.spawnOptions, encoding: 'utf8' })
    if (made.status !== 0) {
      rmSync(draft, { recursive: true, force: true })
      throw explain(
        'The database could not be made',
        made.stderr || String(made.error ?? ''),
        logFile,
      )
    }
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(draft, folder)
}

function assertNobodyCanReach(folder) {
  for (let each = folder; each !== path.dirname(each); each = path.dirname(each)) {
    if (statSync(each).mode & 0o001) continue
    throw new StartProblem(
      `PostgreSQL does not run as root, and the user it would run as may not enter ${each}: start Counterclaim as an ordinary user, choose another folder with DATA_DIR, or set DATABASE_URL.`,
    )
  }
}

/** Takes over the server that outlived its launcher; undefined when there is none to take over. */
async function adopt(server) {
  const { folder } = server
  for (;;) {
    const file = readPidFile(folder)
    if (!file) return undefined
    if (!isServerOf(folder, file.pid)) {
      // The process id in a file left by a crash may belong to another program by now, and
      // PostgreSQL, which asks no more than whether it lives, would refuse to start for ever.
      rmSync(path.join(folder, 'postmaster.pid'), { force: true })
      return undefined
    }
    if (await isReady(file, server)) return manage(server, { pid: file.pid, port: file.port })
    await delay(100) // starting, recovering, or on its way out
  }
}

function readPidFile(folder) {
  try {
    const lines = readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]) }
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

function isServerOf(folder, pid) {
  if (!isAlive(pid)) return false
  try {
    if (process.platform === 'linux')
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder)
    if (process.platform === 'win32') return true
    const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return stdout.includes(folder)
  } catch (error) {
    if (error.code === 'ENOENT') return false // it has just ended
    return true // not ours to look at: leave it alone
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

async function launch(server) {
  const { folder, native, runner, options, logFile } = server
  const portFile = path.join(path.dirname(folder), 'postgres.port')
  const deadline = Date.now() + READY_MS
  let preferred = rememberedPort(portFile)
  for (;;) {
    const port = await freeLoopbackPort(preferred)
    const log = openLog(logFile)
    const settings = [
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      `port=${port}`,
      'timezone=UTC',
      'log_timezone=UTC',
      'lc_messages=C',
      'jit=off',
      `shared_buffers=${sharedMegabytes()}MB`,
      ...THRIFT,
      ...options,
    ]
    const [command, args] = runner.wrap(path.join(native, 'bin/postgres'), [
      '-D',
      folder,
      ...settings.flatMap((setting) => ['-c', setting]),
    ])
    const startsAt = statSync(logFile).size
    // In a group of its own: Ctrl-C at the terminal is for the launcher, which stops us last.
    const child = spawn(command, args, {
      ...runner.spawnOptions,
      detached: true,
      stdio: ['ignore', log, log],
    })
    child.on('error', () => {}) // shows as an exit without a log
    closeSync(log)
    child.unref()

    const ended = once(child, 'exit').catch(() => {})
    let hasEnded = false
    ended.then(() => {
      hasEnded = true
    })
    while (!hasEnded && Date.now() < deadline) {
      const file = readPidFile(folder)
      if (file?.pid === child.pid && (await isReady(file, server))) {
        notePort(portFile, port)
        return manage(server, { pid: child.pid, port, child })
      }
      await Promise.race([ended, delay(20)])
    }
    const words = readFileSync(logFile, 'utf8').slice(startsAt)
    if (!hasEnded) {
      child.kill('SIGQUIT')
      throw explain('The database did not become ready', words, logFile)
    }
    if (/could not bind|Address already in use/.test(words)) {
      preferred = undefined // somebody was quicker
    } else if (/shared memory block|lock file .* already exists/.test(words)) {
      await delay(200) // what a killed server leaves behind is still on its way out
    } else {
      throw explain('The database could not be started', words, logFile)
    }
    if (Date.now() > deadline) throw explain('The database could not be started', words, logFile)
  }
}

/** What the server holds of its tables itself: a search over a million claims reads thousands of pages. */
function sharedMegabytes() {
  const eighth = Math.floor(totalmem() / 8 / 1024 / 1024)
  return Math.min(1024, Math.max(128, eighth))
}

function rememberedPort(file) {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined
  } catch {
    return undefined
  }
}

/** Only a preference of the next start: a full disk must not take a server for failed that runs. */
function notePort(file, port) {
  try {
    writeFileSync(file, `${port}\n`)
  } catch {}
}

function openLog(file) {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > LARGEST_LOG) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}

/** Ready means that it lets us in and is the server of this folder, and not merely of this port. */
async function isReady({ pid, port }, { folder, keys }) {
  const client = new pg.Client({
    connectionString: addressOf(OWNER, keys.databaseOwnerPassword, port, 'postgres'),
    connectionTimeoutMillis: 5_000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query('SHOW data_directory')
    return realpathSync(rows[0].data_directory) === realpathSync(folder)
  } catch (error) {
    if (error.code === '28P01' && isAlive(pid)) {
      throw new StartProblem(
        `The keys in ${path.join(path.dirname(folder), 'keys')} do not open the database beside them: restore both from the same backup.`,
      )
    }
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

function manage(server, { pid, port, child }) {
  let exit
  const exited = new Promise((resolve) => {
    exit = resolve
  })
  if (child) {
    child.once('exit', exit)
  } else {
    // An adopted server is not our child, so nobody tells us.
    const watch = setInterval(() => {
      if (isServerOf(server.folder, pid)) return
      clearInterval(watch)
      exit()
    }, 250)
    watch.unref()
  }
  return {
    pid,
    port,
    isAdopted: !child,
    exited,
    /** Waits for running statements no longer than it must; open sessions are ended. */
    async stop() {
      if (!isServerOf(server.folder, pid)) return
      signal(pid, 'SIGINT')
      const begun = Date.now()
      while (isServerOf(server.folder, pid)) {
        if (Date.now() - begun > 30_000) signal(pid, 'SIGQUIT')
        await delay(20)
      }
    },
  }
}

function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

async function makeDatabase(port, keys) {
  const client = new pg.Client({
    connectionString: addressOf(OWNER, keys.databaseOwnerPassword, port, 'postgres'),
  })
  await client.connect()
  try {
    const { rows } = await client.query(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS "hasRole",
              EXISTS (SELECT FROM pg_database WHERE datname = $2) AS "hasDatabase"`,
      [APP, DATABASE],
    )
    const [{ hasRole, hasDatabase }] = rows
    if (!hasRole) {
      const password = pg.escapeLiteral(keys.databaseAppPassword)
      await client.query(`CREATE ROLE ${APP} LOGIN PASSWORD ${password}`)
    }
    if (!hasDatabase) await client.query(`CREATE DATABASE ${DATABASE}`)
  } finally {
    await client.end()
  }
}

function explain(what, words, logFile) {
  if (/No space left on device/.test(words)) {
    return new StartProblem('The disk that holds the database is full: make room and start again.')
  }
  const reason =
    words.match(/(?:FATAL|PANIC|error):\s*(.+)/)?.[1] ?? words.trim().split('\n').at(-1) ?? ''
  const more = existsSync(logFile) ? ` See ${logFile}.` : ''
  return new StartProblem(`${what}${reason ? `: ${reason}` : ''}.${more}`)
}
