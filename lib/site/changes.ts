import { relationPhrases } from '@/lib/relations/rules'
import type { RelationType } from '@/lib/relations/schema'
import type { SnapshotChange } from '@/lib/review/rules'

const fieldWords: Record<string, string> = {
  proposition: 'Our wording of the claim',
  wording: 'The claimant’s own words',
  claimant: 'The claimant',
  said: 'When it was said',
  place: 'The place',
  story: 'The story',
}

/** A change in the grounds of a verdict, as a sentence for readers. */
export function sayChange(change: SnapshotChange): string {
  switch (change.kind) {
    case 'claim': {
      const field = fieldWords[change.field] ?? change.field
      if (change.before === '') return `${field} was added: ${change.after}.`
      if (change.after === '') return `${field} was removed: ${change.before}.`
      return `${field} was changed from “${change.before}” to “${change.after}”.`
    }
    case 'evidence':
      if (change.change === 'added') return `New evidence: ${change.document} (${change.after}).`
      if (change.change === 'withdrawn') return `No longer relied on: ${change.document}.`
      return `Judged anew: ${change.document} (before: ${change.before}; now: ${change.after}).`
    case 'appearance':
      return change.change === 'added'
        ? `Also appeared in ${change.document}.`
        : `No longer listed: ${change.document}.`
    case 'relation': {
      const phrase = relationPhrases[change.type as RelationType][change.direction]
      const said = `this claim ${phrase} “${change.other}”.`
      return change.change === 'withdrawn' ? `No longer linked: ${said}` : `Newly linked: ${said}`
    }
  }
}
