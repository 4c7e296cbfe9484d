import 'server-only'
import { createHash } from 'node:crypto'
import { type Dirent, existsSync } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import pLimit from 'p-limit'
import { type HeaderSettings, headersOf } from '@/lib/mirror/headers'
import {
  fileOfForm,
  formsOf,
  isMirrored,
  keyOf,
  nameOf,
  pagesNamedBy,
  RANKS,
  rankOf,
  surrogateKeyOf,
} from '@/lib/mirror/names'
import { type Kept, type Position, UNKNOWN } from '@/lib/mirror/position'
import type { Purge } from '@/lib/mirror/purge'
import { type Store, StoreFault } from '@/lib/mirror/store'
import type { Encoding } from '@/lib/mirror-settings'

/** Few enough that the thread that renders pages has its time. */
const AT_ONCE = 8
const LOOKED_AT_ONCE = 250
const LISTED_AT_ONCE = 1_000
const PURGED_AT_ONCE = 10_000
/** A link may lead nowhere for good: what names a page that is not there waits no longer than this. */
const MOST_HELD_MS = 60_000

export type MirrorParts = {
  /** The published folder. */
  folder: string
  position: Position
  store: Store
  purge: Purge | undefined
  encodings: readonly Encoding[]
  headers: HeaderSettings
  /** Called for each object that was sent or taken away. */
  onObject?: (what: 'sent' | 'removed') => void
}

export type Outcome = { sent: number; removed: number; unchanged: number; held: number }

/** What is to be done about files: of each kind those that go first, first. */
type Plan = { gone: string[]; fresh: string[]; changed: string[]; unchanged: number }

/** A file with its compressed forms, as they were at one moment. */
type Forms = { name: string; stamp: string; bodies: Map<Encoding | null, Buffer> }

/**
 * Brings objects in line with published files. First goes what is no more, then comes what is new, which nothing there
 * names yet, and only then what changed, when all that it names is there. What was sent is noted as it goes, and sent
 * again by whoever comes after a crash that did not note it.
 */
export class Mirror {
  private readonly limit = pLimit(AT_ONCE)
  private readonly heldSince = new Map<string, number>()

  constructor(private readonly parts: MirrorParts) {}

  /** Whether every page was published once; a folder that is not there, or half there, says nothing about what is no more. */
  get isComplete(): boolean {
    return existsSync(path.join(/*turbopackIgnore: true*/ this.parts.folder, '.published-by'))
  }

  /** Everything: what the store has is asked of it, and what there is of the folder. */
  async bringAll(): Promise<Outcome> {
    await this.reconcile()
    return this.bringFolder()
  }

  /** Every file there is, against what we know of the store. */
  async bringFolder(): Promise<Outcome> {
    const plan = emptyPlan()
    for await (const kept of this.known()) {
      const gone = await this.goneOf(kept)
      plan.gone.push(...gone)
    }
    for await (const names of this.files('')) addTo(plan, await this.look(names))
    return this.carryOut(plan)
  }

  /** These files, as they are now. */
  async bring(names: Iterable<string>): Promise<Outcome> {
    const plan = emptyPlan()
    for (const some of chunks([...new Set(names)].filter(isMirrored), LOOKED_AT_ONCE)) {
      addTo(plan, await this.look(some))
    }
    // Few, and whatever names them needs them.
    if ([...plan.fresh, ...plan.changed].some((name) => name.endsWith('.html'))) {
      for await (const assets of this.files('_next')) addTo(plan, await this.look(assets))
    }
    return this.carryOut(plan)
  }

  /** Of the log what may have changed since; parts of tiles are outgrown, and nothing else of it ever goes. */
  async bringRecord(since: number): Promise<Outcome> {
    const plan = emptyPlan()
    for await (const names of this.files('record', since)) addTo(plan, await this.look(names))
    for await (const kept of this.known({ after: 'record/', last: 'record0', containing: '.p/' })) {
      plan.gone.push(...(await this.goneOf(kept)))
    }
    return this.carryOut(plan)
  }

