import { DateTime, type DateTimeUnit } from 'luxon'
import type { KnownMoment } from '@/lib/words/say-time'

/** Milliseconds from `from` until before `to`; a minute that is known is a moment, and both are the same. */
export type Span = { from: number; to: number }

/** A place on the axis, in hundredths of its length from where time begins. */
export type Place = { start: number; size: number }

export type Tick = { at: number; unit: TickUnit; place: number }
export type TickUnit = 'hour' | 'day' | 'month' | 'year'

export type Axis = {
  place: (span: Span) => Place
  ticks: Tick[]
  /** Where the axis is broken, since nothing happened for most of its length. */
  breaks: Place[]
}

/** As much time as a moment may be, given what is known of it: a day is all of that day on the clock of `zone`. */
export function spanOf(known: KnownMoment, zone: string): Span {
  if (known.precision === 'minute' && known.at) {
    const at = Date.parse(known.at)
    return { from: at, to: at }
  }
  const unit = known.precision === 'minute' ? 'day' : known.precision
  const from = DateTime.fromISO(known.on, { zone: known.zone ?? zone }).startOf(unit)
  return { from: from.toMillis(), to: from.plus({ [unit]: 1 }).toMillis() }
}

/** The clock that most of the moments were read from, of equals the first; UTC where none says. */
export function zoneOf(moments: (KnownMoment | null)[]): string {
  const counts = new Map<string, number>()
  for (const moment of moments) {
    if (moment?.zone) counts.set(moment.zone, (counts.get(moment.zone) ?? 0) + 1)
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a)
  return most?.[0] ?? 'UTC'
}

const BREAK = 4
const MOST_BREAKS = 4

/**
 * An axis for the spans, in proportion to time. A stretch without anything that is longer than all the rest together
 * would leave no room to see that rest: there the axis is broken, and drawn so.
 */
export function axisOf(spans: Span[], zone: string): Axis {
  const covered = union(spans)
  if (covered.length === 0) return { place: () => ({ start: 0, size: 0 }), ticks: [], breaks: [] }
  const broken = brokenAt(covered)
  const pieces: Span[] = []
  for (const [index, span] of covered.entries()) {
    const last = pieces.at(-1)
    if (!last || broken.has(index)) pieces.push({ ...span })
    else last.to = span.to
  }
  const length = pieces.reduce((sum, { from, to }) => sum + (to - from), 0)
  const room = 100 - BREAK * (pieces.length - 1)
  const sizes = pieces.map(({ from, to }) =>
    length > 0 ? ((to - from) / length) * room : room / pieces.length,
  )
  const starts = sizes.map((_, index) =>
    sizes.slice(0, index).reduce((sum, size) => sum + size + BREAK, 0),
  )
  const at = (moment: number): number => {
    const index = Math.max(
      0,
      pieces.findLastIndex(({ from }) => from <= moment),
    )
    const piece = pieces[index] as Span
    const [start = 0, size = 0] = [starts[index], sizes[index]]
    const share = piece.to > piece.from ? (moment - piece.from) / (piece.to - piece.from) : 0.5
    return start + Math.min(1, Math.max(0, share)) * size
  }
  return {
    place: ({ from, to }) => {
      const start = at(from)
      return { start: round(start), size: round(Math.max(0, at(to) - start)) }
    },
    ticks: pieces.flatMap((piece, index) =>
      ticksOf(piece, zone, sizes[index] ?? 0).map((tick) => ({
        ...tick,
        place: round(at(tick.at)),
      })),
    ),
    breaks: starts.slice(1).map((start) => ({ start: round(start - BREAK), size: BREAK })),
  }
}

function union(spans: Span[]): Span[] {
  const all: Span[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else all.push({ ...span })
  }
  return all
}

