import { randomUUID } from 'node:crypto'
import { notFound } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { requestContext } from '@/app/_server/context'
import { wordError } from '@/app/_server/messages'
import { requestWords } from '@/app/_server/request-words'
import { SubmitButton, TextField } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { LanguageChoice } from '@/app/_ui/language-choice'
import { titled } from '@/app/(desk)/desk/_parts/titled'
import { getInvitation, type InvitationPage } from '@/lib/auth/queries'
import { PASSWORD_MIN } from '@/lib/auth/rules'
import { AppError } from '@/lib/errors'
import { joinAction, setPasswordAction } from './actions'

export const dynamic = 'force-dynamic'
// The address itself is the secret: it goes to no other site as a referrer.
export const generateMetadata = titled('invite', {
  robots: { index: false },
  referrer: 'same-origin',
})

type Props = { params: Promise<{ token: string }> }

export default async function Page({ params }: Props) {
  const { token } = await params
  const t = await getTranslations('deskInvite')
  const invitation = await find(token)
  return (
    <main className="gate" id="main">
      {invitation.state === 'closed' ? (
        <>
          <h1>{t('closed')}</h1>
          <p>{wordError(new AppError('refused', 'invitation_is_closed'), await requestWords())}</p>
          <p>
            <a href="/sign-in">{t('signIn')}</a>
          </p>
        </>
      ) : invitation.person ? (
        <NewPassword token={token} name={invitation.person.name} email={invitation.email} />
      ) : (
        <Join token={token} invitation={invitation} />
      )}
      <LanguageChoice />
    </main>
  )
}

async function find(token: string): Promise<InvitationPage> {
  try {
    return await getInvitation(await requestContext(), token)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}

function Join({ token, invitation }: { token: string; invitation: InvitationPage }) {
  const { email, role, invitedBy } = invitation
  const t = useTranslations('deskInvite')
  return (
    <>
      <h1>{t('join')}</h1>
      <p>
        {t.rich('invites', {
          invitedBy,
          role,
          email,
          b: (words) => <strong>{words}</strong>,
        })}
      </p>
      <Form name="join" action={joinAction} requestId={randomUUID()} hidden={{ token }}>
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <TextField name="name" label={t('name')} hint={t('nameHint')} autoComplete="name" />
        <PasswordField label={t('choosePassword')} />
        <SubmitButton busy={t('busy')}>{t('press')}</SubmitButton>
      </Form>
    </>
  )
}

function NewPassword({ token, name, email }: { token: string; name: string; email: string }) {
  const t = useTranslations('deskInvite')
  return (
    <>
      <h1>{t('setNew')}</h1>
      <p>{t.rich('forPerson', { name, email, b: (words) => <strong>{words}</strong> })}</p>
      <Form name="password" action={setPasswordAction} requestId={randomUUID()} hidden={{ token }}>
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <PasswordField label={t('newPassword')} />
        <SubmitButton>{t('set')}</SubmitButton>
      </Form>
    </>
  )
}

function PasswordField({ label }: { label: string }) {
  const t = useTranslations('deskInvite')
  return (
    <TextField
      name="password"
      label={label}
      hint={t('passwordHint', { least: PASSWORD_MIN })}
      type="password"
      autoComplete="new-password"
      dir="ltr"
      spellCheck={false}
    />
  )
}
