import { isContradiction } from '@/lib/relations/rules'
import type { StoryRelation } from '@/lib/site/views'

/** A claim as the layout sees it: who says it, and what it bears on. */
export type Stated = { slug: string; claimant: { slug: string } }

export type SideOf = 'first' | 'second'

/** The claims of each side in order from the top; a claim that nothing bears on stands apart. */
export type TwoSides<Claim> = { first: Claim[]; second: Claim[]; alone: Claim[] }

/**
 * The claims of a story on two sides, so that contradictions run across wherever they can. Claimants take sides, not
 * claims: whoever speaks twice speaks from one place. Where three contradict each other somebody has to stand beside
 * an opponent; no single claimant could change sides and have more contradictions run across. Claims come by when
 * they were said, and who spoke first stands on the first side.
 */
export function twoSides<Claim extends Stated>(
  claims: Claim[],
  relations: StoryRelation[],
): TwoSides<Claim> {
  const known = new Map(claims.map((claim) => [claim.slug, claim]))
  const edges = relations.filter(({ from, to }) => known.has(from) && known.has(to) && from !== to)
  const joined = new Set(edges.flatMap(({ from, to }) => [from, to]))
  const sides = sidesOf(
    claims.filter(({ slug }) => joined.has(slug)).map(({ claimant }) => claimant.slug),
    edges.map(({ type, from, to }) => ({
      a: known.get(from)?.claimant.slug ?? '',
      b: known.get(to)?.claimant.slug ?? '',
      // Two who stand by each other are kept together only where no contradiction says otherwise.
      weight: isContradiction(type) ? 1 : -1 / (relations.length + 1),
    })),
  )
  const on = (side: SideOf) =>
    claims.filter(({ slug, claimant }) => joined.has(slug) && sides.get(claimant.slug) === side)
  const first = on('first')
  const second = on('second')
  return {
    first: byClaimant(first),
    second: facing(byClaimant(first), second, edges),
    alone: claims.filter(({ slug }) => !joined.has(slug)),
  }
}

type Tie = { a: string; b: string; weight: number }

function sidesOf(claimants: string[], ties: Tie[]): Map<string, SideOf> {
  const order = [...new Set(claimants)]
  const pulls = new Map<string, Map<string, number>>(order.map((each) => [each, new Map()]))
  for (const { a, b, weight } of ties) {
    if (a === b) continue
    const [ofA, ofB] = [pulls.get(a), pulls.get(b)]
    ofA?.set(b, (ofA.get(b) ?? 0) + weight)
    ofB?.set(a, (ofB.get(a) ?? 0) + weight)
  }
  const sides = new Map<string, SideOf>()
  /** How much better it would stand on the second side than on the first, by whom it is against. */
  const pullOf = (claimant: string) => {
    let pull = 0
    for (const [other, weight] of pulls.get(claimant) ?? []) {
      const side = sides.get(other)
      if (side) pull += side === 'first' ? weight : -weight
    }
    return pull
  }
  for (const start of order) {
    const waiting = [start]
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (sides.has(next)) continue
      sides.set(next, pullOf(next) > 0 ? 'second' : 'first')
      waiting.push(...[...(pulls.get(next) ?? [])].sort(heaviest).map(([other]) => other))
    }
  }
  // Each change makes more run across than before, so there is an end to it.
  for (let isChanged = true; isChanged; ) {
    isChanged = false
    for (const claimant of order) {
      const pull = pullOf(claimant)
      const better = pull > EPSILON ? 'second' : pull < -EPSILON ? 'first' : sides.get(claimant)
      if (better && better !== sides.get(claimant)) {
        sides.set(claimant, better)
        isChanged = true
      }
    }
  }
  return sides
}

const EPSILON = 1e-9

function heaviest([, a]: [string, number], [, b]: [string, number]): number {
  return b - a
}

/** Whoever spoke first comes first, with all that they said. */
function byClaimant<Claim extends Stated>(claims: Claim[]): Claim[] {
  const groups = new Map<string, Claim[]>()
  for (const claim of claims) {
    const group = groups.get(claim.claimant.slug)
    if (group) group.push(claim)
    else groups.set(claim.claimant.slug, [claim])
  }
  return [...groups.values()].flat()
}

/** Each claim as near as can be to those of the other side that it bears on, so that few lines cross. */
function facing<Claim extends Stated>(
  first: Claim[],
  second: Claim[],
  edges: StoryRelation[],
): Claim[] {
  const rowOf = new Map(first.map(({ slug }, row) => [slug, row]))
  const middle = (slug: string) => {
    const rows = edges.flatMap(({ from, to }) => {
      const other = from === slug ? to : to === slug ? from : null
      const row = other === null ? undefined : rowOf.get(other)
      return row === undefined ? [] : [row]
    })
    return rows.length > 0 ? rows.reduce((sum, row) => sum + row, 0) / rows.length : Infinity
  }
  return second
    .map((claim) => ({ claim, at: middle(claim.slug) }))
    .sort((one, other) => (one.at === other.at ? 0 : one.at - other.at))
    .map(({ claim }) => claim)
}

/** Where each claim stands: its side, and its row counted from the top; the shorter side is spread over the longer. */
export function placed<Claim extends Stated>({
  first,
  second,
}: TwoSides<Claim>): {
  rows: number
  at: Map<string, { side: SideOf; row: number }>
} {
  const rows = Math.max(first.length, second.length)
  const at = new Map<string, { side: SideOf; row: number }>()
  for (const [side, claims] of [
    ['first', first],
    ['second', second],
  ] as const) {
    for (const [index, { slug }] of claims.entries()) {
      at.set(slug, { side, row: Math.floor(((index + 0.5) * rows) / claims.length) })
    }
  }
  return { rows, at }
}
