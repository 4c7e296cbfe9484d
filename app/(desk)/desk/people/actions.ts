'use server'

import { revalidatePath } from 'next/cache'
import { formAction, type Outcome } from '@/app/_server/action'
import type { MemberContext } from '@/app/_server/context'
import { requestWords } from '@/app/_server/request-words'
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
  const { say } = await requestWords()
  revalidatePath('/desk/people')
  return {
    message: say('deskPeopleDone.invited', { email }),
    facts: { link: linkOf(token) },
  }
})

export const revokeInvitationAction = formAction(revokeInvitationInput, async (ctx, input) => {
  await revokeInvitation(ctx, input)
  const { say } = await requestWords()
  revalidatePath('/desk/people')
  return { message: say('deskPeopleDone.revoked') }
})

export const personAction = formAction(personActInput, async (ctx, input) => {
  const outcome = await change(ctx, input)
  revalidatePath('/desk/people')
  return outcome
})

async function change(ctx: MemberContext, input: PersonActInput): Promise<Outcome> {
  const { say } = await requestWords()
  switch (input.act) {
    case 'change-role':
      await changeRole(ctx, input)
      return { message: say('deskPeopleDone.roleChanged') }
    case 'sign-out': {
      const { sessions } = await signOutEverywhere(ctx, input)
      return { message: say('deskPeopleDone.ended', { n: sessions }) }
    }
    case 'password-link': {
      const { email, token } = await makePasswordLink(ctx, input)
      return {
        message: say('deskPeopleDone.password', { email }),
        facts: { link: linkOf(token) },
      }
    }
    case 'deactivate':
      await deactivatePerson(ctx, input)
      return { message: say('deskPeopleDone.deactivated') }
    case 'reactivate':
      await reactivatePerson(ctx, input)
      return { message: say('deskPeopleDone.reactivated') }
  }
}
