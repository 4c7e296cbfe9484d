import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** A process and all that it has started, and they; nobody where there is no /proc. */
export function familyOf(pid) {
  if (!existsSync('/proc/self/stat')) return []
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)])
  const family = [pid]
  for (const member of family) {
    family.push(...parents.filter(([, parent]) => parent === member).map(([child]) => child))
  }
  return family
}

/** What processes take in megabytes, shared pages counted once. */
export function sizeOf(pids) {
  const kilobytes = pids.map((pid) => {
    return Number(/^Pss:\s+(\d+)/m.exec(readOr(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)
  })
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024
}

function parentOf(pid) {
  const stat = readOr(`/proc/${pid}/stat`)
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

function readOr(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '' // it has just ended
  }
}
