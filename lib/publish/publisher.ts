import 'server-only'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pLimit from 'p-limit'
import type pg from 'pg'
import { databaseTrouble } from '@/lib/database-failures'
import { type Db, getDb } from '@/lib/db'
import { env } from '@/lib/env'
import { deskMeters } from '@/lib/observe/desk-meters'
import { spanned } from '@/lib/observe/spans'
import { timedRender } from '@/lib/observe/timed'
import type { Subject } from '@/lib/outbox'
import { PatientClient } from '@/lib/patient-pool'
import { withAskedFor } from '@/lib/publish/asked-for'
import { eraOf, renewEra } from '@/lib/publish/era'
import { Lock } from '@/lib/publish/lock'
import { PastPages } from '@/lib/publish/past'
import { pastOf } from '@/lib/publish/past-files'
import { RecordPublisher } from '@/lib/publish/record-publisher'
import { getRender, type Memory, type Render } from '@/lib/publish/render'
import { clearMark, markStale, type State, stateOf } from '@/lib/publish/stale'
import {
  copyAssets,
  fileOf,
  Overtaken,
  removePage,
  sweep,
  type WriteOptions,
  writePage,
} from '@/lib/publish/store'
import { buildFolder } from '@/lib/publish/styles'
import {
  countPages,
  everyPage,
  isLarge,
  isPublishedPath,
  pagesThatShow,
  type Shown,
} from '@/lib/publish/what-shows'

/** Held while pages are rendered and written, by whichever process does it. */
const LOCK = 7_240_624
/** Held while files of the past are written. */
const PAST_LOCK = 7_240_626
const RENDERERS = 2
/** How long a page that nobody has asked for waits for those that somebody has. */
const MODEST_MS = 1_000
const FAR_AT_ONCE = 8
const POLL_MS = 2_000
/** Whoever approved marks what is stale before others make it anew. */
const AFTER_NOTICE_MS = 100
/** What a reader waits for at once; of a source's thousand pages the others follow, and say the old until then. */
const MOST_MARKED = 1_000
/** How often a page is rendered again that is decided on faster than it is rendered. */
const MOST_TURNS = 4
/** How far the file system's clock may be behind ours. */
const CLOCK_MS = 20
/** How long what was asked of the database is shared. */
const SHARED_MS = 1_000
const LONGEST_WAIT_MS = 60_000
const CONNECT_MS = 10_000
/** The first finds the garbage, those after it empty the pages that it lay on. */
const COLLECTIONS = 3
const KEEP_DONE_MS = 7 * 24 * 3_600_000

export type PublisherSettings = {
  db: Db
  databaseUrl: string
  /** The published folder. */
  folder: string
  /** The build whose styles and fonts the pages use. */
  build: string
  /** How pages are rendered. */
  render: Render
  /** Where readers find them. */
  publicUrl: string
  /** Publishes the log of the record; without it there is none. */
  record?: RecordPublisher
}

/**
 * From the outbox to files. One drain runs at a time, in this process and, by an advisory lock, among all; each
 * renders after it has the lock, so what is written last is never older than what was there.
 */
