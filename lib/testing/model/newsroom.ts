import type { Role } from '@/lib/auth/roles'
import type { Stage } from '@/lib/claims/schema'
import type { Stance } from '@/lib/evidence/schema'
import type { RelationType } from '@/lib/relations/schema'
import type { VerdictKind, VerdictStatus } from '@/lib/review/schema'
import type { Reliability } from '@/lib/sources/schema'

/**
 * A newsroom as one could keep it on a sheet of paper: everything by its name, nothing of how it is stored. What
 * happens in it is in deeds.ts; sentences in test reports use the same names.
 */

export const people = {
  Mira: 'editor',
  Jonas: 'editor',
  Amal: 'admin',
  Rana: 'contributor',
  Omar: 'contributor',
} as const satisfies Record<string, Role>
export type Name = keyof typeof people

/** Each claim with who makes it. */
export const claimants = {
  'The army has withdrawn': 'the rebels',
  'No soldier has left': 'the ministry',
  'The city has fallen': 'the monitor',
} as const satisfies Record<string, string>
export type Title = keyof typeof claimants

export const publishers = {
  'the Gazette’s report': 'the Gazette',
  'the Wire’s dispatch': 'the Wire',
  'Radio Hills’ bulletin': 'Radio Hills',
  'the rebels’ statement': 'the rebels',
} as const satisfies Record<string, string>
export type Paper = keyof typeof publishers
export type SourceName = (typeof claimants)[Title] | (typeof publishers)[Paper]

export const stories = ['The advance', 'The border'] as const
export type StoryName = (typeof stories)[number]

/** What every document says, twice over, so that one claim can appear in it twice. */
export const quotes = ['The last column left at dawn', 'nobody was seen on the road'] as const
export const TEXT = `${quotes[0]}, he said, and ${quotes[1]}.`
export type Words = (typeof quotes)[number]

type Row = { key: string; by: Name; isShown: boolean; isWithdrawn: boolean }
export type Appearance = Row & { paper: Paper; words: Words }
export type Evidence = Omit<Row, 'isShown'> & {
  paper: Paper
  stance: Stance
  /** Every grade it was given, oldest first. */
  grades: number[]
}
export type Relation = Row & { from: Title; to: Title; type: RelationType }

/** A piece of evidence as a verdict counts it. */
export type Weighed = {
  stance: Stance
  credibility: number
  origin: SourceName
  isFromClaimant: boolean
}
export type Verdict = {
  key: string
  by: Name
  reviewer: Name | null
  status: VerdictStatus
  kind: VerdictKind
  state: 'proposed' | 'published' | 'sent_back' | 'taken_back'
  /** The version that the proposal made. */
  version: number
  /** The claim or the event that overtook it. */
  overtakenBy: Title | 'an event' | null
  /** What it rested on when it was published. */
  grounds: { evidence: Weighed[]; counterclaims: Title[] } | null
}
export type Claim = {
  title: Title
  version: number
  stage: Stage
  isShown: boolean
  isWithdrawn: boolean
  place: string | null
  wording: string | null
  story: StoryName | null
  appearances: Appearance[]
  evidence: Evidence[]
  verdicts: Verdict[]
  /** Types of its lines in the record, oldest first. */
  lines: string[]
}

export type Model = {
  roles: Record<Name, Role>
  claims: Partial<Record<Title, Claim>>
  relations: Relation[]
  papers: Record<Paper, { origin: SourceName | Paper | null }>
  grades: Record<SourceName, Reliability[]>
  aliases: Record<SourceName, string[]>
  /** For whom each source speaks, and how often it was edited. */
  speakers: Record<SourceName, { for: SourceName | null; version: number }>
  stories: Record<StoryName, { title: string; version: number; isShown: boolean }>
  /** Lines of the record about anything but claims, in whatever order. */
  otherLines: string[]
}

/** The newsroom in the morning: people, sources, documents and stories, and not a claim yet. */
export function morning(): Model {
  const sources = [...new Set([...Object.values(claimants), ...Object.values(publishers)])]
  const each = <K extends string, V>(keys: readonly K[], value: (key: K) => V) =>
    Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, V>
  return {
    roles: { ...people },
    claims: {},
    relations: [],
    papers: each(Object.keys(publishers) as Paper[], () => ({ origin: null })),
    grades: each(sources, () => []),
    aliases: each(sources, () => []),
    speakers: each(sources, () => ({ for: null, version: 1 })),
    stories: each(stories, (title) => ({ title, version: 1, isShown: false })),
    otherLines: [],
  }
}

