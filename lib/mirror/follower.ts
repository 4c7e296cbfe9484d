import 'server-only'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { databaseTrouble } from '@/lib/database-failures'
import { type Db, getDb } from '@/lib/db'
import { env } from '@/lib/env'
import { Mirror, type Outcome } from '@/lib/mirror/mirror'
import { filesThatShow } from '@/lib/mirror/pages'
import { Position } from '@/lib/mirror/position'
import { purgeHook } from '@/lib/mirror/purge'
import { type Store, StoreFault, s3Store } from '@/lib/mirror/store'
import {
  MirrorMisconfigured,
  type MirrorSettings,
  readMirrorSettings,
  targetOf,
} from '@/lib/mirror-settings'
import { deskMeters } from '@/lib/observe/desk-meters'
import { Lock } from '@/lib/publish/lock'

/** Held while objects are sent, by whichever process does it. */
const LOCK = 7_240_628
const LOOK_MS = 1_000
const ROWS_AT_ONCE = 100
/** How long what nobody noticed may be wrong: an object that somebody else altered, a page that was made unasked. */
const PASS_EVERY_MS = 24 * 3_600_000
/** How often a mirror that has everything is said to have it. */
const NOTE_EVERY_MS = 30_000
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000
/** File systems don't say more exactly when a folder changed. */
const GRAIN_MS = 2_000

export type FollowerSettings = {
  db: Db
  databaseUrl: string
  folder: string
  publicUrl: string
  mirror: MirrorSettings
  /** In place of the one in the settings. */
  store?: Store
}

/**
 * Follows the publisher: what the outbox says was published is sent, and its row marked when the store has all of it and
 * caches know. Asks nothing of the publisher and is waited for by nobody. One process does it at a time.
 */
export class Follower {
  private readonly lock: Lock
  private made: Promise<{ mirror: Mirror; position: Position }> | null = null
  private running: Promise<Outcome> | null = null
  private timer: NodeJS.Timeout | null = null
  private isStopped = false
  private failures = 0
  private recordSince = 0
  private nextNote = 0
  private recordSeen = ''
  /** What was last said of it; undefined while an earlier process may have said something. */
  private lastComplaint: string | null | undefined

  constructor(private readonly settings: FollowerSettings) {
    this.lock = new Lock(settings.databaseUrl, LOCK)
  }

  start(): void {
    const tick = async () => {
      if (this.isStopped) return
      const waitMs = await this.follow().then(
        () => LOOK_MS,
        (error) => this.patience(error),
      )
      if (!this.isStopped) this.timer = setTimeout(tick, waitMs).unref()
    }
    void tick()
  }

  async stop(): Promise<void> {
    this.isStopped = true
    if (this.timer) clearTimeout(this.timer)
    await this.running?.catch(() => {})
    this.lock.forget()
  }

  /** Sends what waits; rejects when something of it could not be. */
  follow(): Promise<Outcome> {
    return this.alone(async ({ mirror, position }) => {
      const total = { sent: 0, removed: 0, unchanged: 0, held: 0 }
      if (!mirror.isComplete) return total
      const passedAt = await position.passedAt()
      if (!passedAt || Date.now() - passedAt.getTime() > PASS_EVERY_MS) {
        add(total, await this.pass({ mirror, position }))
      }
      add(total, await this.followOutbox({ mirror, position }))
      add(total, await this.followRecord(mirror))
      await mirror.purgeDue()
      await this.noteFollowed(position, total)
      return total
    })
  }

  /** Everything, whatever we know of it; rejects while a first start is still publishing. */
  bringAll(): Promise<Outcome> {
    return this.alone(async (parts) => {
      if (!parts.mirror.isComplete) {
        throw new StoreFault('not every page is published yet: there is nothing to mirror', false)
      }
      const outcome = await this.pass(parts)
      await parts.position.note({ followedAt: new Date() })
      return outcome
    })
  }

  /** Resolves when caches were told for the last time, for whoever goes then. */
  async settle(): Promise<void> {
    const { position } = await this.parts()
    for (let next = await position.nextPurge(); next; next = await position.nextPurge()) {
      await delay(Math.max(0, next.getTime() - Date.now()))
      await this.alone(async ({ mirror }) => {
        await mirror.purgeDue()
        return { sent: 0, removed: 0, unchanged: 0, held: 0 }
      })
    }
  }

  private async pass({ mirror, position }: Parts): Promise<Outcome> {
    const begun = new Date()
    const rows = await this.rowsDone()
    const outcome = await mirror.bringAll()
    if (outcome.held === 0) {
      await this.noteMirrored(rows)
      await position.note({ passedAt: begun })
    }
    return outcome
  }

  private async followOutbox({ mirror, position }: Parts): Promise<Outcome> {
    const { db, folder } = this.settings
    const total = { sent: 0, removed: 0, unchanged: 0, held: 0 }
    for (;;) {
      const rows = await this.rowsDone(ROWS_AT_ONCE)
      if (rows.length === 0 || this.isStopped) return total
      const isWhole = rows.some(({ subject }) => subject === 'everything')
      const names = new Set<string>()
      for (const row of isWhole ? [] : rows) {
        for (const name of await filesThatShow(db, folder, position, row)) names.add(name)
      }
      const outcome = isWhole ? await mirror.bringFolder() : await mirror.bring(names)
      add(total, outcome)
      if (outcome.held > 0) return total
      await this.noteMirrored(rows)
      for (const { createdAt } of rows) {
        const seconds = (Date.now() - createdAt.getTime()) / 1000
        deskMeters().mirrored.observe([], Math.max(0, seconds))
      }
    }
  }