export class Publisher {
  private readonly settings: PublisherSettings
  private running: Promise<void> | null = null
  private following: Promise<void> | null = null
  /** Rows whose near pages are on disk, with the far ones that still follow. */
  private readonly later = new Map<bigint, string[]>()
  /** Rows by which every page is made anew. */
  private readonly everything = new Set<bigint>()
  /** What follows upon their far pages. */
  private readonly rest = new Map<bigint, AsyncGenerator<string[]>>()
  /** From when on a page is as these rows want it, in UTC milliseconds. */
  private madeSince = 0
  /** What is being rendered: of one page one at a time, so that an older one is never written over a newer. */
  private readonly making = new Map<string, Promise<unknown>>()
  /** Pages that are being made because somebody asked for them. */
  private readonly asked = new Set<Promise<unknown>>()
  /** Rows whose pages can't be made for now, and when each is tried again: they keep no other row waiting. */
  private readonly putOff = new Map<bigint, { failures: number; until: number }>()
  /** Rows whose pages this process has marked stale. */
  private readonly markedRows = new Set<bigint>()
  /** Pages of the drain under way that were marked for each of its rows that is about them. */
  private readonly marked = new Set<string>()
  /** What was asked of the database from a moment on, in UTC milliseconds, for pages that show the same. */
  private shared: { memory: Memory; since: number } | null = null
  private marking: Promise<unknown> = Promise.resolve()
  private noticed: NodeJS.Timeout | null = null
  private failures = 0
  private retryAt = 0
  private timer: NodeJS.Timeout | null = null
  private listener: pg.Client | null = null
  private readonly lock: Lock
  private readonly pastLock: Lock
  private readonly past: PastPages
  /** Pages that changed, whose past is still to be brought up to date. */
  private readonly changed = new Set<string>()
  private pastFollowing: Promise<void> | null = null
  private isStopped = false
  private lastComplaint = ''
  /** How often what hundreds of pages took is still to be collected: the engine itself does not while it idles. */
  private collections = 0

  constructor(settings: PublisherSettings) {
    this.settings = settings
    this.lock = new Lock(settings.databaseUrl, LOCK)
    this.pastLock = new Lock(settings.databaseUrl, PAST_LOCK)
    this.past = new PastPages({ ...settings, lock: this.pastLock })
  }

  /**
   * Resolves when everything that was committed before the call is on disk, in the pages that show it first and
   * foremost; those that mention it in passing follow at once. Rejects when a page could not be made; from then on its
   * row is put off, and calls about others answer for themselves.
   */
  publishPending(): Promise<void> {
    if (!this.running) return this.begin()
    // The drain under way may have read the outbox already; the next one certainly has not.
    this.following ??= this.running
      .catch(() => {})
      .then(() => {
        this.following = null
        return this.publishPending()
      })
    return this.following
  }

  /**
   * Resolves when nobody is served any more what was made old by acts committed before the call, and the pages that were
   * decided on themselves are on disk. The others are made behind it, or when somebody asks for them.
   */
  async publishDecided(): Promise<void> {
    const marking = this.marking.catch(() => {}).then(() => this.markWhatWaits())
    this.marking = marking
    let own: string[]
    try {
      own = await marking
    } catch (error) {
      // Where files can't have second names, whoever decided waits for the pages themselves.
      this.complain(error)
      return this.publishPending()
    }
    try {
      await Promise.all(own.map((page) => this.renew(page)))
    } finally {
      void this.publishPending().catch(() => {})
    }
  }

  /** Marks the pages that show what waits; answers those that it is about. */
  private async markWhatWaits(): Promise<string[]> {
    const { db, folder } = this.settings
    const waiting = await db.outbox.findMany({ where: { doneAt: null }, orderBy: { id: 'asc' } })
    const own: string[] = []
    for (const { id, subject, createdAt } of waiting) {
      const isWhole = subject === 'everything' || subject === 'past' || subject === 'site'
      if (isWhole || this.markedRows.has(id) || this.later.has(id) || this.putOff.has(id)) continue
      const { near, far } = await pagesThatShow(db, { subject: subject as Subject, createdAt })
      const pages = (await withAskedFor(folder, [...near, ...far])).slice(0, MOST_MARKED)
      for (const page of pages) markStale(folder, page)
      this.shared = null
      if (pages.length < MOST_MARKED) this.markedRows.add(id)
      own.push(...near.slice(0, 1))
    }
    return [...new Set(own)]
  }

  /** Resolves when everything is on disk, to the last list that mentions it. */
  async publishEverythingPending(): Promise<void> {
    await this.publishPending()
    // Whoever publishes meanwhile ends the drain under way, and the next one goes on with what is left.
    for (
      let under = this.following ?? this.running;
      under;
      under = this.following ?? this.running
    ) {
      await under
    }
    await this.settings.record?.wake()
  }

