import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { StatusMark } from '@/app/_ui/status-mark'
import { AsItStood } from '@/app/(public)/_parts/as-it-stood'
import { sayStep } from '@/app/(public)/_parts/changes'
import { askedMoment, type PublicQuery, publicContext } from '@/app/(public)/_parts/context'
import { Evidence } from '@/app/(public)/_parts/evidence'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { ConfidenceMark } from '@/app/(public)/_parts/status'
import { At, Day, Prose, SourceLink } from '@/app/(public)/_parts/texts'
import { Withdrawn } from '@/app/(public)/_parts/withdrawn'
import { Proof } from '@/app/(public)/claims/[slug]/history/proof'
import { getHistoryPage } from '@/lib/site/queries/history'
import { getClaimLog } from '@/lib/site/queries/log'
import type { HistoryEntry, HistoryPage } from '@/lib/site/views'

type Props = { params: Promise<{ slug: string }>; searchParams: PublicQuery }

const load = cache((slug: string, at: string | null) => getHistoryPage(publicContext(at), slug))

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { slug } = await params
  const history = await load(slug, await askedMoment(searchParams))
  if (!history) notFound()
  const page = pageMeta({
    path: `/claims/${slug}/history`,
    title: `History: ${history.proposition}`,
    description:
      history.kind === 'withdrawn'
        ? history.reason
        : 'Every verdict that we published on this claim, with its evidence and what changed between them.',
  })
  return history.kind === 'withdrawn' ? { ...page, robots: { index: false } } : page
}

export default async function ClaimHistoryPage({ params, searchParams }: Props) {
  const at = await askedMoment(searchParams)
  const history = await load((await params).slug, at)
  if (!history) notFound()
  return (
    <>
      <AsItStood path={`/claims/${history.slug}/history`} at={at} />
      {history.kind === 'withdrawn' ? (
        <Withdrawn claim={history} />
      ) : (
        <Verdicts history={history} />
      )}
      <Proof acts={await getClaimLog(publicContext(at), history.slug)} />
    </>
  )
}

function Verdicts({ history }: { history: HistoryPage }) {
  return (
    <article className="history">
      <header className="claim-head">
        <p className="kicker">
          <a href={`/claims/${history.slug}`}>Back to the claim</a>
        </p>
        <h1>{history.proposition}</h1>
        <p className="byline">
          <span>
            Claimed by <SourceLink source={history.claimant} />
          </span>
          <StatusMark status={history.status} />
        </p>
        <p className="lede">
          Every verdict that we published, newest first. None of them is ever altered: a new one
          takes its place and says why.
        </p>
      </header>
      <ol className="history-list" reversed>
        {history.entries.map((entry) => (
          <li key={entry.verdict.id}>
            <Entry entry={entry} slug={history.slug} />
          </li>
        ))}
        <li>
          <p className="history-when">
            <At iso={history.shownSince} />
          </p>
          <p>The claim was first shown on these pages.</p>
        </li>
      </ol>
    </article>
  )
}

function Entry({ entry, slug }: { entry: HistoryEntry; slug: string }) {
  const { verdict, number } = entry
  return (
    <article className={`history-entry status status--${verdict.status}`} data-verdict={verdict.id}>
      <p className="history-when">
        Verdict {number}, <At iso={verdict.publishedAt} />
      </p>
      <h2 className="history-status">
        <StatusMark status={verdict.status} />
      </h2>
      <p className="faint">
        {sayStep({ kind: verdict.kind, before: entry.before, status: verdict.status })}
        {' · '}
        <ConfidenceMark confidence={verdict.confidence} />
      </p>
      {verdict.publicNote ? <p className="history-note">{verdict.publicNote}</p> : null}
      {verdict.overtaking ? (
        <p>
          Overtaken on <Day day={verdict.overtaking.on} />
          {verdict.overtaking.claim ? (
            <>
              {' by '}
              <a href={`/claims/${verdict.overtaking.claim.slug}`}>
                {verdict.overtaking.claim.proposition}
              </a>
            </>
          ) : null}
          {verdict.overtaking.event ? `: ${verdict.overtaking.event}` : null}
        </p>
      ) : null}
      {entry.changed.length > 0 ? (
        <section className="history-changed">
          <h3>What was new</h3>
          <ul>
            {entry.changed.map((sentence) => (
              <li key={sentence}>
                <bdi>{sentence}</bdi>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {number > 1 ? <Earlier number={number} slug={slug} /> : null}
      <section>
        <h3>Rationale</h3>
        <Prose text={verdict.rationale} />
      </section>
      {entry.evidence.length > 0 ? (
        <details className="history-evidence">
          <summary>Evidence as it stood</summary>
          <Evidence sides={entry.evidence} heading="h4" />
        </details>
      ) : (
        <p className="faint">This verdict rested on no evidence of its own.</p>
      )}
    </article>
  )
}

/** Links to what differs between this verdict and each before it; the nearest first. */
function Earlier({ number, slug }: { number: number; slug: string }) {
  const earlier = Array.from({ length: number - 1 }, (_, index) => number - 1 - index)
  return (
    <p className="history-compare">
      <span>Compare word by word with verdict</span>
      {earlier.map((each) => (
        <a key={each} href={`/claims/${slug}/history/${each}-${number}`}>
          {each}
        </a>
      ))}
    </p>
  )
}
