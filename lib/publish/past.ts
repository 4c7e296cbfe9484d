import 'server-only'
import { randomUUID } from 'node:crypto'
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Db } from '@/lib/db'
import type { Lock } from '@/lib/publish/lock'
import { DRESS_FILE, dressOf, madeBy } from '@/lib/publish/past-dress'
import {
  finalMoment,
  indexFileOf,
  isAlwaysThere,
  isSettled,
  outdated,
  type PastIndex,
  pastOf,
  pastPathOf,
  type Span,
  spansOf,
  type WholeIndex,
  withSpan,
} from '@/lib/publish/past-files'
import type { Render } from '@/lib/publish/render'
import { copyAssets, fileOf, removePage, writeData, writePage } from '@/lib/publish/store'
import { getMomentsSince } from '@/lib/site/last-change'
import { getMoments, getMomentsAround } from '@/lib/site/moments'

const THROWN_AWAY = '.past-'
/** Stretches that are remembered of a page that changes with nearly every act. */
const MOST_SPANS = 2_000
/** All files of the past together; those made the longest time ago go first, and are made again when they are asked for. */
const MOST_BYTES = 2 * 1024 ** 3
/** Pages made between two looks at how much there is. */
const SWEEP_EVERY = 500

export type PastSettings = {
  db: Db
  folder: string
  build: string
  /** How pages are rendered. */
  render: Render
  /** Where readers find these pages, which stands in them. */
  publicUrl: string
  /** Held while files of the past are written: theirs alone, so that nobody waits for the past who publishes. */
  lock: Lock
  mostBytes?: number
}

/**
 * Pages as they stood, as files. What they say comes from rows that are never altered; how they are dressed comes
 * from today's templates, and when those change, all of them are thrown away and made again when asked for.
 */
export class PastPages {
  private isDressed = false
  private made = 0

  constructor(private readonly settings: PastSettings) {}

  /** Brings the list of a page's moments up to date; answers whether there is such a page. */
  list(pagePath: string): Promise<boolean> {
    return this.alone(async () => (await this.listNow(pagePath)) !== null)
  }

  /**
   * The page as it stood at a moment, on disk when it resolves, and written anew even if it was there, since whoever
   * asks has found it missing or damaged. Answers whether there is such a page, now or then: the page of a source of
   * which nothing was left to show is gone from that moment on.
   */
  make(pagePath: string, at: Date): Promise<boolean> {
    return this.alone(async () => {
      const moment = await this.momentAt(pagePath, at)
      return moment ? this.write(pagePath, moment) : moment !== undefined
    })
  }

  /**
   * What is done behind the publication of a page that changed: the list of its moments, and the page as it stood
   * before, so that both are there when nobody can be asked.
   */
  follow(pagePath: string): Promise<void> {
    if (pastOf(pagePath) !== 'whole') return Promise.resolve()
    return this.alone(async () => {
      const index = await this.listNow(pagePath)
      const superseded = index?.moments.at(-2)
      if (superseded && !(await this.has(pastPathOf(pagePath, superseded)))) {
        await this.write(pagePath, superseded)
      }
    })
  }

  /** Throws away every page of the past: something that they say may no longer be said. */
  forget(): Promise<void> {
    return this.alone(() => this.throwAway())
  }

  /** Takes files away until they keep within their bounds. */
  async sweep(): Promise<void> {
    const most = this.settings.mostBytes ?? MOST_BYTES
    const files = await this.files()
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    if (bytes <= most) return
    for (const file of files.sort((a, b) => a.madeAt - b.madeAt)) {
      if (bytes <= most * 0.8) break
      await rm(file.name, { force: true })
      bytes -= file.bytes
    }
  }

  private alone<T>(work: () => Promise<T>): Promise<T> {
    return this.settings.lock.hold(async () => {
      await this.dress()
      return work()
    })
  }

  /** `null` where there was no page yet, `undefined` where there is none at all. */
  private async momentAt(pagePath: string, at: Date): Promise<string | null | undefined> {
    const index = await this.indexOf(pagePath)
    const known = index && finalMoment(spansOf(index), at)
    if (known) return known
    switch (pastOf(pagePath)) {
      case 'whole': {
        const index = await this.listNow(pagePath)
        if (!index) return undefined
        return index.moments.findLast((moment) => Date.parse(moment) <= at.getTime()) ?? null
      }
      case 'around':
        return this.lookAround(pagePath, at)
      default:
        return undefined
    }
  }

  private async listNow(pagePath: string): Promise<WholeIndex | null> {
    if (pastOf(pagePath) !== 'whole') return null
    const made = new Date().toISOString()
    const kept = await this.indexOf(pagePath)
    const before = kept && 'moments' in kept ? kept : null
    const moments = await this.momentsOf(pagePath, before)
    const index = { made, moments }
    if (before) await this.renew(pagePath, spansOf(before), spansOf(index))
    if (moments.length === 0) {
      await rm(this.pathOf(indexFileOf(pagePath)), { force: true })
      return null
    }
    await this.keep(pagePath, index)
    return index
  }

