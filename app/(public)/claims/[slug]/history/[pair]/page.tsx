import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { StatusMark } from '@/app/_ui/status-mark'
import { askedMoment, type PublicQuery, publicContext } from '@/app/(public)/_parts/context'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { isWrittenAnew, Reworded } from '@/app/(public)/_parts/reworded'
import { ConfidenceMark } from '@/app/(public)/_parts/status'
import { At, Prose, SourceLink } from '@/app/(public)/_parts/texts'
import { Withdrawn } from '@/app/(public)/_parts/withdrawn'
import { getComparisonPage } from '@/lib/site/queries/history'
import type { ComparisonPage } from '@/lib/site/views'
import { statusWords, verdictKindWords } from '@/lib/site/words'

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
  return {
    ...pageMeta({
      path: isWithdrawn
        ? `/claims/${page.slug}`
        : `/claims/${page.slug}/history/${page.before}-${page.after}`,
      title: isWithdrawn ? `Withdrawn: ${page.proposition}` : `What changed: ${page.proposition}`,
      description: isWithdrawn
        ? page.reason
        : `What differs between verdicts ${page.before} and ${page.after} on this claim.`,
    }),
    // Everything it says is said in the history; there are as many of these as there are pairs.
    robots: { index: false, follow: !isWithdrawn },
  }
}

export default async function ComparisonOfVerdicts(props: Props) {
  const page = await load(props)
  if (page.kind === 'withdrawn') return <Withdrawn claim={page} />
  const { said } = page
  const [before, after] = [page.verdicts[page.before - 1], page.verdicts[page.after - 1]]
  if (!before || !after) notFound()
  const isSame = page.rationale.length === 0 && Object.values(said).flat().length === 0
  return (
    <article className="comparison">
      <header className="claim-head">
        <p className="kicker">
          <a href={`/claims/${page.slug}/history`}>Every verdict on this claim</a>
        </p>
        <h1>{page.proposition}</h1>
        <p className="byline">
          <span>
            Claimed by <SourceLink source={page.claimant} />
          </span>
        </p>
        <p className="lede">
          What changed between verdict {page.before} and verdict {page.after}.
        </p>
      </header>
      {page.verdicts.length > 2 ? <Choice page={page} /> : null}

      <div className="comparison-sides">
        <Side title="Before" of={before} />
        <Side title="After" of={after} />
      </div>

      {isSame ? (
        <p className="empty">
          Nothing: the second confirms the first, word for word, on the same evidence.
        </p>
      ) : null}
      <Differences title="The conclusion" sentences={said.finding} />
      <Differences title="The evidence" sentences={said.evidence} />
      <Differences title="Other claims" sentences={said.relations} />
      <Differences title="The claim itself" sentences={said.claim} />
      <Rationale page={page} />
      <Between page={page} />
    </article>
  )
}

/** Two rows of links: the other verdicts that either side could be. */
function Choice({ page }: { page: ComparisonPage }) {
  const rows = [
    { label: 'Before', chosen: page.before, to: (n: number) => [n, page.after] as const },
    { label: 'After', chosen: page.after, to: (n: number) => [page.before, n] as const },
  ]
  return (
    <nav className="comparison-choice" aria-label="Compare other verdicts">
      {rows.map(({ label, chosen, to }) => (
        <div key={label}>
          <p id={`choose-${label}`}>{label}</p>
          <ol aria-labelledby={`choose-${label}`}>
            {page.verdicts.map(({ number, verdict }) => {
              const [before, after] = to(number)
              const name = (
                <>
                  <span className="visually-hidden">Verdict </span>
                  {number}
                  <span className="visually-hidden">
                    {' '}
                    ({statusWords[verdict.status].toLowerCase()})
                  </span>
                </>
              )
              return (
                <li key={number}>
                  {number === chosen ? (
                    <b aria-current="true">{name}</b>
                  ) : before < after ? (
                    <a href={`/claims/${page.slug}/history/${before}-${after}`}>{name}</a>
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
  return (
    <section className={`comparison-side status status--${verdict.status}`}>
      <h2>
        {title}: verdict {number}
      </h2>
      <p className="comparison-status">
        <StatusMark status={verdict.status} />
      </p>
      <p className="faint">
        <ConfidenceMark confidence={verdict.confidence} />
      </p>
      <p className="history-when">
        {verdictKindWords[verdict.kind]}, <At iso={verdict.publishedAt} />
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
  if (page.rationale.length === 0) return null
  const textOf = (number: number) => page.verdicts[number - 1]?.verdict.rationale ?? ''
  return (
    <section className="comparison-part">
      <h2>The rationale</h2>
      {isWrittenAnew(page.rationale) ? (
        <>
          <p className="note">It was written anew; nothing of the first stands in the second.</p>
          <div className="comparison-texts">
            <div>
              <h3>Before</h3>
              <Prose text={textOf(page.before)} />
            </div>
            <div>
              <h3>After</h3>
              <Prose text={textOf(page.after)} />
            </div>
          </div>
        </>
      ) : (
        <Reworded passages={page.rationale} />
      )}
    </section>
  )
}

/** What we told readers at each step from the one to the other. */
function Between({ page }: { page: ComparisonPage }) {
  const steps = page.verdicts.slice(page.before, page.after)
  return (
    <section className="comparison-part">
      <h2>{steps.length === 1 ? 'What we said of it then' : 'What we said of it, step by step'}</h2>
      <ol className="comparison-steps">
        {steps.map(({ verdict, number }) => (
          <li key={number}>
            <p className="history-when">
              {verdictKindWords[verdict.kind]}, <At iso={verdict.publishedAt} />
            </p>
            <p>
              <StatusMark status={verdict.status} />
            </p>
            {verdict.publicNote ? <p className="changes-note">{verdict.publicNote}</p> : null}
          </li>
        ))}
      </ol>
    </section>
  )
}