  /** Starts a drain; answers its near part, and keeps `running` for the whole of it. */
  private begin(): Promise<void> {
    let toNear: { resolve: () => void; reject: (error: unknown) => void } | undefined
    const near = new Promise<void>((resolve, reject) => {
      toNear = { resolve, reject }
    })
    const all = this.drain(() => toNear?.resolve())
    this.running = all.finally(() => {
      this.running = null
      this.followPast()
    })
    this.running.catch(() => {})
    all.then(
      () => toNear?.resolve(),
      (error) => toNear?.reject(error),
    )
    return near
  }

  /** Resolves when what was committed before the call is under a checkpoint, or can't be for now. */
  async publishRecord(): Promise<void> {
    await this.settings.record?.wake()
  }

  /**
   * Renders every page anew and takes away files of pages that are no more; answers how many there are. The outbox knows
   * of it, so that whoever comes after a publisher that died in the middle does it.
   */
  async publishAll(): Promise<number> {
    const { db } = this.settings
    // What ails the log is said there, and is no reason to keep pages from readers.
    const record = this.settings.record?.publishAll().catch(() => {})
    await renewEra(this.settings.folder)
    await db.outbox.create({ data: { subject: 'everything', createdAt: new Date() } })
    await this.publishEverythingPending()
    await record
    return countPages(db)
  }

  /**
   * Makes one page anew that a server found missing, damaged or, with `ifStale`, stale; answers whether there is such a
   * page. What was stale and has been made by another process meanwhile is left as it is: its lock may be held for long.
   */
  async rebuild(pagePath: string, { ifStale = false } = {}): Promise<boolean> {
    if (!isPublishedPath(pagePath)) return false
    const { name, isStale } = await stateOf(this.settings.folder, pagePath)
    if (isStale) return this.renew(pagePath)
    if (ifStale && name !== null) return true
    // Whoever asks for a page does not wait for hundreds of others.
    return this.lock.join(() => this.renderOne(pagePath, { isForced: true }))
  }

  /** Makes the page of one moment, or with `'index'` the list of its moments; answers whether there is such a page. */
  async rebuildPast(pagePath: string, at: Date | 'index'): Promise<boolean> {
    if (!pastOf(pagePath)) return false
    return at === 'index' ? this.past.list(pagePath) : this.past.make(pagePath, at)
  }

  /** Resolves when the past of every page that changed is up to date. */
  async pastFollowed(): Promise<void> {
    await this.pastFollowing
  }

  /** One page at a time and never while a drain is under way, so that nobody who publishes waits for it. */
  private followPast(): void {
    this.pastFollowing ??= (async () => {
      for (const pagePath of this.changed) {
        if (this.isStopped || this.running !== null) break
        this.changed.delete(pagePath)
        // What fails here is made when it is asked for: nothing waits for it.
        await this.past.follow(pagePath).catch((error) => this.complain(error))
      }
    })().finally(() => {
      this.pastFollowing = null
    })
  }

  /** Begins to listen for acts, and looks for leftovers now and every two seconds. */
  start(): void {
    void sweep(this.settings.folder)
      .then(() => this.past.sweep())
      .catch((error) => this.complain(error))
    const tick = async () => {
      if (this.isStopped) return
      await this.listen()
      // Not waited for: a long log must not hold pages up.
      void this.settings.record?.wake()
      if (Date.now() >= this.retryAt) await this.publishPending().catch(() => {})
      if (this.collections > 0 && this.running === null) {
        this.collections -= 1
        globalThis.gc?.()
      }
      if (!this.isStopped) this.timer = setTimeout(tick, POLL_MS)
    }
    void tick()
  }

  async stop(): Promise<void> {
    this.isStopped = true
    if (this.timer) clearTimeout(this.timer)
    if (this.noticed) clearTimeout(this.noticed)
    await this.listener?.end().catch(() => {})
    await this.running?.catch(() => {})
    await this.pastFollowing
    await this.settings.record?.stop()
    this.lock.forget()
    this.pastLock.forget()
  }