  /** Tells caches what they are to be told by now. */
  async purgeDue(which = { isGone: false }): Promise<void> {
    const { position, purge } = this.parts
    for (;;) {
      const keys = await position.purgesDue(which, PURGED_AT_ONCE)
      if (keys.length === 0) return
      const subjects = new Set(keys.map((key) => surrogateKeyOf(nameOf(key).name)))
      await purge?.([...subjects].sort())
      await position.purged(keys, purge !== undefined)
    }
  }

  /** Has what we know of the store agree with what the store says that it has. */
  private async reconcile(): Promise<void> {
    const { store, position } = this.parts
    for (let after = ''; ; ) {
      const { objects, isLast } = await store.list(after)
      const last = objects.at(-1)?.key ?? null
      const there = new Map(objects.map(({ key, etag }) => [key, etag]))
      const known = await position.between(after, isLast ? null : last)
      const lost = known.filter(({ key }) => !there.has(key)).map(({ key }) => key)
      for (const { key, etag } of known) if (there.get(key) === etag) there.delete(key)
      const strange = [...there].filter(([key]) => isMirrored(nameOf(key).name))
      await position.forget(lost)
      await position.keep(
        strange.map(([key, etag]) => ({ key, etag, stamp: null, fingerprint: UNKNOWN })),
        false,
      )
      if (isLast || last === null) return
      after = last
    }
  }

  private async *known(
    range: { after: string; last: string | null; containing?: string } = { after: '', last: null },
  ): AsyncGenerator<Kept[]> {
    const { last, ...more } = range
    for (let after = range.after; ; ) {
      const kept = await this.parts.position.between(after, last, {
        ...more,
        limit: LISTED_AT_ONCE,
      })
      if (kept.length === 0) return
      yield kept
      after = kept.at(-1)?.key ?? after
    }
  }

  /** Of objects those for which there is no file any more, or no such form. */
  private async goneOf(kept: Kept[]): Promise<string[]> {
    const limit = pLimit(AT_ONCE)
    const gone = await Promise.all(
      kept.map(({ key }) =>
        limit(async () => {
          const { name, encoding } = nameOf(key)
          const isWanted = formsOf(name, this.parts.encodings).includes(encoding)
          return isWanted && (await this.statOf(name)) ? [] : [key]
        }),
      ),
    )
    return gone.flat()
  }

  /** What has to be done about these files. */
  private async look(names: string[]): Promise<Plan> {
    const { position, encodings } = this.parts
    const plan = emptyPlan()
    const keysOf = (name: string) => formsOf(name, encodings).map((each) => keyOf(name, each))
    const kept = await position.find(names.flatMap(keysOf))
    await Promise.all(
      names.map(async (name) => {
        const rows = keysOf(name).map((key) => kept.get(key))
        const there = rows.flatMap((row) => (row && row.fingerprint !== null ? [row] : []))
        const found = await this.statOf(name)
        if (!found) plan.gone.push(...there.map(({ key }) => key))
        else if (there.length === 0) plan.fresh.push(name)
        else if (rows.every((row) => row?.stamp === this.stampOf(name, found))) plan.unchanged += 1
        else plan.changed.push(name)
      }),
    )
    return plan
  }

  private async carryOut(plan: Plan): Promise<Outcome> {
    const outcome = { sent: 0, removed: 0, unchanged: plan.unchanged, held: 0 }
    const faults: StoreFault[] = []
    // A part of the log that was outgrown may stay until what took its place is there.
    const isOutgrown = (key: string) => key.startsWith('record/')
    try {
      await this.remove(
        plan.gone.filter((key) => !isOutgrown(key)),
        outcome,
        faults,
      )
      for (const names of byRank(plan.fresh)) await this.send(names, outcome, faults)
      for (const names of byRank(plan.changed)) {
        for (const some of chunks(names, AT_ONCE * 4)) await this.replace(some, outcome, faults)
      }
      await this.remove(plan.gone.filter(isOutgrown), outcome, faults)
    } finally {
      // Of what is there caches are told, whatever could not be sent.
      await this.purgeDue()
    }
    if (faults[0]) throw faults[0]
    return outcome
  }

