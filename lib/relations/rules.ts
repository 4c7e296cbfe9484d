import type { RelationType } from '@/lib/relations/schema'

/** How a relation reads from either end: "X counters Y", "Y is countered by X". */
export const relationPhrases: Record<RelationType, { from: string; to: string }> = {
  counters: { from: 'counters', to: 'is countered by' },
  supports: { from: 'supports', to: 'is supported by' },
  repeats: { from: 'repeats', to: 'is repeated by' },
  refines: { from: 'refines', to: 'is refined by' },
  supersedes: { from: 'supersedes', to: 'is superseded by' },
}

/**
 * Whether a relation puts two claims against each other. A contradiction holds from both ends: the denial is
 * contradicted by what it denies.
 */
export function isContradiction(type: RelationType): boolean {
  return type === 'counters'
}