  private async listen(): Promise<void> {
    // A connection that was cut without a word would never hear of an act again: asked, it fails.
    await this.listener?.query('SELECT 1').catch((error) => this.complain(error))
    if (this.listener) return
    const client = new PatientClient({
      connectionString: this.settings.databaseUrl,
      connectionTimeoutMillis: CONNECT_MS,
    })
    client.on('error', () => {
      if (this.listener === client) this.listener = null
    })
    client.on('end', () => {
      if (this.listener === client) this.listener = null
    })
    client.on('notification', ({ channel }) => {
      if (channel === 'record') void this.settings.record?.wake()
      else {
        this.noticed ??= setTimeout(() => {
          this.noticed = null
          void this.publishPending().catch(() => {})
        }, AFTER_NOTICE_MS)
      }
    })
    try {
      await client.connect()
      await client.query('LISTEN outbox; LISTEN record')
      this.listener = client
    } catch (error) {
      await client.end().catch(() => {})
      this.complain(error)
    }
  }

  private async drain(tellNear: () => void): Promise<void> {
    try {
      const isSomething = await this.settings.db.outbox.findFirst({
        where: { doneAt: null },
        select: { id: true },
      })
      if (isSomething) {
        await this.lock.hold(() => spanned('publish', {}, () => this.drainLocked(tellNear)))
      }
      this.failures = 0
      this.retryAt = 0
      if (this.putOff.size === 0) this.lastComplaint = ''
    } catch (error) {
      // A page that can't be made waits by itself; a database or a lock that is not there keeps everything waiting.
      if (!(error instanceof PageFault)) {
        this.failures += 1
        this.retryAt = Date.now() + waitAfter(this.failures)
      }
      this.complain(error)
      throw error
    }
  }

  private async drainLocked(tellNear: () => void): Promise<void> {
    const { db } = this.settings
    const faults = await this.renderNear()
    if (faults.length === 0) tellNear()
    faults.push(...(await this.renderFar()))
    await db.outbox.deleteMany({ where: { doneAt: { lt: new Date(Date.now() - KEEP_DONE_MS) } } })
    if (faults.length > 0) throw new PageFault(faults[0])
  }

  private async renderNear(): Promise<string[]> {
    const { db, folder } = this.settings
    const waiting = await db.outbox.findMany({ where: { doneAt: null }, orderBy: { id: 'asc' } })
    // Another process may have done what was left here for later.
    const isWaiting = new Set(waiting.map((row) => row.id))
    for (const known of [this.later, this.putOff, this.everything, this.markedRows, this.rest]) {
      for (const id of known.keys()) if (!isWaiting.has(id)) known.delete(id)
    }

    const begun = Date.now()
    const shown = new Map<bigint, Shown>()
    const unclear: string[] = []
    const due = waiting.filter((row) => !this.later.has(row.id) && this.isDue(row.id))
    const whole = due.find((row) => row.subject === 'everything')
    if (whole) {
      this.everything.add(whole.id)
      // Pages that readers have asked for since the templates are new are new themselves, unless something else waits.
      this.madeSince = due.length === 1 ? await eraOf(folder) : begun
    }
    for (const row of due) {
      const pending = { subject: row.subject as Subject, createdAt: row.createdAt }
      try {
        if (pending.subject === 'past') await this.past.forget()
        // Where every page is made, one row stands for all: it waits until the last of them is on disk.
        const { near, far, more }: Shown =
          whole && row !== whole ? { near: [], far: [] } : await pagesThatShow(db, pending)
        if (more) this.rest.set(row.id, more)
        shown.set(row.id, {
          near: await withAskedFor(folder, near),
          far: await withAskedFor(folder, far),
        })
      } catch (error) {
        if (databaseTrouble(error)) throw error
        const fault = `${row.subject}: ${wordsOf(error)}`
        unclear.push(fault)
        await this.noteFault(row.id, fault)
      }
    }
    for (const [id, { near, far }] of shown) {
      if (this.markedRows.has(id)) for (const page of [...near, ...far]) this.marked.add(page)
    }
    for (const [id, { near, far }] of shown) {
      if (!this.markedRows.has(id)) for (const page of [...near, ...far]) this.marked.delete(page)
    }
    // One thread renders: a claim's own page is on disk before the pages that list it share the time.
    const own = [...shown.values()].flatMap(({ near }) => near.slice(0, 1))
    const others = [...shown.values()].flatMap(({ near }) => near.slice(1))
    const faults = await this.render(own, { atOnce: 1 })
    const isWhole = whole !== undefined
    for (const [page, fault] of await this.render(others, { isWhole })) faults.set(page, fault)
    for (const [id, { near, far }] of shown) {
      const failed = near.filter((page) => faults.has(page))
      if (failed[0] !== undefined) await this.noteFault(id, faults.get(failed[0]))
      // Of hundreds only those are made again that could not be.
      if (failed.length === 0 || this.everything.has(id)) this.later.set(id, [...failed, ...far])
    }
    for (const { id, createdAt } of due) {
      const isFresh = this.later.has(id) && !this.everything.has(id)
      if (!isFresh || !shown.get(id)?.near.length) continue
      deskMeters().fresh.observe([], Math.max(0, (Date.now() - createdAt.getTime()) / 1000))
    }
    return [...faults.values(), ...unclear]
  }

