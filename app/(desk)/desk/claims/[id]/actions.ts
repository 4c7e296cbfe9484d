'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { formAction } from '@/app/_server/action'
import type { MemberContext } from '@/app/_server/context'
import { requestWords } from '@/app/_server/request-words'
import { withDuplicateCheck } from '@/app/(desk)/desk/_parts/duplicate-check'
import { mergeFields, readBase } from '@/app/(desk)/desk/_parts/merge-fields'
import { reasonOf, wordActivity } from '@/app/(desk)/desk/activity/activity-words'
import type { DidSlug } from '@/app/(desk)/desk/claims/[id]/did'
import { claimGroups, editFields } from '@/app/(desk)/desk/claims/[id]/merge'
import {
  addAppearance,
  assignClaim,
  editClaim,
  reopenClaim,
  setAside,
  showClaim,
  startChecking,
  withdrawAppearance,
  withdrawClaim,
} from '@/lib/claims/commands'
import {
  addAppearanceInput,
  assignClaimInput,
  editClaimInput,
  reopenClaimInput,
  setAsideInput,
  showClaimInput,
  startCheckingInput,
  withdrawAppearanceInput,
  withdrawClaimInput,
} from '@/lib/claims/schema'
import { type ActivityLine, getChangesSince } from '@/lib/desk/activity'
import { linkFromHereInput } from '@/lib/desk/schema'
import { getWorkbench } from '@/lib/desk/workbench'
import { AppError } from '@/lib/errors'
import { attachEvidence, gradeEvidence, withdrawEvidence } from '@/lib/evidence/commands'
import {
  attachEvidenceInput,
  gradeEvidenceInput,
  withdrawEvidenceInput,
} from '@/lib/evidence/schema'
import { publishPending } from '@/lib/publish/publisher'
import { fileRelatedClaim, linkClaims, unlinkClaims } from '@/lib/relations/commands'
import { fileRelatedClaimInput, unlinkClaimsInput } from '@/lib/relations/schema'
import {
  approveVerdict,
  proposeVerdict,
  sendBackVerdict,
  takeBackVerdict,
} from '@/lib/review/commands'
import {
  approveVerdictInput,
  proposeVerdictInput,
  sendBackVerdictInput,
  takeBackVerdictInput,
} from '@/lib/review/schema'
import { id } from '@/lib/text/fields'
import type { Words } from '@/lib/words/words-of'

/** Which claim's workbench the form stands on, where the act itself names something on it. */
const here = { claimId: id }

// ───────────── the claim

export const editClaimAction = formAction(
  editClaimInput,
  async (ctx, input) => {
    await editClaim(ctx, input)
    await goBack(input.claimId, 'edited', await publishPending())
  },
  {
    onConflict: async (ctx, input, typed) => {
      const { claim } = await getWorkbench(ctx, input.claimId)
      const { values, taken, clashes } = mergeFields(
        claimGroups(await requestWords()),
        readBase(typed.base),
        typed,
        editFields(claim),
      )
      const shown = await changesSince(ctx, input)
      return {
        facts: { ...shown.facts, taken, clashes },
        values: { ...values, ...shown.values, base: JSON.stringify(editFields(claim)) },
      }
    },
  },
)

export const assignClaimAction = formAction(assignClaimInput, async (ctx, input) => {
  await assignClaim(ctx, input)
  await goBack(input.claimId, 'assigned')
})

export const startCheckingAction = formAction(startCheckingInput, async (ctx, input) => {
  await startChecking(ctx, input)
  await goBack(input.claimId, 'started')
})

export const reopenClaimAction = formAction(reopenClaimInput, async (ctx, input) => {
  await reopenClaim(ctx, input)
  await goBack(input.claimId, 'reopened')
})

export const setAsideAction = formAction(
  setAsideInput,
  async (ctx, input) => {
    await setAside(ctx, input)
    await goBack(input.claimId, 'set-aside')
  },
  { onConflict: changesSince },
)

export const showClaimAction = formAction(
  showClaimInput,
  async (ctx, input) => {
    await showClaim(ctx, input)
    await goBack(input.claimId, 'shown', await publishPending())
  },
  { onConflict: changesSince },
)

export const withdrawClaimAction = formAction(
  withdrawClaimInput.extend({ isSure: z.literal('on', { error: 'tick_to_confirm' }) }),
  async (ctx, { isSure: _, ...input }) => {
    await withdrawClaim(ctx, input)
    await goBack(input.claimId, 'withdrawn', await publishPending())
  },
  { onConflict: changesSince },
)

// ───────────── appearances

export const addAppearanceAction = formAction(addAppearanceInput, async (ctx, input) => {
  await addAppearance(ctx, input)
  await goBack(input.claimId, 'appearance-added')
})

export const withdrawAppearanceAction = formAction(
  withdrawAppearanceInput.extend(here),
  async (ctx, { claimId, ...input }) => {
    await withdrawAppearance(ctx, input)
    await goBack(claimId, 'appearance-withdrawn', await publishPending())
  },
)

// ───────────── relations

