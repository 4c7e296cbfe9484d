import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** The verifier keys that a backup knew of, one a line, newest first: lib/record/keys-folder.ts. */
const VERIFIERS = 'record-verifiers'

/** The verifier keys of the record, newest first, as readers are told them or, before that, as a backup knew them. */
export function keysTold({ published, keys }) {
  const file = [path.join(published, 'record/keys'), path.join(keys, VERIFIERS)].find((each) =>
    existsSync(each),
  )
  return file ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
}

/** Keeps what a backup says were the keys: with none that signs, nothing else would tell whose checkpoints there are. */
export function keepVerifiers(folder, vkeys) {
  const file = path.join(folder, VERIFIERS)
  if (vkeys.length === 0 || existsSync(file)) return
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(file, vkeys.map((vkey) => `${vkey}\n`).join(''), { mode: 0o600 })
}
