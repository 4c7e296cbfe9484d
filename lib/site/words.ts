import type { Confidence, VerdictKind, VerificationStatus } from '@/lib/review/schema'
import type { Reliability, SourceKind } from '@/lib/sources/schema'
import english from '@/messages/en.json'

/**
 * English words for what has no language of a reader: what machines read, and what a page is checked against. They are
 * those of the file of English; pages say things by `useTranslations`.
 */

/** Who publishes these pages. */
export const siteName = english.site.name
export const siteDescription = english.site.description

export const statusWords: Record<VerificationStatus, string> = english.status
export const confidenceWords: Record<Confidence, string> = english.confidence
export const verdictKindWords: Record<VerdictKind, string> = english.verdictKind
export const sourceKindWords: Record<SourceKind, string> = english.sourceKind
/** The Admiralty scale: how reliable a source has been. */
export const reliabilityWords: Record<Reliability, string> = english.reliability
/** The Admiralty scale: how far one piece of information is borne out. */
export const credibilityWords: Record<number, string> = english.credibility
