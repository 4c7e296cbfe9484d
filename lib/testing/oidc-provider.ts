import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'

/** Somebody the provider knows; it vouches for what is said here, and for nothing else. */
export type OidcPerson = { sub: string; name?: string; email?: string; email_verified?: boolean }

export type OidcStandIn = {
  /** The query of every authorization request that arrived. */
  authorizations: URLSearchParams[]
  close: () => Promise<void>
}

/**
 * A real OpenID Connect provider on loopback, whose sign-in page has one button for each person. It demands PKCE and takes
 * the redirect addresses given here and no others.
 */
export async function startOidcProvider({
  issuer,
  client,
  redirectUris,
  people,
}: {
  /** Where it will be: `http://127.0.0.1:` and a free port. */
  issuer: string
  client: { id: string; secret: string }
  redirectUris: string[]
  people: OidcPerson[]
}): Promise<OidcStandIn> {
  const authorizations: URLSearchParams[] = []
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: redirectUris,
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
    findAccount: (_ctx: unknown, sub: string) => {
      const person = people.find((each) => each.sub === sub)
      return person && { accountId: sub, claims: () => person }
    },
    // Everybody agrees to everything: what is tested is our side.
    loadExistingGrant: async (ctx: {
      oidc: { provider: Provider; client: { clientId: string }; session: { accountId: string } }
    }) => {
      const { provider: self, client: asking, session } = ctx.oidc
      const grant = new self.Grant({ clientId: asking.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx: unknown, { uid }: { uid: string }) => `/choose/${uid}` },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    jwks: { keys: [signingKey()] },
    ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
  })

  const answer = provider.callback()
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer)
    if (url.pathname === '/auth') authorizations.push(url.searchParams)
    if (!url.pathname.startsWith('/choose/')) return answer(request, response)
    if (request.method === 'GET') {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      return response.end(choices(people))
    }
    const accountId = url.searchParams.get('sub') ?? ''
    provider.interactionFinished(request, response, { login: { accountId } }).catch((error) => {
      response.statusCode = 500
      response.end(String(error))
    })
  })
  server.listen(Number(new URL(issuer).port), '127.0.0.1')
  await once(server, 'listening')
  return {
    authorizations,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), kid: 'tests', use: 'sig', alg: 'RS256' }
}

function choices(people: OidcPerson[]): string {
  const buttons = people.map(
    ({ sub }) =>
      `<form method="post" action="?sub=${sub}"><button>Continue as ${sub}</button></form>`,
  )
  return `<!doctype html><html lang="en"><title>Who are you?</title><link rel="icon" href="data:,">${buttons.join('')}</html>`
}
