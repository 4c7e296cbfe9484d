import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { keepLog } from './log-file.mjs'
import { temporaryFolder } from './testing.mjs'

let place
let file
beforeEach(() => {
  place = temporaryFolder('log')
  file = path.join(place.folder, 'next.log')
})
afterEach(() => place.remove())

const has = (words) => vi.waitFor(() => expect(readFileSync(file, 'utf8')).toContain(words))

describe('The log', () => {
  test('goes on after what was in the way of writing is gone', async () => {
    mkdirSync(file) // refuses as a full disk does, on every machine
    const log = keepLog(file)
    log.write('lost\n')
    await vi.waitFor(() => expect(statSync(file).isDirectory()).toBe(true))
    rmSync(file, { recursive: true })
    await vi.waitFor(() => {
      log.write('kept\n')
      expect(existsSync(file)).toBe(true)
    })
    await has('kept')
  })

  test('begins anew when it is large, and keeps the one before', async () => {
    const log = keepLog(file, 100)
    log.write('a'.repeat(101))
    log.write('b\n')
    await has('b\n')
    await vi.waitFor(() => expect(readFileSync(`${file}.1`, 'utf8')).toHaveLength(101))
    expect(readFileSync(file, 'utf8')).toBe('b\n')
  })
})
