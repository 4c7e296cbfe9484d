import { randomBytes } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { StartProblem } from './start-problem.mjs'

const NAMES = {
  sessionSecret: 'session-secret',
  internalSecret: 'internal-secret',
  databaseOwnerPassword: 'database-owner-password',
  databaseAppPassword: 'database-app-password',
}

/**
 * The secrets of this instance, made at its first start and readable by its user alone.
 *
 * @param {string} folder
 * @returns {Record<keyof typeof NAMES, string>}
 */
export function keepKeys(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  return Object.fromEntries(
    Object.entries(NAMES).map(([key, name]) => [key, keepKey(path.join(folder, name))]),
  )
}

function keepKey(file) {
  try {
    return readKey(file)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
  // Written beside and linked into place, so that a kill in between leaves no half key behind.
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return readKey(file)
}

function readKey(file) {
  const key = readFileSync(file, 'utf8').trim()
  if (key.length < 32) {
    throw new StartProblem(`The key ${file} is damaged: restore it from your backup.`)
  }
  return key
}
