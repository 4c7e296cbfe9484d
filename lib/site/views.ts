import type { Stance } from '@/lib/evidence/schema'
import type { RelationType } from '@/lib/relations/schema'
import type { VerdictDifference } from '@/lib/review/difference'
import type { Confidence, VerdictKind, VerificationStatus } from '@/lib/review/schema'
import type { Judged } from '@/lib/site/track-record'
import type { Reliability, SourceKind } from '@/lib/sources/schema'
import type { KnownMoment } from '@/lib/words/say-time'

/** What readers' pages show: plain values, and nothing that readers may not know. Moments are ISO 8601 in UTC. */

export type SourceRef = { slug: string; name: string; language: string; kind: SourceKind }
export type StoryRef = { slug: string; title: string }
export type Quote = { text: string; language: string }

/** A claim as one line of a list. */
export type ClaimLine = {
  slug: string
  proposition: string
  status: VerificationStatus
  confidence: Confidence | null
  /** When the status was last confirmed or changed; without a verdict, since when the claim is shown. */
  at: string
  /** When we last had to correct it, whatever came after; null where we never did. */
  corrected: string | null
  claimant: SourceRef
  said: KnownMoment | null
  place: string | null
  story: StoryRef | null
}

export type DocumentRef = {
  title: string
  url: string | null
  kind: string
  language: string
  published: KnownMoment | null
  publisher: SourceRef
}

/** One place where the claim was made or reported. */
export type Carrier = {
  document: DocumentRef
  /** Who told the publisher, where that is another. */
  reportedBy: SourceRef | null
  isFirst: boolean
}

/** The carriers of one origin with the words they carry: however many they are, they are one. */
export type AppearanceGroup = {
  origin: { slug: string; name: string }
  quotes: { quote: Quote; carriers: Carrier[] }[]
}

export type OtherClaim = {
  slug: string
  proposition: string
  status: VerificationStatus
  confidence: Confidence | null
  /** When we last had to correct it. */
  corrected: string | null
  claimant: SourceRef
  said: KnownMoment | null
  note: string | null
  /** The claimant's own words where we have them, else the words of the first appearance. */
  quote: Quote | null
  document: DocumentRef | null
}

export type RelatedClaim = OtherClaim & {
  type: RelationType
  /** Whether the claim of the page is the one that supports (repeats …) or the one that is supported. */
  direction: 'from' | 'to'
}

export type EvidenceItem = {
  stance: Stance
  excerpt: Quote
  locator: string | null
  credibility: number
  /** The publisher's grade when the verdict was published. */
  reliability: Reliability | null
  document: {
    title: string
    url: string | null
    publishedOn: string | null
    publisher: { slug: string; name: string }
  }
  isFromClaimant: boolean
}

export type EvidenceGroup = { origin: { slug: string; name: string }; items: EvidenceItem[] }
export type EvidenceSide = { stance: Stance; origins: number; groups: EvidenceGroup[] }

export type Overtaking = {
  on: string
  event: string | null
  claim: { slug: string; proposition: string } | null
}

export type VerdictView = {
  id: string
  status: Exclude<VerificationStatus, 'unreviewed'>
  confidence: Confidence
  kind: VerdictKind
  rationale: string
  publicNote: string | null
  publishedAt: string
  overtaking: Overtaking | null
}

/** One line of what changed and when. */
export type Change = {
  at: string
  before: VerificationStatus | null
  status: VerificationStatus
  confidence: Confidence | null
  kind: VerdictKind | 'shown'
  note: string | null
}

export type WithdrawnClaim = {
  kind: 'withdrawn'
  slug: string
  proposition: string
  reason: string
  withdrawnAt: string
}

export type ClaimPage = {
  kind: 'claim'
  slug: string
  proposition: string
  wording: Quote | null
  claimant: SourceRef & { url: string | null; reliability: Reliability | null }
  said: KnownMoment | null
  place: { name: string; latitude: number | null; longitude: number | null } | null
  story: StoryRef | null
  status: VerificationStatus
  /** Since when the status has been this one, however often it was confirmed. */
  since: string
  shownSince: string
  verdict: VerdictView | null
  firstPublishedAt: string | null
  appearances: AppearanceGroup[]
  counterclaims: OtherClaim[]
  related: RelatedClaim[]
  evidence: EvidenceSide[]
  changes: Change[]
}

export type HistoryEntry = {
  verdict: VerdictView
  /** Its place in the line, from 1. */
  number: number
  before: VerificationStatus | null
  evidence: EvidenceSide[]
  /** What is new in it; null for the first. */
  difference: VerdictDifference | null
}

export type HistoryPage = {
  kind: 'claim'
  slug: string
  proposition: string
  claimant: SourceRef
  status: VerificationStatus
  shownSince: string
  /** Newest first. */
  entries: HistoryEntry[]
}

