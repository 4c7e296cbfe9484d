import 'server-only'
import { act } from '@/lib/act'
import { demand } from '@/lib/auth/policy'
import {
  changeClaim,
  demandVersion,
  showAdditions,
  standing,
  takeClaim,
  takeClaimAmongNeighbours,
  tellNeighbours,
} from '@/lib/claims/commands'
import { nextStage } from '@/lib/claims/rules'
import type { Context } from '@/lib/context'
import type { Tx } from '@/lib/db'
import { AppError } from '@/lib/errors'
import type { Claim, Verdict } from '@/lib/generated/prisma/client'
import { isContradiction } from '@/lib/relations/rules'
import { answerTo, checkVerdict, kindOf, type VerdictGrounds } from '@/lib/review/rules'
import type {
  ApproveVerdict,
  ProposeVerdict,
  SendBackVerdict,
  TakeBackVerdict,
  VerdictSnapshot,
} from '@/lib/review/schema'
import { takeSnapshot } from '@/lib/review/snapshot'

/** Proposes a verdict on the claim as the proposer saw it. Somebody else reviews it before readers see any of it. */
export function proposeVerdict(
  ctx: Context,
  input: ProposeVerdict,
): Promise<{ verdictId: string; claimId: string }> {
  return act(ctx, 'proposeVerdict', input, async (tx, ctx) => {
    const member = demand(ctx.actor, 'verdict:propose')
    const claim = await takeClaim(tx, input.claimId)
    const ruling = nextStage('propose', await standing(tx, claim))
    if (!ruling.ok) throw new AppError('refused', ruling.reason)
    demandVersion(claim, input.version)

    const kind = kindOf(claim.currentVerdictId !== null, input.kind, input.publicNote)
    if (!kind.ok) {
      const field = kind.reason === 'needs_public_note' ? 'publicNote' : 'kind'
      throw new AppError('refused', kind.reason, { field })
    }
    const isOvertaken = input.status === 'overtaken'
    if (isOvertaken && input.overtakenByClaimId)
      await demandOtherClaim(tx, claim.id, input.overtakenByClaimId)

    const conclusion = {
      status: input.status,
      rationale: input.rationale,
      // What overtook a claim says nothing about one that was not overtaken.
      overtakenByClaimId: isOvertaken ? (input.overtakenByClaimId ?? null) : null,
      overtakenByEvent: isOvertaken ? (input.overtakenByEvent ?? null) : null,
      overtakenOn: isOvertaken ? (input.overtakenOn ?? null) : null,
    }
    const snapshot = await takeSnapshot(tx, claim.id, ctx.now)
    demandGrounds(await shownToReaders(tx, conclusion), snapshot)

    const verdict = await tx.verdict.create({
      data: {
        ...conclusion,
        claimId: claim.id,
        kind: kind.kind,
        confidence: input.confidence,
        publicNote: kind.kind === 'first' ? null : (input.publicNote ?? null),
        supersedesId: claim.currentVerdictId,
        evidenceSnapshot: snapshot,
        // The proposal itself raises the version by one; what comes after it is news to the reviewer.
        claimVersion: claim.version + 1,
        proposerId: member.id,
        proposedAt: ctx.now,
      },
    })
    await changeClaim(
      tx,
      ctx,
      claim,
      { stage: ruling.stage },
      {
        type: 'verdict.proposed',
        payload: {
          verdictId: verdict.id,
          status: input.status,
          confidence: input.confidence,
          kind: kind.kind,
        },
      },
    )
    return { verdictId: verdict.id, claimId: claim.id }
  })
}

async function demandOtherClaim(tx: Tx, claimId: string, otherId: string): Promise<void> {
  if (otherId === claimId || (await tx.claim.count({ where: { id: otherId } })) === 0) {
    throw new AppError('invalid', 'claim_unknown', { field: 'overtakenByClaimId' })
  }
}

/** A conclusion as readers will see it: a claim that they can't see overtakes nothing for them. */
async function shownToReaders<C extends Conclusion>(tx: Tx, conclusion: C): Promise<C> {
  const { overtakenByClaimId, overtakenByEvent } = conclusion
  if (!overtakenByClaimId) return conclusion
  const isShown = await tx.claim.count({
    where: { id: overtakenByClaimId, publicSince: { not: null }, withdrawal: null },
  })
  if (isShown) return conclusion
  if (!overtakenByEvent) {
    throw new AppError('refused', 'needs_what_overtook_shown', { field: 'overtakenByClaimId' })
  }
  return { ...conclusion, overtakenByClaimId: null }
}

type Conclusion = Pick<
  Verdict,
  'status' | 'rationale' | 'overtakenByClaimId' | 'overtakenByEvent' | 'overtakenOn'
>

/** Refuses a conclusion that lacks what its status needs; `facts.unmet` lists everything that is missing. */
function demandGrounds(conclusion: Conclusion, snapshot: VerdictSnapshot): void {
  const check = checkVerdict(groundsOf(conclusion, snapshot))
  if (check.ok) return
  const [first] = check.reasons
  throw new AppError('refused', first?.reason ?? 'needs_rationale', {
    field: first?.reason === 'needs_rationale' ? 'rationale' : 'status',
    facts: { ...first?.facts, unmet: check.reasons },
  })
}

/** What the rules look at, of a conclusion and the claim as it stands. */
export function groundsOf(conclusion: Conclusion, snapshot: VerdictSnapshot): VerdictGrounds {
  return {
    status: conclusion.status,
    rationale: conclusion.rationale,
    evidence: snapshot.evidence,
    publicCounterclaims: new Set(
      snapshot.relations
        .filter((relation) => isContradiction(relation.type) && relation.other.isPublic)
        .map((relation) => relation.other.id),
    ).size,
    overtaken: {
      byClaim: conclusion.overtakenByClaimId !== null,
      byEvent: Boolean(conclusion.overtakenByEvent?.trim()),
      on: conclusion.overtakenOn,
    },
  }
}

