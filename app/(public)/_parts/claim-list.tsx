import { useTranslations } from 'next-intl'
import { StatusMark } from '@/app/_ui/status-mark'
import { Apart } from '@/app/(public)/_parts/apart'
import { Corrected } from '@/app/(public)/_parts/corrected'
import { useHref } from '@/app/(public)/_parts/href'
import { Marked } from '@/app/(public)/_parts/marked'
import { At, Own, SourceLink, When } from '@/app/(public)/_parts/texts'
import type { ClaimLine } from '@/lib/site/views'

/** One claim as a line: where it stands, what it says, who said it when. */
export function ClaimItem({
  claim,
  hasStory = true,
  hasClaimant = true,
  marked,
  heading: Heading = 'h3',
}: {
  claim: ClaimLine
  hasStory?: boolean
  hasClaimant?: boolean
  /** Folded words to be marked in it: those by which a search found it. */
  marked?: readonly string[]
  heading?: 'h2' | 'h3'
}) {
  const { said } = claim
  const t = useTranslations('list')
  const confidence = useTranslations('confidenceMark')
  const href = useHref()
  return (
    <article className="claim-item">
      <p className="claim-item-status">
        <Apart>
          <StatusMark status={claim.status} />
          {claim.confidence ? <span className="faint">{confidence(claim.confidence)}</span> : null}
          <Corrected at={claim.corrected} />
        </Apart>
      </p>
      <div>
        <Heading className="claim-item-title">
          <a href={href(`/claims/${claim.slug}`)}>
            {marked ? (
              <Marked text={claim.proposition} words={marked} />
            ) : (
              <Own text={claim.proposition} />
            )}
          </a>
        </Heading>
        <p className="meta">
          <Apart>
            {hasClaimant ? <SourceLink source={claim.claimant} /> : null}
            {said ? <span>{t.rich('said', { when: () => <When known={said} /> })}</span> : null}
            {claim.place ? (
              <span>
                <bdi>{claim.place}</bdi>
              </span>
            ) : null}
            {hasStory && claim.story ? (
              <a href={href(`/stories/${claim.story.slug}`)}>
                <Own text={claim.story.title} />
              </a>
            ) : null}
            <span>
              {t.rich(claim.status === 'unreviewed' ? 'shownSince' : 'statusOf', {
                at: () => <At iso={claim.at} />,
              })}
            </span>
          </Apart>
        </p>
      </div>
    </article>
  )
}

export function ClaimList({
  claims,
  hasStory = true,
  hasClaimant = true,
  marked,
  heading = 'h3',
}: {
  claims: ClaimLine[]
  hasStory?: boolean
  hasClaimant?: boolean
  /** Folded words to be marked in it: those by which a search found it. */
  marked?: readonly string[]
  heading?: 'h2' | 'h3'
}) {
  return (
    <ul className="claim-list">
      {claims.map((claim) => (
        <li key={claim.slug}>
          <ClaimItem
            claim={claim}
            hasStory={hasStory}
            hasClaimant={hasClaimant}
            {...(marked && { marked })}
            heading={heading}
          />
        </li>
      ))}
    </ul>
  )
}
