import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import { SESSION_SECONDS } from '@/lib/auth/sessions'
import { env } from '@/lib/env'

/** Whether browsers reach this instance by https, and cookies must not travel without it. */
export function usesSecureCookies(): boolean {
  return env().PUBLIC_URL.startsWith('https://')
}

/** The name next-auth gives its session cookie under the same setting. */
export function sessionCookieName(): string {
  return `${usesSecureCookies() ? '__Secure-' : ''}next-auth.session-token`
}

/** The cookie that next-auth itself would set for this session, for sign-ins that do not pass through it. */
export async function sessionCookie(sessionId: string) {
  return {
    name: sessionCookieName(),
    value: await encode({
      token: { sid: sessionId },
      secret: env().NEXTAUTH_SECRET,
      maxAge: SESSION_SECONDS,
    }),
    httpOnly: true,
    sameSite: 'lax' as const,
    path: '/',
    secure: usesSecureCookies(),
    maxAge: SESSION_SECONDS,
  }
}

/** The token that next-auth asks of its own forms, with the cookie it compares it to. */
export function csrfCookie() {
  const token = randomBytes(32).toString('hex')
  const hash = createHash('sha256').update(`${token}${env().NEXTAUTH_SECRET}`).digest('hex')
  return {
    token,
    name: `${usesSecureCookies() ? '__Host-' : ''}next-auth.csrf-token`,
    value: `${token}|${hash}`,
    httpOnly: true,
    sameSite: 'lax' as const,
    path: '/',
    secure: usesSecureCookies(),
  }
}
