import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireMember } from '@/app/_server/context'
import { Badge } from '@/app/_ui/badge'
import { Select, SubmitButton, TextField } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import type { FormAction } from '@/app/_ui/form-state'
import { getPeoplePage, type InvitationRow, type PersonRow } from '@/lib/auth/queries'
import type { Role } from '@/lib/auth/roles'
import { AppError } from '@/lib/errors'
import {
  changeRoleAction,
  deactivateAction,
  inviteAction,
  makePasswordLinkAction,
  reactivateAction,
  revokeInvitationAction,
  signOutEverywhereAction,
} from './actions'
import './people.css'
import { ShownOnce } from './shown-once'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'People' }

const roles: { value: Role; label: string }[] = [
  { value: 'contributor', label: 'Contributor: files claims, appearances, evidence, relations' },
  { value: 'editor', label: 'Editor: also proposes and reviews verdicts' },
  { value: 'admin', label: 'Admin: also manages people, grades sources, withdraws' },
]

export default async function Page() {
  const { people, invitations } = await load()
  return (
    <div className="people">
      <h1>People</h1>
      <section aria-labelledby="invite-heading">
        <h2 id="invite-heading">Invite somebody</h2>
        <Form name="invite" action={inviteAction} requestId={randomUUID()}>
          <TextField
            name="email"
            label="Their e-mail address"
            hint="No mail is sent: you get a link to hand over yourself."
            type="email"
            inputMode="email"
            dir="ltr"
            spellCheck={false}
          />
          <Select name="role" label="Role" options={roles} defaultValue="contributor" />
          <SubmitButton busy="Making the link …">Make an invitation link</SubmitButton>
          <ShownOnce />
        </Form>
      </section>
      {invitations.length > 0 ? (
        <section aria-labelledby="open-heading">
          <h2 id="open-heading">Open invitations</h2>
          <ul className="people-list">
            {invitations.map((invitation) => (
              <OpenInvitation key={invitation.id} invitation={invitation} />
            ))}
          </ul>
        </section>
      ) : null}
      <section aria-labelledby="people-heading">
        <h2 id="people-heading">At this desk</h2>
        <ul className="people-list">
          {people.map((person) => (
            <Person key={person.id} person={person} />
          ))}
        </ul>
      </section>
    </div>
  )
}

async function load() {
  const ctx = await requireMember()
  try {
    return await getPeoplePage(ctx)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}

function OpenInvitation({ invitation }: { invitation: InvitationRow }) {
  return (
    <li className="people-item">
      <p>
        <strong dir="ltr">{invitation.email}</strong> as {invitation.role}, invited by{' '}
        {invitation.invitedBy}; open until <Day at={invitation.expiresAt} />
      </p>
      <Form
        name={`invitation-${invitation.id}`}
        action={revokeInvitationAction}
        requestId={randomUUID()}
        hidden={{ invitationId: invitation.id }}
        label={`Invitation of ${invitation.email}`}
      >
        <SubmitButton kind="quiet">Take it back</SubmitButton>
      </Form>
    </li>
  )
}

function Person({ person }: { person: PersonRow }) {
  return (
    <li className="people-item" aria-labelledby={`person-${person.id}`}>
      <h3 id={`person-${person.id}`}>
        {person.name} {person.isYou ? <Badge>you</Badge> : null}{' '}
        {person.isActive ? null : <Badge tone="warning">deactivated</Badge>}
      </h3>
      <p>
        <span dir="ltr">{person.email}</span>, <strong>{person.role}</strong>
      </p>
      <p className="people-facts">
        Joined <Day at={person.joinedAt} />,{' '}
        {person.lastSignInAt ? (
          <>
            last signed in <Day at={person.lastSignInAt} />,{' '}
          </>
        ) : (
          'never signed in, '
        )}
        {person.openSessions === 1 ? 'one open session' : `${person.openSessions} open sessions`}.
        Signs in with {waysIn(person)}.
      </p>
      <details className="people-acts">
        <summary>
          Change<span className="visually-hidden"> {person.name}</span>
        </summary>
        {person.may.changeRole ? (
          <Form
            name={`role-${person.id}`}
            action={changeRoleAction}
            requestId={randomUUID()}
            hidden={{ personId: person.id, was: person.role }}
            label={`Role of ${person.name}`}
          >
            <Select name="role" label="Role" options={roles} defaultValue={person.role} />
            <SubmitButton>Change role</SubmitButton>
          </Form>
        ) : null}
        <div className="people-buttons">
          <OneButton person={person} name="sign-out" action={signOutEverywhereAction}>
            Sign out everywhere
          </OneButton>
          {person.may.makePasswordLink ? (
            <OneButton person={person} name="password" action={makePasswordLinkAction}>
              Make a password link
            </OneButton>
          ) : null}
          {person.may.deactivate ? (
            <OneButton person={person} name="deactivate" action={deactivateAction} kind="danger">
              Deactivate
            </OneButton>
          ) : null}
          {person.may.reactivate ? (
            <OneButton person={person} name="reactivate" action={reactivateAction}>
              Let in again
            </OneButton>
          ) : null}
        </div>
      </details>
    </li>
  )
}

type OneButtonProps = {
  person: PersonRow
  name: string
  action: FormAction
  kind?: 'quiet' | 'danger'
  children: string
}

function OneButton({ person, name, action, kind = 'quiet', children }: OneButtonProps) {
  return (
    <Form
      name={`${name}-${person.id}`}
      action={action}
      requestId={randomUUID()}
      hidden={{ personId: person.id }}
      label={`${children}: ${person.name}`}
    >
      <SubmitButton kind={kind} busy="Working …">
        {children}
      </SubmitButton>
      <ShownOnce />
    </Form>
  )
}

function waysIn(person: PersonRow): string {
  const ways = [
    person.hasPassword ? 'a password' : null,
    person.linkedAccounts > 0 ? 'single sign-on' : null,
  ].filter(Boolean)
  return ways.join(' and ') || 'nothing yet'
}

function Day({ at }: { at: Date }) {
  const day = at.toISOString().slice(0, 10)
  return <time dateTime={at.toISOString()}>{day}</time>
}