  /** A few at a time, and no more than that while somebody waits for pages that are nearer. */
  private async renderFar(): Promise<string[]> {
    const faults = new Map<string, string>()
    do {
      for (const [page, fault] of await this.renderFarOnce()) faults.set(page, fault)
    } while (this.following === null && faults.size === 0 && (await this.takeMore()))
    return [...faults.values()]
  }

  /** Takes the next part of what is too much at once; answers whether there was one. */
  private async takeMore(): Promise<boolean> {
    for (const [id, more] of this.rest) {
      if ((this.later.get(id)?.length ?? 0) > 0) continue
      const { value, done } = await more.next()
      if (!done) {
        this.later.set(id, value)
        return true
      }
      this.rest.delete(id)
      return true
    }
    return false
  }

  private async renderFarOnce(): Promise<Map<string, string>> {
    const faults = new Map<string, string>()
    const made = new Set<string>()
    const isLong = ([id]: [bigint, string[]]) => Number(this.everything.has(id))
    const due = [...this.later]
      .filter(([id]) => this.isDue(id))
      .sort((one, other) => isLong(one) - isLong(other))
    const pages = [...new Set(due.flatMap(([, far]) => far))]
    while (pages.length > 0) {
      const some = pages.splice(0, FAR_AT_ONCE)
      const isWhole = this.everything.size === due.length
      for (const [page, fault] of await this.render(some, { isWhole })) faults.set(page, fault)
      for (const page of some) if (!faults.has(page)) made.add(page)
      if (this.following !== null) break
    }
    const done: bigint[] = []
    for (const [id, far] of due) {
      const left = far.filter((page) => !made.has(page))
      const failed = left.find((page) => faults.has(page))
      if (failed) await this.noteFault(id, faults.get(failed))
      if (left.length === 0 && !this.rest.has(id)) done.push(id)
      else this.later.set(id, left)
    }
    if (done.some((id) => this.everything.has(id))) await this.sweepPages()
    await this.noteDone(done)
    for (const id of done) {
      this.later.delete(id)
      this.putOff.delete(id)
      this.everything.delete(id)
      this.markedRows.delete(id)
    }
    if (this.later.size === 0) this.marked.clear()
    return faults
  }

  /** After every page was made anew. */
  private async sweepPages(): Promise<void> {
    const { db, folder } = this.settings
    // Of a large site what is no more went with the act that took it away.
    if (!(await isLarge(db))) await sweep(folder, new Set((await everyPage(db)).map(fileOf)))
    // Every page is another file now; its past is looked after when it is asked for.
    this.changed.clear()
    this.collections = COLLECTIONS
  }

  private async noteDone(ids: bigint[]): Promise<void> {
    if (ids.length === 0) return
    await this.settings.db.outbox.updateMany({
      where: { id: { in: ids } },
      data: { doneAt: new Date() },
    })
  }

