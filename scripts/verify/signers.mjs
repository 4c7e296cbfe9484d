import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { keysTold } from '../launcher/record-keys.mjs'

/**
 * What an instance that has published no list of its keys goes by (one that was restored and not started yet): the
 * keys that sign, and those that a backup knew of. Null for each where there is a list, or nothing.
 */
export function unlistedKeys(folders) {
  if (existsSync(path.join(folders.published, 'record/keys')))
    return { signers: null, verifiers: null }
  const signers = path.join(folders.keys, 'record-signers')
  const verifiers = keysTold(folders)
  return {
    signers: existsSync(signers) ? readFileSync(signers, 'utf8') : null,
    verifiers: verifiers.length > 0 ? verifiers : null,
  }
}
