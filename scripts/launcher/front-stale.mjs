import { statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** How long a reader waits for a page that is being made anew before the old one is better than none. */
const PATIENCE_MS = 3_000
/** In a flood most are better served by the old one soon than by the new one late, and all but the first for a page still sooner. */
const PATIENCE_IN_A_FLOOD_MS = 50
const PATIENCE_IN_A_CROWD_MS = 20
const CROWD = 8
/** What is made by the second turn was begun after whoever waits had asked. */
const MOST_TURNS = 2

/** How many wait for a page, by what is loaded. */
const waiting = new Map()

/** The second name of a file that says what is no longer so, as lib/publish/stale.ts gives it. */
export function markOf(file) {
  return path.join(path.dirname(file), `.${path.basename(file)}.stale`)
}

/** Whether the file in a page's place is marked, or `isBefore` says of its time that it was made by the templates of before. */
export function isStale(file, isBefore = () => false) {
  const there = statsOf(file)
  if (!there) return false
  return isBefore(there.mtimeMs) || statsOf(markOf(file))?.ino === there.ino
}

/**
 * Has the page made anew that `load` reads and answers to be `isStale`, for so long as somebody would wait. What it answers
 * last may be stale still: made so after it was asked for, or where nobody can make it. `mayWaitOn` is asked once, of
 * whoever has waited as long as anybody does in a flood.
 */
export async function renewed(
  page,
  load,
  rebuild,
  { patienceMs = PATIENCE_MS, mayWaitOn = () => true } = {},
) {
  let loaded = await load()
  if (!loaded.isStale) return loaded
  const before = waiting.get(page) ?? 0
  waiting.set(page, before + 1)
  const ending = new AbortController()
  const late = patienceEnds(before, patienceMs, mayWaitOn, ending.signal)
  try {
    for (let turn = 0; loaded.isStale && turn < MOST_TURNS; turn++) {
      const outcome = await Promise.race([rebuild(page, undefined, { ifStale: true }), late])
      loaded = await load()
      if (outcome !== 'rebuilt') break
    }
    return loaded
  } finally {
    ending.abort()
    const others = waiting.get(page) - 1
    if (others > 0) waiting.set(page, others)
    else waiting.delete(page)
  }
}

async function patienceEnds(before, patienceMs, mayWaitOn, signal) {
  const short = before < CROWD ? PATIENCE_IN_A_FLOOD_MS : PATIENCE_IN_A_CROWD_MS
  try {
    await delay(Math.min(short, patienceMs), undefined, { signal })
    if (patienceMs > short && mayWaitOn({ isInCrowd: before >= CROWD })) {
      await delay(patienceMs - short, undefined, { signal })
    }
  } catch {
    // It has come.
  }
  return 'late'
}

function statsOf(file) {
  try {
    return statSync(file, { throwIfNoEntry: false })
  } catch {
    return undefined // a name too long, or a file where a folder is meant
  }
}
