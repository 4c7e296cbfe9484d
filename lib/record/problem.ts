/** Why the record can't be published or signed, in words for whoever looks after the machine. */
export class RecordProblem extends Error {
  constructor(
    readonly reason: string,
    words: string,
  ) {
    super(words)
    this.name = 'RecordProblem'
  }
}
