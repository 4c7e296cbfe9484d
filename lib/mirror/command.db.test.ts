import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writePage } from '@/lib/publish/store'
import { freshDatabase } from '@/lib/testing/database'
import { anObjectStore } from '@/lib/testing/object-store'
import { TYPESCRIPT } from '@/scripts/launcher/run.mjs'

let database: Awaited<ReturnType<typeof freshDatabase>>
let bucket: Awaited<ReturnType<typeof anObjectStore>>
let dataDir: string

beforeEach(async () => {
  database = await freshDatabase()
  bucket = await anObjectStore()
  dataDir = mkdtempSync(path.join(tmpdir(), 'counterclaim-mirror-'))
  const folder = path.join(dataDir, 'published')
  for (const slug of ['one', 'two', 'three', 'four']) {
    await writePage(folder, `/claims/${slug}`, `<html>${slug}</html>`)
  }
  await writePage(folder, '/claims', '<html><a href="/claims/one">One</a></html>')
  writeFileSync(path.join(folder, '.published-by'), 'test\n')
})

afterEach(async () => {
  await bucket.close()
  rmSync(dataDir, { recursive: true, force: true })
  await database.drop()
})

/** As `npm run mirror` starts it, of an instance whose database this is. */
function theCommand(options: object, more: Record<string, string> = {}) {
  const child = spawn(
    process.execPath,
    [...TYPESCRIPT, 'scripts/mirror/main.ts', JSON.stringify(options)],
    {
      env: {
        ...process.env,
        ...bucket.environment,
        DATABASE_URL: database.url,
        DATA_DIR: dataDir,
        PUBLIC_URL: 'https://claims.example',
        NEXTAUTH_SECRET: 'x'.repeat(32),
        INTERNAL_SECRET: 'x'.repeat(32),
        INTERNAL_ORIGIN: 'http://127.0.0.1:9',
        ...more,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const said = { words: '' }
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said.words += text
    })
  }
  const ended = once(child, 'close').then(([code]) => ({ code, words: said.words }))
  return { child, ended }
}

it('goes on where one was killed in the middle of an upload, and says what differs', async () => {
  const isInTheMiddle = new Promise<void>((resolve) => {
    let count = 0
    bucket.onItsWay = ({ method }) => {
      if (method !== 'PUT' || ++count < 7) return undefined
      resolve()
      return new Promise(() => {})
    }
  })
  const killed = theCommand({})
  await isInTheMiddle
  killed.child.kill('SIGKILL')
  await killed.ended
  bucket.onItsWay = undefined

  const begun = await theCommand({ check: true }).ended
  expect(begun.code).toBe(1)
  expect(begun.words).toContain('claims: missing')
  expect(await theCommand({}).ended).toMatchObject({
    code: 0,
    words: expect.stringMatching(/\d+ objects sent, 0 removed/),
  })
  expect(await theCommand({ check: true }).ended).toMatchObject({
    code: 0,
    words: expect.stringContaining('15 objects are as published, 0 are not'),
  })
  expect(await theCommand({}).ended).toMatchObject({
    words: expect.stringContaining('0 objects sent, 0 removed, 5 files unchanged'),
  })
})

it('says in one sentence what is wrong, and none of the keys', async () => {
  const none = Object.fromEntries(Object.keys(bucket.environment).map((name) => [name, '']))
  const unset = await theCommand({}, none).ended
  expect(unset).toEqual({ code: 1, words: 'There is no mirror: MIRROR_S3_ENDPOINT names none.\n' })
  for (const options of [{}, { check: true }]) {
    const wrong = await theCommand(options, { MIRROR_S3_SECRET_ACCESS_KEY: 'quite-another-secret' })
      .ended
    expect(wrong.code).toBe(1)
    expect(wrong.words).toContain('does not accept the signature')
    expect(wrong.words).not.toMatch(/quite-another|Credential|AKIA|at .*\.ts/)
  }
})
