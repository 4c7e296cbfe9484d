import type { Stage } from '@/lib/claims/schema'
import { relationPhrases } from '@/lib/relations/rules'
import type { RelationType } from '@/lib/relations/schema'
import type { SnapshotChange } from '@/lib/review/rules'
import type { Confidence } from '@/lib/review/schema'
import { credibilityWords } from '@/lib/site/words'

export const stageWord: Record<Stage, string> = {
  triage: 'Triage',
  checking: 'Checking',
  in_review: 'In review',
  published: 'Published',
  set_aside: 'Set aside',
}

export const confidenceWord: Record<Confidence, string> = {
  low: 'Low confidence',
  moderate: 'Moderate confidence',
  high: 'High confidence',
}

export const credibilityOptions = Object.entries(credibilityWords).map(([value, words]) => ({
  value,
  label: `${value}, ${words.toLowerCase()}`,
}))

/** Readable from this claim: "This claim is countered by …". */
export function relationWord(type: RelationType, direction: 'from' | 'to'): string {
  return relationPhrases[type][direction]
}

const claimFieldWord: Record<string, string> = {
  proposition: 'The proposition',
  wording: 'The original wording',
  claimant: 'The claimant',
  said: 'When it was said',
  place: 'The place',
  story: 'The story',
}

/** One difference since a proposal, as a sentence. */
export function wordChange(change: SnapshotChange): string {
  switch (change.kind) {
    case 'claim':
      return `${claimFieldWord[change.field] ?? change.field} was ${quote(change.before || 'empty')} and is now ${quote(change.after || 'empty')}.`
    case 'evidence':
      if (change.change === 'added')
        return `Evidence was attached: ${quote(change.document)} (${change.after}).`
      if (change.change === 'withdrawn')
        return `Evidence was withdrawn: ${quote(change.document)} (${change.before}).`
      return `Evidence ${quote(change.document)} was: ${change.before}; it is now: ${change.after}.`
    case 'appearance':
      return `An appearance was ${change.change}: ${quote(change.quote)} in ${quote(change.document)}.`
    case 'relation': {
      const sentence = `this claim ${relationWord(change.type as RelationType, change.direction)} ${quote(change.other)}`
      if (change.change === 'added') return `A link was added: ${sentence}.`
      if (change.change === 'withdrawn') return `A link was withdrawn: ${sentence}.`
      return `What readers see of a linked claim changed: ${sentence}.`
    }
  }
}

/** Quoted, and kept from turning the direction of the sentence around it. */
export function quote(text: string): string {
  return `“\u2068${text}\u2069”`
}
