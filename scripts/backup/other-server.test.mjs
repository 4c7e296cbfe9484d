import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../launcher/testing.mjs'
import { findServer, initdb, own, start } from './installed-server.mjs'
import { loadBackup } from './load.mjs'
import { openBackup } from './read.mjs'
import { contentsOf, RELEASED, startTestServer } from './testing.mjs'
import { writeBackup } from './write.mjs'

const bin = findServer()
let embedded
let place
beforeAll(async () => {
  embedded = await startTestServer('other_server')
  place = temporaryFolder('other-server')
})
afterAll(async () => {
  await embedded.stop()
  place.remove()
})

test('A newsroom moves from the embedded PostgreSQL to an installed one and back, and is the same', async (ctx) => {
  if (!bin) return ctx.skip('no PostgreSQL server is installed here (apt install postgresql)')
  own(place.folder)
  const folder = path.join(place.folder, 'postgres')
  await initdb(bin, folder)
  const installed = await start(bin, folder)
  try {
    const admin = await installed.connect()
    await admin.query('CREATE DATABASE newsroom')
    await admin.end()
    const there = await installed.connect('newsroom')
    const here = await (await embedded.aDatabase()).connect()
    const back = await (await embedded.aDatabase()).connect()

    await move(path.join(RELEASED, '0.1.0.tar'), here)
    const first = await backUp(here, 'first.tar')
    await move(first.file, there)
    const second = await backUp(there, 'second.tar')
    await move(second.file, back)
    const third = await backUp(back, 'third.tar')

    expect(contentsOf(second.manifest)).toEqual(contentsOf(first.manifest))
    expect(contentsOf(third.manifest)).toEqual(contentsOf(first.manifest))
    await there.end()
  } finally {
    await installed.stop()
  }
}, 300_000)

async function backUp(client, name) {
  const folder = path.join(embedded.folder, 'moved')
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, name)
  return { file, manifest: await writeBackup(client, { file, product: '0.0.0-test' }) }
}

async function move(file, client) {
  const backup = await openBackup(file)
  await backup.check()
  await loadBackup(client, backup)
  await backup.close()
}
