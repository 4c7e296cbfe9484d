/**
 * Brings an object store into line with a folder of FILES files, in an empty database of its own: what a whole pass takes, what
 * one that finds nothing takes, a change, a removal, a comparison; and how long the thread was away at worst meanwhile. Says
 * so as JSON.
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createDb } from '@/lib/db'
import { compareMirror } from '@/lib/mirror/check'
import { Follower } from '@/lib/mirror/follower'
import { s3Store } from '@/lib/mirror/store'
import { readMirrorSettings } from '@/lib/mirror-settings'
import { removePage, writePage } from '@/lib/publish/store'

const FILES = Number(process.env.FILES ?? 10_000)
const FORMS = 3
const LIST_LENGTH = 50
const publicUrl = 'https://claims.example'

const mirror = readMirrorSettings()
const databaseUrl = process.env.DATABASE_URL ?? ''
if (!mirror) throw new Error('MIRROR_S3_ENDPOINT names no store')
const folder = mkdtempSync(path.join(tmpdir(), 'counterclaim-mirror-'))
const db = createDb(databaseUrl)
const follower = new Follower({ db, databaseUrl, folder, publicUrl, mirror })

/** Words as long as a claim's page, the same in every run. */
function words(seed: string, length: number): string {
  let text = ''
  for (let n = 0; text.length < length; n++) {
    text += `${createHash('sha256').update(`${seed} ${n}`).digest('base64')} `
  }
  return text
}

const slugs = Array.from({ length: Math.floor(FILES / FORMS) }, (_, n) => `claim-${n}`)
const pageOf = (slug: string, version = 0) =>
  `<!DOCTYPE html><title>${slug}</title><p>${version}</p>${words(slug, 6_000)}`

async function timed<T>(work: () => Promise<T>) {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const begun = performance.now()
  const outcome = await work()
  const ms = performance.now() - begun
  delay.disable()
  return { ms, away: delay.percentile(99) / 1e6, outcome }
}

const done = () => ({ subject: 'everything', createdAt: new Date(), doneAt: new Date() })

try {
  for (const slug of slugs) await writePage(folder, `/claims/${slug}`, pageOf(slug))
  for (let from = 0; from < slugs.length; from += LIST_LENGTH) {
    const links = slugs.slice(from, from + LIST_LENGTH).map((slug) => `<a href="/claims/${slug}">`)
    await writePage(folder, `/claims/page/${from / LIST_LENGTH + 1}`, links.join(''))
  }
  writeFileSync(path.join(folder, '.published-by'), 'bench\n')

  const first = await timed(() => follower.bringAll())
  const again = await timed(() => follower.bringAll())
  for (const slug of slugs.slice(0, 20)) await writePage(folder, `/claims/${slug}`, pageOf(slug, 1))
  await db.outbox.create({ data: done() })
  const some = await timed(() => follower.follow())
  const [gone = ''] = slugs
  await removePage(folder, `/claims/${gone}`)
  await db.outbox.create({ data: done() })
  const removal = await timed(() => follower.follow())
  const comparison = await timed(() =>
    compareMirror({
      folder,
      store: s3Store(mirror),
      encodings: mirror.encodings,
      headers: { publicUrl, sharedMaxAge: 0 },
    }),
  )
  const { rss } = process.memoryUsage()
  console.log(JSON.stringify({ first, again, some, removal, comparison, rss }))
} finally {
  await follower.stop()
  await db.$disconnect()
  rmSync(folder, { recursive: true, force: true })
}
