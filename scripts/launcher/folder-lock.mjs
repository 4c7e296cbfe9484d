import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * Takes the lock kept in `file`, or answers who holds it: `{ lock }` or `{ holder }`.
 * A holder is believed only while a process of that id *and* start time lives, so a lock left by
 * `kill -9` is taken over even when its process id has been given to another program since.
 */
export function tryLock(file, details = {}) {
  let mine = { ...details, pid: process.pid, started: startTimeOf(process.pid), key: randomUUID() }
  const draft = `${file}.${mine.key}`
  writeFileSync(draft, JSON.stringify(mine))
  try {
    for (;;) {
      try {
        linkSync(draft, file) // fails when the file exists, whoever was quicker
        break
      } catch (error) {
        if (error.code !== 'EEXIST') throw error
      }
      const text = readIfThere(file)
      if (text === undefined) continue
      const holder = parse(text)
      if (holder && isAlive(holder)) return { holder }
      setAside(file, text)
    }
  } finally {
    rmSync(draft, { force: true })
  }
  return {
    lock: {
      /** Adds to what others read about this holder. */
      describe(more) {
        mine = { ...mine, ...more }
        writeFileSync(draft, JSON.stringify(mine))
        renameSync(draft, file)
      },
      release() {
        if (parse(readIfThere(file) ?? '')?.key === mine.key) rmSync(file, { force: true })
      },
    },
  }
}

/** Takes the lock as soon as it is free; `onWait` hears once whom we wait for. */
export async function lockWhenFree(file, { details, onWait, everyMs = 200 } = {}) {
  let hasSaid = false
  for (;;) {
    const { lock, holder } = tryLock(file, details)
    if (lock) return lock
    if (!hasSaid) onWait?.(holder)
    hasSaid = true
    await delay(everyMs)
  }
}

/** Who holds the lock now, if anybody does. */
export function holderOf(file) {
  const holder = parse(readIfThere(file) ?? '')
  return holder && isAlive(holder) ? holder : undefined
}

/**
 * Something that stays the same for the life of a process and differs for the next one with its
 * id; undefined when it is dead, null when we can't tell.
 */
export function startTimeOf(pid) {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The name in brackets may hold spaces and brackets; field 22 is counted from behind it.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (fields[0] === 'Z') return undefined // killed, and its parent has not asked yet
      const ticks = fields[19]
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${ticks}`
    }
    if (process.platform !== 'win32') {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    }
  } catch {
    // No such process, or no way to ask.
  }
  return null
}

function isAlive({ pid, started }) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code !== 'EPERM') return false
  }
  const now = startTimeOf(pid)
  if (now === undefined) return false
  return started === null || now === null || now === started
}

// Of two that find the same stale lock, the slower must not remove the quicker one's new lock:
// it looks at what it has moved away, and puts it back when that is not what it had read.
function setAside(file, staleText) {
  const aside = `${file}.stale-${randomUUID()}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (error.code === 'ENOENT') return
    throw error
  }
  if (readIfThere(aside) !== staleText) {
    try {
      linkSync(aside, file)
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
  }
  rmSync(aside, { force: true })
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // cut short by a full disk or a power cut: nobody's
  }
}
