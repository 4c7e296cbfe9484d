import { spawn } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'
import { freeLoopbackPort } from '../launcher/port.mjs'
import { run, TYPESCRIPT } from '../launcher/run.mjs'
import { createTeller } from '../launcher/say.mjs'
import { ROOT, readSettings } from '../launcher/settings.mjs'
import { temporaryFolder } from '../launcher/testing.mjs'
import { useInstance as withInstance } from '../launcher/use-instance.mjs'

test('A page asked for at any instant of the story is the page that was served then, and Next would make the same', async () => {
  const place = temporaryFolder('replay')
  const instance = await startEmpty(place.folder)
  try {
    const said = await withInstance(
      { settings: readSettings(instance.env), teller: createTeller({ quiet: true }) },
      ({ environment }) =>
        run(process.execPath, [...TYPESCRIPT, 'scripts/checks/replay.ts'], {
          env: { ...process.env, ...environment },
        }),
    )
    const { instants, compared, served, differences, renderedTwice, unlike } = JSON.parse(said)
    expect(differences).toEqual([])
    expect(instants).toBe(50)
    expect(compared).toBeGreaterThanOrEqual(50)
    expect(served).toBeGreaterThan(25)
    expect(unlike).toEqual([])
    expect(renderedTwice).toBeGreaterThan(150)
  } finally {
    await instance.stop()
    place.remove()
  }
}, 400_000)

async function startEmpty(dataDir) {
  const port = await freeLoopbackPort()
  const env = {
    ...process.env,
    NODE_ENV: undefined,
    VITEST: undefined,
    DATABASE_URL: '',
    DATABASE_OWNER_URL: '',
    PUBLIC_URL: `http://localhost:${port}`,
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    DEMO: '0',
  }
  const child = spawn(process.execPath, [path.join(ROOT, 'scripts/start.mjs')], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  let words = ''
  await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text) => {
        words += text
        if (words.includes('is ready at')) resolve()
      })
    }
    void ended.then(() => reject(new Error(`the instance did not start:\n${words}`)))
  })
  return {
    env,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}
