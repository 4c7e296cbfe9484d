import { leafHash } from '@/lib/record/disclosure'
import { isSameHash } from '@/lib/record/merkle'
import { decodeBundle, TILE_WIDTH, tileAt, tilePath } from '@/lib/record/tiles'
import { parseEntry } from '@/lib/record/verify/leaf'
import { recall, remember } from '@/lib/record/verify/memory'
import { checkPages } from '@/lib/record/verify/page-run'
import { PastActs } from '@/lib/record/verify/past'
import { checkMementos } from '@/lib/record/verify/past-outside'
import { PublicRecord } from '@/lib/record/verify/public-record'
import {
  checkPublishedLog,
  type PublicAct,
  type PublishedLog,
  type RecordReader,
} from '@/lib/record/verify/published'
import { Report } from '@/lib/record/verify/report'
import { type KeyChange, keysListed, trustKeys, vkeysOf } from '@/lib/record/verify/trust'
import {
  checkpointIn,
  compareWitnesses,
  takeWitness,
  tellUnsigned,
  type Unsigned,
  type Witness,
} from '@/lib/record/verify/witnesses'

export type OutsideSettings = {
  /** `https://claims.example.org`. */
  address: string
  memory: string | null
  given?: { note: string; where: string }[]
  hasPages: boolean
  hasRows: boolean
}

const TRIES = 4
const WAIT_MS = 20_000
const PATIENCE_MS = 5_000

async function get(url: string): Promise<Uint8Array | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(url, {
        redirect: 'follow',
        signal: AbortSignal.timeout(WAIT_MS),
        headers: { 'cache-control': 'no-cache' },
      })
      if (response.ok) return new Uint8Array(await response.arrayBuffer())
      if (response.status === 404 || response.status === 410) return null
      if (attempt >= TRIES) throw new Error(`${url} answered ${response.status}`)
    } catch (error) {
      if (attempt >= TRIES) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** attempt))
  }
}

/** Verifies a site over HTTP, knowing nothing but its address and what was seen of it before. */
export async function verifyOutside(report: Report, settings: OutsideSettings): Promise<void> {
  const address = settings.address.replace(/\/+$/, '')
  const read: RecordReader = (name) => get(`${address}/record/${name}`)
  const first = await look(report, read)
  if (!first) return
  const memory = settings.memory ? recall(settings.memory, first.origin) : null
  const notes = [
    ...(memory?.checkpoints ?? []).map(({ note }) => ({ note, where: 'this verifier’s memory' })),
    ...(settings.given ?? []),
  ]
  const sizes = [first.size, ...notes.map(({ note }) => checkpointIn(note)?.size ?? -1)]
  const record = new PublicRecord()
  const acts = new PastActs()
  const changes: KeyChange[] = []
  const log = await report.timed('published log', () =>
    checkPublishedLog(report, read, {
      size: first.size,
      sizes,
      onAct: (act) => {
        record.add(act)
        acts.add(act)
        const change = keyChangeIn(act)
        if (change) changes.push(change)
      },
    }),
  )
  const keys = trustKeys(report, {
    listed: first.listed,
    remembered: memory?.keys ?? null,
    changes,
  })
  const witnesses: Witness[] = []
  const unsigned: Unsigned[] = []
  const all = [{ note: first.note, where: `${address}/record/checkpoint` }, ...notes]
  for (const { note, where } of all) {
    const { origin } = first
    const witness = await takeWitness(report, note, { where, origin, keys, unsigned })
    if (witness) witnesses.push(witness)
  }
  tellUnsigned(report, unsigned)
  compareWitnesses(report, witnesses, {
    size: log.size,
    rootAt: log.rootAt,
    of: 'The published log',
  })
  if (settings.hasRows) {
    await report.timed('rows', () => checkRows(report, { address, read, log, record }))
  }
  if (settings.hasPages) {
    const readPage = async (path: string) => {
      const bytes = await get(address + path)
      return bytes && Buffer.from(bytes).toString()
    }
    await report.timed('pages', () =>
      checkPages(report, record, {
        readPage,
        again: () => toldNow(read, new PublicRecord()),
        patienceMs: PATIENCE_MS,
        atOnce: 4,
      }),
    )
    await report.timed('past pages', () =>
      checkMementos(report, acts, {
        readPage,
        again: () => toldNow(read, new PastActs()),
        patienceMs: PATIENCE_MS,
      }),
    )
  }
  if (settings.memory && report.isGood) {
    const known = memory?.checkpoints ?? []
    const isNew = !known.some(({ note }) => note === first.note)
    remember(settings.memory, first.origin, {
      origin: first.origin,
      keys: vkeysOf(keys),
      checkpoints: isNew
        ? [...known, { size: first.size, note: first.note, seenAt: new Date().toISOString() }]
        : known,
    })
  }
  report.note(
    `The tree over ${log.size} leaves has the root ${Buffer.from(log.root).toString('base64')}.`,
  )
}

