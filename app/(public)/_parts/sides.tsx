import { useTranslations } from 'next-intl'
import { StatusMark } from '@/app/_ui/status-mark'
import { Apart } from '@/app/(public)/_parts/apart'
import { Corrected } from '@/app/(public)/_parts/corrected'
import { useHref } from '@/app/(public)/_parts/href'
import { DocumentTitle, Own, SourceLink, When, Words } from '@/app/(public)/_parts/texts'
import type { AppearanceGroup, Carrier, ClaimPage, OtherClaim } from '@/lib/site/views'

/** Who says it and who says otherwise, side by side, each in their exact words. */
export function Sides({ claim }: { claim: ClaimPage }) {
  const { wording } = claim
  const t = useTranslations('sides')
  const grades = useTranslations('reliability')
  const href = useHref()
  return (
    <div className="sides">
      <section aria-labelledby="says" className="side">
        <h2 id="says">{t('says')}</h2>
        <p className="side-name">
          <SourceLink source={claim.claimant} />
          {claim.claimant.reliability ? (
            <span className="faint">
              {' '}
              <a href={href('/methodology#grades')} className="grade-code">
                {claim.claimant.reliability}
              </a>{' '}
              {grades(claim.claimant.reliability)}
            </span>
          ) : null}
        </p>
        {wording ? <Words quote={wording} /> : null}
        {claim.appearances.map((group) => (
          <Appearances key={group.origin.slug} group={group} known={wording?.text} />
        ))}
      </section>
      <section aria-labelledby="otherwise" className="side side--other">
        <h2 id="otherwise">{t('otherwise')}</h2>
        {claim.counterclaims.length === 0 ? (
          <p className="empty">{t('none')}</p>
        ) : (
          <ul className="counterclaims">
            {claim.counterclaims.map((other) => (
              <li key={other.slug}>
                <Counterclaim other={other} />
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  )
}

/** The carriers of one origin; words that already stand above are not said again. */
function Appearances({ group, known }: { group: AppearanceGroup; known: string | undefined }) {
  const t = useTranslations('sides')
  const carriers = group.quotes.reduce((sum, each) => sum + each.carriers.length, 0)
  return (
    <div className={carriers > 1 ? 'origin origin--shared' : 'origin'}>
      <p className="origin-name">
        {t('origin')} <SourceLink source={group.origin} />
        {carriers > 1 ? <span className="faint">{t('carried', { n: carriers })}</span> : null}
      </p>
      {group.quotes.map(({ quote, carriers }) => (
        <div key={quote.text} className="appearance">
          {quote.text === known ? null : <Words quote={quote} cite={carriers[0]?.document.url} />}
          <ul className="carriers">
            {carriers.map((carrier, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is never reordered
              <li key={index}>
                <CarrierLine carrier={carrier} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  )
}

function CarrierLine({ carrier }: { carrier: Carrier }) {
  const { document, reportedBy } = carrier
  const t = useTranslations('sides')
  return (
    <p className="meta">
      <Apart>
        {carrier.isFirst ? <b className="first">{t('first')}</b> : null}
        <DocumentTitle title={document.title} url={document.url} language={document.language} />
        <span>
          <SourceLink source={document.publisher} />
          {reportedBy
            ? t.rich('reportedBy', { source: () => <SourceLink source={reportedBy} /> })
            : null}
        </span>
        {document.published ? <When known={document.published} /> : null}
      </Apart>
    </p>
  )
}

function Counterclaim({ other }: { other: OtherClaim }) {
  const confidence = useTranslations('confidenceMark')
  const href = useHref()
  const comma = useTranslations('difference')('comma')
  return (
    <article className="counterclaim">
      <p className="side-name">
        <SourceLink source={other.claimant} />
      </p>
      {other.quote ? <Words quote={other.quote} cite={other.document?.url} /> : null}
      <h3 className="counterclaim-title">
        <a href={href(`/claims/${other.slug}`)}>
          <Own text={other.proposition} />
        </a>
      </h3>
      <p className="meta">
        <Apart>
          <span>
            <StatusMark status={other.status} />
            {other.confidence ? ` · ${confidence(other.confidence)}` : null}
          </span>
          {other.corrected ? <Corrected at={other.corrected} /> : null}
          {other.said ? <When known={other.said} /> : null}
          {other.document ? (
            <span>
              <DocumentTitle {...other.document} />
              {comma}
              <SourceLink source={other.document.publisher} />
            </span>
          ) : null}
        </Apart>
      </p>
      {other.note ? (
        <p className="note">
          <Own text={other.note} />
        </p>
      ) : null}
    </article>
  )
}
