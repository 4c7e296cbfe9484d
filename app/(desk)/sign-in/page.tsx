import { randomUUID } from 'node:crypto'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { requestContext } from '@/app/_server/context'
import { wordError } from '@/app/_server/messages'
import { requestWords } from '@/app/_server/request-words'
import { SubmitButton, TextField } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { LanguageChoice } from '@/app/_ui/language-choice'
import { titled } from '@/app/(desk)/desk/_parts/titled'
import { localPath } from '@/lib/auth/local-path'
import { getSignInPage, type SignInPage } from '@/lib/auth/queries'
import { AppError } from '@/lib/errors'
import { signInAction } from './actions'
import './sign-in.css'

export const dynamic = 'force-dynamic'
export const generateMetadata = titled('signIn', { robots: { index: false } })

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
  const t = await getTranslations('deskSignIn')
  const ctx = await requestContext()
  const next = localPath(nextOf(query))
  const page = await getSignInPage(ctx)
  const error = first(query.error)
  return (
    <main className="gate" id="main">
      <h1>{t('signIn')}</h1>
      {error ? (
        <p className="form-summary" role="alert">
          {wordError(
            new AppError('refused', NEXT_AUTH_ERRORS[error] ?? 'sign_in_service_failed'),
            await requestWords(),
          )}
        </p>
      ) : null}
      {query['signed-out'] === undefined ? null : (
        <p className="form-done" role="status">
          {t('signedOut')}
        </p>
      )}
      {ctx.actor.kind === 'member' ? <AlreadyIn name={ctx.actor.name} next={next} /> : null}
      {page.hasAdmin ? null : (
        <p className="notice">{t.rich('noAdmin', { code: (words) => <code>{words}</code> })}</p>
      )}
      <Form name="sign-in" action={signInAction} requestId={randomUUID()} hidden={{ next }}>
        <TextField
          name="email"
          label={t('email')}
          type="email"
          inputMode="email"
          autoComplete="username"
          dir="ltr"
          spellCheck={false}
        />
        <TextField
          name="password"
          label={t('password')}
          type="password"
          autoComplete="current-password"
          dir="ltr"
          spellCheck={false}
        />
        <SubmitButton busy={t('busy')}>{t('signIn')}</SubmitButton>
      </Form>
      {page.oidcName ? (
        <p className="gate-other">
          <a
            className="button button--quiet"
            href={`/api/auth/single-sign-on?next=${encodeURIComponent(next)}`}
          >
            {t('with', { name: page.oidcName })}
          </a>
        </p>
      ) : null}
      {page.demo.length > 0 ? <DemoPeople people={page.demo} next={next} /> : null}
      <LanguageChoice />
    </main>
  )
}

function AlreadyIn({ name, next }: { name: string; next: string }) {
  const t = useTranslations('deskSignIn')
  return (
    <div className="notice">
      <p>
        {t('alreadyIn', { name })} <a href={next}>{t('goOn')}</a>
      </p>
      <form method="post" action="/sign-out">
        <button type="submit" className="button button--quiet">
          {t('signOut')}
        </button>
      </form>
    </div>
  )
}

function DemoPeople({ people, next }: { people: SignInPage['demo']; next: string }) {
  const t = useTranslations('deskSignIn')
  const role = useTranslations('deskRole')
  return (
    <section className="gate-demo" aria-labelledby="demo-people">
      <h2 id="demo-people">{t('demo')}</h2>
      <p>{t('demoAbout')}</p>
      <ul>
        {people.map((person) => (
          <li key={person.email}>
            <p>
              {t.rich('demoPerson', {
                name: person.name,
                role: role(person.role),
                b: (words) => <strong>{words}</strong>,
              })}
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
              <SubmitButton kind="quiet" busy={t('busy')}>
                {t('as', { name: person.name })}
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
