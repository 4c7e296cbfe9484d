import { isContradiction } from '@/lib/relations/rules'
import type { VerificationStatus } from '@/lib/review/schema'
import type { StatusMove, StoryClaim, StoryPage } from '@/lib/site/views'

export type BoardEntry = {
  claim: StoryClaim
  /** How it came to its status; null where it has none yet. */
  moved: StatusMove | null
  /** When it moved, or since when it is shown. */
  at: string
  /** How many claims of the story deny it. */
  deniedBy: number
}

/** The claims of each status that there is, newest change first, and the statuses that no claim has. */
export type StatusBoard = {
  groups: { status: VerificationStatus; entries: BoardEntry[] }[]
  absent: VerificationStatus[]
  newest: string | null
}

const order: VerificationStatus[] = [
  'false',
  'misleading',
  'disputed',
  'unverified',
  'corroborated',
  'verified',
  'overtaken',
  'unreviewed',
]

export function statusBoard({ claims, relations }: StoryPage): StatusBoard {
  const deniers = new Map<string, Set<string>>()
  for (const { type, from, to } of relations) {
    if (!isContradiction(type)) continue
    deniers.set(to, (deniers.get(to) ?? new Set()).add(from))
  }
  const entries = claims
    .map((claim) => {
      const moved = lastMove(claim.moves)
      const at = moved?.at ?? claim.shownSince
      return { claim, moved, at, deniedBy: deniers.get(claim.slug)?.size ?? 0 }
    })
    .toSorted((a, b) => (a.at === b.at ? 0 : a.at > b.at ? -1 : 1))
  const groups = order.map((status) => ({
    status,
    entries: entries.filter(({ claim }) => claim.status === status),
  }))
  return {
    groups: groups.filter(({ entries }) => entries.length > 0),
    absent: groups.filter(({ entries }) => entries.length === 0).map(({ status }) => status),
    newest: entries[0]?.at ?? null,
  }
}

/** The last that changed the status; one that confirms it moves nothing. */
function lastMove(moves: StatusMove[]): StatusMove | null {
  return moves.findLast(({ before, status }) => before !== status) ?? null
}

/** Moments at which a status changed or a claim was first shown, oldest first; before it was shown a story had no page. */
export function momentsOf({
  claims,
  shownSince: start,
}: StoryPage): { at: string; changes: number }[] {
  const counts = new Map<string, number>()
  for (const { shownSince, moves } of claims) {
    for (const at of new Set([shownSince, ...moves.map((move) => move.at)])) {
      if (at < start) continue
      counts.set(at, (counts.get(at) ?? 0) + 1)
    }
  }
  return [...counts]
    .map(([at, changes]) => ({ at, changes }))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
}

/**
 * No more moments than `most`: those nearest to each other become one, which leads to the last of them, after which
 * all their changes can be seen.
 */
export function thinned(
  moments: { at: string; changes: number }[],
  most: number,
): { at: string; changes: number }[] {
  const all = moments.map((moment) => ({ ...moment }))
  const times = all.map(({ at }) => Date.parse(at))
  while (all.length > most) {
    const gapBefore = (index: number) => (times[index] ?? 0) - (times[index - 1] ?? 0)
    let nearest = 1
    for (let index = 2; index < all.length; index++) {
      if (gapBefore(index) < gapBefore(nearest)) nearest = index
    }
    const [one, other] = [all[nearest - 1], all[nearest]]
    if (!one || !other) break
    other.changes += one.changes
    all.splice(nearest - 1, 1)
    times.splice(nearest - 1, 1)
  }
  return all
}
