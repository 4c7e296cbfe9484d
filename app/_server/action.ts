import 'server-only'
import { randomUUID } from 'node:crypto'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import {
  isMemberContext,
  type MemberContext,
  requestContext,
  sameOrigin,
} from '@/app/_server/context'
import { formFields, keepable, nest } from '@/app/_server/form-data'
import { wordError, wordIssue } from '@/app/_server/messages'
import { requestWords } from '@/app/_server/request-words'
import { writing } from '@/app/_server/written'
import type { FormAction, FormState } from '@/app/_ui/form-state'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import type { Words } from '@/lib/words/words-of'

/** What an action tells the form when it went well; nothing is an answer too. */
export type Outcome = { message?: string; facts?: Record<string, unknown> } | undefined

type Options<Input> = {
  /**
   * Called when somebody changed the matter first: what the form needs to show it. `values` replace what was
   * typed under the same names (the version that the next press is about, fields taken over).
   */
  onConflict?: (
    ctx: MemberContext,
    input: Input,
    typed: Record<string, string>,
  ) => Promise<{ facts?: Record<string, unknown>; values?: Record<string, string> }>
}

/**
 * Makes a server action of a schema and what to do with it: `work` gets a signed-in member and parsed input,
 * and whatever goes wrong comes back as sentences beside the fields, with everything that was typed.
 */
export function formAction<S extends z.ZodType>(
  schema: S,
  work: (ctx: MemberContext, input: z.output<S>) => Promise<Outcome>,
  options: Options<z.output<S>> = {},
): FormAction {
  return (_previous, form) =>
    answer(form, schema, memberContext, async (ctx, input, typed) => {
      try {
        return await work(ctx, input)
      } catch (error) {
        if (!options.onConflict || !(error instanceof AppError) || error.code !== 'conflict') {
          throw error
        }
        throw new Conflict(error, await options.onConflict(ctx, input, typed))
      }
    })
}

async function memberContext(): Promise<MemberContext> {
  const ctx = await requestContext()
  if (!isMemberContext(ctx)) throw new AppError('forbidden', 'signed_out')
  return ctx
}

/** The same for those who need not be signed in: an invitation, the sign-in form. */
export function publicFormAction<S extends z.ZodType>(
  schema: S,
  work: (ctx: Context, input: z.output<S>) => Promise<Outcome>,
): FormAction {
  return (_previous, form) => answer(form, schema, requestContext, work)
}

/** A conflict with what the form needs to show it. */
class Conflict extends Error {
  constructor(
    readonly error: AppError,
    readonly answer: { facts?: Record<string, unknown>; values?: Record<string, string> },
  ) {
    super(error.message)
  }
}

async function answer<S extends z.ZodType, C extends Context>(
  form: unknown,
  schema: S,
  contextFor: () => Promise<C>,
  work: (ctx: C, input: z.output<S>, typed: Record<string, string>) => Promise<Outcome>,
): Promise<FormState> {
  // Whoever calls the endpoint by hand can send anything at all in place of a form.
  const fields = form instanceof FormData ? formFields(form) : {}
  const values = keepable(fields)
  const state: FormState = {
    status: 'error',
    message: null,
    errors: {},
    values,
    requestId: fields.requestId || randomUUID(),
  }
  const words = await requestWords()
  try {
    if (!(await sameOrigin())) throw new AppError('forbidden', 'foreign_origin')
    // Before the input is looked at: a stranger learns nothing about what a form would have to hold.
    const ctx = await contextFor()
    const parsed = schema.safeParse(nest(fields))
    if (!parsed.success) {
      for (const issue of parsed.error.issues)
        state.errors[issue.path.join('.')] ??= wordIssue(issue, words)
      return { ...state, message: words.say('deskRefusal.anotherLook') }
    }
    const outcome = await writing(ctx, () => work(ctx, parsed.data, values))
    return {
      status: 'done',
      message: outcome?.message ?? words.say('deskRefusal.saved'),
      errors: {},
      values: {},
      ...(outcome?.facts ? { facts: outcome.facts } : {}),
      requestId: randomUUID(),
    }
  } catch (thrown) {
    unstable_rethrow(thrown)
    return failed(state, thrown, words)
  }
}

function failed(state: FormState, thrown: unknown, words: Words): FormState {
  const conflict = thrown instanceof Conflict ? thrown : null
  const error = conflict ? conflict.error : thrown
  if (!(error instanceof AppError)) {
    console.error(error)
    return {
      ...state,
      errors: {},
      message: words.say('deskRefusal.ourFault'),
    }
  }
  const sentence = wordError(error, words)
  const { field, facts } = error.details
  return {
    ...state,
    status: error.code === 'conflict' ? 'conflict' : 'error',
    message: field ? words.say('deskRefusal.anotherLook') : sentence,
    errors: field ? { [field]: sentence } : {},
    values: { ...state.values, ...conflict?.answer.values },
    facts: { ...facts, ...conflict?.answer.facts, reason: error.reason },
  }
}