/** Indexes of the spans before which the axis is broken. */
function brokenAt(covered: Span[]): Set<number> {
  const broken = new Set<number>()
  const gapBefore = (index: number) => (covered[index]?.from ?? 0) - (covered[index - 1]?.to ?? 0)
  let length = (covered.at(-1)?.to ?? 0) - (covered[0]?.from ?? 0)
  const longest = covered
    .map((_, index) => index)
    .slice(1)
    .sort((a, b) => gapBefore(b) - gapBefore(a))
  for (const index of longest.slice(0, MOST_BREAKS)) {
    const gap = gapBefore(index)
    const rest = length - gap
    // Two moments and nothing else have no rest that could be hard to see.
    if (gap <= rest || rest === 0) break
    broken.add(index)
    length = rest
  }
  return broken
}

const steps: { unit: TickUnit; step: number }[] = [
  { unit: 'hour', step: 1 },
  { unit: 'hour', step: 3 },
  { unit: 'hour', step: 6 },
  { unit: 'hour', step: 12 },
  { unit: 'day', step: 1 },
  { unit: 'day', step: 2 },
  { unit: 'day', step: 7 },
  { unit: 'month', step: 1 },
  { unit: 'month', step: 3 },
  { unit: 'year', step: 1 },
  { unit: 'year', step: 5 },
  { unit: 'year', step: 25 },
]
/** The least room for a label, in hundredths of the axis. */
const LABEL = 9

/** As fine as the labels have room for; the start of a day among hours is a day. */
function ticksOf({ from, to }: Span, zone: string, size: number): Omit<Tick, 'place'>[] {
  const most = Math.floor(size / LABEL)
  for (const { unit, step } of steps) {
    const hours = { hour: 1, day: 24, month: 730, year: 8766 }[unit] * step
    if ((to - from) / (hours * 3_600_000) > most) continue
    const ticks = everyTick({ from, to }, zone, unit, step)
    if (ticks.length > 0) return ticks
    break
  }
  const at = DateTime.fromMillis(from, { zone })
  return size < LABEL / 2 ? [] : [{ at: at.startOf('day').toMillis(), unit: 'day' }]
}

function everyTick(
  { from, to }: Span,
  zone: string,
  unit: TickUnit,
  step: number,
): Omit<Tick, 'place'>[] {
  const ticks: Omit<Tick, 'place'>[] = []
  const outer: DateTimeUnit =
    unit === 'hour' ? 'day' : unit === 'year' ? 'year' : unit === 'month' ? 'year' : 'day'
  let at = DateTime.fromMillis(from, { zone }).startOf(outer)
  while (at.toMillis() <= to) {
    if (at.toMillis() >= from) {
      ticks.push({ at: at.toMillis(), unit: unit === 'hour' && at.hour === 0 ? 'day' : unit })
    }
    at = at.plus({ [unit]: step })
  }
  return ticks
}

function round(share: number): number {
  return Math.round(share * 100) / 100
}

export type Cluster<Item> = { items: Item[]; place: Place; row: number }

/**
 * Marks that would lie on each other drawn on rows below each other; where there are more than `rows` of them, those
 * that no row has room for are counted with the one before, so that nothing is hidden behind anything.
 */
export function clustered<Item>(
  items: { item: Item; place: Place }[],
  { least, rows }: { least: number; rows: number },
): Cluster<Item>[] {
  const clusters: Cluster<Item>[] = []
  const ends: number[] = []
  const lasts: Cluster<Item>[] = []
  for (const { item, place } of items.toSorted((a, b) => a.place.start - b.place.start)) {
    const end = place.start + Math.max(place.size, least)
    const free = Array.from({ length: rows }, (_, row) => row).find(
      (row) => (ends[row] ?? -Infinity) <= place.start,
    )
    const full = lasts.findLast(Boolean)
    if (free === undefined && full) {
      full.items.push(item)
      const from = full.place.start
      const to = Math.max(from + full.place.size, place.start + place.size)
      full.place = { start: from, size: round(to - from) }
      ends[full.row] = Math.max(ends[full.row] ?? 0, end)
    } else {
      const cluster = { items: [item], place: { ...place }, row: free ?? 0 }
      clusters.push(cluster)
      lasts[cluster.row] = cluster
      ends[cluster.row] = end
    }
  }
  return clusters
}