  private async remove(keys: string[], outcome: Outcome, faults: StoreFault[]): Promise<void> {
    const { position, store, onObject } = this.parts
    const known = await position.find(keys)
    await this.each(keys, async (key) => {
      // What somebody else put into the bucket is theirs.
      if (known.get(key)?.fingerprint === UNKNOWN && !(await this.isOurs(key))) {
        return position.forget([key])
      }
      await store.remove(key)
      await position.keep([{ key, stamp: null, fingerprint: null, etag: null }], true)
      outcome.removed += 1
      onObject?.('removed')
    })
    if (keys.length === 0) return
    // What caches can't be told of just now is no reason to keep pages from readers.
    await this.purgeDue({ isGone: true }).catch((error) => faults.push(error))
  }

  private async isOurs(key: string): Promise<boolean> {
    const found = await this.parts.store.head(key)
    return found?.headers.has('x-amz-meta-surrogate-key') === true
  }

  /** Sends what takes the place of something, when all that it names is there, or will not be. */
  private async replace(names: string[], outcome: Outcome, faults: StoreFault[]): Promise<void> {
    const read = (await Promise.all(names.map((name) => this.read(name)))).filter((each) => !!each)
    const named = new Map(
      read.map(({ name, bodies }) => [name, pagesNamedBy(bodies.get(null)?.toString() ?? '')]),
    )
    const { position } = this.parts
    const keys = [...named.values()].flatMap((names) => [...names].map((each) => keyOf(each, null)))
    const absent = await position.absent([...new Set(keys)])
    for (const some of chunks([...absent], LISTED_AT_ONCE)) {
      const { fresh } = await this.look(some.map((key) => nameOf(key).name))
      await this.send(fresh, outcome, faults)
    }
    const still = await position.absent([...absent])
    const isAbsent = (name: string) => still.has(keyOf(name, null))
    const ready = read.filter(
      ({ name }) => !this.isHeld(name, [...(named.get(name) ?? [])].some(isAbsent)),
    )
    outcome.held += names.length - ready.length
    await this.sendForms(ready, outcome, faults)
  }

  private isHeld(name: string, isToBeHeld: boolean): boolean {
    const since = this.heldSince.get(name) ?? performance.now()
    if (!isToBeHeld || performance.now() - since > MOST_HELD_MS) {
      this.heldSince.delete(name)
      return false
    }
    this.heldSince.set(name, since)
    return true
  }

  private async send(names: string[], outcome: Outcome, faults: StoreFault[]): Promise<void> {
    for (const some of chunks(names, AT_ONCE * 4)) {
      const read = await Promise.all(some.map((name) => this.read(name)))
      const whole = read.filter((each) => !!each)
      outcome.held += some.length - whole.length
      await this.sendForms(whole, outcome, faults)
    }
  }

  private async sendForms(read: Forms[], outcome: Outcome, faults: StoreFault[]): Promise<void> {
    const { position, store, headers, onObject } = this.parts
    const objects = read.flatMap(({ name, stamp, bodies }) =>
      [...bodies].map(([encoding, body]) => ({
        key: keyOf(name, encoding),
        stamp,
        body,
        headers: headersOf(name, encoding, headers),
      })),
    )
    const kept = await position.find(objects.map(({ key }) => key))
    const news: Kept[] = []
    const same: Kept[] = []
    try {
      await this.each(objects, async ({ key, stamp, body, headers }) => {
        const fingerprint = hashOf(JSON.stringify(headers), body)
        const before = kept.get(key)
        if (before?.fingerprint === fingerprint) {
          same.push({ ...before, stamp })
          return
        }
        try {
          const etag = await store.put(key, body, headers)
          news.push({ key, stamp, fingerprint, etag })
          outcome.sent += 1
          onObject?.('sent')
        } catch (error) {
          if (!(error instanceof StoreFault && error.isOfObject)) throw error
          faults.push(error)
        }
      })
    } finally {
      await position.keep(news, true)
      await position.keep(same, false)
    }
  }

