import type { EvidenceDifference, Overtaken, VerdictDifference } from '@/lib/review/difference'
import type { SnapshotEvidence } from '@/lib/review/schema'
import type { SaidDifference } from '@/lib/site/views'
import { sayDay } from '@/lib/words/say-time'
import type { Words } from '@/lib/words/words-of'

/** A difference between two verdicts, in sentences that are true of any two: none of them speaks of today. */
export function sayDifference(difference: VerdictDifference, words: Words): SaidDifference {
  const { say } = words
  return {
    finding: sayFinding(difference, words),
    evidence: [
      ...difference.origins.map((counts) => say('difference.origins', counts)),
      ...difference.evidence.flatMap((each) => sayEvidence(each, words)),
    ],
    relations: difference.relations.map(({ is, relation }) =>
      say(is === 'added' ? 'difference.linked' : 'difference.unlinked', {
        phrase: say(`relationInText.${relation.type}.${relation.direction}`),
        other: quoted(relation.other.proposition, words),
      }),
    ),
    claim: difference.claim.flatMap(({ field, before, after }) =>
      sayField(field, before, after, words),
    ),
  }
}

/** What differs in the grounds alone; the verdicts say their conclusions themselves. */
export function sayGrounds(difference: VerdictDifference, words: Words): string[] {
  const { evidence, relations, claim } = sayDifference(difference, words)
  return [...evidence, ...relations, ...claim]
}

function sayFinding({ status, confidence, overtaking }: VerdictDifference, words: Words): string[] {
  const { say } = words
  return [
    status &&
      say('difference.statusWent', {
        before: say(`statusInText.${status.before}`),
        after: say(`statusInText.${status.after}`),
      }),
    confidence &&
      say('difference.confidenceWent', {
        before: say(`confidenceLevel.${confidence.before}`),
        after: say(`confidenceLevel.${confidence.after}`),
      }),
    overtaking?.before &&
      say('difference.overtakingLeft', { what: sayOvertaking(overtaking.before, words) }),
    overtaking?.after &&
      say('difference.overtakingNew', { what: sayOvertaking(overtaking.after, words) }),
  ].filter((sentence) => typeof sentence === 'string')
}

function sayOvertaking({ on, event, claim }: Overtaken, words: Words): string {
  const what = [claim && quoted(claim.proposition, words), event && isolated(event)].filter(Boolean)
  return [sayDay(on, words).words, ...what].join(words.say('difference.comma'))
}

function sayEvidence(difference: EvidenceDifference, words: Words): string[] {
  const { say } = words
  if (difference.is === 'judged') {
    const { before, after } = difference.item
    return difference.aspects.map((aspect) => {
      if (aspect === 'claimant') {
        const title = titleOf(after, words)
        return say(
          after.isFromClaimant ? 'difference.claimantsOwn' : 'difference.notClaimantsOwn',
          { title },
        )
      }
      const judged = aspects[aspect]
      return say(`difference.${aspect}Anew`, {
        title:
          aspect === 'reliability'
            ? isolated(after.document.publisher.name)
            : titleOf(after, words),
        before: judged(before, words),
        after: judged(after, words),
      })
    })
  }
  const { item } = difference
  const weight = say('difference.weight', {
    stance: aspects.stance(item, words),
    credibility: aspects.credibility(item, words),
    origin: aspects.origin(item),
  })
  return [
    say(difference.is === 'added' ? 'difference.evidenceNew' : 'difference.evidenceLeft', {
      title: titleOf(item, words),
      weight,
    }),
  ]
}

/** What of a piece of evidence was judged, in words. */
const aspects = {
  stance: ({ stance }: SnapshotEvidence, { say }: Words) => say(`stanceInText.${stance}`),
  credibility: ({ credibility }: SnapshotEvidence, { say }: Words) =>
    say('difference.credibility', {
      figure: figureOf(credibility),
      words: say(`credibilityInText.${figureOf(credibility)}`),
    }),
  reliability: ({ document }: SnapshotEvidence, { say }: Words) => {
    const letter = document.publisher.reliability
    return letter
      ? say('difference.reliability', { letter, words: say(`reliabilityInText.${letter}`) })
      : say('difference.notGraded')
  },
  origin: ({ origin }: SnapshotEvidence) => isolated(origin.name),
}

/** The figures of the Admiralty scale, as there are words for them. */
export type Figure = '1' | '2' | '3' | '4' | '5' | '6'

export function figureOf(credibility: number): Figure {
  return String(credibility) as Figure
}

/** The document and who published it, which a title alone seldom tells. */
function titleOf({ document }: SnapshotEvidence, words: Words): string {
  return titled(document, words)
}

export function titled(
  { title, publisher }: { title: string; publisher: { name: string } },
  words: Words,
): string {
  return words.say('difference.title', {
    title: quoted(title, words),
    publisher: isolated(publisher.name),
  })
}

export type SaidField = keyof typeof import('@/messages/en.json')['difference']['field']

/** What became of one particular, where anything did. */
export function sayField(
  field: SaidField,
  before: string | null | undefined,
  after: string | null | undefined,
  words: Words,
): string[] {
  if ((before ?? '') === (after ?? '')) return []
  const { say } = words
  const values = {
    field: say(`difference.field.${field}`),
    before: quoted(before ?? '', words),
    after: quoted(after ?? '', words),
  }
  if (!before) return [say('difference.added', values)]
  return [say(after ? 'difference.went' : 'difference.removed', values)]
}

/** Somebody's words in a sentence of ours: whatever their direction, the marks stand where they should. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`
}

export function quoted(text: string, { say }: Words): string {
  return say('difference.quoted', { text: isolated(text) })
}
