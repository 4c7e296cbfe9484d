import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { cache } from 'react'
import { Apart } from '@/app/(public)/_parts/apart'
import { AsItStood } from '@/app/(public)/_parts/as-it-stood'
import { ClaimList } from '@/app/(public)/_parts/claim-list'
import { askedMoment, type PublicQuery, publicContext } from '@/app/(public)/_parts/context'
import { pageWords, useHref } from '@/app/(public)/_parts/href'
import { languageOf } from '@/app/(public)/_parts/language'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { Tally } from '@/app/(public)/_parts/status'
import { At, DocumentTitle, Name, Own, Prose, SourceLink, When } from '@/app/(public)/_parts/texts'
import { TrackRecord } from '@/app/(public)/_parts/track-record'
import { getSourcePage } from '@/lib/site/queries/sources'
import type { SourcePage } from '@/lib/site/views'

type Props = { params: Promise<{ slug: string }>; searchParams: PublicQuery }

const load = cache((slug: string, at: string | null) => getSourcePage(publicContext(at), slug))

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const source = await load((await params).slug, await askedMoment(searchParams))
  if (!source) notFound()
  const { say } = await pageWords()
  return pageMeta({
    path: `/sources/${source.slug}`,
    hasFeed: source.claims.length > 0,
    title: source.name,
    description: source.description ?? say('source.about', { name: source.name }),
  })
}

export default async function SourceStatusPage({ params, searchParams }: Props) {
  const at = await askedMoment(searchParams)
  const source = await load((await params).slug, at)
  if (!source) notFound()
  return (
    <>
      <AsItStood path={`/sources/${source.slug}`} at={at} />
      <SourceRecord source={source} />
    </>
  )
}

function SourceRecord({ source }: { source: SourcePage }) {
  const [grade, ...earlier] = source.grades
  const { speaksFor } = source
  const t = useTranslations('source')
  const kinds = useTranslations('sourceKind')
  const grades = useTranslations('reliability')
  const comma = useTranslations('difference')('comma')
  const href = useHref()
  return (
    <article className="source">
      <header className="claim-head">
        <p className="kicker">
          <a href={href('/sources')}>{t('kicker')}</a>
        </p>
        <h1>
          <Name of={source} />
        </h1>
        <p className="byline">
          <Apart>
            <span>{kinds(source.kind)}</span>
            {speaksFor ? (
              <span>{t.rich('speaksFor', { source: () => <Name of={speaksFor} /> })}</span>
            ) : null}
            {source.url ? (
              <a href={source.url} rel="external noreferrer">
                {new URL(source.url).host}
              </a>
            ) : null}
          </Apart>
        </p>
        {source.aliases.length > 0 ? (
          <p className="aliases">
            {t('aliases')}{' '}
            {source.aliases.map((alias, index) => (
              <span key={alias.name}>
                {index > 0 ? comma : ''}
                <bdi {...languageOf(alias.language)}>{alias.name}</bdi>
              </span>
            ))}
          </p>
        ) : null}
        {source.description ? <Prose text={source.description} className="lede" /> : null}
        {grade ? (
          <p className="source-grade">
            <a href={href('/methodology#grades')} className="grade-code">
              {grade.reliability}
            </a>{' '}
            {t.rich('graded', {
              words: grades(grade.reliability),
              at: () => <At iso={grade.gradedAt} />,
            })}
            {earlier.length > 0 ? (
              <span className="faint">
                {t.rich('before', {
                  list: () =>
                    earlier.map((each, index) => (
                      <span key={each.gradedAt}>
                        {index > 0 ? comma : ''}
                        {t.rich('gradedFrom', {
                          letter: each.reliability,
                          at: () => <At iso={each.gradedAt} />,
                        })}
                      </span>
                    )),
                })}
              </span>
            ) : null}
          </p>
        ) : null}
      </header>

      {source.claims.length > 0 ? (
        <section aria-labelledby="claims">
          <h2 id="claims">{t('claims')}</h2>
          <Tally tally={source.tally} label={t('tally')} />
          <TrackRecord source={source} />
          <ClaimList claims={source.claims} hasClaimant={false} />
        </section>
      ) : null}

      {source.documents.length > 0 ? (
        <section aria-labelledby="documents">
          <h2 id="documents">{t('documents')}</h2>
          <ul className="documents">
            {source.documents.map((document, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is never reordered
              <li key={index}>
                <p className="document-title">
                  <DocumentTitle title={document.title} url={document.url} />
                </p>
                <p className="meta">
                  <Apart>
                    <b className="role">{t(`role.${document.role}`)}</b>
                    {document.role === 'publisher' ? null : (
                      <SourceLink source={document.publisher} />
                    )}
                    {document.published ? <When known={document.published} /> : null}
                  </Apart>
                </p>
                <ul className="document-claims">
                  {document.claims.map((claim) => (
                    <li key={claim.slug}>
                      <a href={href(`/claims/${claim.slug}`)}>
                        <Own text={claim.proposition} />
                      </a>
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </article>
  )
}
