/**
 * `not_found`: not there, or not for this actor. `forbidden`: visible, but not allowed. `refused`: a newsroom
 * rule says no and `reason` names it. `conflict`: somebody changed it first. `invalid`: one field can't be
 * right as typed; `field` is its dotted name. `unavailable`: something outside did not answer.
 */
export type ErrorCode =
  | 'not_found'
  | 'forbidden'
  | 'refused'
  | 'conflict'
  | 'invalid'
  | 'unavailable'

export type ErrorDetails = {
  /** Dotted name of the form field that caused it, such as `document.publisher.name`. */
  field?: string
  /** Figures and names that the sentence for `reason` needs. */
  facts?: Record<string, unknown>
}

/** Thrown by commands and queries; `reason` is a stable slug whose wording lives in `app/_server/messages.ts`. */
export class AppError extends Error {
  /** All that Next tells a browser of an error that a page threw: what is away is no secret. */
  readonly digest?: string

  constructor(
    readonly code: ErrorCode,
    readonly reason: string,
    readonly details: ErrorDetails = {},
  ) {
    super(`${code}: ${reason}`)
    this.name = 'AppError'
    if (code === 'unavailable') this.digest = reason
  }
}
