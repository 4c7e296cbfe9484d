import 'server-only'
import { randomUUID } from 'node:crypto'
import { linkSync, renameSync, rmSync, statSync } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { eraOf } from '@/lib/publish/era'
import { fileOf } from '@/lib/publish/store'

/**
 * A published file that says what is no longer so is marked by a second name for it, `.x.html.stale` beside `x.html`. It
 * stays where it is: who can't ask anybody for a newer one serves it, and the front server, which can, has it made anew
 * first (scripts/launcher/front-stale.mjs). A newer file is another file, and so is not marked.
 */
export function markStale(folder: string, pagePath: string): void {
  const file = pathOf(folder, pagePath)
  // At once rather than in turns: some seventy are marked while somebody waits, of which each takes some microseconds.
  try {
    linkSync(file, markOf(file))
    return
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // Nothing is there, so nothing is stale.
    if (code === 'ENOENT') return
    if (code !== 'EEXIST') throw error
  }
  const second = besides(file)
  try {
    linkSync(file, second)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  renameSync(second, markOf(file))
  // Of two names of one file neither takes the other's place: it was marked before, and is now marked anew.
  rmSync(second, { force: true })
}

/**
 * Takes away the mark that was left by a file which another one has replaced: in its place it would cost whoever marks next
 * some milliseconds, and whoever knows marks by their names alone would take it for one of now.
 */
export async function clearMark(folder: string, pagePath: string): Promise<void> {
  const file = pathOf(folder, pagePath)
  const aside = besides(file)
  try {
    renameSync(markOf(file), aside)
    // Marked since: by somebody who is quicker than this, and what is put back is what was taken.
    if (statSync(aside).ino === statSync(file, { throwIfNoEntry: false })?.ino) {
      renameSync(aside, markOf(file))
      return
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return
  }
  await rm(aside, { force: true })
}

/** What is in a page's place. */
export type State = {
  /** Another name, another version or mark; null for nothing. */
  name: string | null
  /** Marked, or made by the templates of before. */
  isStale: boolean
  /** When it was put there or marked, whichever was later, in UTC milliseconds by the file system's clock. */
  changedAt: number
  /** When it was made, in the same. */
  madeAt: number
}

export async function stateOf(folder: string, pagePath: string): Promise<State> {
  const file = pathOf(folder, pagePath)
  const [there, marked, era] = await Promise.all([
    statOf(file),
    statOf(markOf(file)),
    eraOf(folder),
  ])
  if (!there) return { name: null, isStale: false, changedAt: 0, madeAt: 0 }
  const madeAt = Number(there.mtimeNs) / 1e6
  return {
    name: `${there.ino} ${there.ctimeNs} ${marked?.ino}`,
    isStale: there.ino === marked?.ino || madeAt < era,
    changedAt: Number(there.ctimeMs),
    madeAt,
  }
}

/** Another name in the same folder, which is swept away if it is left. */
function besides(file: string): string {
  const name = `.${path.basename(file)}.draft-${randomUUID()}`
  return path.join(/*turbopackIgnore: true*/ path.dirname(file), name)
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
