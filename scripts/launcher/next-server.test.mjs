import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { expect, test } from 'vitest'
import { freeLoopbackPort } from './port.mjs'
import { ROOT } from './settings.mjs'

test('The Next server does not outlive a launcher that is killed while it is starting', async () => {
  const child = fork(path.join(ROOT, 'scripts/next-server.mjs'), {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', NEXT_PORT: String(await freeLoopbackPort()) },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const exited = once(child, 'exit')
  child.disconnect()
  try {
    const [code] = await exited
    expect(code).toBe(0)
  } finally {
    child.kill('SIGKILL')
  }
})
