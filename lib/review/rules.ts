import type { Stance } from '@/lib/evidence/schema'
import {
  type VerdictSnapshot,
  type VerdictStatus,
  type VerificationStatus,
  verificationStatus,
} from '@/lib/review/schema'
import english from '@/messages/en.json'

/**
 * What each status tells readers, and what a verdict of that status needs, in English: for the desk and for machines.
 * Readers' pages say both in their own language.
 */
export const statusDefinitions = Object.fromEntries(
  verificationStatus.options.map((status) => [
    status,
    { meaning: english.statusMeaning[status], needs: english.statusNeeds[status] },
  ]),
) as Record<VerificationStatus, { meaning: string; needs: string }>

/** How many independent origins a finding rests on at the least. */
export const ORIGINS_NEEDED = 2
/** The worst Admiralty figure that still counts as credible: 2, probably true. */
export const CREDIBLE = 2
/** Characters below which a rationale can't say what was looked for. */
export const RATIONALE_NEEDED = 20

export type VerdictGrounds = {
  status: VerdictStatus
  rationale: string
  evidence: {
    stance: Stance
    credibility: number
    origin: { id: string; name: string }
    isFromClaimant: boolean
  }[]
  /** Claims that contradict this one and that readers can see. */
  publicCounterclaims: number
  overtaken: { byClaim: boolean; byEvent: boolean; on: Date | null }
}

export type UnmetNeed = { reason: string; facts: Record<string, unknown> }

/** Whether a verdict has what its status needs; if not, everything that it lacks. The table of `product.md`. */
export function checkVerdict(
  grounds: VerdictGrounds,
): { ok: true } | { ok: false; reasons: UnmetNeed[] } {
  const reasons = needsOf(grounds)
  if (grounds.rationale.trim().length < RATIONALE_NEEDED) {
    reasons.unshift({ reason: 'needs_rationale', facts: { needed: RATIONALE_NEEDED } })
  }
  return reasons.length === 0 ? { ok: true } : { ok: false, reasons }
}

function needsOf(grounds: VerdictGrounds): UnmetNeed[] {
  const { evidence } = grounds
  // A claimant can't be a witness in his own cause; what he says against himself does count.
  const support = evidence.filter((each) => each.stance === 'supports' && !each.isFromClaimant)
  const refutation = evidence.filter((each) => each.stance === 'refutes')
  switch (grounds.status) {
    case 'unverified':
      return []
    case 'corroborated':
      return independent(support, 'needs_independent_support')
    case 'verified':
      return [
        ...independent(support, 'needs_independent_support'),
        ...credible(support, 'needs_credible_support'),
      ]
    case 'false':
      return [
        ...independent(refutation, 'needs_independent_refutation'),
        ...credible(refutation, 'needs_credible_refutation'),
      ]
    case 'disputed': {
      const isOnBothSides =
        evidence.some((each) => each.stance === 'supports') &&
        evidence.some((each) => each.stance === 'refutes')
      return grounds.publicCounterclaims > 0 || isOnBothSides
        ? []
        : [{ reason: 'needs_contradiction', facts: {} }]
    }
    case 'misleading':
      return evidence.some((each) => each.stance === 'context')
        ? []
        : [{ reason: 'needs_context', facts: {} }]
    case 'overtaken': {
      const { byClaim, byEvent, on } = grounds.overtaken
      return (byClaim || byEvent) && on ? [] : [{ reason: 'needs_what_overtook', facts: {} }]
    }
  }
}

type Weighed = VerdictGrounds['evidence']

function independent(evidence: Weighed, reason: string): UnmetNeed[] {
  const origins = new Map(evidence.map((each) => [each.origin.id, each.origin.name]))
  if (origins.size >= ORIGINS_NEEDED) return []
  return [
    {
      reason,
      facts: { needed: ORIGINS_NEEDED, have: origins.size, origins: [...origins.values()] },
    },
  ]
}

function credible(evidence: Weighed, reason: string): UnmetNeed[] {
  return evidence.some((each) => each.credibility <= CREDIBLE) ? [] : [{ reason, facts: {} }]
}

/** What a verdict does to one that stands: nothing may be replaced without saying whether we were wrong. */
export function kindOf(
  hasVerdict: boolean,
  kind: 'update' | 'correction' | undefined,
  publicNote: string | undefined,
): { ok: true; kind: 'first' | 'update' | 'correction' } | { ok: false; reason: string } {
  if (!hasVerdict) return { ok: true, kind: 'first' }
  if (!kind) return { ok: false, reason: 'needs_update_or_correction' }
  if (!publicNote) return { ok: false, reason: 'needs_public_note' }
  return { ok: true, kind }
}

