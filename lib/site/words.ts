import type { Stance } from '@/lib/evidence/schema'
import type { RelationType } from '@/lib/relations/schema'
import type { Confidence, VerdictKind, VerificationStatus } from '@/lib/review/schema'
import type { Reliability, SourceKind } from '@/lib/sources/schema'

/** Who publishes these pages. */
export const siteName = 'Counterclaim'
export const siteDescription =
  'What was claimed, who says otherwise, what the evidence is, and where it stands now.'

/** The word that readers see for each status. */
export const statusWords: Record<VerificationStatus, string> = {
  unreviewed: 'Unreviewed',
  unverified: 'Unverified',
  corroborated: 'Corroborated',
  verified: 'Verified',
  disputed: 'Disputed',
  misleading: 'Misleading',
  false: 'False',
  overtaken: 'Overtaken',
}

export const confidenceWords: Record<Confidence, string> = {
  low: 'Low',
  moderate: 'Moderate',
  high: 'High',
}

export const stanceWords: Record<Stance, string> = {
  supports: 'Supports the claim',
  refutes: 'Speaks against it',
  context: 'Context',
}

export const verdictKindWords: Record<VerdictKind, string> = {
  first: 'First verdict',
  update: 'Update',
  correction: 'Correction',
}

/** How a claim of the page stands to another, from either end. */
export const relationWords: Record<
  Exclude<RelationType, 'counters'>,
  { from: string; to: string }
> = {
  supports: { from: 'This claim supports', to: 'Supported by' },
  repeats: { from: 'This claim repeats', to: 'Repeated by' },
  refines: { from: 'This claim refines', to: 'Refined by' },
  supersedes: { from: 'This claim supersedes', to: 'Superseded by' },
}

export const sourceKindWords: Record<SourceKind, string> = {
  person: 'Person',
  institution: 'Institution',
  armed_group: 'Armed group',
  outlet: 'News outlet',
  agency: 'News agency',
  monitor: 'Monitor',
  witness: 'Witness',
  other: 'Other source',
}

/** The Admiralty scale: how reliable a source has been. */
export const reliabilityWords: Record<Reliability, string> = {
  A: 'Completely reliable',
  B: 'Usually reliable',
  C: 'Fairly reliable',
  D: 'Not usually reliable',
  E: 'Unreliable',
  F: 'Reliability can’t be judged',
}

export const reliabilityMeanings: Record<Reliability, string> = {
  A: 'No doubt about its authenticity, competence or trustworthiness; it has always been right.',
  B: 'Minor doubts; it has been right most of the time.',
  C: 'Some doubts; it has been right at times.',
  D: 'Considerable doubts; it has been right now and then.',
  E: 'It lacks authenticity or competence, or has been wrong throughout.',
  F: 'New to us, or we have too little to judge it by.',
}

/** The Admiralty scale: how far one piece of information is borne out. */
export const credibilityWords: Record<number, string> = {
  1: 'Confirmed by other means',
  2: 'Probably true',
  3: 'Possibly true',
  4: 'Doubtful',
  5: 'Improbable',
  6: 'Truth can’t be judged',
}

export const credibilityMeanings: Record<number, string> = {
  1: 'Other, independent information says the same; it is consistent and makes sense.',
  2: 'Not confirmed, but consistent with what else is known.',
  3: 'Not confirmed; agrees with some of what is known.',
  4: 'Not confirmed; possible, but with nothing else to go by.',
  5: 'Contradicted by what else is known.',
  6: 'Nothing to judge it by.',
}

/** What was done, for readers, by the type of the act. */
export const actWords: Record<string, string> = {
  'claim.shown': 'Shown to readers',
  'claim.edited': 'Particulars corrected',
  'claim.withdrawn': 'Withdrawn',
  'verdict.published': 'Verdict published',
  'appearance.withdrawn': 'An appearance taken back',
  'relation.withdrawn': 'A link to another claim taken back',
}
