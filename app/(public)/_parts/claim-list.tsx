import { StatusMark } from '@/app/_ui/status-mark'
import { Corrected } from '@/app/(public)/_parts/corrected'
import { At, SourceLink, When } from '@/app/(public)/_parts/texts'
import type { ClaimLine } from '@/lib/site/views'
import { confidenceWords } from '@/lib/site/words'

/** One claim as a line: where it stands, what it says, who said it when. */
export function ClaimItem({
  claim,
  hasStory = true,
  hasClaimant = true,
  heading: Heading = 'h3',
}: {
  claim: ClaimLine
  hasStory?: boolean
  hasClaimant?: boolean
  heading?: 'h2' | 'h3'
}) {
  return (
    <article className="claim-item">
      <p className="claim-item-status">
        <StatusMark status={claim.status} />
        {claim.confidence ? (
          <span className="faint">{confidenceWords[claim.confidence]} confidence</span>
        ) : null}
        <Corrected at={claim.corrected} />
      </p>
      <div>
        <Heading className="claim-item-title">
          <a href={`/claims/${claim.slug}`}>{claim.proposition}</a>
        </Heading>
        <p className="meta">
          {hasClaimant ? <SourceLink source={claim.claimant} /> : null}
          {claim.said ? (
            <span>
              said <When known={claim.said} />
            </span>
          ) : null}
          {claim.place ? (
            <span>
              <bdi>{claim.place}</bdi>
            </span>
          ) : null}
          {hasStory && claim.story ? (
            <a href={`/stories/${claim.story.slug}`}>{claim.story.title}</a>
          ) : null}
          <span>
            {claim.status === 'unreviewed' ? 'shown since ' : 'status of '}
            <At iso={claim.at} />
          </span>
        </p>
      </div>
    </article>
  )
}

export function ClaimList({
  claims,
  hasStory = true,
  hasClaimant = true,
  heading = 'h3',
}: {
  claims: ClaimLine[]
  hasStory?: boolean
  hasClaimant?: boolean
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
            heading={heading}
          />
        </li>
      ))}
    </ul>
  )
}
