import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'

/** What a verifier keeps of a log from one run to the next. */
export type Memory = {
  origin: string
  /** Verifier keys that were trusted: the first on first sight, later ones because the log named them. */
  keys: string[]
  /** Signed notes, by size. */
  checkpoints: { size: number; note: string; seenAt: string }[]
}

/** Where memories lie: COUNTERCLAIM_STATE, or the user's state folder. */
export function stateFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.COUNTERCLAIM_STATE) return path.resolve(env.COUNTERCLAIM_STATE)
  const base = env.XDG_STATE_HOME || path.join(homedir(), '.local', 'state')
  return path.join(base, 'counterclaim')
}

function fileOf(folder: string, name: string): string {
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 16)
  return path.join(folder, 'logs', `${hash}.json`)
}

/** The memory of what is known by `name`: an address, or the name that the log signs with. */
export function recall(folder: string, name: string): Memory | null {
  try {
    return JSON.parse(readFileSync(fileOf(folder, name), 'utf8')) as Memory
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Keeps a memory, whole or not at all. */
export function remember(folder: string, name: string, memory: Memory): void {
  const file = fileOf(folder, name)
  mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.${randomUUID()}`
  writeFileSync(draft, `${JSON.stringify(memory, null, 2)}\n`)
  renameSync(draft, file)
}
