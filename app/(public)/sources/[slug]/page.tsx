import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { AsItStood } from '@/app/(public)/_parts/as-it-stood'
import { ClaimList } from '@/app/(public)/_parts/claim-list'
import { askedMoment, type PublicQuery, publicContext } from '@/app/(public)/_parts/context'
import { languageOf } from '@/app/(public)/_parts/language'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { Tally } from '@/app/(public)/_parts/status'
import { At, DocumentTitle, Name, Prose, SourceLink, When } from '@/app/(public)/_parts/texts'
import { TrackRecord } from '@/app/(public)/_parts/track-record'
import { getSourcePage } from '@/lib/site/queries/sources'
import type { SourcePage } from '@/lib/site/views'
import { reliabilityWords, sourceKindWords } from '@/lib/site/words'

type Props = { params: Promise<{ slug: string }>; searchParams: PublicQuery }

const load = cache((slug: string, at: string | null) => getSourcePage(publicContext(at), slug))

const roles: Record<SourcePage['documents'][number]['role'], string> = {
  publisher: 'Published',
  reporter: 'Reported',
  origin: 'Origin',
}

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const source = await load((await params).slug, await askedMoment(searchParams))
  if (!source) notFound()
  return pageMeta({
    path: `/sources/${source.slug}`,
    title: source.name,
    description: source.description ?? `What ${source.name} has claimed, and how it fared.`,
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
  return (
    <article className="source">
      <header className="claim-head">
        <p className="kicker">
          <a href="/sources">Source</a>
        </p>
        <h1>
          <Name of={source} />
        </h1>
        <p className="byline">
          <span>{sourceKindWords[source.kind]}</span>
          {source.speaksFor ? (
            <span>
              speaks for <Name of={source.speaksFor} />
            </span>
          ) : null}
          {source.url ? (
            <a href={source.url} rel="external noreferrer">
              {new URL(source.url).host}
            </a>
          ) : null}
        </p>
        {source.aliases.length > 0 ? (
          <p className="aliases">
            Also written{' '}
            {source.aliases.map((alias, index) => (
              <span key={alias.name}>
                {index > 0 ? ', ' : ''}
                <bdi {...languageOf(alias.language)}>{alias.name}</bdi>
              </span>
            ))}
          </p>
        ) : null}
        {source.description ? <Prose text={source.description} className="lede" /> : null}
        {grade ? (
          <p className="source-grade">
            <a href="/methodology#grades" className="grade-code">
              {grade.reliability}
            </a>{' '}
            {reliabilityWords[grade.reliability]}, since <At iso={grade.gradedAt} />
            {earlier.length > 0 ? (
              <span className="faint">
                {' '}
                (before:{' '}
                {earlier.map((each, index) => (
                  <span key={each.gradedAt}>
                    {index > 0 ? ', ' : ''}
                    {each.reliability} from <At iso={each.gradedAt} />
                  </span>
                ))}
                )
              </span>
            ) : null}
          </p>
        ) : null}
      </header>

      {source.claims.length > 0 ? (
        <section aria-labelledby="claims">
          <h2 id="claims">What it claimed, and how that fared</h2>
          <Tally tally={source.tally} label="Claims by status" />
          <TrackRecord source={source} />
          <ClaimList claims={source.claims} hasClaimant={false} />
        </section>
      ) : null}

      {source.documents.length > 0 ? (
        <section aria-labelledby="documents">
          <h2 id="documents">Documents we cite</h2>
          <ul className="documents">
            {source.documents.map((document, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is never reordered
              <li key={index}>
                <p className="document-title">
                  <DocumentTitle title={document.title} url={document.url} />
                </p>
                <p className="meta">
                  <b className="role">{roles[document.role]}</b>
                  {document.role === 'publisher' ? null : (
                    <SourceLink source={document.publisher} />
                  )}
                  {document.published ? <When known={document.published} /> : null}
                </p>
                <ul className="document-claims">
                  {document.claims.map((claim) => (
                    <li key={claim.slug}>
                      <a href={`/claims/${claim.slug}`}>{claim.proposition}</a>
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
