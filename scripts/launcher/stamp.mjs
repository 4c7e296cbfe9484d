import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from './settings.mjs'

/** A hash over the names and contents of files and folders of the clone; what is absent counts too. */
export function hashOf(names, { root = ROOT, isCounted = () => true, also = '' } = {}) {
  const hash = createHash('sha256').update(also)
  for (const name of names) {
    for (const file of filesUnder(root, name).filter(isCounted)) {
      hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)))
    }
  }
  return hash.digest('hex')
}

export function readStamp(file) {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
    throw error
  }
}

function filesUnder(root, name) {
  const stats = statSync(path.join(root, name), { throwIfNoEntry: false })
  if (!stats) return []
  if (!stats.isDirectory()) return [name]
  return readdirSync(path.join(root, name))
    .sort()
    .flatMap((entry) => filesUnder(root, `${name}/${entry}`))
}
