import type { Stage } from '@/lib/claims/schema'

const HOUR = 3_600_000

/** How long work may lie before the queue calls it stale, in milliseconds. A breaking story is checked within a day. */
export const staleAfter = { open: 24 * HOUR, unsettled: 7 * 24 * HOUR } as const

/**
 * Whether a claim has waited too long: unfinished work untouched for a day, or a published status that settles
 * nothing (`unverified`, `disputed`) untouched for a week. What was set aside or withdrawn waits for nobody.
 */
export function isStale(
  claim: { stage: Stage; status: string; changedAt: Date; isWithdrawn: boolean },
  now: Date,
): boolean {
  if (claim.isWithdrawn || claim.stage === 'set_aside') return false
  const age = now.getTime() - claim.changedAt.getTime()
  if (claim.stage === 'published') {
    return ['unverified', 'disputed'].includes(claim.status) && age > staleAfter.unsettled
  }
  return age > staleAfter.open
}

type Ruling = { ok: true; stage: Stage } | { ok: false; reason: string }

/** Where an act takes the desk's work. `hasVerdict`: a verdict is published; `hasOpenProposal`: one awaits review. */
export function nextStage(
  act: 'take-up' | 'set-aside' | 'reopen' | 'propose' | 'answer' | 'publish',
  claim: { stage: Stage; isPublic: boolean; hasVerdict: boolean; hasOpenProposal: boolean },
): Ruling {
  const refuse = (reason: string): Ruling => ({ ok: false, reason })
  switch (act) {
    case 'take-up':
      return claim.stage === 'triage' ? { ok: true, stage: 'checking' } : refuse('not_in_triage')
    case 'set-aside':
      // What readers have seen is withdrawn in public, never dropped in silence.
      if (claim.isPublic) return refuse('claim_is_public')
      if (claim.hasOpenProposal) return refuse('already_proposed')
      return claim.stage === 'set_aside'
        ? refuse('claim_is_set_aside')
        : { ok: true, stage: 'set_aside' }
    case 'reopen':
      return claim.stage === 'set_aside' ? { ok: true, stage: 'checking' } : refuse('not_set_aside')
    case 'propose':
      if (claim.stage === 'set_aside') return refuse('claim_is_set_aside')
      return claim.hasOpenProposal ? refuse('already_proposed') : { ok: true, stage: 'in_review' }
    case 'answer':
      return { ok: true, stage: claim.hasVerdict ? 'published' : 'checking' }
    case 'publish':
      return { ok: true, stage: 'published' }
  }
}
