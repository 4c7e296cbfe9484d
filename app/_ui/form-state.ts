/** What a form knows about its last try. Server and browser both make it; it must survive being serialised. */
export type FormState = {
  status: 'idle' | 'done' | 'error' | 'conflict'
  /** One sentence about the whole form. */
  message: string | null
  /** Sentences by dotted field name. */
  errors: Record<string, string>
  /** What was typed, by dotted field name, so that nothing is lost. */
  values: Record<string, string>
  /** Figures that a form of its own needs to explain a refusal or a conflict. */
  facts?: Record<string, unknown>
  /** Goes with the form; a failed try keeps it, so that a repeat of the same press counts once. */
  requestId: string
}

export type FormAction = (previous: FormState, form: FormData) => Promise<FormState>

/** A form nobody has pressed yet. `requestId` is made where the page is rendered. */
export function idleState(requestId: string): FormState {
  return { status: 'idle', message: null, errors: {}, values: {}, requestId }
}
