'use server'

import { revalidatePath } from 'next/cache'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { publicFormAction } from '@/app/_server/action'
import { addressOf } from '@/lib/auth/client-address'
import { signIn } from '@/lib/auth/commands'
import { sessionCookie } from '@/lib/auth/cookie'
import { localPath } from '@/lib/auth/local-path'
import { signInInput } from '@/lib/auth/schema'

const signInForm = signInInput.extend({ next: z.string().max(2000).catch('') })

/** Sets the cookie that next-auth reads; its own endpoint needs a script to fetch a token first. */
export const signInAction = publicFormAction(signInForm, async (ctx, { next, ...input }) => {
  const address = addressOf((await headers()).get('x-forwarded-for'))
  const { sessionId } = await signIn(ctx, { ...input, address })
  ;(await cookies()).set(await sessionCookie(sessionId))
  revalidatePath('/', 'layout')
  redirect(localPath(next))
})