async function look(report: Report, read: RecordReader) {
  const [note, keys] = await Promise.all([read('checkpoint'), read('keys')])
  const text = note && Buffer.from(note).toString()
  const checkpoint = text ? checkpointIn(text) : null
  if (!text || !checkpoint) {
    report.find({
      check: 'checkpoint',
      says: text ? 'What is published as checkpoint is none.' : 'No checkpoint is published there.',
    })
    return null
  }
  return { note: text, listed: keysListed(keys), ...checkpoint }
}

/** Tells a record what the leaves say by now, and answers it. */
async function toldNow<T extends PublicRecord | PastActs>(
  read: RecordReader,
  record: T,
): Promise<T> {
  const now = await look(new Report(), read)
  if (now) {
    await checkPublishedLog(new Report(), read, {
      size: now.size,
      sizes: [],
      onAct: (act) => record.add(act),
    })
  }
  return record
}

function keyChangeIn({ facts }: PublicAct): KeyChange | null {
  const act = facts.get('act') as { type?: string; payload?: { reason?: string } } | undefined
  if (act?.type !== 'record.key-changed') return null
  const text = (name: string) => {
    const value = facts.get(name)
    return typeof value === 'string' ? value : null
  }
  return {
    vkey: text('vkey') ?? '',
    previousVkey: text('previousVkey'),
    reason: text('reason') ?? '',
  }
}

export type RowsAnswer = {
  from: number
  /** `hash` where the rows give the whole entry, else the digests that they give. */
  leaves: { index: number; hash?: string; digests?: string[] }[]
}

/**
 * Asks the site what its database says now of each leaf, and compares: rows altered in the database are found before any
 * page shows them. A site that lies here is one whose pages and disclosures lie too, which is looked for by itself.
 */
async function checkRows(
  report: Report,
  given: { address: string; read: RecordReader; log: PublishedLog; record: PublicRecord },
): Promise<void> {
  const { address, read, record } = given
  const { size, redacted } = given.log
  for (let n = 0; n * TILE_WIDTH < size; n++) {
    const [bundle, answer] = await Promise.all([
      read(tilePath(tileAt('entries', n, size))),
      get(`${address}/api/record/rows/${n}`),
    ])
    if (!answer) {
      report.note('The site does not say what its database holds now, so its rows were not asked.')
      return
    }
    if (!bundle) continue
    const entries = decodeBundle(bundle)
    const { leaves } = JSON.parse(Buffer.from(answer).toString()) as RowsAnswer
    const told = new Map(leaves.map((leaf) => [leaf.index, leaf]))
    for (const [at, bytes] of entries.entries()) {
      const index = n * TILE_WIDTH + at
      if (index >= size) break
      const leaf = told.get(index)
      report.count('rows asked', 1)
      if (!leaf) {
        report.find({
          check: 'rows',
          leaf: index,
          says: `The site’s database has no leaf ${index} any more, which was published.`,
        })
        continue
      }
      const isSame =
        leaf.hash !== undefined
          ? isSameHash(Buffer.from(leaf.hash, 'hex'), leafHash(bytes))
          : isWithout(
              leaf.digests ?? [],
              parseEntry(bytes)?.digests ?? [],
              redacted.get(index)?.size ?? 0,
            )
      if (isSame) continue
      const { words, claim } = record.sayAct(index)
      report.find({
        check: 'rows',
        leaf: index,
        ...(claim && { claim }),
        says: `The rows that leaf ${index} stands for (${words}) were altered in the site’s database since they were logged.`,
      })
    }
  }
}

/** Whether these digests are the leaf's but for as many as redactions took away. */
function isWithout(some: string[], whole: string[], gone: number): boolean {
  const digests = new Set(whole)
  return gone > 0 && some.length === whole.length - gone && some.every((each) => digests.has(each))
}
