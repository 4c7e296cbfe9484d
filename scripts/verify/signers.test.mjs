import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { keepVerifiers } from '../launcher/record-keys.mjs'
import { foldersOf } from '../launcher/settings.mjs'
import { temporaryFolder } from '../launcher/testing.mjs'
import { unlistedKeys } from './signers.mjs'

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
  expect(unlistedKeys(folders).signers).toBe('what is in record-signers\n')
  mkdirSync(folders.published)
  expect(unlistedKeys(folders).signers).toBe('what is in record-signers\n')
})

test('Of one that was restored without keys, those that the backup knew of do', () => {
  keepVerifiers(folders.keys, ['newer', 'older'])
  expect(unlistedKeys(folders)).toEqual({ signers: null, verifiers: ['newer', 'older'] })
  keepVerifiers(folders.keys, ['of another backup'])
  expect(unlistedKeys(folders).verifiers).toEqual(['newer', 'older'])
})

test('Where keys are published, the list that readers see is what counts', () => {
  write(folders.keys, 'record-signers')
  write(folders.published, 'record/keys')
  expect(unlistedKeys(folders)).toEqual({ signers: null, verifiers: null })
})

test('Without a list and without keys there are none', () => {
  expect(unlistedKeys(folders)).toEqual({ signers: null, verifiers: null })
})
