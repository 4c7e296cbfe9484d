import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { type MemberContext, requireMember } from '@/app/_server/context'
import { Moment } from '@/app/_ui/moment'
import { reasonOf, typeWord, wordActivity } from '@/app/(desk)/desk/activity/activity-words'
import { includesRole } from '@/lib/auth/roles'
import { type ActivityLine, type ActivityPage, listActivity } from '@/lib/desk/activity'
import { type ActivitySearch, activitySearch, activityTypes } from '@/lib/desk/schema'
import { AppError } from '@/lib/errors'
import './activity.css'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Activity' }

type Query = Record<string, string | string[] | undefined>

export default async function Page({ searchParams }: { searchParams: Promise<Query> }) {
  const ctx = await requireMember()
  const search = activitySearch.parse(await searchParams)
  const page = await load(ctx, search)
  const isNarrowed = Boolean(search.person ?? search.claim ?? search.type)
  // People's own acts are for admins to see; nobody else is offered what they would not find.
  const types = activityTypes.filter(
    (type) => includesRole(ctx.actor.role, 'admin') || !type.startsWith('person.'),
  )
  return (
    <>
      <div className="page-head">
        <h1>Activity</h1>
      </div>
      <search>
        <form className="filters" action="/desk/activity" method="get">
          {search.claim ? <input type="hidden" name="claim" value={search.claim} /> : null}
          <div className="field">
            <label className="field-label" htmlFor="activity-person">
              By whom
            </label>
            <select
              className="input"
              id="activity-person"
              name="person"
              defaultValue={search.person ?? ''}
            >
              <option value="">Anybody</option>
              {page.people.map((person) => (
                <option key={person.id} value={person.id}>
                  {person.name}
                </option>
              ))}
            </select>
          </div>
          <div className="field">
            <label className="field-label" htmlFor="activity-type">
              What
            </label>
            <select
              className="input"
              id="activity-type"
              name="type"
              defaultValue={search.type ?? ''}
            >
              <option value="">Anything</option>
              {types.map((type) => (
                <option key={type} value={type}>
                  {typeWord(type)}
                </option>
              ))}
            </select>
          </div>
          <button type="submit" className="button button--quiet">
            Show
          </button>
          {isNarrowed ? <a href="/desk/activity">Clear</a> : null}
        </form>
      </search>
      {search.claim ? (
        <p className="activity-claim">
          Only about{' '}
          {page.claim ? (
            <a href={`/desk/claims/${page.claim.id}`} dir="auto">
              {page.claim.proposition}
            </a>
          ) : (
            'a claim that is not here'
          )}
          .
        </p>
      ) : null}
      <p className="soft">
        {page.total.toLocaleString('en')} {page.total === 1 ? 'act' : 'acts'}, newest first. The
        record is only ever added to.
      </p>
      {page.items.length === 0 ? (
        <p className="notice">Nothing here matches.</p>
      ) : (
        <ol className="plain-list activity">
          {page.items.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </ol>
      )}
      {search.before || page.nextCursor ? (
        <nav className="pages" aria-label="Pages">
          {search.before ? <a href={addressOf(search)}>Newest</a> : null}
          {page.nextCursor ? (
            <a
              className="button button--quiet"
              rel="next"
              href={addressOf({ ...search, before: page.nextCursor })}
            >
              Older
            </a>
          ) : null}
        </nav>
      ) : null}
    </>
  )

  function addressOf({ person, claim, type, before }: ActivitySearch): string {
    const isNext = before !== search.before
    const query = Object.entries({ person, claim, type, before: isNext ? before : undefined })
    return `/desk/activity?${new URLSearchParams(
      query.filter((entry): entry is [string, string] => Boolean(entry[1])),
    )}`
  }
}

async function load(ctx: MemberContext, search: ActivitySearch): Promise<ActivityPage> {
  try {
    return await listActivity(ctx, search)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}

function Line({ line }: { line: ActivityLine }) {
  const reason = reasonOf(line.body)
  return (
    <li>
      <p className="activity-when fine">
        <Moment at={line.at} /> <span>No. {line.id}</span>
      </p>
      <div className="activity-what">
        <p>
          <bdi className="activity-who">{line.by?.name ?? 'The system'}</bdi>{' '}
          {wordActivity(line.body)}
        </p>
        {reason ? (
          <p className="soft" dir="auto">
            {reason}
          </p>
        ) : null}
        <Subject line={line} />
      </div>
    </li>
  )
}

function Subject({ line }: { line: ActivityLine }) {
  const { claim, source, document, story, intake, person } = line
  if (claim) {
    return (
      <p className="activity-subject">
        <a href={`/desk/claims/${claim.id}`} dir="auto">
          {claim.proposition}
        </a>
        {claim.version ? <span className="fine"> version {claim.version}</span> : null}
      </p>
    )
  }
  if (source) return <bdi className="activity-subject">{source.name}</bdi>
  if (story) return <bdi className="activity-subject">{story.title}</bdi>
  if (document) return <bdi className="activity-subject">{document.title}</bdi>
  if (intake) {
    return (
      <p className="activity-subject">
        <a href={`/desk/intake/${intake.id}`}>The intake</a>
      </p>
    )
  }
  if (person) return <bdi className="activity-subject">{person.name}</bdi>
  return null
}
