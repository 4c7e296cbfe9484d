import { spawn } from 'node:child_process'
import path from 'node:path'
import { freeLoopbackPort } from './port.mjs'
import { ROOT } from './settings.mjs'

/** Told to glibc: that threads which compress and draw share their room, and that what was large goes back when it is free. */
const THRIFT = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
}
/** What many pages took is given back when there is nothing to do: the engine itself does not while it idles. */
const OPTIONS = ['--expose-gc']
const READY_MS = 60_000
const STOP_MS = 8_000

/** Starts the Next server on loopback and waits until it answers. */
export async function startNext({ env, port: preferred, onWords = () => {} }) {
  const port = await freeLoopbackPort(preferred)
  const origin = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [...OPTIONS, path.join(ROOT, 'scripts/next-server.mjs')], {
    cwd: ROOT,
    env: {
      ...process.env,
      ...env,
      NODE_ENV: 'production',
      ...THRIFT,
      NEXT_DIST_DIR: undefined,
      NEXT_PORT: String(port),
      INTERNAL_ORIGIN: origin,
    },
    // Its own group, so that Ctrl-C reaches only the launcher, which lets requests end first.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let words = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      words = (words + text).slice(-4_000)
      onWords(text, stream === child.stderr)
    })
  }
  const exited = new Promise((resolve) => {
    child.once('error', resolve)
    child.once('exit', resolve)
  })
  let timer
  const readiness = await Promise.race([
    new Promise((resolve) =>
      child.on('message', (message) => message === 'ready' && resolve('ready')),
    ),
    exited.then(() => 'exited'),
    new Promise((resolve) => {
      timer = setTimeout(resolve, READY_MS, 'late')
    }),
  ])
  clearTimeout(timer)
  if (readiness !== 'ready') {
    child.kill('SIGKILL')
    throw new Error(`the Next server did not become ready:\n${words.trim()}`)
  }
  return {
    origin,
    port,
    pid: child.pid,
    exited,
    async stop() {
      child.kill('SIGTERM')
      const hard = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
      await exited
      clearTimeout(hard)
    },
  }
}