  /** Acts come one by one and the log is long: only folders are looked into that changed. */
  private async followRecord(mirror: Mirror): Promise<Outcome> {
    const checkpoint = path.join(
      /*turbopackIgnore: true*/ this.settings.folder,
      'record/checkpoint',
    )
    const found = await stat(checkpoint).catch(() => null)
    const seen = `${found?.ino} ${found?.mtimeMs}`
    if (!found || seen === this.recordSeen) return { sent: 0, removed: 0, unchanged: 0, held: 0 }
    const since = Date.now()
    const outcome = await mirror.bringRecord(this.recordSince)
    if (outcome.held === 0) {
      this.recordSeen = seen
      this.recordSince = since - GRAIN_MS
    }
    return outcome
  }

  /** While nothing happens a word now and then will do. */
  private async noteFollowed(position: Position, { sent, removed }: Outcome): Promise<void> {
    const now = performance.now()
    if (sent + removed === 0 && now < this.nextNote) return
    await position.note({ followedAt: new Date() })
    this.nextNote = now + NOTE_EVERY_MS
  }

  private rowsDone(limit?: number) {
    return this.settings.db.outbox.findMany({
      where: { mirroredAt: null, doneAt: { not: null } },
      orderBy: { id: 'asc' },
      select: { id: true, subject: true, createdAt: true },
      ...(limit ? { take: limit } : {}),
    })
  }

  private async noteMirrored(rows: { id: bigint }[]): Promise<void> {
    await this.settings.db.outbox.updateMany({
      where: { id: { in: rows.map(({ id }) => id) } },
      data: { mirroredAt: new Date() },
    })
  }

  /** One at a time here and among processes. What went wrong stands in the database, for the desk to say. */
  private alone(work: (parts: Parts) => Promise<Outcome>): Promise<Outcome> {
    const before = this.running ?? Promise.resolve()
    const run = before
      .catch(() => {})
      .then(async () => {
        const parts = await this.parts()
        try {
          const outcome = await this.lock.hold(() => work(parts))
          if (this.failures > 0 || this.lastComplaint !== '') {
            await parts.position.note({ failingSince: null, lastError: null })
          }
          this.failures = 0
          this.lastComplaint = ''
          return outcome
        } catch (error) {
          await this.complain(error, parts.position)
          throw error
        }
      })
    this.running = run
    return run
  }

  private parts(): Promise<Parts> {
    this.made ??= this.make().catch((error) => {
      this.made = null
      throw error
    })
    return this.made
  }

  private async make(): Promise<Parts> {
    const { db, folder, publicUrl, mirror: settings, store } = this.settings
    const position = await Position.of(db, targetOf(settings))
    const mirror = new Mirror({
      folder,
      position,
      store: store ?? s3Store(settings),
      purge: settings.purge && purgeHook(settings.purge),
      encodings: settings.encodings,
      headers: { publicUrl, sharedMaxAge: settings.sharedMaxAge },
      onObject: (what) => deskMeters().mirrorObjects.add([what]),
    })
    return { position, mirror }
  }

  private patience(error: unknown): number {
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.failures)
    this.failures += 1
    return Math.max(wait, error instanceof StoreFault ? error.retryAfterMs : 0)
  }

  /** Says each fault once, however often it is met. */
  private async complain(error: unknown, position: Position): Promise<void> {
    deskMeters().mirrorObjects.add(['failed'])
    const words = error instanceof Error ? error.message : String(error)
    if (words === this.lastComplaint) return
    console.warn(`The mirror waits: ${words}`)
    this.lastComplaint = words
    // What the database said of itself it will hardly write down.
    if (!databaseTrouble(error)) await position.noteFailure(words, new Date()).catch(() => {})
  }
}

type Parts = { mirror: Mirror; position: Position }

function add(total: Outcome, more: Outcome): void {
  for (const name of ['sent', 'removed', 'unchanged', 'held'] as const) total[name] += more[name]
}

/** A follower of this instance's published files, as the environment asks for one; undefined where it doesn't. */
export function createFollower(): Follower | undefined {
  const mirror = readMirrorSettings()
  if (!mirror) return undefined
  const { DATA_DIR, DATABASE_URL, PUBLIC_URL } = env()
  return new Follower({
    db: getDb(),
    databaseUrl: DATABASE_URL,
    folder: path.join(/*turbopackIgnore: true*/ DATA_DIR, 'published'),
    publicUrl: PUBLIC_URL,
    mirror,
  })
}

/** Follows from now on if the environment asks for it. What it asks for wrongly is said, and keeps nobody from working. */
export function startFollowing(): void {
  try {
    createFollower()?.start()
  } catch (error) {
    if (!(error instanceof MirrorMisconfigured)) throw error
    console.warn(error.message)
  }
}
