import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { freeLoopbackPort } from '../launcher/port.mjs'
import { ROOT } from '../launcher/settings.mjs'

/**
 * App processes of one demo instance, the first and further ones, in a folder of their own; each can be killed, ended and
 * started again at its port. They believe a proxy in front of them, which is at `publicUrl`.
 */
export async function startAppProcesses(count, publicUrl) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'counterclaim-bench-'))
  const processes = []
  for (let at = 0; at < count; at++) {
    const script = at === 0 ? 'scripts/start.mjs' : 'scripts/app.mjs'
    const port = await freeLoopbackPort()
    const one = appProcess({ script, port, dataDir, publicUrl })
    processes.push(one)
    await one.start()
  }
  return {
    dataDir,
    processes,
    async stop() {
      for (const each of processes.toReversed()) await each.end('SIGTERM')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function appProcess({ script, port, dataDir, publicUrl }) {
  let child
  let exited
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    get pid() {
      return child.pid
    },
    async start() {
      child = spawn(process.execPath, [path.join(ROOT, script)], {
        cwd: ROOT,
        env: {
          ...process.env,
          PORT: String(port),
          HOST: '127.0.0.1',
          TRUST_PROXY: '1',
          DATA_DIR: dataDir,
          PUBLIC_URL: publicUrl,
          DEMO: '1',
          DATABASE_URL: '',
          DATABASE_OWNER_URL: '',
        },
        // Ctrl-C is answered by whoever measures.
        detached: true,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      exited = new Promise((resolve) => child.once('exit', resolve))
      const ready = new Promise((resolve) => {
        createInterface({ input: child.stdout }).on('line', (line) => {
          if (/is ready (?:at|on port)/.test(line)) resolve(true)
        })
      })
      if (!(await Promise.race([ready, exited.then(() => false)])))
        throw new Error(`${script} did not start`)
    },
    async end(signal) {
      child.kill(signal)
      await exited
    },
  }
}