/** Whether an answer to a proposal may be given by this member, and to which state it leads. */
export function answerTo(
  act: 'take-back' | 'approve' | 'send-back',
  proposal: { state: string; proposerId: string },
  memberId: string,
): { ok: true } | { ok: false; code: 'refused' | 'conflict'; reason: string } {
  if (proposal.state !== 'proposed')
    return { ok: false, code: 'conflict', reason: 'verdict_already_answered' }
  const isOwn = proposal.proposerId === memberId
  if (act === 'take-back')
    return isOwn ? { ok: true } : { ok: false, code: 'refused', reason: 'not_your_proposal' }
  return isOwn ? { ok: false, code: 'refused', reason: 'own_proposal' } : { ok: true }
}

export type SnapshotChange =
  | { kind: 'claim'; field: string; before: string; after: string }
  | {
      kind: 'evidence'
      change: 'added' | 'withdrawn' | 'changed'
      before?: string
      after?: string
      document: string
    }
  | { kind: 'appearance'; change: 'added' | 'withdrawn'; quote: string; document: string }
  | {
      kind: 'relation'
      change: 'added' | 'withdrawn' | 'changed'
      type: string
      direction: 'from' | 'to'
      other: string
    }

/** What changed between two snapshots of one claim, in the order: claim, evidence, appearances, relations. */
export function diffSnapshots(before: VerdictSnapshot, after: VerdictSnapshot): SnapshotChange[] {
  return [
    ...claimChanges(before.claim, after.claim),
    ...evidenceChanges(before.evidence, after.evidence),
    ...appearanceChanges(before.appearances, after.appearances),
    ...relationChanges(before.relations, after.relations),
  ]
}

function claimChanges(
  before: VerdictSnapshot['claim'],
  after: VerdictSnapshot['claim'],
): SnapshotChange[] {
  const fields = {
    proposition: [before.proposition, after.proposition],
    wording: [before.wording ?? '', after.wording ?? ''],
    claimant: [before.claimant.name, after.claimant.name],
    said: [before.said, after.said],
    place: [before.place, after.place],
    story: [before.story ?? '', after.story ?? ''],
  } as const
  const isSameClaimant = before.claimant.id === after.claimant.id
  return Object.entries(fields)
    .filter(([field, [old, now]]) => old !== now || (field === 'claimant' && !isSameClaimant))
    .map(([field, [old, now]]) => ({ kind: 'claim', field, before: old, after: now }))
}

function evidenceChanges(
  before: VerdictSnapshot['evidence'],
  after: VerdictSnapshot['evidence'],
): SnapshotChange[] {
  const changes: SnapshotChange[] = []
  for (const [old, now] of pairs(before, after)) {
    const each = now ?? old
    if (!each) continue
    const said = { ...(old && { before: weight(old) }), ...(now && { after: weight(now) }) }
    const document = each.document.title
    if (!old) changes.push({ kind: 'evidence', change: 'added', ...said, document })
    else if (!now) changes.push({ kind: 'evidence', change: 'withdrawn', ...said, document })
    else if (weight(old) !== weight(now) || !countsAlike(old, now))
      changes.push({ kind: 'evidence', change: 'changed', ...said, document })
  }
  return changes
}

function weight(evidence: VerdictSnapshot['evidence'][number]): string {
  return `${evidence.stance}, credibility ${evidence.credibility}, from ${evidence.origin.name}`
}

/** Origins can share a name, and a claimant's word for himself is no support: the words alone don't show it. */
function countsAlike(
  one: VerdictSnapshot['evidence'][number],
  other: VerdictSnapshot['evidence'][number],
): boolean {
  return one.origin.id === other.origin.id && one.isFromClaimant === other.isFromClaimant
}

function appearanceChanges(
  before: VerdictSnapshot['appearances'],
  after: VerdictSnapshot['appearances'],
): SnapshotChange[] {
  const changes: SnapshotChange[] = []
  for (const [old, now] of pairs(before, after)) {
    const each = now ?? old
    if (!each || (old && now)) continue
    changes.push({
      kind: 'appearance',
      change: now ? 'added' : 'withdrawn',
      quote: each.quote,
      document: each.document,
    })
  }
  return changes
}

function relationChanges(
  before: VerdictSnapshot['relations'],
  after: VerdictSnapshot['relations'],
): SnapshotChange[] {
  const changes: SnapshotChange[] = []
  for (const [old, now] of pairs(before, after)) {
    const each = now ?? old
    if (!each || (old && now && old.other.isPublic === now.other.isPublic)) continue
    const { type, direction } = each
    const change = !old ? 'added' : !now ? 'withdrawn' : 'changed'
    changes.push({ kind: 'relation', change, type, direction, other: each.other.proposition })
  }
  return changes
}

function pairs<T extends { id: string }>(
  before: T[],
  after: T[],
): [T | undefined, T | undefined][] {
  const now = new Map(after.map((each) => [each.id, each]))
  const old = new Set(before.map((each) => each.id))
  return [
    ...before.map((each): [T, T | undefined] => [each, now.get(each.id)]),
    ...after.filter((each) => !old.has(each.id)).map((each): [undefined, T] => [undefined, each]),
  ]
}
