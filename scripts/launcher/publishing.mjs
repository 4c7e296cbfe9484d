import { createHash } from 'node:crypto'
import { existsSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { builtId } from './build.mjs'
import { readStamp } from './stamp.mjs'

const PATIENCE_MS = 10 * 60_000

/** What the pages on disk were made by: these templates, at this address. */
function wantedStamp(publicUrl) {
  return createHash('sha256').update(`${builtId()} ${publicUrl}`).digest('hex')
}

const stampFile = (folder) => path.join(folder, '.published-by')

/** Whether every page has been published at least once, so that one not there does not exist. */
export function isComplete(folder) {
  return existsSync(stampFile(folder))
}

/**
 * Has everything published that is waiting, and everything there is when templates or address
 * have changed since (or `all` asks for it). Resolves when it is on disk.
 */
export async function publish({ folder, publicUrl, origin, secret, all = false, signal }) {
  const wanted = wantedStamp(publicUrl)
  const isAll = all || readStamp(stampFile(folder)) !== wanted
  const response = await fetch(`${origin}/api/internal/publish`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-internal-secret': secret },
    body: JSON.stringify({ all: isAll }),
    signal: AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), ...(signal ? [signal] : [])]),
  })
  const answer = await response.text()
  if (!response.ok) {
    throw new Error(`the publisher answered ${response.status}: ${answer.slice(0, 500)}`)
  }
  if (isAll) {
    const draft = `${stampFile(folder)}.tmp`
    writeFileSync(draft, `${wanted}\n`)
    renameSync(draft, stampFile(folder))
  }
  return { isAll, pages: JSON.parse(answer).pages }
}