  /** Moments that were settled when they were listed stay what they are: only those that came since are looked for. */
  private async momentsOf(pagePath: string, before: WholeIndex | null): Promise<string[]> {
    const ctx = { db: this.settings.db }
    const known = before?.moments.filter((moment) => isSettled(moment, before.made)) ?? []
    const last = known.at(-1)
    if (last === undefined) return (await getMoments(ctx, pagePath))?.map(({ at }) => at) ?? []
    return [...known, ...((await getMomentsSince(ctx, pagePath, new Date(last))) ?? [])]
  }

  private async lookAround(pagePath: string, at: Date): Promise<string | null | undefined> {
    const made = new Date().toISOString()
    const around = await getMomentsAround({ db: this.settings.db }, pagePath, at)
    if (!around) return undefined
    const span: Span = { from: around.current, to: around.after, made }
    if (span.from === null && isAlwaysThere(pagePath)) {
      const beginning = await this.beginning()
      if (beginning && beginning <= at) span.from = beginning.toISOString()
      else span.to = beginning?.toISOString() ?? null
    }
    // Neither then nor since: an address of a page that there never was.
    if (span.from === null && span.to === null) return undefined
    const index = await this.indexOf(pagePath)
    const known = index ? spansOf(index) : []
    const spans = withSpan(known, span, MOST_SPANS)
    await this.renew(pagePath, known, spans)
    await this.keep(pagePath, { spans: spans.map(({ from, to, made }) => [from, to, made]) })
    return span.from
  }

  /** Answers whether there was a page from that moment on. */
  /** When the first act was recorded: from then on there were pages, with nothing on them yet. */
  private async beginning(): Promise<Date | null> {
    const first = await this.settings.db.activity.aggregate({ _min: { at: true } })
    return first._min.at
  }

  private async write(pagePath: string, moment: string): Promise<boolean> {
    const { render, folder, build } = this.settings
    const rendered = await render(`${pagePath}?at=${moment}`)
    if (!rendered) {
      await removePage(folder, pastPathOf(pagePath, moment))
      return false
    }
    if (rendered.isHtml) await copyAssets(folder, build, rendered.body)
    await writePage(folder, pastPathOf(pagePath, moment), rendered.body, { isForced: true })
    this.made += 1
    if (this.made % SWEEP_EVERY === 0) await this.sweep()
    return true
  }

  /**
   * Before a newer index says so: pages that it makes outdated are made anew where they were and have a successor, and
   * otherwise taken away, to be made when they are asked for.
   */
  private async renew(pagePath: string, before: Span[], after: Span[]): Promise<void> {
    const superseded = new Set(after.filter(({ to }) => to !== null).map(({ from }) => from))
    for (const moment of outdated(before, after)) {
      const file = pastPathOf(pagePath, moment)
      if (!(await this.has(file))) continue
      if (superseded.has(moment)) await this.write(pagePath, moment)
      else await removePage(this.settings.folder, file)
    }
  }

  private async indexOf(pagePath: string): Promise<PastIndex | null> {
    const text = await readFile(this.pathOf(indexFileOf(pagePath)), 'utf8').catch(() => null)
    try {
      return text === null ? null : (JSON.parse(text) as PastIndex)
    } catch {
      return null
    }
  }

  private async keep(pagePath: string, index: PastIndex): Promise<void> {
    await writeData(this.settings.folder, indexFileOf(pagePath), `${JSON.stringify(index)}\n`)
  }

  private async has(pastPath: string): Promise<boolean> {
    return (await stat(this.pathOf(fileOf(pastPath))).catch(() => null)) !== null
  }

  /** Pages in another dress than today's templates would give them go, once in the life of a process. */
  private async dress(): Promise<void> {
    if (this.isDressed) return
    const { folder, build, publicUrl } = this.settings
    for (const name of await readdir(folder).catch(() => [])) {
      if (name.startsWith(THROWN_AWAY))
        await rm(this.pathOf(name), { recursive: true, force: true })
    }
    const dress = await dressOf(build, publicUrl)
    if ((await madeBy(folder)) !== dress) {
      await this.throwAway()
      await writeData(folder, DRESS_FILE, dress)
    }
    this.isDressed = true
  }

  private async throwAway(): Promise<void> {
    this.isDressed = false
    // Out of the way at once, however long it takes to go.
    const old = this.pathOf(`${THROWN_AWAY}${randomUUID()}`)
    await rename(this.pathOf('past'), old).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
    await rm(old, { recursive: true, force: true })
  }

  private async files(): Promise<{ name: string; bytes: number; madeAt: number }[]> {
    const folder = this.pathOf('past')
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
    const files = []
    for (const entry of entries) {
      if (!entry.isFile() || entry.name.startsWith('.')) continue
      const name = path.join(/*turbopackIgnore: true*/ entry.parentPath, entry.name)
      const stats = await stat(name).catch(() => null)
      if (stats)
        files.push({ name, bytes: (stats.blocks ?? 0) * 512 || stats.size, madeAt: stats.mtimeMs })
    }
    return files
  }

  private pathOf(name: string): string {
    return path.join(/*turbopackIgnore: true*/ this.settings.folder, name)
  }
}
