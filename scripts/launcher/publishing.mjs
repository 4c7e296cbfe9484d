import { createHash } from 'node:crypto'
import { existsSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { builtId } from './build.mjs'
import { connectTo } from './database.mjs'
import { beginEra } from './front-era.mjs'
import { readStamp } from './stamp.mjs'

const PATIENCE_MS = 10 * 60_000
const START_PATIENCE_MS = 60_000
const PAUSE_MS = 5_000
const LOOK_MS = 50

/** What the pages on disk were made by: these templates, at this address. */
function wantedStamp(publicUrl) {
  return createHash('sha256').update(`${builtId()} ${publicUrl}`).digest('hex')
}

const stampFile = (folder) => path.join(folder, '.published-by')

/** Whether every page has been published at least once, so that one not there does not exist. */
export function isComplete(folder) {
  return existsSync(stampFile(folder))
}

/** Resolves when every page is there, for whoever measures: what follows behind a start takes its share of the machine. */
export async function untilComplete(folder) {
  while (!isComplete(folder)) await delay(LOOK_MS)
}

/** Whether what is on disk was made by other templates or for another address, or never whole. */
export function isOutOfDate(folder, publicUrl) {
  return readStamp(stampFile(folder)) !== wantedStamp(publicUrl)
}

/** Says that from now on every page is to be made by these templates: what is older is made anew when somebody asks for it. */
export function beginTemplates(folder, publicUrl) {
  beginEra(folder, wantedStamp(publicUrl))
}

/** Notes in the outbox that every page is to be made anew, unless that waits there already. */
export async function noteEverything(databaseUrl) {
  const client = await connectTo(databaseUrl)
  try {
    await client.query(`
      INSERT INTO outbox (subject, created_at) SELECT 'everything', now()
        WHERE NOT EXISTS (SELECT FROM outbox WHERE subject = 'everything' AND done_at IS NULL)`)
  } finally {
    await client.end()
  }
}

/**
 * Resolves when the pages that readers open first are on disk, of all that is waiting, or a start has waited long enough: of
 * a hundred thousand claims the pages are made behind it, and when somebody asks for them.
 */
export async function publishNear({ origin, secret, signal, patienceMs = START_PATIENCE_MS }) {
  const patience = AbortSignal.timeout(patienceMs)
  try {
    await askPublisher(
      { origin, secret, signal: AbortSignal.any([patience, ...(signal ? [signal] : [])]) },
      { isNearEnough: true },
    )
  } catch (error) {
    if (!patience.aborted || signal?.aborted) throw error
  }
}

/** Has everything published that is waiting, or every page anew; resolves when it is on disk, with how many there are. */
export async function publish({ folder, publicUrl, origin, secret, all = false, signal }) {
  const { pages } = await askPublisher({ origin, secret, signal }, { all })
  const draft = `${stampFile(folder)}.tmp`
  writeFileSync(draft, `${wantedStamp(publicUrl)}\n`)
  renameSync(draft, stampFile(folder))
  return pages
}

/** Goes on asking until everything is on disk. What waits is in the outbox: a publisher that dies loses nothing of it. */
export async function publishBehind({
  origin,
  signal,
  onTrouble,
  pauseMs = PAUSE_MS,
  ...settings
}) {
  for (;;) {
    try {
      return await publish({ ...settings, origin: origin(), signal })
    } catch (error) {
      if (signal.aborted) return
      onTrouble(error)
      await delay(pauseMs, undefined, { signal }).catch(() => {})
    }
  }
}

async function askPublisher({ origin, secret, signal }, what) {
  const response = await fetch(`${origin}/api/internal/publish`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-internal-secret': secret },
    body: JSON.stringify(what),
    signal: AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), ...(signal ? [signal] : [])]),
  })
  const answer = await response.text()
  if (!response.ok) {
    throw new Error(`the publisher answered ${response.status}: ${answer.slice(0, 500)}`)
  }
  return JSON.parse(answer)
}
