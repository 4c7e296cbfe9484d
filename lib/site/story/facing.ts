import { isContradiction } from '@/lib/relations/rules'
import type { SideOf, Stated, TwoSides } from '@/lib/site/story/sides'
import type { StoryRelation } from '@/lib/site/views'

export type Spot = { side: SideOf; row: number }

/** The claims of each side from the top, and where each stands: its side, and its row counted from the top. */
export type Facing<Claim> = {
  first: Claim[]
  second: Claim[]
  rows: number
  at: Map<string, Spot>
}

/** How often all are drawn to the middle of what they bear on, and how often neighbours are then tried the other way. */
const SWEEPS = 12
const PASSES = 4

/**
 * Two sides in rows, so that what bears on each other stands near each other, contradictions above all: the lines are
 * short and few of them cross. The longer side fills every row, the shorter stands where its lines are shortest. To find
 * the very shortest is a hard problem; this is the usual way near it: claims are drawn to the middle of what they bear on
 * again and again, then neighbours change places while that shortens anything.
 */
export function facing<Claim extends Stated>(
  { first, second }: TwoSides<Claim>,
  relations: StoryRelation[],
): Facing<Claim> {
  const isFirstLonger = first.length >= second.length
  const [long, short] = isFirstLonger ? [first, second] : [second, first]
  const here = new Set([...long, ...short].map(({ slug }) => slug))
  const ties = relations
    .filter(({ from, to }) => here.has(from) && here.has(to))
    .map(({ type, from, to }) => ({ one: from, other: to, weight: isContradiction(type) ? 2 : 1 }))
  const tied = tiedTo(ties)
  let best = stand(long, short, ties, tied)
  for (let sweep = 0, last = best; sweep < SWEEPS; sweep++) {
    const { rowOf } = last
    const middle = (claim: Claim) => {
      const own = rowOf.get(claim.slug) ?? 0
      const ends = (tied.get(claim.slug) ?? []).map(({ slug, weight }) => ({
        row: rowOf.get(slug) ?? own,
        weight,
      }))
      return middleOf([...ends, { row: own, weight: 0.5 }], own)
    }
    const middles = new Map(last.long.map((claim) => [claim, middle(claim)]))
    const order = last.long.toSorted((a, b) => (middles.get(a) ?? 0) - (middles.get(b) ?? 0))
    last = stand(order, short, ties, tied)
    if (last.length < best.length) best = last
  }
  for (let pass = 0; pass < PASSES; pass++) {
    const before = best.length
    for (let row = 1; row < long.length; row++) {
      const order = [...best.long]
      order.splice(row - 1, 2, ...order.slice(row - 1, row + 1).toReversed())
      const tried = stand(order, short, ties, tied)
      if (tried.length < best.length) best = tried
    }
    if (best.length === before) break
  }
  const [longer, shorter]: [SideOf, SideOf] = isFirstLonger
    ? ['first', 'second']
    : ['second', 'first']
  const at = new Map<string, Spot>()
  for (const { slug } of long) at.set(slug, { side: longer, row: best.rowOf.get(slug) ?? 0 })
  for (const { slug } of short) at.set(slug, { side: shorter, row: best.rowOf.get(slug) ?? 0 })
  return {
    first: isFirstLonger ? best.long : best.short,
    second: isFirstLonger ? best.short : best.long,
    rows: long.length,
    at,
  }
}

type Tie = { one: string; other: string; weight: number }
type Tied = Map<string, { slug: string; weight: number }[]>

function tiedTo(ties: Tie[]): Tied {
  const tied: Tied = new Map()
  const add = (slug: string, other: string, weight: number) =>
    tied.set(slug, [...(tied.get(slug) ?? []), { slug: other, weight }])
  for (const { one, other, weight } of ties) {
    add(one, other, weight)
    add(other, one, weight)
  }
  return tied
}

/** Where all stand if the longer side is in this order, and how long their lines then are together. */
function stand<Claim extends Stated>(long: Claim[], short: Claim[], ties: Tie[], tied: Tied) {
  const rowOf = new Map(long.map(({ slug }, row) => [slug, row]))
  const across = short.map((claim) => ({
    claim,
    ends: (tied.get(claim.slug) ?? []).flatMap(({ slug, weight }) => {
      const row = rowOf.get(slug)
      return row === undefined ? [] : [{ row, weight }]
    }),
  }))
  const ordered = across
    .map((each) => ({ ...each, middle: middleOf(each.ends, long.length) }))
    .toSorted((one, other) => one.middle - other.middle)
  for (const [at, row] of nearest(ordered, long.length).entries()) {
    const claim = ordered[at]?.claim
    if (claim) rowOf.set(claim.slug, row)
  }
  let length = 0
  for (const { one, other, weight } of ties) {
    length += weight * Math.abs((rowOf.get(one) ?? 0) - (rowOf.get(other) ?? 0))
  }
  return { long, short: ordered.map(({ claim }) => claim), rowOf, length }
}

type End = { row: number; weight: number }

function middleOf(ends: End[], otherwise: number): number {
  const weight = ends.reduce((sum, end) => sum + end.weight, 0)
  return weight === 0
    ? otherwise
    : ends.reduce((sum, end) => sum + end.weight * end.row, 0) / weight
}

/** A row for each, all different and rising, with the shortest lines that this order allows. */
function nearest(ordered: { ends: End[] }[], rows: number): number[] {
  const lengthAt = (ends: End[], row: number) =>
    ends.reduce((sum, end) => sum + end.weight * Math.abs(end.row - row), 0)
  // least[at][row]: of the first `at + 1`, the last of them in this row or above it; and in which.
  const least: { length: number; row: number }[][] = []
  for (const [at, { ends }] of ordered.entries()) {
    const line: { length: number; row: number }[] = []
    for (let row = 0; row < rows; row++) {
      const before = at === 0 ? 0 : (least[at - 1]?.[row - 1]?.length ?? Infinity)
      const length = before + lengthAt(ends, row)
      const above = line[row - 1]
      line.push(above && above.length <= length ? above : { length, row })
    }
    least.push(line)
  }
  const taken: number[] = []
  for (let at = ordered.length - 1, below = rows; at >= 0; at--) {
    below = least[at]?.[below - 1]?.row ?? at
    taken.unshift(below)
  }
  return taken
}
