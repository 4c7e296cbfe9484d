import { readdirSync } from 'node:fs'
import path from 'node:path'
import { holderOf, tryLock } from './folder-lock.mjs'

const NAME = /^further-\d+\.json$/

/** Says in the data folder that a further app process runs, until it is released or dies. */
export function tellOfFurther(dataDir, { port }) {
  const { lock } = tryLock(path.join(dataDir, `further-${port}.json`), { port })
  return lock
}

/** Whether a further app process runs beside the first one, and needs its database. */
export function isFurtherThere(dataDir) {
  return readdirSync(dataDir)
    .filter((name) => NAME.test(name))
    .some((name) => holderOf(path.join(dataDir, name)))
}
