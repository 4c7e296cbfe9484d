import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { writtenBy } from '@/app/_server/written'
import type { Actor } from '@/lib/auth/actor'
import { currentActor } from '@/lib/auth/session'
import type { Context } from '@/lib/context'
import { getDb } from '@/lib/db'
import { env } from '@/lib/env'

export type Member = Extract<Actor, { kind: 'member' }>
export type MemberContext = Context & { actor: Member }

/** Set by proxy.ts on every desk request: the path and query that were asked for. */
export const ASKED_FOR = 'x-asked-for'

/** Who acts, when, on which database: one per request, however many layouts and pages ask. */
export const requestContext = cache(async (): Promise<Context> => {
  const now = new Date()
  const db = getDb()
  const ctx = { actor: await currentActor(now), now, db }
  return { ...ctx, written: await writtenBy(ctx) }
})

/** The context of somebody signed in; anybody else is sent to sign in and then back here. */
export async function requireMember(): Promise<MemberContext> {
  const ctx = await requestContext()
  if (isMemberContext(ctx)) return ctx
  const next = (await headers()).get(ASKED_FOR) ?? '/desk'
  redirect(`/sign-in?next=${encodeURIComponent(next)}`)
}

export function isMemberContext(ctx: Context): ctx is MemberContext {
  return ctx.actor.kind === 'member'
}

/**
 * Whether the request comes from a page of our own. Next lets an action without `Origin` run, and trusts
 * `X-Forwarded-Host`; this trusts neither. Browsers send at least one of the two headers with every POST.
 */
export async function sameOrigin(): Promise<boolean> {
  const given = await headers()
  const site = given.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return false
  const origin = given.get('origin')
  if (origin === null || origin === 'null') return site === 'same-origin'
  if (origin === new URL(env().PUBLIC_URL).origin) return true
  return URL.canParse(origin) && new URL(origin).host === given.get('host')
}
