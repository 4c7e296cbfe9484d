import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { foldersOf } from '../launcher/settings.mjs'
import { temporaryFolder } from '../launcher/testing.mjs'
import { unlistedSigners } from './signers.mjs'

const place = temporaryFolder('signers')
const folders = foldersOf(place.folder)

beforeEach(() => {
  rmSync(folders.keys, { recursive: true, force: true })
  rmSync(folders.published, { recursive: true, force: true })
})
afterAll(() => place.remove())

function write(folder, name) {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  writeFileSync(path.join(folder, name), `what is in ${name}\n`)
}

test('Of a restored instance that was never started, the keys in its folder say which signatures are its own', () => {
  write(folders.keys, 'record-signers')
  expect(unlistedSigners(folders)).toBe('what is in record-signers\n')
  mkdirSync(folders.published)
  expect(unlistedSigners(folders)).toBe('what is in record-signers\n')
})

test('Where keys are published, the list that readers see is what counts', () => {
  write(folders.keys, 'record-signers')
  write(folders.published, 'record/keys')
  expect(unlistedSigners(folders)).toBeNull()
})

test('Without a list and without keys there are none', () => {
  expect(unlistedSigners(folders)).toBeNull()
})
