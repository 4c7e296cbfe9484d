import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { StatusMark } from '@/app/_ui/status-mark'
import { askedMoment, type PublicQuery, publicContext } from '@/app/(public)/_parts/context'
import { pageHref, pageWords, useHref } from '@/app/(public)/_parts/href'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { isWrittenAnew, Reworded } from '@/app/(public)/_parts/reworded'
import { ConfidenceMark } from '@/app/(public)/_parts/status'
import { At, Own, Prose, SourceLink } from '@/app/(public)/_parts/texts'
import { Withdrawn } from '@/app/(public)/_parts/withdrawn'
import { getComparisonPage } from '@/lib/site/queries/history'
import { sayDifference } from '@/lib/site/say-difference'
import type { ComparisonPage } from '@/lib/site/views'

type Props = { params: Promise<{ slug: string; pair: string }>; searchParams: PublicQuery }

const ask = cache((slug: string, before: number, after: number, at: string | null) =>
  getComparisonPage(publicContext(at), slug, { before, after }),
)

/** The two numbers are in the address, earlier first and written in one way, so that a pair has one page. */
async function load({ params, searchParams }: Props) {
  const { slug, pair } = await params
  const [, before, after] = /^([1-9]\d{0,3})-([1-9]\d{0,3})$/.exec(pair) ?? []
  if (!before || !after) notFound()
  const page = await ask(slug, Number(before), Number(after), await askedMoment(searchParams))
  return page ?? notFound()
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const page = await load(props)
  const isWithdrawn = page.kind === 'withdrawn'
  const { say } = await pageWords()
  const claim = page.proposition
  return {
    ...(await pageMeta({
      path: isWithdrawn
        ? `/claims/${page.slug}`
        : `/claims/${page.slug}/history/${page.before}-${page.after}`,
      title: isWithdrawn ? say('withdrawn.title', { claim }) : say('comparison.title', { claim }),
      description: isWithdrawn
        ? page.reason
        : say('comparison.about', { before: page.before, after: page.after }),
    })),
    // Everything it says is said in the history; there are as many of these as there are pairs.
    robots: { index: false, follow: !isWithdrawn },
  }
}

export default async function ComparisonOfVerdicts(props: Props) {
  const page = await load(props)
  if (page.kind === 'withdrawn') return <Withdrawn claim={page} />
  const { rationale } = page.difference
  const [t, words] = [await getTranslations('comparison'), await pageWords()]
  const href = await pageHref()
  const claim = await getTranslations('claim')
  const said = sayDifference(page.difference, words)
  const [before, after] = [page.verdicts[page.before - 1], page.verdicts[page.after - 1]]
  if (!before || !after) notFound()
  const isSame = rationale.length === 0 && Object.values(said).flat().length === 0
  return (
    <article className="comparison">
      <header className="claim-head">
        <p className="kicker">
          <a href={href(`/claims/${page.slug}/history`)}>{t('every')}</a>
        </p>
        <h1>
          <Own text={page.proposition} />
        </h1>
        <p className="byline">
          <span>
            {claim.rich('claimedBy', { source: () => <SourceLink source={page.claimant} /> })}
          </span>
        </p>
        <p className="lede">{t('lede', { before: page.before, after: page.after })}</p>
      </header>
      {page.verdicts.length > 2 ? <Choice page={page} /> : null}

      <div className="comparison-sides">
        <Side title={t('before')} of={before} />
        <Side title={t('after')} of={after} />
      </div>

      {isSame ? <p className="empty">{t('same')}</p> : null}
      <Differences title={t('conclusion')} sentences={said.finding} />
      <Differences title={t('evidence')} sentences={said.evidence} />
      <Differences title={t('others')} sentences={said.relations} />
      <Differences title={t('claim')} sentences={said.claim} />
      <Rationale page={page} />
      <Between page={page} />
    </article>
  )
}

