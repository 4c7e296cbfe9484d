import { env } from '@/lib/env'

/** What a provider says of the person who signed in there; everything but the first two may be missing. */
export type OidcClaims = {
  iss: string
  sub: string
  email?: string
  email_verified?: boolean | string
  name?: string
  preferred_username?: string
}

/** The OpenID Connect provider this instance is set up for, or null. */
export function oidcSettings() {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env()
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID) return null
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    name: OIDC_NAME,
  }
}

/** The address that the provider vouches for, or null. Amazon Cognito sends the word instead of the truth value. */
export function verifiedEmail(claims: OidcClaims): string | null {
  const isVerified = claims.email_verified === true || claims.email_verified === 'true'
  return isVerified && claims.email ? claims.email : null
}