export function isPaper(origin: string): origin is Paper {
  return origin in publishers
}

/** Whoever a source finally speaks for, or itself. */
export function principalOf(model: Model, source: SourceName): SourceName {
  const { for: other } = model.speakers[source]
  return other === null ? source : principalOf(model, other)
}

/** Whether a source speaks, through however many others, for `other`, or is it. */
export function speaksFor(model: Model, source: SourceName, other: SourceName): boolean {
  const { for: next } = model.speakers[source]
  return source === other || (next !== null && speaksFor(model, next, other))
}

/**
 * Where a document's information first came from: followed to the last document, there to its source, and from a
 * spokesman to whom he speaks for.
 */
export function originOf(model: Model, paper: Paper): SourceName {
  const { origin } = model.papers[paper]
  if (origin === null) return principalOf(model, publishers[paper])
  return isPaper(origin) ? originOf(model, origin) : principalOf(model, origin)
}

/** Whether `paper` carries `carried`, through however many others, or is it. */
export function carries(model: Model, paper: Paper, carried: Paper): boolean {
  if (paper === carried) return true
  const { origin } = model.papers[paper]
  return origin !== null && isPaper(origin) && carries(model, origin, carried)
}

/** What a verdict on the claim would weigh now. */
export function weigh(model: Model, claim: Claim): Weighed[] {
  return claim.evidence
    .filter((each) => !each.isWithdrawn)
    .map((each) => {
      const origin = originOf(model, each.paper)
      const isFromClaimant = origin === principalOf(model, claimants[claim.title])
      return { stance: each.stance, credibility: each.grades.at(-1) ?? 6, origin, isFromClaimant }
    })
}

/** Relations of a claim that were not taken back, with the claim at the other end. */
export function relationsOf(model: Model, title: Title): { relation: Relation; other: Title }[] {
  return model.relations
    .filter((each) => !each.isWithdrawn && (each.from === title || each.to === title))
    .map((relation) => ({ relation, other: relation.from === title ? relation.to : relation.from }))
}

export function isBeforeReaders(model: Model, title: Title): boolean {
  const claim = model.claims[title]
  return claim?.isShown === true && !claim.isWithdrawn
}

/** Claims that contradict this one and that readers can see. */
export function counterclaims(model: Model, title: Title): Title[] {
  const others = relationsOf(model, title)
    .filter(({ relation, other }) => relation.type === 'counters' && isBeforeReaders(model, other))
    .map(({ other }) => other)
  return [...new Set(others)].sort()
}

export function published(claim: Claim): Verdict[] {
  return claim.verdicts.filter((each) => each.state === 'published')
}

/** The table of the newsroom's handbook: whether these grounds carry this status, said anew from the table itself. */
export function carriesStatus(
  status: VerdictStatus,
  evidence: Weighed[],
  counterclaims: Title[],
  overtakenBy: Verdict['overtakenBy'],
): string | null {
  const origins = (rows: Weighed[]) => new Set(rows.map((each) => each.origin)).size
  const isCredible = (rows: Weighed[]) => rows.some((each) => each.credibility <= 2)
  const witnesses = evidence.filter((each) => each.stance === 'supports' && !each.isFromClaimant)
  const against = evidence.filter((each) => each.stance === 'refutes')
  const hasBoth = against.length > 0 && evidence.some((each) => each.stance === 'supports')
  switch (status) {
    case 'unverified':
      return null
    case 'corroborated':
      return origins(witnesses) >= 2 ? null : 'needs_independent_support'
    case 'verified':
      if (origins(witnesses) < 2) return 'needs_independent_support'
      return isCredible(witnesses) ? null : 'needs_credible_support'
    case 'false':
      if (origins(against) < 2) return 'needs_independent_refutation'
      return isCredible(against) ? null : 'needs_credible_refutation'
    case 'disputed':
      return counterclaims.length > 0 || hasBoth ? null : 'needs_contradiction'
    case 'misleading':
      return evidence.some((each) => each.stance === 'context') ? null : 'needs_context'
    case 'overtaken':
      return overtakenBy === null ? 'needs_what_overtook' : null
  }
}
