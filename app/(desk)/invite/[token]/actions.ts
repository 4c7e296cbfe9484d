'use server'

import { revalidatePath } from 'next/cache'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { publicFormAction } from '@/app/_server/action'
import { acceptInvitation, changePasswordByLink } from '@/lib/auth/commands'
import { sessionCookie } from '@/lib/auth/cookie'
import { acceptInvitationInput, changePasswordByLinkInput } from '@/lib/auth/schema'

export const joinAction = publicFormAction(acceptInvitationInput, async (ctx, input) => {
  const { sessionId } = await acceptInvitation(ctx, input)
  await enter(sessionId)
})

export const setPasswordAction = publicFormAction(changePasswordByLinkInput, async (ctx, input) => {
  const { sessionId } = await changePasswordByLink(ctx, input)
  await enter(sessionId)
})

async function enter(sessionId: string): Promise<undefined> {
  ;(await cookies()).set(await sessionCookie(sessionId))
  revalidatePath('/', 'layout')
  redirect('/desk')
}
