import { useTranslations } from 'next-intl'
import { StatusMark } from '@/app/_ui/status-mark'
import type { Stage } from '@/lib/claims/schema'
import type { VerificationStatus } from '@/lib/review/schema'

type Props = {
  claims: {
    id: string
    proposition: string
    claimantName: string
    status: VerificationStatus
    stage: Stage
    isPublic: boolean
  }[]
  /** On a source's own page its name would only repeat. */
  hasClaimant?: boolean
}

/** Claims as other nouns' pages list them. */
export function ClaimListing({ claims, hasClaimant = true }: Props) {
  const t = useTranslations('ui')
  return (
    <ul className="listing">
      {claims.map((claim) => (
        <li key={claim.id}>
          <a href={`/desk/claims/${claim.id}`}>
            <bdi>{claim.proposition}</bdi>
          </a>
          <p className="listing-about">
            <StatusMark status={claim.status} />
            {hasClaimant ? <bdi>{claim.claimantName}</bdi> : null}
            <span>{claim.isPublic ? t('shown') : t('deskOnly')}</span>
          </p>
        </li>
      ))}
    </ul>
  )
}
