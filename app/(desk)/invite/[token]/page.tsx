import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requestContext } from '@/app/_server/context'
import { wordError } from '@/app/_server/messages'
import { SubmitButton, TextField } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { getInvitation, type InvitationPage } from '@/lib/auth/queries'
import { PASSWORD_MIN } from '@/lib/auth/rules'
import { AppError } from '@/lib/errors'
import { joinAction, setPasswordAction } from './actions'

export const dynamic = 'force-dynamic'
// The address itself is the secret: it goes to no other site as a referrer.
export const metadata: Metadata = {
  title: 'Your invitation',
  robots: { index: false },
  referrer: 'same-origin',
}

type Props = { params: Promise<{ token: string }> }

export default async function Page({ params }: Props) {
  const { token } = await params
  const invitation = await find(token)
  return (
    <main className="gate" id="main">
      {invitation.state === 'closed' ? (
        <>
          <h1>This link is closed</h1>
          <p>{wordError(new AppError('refused', 'invitation_is_closed'))}</p>
          <p>
            <a href="/sign-in">Sign in</a>
          </p>
        </>
      ) : invitation.person ? (
        <NewPassword token={token} name={invitation.person.name} email={invitation.email} />
      ) : (
        <Join token={token} invitation={invitation} />
      )}
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
  return (
    <>
      <h1>Join the desk</h1>
      <p>
        {invitedBy} invites you to work here as {role === 'contributor' ? 'a' : 'an'} {role}. You
        will sign in as <strong>{email}</strong>.
      </p>
      <Form name="join" action={joinAction} requestId={randomUUID()} hidden={{ token }}>
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <TextField
          name="name"
          label="Your name"
          hint="As your colleagues should see it. Readers never do."
          autoComplete="name"
        />
        <PasswordField label="Choose a password" />
        <SubmitButton busy="Joining …">Join</SubmitButton>
      </Form>
    </>
  )
}

function NewPassword({ token, name, email }: { token: string; name: string; email: string }) {
  return (
    <>
      <h1>Set a new password</h1>
      <p>
        For {name}, <strong>{email}</strong>. You will be signed out everywhere else.
      </p>
      <Form name="password" action={setPasswordAction} requestId={randomUUID()} hidden={{ token }}>
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <PasswordField label="New password" />
        <SubmitButton>Set password and sign in</SubmitButton>
      </Form>
    </>
  )
}

function PasswordField({ label }: { label: string }) {
  return (
    <TextField
      name="password"
      label={label}
      hint={`At least ${PASSWORD_MIN} characters. A few words that don’t belong together are easy to keep and hard to guess.`}
      type="password"
      autoComplete="new-password"
      dir="ltr"
      spellCheck={false}
    />
  )
}
