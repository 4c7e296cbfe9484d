import 'server-only'
import type { NextAuthOptions, Session } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import type { OAuthConfig } from 'next-auth/providers/index'
import { addressOf } from '@/lib/auth/client-address'
import { linkOrCreate, signIn, signOut } from '@/lib/auth/commands'
import { usesSecureCookies } from '@/lib/auth/cookie'
import { localPath } from '@/lib/auth/local-path'
import { type OidcClaims, oidcSettings } from '@/lib/auth/oidc'
import type { Role } from '@/lib/auth/roles'
import { signInInput } from '@/lib/auth/schema'
import { memberOfSession, SESSION_SECONDS } from '@/lib/auth/sessions'
import type { Context } from '@/lib/context'
import { getDb } from '@/lib/db'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'

declare module 'next-auth' {
  interface Session {
    user: { id: string; name: string; role: Role }
  }
  interface User {
    /** The session that has just been opened for this person. */
    sessionId?: string
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    /** Id of the row in `user_sessions`; the token carries nothing else of ours. */
    sid?: string
  }
}

function publicContext(): Context {
  return { actor: { kind: 'public' }, now: new Date(), db: getDb() }
}

/** How next-auth is set up; made at each use, since the environment is not known while Next builds. */
export function authOptions(): NextAuthOptions {
  const oidc = oidcSettings()
  return {
    secret: env().NEXTAUTH_SECRET,
    useSecureCookies: usesSecureCookies(),
    // Credentials work with token sessions only; the token names a row, and the row decides.
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    jwt: { maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-out' },
    providers: [passwordProvider(), ...(oidc ? [oidcProvider(oidc)] : [])],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.provider !== 'oidc') return true
        try {
          const { sessionId } = await linkOrCreate(publicContext(), profile as OidcClaims)
          // The same object reaches `jwt` below; there is no other way from here to there.
          user.sessionId = sessionId
          return true
        } catch (error) {
          if (error instanceof AppError) return `/sign-in?error=${error.reason}`
          console.error(error)
          return '/sign-in?error=database_unreachable'
        }
      },
      jwt({ token, user }) {
        const sid = user?.sessionId ?? token.sid
        return sid ? { sid } : {}
      },
      async session({ session, token }) {
        const nobody = {} as Session
        if (!token.sid) return nobody
        try {
          const member = await memberOfSession(getDb(), token.sid, new Date())
          if (!member) return nobody
          const { id, name, role } = member
          return { user: { id, name, role }, expires: session.expires }
        } catch (error) {
          // Thrown, it would take the cookie away from somebody who is signed in.
          console.error(error)
          return nobody
        }
      },
      redirect: ({ url, baseUrl }) =>
        baseUrl + localPath(url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url),
    },
    events: {
      async signOut({ token }) {
        if (!token?.sid) return
        const ctx = publicContext()
        const member = await memberOfSession(ctx.db, token.sid, ctx.now)
        if (member) await signOut({ ...ctx, actor: member })
      },
    },
    logger: {
      error(code, metadata) {
        // A cookie that can't be read is no session; everybody can send one.
        if (code !== 'JWT_SESSION_ERROR') console.error(`Sign-in: ${code}`, metadata)
      },
      warn() {},
      debug() {},
    },
  }
}

function passwordProvider() {
  return CredentialsProvider({
    name: 'E-mail and password',
    credentials: { email: { type: 'email' }, password: { type: 'password' } },
    async authorize(credentials, request) {
      const input = signInInput.safeParse(credentials)
      if (!input.success) return null
      const address = addressOf(request.headers?.['x-forwarded-for'])
      try {
        const { userId, sessionId } = await signIn(publicContext(), { ...input.data, address })
        return { id: userId, sessionId }
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        if (error.reason === 'wrong_credentials') return null
        throw new Error(error.reason)
      }
    },
  })
}

function oidcProvider(
  settings: NonNullable<ReturnType<typeof oidcSettings>>,
): OAuthConfig<OidcClaims> {
  return {
    id: 'oidc',
    name: settings.name,
    type: 'oauth',
    wellKnown: `${settings.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope: 'openid email profile' } },
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    client: settings.clientSecret ? {} : { token_endpoint_auth_method: 'none' },
    userinfo: {
      // Some providers put the address into the id token and some only here; openid-client checks that
      // both speak of the same person.
      async request({ client, tokens }) {
        const claims =
          'claims' in tokens && typeof tokens.claims === 'function' ? tokens.claims() : {}
        if (!client.issuer.metadata.userinfo_endpoint) return claims
        const { iss, sub } = claims
        return { ...claims, ...(await client.userinfo(tokens as never)), iss, sub }
      },
    },
    profile: (claims) => ({ id: claims.sub }),
  }
}
