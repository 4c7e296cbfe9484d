import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../launcher/testing.mjs'
import { DamagedTar, listTar, readFrom, tarWriter } from './tar.mjs'

let place
beforeAll(() => {
  place = temporaryFolder('tar')
})
afterAll(() => place.remove())

const at = new Date('2024-12-07T18:00:00Z')
const name = fc.stringMatching(/^[a-z_]{1,30}\/[a-z0-9.]{1,20}$/)
const files = fc.uniqueArray(fc.record({ name, bytes: fc.uint8Array({ maxLength: 1500 }) }), {
  selector: (file) => file.name,
  minLength: 1,
  maxLength: 5,
})
const SEEDED = { seed: 20241207, numRuns: 60 }

async function write(given) {
  const file = path.join(place.folder, 'one.tar')
  const handle = await open(file, 'w')
  const tar = tarWriter(handle, { at })
  for (const each of given) await tar.add(each.name, Buffer.from(each.bytes))
  await tar.end()
  await handle.close()
  return file
}

async function read(file) {
  const handle = await open(file, 'r')
  try {
    const found = []
    for (const [each, where] of await listTar(handle)) {
      found.push({ name: each, bytes: new Uint8Array(await readFrom(handle, where)) })
    }
    return found
  } finally {
    await handle.close()
  }
}

test('What is written is what is read, whatever is in it', async () => {
  await fc.assert(
    fc.asyncProperty(files, async (given) => {
      expect(await read(await write(given))).toEqual(
        given.map((each) => ({ ...each, bytes: new Uint8Array(each.bytes) })),
      )
    }),
    SEEDED,
  )
})

test('A file that is cut short anywhere is known for one', async () => {
  const file = await write([{ name: 'a/b', bytes: Buffer.alloc(700, 7) }])
  const whole = readFileSync(file)
  // The second block of zeros at the end is custom, and says nothing.
  for (let length = 0; length < whole.length - 512; length += 100) {
    writeFileSync(file, whole.subarray(0, length))
    await expect(read(file), `of length ${length}`).rejects.toThrow(DamagedTar)
  }
})

test('A header that was altered is known for one', async () => {
  const file = await write([{ name: 'a/b', bytes: Buffer.from('text') }])
  const whole = readFileSync(file)
  for (let byte = 0; byte < 512; byte += 1) {
    if (byte === 154 || byte === 155) continue // the end of the field that the sum itself stands in
    const altered = Buffer.from(whole)
    altered[byte] ^= 1
    writeFileSync(file, altered)
    await expect(read(file), `at byte ${byte}`).rejects.toThrow(DamagedTar)
  }
})

test('tar itself unpacks it', async (ctx) => {
  if (spawnSync('tar', ['--version']).status !== 0) return ctx.skip('there is no tar here')
  const file = await write([{ name: 'tables/claims/00001', bytes: Buffer.from('one\ttwo\n') }])
  const { stdout, status } = spawnSync('tar', ['-xOf', file, 'tables/claims/00001'])
  expect(status).toBe(0)
  expect(stdout.toString()).toBe('one\ttwo\n')
})
