import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectTo } from './database.mjs'
import { startEmbeddedPostgres, THROW_AWAY } from './embedded-postgres.mjs'
import { tryLock } from './folder-lock.mjs'
import { keepKeys } from './keys.mjs'
import { migrate } from './migrate.mjs'
import { freeLoopbackPort } from './port.mjs'
import { ROOT } from './settings.mjs'
import { ask, temporaryFolder } from './testing.mjs'

let place
let server

beforeAll(async () => {
  place = temporaryFolder('start')
  server = await startEmbeddedPostgres({
    folder: path.join(place.folder, 'outside/postgres'),
    keys: keepKeys(path.join(place.folder, 'outside/keys')),
    options: THROW_AWAY,
  })
})
afterAll(async () => {
  await server.stop()
  place.remove()
})

let count = 0

/** Starts an instance in a folder of its own, or with another script what runs beside one; `ended` and `ready` tell how it went. */
async function start(env = {}, script = 'scripts/start.mjs') {
  count += 1
  const port = Number(env.PORT ?? (await freeLoopbackPort()))
  const dataDir = env.DATA_DIR ?? path.join(place.folder, `data-${count}`)
  const child = spawn(process.execPath, [path.join(ROOT, script)], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: undefined,
      VITEST: undefined,
      DATABASE_URL: '',
      DATABASE_OWNER_URL: '',
      PUBLIC_URL: '',
      HOST: '127.0.0.1',
      DEMO: '0',
      ...env,
      PORT: String(port),
      DATA_DIR: dataDir,
    },
  })
  let output = ''
  let errors = ''
  const ended = new Promise((resolve) => {
    child.once('exit', (code) => resolve({ code, output, errors: errors.trim() }))
  })
  const ready = new Promise((resolve, reject) => {
    child.stdout.on('data', (text) => {
      output += text
      if (/is ready (?:at|on port)/.test(output)) resolve()
    })
    child.stderr.on('data', (text) => {
      errors += text
    })
    void ended.then(() => reject(new Error(`did not start:\n${output}${errors}`)))
  })
  ready.catch(() => {})
  return { child, port, dataDir, ended, ready, said: () => output }
}

