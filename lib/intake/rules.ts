import type {
  Candidate,
  CandidateEdits,
  Change,
  Decision,
  DocumentDraft,
  Entries,
  Findings,
  LikelyRelation,
  Nearby,
  SpeakerChoice,
} from '@/lib/intake/schema'

/** From this strength on a proposed relation is filed unless it is struck, and a repetition suggested. */
const LIKELY = 0.5

export const undecided: Decision = { is: 'undecided', into: null, edits: null }

/** Where a decision stands in `intakes.decisions`. */
export function entryKey({ of, key }: Pick<Change, 'of' | 'key'>): string {
  return `${of}:${key}`
}

/** A proposed relation's name: `3>5:counters` between candidates, `3>«uuid»:counters` to a tracked claim. */
export function relationKey(relation: {
  from: number
  to: number | string
  type: LikelyRelation['type']
}): string {
  return `${relation.from}>${relation.to}:${relation.type}`
}

export function decisionOn(entries: Entries, candidate: number): Decision {
  const change = entries[`candidate:${candidate}`]?.change
  return change?.of === 'candidate' && change.value ? change.value : undecided
}

export function speakerChoiceOf(entries: Entries, name: string): SpeakerChoice | null {
  const change = entries[`speaker:${name}`]?.change
  return change?.of === 'speaker' ? change.value : null
}

export function draftOf(entries: Entries, read: DocumentDraft): DocumentDraft {
  const change = entries['document:']?.change
  return change?.of === 'document' && change.value ? change.value : read
}

/** Whether a proposed relation is filed: as the editor said, else if it is strong. A repetition is a merge, not a link. */
export function keepsRelation(entries: Entries, key: string, likely: LikelyRelation): boolean {
  const change = entries[`relation:${key}`]?.change
  if (change?.of === 'relation' && change.value !== null) return change.value
  return likely.type !== 'repeats' && likely.strength >= LIKELY
}

/** The tracked claim that a candidate seems to be one more appearance of; null where it seems to be new. */
export function suggestedClaim(near: Nearby[number] | undefined): string | null {
  return near?.find(isRepetition)?.claimId ?? null
}

function isRepetition({ likely }: Nearby[number][number]): boolean {
  return likely?.type === 'repeats' && likely.strength >= LIKELY
}

/** The earlier candidate of the same text that this one seems to say again; null where there is none. */
export function suggestedCandidate(found: Findings, candidate: number): number | null {
  const again = found.relations.find(
    (each) =>
      each.type === 'repeats' &&
      each.strength >= LIKELY &&
      Math.max(each.from, each.to) === candidate &&
      each.from !== each.to,
  )
  return again ? Math.min(again.from, again.to) : null
}

/** What a candidate would be filed with: what was found, or what the editor put in its place. */
export function fieldsOf(
  candidate: Candidate,
  edits: CandidateEdits | null,
  text: string,
  draft: DocumentDraft,
): CandidateEdits {
  if (edits) return edits
  const { claimant, origin, said, place, quote, wording } = candidate
  return {
    proposition: candidate.proposition,
    // A claimant without a place in the text is the outlet, by whatever name the document now gives it.
    claimant:
      claimant.span === null && draft.publisher
        ? draft.publisher
        : { id: null, name: claimant.name, kind: claimant.kind },
    wording: wording ? text.slice(...wording) : null,
    said: { date: said?.date ?? '', time: said?.time ?? '', zone: said?.zone ?? '' },
    place: {
      name: place?.name ?? null,
      latitude: place?.latitude ?? null,
      longitude: place?.longitude ?? null,
    },
    quote: { exact: text.slice(...quote), start: quote[0] },
    origin: origin ? { id: null, name: origin.name, kind: origin.kind } : null,
    storyId: draft.storyId,
  }
}

export type Counts = { accepted: number; merged: number; dropped: number; undecided: number }

export function countDecisions(entries: Entries, candidates: number): Counts {
  const counts: Counts = { accepted: 0, merged: 0, dropped: 0, undecided: 0 }
  for (let at = 0; at < candidates; at++) counts[decisionOn(entries, at).is]++
  return counts
}

// ───────────── filing

/** What stands in the way of filing, and what it is about. */
export type Problem = Pick<Change, 'of' | 'key'> & {
  reason: string
  facts?: Record<string, unknown>
}

/** One end of a relation or the goal of a merge: a candidate that becomes a claim, or a tracked claim. */
export type Goal = { candidate: number } | { claimId: string }

export type FilingPlan = {
  /** Candidates that become claims. */
  claims: number[]
  /** Candidates that become an appearance of another claim; `proposition` as it read when they were merged. */
  appearances: { candidate: number; into: Goal; proposition: string | null }[]
  relations: { candidate: number; from: Goal; to: Goal; type: LikelyRelation['type'] }[]
  undecided: number[]
  problems: Problem[]
}

