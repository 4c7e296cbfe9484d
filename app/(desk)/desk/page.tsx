import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { requireMember } from '@/app/_server/context'
import { requestWords } from '@/app/_server/request-words'
import { Badge } from '@/app/_ui/badge'
import { Ago } from '@/app/_ui/moment'
import { StatusMark } from '@/app/_ui/status-mark'
import { WaitingNotes } from '@/app/(desk)/desk/_parts/health'
import { saidOf } from '@/app/(desk)/desk/_parts/said-of'
import { titled } from '@/app/(desk)/desk/_parts/titled'
import { typeWord } from '@/app/(desk)/desk/activity/activity-words'
import type { ActivityType } from '@/lib/activity/schema'
import { may } from '@/lib/auth/policy'
import { stage } from '@/lib/claims/schema'
import { getQueue, type Queue, type QueueItem } from '@/lib/desk/queries'
import { type QueueSearch, queueSearch, queueTab } from '@/lib/desk/schema'
import { reading } from '@/lib/replica/reading'
import { verificationStatus } from '@/lib/review/schema'
import type { Words } from '@/lib/words/words-of'
import './queue.css'

export const dynamic = 'force-dynamic'
export const generateMetadata = titled('queue')

type Query = Record<string, string | string[] | undefined>

export default async function Page({ searchParams }: { searchParams: Promise<Query> }) {
  const ctx = await requireMember()
  const search = queueSearch.parse(await searchParams)
  const queue = await reading(ctx, (each) => getQueue(each, search))
  const t = await getTranslations('deskQueue')
  const words = await requestWords()
  const isNarrowed = Object.keys(narrowed(search)).length > 0
  return (
    <>
      <div className="page-head">
        <h1>{t('title')}</h1>
        {may(ctx.actor, 'claim:file') ? (
          <a className="button" href="/desk/claims/new">
            {t('fileClaim')}
          </a>
        ) : null}
      </div>
      <WaitingNotes />
      <nav aria-label={t('parts')}>
        <ul className="tabs">
          {queueTab.options.map((tab) => (
            <li key={tab}>
              <a
                href={addressOf({ ...search, tab })}
                aria-current={tab === search.tab ? 'page' : undefined}
              >
                {t(`tab.${tab}`)}{' '}
                <span className="tabs-count">{t('count', saidOf(queue.counts[tab]))}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Filters search={search} queue={queue} isNarrowed={isNarrowed} />
      <p className="queue-about">
        {t(`about.${search.tab}`)}{' '}
        {t.rich('claims', {
          ...saidOf(queue.counts[search.tab]),
          narrowed: String(isNarrowed),
          b: (words) => <strong>{words}</strong>,
        })}
      </p>
      {queue.items.length === 0 ? (
        <p className="notice">
          {isNarrowed ? t('noMatch') : t(`empty.${search.tab}`)}{' '}
          {isNarrowed ? <a href={addressOf({ tab: search.tab })}>{t('clearSearch')}</a> : null}
        </p>
      ) : (
        <ol className="queue">
          {queue.items.map((item) => (
            <QueueRow key={item.id} item={item} now={ctx.now} words={words} />
          ))}
        </ol>
      )}
      {queue.nextCursor || search.cursor ? (
        <nav className="pages" aria-label={t('pages')}>
          {search.cursor ? <a href={addressOf(search)}>{t('firstPage')}</a> : null}
          {queue.nextCursor ? (
            <a
              className="button button--quiet"
              rel="next"
              href={addressOf({ ...search, cursor: queue.nextCursor }, true)}
            >
              {t('nextPage')}
            </a>
          ) : null}
        </nav>
      ) : null}
    </>
  )
}

/** A GET form: what is searched for is in the address, and works without JavaScript. */
function Filters({
  search,
  queue,
  isNarrowed,
}: {
  search: QueueSearch
  queue: Queue
  isNarrowed: boolean
}) {
  const t = useTranslations('deskQueue')
  const status = useTranslations('status')
  const inStage = useTranslations('ui.stage')
  return (
    <search>
      <form className="filters" action="/desk" method="get">
        <input type="hidden" name="tab" value={search.tab} />
        {search.source ? <input type="hidden" name="source" value={search.source} /> : null}
        <div className="field field--wide">
          <label className="field-label" htmlFor="queue-q">
            {t('words')}
          </label>
          <input
            className="input"
            id="queue-q"
            type="search"
            name="q"
            dir="auto"
            defaultValue={search.q ?? ''}
          />
        </div>
        <FilterSelect
          name="status"
          label={t('status')}
          none={t('anyStatus')}
          value={search.status[0]}
          options={verificationStatus.options.map((each) => [each, status(each)])}
        />
        <FilterSelect
          name="stage"
          label={t('stage')}
          none={t('anyStage')}
          value={search.stage}
          options={stage.options.map((each) => [each, inStage(each)])}
        />
        <FilterSelect
          name="story"
          label={t('story')}
          none={t('anyStory')}
          value={search.story}
          options={queue.stories.map((each) => [each.slug, each.title])}
        />
        <button type="submit" className="button button--quiet">
          {t('search')}
        </button>
        {isNarrowed ? <a href={addressOf({ tab: search.tab })}>{t('clear')}</a> : null}
      </form>
      {search.source ? (
        <p className="queue-source">
          {t.rich('onlyOf', {
            name: queue.sourceName ?? t('unknownSource'),
            bdi: (words) => <bdi>{words}</bdi>,
          })}{' '}
          <a href={addressOf({ ...search, source: undefined })}>{t('ofAnybody')}</a>
        </p>
      ) : null}
    </search>
  )
}

function FilterSelect({
  name,
  label,
  none,
  value,
  options,
}: {
  name: string
  label: string
  none: string
  value: string | undefined
  options: (readonly [string, string])[]
}) {
  return (
    <div className="field">
      <label className="field-label" htmlFor={`queue-${name}`}>
        {label}
      </label>
      <select className="input" id={`queue-${name}`} name={name} defaultValue={value ?? ''}>
        <option value="">{none}</option>
        {options.map(([slug, words]) => (
          <option key={slug} value={slug}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}

function QueueRow({ item, now, words }: { item: QueueItem; now: Date; words: Words }) {
  const t = useTranslations('deskQueue')
  const confidence = useTranslations('ui.confidence')
  const inStage = useTranslations('ui.stage')
  const status = useTranslations('status')
  return (
    <li className="queue-row">
      <div className="queue-what">
        <p className="queue-proposition" dir="auto">
          <a href={`/desk/claims/${item.id}`}>{item.proposition}</a>
        </p>
        <p className="queue-claimant">
          <bdi lang={item.claimant.language}>{item.claimant.name}</bdi>
          {item.counterclaims > 0 ? <> · {t('counterclaims', { n: item.counterclaims })}</> : null}
        </p>
      </div>
      <p className="queue-status">
        <StatusMark status={item.status} />
        {item.confidence ? <span className="fine">{confidence(item.confidence)}</span> : null}
        {item.isWithdrawn ? <Badge tone="danger">{t('withdrawn')}</Badge> : null}
      </p>
      <p className="queue-stage">
        <span>
          {inStage(item.stage)}
          {item.isPublic ? null : <span className="fine"> · {t('notShown')}</span>}
        </span>
        {item.proposed ? (
          <span className="fine">
            {t.rich('proposed', {
              status: status(item.proposed.status),
              by: item.proposed.isOwn ? t('you') : item.proposed.by,
              bdi: (words) => <bdi>{words}</bdi>,
            })}
          </span>
        ) : null}
      </p>
      <p className="queue-who">
        <span className="queue-term">{t('with')} </span>
        <bdi>{item.assignee ?? t('nobody')}</bdi>
      </p>
      <p className="queue-when">
        <Ago at={item.changedAt} now={now} />
        {item.lastChange ? (
          <span className="fine">
            {typeWord(item.lastChange.type as ActivityType, words)}
            {item.lastChange.by ? (
              <>
                {t('comma')}
                <bdi>{item.lastChange.by}</bdi>
              </>
            ) : null}
          </span>
        ) : null}
      </p>
    </li>
  )
}

/** What narrows the queue, as its address says it. */
function narrowed(search: Partial<QueueSearch>): Record<string, string> {
  const { q, status, stage: inStage, story, source } = search
  const given = { q, status: status?.join(','), stage: inStage, story, source }
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )
}

/** Another tab or search begins on its first page. */
function addressOf(search: Partial<QueueSearch>, keepsPage = false): string {
  const query = new URLSearchParams({ tab: search.tab ?? 'mine', ...narrowed(search) })
  if (keepsPage && search.cursor) query.set('cursor', search.cursor)
  return `/desk?${query}`
}
