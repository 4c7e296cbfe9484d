import type { RelationType } from '@/lib/relations/schema'
import type { SnapshotChange } from '@/lib/review/rules'
import type { Words } from '@/lib/words/words-of'

const CLAIM_FIELDS = ['proposition', 'wording', 'claimant', 'said', 'place', 'story'] as const

/** Readable from this claim: "This claim is countered by …". */
export function relationWord(type: RelationType, direction: 'from' | 'to', words: Words): string {
  return direction === 'from'
    ? words.say(`ui.relationFrom.${type}`)
    : words.say(`ui.relationTo.${type}`)
}

/** One difference since a proposal, as a sentence. */
export function wordChange(change: SnapshotChange, words: Words): string {
  const { say } = words
  switch (change.kind) {
    case 'claim': {
      const field = CLAIM_FIELDS.find((each) => each === change.field)
      return say('deskChange.claim', {
        field: field ? say(`deskChange.${field}`) : change.field,
        before: isolate(change.before || say('deskChange.empty')),
        after: isolate(change.after || say('deskChange.empty')),
      })
    }
    case 'evidence':
      return say('deskChange.evidence', {
        change: change.change,
        document: isolate(change.document),
        before: change.before ?? '',
        after: change.after ?? '',
      })
    case 'appearance':
      return say('deskChange.appearance', {
        change: change.change,
        quote: isolate(change.quote),
        document: isolate(change.document),
      })
    case 'relation':
      return say('deskChange.relation', {
        change: change.change,
        relation: relationWord(change.type as RelationType, change.direction, words),
        other: isolate(change.other),
      })
  }
}

/** Kept from turning the direction of the sentence around it. */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`
}
