import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { useFormatter, useTranslations } from 'next-intl'
import { cache } from 'react'
import { useWords } from '@/app/_server/use-words'
import { StatusMark } from '@/app/_ui/status-mark'
import { AsItStood } from '@/app/(public)/_parts/as-it-stood'
import { Step } from '@/app/(public)/_parts/changes'
import { askedMoment, type PublicQuery, publicContext } from '@/app/(public)/_parts/context'
import { Evidence } from '@/app/(public)/_parts/evidence'
import { pageWords, useHref } from '@/app/(public)/_parts/href'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { Overtaking } from '@/app/(public)/_parts/overtaking'
import { ConfidenceMark } from '@/app/(public)/_parts/status'
import { At, Own, Prose, SourceLink } from '@/app/(public)/_parts/texts'
import { Withdrawn } from '@/app/(public)/_parts/withdrawn'
import { Proof } from '@/app/(public)/claims/[slug]/history/proof'
import { getHistoryPage } from '@/lib/site/queries/history'
import { getClaimLog } from '@/lib/site/queries/log'
import { sayGrounds } from '@/lib/site/say-difference'
import type { HistoryEntry, HistoryPage } from '@/lib/site/views'

type Props = { params: Promise<{ slug: string }>; searchParams: PublicQuery }

const load = cache((slug: string, at: string | null) => getHistoryPage(publicContext(at), slug))

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { slug } = await params
  const history = await load(slug, await askedMoment(searchParams))
  if (!history) notFound()
  const { say } = await pageWords()
  const page = await pageMeta({
    path: `/claims/${slug}/history`,
    title: say('history.title', { claim: history.proposition }),
    description: history.kind === 'withdrawn' ? history.reason : say('history.about'),
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
  const t = useTranslations('history')
  const claim = useTranslations('claim')
  const href = useHref()
  return (
    <article className="history">
      <header className="claim-head">
        <p className="kicker">
          <a href={href(`/claims/${history.slug}`)}>{t('back')}</a>
        </p>
        <h1>
          <Own text={history.proposition} />
        </h1>
        <p className="byline">
          <span>
            {claim.rich('claimedBy', { source: () => <SourceLink source={history.claimant} /> })}
          </span>
          <StatusMark status={history.status} />
        </p>
        <p className="lede">{t('lede')}</p>
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
          <p>{t('firstShown')}</p>
        </li>
      </ol>
    </article>
  )
}

function Entry({ entry, slug }: { entry: HistoryEntry; slug: string }) {
  const { verdict, number, difference } = entry
  const t = useTranslations('history')
  const words = useWords()
  const changed = difference ? sayGrounds(difference, words) : []
  return (
    <article className={`history-entry status status--${verdict.status}`} data-verdict={verdict.id}>
      <p className="history-when">
        {t.rich('verdict', { n: number, at: () => <At iso={verdict.publishedAt} /> })}
      </p>
      <h2 className="history-status">
        <StatusMark status={verdict.status} />
      </h2>
      <p className="faint">
        <Step change={{ kind: verdict.kind, before: entry.before, status: verdict.status }} />
        {' · '}
        <ConfidenceMark confidence={verdict.confidence} />
      </p>
      {verdict.publicNote ? (
        <p className="history-note">
          <Own text={verdict.publicNote} />
        </p>
      ) : null}
      {verdict.overtaking ? (
        <p>
          <Overtaking overtaking={verdict.overtaking} />
        </p>
      ) : null}
      {changed.length > 0 ? (
        <section className="history-changed">
          <h3>{t('new')}</h3>
          <ul>
            {changed.map((sentence) => (
              <li key={sentence}>
                <bdi dir={words.language.dir}>{sentence}</bdi>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {number > 1 ? <Earlier number={number} slug={slug} /> : null}
      <section>
        <h3>{t('rationale')}</h3>
        <Prose text={verdict.rationale} />
      </section>
      {entry.evidence.length > 0 ? (
        <details className="history-evidence">
          <summary>{t('evidence')}</summary>
          <Evidence sides={entry.evidence} heading="h4" />
        </details>
      ) : (
        <p className="faint">{t('noEvidence')}</p>
      )}
    </article>
  )
}

/** Links to what differs between this verdict and each before it; the nearest first. */
function Earlier({ number, slug }: { number: number; slug: string }) {
  const t = useTranslations('history')
  const { number: figure } = useFormatter()
  const href = useHref()
  const earlier = Array.from({ length: number - 1 }, (_, index) => number - 1 - index)
  return (
    <p className="history-compare">
      <span>{t('compare')}</span>
      {earlier.map((each) => (
        <a key={each} href={href(`/claims/${slug}/history/${each}-${number}`)}>
          {figure(each)}
        </a>
      ))}
    </p>
  )
}
