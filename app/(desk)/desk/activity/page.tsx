import { notFound } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { type MemberContext, requireMember } from '@/app/_server/context'
import { requestWords } from '@/app/_server/request-words'
import { Moment } from '@/app/_ui/moment'
import { saidOf } from '@/app/(desk)/desk/_parts/said-of'
import { titled } from '@/app/(desk)/desk/_parts/titled'
import { reasonOf, typeWord, wordActivity } from '@/app/(desk)/desk/activity/activity-words'
import { includesRole } from '@/lib/auth/roles'
import { type ActivityLine, type ActivityPage, listActivity } from '@/lib/desk/activity'
import { type ActivitySearch, activitySearch, activityTypes } from '@/lib/desk/schema'
import { AppError } from '@/lib/errors'
import { reading } from '@/lib/replica/reading'
import type { Words } from '@/lib/words/words-of'
import './activity.css'

export const dynamic = 'force-dynamic'
export const generateMetadata = titled('activity')

type Query = Record<string, string | string[] | undefined>

export default async function Page({ searchParams }: { searchParams: Promise<Query> }) {
  const ctx = await requireMember()
  const search = activitySearch.parse(await searchParams)
  const page = await load(ctx, search)
  const t = await getTranslations('deskActivityPage')
  const words = await requestWords()
  const isNarrowed = Boolean(search.person ?? search.claim ?? search.type)
  // People's own acts are for admins to see; nobody else is offered what they would not find.
  const types = activityTypes.filter(
    (type) => includesRole(ctx.actor.role, 'admin') || !type.startsWith('person.'),
  )
  return (
    <>
      <div className="page-head">
        <h1>{t('title')}</h1>
      </div>
      <search>
        <form className="filters" action="/desk/activity" method="get">
          {search.claim ? <input type="hidden" name="claim" value={search.claim} /> : null}
          <div className="field">
            <label className="field-label" htmlFor="activity-person">
              {t('byWhom')}
            </label>
            <select
              className="input"
              id="activity-person"
              name="person"
              defaultValue={search.person ?? ''}
            >
              <option value="">{t('anybody')}</option>
              {page.people.map((person) => (
                <option key={person.id} value={person.id}>
                  {person.name}
                </option>
              ))}
            </select>
          </div>
          <div className="field">
            <label className="field-label" htmlFor="activity-type">
              {t('what')}
            </label>
            <select
              className="input"
              id="activity-type"
              name="type"
              defaultValue={search.type ?? ''}
            >
              <option value="">{t('anything')}</option>
              {types.map((type) => (
                <option key={type} value={type}>
                  {typeWord(type, words)}
                </option>
              ))}
            </select>
          </div>
          <button type="submit" className="button button--quiet">
            {t('show')}
          </button>
          {isNarrowed ? <a href="/desk/activity">{t('clear')}</a> : null}
        </form>
      </search>
      {search.claim ? (
        <p className="activity-claim">
          {t.rich('onlyAbout', {
            claim: () =>
              page.claim ? (
                <a href={`/desk/claims/${page.claim.id}`} dir="auto">
                  {page.claim.proposition}
                </a>
              ) : (
                t('unknownClaim')
              ),
          })}
        </p>
      ) : null}
      <p className="soft">{t('acts', saidOf(page.total))}</p>
      {page.items.length === 0 ? (
        <p className="notice">{t('noMatch')}</p>
      ) : (
        <ol className="plain-list activity">
          {page.items.map((line) => (
            <Line key={line.id} line={line} words={words} />
          ))}
        </ol>
      )}
      {search.before || page.nextCursor ? (
        <nav className="pages" aria-label={t('pages')}>
          {search.before ? <a href={addressOf(search)}>{t('newest')}</a> : null}
          {page.nextCursor ? (
            <a
              className="button button--quiet"
              rel="next"
              href={addressOf({ ...search, before: page.nextCursor })}
            >
              {t('older')}
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
    return await reading(ctx, (each) => listActivity(each, search))
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}

function Line({ line, words }: { line: ActivityLine; words: Words }) {
  const t = useTranslations('deskActivityPage')
  const reason = reasonOf(line.body)
  return (
    <li>
      <p className="activity-when fine">
        <Moment at={line.at} /> <span>{t('number', { id: Number(line.id) })}</span>
      </p>
      <div className="activity-what">
        <p>
          <bdi className="activity-who">{line.by?.name ?? t('system')}</bdi>{' '}
          {wordActivity(line.body, words)}
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
  const t = useTranslations('deskActivityPage')
  const { claim, source, document, story, intake, person } = line
  if (claim) {
    return (
      <p className="activity-subject">
        <a href={`/desk/claims/${claim.id}`} dir="auto">
          {claim.proposition}
        </a>
        {claim.version ? <span className="fine"> {t('version', { n: claim.version })}</span> : null}
      </p>
    )
  }
  if (source) return <bdi className="activity-subject">{source.name}</bdi>
  if (story) return <bdi className="activity-subject">{story.title}</bdi>
  if (document) return <bdi className="activity-subject">{document.title}</bdi>
  if (intake) {
    return (
      <p className="activity-subject">
        <a href={`/desk/intake/${intake.id}`}>{t('theIntake')}</a>
      </p>
    )
  }
  if (person) return <bdi className="activity-subject">{person.name}</bdi>
  return null
}
