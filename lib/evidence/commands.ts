import 'server-only'
import { act } from '@/lib/act'
import { demand } from '@/lib/auth/policy'
import { changeClaim, takeClaim } from '@/lib/claims/commands'
import { mayWithdrawRow } from '@/lib/claims/policy'
import type { Context } from '@/lib/context'
import type { Tx } from '@/lib/db'
import { resolveDocument } from '@/lib/documents/commands'
import { AppError } from '@/lib/errors'
import type { AttachEvidence, GradeEvidence, WithdrawEvidence } from '@/lib/evidence/schema'
import { resolveSource } from '@/lib/sources/commands'
import { keepOrigins } from '@/lib/sources/origin-lock'

/** Puts a piece of evidence before the desk. Readers see it with the next verdict that rests on it. */
export function attachEvidence(
  ctx: Context,
  input: AttachEvidence,
): Promise<{ evidenceId: string }> {
  return act(ctx, 'attachEvidence', input, async (tx, ctx) => {
    const member = demand(ctx.actor, 'evidence:attach')
    await keepOrigins(tx)
    const claim = await takeClaim(tx, input.claimId)
    const documentId = await resolveDocument(tx, ctx, input.document, 'document')
    const originSourceId = input.origin
      ? await resolveSource(tx, ctx, input.origin, 'origin')
      : null
    const evidence = await tx.evidence.create({
      data: {
        claimId: claim.id,
        documentId,
        stance: input.stance,
        excerpt: input.excerpt,
        locator: input.locator ?? null,
        originSourceId,
        createdById: member.id,
        createdAt: ctx.now,
        grades: {
          create: {
            credibility: input.credibility,
            reason: input.credibilityReason,
            gradedById: member.id,
            gradedAt: ctx.now,
          },
        },
      },
      include: { document: { select: { title: true } } },
    })
    await changeClaim(
      tx,
      ctx,
      claim,
      {},
      {
        type: 'evidence.attached',
        payload: {
          evidenceId: evidence.id,
          document: evidence.document.title,
          stance: input.stance,
          excerpt: input.excerpt,
          credibility: input.credibility,
          reason: input.credibilityReason,
        },
      },
    )
    return { evidenceId: evidence.id }
  })
}

/** Judges a piece of evidence anew; the earlier grade stays in its history. */
export function gradeEvidence(ctx: Context, input: GradeEvidence): Promise<{ evidenceId: string }> {
  return act(ctx, 'gradeEvidence', input, async (tx, ctx) => {
    const member = demand(ctx.actor, 'evidence:grade')
    const { claim, evidence } = await takeEvidence(tx, input.evidenceId)
    if (evidence.withdrawnAt) throw new AppError('conflict', 'already_withdrawn')
    const before = evidence.grades[0]?.credibility ?? 6
    await tx.evidenceGrade.create({
      data: {
        evidenceId: evidence.id,
        credibility: input.credibility,
        reason: input.reason,
        gradedById: member.id,
        gradedAt: ctx.now,
      },
    })
    await changeClaim(
      tx,
      ctx,
      claim,
      {},
      {
        type: 'evidence.graded',
        payload: {
          evidenceId: evidence.id,
          document: evidence.document.title,
          before,
          after: input.credibility,
          reason: input.reason,
        },
      },
    )
    return { evidenceId: evidence.id }
  })
}

export function withdrawEvidence(
  ctx: Context,
  input: WithdrawEvidence,
): Promise<{ evidenceId: string }> {
  return act(ctx, 'withdrawEvidence', input, async (tx, ctx) => {
    const member = demand(ctx.actor, 'evidence:withdraw')
    const { claim, evidence } = await takeEvidence(tx, input.evidenceId)
    if (!mayWithdrawRow(ctx.actor, evidence)) throw new AppError('forbidden', 'evidence:withdraw')
    if (evidence.withdrawnAt) throw new AppError('conflict', 'already_withdrawn')
    await tx.evidence.update({
      where: { id: evidence.id },
      data: { withdrawnAt: ctx.now, withdrawnById: member.id, withdrawnReason: input.reason },
    })
    await changeClaim(
      tx,
      ctx,
      claim,
      {},
      {
        type: 'evidence.withdrawn',
        payload: {
          evidenceId: evidence.id,
          document: evidence.document.title,
          excerpt: evidence.excerpt,
          reason: input.reason,
        },
      },
    )
    return { evidenceId: evidence.id }
  })
}

/** A piece of evidence as it is once its claim is locked. */
async function takeEvidence(tx: Tx, evidenceId: string) {
  const row = await tx.evidence.findUnique({ where: { id: evidenceId }, select: { claimId: true } })
  if (!row) throw new AppError('not_found', 'evidence')
  const claim = await takeClaim(tx, row.claimId)
  const evidence = await tx.evidence.findUniqueOrThrow({
    where: { id: evidenceId },
    include: {
      document: { select: { title: true } },
      grades: { orderBy: [{ gradedAt: 'desc' }, { id: 'desc' }], take: 1 },
    },
  })
  return { claim, evidence }
}
