import { relationPhrases } from '@/lib/relations/rules'
import type {
  Aspect,
  ClaimedField,
  EvidenceDifference,
  Overtaken,
  Pair,
  VerdictDifference,
} from '@/lib/review/difference'
import type { SnapshotEvidence } from '@/lib/review/schema'
import type { SaidDifference } from '@/lib/site/views'
import { confidenceWords, credibilityWords, reliabilityWords, statusWords } from '@/lib/site/words'
import { sayDay } from '@/lib/words/say-time'
import { wordsOf } from '@/lib/words/words-of'

/** A difference between two verdicts, in sentences that are true of any two: none of them speaks of today. */
export function sayDifference(difference: VerdictDifference): SaidDifference {
  return {
    finding: sayFinding(difference),
    evidence: [...difference.origins.map(sayOrigins), ...difference.evidence.flatMap(sayEvidence)],
    relations: difference.relations.map(({ is, relation }) => {
      const phrase = relationPhrases[relation.type][relation.direction]
      const said = `this claim ${phrase} ${quoted(relation.other.proposition)}.`
      return is === 'added' ? `Newly linked: ${said}` : `No longer linked: ${said}`
    }),
    claim: difference.claim.map(sayField),
  }
}

/** What differs in the grounds alone; the verdicts say their conclusions themselves. */
export function sayGrounds(difference: VerdictDifference): string[] {
  const { evidence, relations, claim } = sayDifference(difference)
  return [...evidence, ...relations, ...claim]
}

function sayFinding({ status, confidence, overtaking }: VerdictDifference): string[] {
  return [
    status && `The status went ${fromTo(status, (each) => statusWords[each].toLowerCase())}.`,
    confidence &&
      `Confidence went ${fromTo(confidence, (each) => confidenceWords[each].toLowerCase())}.`,
    overtaking?.before &&
      `No longer given as what overtook it: ${sayOvertaking(overtaking.before)}.`,
    overtaking?.after && `Overtaken by events: ${sayOvertaking(overtaking.after)}.`,
  ].filter((sentence) => typeof sentence === 'string')
}

function sayOvertaking({ on, event, claim }: Overtaken): string {
  const what = [claim && quoted(claim.proposition), event && isolated(event)].filter(Boolean)
  return [sayDay(on, wordsOf()).words, ...what].join(', ')
}

function sayOrigins(counts: VerdictDifference['origins'][number]): string {
  const side = counts.stance === 'supports' ? 'supporting it' : 'against it'
  return `Independent origins ${side}: ${counts.before} before, ${counts.after} after.`
}

const stancePhrases: Record<SnapshotEvidence['stance'], string> = {
  supports: 'supports the claim',
  refutes: 'speaks against it',
  context: 'context',
}

function sayEvidence(difference: EvidenceDifference): string[] {
  if (difference.is === 'judged') {
    const { before, after } = difference.item
    return difference.aspects.map((aspect) => aspectSentences[aspect](before, after))
  }
  const { item } = difference
  const weight = `${stancePhrases[item.stance]}; ${credibilityOf(item)}; origin: ${isolated(item.origin.name)}`
  return [
    difference.is === 'added'
      ? `New evidence: ${titleOf(item)} (${weight}).`
      : `No longer relied on: ${titleOf(item)} (${weight}).`,
  ]
}

const aspectSentences: Record<
  Aspect,
  (before: SnapshotEvidence, after: SnapshotEvidence) => string
> = {
  stance: (before, after) =>
    `Read in another way: ${titleOf(after)} (before: ${stancePhrases[before.stance]}; after: ${stancePhrases[after.stance]}).`,
  credibility: (before, after) =>
    `Graded anew: ${titleOf(after)} (before: ${credibilityOf(before)}; after: ${credibilityOf(after)}).`,
  reliability: (before, after) =>
    `Publisher graded anew: ${isolated(after.document.publisher.name)} (before: ${reliabilityOf(before)}; after: ${reliabilityOf(after)}).`,
  origin: (before, after) =>
    `Traced to another origin: ${titleOf(after)} (before: ${isolated(before.origin.name)}; after: ${isolated(after.origin.name)}).`,
  claimant: (_, after) =>
    after.isFromClaimant
      ? `Recognised as the claimant’s own word, which is no independent support: ${titleOf(after)}.`
      : `No longer taken for the claimant’s own word: ${titleOf(after)}.`,
}

function credibilityOf({ credibility }: SnapshotEvidence): string {
  return `credibility ${credibility}, ${credibilityWords[credibility]?.toLowerCase()}`
}

function reliabilityOf({ document }: SnapshotEvidence): string {
  const { reliability } = document.publisher
  return reliability
    ? `${reliability}, ${reliabilityWords[reliability].toLowerCase()}`
    : 'not graded'
}

/** The document and who published it, which a title alone seldom tells. */
function titleOf({ document }: SnapshotEvidence): string {
  return `${quoted(document.title)}, ${isolated(document.publisher.name)}`
}

const fieldWords: Record<ClaimedField, string> = {
  proposition: 'Our wording of the claim',
  wording: 'The claimant’s own words',
  claimant: 'The claimant',
  said: 'When it was said',
  place: 'The place',
}

function sayField({ field, before, after }: VerdictDifference['claim'][number]): string {
  const what = fieldWords[field]
  if (before === '') return `${what} was added: ${quoted(after)}.`
  if (after === '') return `${what} was removed: ${quoted(before)}.`
  return `${what} went from ${quoted(before)} to ${quoted(after)}.`
}

function fromTo<T>({ before, after }: Pair<T>, word: (each: T) => string): string {
  return `from ${word(before)} to ${word(after)}`
}

/** Somebody's words in a sentence of ours: whatever their direction, the marks stand where they should. */
export function isolated(words: string): string {
  return `\u2068${words}\u2069`
}

export function quoted(words: string): string {
  return `“${isolated(words)}”`
}
