import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freeLoopbackPort } from '../launcher/port.mjs'
import { ROOT } from '../launcher/settings.mjs'

/** A demo instance as anybody would start it, on a free port and an empty folder of its own. */
export async function startTestInstance({ onChild, env = {} } = {}) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'counterclaim-e2e-'))
  const port = await freeLoopbackPort()
  const url = `http://localhost:${port}`
  // Nothing answers there until a journey starts a provider of its own.
  const oidc = {
    OIDC_ISSUER: `http://127.0.0.1:${await freeLoopbackPort()}`,
    OIDC_CLIENT_ID: 'counterclaim-tests',
    OIDC_CLIENT_SECRET: 'known to the tests alone',
    OIDC_NAME: 'the test provider',
  }
  const child = spawn(process.execPath, [path.join(ROOT, 'scripts/start.mjs')], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      PUBLIC_URL: url,
      DEMO: '1',
      DATABASE_URL: '',
      DATABASE_OWNER_URL: '',
      ...oidc,
      ...env,
    },
    // Its own group: Ctrl-C is answered by whoever runs the tests.
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onChild?.(child)
  const exited = new Promise((resolve) => child.once('exit', resolve))
  const isReady = await new Promise((resolve) => {
    let words = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      process.stdout.write(text)
      words += text
      if (words.includes('is ready at')) resolve(true)
    })
    void exited.then(() => resolve(false))
  })
  const stop = async () => {
    child.kill('SIGTERM')
    const exitCode = await exited
    rmSync(dataDir, { recursive: true, force: true })
    return exitCode
  }
  if (!isReady) {
    await stop()
    throw new Error('the instance for the browser tests did not start')
  }
  return { url, dataDir, oidc, stop }
}