  /** A few at a time; after the first that fails no other begins, and those under way are waited for. */
  private async each<T>(things: T[], work: (thing: T) => Promise<void>): Promise<void> {
    let failed: { error: unknown } | undefined
    await Promise.all(
      things.map((thing) =>
        this.limit(async () => {
          if (failed) return
          await work(thing).catch((error) => {
            failed ??= { error }
          })
        }),
      ),
    )
    if (failed) throw failed.error
  }

  /** Every form of a file, of one version; undefined while it is being replaced. */
  private async read(name: string): Promise<Forms | undefined> {
    const bodies = new Map<Encoding | null, Buffer>()
    let stamp = ''
    const times = new Set<number>()
    for (const encoding of formsOf(name, this.parts.encodings)) {
      const file = path.join(
        /*turbopackIgnore: true*/ this.parts.folder,
        fileOfForm(name, encoding),
      )
      const handle = await open(file).catch(() => null)
      if (!handle) return undefined
      try {
        const found = await handle.stat()
        times.add(found.mtimeMs)
        if (encoding === null) stamp = this.stampOf(name, found)
        bodies.set(encoding, await handle.readFile())
      } finally {
        await handle.close()
      }
    }
    // The publisher gives all forms of a version one time.
    return times.size === 1 ? { name, stamp, bodies } : undefined
  }

  private statOf(name: string) {
    return stat(path.join(/*turbopackIgnore: true*/ this.parts.folder, name)).catch(() => null)
  }

  private stampOf(name: string, { mtimeMs, size }: { mtimeMs: number; size: number }): string {
    const headers = hashOf(JSON.stringify(headersOf(name, null, this.parts.headers))).slice(0, 12)
    return `${mtimeMs} ${size} ${headers}`
  }

  /** Names of files to be mirrored, folder by folder; of folders that did not change since nothing. */
  private async *files(folder: string, since = 0): AsyncGenerator<string[]> {
    const place = path.join(/*turbopackIgnore: true*/ this.parts.folder, folder)
    const entries: Dirent[] = await readdir(place, { withFileTypes: true }).catch(() => [])
    const within = (entry: Dirent) => (folder === '' ? entry.name : `${folder}/${entry.name}`)
    const isNew = since === 0 || ((await stat(place).catch(() => null))?.mtimeMs ?? 0) >= since
    const names = entries.filter((entry) => isNew && entry.isFile()).map(within)
    yield* chunks(names.filter(isMirrored), LOOKED_AT_ONCE)
    for (const entry of entries) {
      if (entry.isDirectory() && isMirrored(`${within(entry)}/x`)) {
        yield* this.files(within(entry), since)
      }
    }
  }
}

const emptyPlan = (): Plan => ({ gone: [], fresh: [], changed: [], unchanged: 0 })

function addTo(plan: Plan, more: Plan): void {
  plan.gone.push(...more.gone)
  plan.fresh.push(...more.fresh)
  plan.changed.push(...more.changed)
  plan.unchanged += more.unchanged
}

function byRank(names: string[]): string[][] {
  const ranks = Array.from({ length: RANKS }, (): string[] => [])
  for (const name of new Set(names)) ranks[rankOf(name)]?.push(name)
  return ranks
}

function chunks<T>(things: T[], size: number): T[][] {
  const parts: T[][] = []
  for (let from = 0; from < things.length; from += size) parts.push(things.slice(from, from + size))
  return parts
}

function hashOf(...parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('base64url')
}
