import type { VerificationStatus } from '@/lib/review/schema'
import type { Change } from '@/lib/site/views'

/** An update or a correction, with the status that stood before it and its verdict's place in the line. */
export type Note = Change & {
  kind: 'update' | 'correction'
  before: VerificationStatus
  number: number
}

/** The updates and corrections among a claim's changes, newest first. */
export function notesOf(changes: Change[]): Note[] {
  const verdicts = changes.filter((change) => change.kind !== 'shown')
  return verdicts.flatMap((change, index) => {
    const { kind, before } = change
    const isNote = (kind === 'update' || kind === 'correction') && before !== null
    return isNote ? [{ ...change, kind, before, number: verdicts.length - index }] : []
  })
}

export function correctionsOf(changes: Change[]): Note[] {
  return notesOf(changes).filter((note) => note.kind === 'correction')
}

/** Where the difference that a verdict made is shown in words. */
export function comparisonPath(slug: string, number: number): string {
  return `/claims/${slug}/history/${number - 1}-${number}`
}