/** What filing an intake as it is decided would do; pure, so that the screen can say it beforehand. */
export function planFiling(found: Findings, near: Nearby, entries: Entries): FilingPlan {
  const plan: FilingPlan = {
    claims: [],
    appearances: [],
    relations: [],
    undecided: [],
    problems: [],
  }
  for (const at of found.candidates.keys()) {
    const { is, into } = decisionOn(entries, at)
    if (is === 'undecided') plan.undecided.push(at)
    if (is === 'accepted') plan.claims.push(at)
    if (is !== 'merged' || !into) continue
    const goal = goalOf(entries, at)
    if (goal) {
      const proposition = 'claimId' in into ? into.proposition : null
      plan.appearances.push({ candidate: at, into: goal, proposition })
    } else {
      plan.problems.push({ of: 'candidate', key: String(at), reason: 'merged_into_nothing' })
    }
  }
  const seen = new Set<string>()
  for (const proposed of proposedRelations(found, near)) {
    if (!keepsRelation(entries, proposed.key, proposed.likely)) continue
    const from = goalOf(entries, proposed.from)
    const to =
      typeof proposed.to === 'number' ? goalOf(entries, proposed.to) : { claimId: proposed.to }
    if (!from || !to || nameOf(from) === nameOf(to)) continue
    const { type } = proposed.likely
    // A contradiction holds from both ends: it is recorded once.
    const ends = [nameOf(from), nameOf(to)]
    const name = `${type} ${(type === 'counters' ? ends.sort() : ends).join(' ')}`
    if (seen.has(name)) continue
    seen.add(name)
    plan.relations.push({ candidate: proposed.from, from, to, type })
  }
  return plan
}

export type ProposedRelation = {
  key: string
  from: number
  /** A candidate's place, or a tracked claim's id. */
  to: number | string
  likely: LikelyRelation
}

/** Every relation that was proposed, among candidates and to tracked claims. */
export function proposedRelations(found: Findings, near: Nearby): ProposedRelation[] {
  const among = found.relations.map(({ from, to, ...likely }) => ({
    key: relationKey({ from, to, type: likely.type }),
    from,
    to,
    likely,
  }))
  const tracked = near.flatMap((claims, from) =>
    claims.flatMap(({ claimId, likely }) =>
      likely
        ? [
            {
              key: relationKey({ from, to: claimId, type: likely.type }),
              from,
              to: claimId,
              likely,
            },
          ]
        : [],
    ),
  )
  return [...among, ...tracked]
}

/** What a candidate ends up as, merges followed; null where that is nothing, or goes round in a circle. */
function goalOf(entries: Entries, candidate: number): Goal | null {
  const passed = new Set<number>()
  for (let at = candidate; !passed.has(at); ) {
    passed.add(at)
    const { is, into } = decisionOn(entries, at)
    if (is === 'accepted') return { candidate: at }
    if (is !== 'merged' || !into) return null
    if ('claimId' in into) return { claimId: into.claimId }
    at = into.candidate
  }
  return null
}

function nameOf(goal: Goal): string {
  return 'claimId' in goal ? goal.claimId : String(goal.candidate)
}

// ───────────── presses

/** What a press is decided on. */
type Deciding = {
  found: Findings
  near: Nearby
  entries: Entries
  /** By id: how the tracked claims read that something can be merged into. */
  tracked: Record<string, { proposition: string; isWithdrawn: boolean }>
}

/**
 * The changes that a button means: `accept 3` (as the suggestion has it), `new 3`, `drop 3`, `reset 3`,
 * `merge 3 candidate 1`, `merge 3 claim «id»`, `keep «relation»`, `strike «relation»`, `accept-rest`, `drop-rest`.
 * Empty for anything else.
 */
export function changesOf(press: string, on: Deciding): Change[] {
  const [act = '', first = '', kind = '', goal = ''] = press.split(' ')
  const count = on.found.candidates.length
  if (act === 'keep' || act === 'strike')
    return first === '' ? [] : [{ of: 'relation', key: first, value: act === 'keep' }]
  if (act === 'accept-rest' || act === 'drop-rest') {
    const rest = [...on.found.candidates.keys()].filter(
      (at) => decisionOn(on.entries, at).is === 'undecided',
    )
    return rest.map((at) =>
      act === 'drop-rest' ? become(on, at, { is: 'dropped', into: null }) : accept(on, at),
    )
  }
  const at = Number(first)
  if (!/^\d+$/.test(first) || at >= count) return []
  switch (act) {
    case 'accept':
      return [accept(on, at)]
    case 'new':
      return [become(on, at, { is: 'accepted', into: null })]
    case 'drop':
      return [become(on, at, { is: 'dropped', into: null })]
    case 'reset':
      return [become(on, at, { is: 'undecided', into: null })]
    case 'merge': {
      if (kind === 'candidate' && /^\d+$/.test(goal))
        return [become(on, at, { is: 'merged', into: { candidate: Number(goal) } })]
      const claim = on.tracked[goal]
      return kind === 'claim' && claim
        ? [
            become(on, at, {
              is: 'merged',
              into: { claimId: goal, proposition: claim.proposition },
            }),
          ]
        : []
    }
    default:
      return []
  }
}

/** Accepting what seems to be tracked already, or said before, is recording that it appeared once more. */
function accept(on: Deciding, at: number): Change {
  const claimId = suggestedClaim(on.near[at])
  const claim = claimId ? on.tracked[claimId] : undefined
  if (claimId && claim && !claim.isWithdrawn) {
    return become(on, at, { is: 'merged', into: { claimId, proposition: claim.proposition } })
  }
  const earlier = suggestedCandidate(on.found, at)
  const isThere = earlier !== null && !['dropped'].includes(decisionOn(on.entries, earlier).is)
  return isThere
    ? become(on, at, { is: 'merged', into: { candidate: earlier } })
    : become(on, at, { is: 'accepted', into: null })
}

function become(on: Deciding, at: number, to: Pick<Decision, 'is' | 'into'>): Change {
  const { edits } = decisionOn(on.entries, at)
  return { of: 'candidate', key: String(at), value: { ...to, edits } }
}
