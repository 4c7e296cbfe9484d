import { cookies } from 'next/headers'
import { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { sameOrigin } from '@/app/_server/context'
import { csrfCookie } from '@/lib/auth/cookie'
import { localPath } from '@/lib/auth/local-path'
import { authOptions } from '@/lib/auth/options'

/**
 * Starts signing in through the OpenID Connect provider. next-auth wants a POST with a token that only a script
 * could have fetched; this gives it one, so that a plain link will do. A form would not: browsers hold
 * the redirect to the provider against the page's `form-action`.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const next = localPath(request.nextUrl.searchParams.get('next'))
  if (!(await cameFromHere(request))) {
    const Location = `/sign-in?next=${encodeURIComponent(next)}`
    return new Response(null, { status: 303, headers: { Location } })
  }
  const { token, ...cookie } = csrfCookie()
  ;(await cookies()).set(cookie)
  const post = new NextRequest(request.url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken: token, callbackUrl: next }).toString(),
  })
  const params = Promise.resolve({ nextauth: ['signin', 'oidc'] })
  return NextAuth(post, { params }, authOptions())
}

/** A link on another site must not sign anybody in without their doing; browsers that say nothing are believed. */
async function cameFromHere(request: NextRequest): Promise<boolean> {
  return request.headers.get('sec-fetch-site') === null || sameOrigin()
}
