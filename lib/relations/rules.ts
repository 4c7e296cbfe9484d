import type { RelationType } from '@/lib/relations/schema'
import english from '@/messages/en.json'

/** How a relation reads from either end: "X counters Y", "Y is countered by X". */
export const relationPhrases: Record<RelationType, { from: string; to: string }> =
  english.relationInText

/**
 * Whether a relation puts two claims against each other. A contradiction holds from both ends: the denial is
 * contradicted by what it denies.
 */
export function isContradiction(type: RelationType): boolean {
  return type === 'counters'
}
