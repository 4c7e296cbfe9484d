/** What can ail the record; the desk has words for each in its own language. */
export const RECORD_REASONS = [
  'checkpoint_altered',
  'history_altered',
  'key_damaged',
  'key_missing',
  'key_of_another_log',
  'leaf_altered',
  'leaves_missing',
  'tile_missing',
] as const

export type RecordReason = (typeof RECORD_REASONS)[number]

/** Why the record can't be published or signed, in words for whoever looks after the machine. */
export class RecordProblem extends Error {
  constructor(
    readonly reason: RecordReason,
    words: string,
  ) {
    super(words)
    this.name = 'RecordProblem'
  }
}
