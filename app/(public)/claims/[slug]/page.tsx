import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { StatusMark } from '@/app/_ui/status-mark'
import { AsItStood } from '@/app/(public)/_parts/as-it-stood'
import { Changes } from '@/app/(public)/_parts/changes'
import { askedMoment, type PublicQuery, publicContext } from '@/app/(public)/_parts/context'
import { Corrected } from '@/app/(public)/_parts/corrected'
import { Evidence } from '@/app/(public)/_parts/evidence'
import { JsonLd } from '@/app/(public)/_parts/json-ld'
import { addressOf, pageMeta } from '@/app/(public)/_parts/meta'
import { Notes } from '@/app/(public)/_parts/notes'
import { Sides } from '@/app/(public)/_parts/sides'
import { ConfidenceMark } from '@/app/(public)/_parts/status'
import { At, Day, Prose, SourceLink, When } from '@/app/(public)/_parts/texts'
import { Withdrawn } from '@/app/(public)/_parts/withdrawn'
import { claimReview } from '@/lib/interop/claim-review'
import { statusDefinitions } from '@/lib/review/rules'
import { getClaimPage } from '@/lib/site/queries/claim'
import type { ClaimPage, RelatedClaim } from '@/lib/site/views'
import { relationWords, sourceKindWords, statusWords } from '@/lib/site/words'

type Props = { params: Promise<{ slug: string }>; searchParams: PublicQuery }

/** Asked by the page and by its head; the database is asked once. */
const load = cache((slug: string, at: string | null) => getClaimPage(publicContext(at), slug))

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { slug } = await params
  const claim = await load(slug, await askedMoment(searchParams))
  if (!claim) notFound()
  const path = `/claims/${claim.slug}`
  if (claim.kind === 'withdrawn') {
    return {
      ...pageMeta({ path, title: `Withdrawn: ${claim.proposition}`, description: claim.reason }),
      robots: { index: false },
    }
  }
  return pageMeta({
    path,
    title: `${statusWords[claim.status]}: ${claim.proposition}`,
    description: describe(claim),
    type: 'article',
    publishedAt: claim.shownSince,
    changedAt: claim.verdict?.publishedAt ?? null,
  })
}

function describe(claim: ClaimPage): string {
  const said = `Claimed by ${claim.claimant.name}.`
  return claim.verdict
    ? `${said} ${statusWords[claim.status]}, ${claim.verdict.confidence} confidence. ${claim.verdict.rationale}`
    : `${said} ${statusDefinitions.unreviewed.meaning}`
}

export default async function ClaimStatusPage({ params, searchParams }: Props) {
  const at = await askedMoment(searchParams)
  const claim = await load((await params).slug, at)
  if (!claim) notFound()
  return (
    <>
      <AsItStood path={`/claims/${claim.slug}`} at={at} />
      {claim.kind === 'withdrawn' ? <Withdrawn claim={claim} /> : <Standing claim={claim} />}
    </>
  )
}

function Standing({ claim }: { claim: ClaimPage }) {
  const { verdict } = claim
  const review = claimReview(claim, { origin: addressOf('') })
  return (
    <article className="claim">
      {review ? <JsonLd data={review} /> : null}
      <header className="claim-head">
        <p className="kicker">
          {claim.story ? <a href={`/stories/${claim.story.slug}`}>{claim.story.title}</a> : 'Claim'}
        </p>
        <h1>{claim.proposition}</h1>
        <p className="byline">
          <span>
            Claimed by <SourceLink source={claim.claimant} />,{' '}
            {sourceKindWords[claim.claimant.kind].toLowerCase()}
          </span>
          {claim.said ? <When known={claim.said} /> : null}
          {claim.place ? <bdi>{claim.place.name}</bdi> : null}
        </p>
      </header>

      <section className={`verdict status status--${claim.status}`} aria-label="Where it stands">
        <p className="verdict-word">
          <StatusMark status={claim.status} />
        </p>
        <p className="verdict-meaning">{statusDefinitions[claim.status].meaning}</p>
        <ul className="verdict-facts">
          {verdict ? (
            <li>
              <ConfidenceMark confidence={verdict.confidence} />
            </li>
          ) : null}
          <li>
            {statusWords[claim.status]} since <At iso={claim.since} />
          </li>
          {verdict && verdict.publishedAt !== claim.since ? (
            <li>
              Last {verdict.kind === 'correction' ? 'corrected' : 'confirmed'}{' '}
              <At iso={verdict.publishedAt} />
            </li>
          ) : null}
        </ul>
        {verdict?.overtaking ? (
          <p className="verdict-overtaken">
            Overtaken on <Day day={verdict.overtaking.on} />
            {verdict.overtaking.claim ? (
              <>
                {' '}
                by{' '}
                <a href={`/claims/${verdict.overtaking.claim.slug}`}>
                  {verdict.overtaking.claim.proposition}
                </a>
              </>
            ) : null}
            {verdict.overtaking.event ? `: ${verdict.overtaking.event}` : null}
          </p>
        ) : null}
      </section>

      <Notes claim={claim} />
      <Sides claim={claim} />

      <div className="claim-body">
        <div className="claim-main">
          <section aria-labelledby="why" className="claim-why">
            <h2 id="why">{verdict ? 'Why we say so' : 'Not checked yet'}</h2>
            {verdict ? (
              <Prose text={verdict.rationale} />
            ) : (
              <p className="prose">
                We show this claim because others repeat it. No editor here has reviewed it, and
                nothing on this page says whether it is true.
              </p>
            )}
          </section>
          {claim.evidence.length > 0 ? (
            <section aria-labelledby="evidence" className="claim-evidence">
              <h2 id="evidence">The evidence</h2>
              <p className="note">
                As it stood when the verdict was published. Each item is graded on the{' '}
                <a href="/methodology#grades">Admiralty scale</a>: a letter for the publisher, a
                figure for this one piece of information.
              </p>
              <Evidence sides={claim.evidence} />
            </section>
          ) : null}
        </div>
        <aside aria-labelledby="changes" className="claim-changes">
          <h2 id="changes">What changed and when</h2>
          <Changes changes={claim.changes} />
          {verdict ? (
            <p className="more">
              <a href={`/claims/${claim.slug}/history`}>Every verdict and its evidence</a>
            </p>
          ) : null}
        </aside>
      </div>

      {claim.related.length > 0 ? (
        <section aria-labelledby="related" className="claim-related">
          <h2 id="related">Related claims</h2>
          <ul className="related">
            {claim.related.map((other) => (
              <li key={`${other.type}${other.slug}`}>
                <Related other={other} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </article>
  )
}

function Related({ other }: { other: RelatedClaim }) {
  if (other.type === 'counters') return null
  return (
    <>
      <p className="faint">{relationWords[other.type][other.direction]}</p>
      <h3 className="claim-item-title">
        <a href={`/claims/${other.slug}`}>{other.proposition}</a>
      </h3>
      <p className="meta">
        <StatusMark status={other.status} />
        {other.corrected ? <Corrected at={other.corrected} /> : null}
        <SourceLink source={other.claimant} />
        {other.said ? <When known={other.said} /> : null}
      </p>
      {other.note ? <p className="note">{other.note}</p> : null}
    </>
  )
}