  private isDue(id: bigint): boolean {
    return (this.putOff.get(id)?.until ?? 0) <= Date.now()
  }

  private async noteFault(id: bigint, fault: string | undefined): Promise<void> {
    const failures = (this.putOff.get(id)?.failures ?? 0) + 1
    this.putOff.set(id, { failures, until: Date.now() + waitAfter(failures) })
    await this.settings.db.outbox.update({
      where: { id },
      data: { attempts: { increment: 1 }, lastError: fault ?? null },
    })
  }

  /** Renders pages, a few at a time in the order given; answers the faults by page. */
  private async render(
    pages: string[],
    { atOnce = RENDERERS, isWhole = false } = {},
  ): Promise<Map<string, string>> {
    const limit = pLimit(atOnce)
    const faults = new Map<string, string>()
    await Promise.all(
      [...new Set(pages)].map((page) =>
        limit(async () => {
          try {
            await this.letThoseWhoAskGoFirst()
            if (await this.isMadeSince(page)) return
            if (isWhole && (await this.isMade(page))) return
            await this.renderOne(page)
          } catch (error) {
            faults.set(page, `${page}: ${wordsOf(error)}`)
          }
        }),
      ),
    )
    return faults
  }

  /** Whether a page was made since every page is to be made anew. */
  private async isMade(pagePath: string): Promise<boolean> {
    const { name, isStale, madeAt } = await stateOf(this.settings.folder, pagePath)
    return name !== null && !isStale && this.madeSince > 0 && madeAt >= this.madeSince
  }

  /**
   * Whether a page that was marked for every row that is about it has been made since, by whichever process: its mark went
   * with the file that it marked.
   */
  private async isMadeSince(pagePath: string): Promise<boolean> {
    if (!this.marked.has(pagePath)) return false
    const { name, isStale } = await stateOf(this.settings.folder, pagePath)
    return name !== null && !isStale
  }

  /**
   * Makes a page anew that is marked stale, without the lock: it takes the place of what it was made to replace, and of
   * nothing else.
   */
  private renew(pagePath: string): Promise<boolean> {
    const renewing = this.oneAtATime(pagePath, async () => {
      const { name, isStale } = await stateOf(this.settings.folder, pagePath)
      if (name !== null && !isStale) return true
      return this.renderNow(pagePath, () => true)
    })
    this.asked.add(renewing)
    const leave = () => this.asked.delete(renewing)
    renewing.then(leave, leave)
    return renewing
  }

  /** One thread renders: what is made for whoever comes next would share it with what somebody waits for. */
  private async letThoseWhoAskGoFirst(): Promise<void> {
    const until = performance.now() + MODEST_MS
    while (this.asked.size > 0 && performance.now() < until) {
      await Promise.race([...this.asked]).catch(() => {})
    }
  }

  private renderOne(pagePath: string, options?: WriteOptions): Promise<boolean> {
    // Whoever has the lock now may have written a newer one.
    return this.oneAtATime(pagePath, () =>
      this.renderNow(pagePath, () => this.lock.isHeld, options),
    )
  }

  private oneAtATime(pagePath: string, work: () => Promise<boolean>): Promise<boolean> {
    const before = this.making.get(pagePath) ?? Promise.resolve()
    const made = before.catch(() => {}).then(() => timedRender(pagePath, work))
    this.making.set(pagePath, made)
    return made.finally(() => {
      if (this.making.get(pagePath) === made) this.making.delete(pagePath)
    })
  }

