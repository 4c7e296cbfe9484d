import path from 'node:path'
import { buildId, buildPages, builtId, generateClient, isClientGenerated } from './build.mjs'
import { lockWhenFree } from './folder-lock.mjs'
import { arePackagesInstalled, installPackages } from './install.mjs'
import { ROOT } from './settings.mjs'

const LOCK = path.join(ROOT, '.preparing.lock')

/**
 * Installs, generates and builds what isn't there or is out of date. One process does so at a
 * time in one clone, and the others, finding its work done, have nothing left to do.
 */
export async function prepareClone(teller, { withBuild = true } = {}) {
  await ensure(teller, 'Installing packages', arePackagesInstalled, installPackages)
  await ensure(teller, 'Generating the database client', isClientGenerated, generateClient)
  if (withBuild) await ensurePages(teller)
}

export function ensurePages(teller) {
  return ensure(teller, 'Building the pages', () => builtId() === buildId(), buildPages)
}

async function ensure(teller, title, isDone, work) {
  if (isDone()) return
  const lock = await lockWhenFree(LOCK, {
    onWait: (holder) =>
      teller.line(
        `Waiting for process ${holder.pid}, which is installing or building in this folder…`,
      ),
  })
  try {
    if (!isDone()) await teller.step(title, work)
  } finally {
    lock.release()
  }
}
