import type { Metadata } from 'next'
import { requireMember } from '@/app/_server/context'
import { Badge } from '@/app/_ui/badge'
import { Ago } from '@/app/_ui/moment'
import { StatusMark } from '@/app/_ui/status-mark'
import { WaitingNotes } from '@/app/(desk)/desk/_parts/health'
import { typeWord } from '@/app/(desk)/desk/activity/activity-words'
import { confidenceWord, stageWord } from '@/app/(desk)/desk/claims/[id]/claim-words'
import type { ActivityType } from '@/lib/activity/schema'
import { may } from '@/lib/auth/policy'
import { stage } from '@/lib/claims/schema'
import { getQueue, type Queue, type QueueItem } from '@/lib/desk/queries'
import { type QueueSearch, type QueueTab, queueSearch, queueTab } from '@/lib/desk/schema'
import { verificationStatus } from '@/lib/review/schema'
import { statusWords } from '@/lib/site/words'
import './queue.css'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Queue' }

const tabWords: Record<QueueTab, { label: string; about: string; empty: string }> = {
  mine: {
    label: 'Mine',
    about: 'Claims you have that are not finished.',
    empty: 'You have no unfinished claims.',
  },
  review: {
    label: 'Awaiting review',
    about: 'Verdicts that others proposed, longest waiting first. Your own are not among them.',
    empty: 'No verdict of somebody else’s waits for review.',
  },
  contested: {
    label: 'Contested',
    about:
      'Somebody says otherwise, or the evidence is on both sides, and no verdict has settled it.',
    empty: 'Nothing is contested.',
  },
  stale: {
    label: 'Stale',
    about: 'Unfinished for a day without a change, or unsettled for a week. Longest waiting first.',
    empty: 'Nothing has been left lying.',
  },
  all: {
    label: 'All',
    about: 'Every claim, last changed first.',
    empty: 'No claim has been filed.',
  },
}

type Query = Record<string, string | string[] | undefined>

export default async function Page({ searchParams }: { searchParams: Promise<Query> }) {
  const ctx = await requireMember()
  const search = queueSearch.parse(await searchParams)
  const queue = await getQueue(ctx, search)
  const words = tabWords[search.tab]
  const isNarrowed = Object.keys(narrowed(search)).length > 0
  return (
    <>
      <div className="page-head">
        <h1>Queue</h1>
        {may(ctx.actor, 'claim:file') ? (
          <a className="button" href="/desk/claims/new">
            File a claim
          </a>
        ) : null}
      </div>
      <WaitingNotes />
      <nav aria-label="Parts of the queue">
        <ul className="tabs">
          {queueTab.options.map((tab) => (
            <li key={tab}>
              <a
                href={addressOf({ ...search, tab })}
                aria-current={tab === search.tab ? 'page' : undefined}
              >
                {tabWords[tab].label}{' '}
                <span className="tabs-count">{queue.counts[tab].toLocaleString('en')}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Filters search={search} queue={queue} isNarrowed={isNarrowed} />
      <p className="queue-about">
        {words.about}{' '}
        <strong>
          {queue.counts[search.tab].toLocaleString('en')}{' '}
          {queue.counts[search.tab] === 1 ? 'claim' : 'claims'}
        </strong>
        {isNarrowed ? ' with this search.' : '.'}
      </p>
      {queue.items.length === 0 ? (
        <p className="notice">
          {isNarrowed ? 'Nothing here matches this search. ' : words.empty}{' '}
          {isNarrowed ? <a href={addressOf({ tab: search.tab })}>Clear the search</a> : null}
        </p>
      ) : (
        <ol className="queue">
          {queue.items.map((item) => (
            <QueueRow key={item.id} item={item} now={ctx.now} />
          ))}
        </ol>
      )}
      {queue.nextCursor || search.cursor ? (
        <nav className="pages" aria-label="Pages">
          {search.cursor ? <a href={addressOf(search)}>First page</a> : null}
          {queue.nextCursor ? (
            <a
              className="button button--quiet"
              rel="next"
              href={addressOf({ ...search, cursor: queue.nextCursor }, true)}
            >
              Next page
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
  return (
    <search>
      <form className="filters" action="/desk" method="get">
        <input type="hidden" name="tab" value={search.tab} />
        {search.source ? <input type="hidden" name="source" value={search.source} /> : null}
        <div className="field field--wide">
          <label className="field-label" htmlFor="queue-q">
            Words, or a claimant’s name
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
          label="Status"
          none="Any status"
          value={search.status[0]}
          options={verificationStatus.options.map((each) => [each, statusWords[each]])}
        />
        <FilterSelect
          name="stage"
          label="Stage"
          none="Any stage"
          value={search.stage}
          options={stage.options.map((each) => [each, stageWord[each]])}
        />
        <FilterSelect
          name="story"
          label="Story"
          none="Any story"
          value={search.story}
          options={queue.stories.map((each) => [each.slug, each.title])}
        />
        <button type="submit" className="button button--quiet">
          Search
        </button>
        {isNarrowed ? <a href={addressOf({ tab: search.tab })}>Clear</a> : null}
      </form>
      {search.source ? (
        <p className="queue-source">
          Only claims of <bdi>{queue.sourceName ?? 'a source that is not here'}</bdi>.{' '}
          <a href={addressOf({ ...search, source: undefined })}>Of anybody</a>
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

function QueueRow({ item, now }: { item: QueueItem; now: Date }) {
  return (
    <li className="queue-row">
      <div className="queue-what">
        <p className="queue-proposition" dir="auto">
          <a href={`/desk/claims/${item.id}`}>{item.proposition}</a>
        </p>
        <p className="queue-claimant">
          <bdi lang={item.claimant.language}>{item.claimant.name}</bdi>
          {item.counterclaims > 0 ? (
            <>
              {' '}
              · {item.counterclaims} {item.counterclaims === 1 ? 'counterclaim' : 'counterclaims'}
            </>
          ) : null}
        </p>
      </div>
      <p className="queue-status">
        <StatusMark status={item.status} />
        {item.confidence ? <span className="fine">{confidenceWord[item.confidence]}</span> : null}
        {item.isWithdrawn ? <Badge tone="danger">Withdrawn</Badge> : null}
      </p>
      <p className="queue-stage">
        <span>
          {stageWord[item.stage]}
          {item.isPublic ? null : <span className="fine"> · not shown to readers</span>}
        </span>
        {item.proposed ? (
          <span className="fine">
            Proposed: {statusWords[item.proposed.status]}, by{' '}
            <bdi>{item.proposed.isOwn ? 'you' : item.proposed.by}</bdi>
          </span>
        ) : null}
      </p>
      <p className="queue-who">
        <span className="queue-term">With </span>
        <bdi>{item.assignee ?? 'nobody'}</bdi>
      </p>
      <p className="queue-when">
        <Ago at={item.changedAt} now={now} />
        {item.lastChange ? (
          <span className="fine">
            {typeWord(item.lastChange.type as ActivityType)}
            {item.lastChange.by ? (
              <>
                , <bdi>{item.lastChange.by}</bdi>
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