export const linkClaimsAction = formAction(
  z.intersection(linkFromHereInput, z.object(here)),
  async (ctx, { claimId, ...input }) => {
    await linkClaims(ctx, input)
    await goBack(claimId, 'linked')
  },
)

export const fileRelatedClaimAction = withDuplicateCheck(
  formAction(fileRelatedClaimInput, async (ctx, input) => {
    await fileRelatedClaim(ctx, input)
    await goBack(input.toClaimId, 'counterclaim-filed')
  }),
)

export const unlinkClaimsAction = formAction(
  unlinkClaimsInput.extend(here),
  async (ctx, { claimId, ...input }) => {
    await unlinkClaims(ctx, input)
    await goBack(claimId, 'unlinked', await publishPending())
  },
)

// ───────────── evidence

export const attachEvidenceAction = formAction(attachEvidenceInput, async (ctx, input) => {
  await attachEvidence(ctx, input)
  await goBack(input.claimId, 'evidence-attached')
})

export const gradeEvidenceAction = formAction(
  gradeEvidenceInput.extend(here),
  async (ctx, { claimId, ...input }) => {
    await gradeEvidence(ctx, input)
    await goBack(claimId, 'evidence-graded')
  },
)

export const withdrawEvidenceAction = formAction(
  withdrawEvidenceInput.extend(here),
  async (ctx, { claimId, ...input }) => {
    await withdrawEvidence(ctx, input)
    await goBack(claimId, 'evidence-withdrawn')
  },
)

// ───────────── verdicts

export const proposeVerdictAction = formAction(
  proposeVerdictInput,
  async (ctx, input) => {
    await knowingOnesOwn(ctx, input, (known) => proposeVerdict(ctx, known))
    await goBack(input.claimId, 'proposed')
  },
  { onConflict: changesSince },
)

export const takeBackVerdictAction = formAction(
  takeBackVerdictInput.extend(here),
  async (ctx, { claimId, ...input }) => {
    await unlessAnswered(claimId, takeBackVerdict(ctx, input))
    await goBack(claimId, 'taken-back')
  },
)

export const approveVerdictAction = formAction(
  approveVerdictInput.extend(here),
  async (ctx, { claimId, ...input }) => {
    await unlessAnswered(claimId, approveVerdict(ctx, input))
    await goBack(claimId, 'approved', await publishPending())
  },
  { onConflict: changesSince },
)

export const sendBackVerdictAction = formAction(
  sendBackVerdictInput.extend(here),
  async (ctx, { claimId, ...input }) => {
    await sendBackVerdict(ctx, input)
    await goBack(claimId, 'sent-back')
  },
)

// ───────────── what they share

/** Back to the workbench, which says what was done; `isPublished`: whether readers have it already. */
async function goBack(claimId: string, did: DidSlug, isPublished = true): Promise<never> {
  const address = `/desk/claims/${claimId}`
  revalidatePath(address)
  redirect(`${address}?did=${did}${isPublished ? '' : '&later=1'}#did`)
}

/** Says so on the claim itself where somebody was faster: the form that was pressed goes with the proposal. */
async function unlessAnswered(claimId: string, answer: Promise<unknown>): Promise<void> {
  try {
    await answer
  } catch (error) {
    if (!(error instanceof AppError) || error.reason !== 'verdict_already_answered') throw error
    await goBack(claimId, 'answered-before')
  }
}

/** What was done since the form was opened, and the version that the next press will be about. */
async function changesSince(ctx: MemberContext, input: { claimId: string; version: number }) {
  const { version, changes } = await getChangesSince(ctx, input.claimId, input.version)
  const words = await requestWords()
  // The page around the form shows the claim as it was, too.
  revalidatePath(`/desk/claims/${input.claimId}`)
  return {
    facts: { version, changes: changes.map((line) => wordLine(ctx, line, words)) },
    values: { version: String(version) },
  }
}

/**
 * Runs an act again on the present version where nobody but the member changed the claim since the form was
 * opened: a verdict refused for want of evidence is often proposed again after attaching some.
 */
async function knowingOnesOwn<I extends { claimId: string; version: number }>(
  ctx: MemberContext,
  input: I,
  run: (input: I) => Promise<unknown>,
): Promise<void> {
  try {
    await run(input)
  } catch (error) {
    if (!(error instanceof AppError) || error.reason !== 'claim_changed') throw error
    const { version, changes } = await getChangesSince(ctx, input.claimId, input.version)
    if (!changes.every((line) => line.by?.id === ctx.actor.id)) throw error
    await run({ ...input, version })
  }
}

function wordLine(ctx: MemberContext, line: ActivityLine, words: Words): string {
  const { say } = words
  return say('deskBench.line', {
    who: !line.by
      ? say('deskBench.system')
      : line.by.id === ctx.actor.id
        ? say('deskBench.you')
        : line.by.name,
    what: wordActivity(line.body, words),
    at: line.at.toISOString().slice(11, 16),
    had: reasonOf(line.body) ? 'yes' : 'no',
    reason: reasonOf(line.body) ?? '',
  })
}
