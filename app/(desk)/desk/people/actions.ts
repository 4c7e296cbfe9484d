'use server'

import { revalidatePath } from 'next/cache'
import { formAction } from '@/app/_server/action'
import {
  changeRole,
  deactivatePerson,
  invitePerson,
  makePasswordLink,
  reactivatePerson,
  revokeInvitation,
  signOutEverywhere,
} from '@/lib/auth/commands'
import {
  changeRoleInput,
  invitePersonInput,
  personInput,
  revokeInvitationInput,
} from '@/lib/auth/schema'
import { env } from '@/lib/env'

const refresh = () => revalidatePath('/desk/people')
const linkOf = (token: string) => `${env().PUBLIC_URL}/invite/${token}`

export const inviteAction = formAction(invitePersonInput, async (ctx, input) => {
  const { email, token } = await invitePerson(ctx, input)
  refresh()
  return {
    message: `Give this link to ${email}. It is shown only now and works for seven days.`,
    facts: { link: linkOf(token) },
  }
})

export const revokeInvitationAction = formAction(revokeInvitationInput, async (ctx, input) => {
  await revokeInvitation(ctx, input)
  refresh()
  return { message: 'The invitation is taken back.' }
})

export const changeRoleAction = formAction(changeRoleInput, async (ctx, input) => {
  await changeRole(ctx, input)
  refresh()
  return { message: `The role is now ${input.role}.` }
})

export const signOutEverywhereAction = formAction(personInput, async (ctx, input) => {
  const { sessions } = await signOutEverywhere(ctx, input)
  refresh()
  return { message: sessions === 1 ? 'One session ended.' : `${sessions} sessions ended.` }
})

export const makePasswordLinkAction = formAction(personInput, async (ctx, input) => {
  const { email, token } = await makePasswordLink(ctx, input)
  refresh()
  return {
    message: `Give this link to ${email}: it sets a new password. It is shown only now and works for seven days.`,
    facts: { link: linkOf(token) },
  }
})

export const deactivateAction = formAction(personInput, async (ctx, input) => {
  await deactivatePerson(ctx, input)
  refresh()
  return { message: 'Deactivated and signed out everywhere.' }
})

export const reactivateAction = formAction(personInput, async (ctx, input) => {
  await reactivatePerson(ctx, input)
  refresh()
  return { message: 'May sign in again.' }
})
