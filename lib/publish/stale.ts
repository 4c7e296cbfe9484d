import 'server-only'
import { randomUUID } from 'node:crypto'
import { linkSync, renameSync, rmSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { fileOf } from '@/lib/publish/store'

/**
 * A published file that says what is no longer so is marked by a second name for it, `.x.html.stale` beside `x.html`. It
 * stays where it is: who can't ask anybody for a newer one serves it, and the front server, which can, has it made anew
 * first (scripts/launcher/front-stale.mjs). A newer file is another file, and so is not marked.
 */
export function markStale(folder: string, pagePath: string): void {
  const file = pathOf(folder, pagePath)
  const second = path.join(
    /*turbopackIgnore: true*/ path.dirname(file),
    `.${path.basename(file)}.draft-${randomUUID()}`,
  )
  // At once rather than in turns: some seventy are marked while somebody waits, of which each takes some microseconds.
  try {
    linkSync(file, second)
  } catch (error) {
    // Nothing is there, so nothing is stale.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  renameSync(second, markOf(file))
  // Of two names of one file neither takes the other's place: it was marked before.
  rmSync(second, { force: true })
}

/** What is in a page's place. */
export type State = {
  /** Another name, another version or mark; null for nothing. */
  name: string | null
  isStale: boolean
  /** When it was put there or marked, whichever was later, in UTC milliseconds by the file system's clock. */
  changedAt: number
}

export async function stateOf(folder: string, pagePath: string): Promise<State> {
  const file = pathOf(folder, pagePath)
  const [there, marked] = await Promise.all([statOf(file), statOf(markOf(file))])
  if (!there) return { name: null, isStale: false, changedAt: 0 }
  return {
    name: `${there.ino} ${there.ctimeNs} ${marked?.ino}`,
    isStale: there.ino === marked?.ino,
    changedAt: Number(there.ctimeMs),
  }
}

function markOf(file: string): string {
  const name = `.${path.basename(file)}.stale`
  return path.join(/*turbopackIgnore: true*/ path.dirname(file), name)
}

function statOf(file: string) {
  return stat(file, { bigint: true }).catch(() => null)
}

function pathOf(folder: string, pagePath: string): string {
  return path.join(/*turbopackIgnore: true*/ folder, fileOf(pagePath))
}
