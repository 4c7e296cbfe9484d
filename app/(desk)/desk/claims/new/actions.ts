'use server'

import { redirect } from 'next/navigation'
import { formAction } from '@/app/_server/action'
import { withDuplicateCheck } from '@/app/(desk)/desk/_parts/duplicate-check'
import { fileClaim } from '@/lib/claims/commands'
import { fileClaimInput } from '@/lib/claims/schema'

export const fileClaimAction = withDuplicateCheck(
  formAction(fileClaimInput, async (ctx, input) => {
    const { claimId } = await fileClaim(ctx, input)
    redirect(`/desk/claims/${claimId}`)
  }),
)
