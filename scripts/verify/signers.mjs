import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * The keys that sign, of an instance that has published no list of them: one that was restored and not started yet.
 * Null where there is a list, or no key.
 */
export function unlistedSigners({ keys, published }) {
  const signers = path.join(keys, 'record-signers')
  if (existsSync(path.join(published, 'record/keys')) || !existsSync(signers)) return null
  return readFileSync(signers, 'utf8')
}
