import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDb } from '@/lib/db'
import { createSource } from '@/lib/sources/commands'
import { createSourceInput } from '@/lib/sources/schema'
import { applyGrants } from '../launcher/grants.mjs'
import { migrate } from '../launcher/migrate.mjs'
import { loadBackup } from './load.mjs'
import { openBackup } from './read.mjs'
import { readRecord } from './record.mjs'
import { startTestServer } from './testing.mjs'
import { writeBackup } from './write.mjs'

const WRITERS = 4
const BACKUPS = 4

let server
let client
let db
beforeAll(async () => {
  server = await startTestServer('under_load')
  const database = await server.aDatabase()
  client = await database.connect()
  await migrate(client)
  await applyGrants(client, 'counterclaim_app')
  db = createDb(database.appUrl)
})
afterAll(async () => {
  await db.$disconnect()
  await server.stop()
})

test('A backup taken while editors work holds whole acts, all that were done before it, and its record says how many', async () => {
  const editor = await anEditor()
  const work = startWriting(editor)
  const folder = path.join(server.folder, 'backups')
  mkdirSync(folder)
  const manifests = []
  for (let at = 0; at < BACKUPS; at += 1) {
    await work.another()
    const done = work.done()
    const manifest = await writeBackup(client, {
      file: path.join(folder, `${at}.tar`),
      product: '0.0.0-test',
    })
    expect(manifest.record.acts).toBeGreaterThanOrEqual(done)
    expect(manifest.record.acts).toBeLessThanOrEqual(work.begun())
    manifests.push(manifest)
  }
  await work.stop()

  for (const { record, tables } of manifests) {
    const rows = Object.fromEntries(tables.map((table) => [table.name, table.rows]))
    expect(record.tree.size).toBe(record.acts)
    expect(rows).toMatchObject({
      activity: record.acts,
      leaves: record.acts,
      sources: record.acts,
      source_aliases: record.acts,
      source_revisions: record.acts,
    })
  }
  const acts = manifests.map(({ record }) => record.acts)
  expect(acts).toEqual([...new Set(acts)].sort((one, other) => one - other))

  const middle = manifests.length - 2
  const restored = await (await server.aDatabase()).connect()
  const backup = await openBackup(path.join(folder, `${middle}.tar`))
  await backup.check()
  await loadBackup(restored, backup)
  await backup.close()
  await restored.query('BEGIN')
  expect({ ...(await readRecord(restored)), vkeys: [] }).toEqual(manifests[middle].record)
})

async function anEditor() {
  const { id, name, role } = await db.user.create({
    data: { email: 'e@desk.example', name: 'E', role: 'editor', createdAt: new Date() },
  })
  return { kind: 'member', id, name, role, sessionId: null }
}

/** Several hands that add sources until they are told to stop. */
function startWriting(actor) {
  let begun = 0
  let done = 0
  let isOver = false
  const waiting = new Set()
  const hands = Array.from({ length: WRITERS }, async () => {
    while (!isOver) {
      begun += 1
      const input = createSourceInput.parse({ name: `Source number ${begun}`, kind: 'monitor' })
      await createSource({ actor, now: new Date(), db }, input)
      done += 1
      for (const resolve of waiting) resolve()
      waiting.clear()
    }
  })
  return {
    begun: () => begun,
    done: () => done,
    /** When one more act than now was acknowledged. */
    another: () => Promise.race([new Promise((resolve) => waiting.add(resolve)), ...hands]),
    async stop() {
      isOver = true
      await Promise.all(hands)
    },
  }
}
