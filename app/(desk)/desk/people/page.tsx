import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireMember } from '@/app/_server/context'
import { Badge } from '@/app/_ui/badge'
import { Select, SubmitButton, TextField } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { getPeoplePage, type InvitationRow, type PersonRow } from '@/lib/auth/queries'
import type { Role } from '@/lib/auth/roles'
import { AppError } from '@/lib/errors'
import { inviteAction, personAction, revokeInvitationAction } from './actions'
import './people.css'
import type { PersonAct } from './person-act'
import { ShownOnce } from './shown-once'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'People' }

const roles: { value: Role; label: string }[] = [
  { value: 'contributor', label: 'Contributor: files claims, appearances, evidence, relations' },
  { value: 'editor', label: 'Editor: also proposes and reviews verdicts' },
  { value: 'admin', label: 'Admin: also manages people, grades sources, withdraws' },
]

const shortRoles = roles.map(({ value, label }) => ({ value, label: label.split(':')[0] ?? label }))

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
        <strong>
          <bdi>{invitation.email}</bdi>
        </strong>{' '}
        as {invitation.role}, invited by {invitation.invitedBy}; open until{' '}
        <Day at={invitation.expiresAt} />
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
        <bdi>{person.email}</bdi>, <strong>{person.role}</strong>
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
        {sessionWords(person.openSessions)}. Signs in with {waysIn(person)}.
      </p>
      <Form
        name={`person-${person.id}`}
        action={personAction}
        requestId={randomUUID()}
        hidden={{ personId: person.id, was: person.role }}
        label={`${person.name}, ${person.email}`}
        className="people-acts"
      >
        {person.may.changeRole ? (
          <div className="people-role">
            <Select name="role" label="Role" options={shortRoles} defaultValue={person.role} />
            <Act name="change-role">Change role</Act>
          </div>
        ) : null}
        <div className="people-buttons">
          {person.openSessions > 0 ? <Act name="sign-out">Sign out everywhere</Act> : null}
          {person.may.makePasswordLink ? (
            <Act name="password-link">Make a password link</Act>
          ) : null}
          {person.may.deactivate ? (
            <Act name="deactivate" kind="danger">
              Deactivate
            </Act>
          ) : null}
          {person.may.reactivate ? <Act name="reactivate">Let in again</Act> : null}
        </div>
        <ShownOnce />
      </Form>
    </li>
  )
}

function Act({
  name,
  kind = 'quiet',
  children,
}: {
  name: PersonAct
  kind?: 'quiet' | 'danger'
  children: string
}) {
  return (
    <SubmitButton kind={kind} busy={children} name="act" value={name}>
      {children}
    </SubmitButton>
  )
}

function waysIn(person: PersonRow): string {
  const ways = [
    person.hasPassword ? 'a password' : null,
    person.linkedAccounts > 0 ? 'single sign-on' : null,
  ].filter(Boolean)
  return ways.join(' and ') || 'nothing yet'
}

function sessionWords(count: number): string {
  if (count === 0) return 'not signed in anywhere'
  return count === 1 ? 'one open session' : `${count} open sessions`
}

function Day({ at }: { at: Date }) {
  const day = at.toISOString().slice(0, 10)
  return <time dateTime={at.toISOString()}>{day}</time>
}
