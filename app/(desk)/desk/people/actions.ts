'use server'

import { revalidatePath } from 'next/cache'
import { formAction, type Outcome } from '@/app/_server/action'
import type { MemberContext } from '@/app/_server/context'
import {
  changeRole,
  deactivatePerson,
  invitePerson,
  makePasswordLink,
  reactivatePerson,
  revokeInvitation,
  signOutEverywhere,
} from '@/lib/auth/commands'
import { invitePersonInput, revokeInvitationInput } from '@/lib/auth/schema'
import { env } from '@/lib/env'
import { type PersonActInput, personActInput } from './person-act'

const linkOf = (token: string) => `${env().PUBLIC_URL}/invite/${token}`

export const inviteAction = formAction(invitePersonInput, async (ctx, input) => {
  const { email, token } = await invitePerson(ctx, input)
  revalidatePath('/desk/people')
  return {
    message: `Give this link to ${email}. It is shown only now and works for seven days.`,
    facts: { link: linkOf(token) },
  }
})

export const revokeInvitationAction = formAction(revokeInvitationInput, async (ctx, input) => {
  await revokeInvitation(ctx, input)
  revalidatePath('/desk/people')
  return { message: 'The invitation is taken back.' }
})

export const personAction = formAction(personActInput, async (ctx, input) => {
  const outcome = await change(ctx, input)
  revalidatePath('/desk/people')
  return outcome
})

async function change(ctx: MemberContext, input: PersonActInput): Promise<Outcome> {
  switch (input.act) {
    case 'change-role':
      await changeRole(ctx, input)
      return { message: 'The role is changed.' }
    case 'sign-out': {
      const { sessions } = await signOutEverywhere(ctx, input)
      return { message: sessions === 1 ? 'One session ended.' : `${sessions} sessions ended.` }
    }
    case 'password-link': {
      const { email, token } = await makePasswordLink(ctx, input)
      return {
        message: `Give this link to ${email}: it sets a new password. It is shown only now and works for seven days.`,
        facts: { link: linkOf(token) },
      }
    }
    case 'deactivate':
      await deactivatePerson(ctx, input)
      return { message: 'Deactivated and signed out everywhere.' }
    case 'reactivate':
      await reactivatePerson(ctx, input)
      return { message: 'May sign in again.' }
  }
}