/** Two rows of links: the other verdicts that either side could be. */
function Choice({ page }: { page: ComparisonPage }) {
  const t = useTranslations('comparison')
  const statuses = useTranslations('statusInText')
  const href = useHref()
  const rows = [
    { side: 'before', chosen: page.before, to: (n: number) => [n, page.after] as const },
    { side: 'after', chosen: page.after, to: (n: number) => [page.before, n] as const },
  ] as const
  return (
    <nav className="comparison-choice" aria-label={t('choose')}>
      {rows.map(({ side, chosen, to }) => (
        <div key={side}>
          <p id={`choose-${side}`}>{t(side)}</p>
          <ol aria-labelledby={`choose-${side}`}>
            {page.verdicts.map(({ number, verdict }) => {
              const [before, after] = to(number)
              const name = t.rich('name', {
                n: number,
                status: statuses(verdict.status),
                hidden: (words) => <span className="visually-hidden">{words}</span>,
              })
              return (
                <li key={number}>
                  {number === chosen ? (
                    <b aria-current="true">{name}</b>
                  ) : before < after ? (
                    <a href={href(`/claims/${page.slug}/history/${before}-${after}`)}>{name}</a>
                  ) : (
                    <span className="faint">{name}</span>
                  )}
                </li>
              )
            })}
          </ol>
        </div>
      ))}
    </nav>
  )
}

function Side({ title, of }: { title: string; of: ComparisonPage['verdicts'][number] }) {
  const { verdict, number } = of
  const t = useTranslations('comparison')
  return (
    <section className={`comparison-side status status--${verdict.status}`}>
      <h2>{t('side', { side: title, n: number })}</h2>
      <p className="comparison-status">
        <StatusMark status={verdict.status} />
      </p>
      <p className="faint">
        <ConfidenceMark confidence={verdict.confidence} />
      </p>
      <p className="history-when">
        <KindAt verdict={verdict} />
      </p>
    </section>
  )
}

function Differences({ title, sentences }: { title: string; sentences: string[] }) {
  return sentences.length > 0 ? (
    <section className="comparison-part">
      <h2>{title}</h2>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  ) : null
}

function Rationale({ page }: { page: ComparisonPage }) {
  const t = useTranslations('comparison')
  const { rationale } = page.difference
  if (rationale.length === 0) return null
  const textOf = (number: number) => page.verdicts[number - 1]?.verdict.rationale ?? ''
  return (
    <section className="comparison-part">
      <h2>{t('rationale')}</h2>
      {isWrittenAnew(rationale) ? (
        <>
          <p className="note">{t('anew')}</p>
          <div className="comparison-texts">
            <div>
              <h3>{t('before')}</h3>
              <Prose text={textOf(page.before)} />
            </div>
            <div>
              <h3>{t('after')}</h3>
              <Prose text={textOf(page.after)} />
            </div>
          </div>
        </>
      ) : (
        <Reworded passages={rationale} />
      )}
    </section>
  )
}

/** What we told readers at each step from the one to the other. */
function Between({ page }: { page: ComparisonPage }) {
  const t = useTranslations('comparison')
  const steps = page.verdicts.slice(page.before, page.after)
  return (
    <section className="comparison-part">
      <h2>{t(steps.length === 1 ? 'said' : 'saidSteps')}</h2>
      <ol className="comparison-steps">
        {steps.map(({ verdict, number }) => (
          <li key={number}>
            <p className="history-when">
              <KindAt verdict={verdict} />
            </p>
            <p>
              <StatusMark status={verdict.status} />
            </p>
            {verdict.publicNote ? (
              <p className="changes-note">
                <Own text={verdict.publicNote} />
              </p>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  )
}

function KindAt({ verdict }: { verdict: ComparisonPage['verdicts'][number]['verdict'] }) {
  const kinds = useTranslations('verdictKind')
  return useTranslations('comparison').rich('kindAt', {
    kind: kinds(verdict.kind),
    at: () => <At iso={verdict.publishedAt} />,
  })
}