describe('A start that can’t succeed ends with one sentence and exit code 1', () => {
  const cases = {
    'when the port is taken': async () => {
      const other = net.createServer()
      await new Promise((resolve) => other.listen(0, '127.0.0.1', resolve))
      const { port } = other.address()
      return {
        env: { PORT: String(port) },
        sentence: `Port ${port} is in use by another program`,
        after: () => other.close(),
      }
    },
    'when the port is no port': () => ({
      env: { PORT: '70000' },
      sentence: 'PORT must be a number from 1 to 65535, not "70000".',
    }),
    'when a file is in the data folder’s place': () => {
      const file = path.join(place.folder, 'a-file')
      writeFileSync(file, '')
      return { env: { DATA_DIR: `${file}/data` }, sentence: 'because a file is in its place' }
    },
    'when another instance has the data folder': () => {
      const { lock } = tryLock(path.join(place.folder, 'lock.json'), { port: 3999 })
      return {
        env: { DATA_DIR: place.folder },
        sentence: `is in use by process ${process.pid} (port 3999)`,
        after: () => lock.release(),
      }
    },
    'when DATABASE_URL leads nowhere': () => ({
      env: { DATABASE_URL: 'postgresql://me:secret@127.0.0.1:1/claims' },
      sentence: 'DATABASE_URL: nothing answers at 127.0.0.1:1.',
    }),
    'when the database is newer than the code': async () => {
      const client = await connectTo(server.ownerUrl)
      await migrate(client)
      await client.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
         VALUES ('future', 'x', '29990101000000_future', now())`,
      )
      await client.end()
      return {
        env: { DATABASE_URL: server.ownerUrl },
        sentence: 'This database is newer than this code',
      }
    },
  }

  test.each(Object.entries(cases))('%s', async (_when, prepare) => {
    const { env, sentence, after } = await prepare()
    const { ended } = await start(env)
    const { code, errors } = await ended
    await after?.()
    expect(code).toBe(1)
    expect(errors).toMatch(/^Counterclaim did not start\. [^\n]+$/)
    expect(errors).toContain(sentence)
    expect(errors).not.toContain('secret')
  })
})

// Linux tells whose children are whose.
describe.runIf(process.platform === 'linux')('An instance', () => {
  const LONG = 180_000 // it may have to build first

  test(
    'serves readers and desk, survives the death of every part, and ends in order',
    async () => {
      const first = await start()
      await first.ready
      const page = () => ask(first.port, '/methodology')
      const desk = async () =>
        (await ask(first.port, '/sign-in', { headers: { host: `localhost:${first.port}` } })).status
      const before = await page()
      expect(before.status).toBe(200)
      expect(await desk()).toBe(200)

      const next = childrenOf(first.child.pid).find(({ command }) =>
        command.includes('next-server'),
      )
      process.kill(next.pid, 'SIGKILL')
      expect((await page()).text).toBe(before.text)
      await expect.poll(desk, { timeout: 30_000 }).toBe(200)

      process.kill(postmaster(first.dataDir), 'SIGKILL')
      expect((await page()).text).toBe(before.text)
      await expect.poll(desk, { timeout: 30_000 }).toBe(200)

      const further = await start(
        { DATA_DIR: first.dataDir, LOG_FORMAT: 'json' },
        'scripts/app.mjs',
      )
      await further.ready

      const server = postmaster(first.dataDir)
      first.child.kill('SIGKILL')
      await first.ended
      expect((await ask(further.port, '/methodology')).text).toBe(before.text)
      const signIn = { host: `localhost:${first.port}` }
      expect((await ask(further.port, '/sign-in', { headers: signIn })).status).toBe(200)
      const second = await start({ DATA_DIR: first.dataDir, PORT: first.port })
      await second.ready
      expect(postmaster(first.dataDir)).toBe(server)
      expect((await page()).text).toBe(before.text)

      // One after the other: the database goes on for whoever is left, and ends with the last.
      second.child.kill('SIGTERM')
      const { code, output } = await second.ended
      expect(postmaster(first.dataDir)).toBe(server)
      expect((await ask(further.port, '/sign-in', { headers: signIn })).status).toBe(200)

      further.child.kill('SIGTERM')
      const ending = await further.ended
      expect(ending.code).toBe(0)
      for (const line of ending.output.trim().split('\n')) {
        expect(JSON.parse(line)).toMatchObject({ level: 'info' })
      }
      expect(code).toBe(0)
      expect(output).toContain('found it running')
      expect(existsSync(path.join(first.dataDir, 'lock.json'))).toBe(false)
      expect(existsSync(path.join(first.dataDir, 'postgres/postmaster.pid'))).toBe(false)
    },
    LONG,
  )

  test(
    'goes on when the terminal it was started from is closed, and tells who can make the first admin',
    async () => {
      const instance = await start()
      await instance.ready
      await expect.poll(instance.said).toContain('npm run admin:create')
      instance.child.stdout.destroy()
      instance.child.stderr.destroy()
      process.kill(postmaster(instance.dataDir), 'SIGKILL') // gives it something to say
      await expect
        .poll(async () => (await ask(instance.port, '/')).status, { timeout: 30_000 })
        .toBe(200)
      instance.child.kill('SIGINT')
      const { code } = await instance.ended
      expect(code).toBe(0)
    },
    LONG,
  )
})

function postmaster(dataDir) {
  return Number(readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
}

function childrenOf(parent) {
  const ids = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ')
  return ids.map((pid) => ({
    pid: Number(pid),
    command: readFileSync(`/proc/${pid}/cmdline`, 'utf8'),
  }))
}
