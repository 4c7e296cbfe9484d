import { relateHeadlines } from '@/lib/intake/relate/headlines'
import {
  areSameClaimant,
  judge,
  type RelatableClaim,
  statementsOf,
  type Told,
  WORTH_A_LOOK,
} from '@/lib/intake/relate/judge'
import type { LikelyRelation } from '@/lib/intake/schema'

export type { RelatableClaim }

/**
 * How the first claim stands to the second, read as "one counters other", and the words that gave it away; null
 * where nothing speaks for any relation. `counters` holds from both ends.
 */
export function relateClaims(one: RelatableClaim, other: RelatableClaim): LikelyRelation | null {
  const headlines = asHeadlines(one, other)
  if (headlines) return relateHeadlines(...headlines)
  const isSameClaimant = areSameClaimant(one.claimant, other.claimant)
  let found: LikelyRelation | null = null
  for (const [at, text] of statementsOf(one).entries()) {
    for (const [otherAt, otherText] of statementsOf(other).entries()) {
      const verdict = judge({ claim: one, text }, { claim: other, text: otherText }, isSameClaimant)
      if (!verdict) continue
      // Wordings are fragments: they tell that the same is said, or deny it in so many words.
      const isFragment = at > 0 || otherAt > 0
      if (isFragment && verdict.type === 'counters') {
        const isTold = text.denials.length + otherText.denials.length > 0
        if (!isTold || found) continue
      }
      if (found?.type === 'counters' || (found && found.strength >= verdict.strength)) continue
      found = verdict
    }
  }
  return found && found.strength >= WORTH_A_LOOK ? found : null
}

/** Two Arabic headlines: nothing is known but their words, neither who says it nor when. */
function asHeadlines(one: RelatableClaim, other: RelatableClaim): [Told, Told] | null {
  const both = [one, other]
  if (
    both.some(
      ({ claimant, said, place, wording, language }) =>
        claimant || said || place || wording || language !== 'ar',
    )
  )
    return null
  const [mine, yours] = [statementsOf(one)[0], statementsOf(other)[0]]
  return mine && yours
    ? [
        { claim: one, text: mine },
        { claim: other, text: yours },
      ]
    : null
}

// ───────────── many at once

export type RelatedPair = { from: number; to: number; relation: LikelyRelation }

/** A concept that more claims than this share tells none of them apart. */
const MOST_SHARING = 24
const MOST_COMPARED = 16
const MOST_EACH = 4

/**
 * What the claims of one document are to each other: the strongest few of each, never two for one pair. The
 * denial counters what it denies, the later repeats the earlier. In time that grows with their number.
 */
export function relateAll(claims: RelatableClaim[]): RelatedPair[] {
  const sharing = new Map<string, number[]>()
  const pairs: RelatedPair[] = []
  claims.forEach((claim, at) => {
    const weights = new Map<number, number>()
    const keys = keysOf(claim)
    for (const [key, weight] of keys) {
      for (const earlier of (sharing.get(key) ?? []).slice(-MOST_SHARING))
        weights.set(earlier, (weights.get(earlier) ?? 0) + weight)
    }
    const likely = [...weights].sort((one, other) => other[1] - one[1] || one[0] - other[0])
    for (const [earlier] of likely.slice(0, MOST_COMPARED)) {
      const pair = directed(claims, at, earlier)
      if (pair) pairs.push(pair)
    }
    for (const key of keys.keys()) {
      const list = sharing.get(key)
      if (list) list.push(at)
      else sharing.set(key, [at])
    }
  })
  return fewEach(pairs)
}

/** What a claim can be found by: its concepts, and the concepts that theirs are opposed or near to. */
function keysOf(claim: RelatableClaim): Map<string, number> {
  const keys = new Map<string, number>()
  for (const { tokens } of statementsOf(claim))
    for (const { names, weight } of tokens) for (const name of names) keys.set(name, weight)
  return keys
}

function directed(claims: RelatableClaim[], later: number, earlier: number): RelatedPair | null {
  const [one, other] = [claims[later], claims[earlier]]
  if (!one || !other) return null
  const relation = relateClaims(one, other)
  if (!relation) return null
  // A contradiction reads from its denial, a refinement from the preciser of the two.
  const mayTurn =
    relation.type === 'counters' ? isDenial(other) && !isDenial(one) : relation.type !== 'refines'
  const reverse = mayTurn ? relateClaims(other, one) : null
  const isTurned = relation.type === 'counters' || reverse?.type === 'refines'
  return reverse && isTurned
    ? { from: earlier, to: later, relation: reverse }
    : { from: later, to: earlier, relation }
}

function isDenial(claim: RelatableClaim): boolean {
  return statementsOf(claim).some((statement) => statement.isDenial)
}

function fewEach(pairs: RelatedPair[]): RelatedPair[] {
  const counts = new Map<number, number>()
  const kept = pairs
    .toSorted((one, other) => other.relation.strength - one.relation.strength)
    .filter(({ from, to }) => {
      const [ofFrom, ofTo] = [counts.get(from) ?? 0, counts.get(to) ?? 0]
      if (ofFrom >= MOST_EACH || ofTo >= MOST_EACH) return false
      counts.set(from, ofFrom + 1)
      counts.set(to, ofTo + 1)
      return true
    })
  return kept.sort((one, other) => one.from - other.from || one.to - other.to)
}
