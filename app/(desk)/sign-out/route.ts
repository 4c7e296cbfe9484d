import { cookies } from 'next/headers'
import { requestContext, sameOrigin } from '@/app/_server/context'
import { signOut } from '@/lib/auth/commands'
import { sessionCookieName, usesSecureCookies } from '@/lib/auth/cookie'

/** Ends the session. A plain form posts here, so that signing out needs no script. */
export async function POST(): Promise<Response> {
  if (!(await sameOrigin())) return goTo('/sign-in')
  await signOut(await requestContext())
  ;(await cookies()).set({
    name: sessionCookieName(),
    value: '',
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: usesSecureCookies(),
    maxAge: 0,
  })
  return goTo('/sign-in?signed-out')
}

/** Looking at an address must not sign anybody out; the page it leads to has the button. */
export function GET(): Response {
  return goTo('/sign-in')
}

function goTo(Location: string): Response {
  return new Response(null, { status: 303, headers: { Location } })
}
