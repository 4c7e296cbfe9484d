import type { Stance } from '@/lib/evidence/schema'
import { type Passage, passagesBetween } from '@/lib/review/reworded'
import type {
  Confidence,
  SnapshotEvidence,
  VerdictSnapshot,
  VerdictStatus,
} from '@/lib/review/schema'

/** One verdict of a claim, with its grounds as they stood. */
export type Finding = {
  status: VerdictStatus
  confidence: Confidence
  rationale: string
  overtaking: Overtaken | null
  grounds: Pick<VerdictSnapshot, 'claim' | 'evidence' | 'relations'>
}

export type Overtaken = {
  on: string
  event: string | null
  claim: { slug: string; proposition: string } | null
}

export type Pair<T> = { before: T; after: T }

type Claimed = VerdictSnapshot['claim']
type Relation = VerdictSnapshot['relations'][number]

export type EvidenceDifference =
  | { is: 'added' | 'removed'; item: SnapshotEvidence }
  | { is: 'judged'; item: Pair<SnapshotEvidence>; aspects: Aspect[] }

/** What of a piece of evidence can be judged anew; `claimant` is whether it is the claimant's own word. */
export type Aspect = 'stance' | 'credibility' | 'reliability' | 'origin' | 'claimant'

/** What differs between two verdicts of one claim; every field that is null or empty does not. */
export type VerdictDifference = {
  status: Pair<VerdictStatus> | null
  confidence: Pair<Confidence> | null
  overtaking: Pair<Overtaken | null> | null
  /** How many independent origins each side counted. */
  origins: (Pair<number> & { stance: Exclude<Stance, 'context'> })[]
  evidence: EvidenceDifference[]
  relations: { is: 'added' | 'removed'; relation: Relation }[]
  /** Our own wording of the claim, its claimant, day and place. */
  claim: (Pair<string> & { field: ClaimedField })[]
  rationale: Passage[]
}

export type ClaimedField = 'proposition' | 'wording' | 'claimant' | 'said' | 'place'

/** What changed from one verdict of a claim to another, be they neighbours or far apart, in either order. */
export function differenceBetween(before: Finding, after: Finding): VerdictDifference {
  const [old, now] = [before.grounds, after.grounds]
  return {
    status: pairOf(before.status, after.status),
    confidence: pairOf(before.confidence, after.confidence),
    overtaking: pairOf(before.overtaking, after.overtaking, isSameOvertaking),
    origins: (['supports', 'refutes'] as const).flatMap((stance) => {
      const counts = pairOf(originsOf(old.evidence, stance), originsOf(now.evidence, stance))
      return counts ? [{ stance, ...counts }] : []
    }),
    evidence: evidenceBetween(old.evidence, now.evidence),
    relations: [
      ...without(old.relations, now.relations).map((each) => removed(each)),
      ...without(now.relations, old.relations).map((each) => added(each)),
    ],
    claim: claimBetween(old.claim, now.claim),
    rationale:
      before.rationale === after.rationale
        ? []
        : passagesBetween(before.rationale, after.rationale),
  }
}

function pairOf<T>(
  before: T,
  after: T,
  isSame: (one: T, other: T) => boolean = Object.is,
): Pair<T> | null {
  return isSame(before, after) ? null : { before, after }
}

function isSameOvertaking(one: Overtaken | null, other: Overtaken | null): boolean {
  return (
    one?.on === other?.on && one?.event === other?.event && one?.claim?.slug === other?.claim?.slug
  )
}

/** The origins that the rules count: ten carriers of one are one, and the claimant is no witness for himself. */
function originsOf(evidence: SnapshotEvidence[], stance: Stance): number {
  const counted = evidence.filter(
    (each) => each.stance === stance && !(stance === 'supports' && each.isFromClaimant),
  )
  return new Set(counted.map((each) => each.origin.id)).size
}

function evidenceBetween(
  before: SnapshotEvidence[],
  after: SnapshotEvidence[],
): EvidenceDifference[] {
  const now = new Map(after.map((each) => [each.id, each]))
  const judged = before.flatMap((old): EvidenceDifference[] => {
    const item = now.get(old.id)
    const aspects = item ? aspectsBetween(old, item) : []
    return item && aspects.length > 0
      ? [{ is: 'judged', item: { before: old, after: item }, aspects }]
      : []
  })
  return [
    ...without(before, after).map((item) => ({ is: 'removed' as const, item })),
    ...without(after, before).map((item) => ({ is: 'added' as const, item })),
    ...judged,
  ]
}

function aspectsBetween(one: SnapshotEvidence, other: SnapshotEvidence): Aspect[] {
  const judged: Record<Aspect, (each: SnapshotEvidence) => unknown> = {
    stance: (each) => each.stance,
    credibility: (each) => each.credibility,
    reliability: (each) => each.document.publisher.reliability,
    origin: (each) => each.origin.id,
    claimant: (each) => each.isFromClaimant,
  }
  return (Object.keys(judged) as Aspect[]).filter(
    (aspect) => judged[aspect](one) !== judged[aspect](other),
  )
}

function claimBetween(before: Claimed, after: Claimed): VerdictDifference['claim'] {
  const said: Record<ClaimedField, (claim: Claimed) => string> = {
    proposition: (claim) => claim.proposition,
    wording: (claim) => claim.wording ?? '',
    claimant: (claim) => claim.claimant.name,
    said: (claim) => claim.said,
    place: (claim) => claim.place,
  }
  return (Object.keys(said) as ClaimedField[]).flatMap((field) => {
    const pair = { before: said[field](before), after: said[field](after) }
    const isOther =
      pair.before !== pair.after ||
      // Two claimants can share a name.
      (field === 'claimant' && before.claimant.id !== after.claimant.id)
    return isOther ? [{ field, ...pair }] : []
  })
}

function without<T extends { id: string }>(from: T[], others: T[]): T[] {
  const ids = new Set(others.map((each) => each.id))
  return from.filter((each) => !ids.has(each.id))
}

function removed(relation: Relation) {
  return { is: 'removed' as const, relation }
}

function added(relation: Relation) {
  return { is: 'added' as const, relation }
}
