import { staleAfter } from '@/lib/claims/rules'
import { type Stage, stage } from '@/lib/claims/schema'
import type { QueueTab } from '@/lib/desk/schema'
import { type VerificationStatus, verificationStatus } from '@/lib/review/schema'

/** Where the desk stands with a claim, in one word: `desk_claims.state`, which desk_rows() in SQL puts together. */
type Standing = {
  stage: Stage
  status: VerificationStatus
  mark: 'contested' | 'withdrawn' | null
}

/** What a tab lists: claims in these states, some of them only if they have not changed since. */
export type Listed = { states: string[]; unchangedSince: (Date | null)[] }

const STANDINGS: Standing[] = stage.options.flatMap((each) =>
  verificationStatus.options.flatMap((status) =>
    ([null, 'contested', 'withdrawn'] as const).map((mark) => ({ stage: each, status, mark })),
  ),
)

/**
 * The states of claims that are on a tab, narrowed to a stage and some statuses. `stale` says of all states what `isStale`
 * says of one claim.
 */
export function statesOf(
  tab: QueueTab,
  { stage: only, statuses }: { stage?: Stage | undefined; statuses: VerificationStatus[] },
  now: Date,
): Listed {
  const listed: Listed = { states: [], unchangedSince: [] }
  for (const standing of STANDINGS) {
    if (only && standing.stage !== only) continue
    if (statuses.length > 0 && !statuses.includes(standing.status)) continue
    const since = listedOn(tab, standing, now)
    if (since === undefined) continue
    listed.states.push([standing.stage, standing.status, standing.mark].filter(Boolean).join(' '))
    listed.unchangedSince.push(since)
  }
  return listed
}

/** Null where every such claim is on the tab, a moment where those are that have not changed since, undefined where none is. */
function listedOn(tab: QueueTab, standing: Standing, now: Date): Date | null | undefined {
  const { stage: its, status, mark } = standing
  const isOpen = its !== 'set_aside' && mark !== 'withdrawn'
  const before = (age: number) => new Date(now.getTime() - age)
  switch (tab) {
    case 'all':
      return null
    // Work in hand: what is published or set aside asks nothing of anybody.
    case 'mine':
      return isOpen && its !== 'published' ? null : undefined
    case 'review':
      return isOpen && its === 'in_review' ? null : undefined
    case 'contested':
      return mark === 'contested' ? null : undefined
    case 'stale':
      if (!isOpen) return undefined
      if (its !== 'published') return before(staleAfter.open)
      return status === 'unverified' || status === 'disputed'
        ? before(staleAfter.unsettled)
        : undefined
  }
}
