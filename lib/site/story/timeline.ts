import { DateTime } from 'luxon'
import { type Span, spanOf, zoneOf } from '@/lib/site/story/axis'
import type { DocumentRef, StatusMove, StoryClaim } from '@/lib/site/views'
import type { KnownMoment } from '@/lib/words/say-time'

export type TimelineEntry =
  | { kind: 'said'; known: KnownMoment | null; claim: StoryClaim }
  | { kind: 'carried'; known: KnownMoment | null; document: DocumentRef; claims: StoryClaim[] }
  | { kind: 'found'; known: KnownMoment; claim: StoryClaim; move: StatusMove }

export type TimelineGroup = {
  /** The day, or the month or year where no more is known; null for what has no date. */
  known: KnownMoment | null
  entries: TimelineEntry[]
}

export type Timeline = { zone: string; entries: TimelineEntry[]; groups: TimelineGroup[] }

/**
 * What was said, carried and found, in the order of time on one clock. A document that carries several claims is one
 * entry. A day comes before its minutes, as nobody knows when in it something was.
 */
export function timelineOf(claims: StoryClaim[]): Timeline {
  const zone = zoneOf(claims.map(({ said }) => said))
  const entries: TimelineEntry[] = claims.flatMap((claim) => [
    { kind: 'said', known: claim.said, claim },
    ...claim.moves.map(
      (move): TimelineEntry => ({ kind: 'found', known: ours(move.at), claim, move }),
    ),
  ])
  const carried = new Map<string, Extract<TimelineEntry, { kind: 'carried' }>>()
  for (const claim of claims) {
    for (const document of claim.documents) {
      const { title, url, published, publisher } = document
      const key = JSON.stringify([title, url, published, publisher.slug])
      const known = carried.get(key)
      if (known?.claims.includes(claim)) continue
      if (known) known.claims.push(claim)
      else carried.set(key, { kind: 'carried', known: published, document, claims: [claim] })
    }
  }
  entries.push(...carried.values())
  const ordered = entries
    .map((entry) => ({ entry, span: entry.known && spanOf(entry.known, zone) }))
    .toSorted((a, b) => compare(a.span, b.span))
    .map(({ entry }) => entry)
  return { zone, entries: ordered, groups: grouped(ordered, zone) }
}

function ours(at: string): KnownMoment {
  return { on: at.slice(0, 10), precision: 'minute', at, zone: 'UTC' }
}

/** By where they begin, the longer first; what has no date comes last. */
function compare(a: Span | null, b: Span | null): number {
  if (!a || !b) return a === b ? 0 : a ? -1 : 1
  return a.from - b.from || b.to - a.to
}

function grouped(entries: TimelineEntry[], zone: string): TimelineGroup[] {
  const groups: TimelineGroup[] = []
  for (const entry of entries) {
    const known = entry.known && dayOf(entry.known, zone)
    const last = groups.find(
      (group) => group.known?.on === known?.on && group.known?.precision === known?.precision,
    )
    if (last) last.entries.push(entry)
    else groups.push({ known, entries: [entry] })
  }
  return groups
}

/** The day on the clock that all share. */
function dayOf(known: KnownMoment, zone: string): KnownMoment {
  if (known.precision !== 'minute' || !known.at) {
    const precision = known.precision === 'minute' ? 'day' : known.precision
    return { on: known.on, precision, at: null, zone: null }
  }
  const on = DateTime.fromISO(known.at, { zone }).toISODate() ?? known.on
  return { on, precision: 'day', at: null, zone: null }
}