/** What differs between two verdicts, in sentences, by what they are about. */
export type SaidDifference = {
  finding: string[]
  evidence: string[]
  relations: string[]
  claim: string[]
}

/** Two verdicts of a claim, `before` and `after` by their numbers, and what differs between them. */
export type ComparisonPage = {
  kind: 'claim'
  slug: string
  proposition: string
  claimant: SourceRef
  /** All of the claim's, oldest first. */
  verdicts: { verdict: VerdictView; number: number }[]
  before: number
  after: number
  difference: VerdictDifference
}

/** One line of the site's record: a verdict, a claim shown for the first time, a withdrawal. */
export type SiteChange = {
  id: string
  what: 'verdict' | 'shown' | 'withdrawn'
  at: string
  slug: string
  proposition: string
  before: VerificationStatus | null
  status: VerificationStatus
  confidence: Confidence | null
  kind: VerdictKind | null
  /** Which of the claim's published verdicts it is, from 1. */
  number: number | null
  /** The public note of an update or correction, or the reason of a withdrawal. */
  note: string | null
  rationale: string | null
  claimant: SourceRef | null
  story: StoryRef | null
}

export type StatusTally = { status: VerificationStatus; count: number }[]

export type StoryLine = StoryRef & { summary: string; tally: StatusTally; changedAt: string }

export type HomePage = { changes: SiteChange[]; disputed: ClaimLine[]; stories: StoryLine[] }

/** A status that readers were shown from a moment on; `before` is null where they were shown none. */
export type StatusMove = {
  at: string
  before: VerificationStatus | null
  status: VerificationStatus
}

export type StoryClaim = ClaimLine & {
  shownSince: string
  /** What its verdicts found, oldest first; those that confirm a status, too. */
  moves: StatusMove[]
  /** Where it was made or reported, earliest first. */
  documents: DocumentRef[]
  /** Where it is about, where the desk put it on a map. */
  point: { latitude: number; longitude: number } | null
}

/** Read as a sentence: `from` counters `to`. Both are slugs of claims of the story. */
export type StoryRelation = { type: RelationType; from: string; to: string }

export type StoryPage = StoryRef & {
  summary: string
  shownSince: string
  tally: StatusTally
  /** By when they were said, oldest first. */
  claims: StoryClaim[]
  /** Who contradicts whom. */
  contradictions: { claim: StoryClaim; counterclaim: StoryClaim }[]
  /** All that the claims have to do with each other. */
  relations: StoryRelation[]
}

export type ClaimsPage = {
  items: ClaimLine[]
  total: number
  tally: StatusTally
  stories: StoryRef[]
  /** Number of the page of older claims, if there is one. */
  older: number | null
}

export type ClaimsArchivePage = {
  number: number
  items: ClaimLine[]
  older: number | null
  /** Null where the newer ones are on `/claims`. */
  newer: number | null
}

export type SourceLine = SourceRef & {
  reliability: Reliability | null
  claims: number
  documents: number
}

export type SourcePage = SourceRef & {
  description: string | null
  url: string | null
  aliases: { name: string; language: string }[]
  speaksFor: SourceRef | null
  grades: { reliability: Reliability; gradedAt: string }[]
  tally: StatusTally
  claims: ClaimLine[]
  /** Its claims that have a verdict, newest first. */
  judged: Judged[]
  /** Documents of this source, or that trace back to it, in what we have published; newest first. */
  documents: {
    title: string
    url: string | null
    published: KnownMoment | null
    publisher: SourceRef
    role: 'publisher' | 'reporter' | 'origin'
    claims: { slug: string; proposition: string }[]
  }[]
}

/** A correction or a withdrawal; `before` is what we had said. */
export type Correction = SiteChange & {
  /** Where the claim stands now; null where we withdrew it. */
  now: VerificationStatus | null
}

export type CorrectionsPage = {
  items: Correction[]
  /** Number of the page of older ones, if there is one. */
  older: number | null
}

export type CorrectionsArchivePage = CorrectionsPage & {
  number: number
  /** Null where the newer ones are on `/corrections`. */
  newer: number | null
}

/** An entry that the feeds once had of a claim that we withdrew. */
export type Tombstone = {
  what: 'verdict' | 'shown'
  /** Of the entry, as `SiteChange` has it. */
  id: string
  at: string
  /** Why we withdrew the claim. */
  reason: string
}

/** A claim as feeds have it: the last thing that happened to it, and all that did. */
export type FeedChange = SiteChange & {
  claimId: string
  shownSince: string
  /** Its published verdicts, newest first; of a withdrawn claim none. */
  line: Pick<Change, 'at' | 'status' | 'kind' | 'note'>[]
}

/** What a feed holds: claims, last changed first, and entries that have to go from wherever they were copied to. */
export type Feed = { changes: FeedChange[]; tombstones: Tombstone[] }
