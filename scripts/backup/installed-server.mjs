import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, chownSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { freeLoopbackPort } from '../launcher/port.mjs'

/** PostgreSQL as a machine has it installed, where the embedded one will not do: other versions, and its own programs. */

const DEBIAN = '/usr/lib/postgresql'
const NEEDED = ['initdb', 'postgres', 'pg_basebackup']
const PASSWORD = 'only-for-trying'
/** PostgreSQL does not run as root: then it runs as nobody. */
const RUNS_AS = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
const READY_MS = 60_000

const runFile = promisify(execFile)
/** Runs one of the server's own programs, where whoever it runs as may be. */
export const runAsServer = (command, args) => runFile(command, args, { ...RUNS_AS, cwd: '/' })

/** The folder of a server's own programs, or undefined: PG_BIN, or the newest that Debian's packages installed. */
export function findServer() {
  const installed = existsSync(DEBIAN)
    ? readdirSync(DEBIAN).sort((one, other) => Number(other) - Number(one))
    : []
  const folders = [process.env.PG_BIN, ...installed.map((major) => path.join(DEBIAN, major, 'bin'))]
  return folders.find(
    (folder) => folder && NEEDED.every((program) => existsSync(path.join(folder, program))),
  )
}

export async function initdb(bin, folder) {
  const passwordFile = `${folder}.password`
  writeFileSync(passwordFile, PASSWORD)
  own(passwordFile)
  await runAsServer(path.join(bin, 'initdb'), [
    `--pgdata=${folder}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
  ])
}

export function configure(folder, lines) {
  appendFileSync(path.join(folder, 'postgresql.conf'), `${lines.join('\n')}\n`)
}

/** Starts a server on loopback and waits until it can be written to, which one that recovers can't. */
export async function start(bin, folder) {
  const port = await freeLoopbackPort()
  const url = (database = 'postgres') =>
    `postgresql://postgres:${PASSWORD}@127.0.0.1:${port}/${database}`
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', `port=${port}`]
  const child = spawn(
    path.join(bin, 'postgres'),
    ['-D', folder, ...settings.flatMap((setting) => ['-c', setting])],
    { ...RUNS_AS, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let words = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      words = (words + text).slice(-8_000)
    })
  }
  const exited = once(child, 'exit')
  const connect = async (database) => {
    const client = new pg.Client({ connectionString: url(database) })
    client.on('error', () => {})
    await client.connect()
    return client
  }
  const isReady = async () => {
    const client = await connect().catch(() => undefined)
    if (!client) return false
    const { rows } = await client.query('SELECT pg_is_in_recovery() AS "isRecovering"')
    await client.end()
    return !rows[0].isRecovering
  }
  const server = {
    url,
    connect,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT')
      await exited
    },
  }
  const deadline = Date.now() + READY_MS
  while (!(await isReady())) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await server.stop()
      throw new Error(`PostgreSQL did not become ready:\n${words}`)
    }
    await delay(50)
  }
  return server
}

export function own(file) {
  if (RUNS_AS.uid) chownSync(file, RUNS_AS.uid, RUNS_AS.gid)
}