  /** Again, if what is in the page's place is another or marked anew before this one is done. */
  private async renderNow(
    pagePath: string,
    mayWrite: () => boolean,
    options?: WriteOptions,
  ): Promise<boolean> {
    const { render, folder, build } = this.settings
    for (let turn = 1; ; turn++) {
      const isLastTurn = turn === MOST_TURNS
      const state = await stateOf(folder, pagePath)
      const isStill = async () => (await stateOf(folder, pagePath)).name === state.name
      const rendered = await render(addressOf(pagePath), this.memoryFor(state))
      if (!mayWrite()) throw new Error('the lock was lost while this was rendered')
      try {
        if (!rendered) {
          if (!isLastTurn && !(await isStill())) continue
          await removePage(folder, pagePath)
          return false
        }
        if (rendered.isHtml) await copyAssets(folder, build, rendered.body)
        const isChanged = await writePage(folder, pagePath, rendered.body, {
          ...options,
          isStale: state.isStale,
          ...(isLastTurn ? {} : { isStill }),
        })
        if (state.isStale) await clearMark(folder, pagePath)
        // Better than what was there, and older than what was decided meanwhile.
        if (isLastTurn) markStale(folder, pagePath)
        if (isChanged && pastOf(pagePath) === 'whole') this.changed.add(pagePath)
        return true
      } catch (error) {
        if (!(error instanceof Overtaken)) throw error
      }
    }
  }

  /**
   * What a page may share that is made of the state after its mark: whatever was asked of the database since then. What no
   * mark speaks for asks for itself.
   */
  private memoryFor({ isStale, changedAt }: State): Memory | undefined {
    if (!isStale) return undefined
    const now = Date.now()
    const { shared } = this
    if (shared && changedAt + CLOCK_MS < shared.since && now < shared.since + SHARED_MS) {
      return shared.memory
    }
    this.shared = { memory: new Map(), since: now }
    setTimeout(() => {
      if (this.shared && Date.now() >= this.shared.since + SHARED_MS) this.shared = null
    }, SHARED_MS).unref()
    return this.shared.memory
  }

  /** Says each fault once, however often it is met. */
  private complain(error: unknown): void {
    const complaint = wordsOf(error)
    if (complaint !== this.lastComplaint) console.warn(`Publishing waits: ${complaint}`)
    this.lastComplaint = complaint
  }
}

/** Some pages can't be made; whatever else waited is done. */
class PageFault extends Error {}

function waitAfter(failures: number): number {
  return Math.min(LONGEST_WAIT_MS, 500 * 2 ** failures)
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Where Next renders a page: at its own address, but for the one that is served when there is none. */
function addressOf(pagePath: string): string {
  return pagePath.replace(/^((?:\/[a-z-]+)?)\/404$/, '$1/page-not-found')
}

const shared = globalThis as typeof globalThis & { counterclaimPublisher?: Publisher }

/** The process's one publisher. On `globalThis`, since Next loads this module once per bundle. */
export function getPublisher(): Publisher {
  shared.counterclaimPublisher ??= new Publisher({
    db: getDb(),
    databaseUrl: env().DATABASE_URL,
    folder: path.join(/*turbopackIgnore: true*/ env().DATA_DIR, 'published'),
    build: buildFolder(),
    render: getRender(),
    publicUrl: env().PUBLIC_URL,
    record: new RecordPublisher({
      db: getDb(),
      databaseUrl: env().DATABASE_URL,
      folder: path.join(/*turbopackIgnore: true*/ env().DATA_DIR, 'published', 'record'),
      keysFolder: path.join(/*turbopackIgnore: true*/ env().DATA_DIR, 'keys'),
      origin: `${new URL(env().PUBLIC_URL).host}/record`,
    }),
  })
  return shared.counterclaimPublisher
}

const PATIENCE_MS = 5_000
const RECORD_PATIENCE_MS = 1_000

/**
 * What an action calls after its commit: resolves `true` when readers have it, `false` when it is saved and the
 * pages follow (the outbox holds them). Never throws: the act itself is done.
 */
export async function publishPending(): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS)
  })
  // The log is ready sooner than the pages, unless there is much to catch up with, which is nobody's to wait for.
  const record = Promise.race([getPublisher().publishRecord(), delay(RECORD_PATIENCE_MS)])
  const done = Promise.all([getPublisher().publishDecided(), record]).then(
    () => true,
    () => false,
  )
  return Promise.race([done, patience]).finally(() => clearTimeout(timer))
}