/** A proposal and its claim, both as they are once the claim is locked. */
async function takeProposal(
  tx: Tx,
  step: 'take-back' | 'approve' | 'send-back',
  verdictId: string,
  memberId: string,
): Promise<{ claim: Claim; verdict: Verdict }> {
  const found = await tx.verdict.findUnique({ where: { id: verdictId }, select: { claimId: true } })
  if (!found) throw new AppError('not_found', 'verdict')
  // Publication may be the first that readers see of a claim, which is news to those linked to it.
  const take = step === 'approve' ? takeClaimAmongNeighbours : takeClaim
  const claim = await take(tx, found.claimId)
  const verdict = await tx.verdict.findUniqueOrThrow({ where: { id: verdictId } })
  const answer = answerTo(step, verdict, memberId)
  if (!answer.ok) throw new AppError(answer.code, answer.reason)
  return { claim, verdict }
}

export function takeBackVerdict(
  ctx: Context,
  input: TakeBackVerdict,
): Promise<{ verdictId: string; claimId: string }> {
  return act(ctx, 'takeBackVerdict', input, async (tx, ctx) => {
    const member = demand(ctx.actor, 'verdict:take-back')
    const { claim, verdict } = await takeProposal(tx, 'take-back', input.verdictId, member.id)
    await tx.verdict.update({ where: { id: verdict.id }, data: { state: 'taken_back' } })
    await changeClaim(
      tx,
      ctx,
      claim,
      { stage: stageAfterAnswer(claim) },
      {
        type: 'verdict.taken-back',
        payload: { verdictId: verdict.id, status: verdict.status },
      },
    )
    return { verdictId: verdict.id, claimId: claim.id }
  })
}

export function sendBackVerdict(
  ctx: Context,
  input: SendBackVerdict,
): Promise<{ verdictId: string; claimId: string }> {
  return act(ctx, 'sendBackVerdict', input, async (tx, ctx) => {
    const member = demand(ctx.actor, 'verdict:send-back')
    const { claim, verdict } = await takeProposal(tx, 'send-back', input.verdictId, member.id)
    await tx.verdict.update({
      where: { id: verdict.id },
      data: {
        state: 'sent_back',
        reviewerId: member.id,
        reviewedAt: ctx.now,
        reviewNote: input.reason,
      },
    })
    await changeClaim(
      tx,
      ctx,
      claim,
      { stage: stageAfterAnswer(claim) },
      {
        type: 'verdict.sent-back',
        payload: { verdictId: verdict.id, status: verdict.status, reason: input.reason },
      },
    )
    return { verdictId: verdict.id, claimId: claim.id }
  })
}

function stageAfterAnswer(claim: Claim) {
  const ruling = nextStage('answer', {
    stage: claim.stage,
    isPublic: claim.publicSince !== null,
    hasVerdict: claim.currentVerdictId !== null,
    hasOpenProposal: false,
  })
  if (!ruling.ok) throw new AppError('refused', ruling.reason)
  return ruling.stage
}

/**
 * Publishes a proposal: the second pair of eyes. The rule is asked again of the evidence as it is now, and what
 * changed since the proposal must have been looked at; the reviewer's snapshot is what is kept.
 */
export function approveVerdict(
  ctx: Context,
  input: ApproveVerdict,
): Promise<{ verdictId: string; claimId: string; slug: string }> {
  return act(ctx, 'approveVerdict', input, async (tx, ctx) => {
    const member = demand(ctx.actor, 'verdict:approve')
    const { claim, verdict } = await takeProposal(tx, 'approve', input.verdictId, member.id)
    demandVersion(claim, input.version)
    if (claim.version !== verdict.claimVersion && !input.sawChanges) {
      throw new AppError('refused', 'changes_not_seen', { field: 'sawChanges' })
    }
    // Only a withdrawal or another publication could have moved the line's end, and both need this lock.
    if (verdict.supersedesId !== claim.currentVerdictId)
      throw new AppError('conflict', 'verdict_already_answered')
    const shown = await showAdditions(tx, ctx, claim.id)
    const snapshot = await takeSnapshot(tx, claim.id, ctx.now)
    demandGrounds(await shownToReaders(tx, verdict), snapshot)

    await tx.verdict.update({
      where: { id: verdict.id },
      data: {
        state: 'published',
        reviewerId: member.id,
        reviewedAt: ctx.now,
        publishedAt: ctx.now,
        evidenceSnapshot: snapshot,
      },
    })
    const before = claim.currentVerdictId
      ? (
          await tx.verdict.findUniqueOrThrow({
            where: { id: claim.currentVerdictId },
            select: { status: true },
          })
        ).status
      : 'unreviewed'
    const isFirstSight = claim.publicSince === null
    await changeClaim(
      tx,
      ctx,
      claim,
      {
        stage: 'published',
        currentVerdictId: verdict.id,
        publicSince: claim.publicSince ?? ctx.now,
      },
      {
        type: 'verdict.published',
        payload: {
          verdictId: verdict.id,
          before,
          status: verdict.status,
          confidence: verdict.confidence,
          kind: verdict.kind,
          shown,
        },
      },
    )
    if (isFirstSight) await tellNeighbours(tx, ctx, claim, 'shown')
    return { verdictId: verdict.id, claimId: claim.id, slug: claim.slug }
  })
}
