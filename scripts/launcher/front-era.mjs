import { renameSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { readStamp } from './stamp.mjs'

/** As in lib/publish/era.ts. */
export const ERA_FILE = '.templates-since'
/** How long it may stay unnoticed that a new era began. */
const LOOK_MS = 500

/** From now on pages are to be made by the templates that `stamp` names; nothing changes where they are known by it already. */
export function beginEra(folder, stamp) {
  const file = path.join(folder, ERA_FILE)
  if (readStamp(file) === stamp) return
  const draft = `${file}.tmp`
  writeFileSync(draft, `${stamp}\n`)
  renameSync(draft, file)
}

/** Answers whether a file, by its time in UTC milliseconds, was made by the templates of before. */
export function createEra(folder) {
  const file = path.join(folder, ERA_FILE)
  let since = 0
  let lookedAt = Number.NEGATIVE_INFINITY
  return function isBefore(madeAtMs) {
    const now = performance.now()
    if (now - lookedAt > LOOK_MS) {
      lookedAt = now
      since = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
    }
    return madeAtMs < since
  }
}
