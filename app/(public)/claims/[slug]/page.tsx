import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { StatusMark } from '@/app/_ui/status-mark'
import { Apart } from '@/app/(public)/_parts/apart'
import { AsItStood } from '@/app/(public)/_parts/as-it-stood'
import { CarryClaimAway } from '@/app/(public)/_parts/carry-away'
import { Changes } from '@/app/(public)/_parts/changes'
import { askedMoment, type PublicQuery } from '@/app/(public)/_parts/context'
import { Corrected } from '@/app/(public)/_parts/corrected'
import { Evidence } from '@/app/(public)/_parts/evidence'
import { pageWords, useHref } from '@/app/(public)/_parts/href'
import { JsonLd } from '@/app/(public)/_parts/json-ld'
import { loadClaim } from '@/app/(public)/_parts/load'
import { addressOf, pageMeta } from '@/app/(public)/_parts/meta'
import { Neighbourhood } from '@/app/(public)/_parts/neighbourhood'
import { Notes } from '@/app/(public)/_parts/notes'
import { Overtaking } from '@/app/(public)/_parts/overtaking'
import { Sides } from '@/app/(public)/_parts/sides'
import { ConfidenceMark } from '@/app/(public)/_parts/status'
import { At, Own, Prose, SourceLink, When } from '@/app/(public)/_parts/texts'
import { Withdrawn } from '@/app/(public)/_parts/withdrawn'
import { claimReview } from '@/lib/interop/claim-review'
import type { ClaimPage, RelatedClaim } from '@/lib/site/views'
import type { Words } from '@/lib/words/words-of'

type Props = { params: Promise<{ slug: string }>; searchParams: PublicQuery }

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { slug } = await params
  const claim = await loadClaim(slug, await askedMoment(searchParams))
  if (!claim) notFound()
  const path = `/claims/${claim.slug}`
  const words = await pageWords()
  if (claim.kind === 'withdrawn') {
    return {
      ...(await pageMeta({
        path,
        title: words.say('withdrawn.title', { claim: claim.proposition }),
        description: claim.reason,
      })),
      robots: { index: false },
    }
  }
  return pageMeta({
    path,
    title: words.say('meta.labelled', {
      label: words.say(`status.${claim.status}`),
      text: claim.proposition,
    }),
    description: describe(claim, words),
    type: 'article',
    publishedAt: claim.shownSince,
    changedAt: claim.verdict?.publishedAt ?? null,
  })
}

function describe({ claimant, status, verdict }: ClaimPage, { say }: Words): string {
  const by = say('claim.descriptionBy', { name: claimant.name })
  if (!verdict) return `${by} ${say('statusMeaning.unreviewed')}`
  return say('claim.description', {
    by,
    status: say(`status.${status}`),
    confidence: say(`confidenceInText.${verdict.confidence}`),
    rationale: verdict.rationale,
  })
}

export default async function ClaimStatusPage({ params, searchParams }: Props) {
  const at = await askedMoment(searchParams)
  const claim = await loadClaim((await params).slug, at)
  if (!claim) notFound()
  return (
    <>
      <AsItStood path={`/claims/${claim.slug}`} at={at} />
      {claim.kind === 'withdrawn' ? <Withdrawn claim={claim} /> : <Standing claim={claim} />}
      <CarryClaimAway claim={claim} />
    </>
  )
}

function Standing({ claim }: { claim: ClaimPage }) {
  const { verdict, said } = claim
  const t = useTranslations('claim')
  const statuses = useTranslations('status')
  const meanings = useTranslations('statusMeaning')
  const kinds = useTranslations('sourceKindInText')
  const href = useHref()
  const review = claimReview(claim, { origin: addressOf('') })
  return (
    <article className="claim">
      {review ? <JsonLd data={review} /> : null}
      <header className="claim-head">
        <p className="kicker">
          {claim.story ? (
            <a href={href(`/stories/${claim.story.slug}`)}>
              <Own text={claim.story.title} />
            </a>
          ) : (
            t('kicker')
          )}
        </p>
        <h1>
          <Own text={claim.proposition} />
        </h1>
        <p className="byline">
          <Apart>
            <span>
              {t.rich('byline', {
                source: () => <SourceLink source={claim.claimant} />,
                kind: kinds(claim.claimant.kind),
              })}
            </span>
            {said ? <When known={said} /> : null}
            {claim.place ? (
              <span>
                <bdi>{claim.place.name}</bdi>
              </span>
            ) : null}
          </Apart>
        </p>
      </header>

      <section className={`verdict status status--${claim.status}`} aria-label={t('stands')}>
        <p className="verdict-word">
          <StatusMark status={claim.status} />
        </p>
        <p className="verdict-meaning">{meanings(claim.status)}</p>
        <ul className="verdict-facts">
          {verdict ? (
            <li>
              <ConfidenceMark confidence={verdict.confidence} />
            </li>
          ) : null}
          <li>
            {t.rich('since', {
              status: statuses(claim.status),
              at: () => <At iso={claim.since} />,
            })}
          </li>
          {verdict && verdict.publishedAt !== claim.since ? (
            <li>
              {t.rich(verdict.kind === 'correction' ? 'lastCorrected' : 'lastConfirmed', {
                at: () => <At iso={verdict.publishedAt} />,
              })}
            </li>
          ) : null}
        </ul>
        {verdict?.overtaking ? (
          <p className="verdict-overtaken">
            <Overtaking overtaking={verdict.overtaking} />
          </p>
        ) : null}
      </section>

      <Notes claim={claim} />
      <Sides claim={claim} />

      <div className="claim-body">
        <div className="claim-main">
          <section aria-labelledby="why" className="claim-why">
            <h2 id="why">{t(verdict ? 'why' : 'notChecked')}</h2>
            {verdict ? (
              <Prose text={verdict.rationale} />
            ) : (
              <p className="prose">{t('unchecked')}</p>
            )}
          </section>
          {claim.evidence.length > 0 ? (
            <section aria-labelledby="evidence" className="claim-evidence">
              <h2 id="evidence">{t('evidence')}</h2>
              <p className="note">
                {t.rich('graded', {
                  a: (words) => <a href={href('/methodology#grades')}>{words}</a>,
                })}
              </p>
              <Evidence sides={claim.evidence} />
            </section>
          ) : null}
        </div>
        <aside aria-labelledby="changes" className="claim-changes">
          <h2 id="changes">{t('changes')}</h2>
          <Changes changes={claim.changes} />
          {verdict ? (
            <p className="more">
              <a href={href(`/claims/${claim.slug}/history`)}>{t('every')}</a>
            </p>
          ) : null}
        </aside>
      </div>

      <Neighbourhood claim={claim} />
      {claim.related.length > 0 ? (
        <section aria-labelledby="related" className="claim-related">
          <h2 id="related">{t('related')}</h2>
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
  const t = useTranslations('relation')
  const href = useHref()
  if (other.type === 'counters') return null
  return (
    <>
      <p className="faint">{t(`${other.type}.${other.direction}`)}</p>
      <h3 className="claim-item-title">
        <a href={href(`/claims/${other.slug}`)}>
          <Own text={other.proposition} />
        </a>
      </h3>
      <p className="meta">
        <Apart>
          <StatusMark status={other.status} />
          {other.corrected ? <Corrected at={other.corrected} /> : null}
          <SourceLink source={other.claimant} />
          {other.said ? <When known={other.said} /> : null}
        </Apart>
      </p>
      {other.note ? (
        <p className="note">
          <Own text={other.note} />
        </p>
      ) : null}
    </>
  )
}
