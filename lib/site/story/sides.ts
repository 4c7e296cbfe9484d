import { isContradiction } from '@/lib/relations/rules'
import type { StoryRelation } from '@/lib/site/views'

/** A claim as the layout sees it: who says it, and what it bears on. */
export type Stated = { slug: string; claimant: { slug: string } }

export type SideOf = 'first' | 'second'

/** The claims of each side by when they were said; a claim that nothing bears on stands apart. */
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
  return {
    first: on('first'),
    second: on('second'),
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
