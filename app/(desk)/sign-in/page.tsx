import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { requestContext } from '@/app/_server/context'
import { wordError } from '@/app/_server/messages'
import { SubmitButton, TextField } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { localPath } from '@/lib/auth/local-path'
import { getSignInPage, type SignInPage } from '@/lib/auth/queries'
import { AppError } from '@/lib/errors'
import { signInAction } from './actions'
import './sign-in.css'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Sign in', robots: { index: false } }

type Query = Record<string, string | string[] | undefined>

/** next-auth's own words for what went wrong, in ours. */
const NEXT_AUTH_ERRORS: Record<string, string> = {
  CredentialsSignin: 'wrong_credentials',
  AccessDenied: 'not_invited',
  sign_in_throttled: 'sign_in_throttled',
  too_many_sign_ins: 'too_many_sign_ins',
  not_invited: 'not_invited',
  email_not_verified: 'email_not_verified',
  database_unreachable: 'database_unreachable',
}

export default async function Page({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const ctx = await requestContext()
  const next = localPath(nextOf(query))
  const page = await getSignInPage(ctx)
  const error = first(query.error)
  return (
    <main className="gate" id="main">
      <h1>Sign in</h1>
      {error ? (
        <p className="form-summary" role="alert">
          {wordError(new AppError('refused', NEXT_AUTH_ERRORS[error] ?? 'sign_in_service_failed'))}
        </p>
      ) : null}
      {query['signed-out'] === undefined ? null : (
        <p className="form-done" role="status">
          You are signed out.
        </p>
      )}
      {ctx.actor.kind === 'member' ? <AlreadyIn name={ctx.actor.name} next={next} /> : null}
      {page.hasAdmin ? null : (
        <p className="notice">
          Nobody can sign in yet. Make the first admin on the server, with{' '}
          <code>npm run admin:create</code>.
        </p>
      )}
      <Form name="sign-in" action={signInAction} requestId={randomUUID()} hidden={{ next }}>
        <TextField
          name="email"
          label="E-mail address"
          type="email"
          inputMode="email"
          autoComplete="username"
          dir="ltr"
          spellCheck={false}
        />
        <TextField
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          dir="ltr"
          spellCheck={false}
        />
        <SubmitButton busy="Signing in …">Sign in</SubmitButton>
      </Form>
      {page.oidcName ? (
        <p className="gate-other">
          <a
            className="button button--quiet"
            href={`/api/auth/single-sign-on?next=${encodeURIComponent(next)}`}
          >
            Sign in with {page.oidcName}
          </a>
        </p>
      ) : null}
      {page.demo.length > 0 ? <DemoPeople people={page.demo} next={next} /> : null}
    </main>
  )
}

function AlreadyIn({ name, next }: { name: string; next: string }) {
  return (
    <div className="notice">
      <p>
        You are signed in as {name}. <a href={next}>Go on to the desk</a>
      </p>
      <form method="post" action="/sign-out">
        <button type="submit" className="button button--quiet">
          Sign out
        </button>
      </form>
    </div>
  )
}

function DemoPeople({ people, next }: { people: SignInPage['demo']; next: string }) {
  return (
    <section className="gate-demo" aria-labelledby="demo-people">
      <h2 id="demo-people">This is a demo</h2>
      <p>
        Its newsroom and their passwords are open to everybody. Try two editors: one proposes, the
        other reviews.
      </p>
      <ul>
        {people.map((person) => (
          <li key={person.email}>
            <p>
              <strong>{person.name}</strong>, {person.role}
            </p>
            <p className="gate-demo-words">
              <code>{person.email}</code> <code>{person.password}</code>
            </p>
            <Form
              name={`demo-${person.email.split('@')[0]}`}
              action={signInAction}
              requestId={randomUUID()}
              hidden={{ next, email: person.email, password: person.password }}
            >
              <SubmitButton kind="quiet" busy="Signing in …">
                Sign in as {person.name}
              </SubmitButton>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Our own links say `next`; next-auth sends a whole address as `callbackUrl`. */
function nextOf(query: Query): string | undefined {
  const callback = first(query.callbackUrl)
  if (!callback) return first(query.next)
  if (!URL.canParse(callback)) return callback
  const { pathname, search } = new URL(callback)
  return pathname + search
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}
