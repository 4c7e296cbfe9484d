import { randomUUID } from 'node:crypto'
import { notFound } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { requireMember } from '@/app/_server/context'
import { Badge } from '@/app/_ui/badge'
import { Select, SubmitButton, TextField } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { Known } from '@/app/_ui/moment'
import { titled } from '@/app/(desk)/desk/_parts/titled'
import { getPeoplePage, type InvitationRow, type PersonRow } from '@/lib/auth/queries'
import type { Role } from '@/lib/auth/roles'
import { AppError } from '@/lib/errors'
import { inviteAction, personAction, revokeInvitationAction } from './actions'
import './people.css'
import type { PersonAct } from './person-act'
import { ShownOnce } from './shown-once'

export const dynamic = 'force-dynamic'
export const generateMetadata = titled('people')

const ROLES = ['contributor', 'editor', 'admin'] as const satisfies Role[]

export default async function Page() {
  const { people, invitations } = await load()
  const t = await getTranslations('deskPeople')
  return (
    <div className="people">
      <h1>{t('title')}</h1>
      <section aria-labelledby="invite-heading">
        <h2 id="invite-heading">{t('invite')}</h2>
        <Form name="invite" action={inviteAction} requestId={randomUUID()}>
          <TextField
            name="email"
            label={t('email')}
            hint={t('emailHint')}
            type="email"
            inputMode="email"
            dir="ltr"
            spellCheck={false}
          />
          <Select
            name="role"
            label={t('roleLabel')}
            options={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
            defaultValue="contributor"
          />
          <SubmitButton busy={t('making')}>{t('make')}</SubmitButton>
          <ShownOnce />
        </Form>
      </section>
      {invitations.length > 0 ? (
        <section aria-labelledby="open-heading">
          <h2 id="open-heading">{t('openTitle')}</h2>
          <ul className="people-list">
            {invitations.map((invitation) => (
              <OpenInvitation key={invitation.id} invitation={invitation} />
            ))}
          </ul>
        </section>
      ) : null}
      <section aria-labelledby="people-heading">
        <h2 id="people-heading">{t('here')}</h2>
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
  const t = useTranslations('deskPeople')
  const role = useTranslations('deskRole')
  return (
    <li className="people-item">
      <p>
        {t.rich('open', {
          email: () => (
            <strong>
              <bdi>{invitation.email}</bdi>
            </strong>
          ),
          role: role(invitation.role),
          by: invitation.invitedBy,
          day: () => <Day at={invitation.expiresAt} />,
        })}
      </p>
      <Form
        name={`invitation-${invitation.id}`}
        action={revokeInvitationAction}
        requestId={randomUUID()}
        hidden={{ invitationId: invitation.id }}
        label={t('invitationOf', { email: invitation.email })}
      >
        <SubmitButton kind="quiet">{t('takeBack')}</SubmitButton>
      </Form>
    </li>
  )
}

function Person({ person }: { person: PersonRow }) {
  const t = useTranslations('deskPeople')
  const role = useTranslations('deskRole')
  return (
    <li className="people-item" aria-labelledby={`person-${person.id}`}>
      <h3 id={`person-${person.id}`}>
        {person.name} {person.isYou ? <Badge>{t('you')}</Badge> : null}{' '}
        {person.isActive ? null : <Badge tone="warning">{t('deactivated')}</Badge>}
      </h3>
      <p>
        <bdi>{person.email}</bdi>
        {t('comma')}
        <strong>{role(person.role)}</strong>
      </p>
      <p className="people-facts">
        {t.rich('facts', {
          joined: () => <Day at={person.joinedAt} />,
          hasSignedIn: person.lastSignInAt ? 'yes' : 'no',
          last: () => (person.lastSignInAt ? <Day at={person.lastSignInAt} /> : null),
          sessions: person.openSessions,
          ways:
            person.hasPassword && person.linkedAccounts > 0
              ? 'both'
              : person.hasPassword
                ? 'password'
                : person.linkedAccounts > 0
                  ? 'single'
                  : 'none',
        })}
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
            <Select
              name="role"
              label={t('roleLabel')}
              options={ROLES.map((value) => ({ value, label: t(`shortRole.${value}`) }))}
              defaultValue={person.role}
            />
            <Act name="change-role">{t('changeRole')}</Act>
          </div>
        ) : null}
        <div className="people-buttons">
          {person.openSessions > 0 ? <Act name="sign-out">{t('signOut')}</Act> : null}
          {person.may.makePasswordLink ? <Act name="password-link">{t('passwordLink')}</Act> : null}
          {person.may.deactivate ? (
            <Act name="deactivate" kind="danger">
              {t('deactivate')}
            </Act>
          ) : null}
          {person.may.reactivate ? <Act name="reactivate">{t('reactivate')}</Act> : null}
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

function Day({ at }: { at: Date }) {
  return <Known time={{ on: at, precision: 'day', at: null, zone: null }} />
}
