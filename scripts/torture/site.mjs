import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../launcher/settings.mjs'

/**
 * `npm start` as anybody would run it, on loopback, for a database of its own: the front server, and Next with the
 * publisher in it. `stop` ends it in order; whoever kills it starts another.
 */
export function startSite({ port, dataDir, database, onPid }) {
  const child = spawn(process.execPath, [path.join(ROOT, 'scripts/start.mjs')], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: undefined,
      VITEST: undefined,
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: `http://localhost:${port}`,
      DATA_DIR: dataDir,
      DEMO: '0',
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
    },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onPid(child.pid)
  let words = ''
  const exited = new Promise((resolve) => child.once('exit', resolve))
  const ready = new Promise((resolve, reject) => {
    const hear = (text) => {
      words = (words + text).slice(-8_000)
      if (words.includes('is ready at')) resolve()
    }
    child.stdout.setEncoding('utf8').on('data', hear)
    child.stderr.setEncoding('utf8').on('data', hear)
    void exited.then(() => reject(new Error(`npm start ended:\n${words}`)))
  })
  ready.catch(() => {})
  return {
    pid: child.pid,
    ready,
    exited,
    words: () => words,
    /** The Next server that it runs now, or undefined. */
    nextPid: () => childrenOf(child.pid).find((pid) => commandOf(pid).includes('next-server')),
    async stop() {
      child.kill('SIGTERM')
      const hard = setTimeout(() => child.kill('SIGKILL'), 20_000)
      await exited
      clearTimeout(hard)
    },
  }
}

/** Whatever still runs for the instance in that folder. */
export function processesOf(dataDir) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && environmentOf(name).includes(`DATA_DIR=${dataDir}`))
    .map((name) => ({ pid: Number(name), command: commandOf(name).replaceAll('\0', ' ').trim() }))
}

function environmentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
  } catch {
    return []
  }
}

function childrenOf(parent) {
  try {
    const text = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim()
    return text === '' ? [] : text.split(' ').map(Number)
  } catch {
    return []
  }
}

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
