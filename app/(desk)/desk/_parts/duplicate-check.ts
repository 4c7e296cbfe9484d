import 'server-only'
import { randomUUID } from 'node:crypto'
import { isMemberContext, requestContext, sameOrigin } from '@/app/_server/context'
import { formFields, keepable } from '@/app/_server/form-data'
import { wordError } from '@/app/_server/messages'
import { requestWords } from '@/app/_server/request-words'
import type { FormAction, FormState } from '@/app/_ui/form-state'
import { AppError } from '@/lib/errors'
import { nearestClaims } from '@/lib/search/queries'

/**
 * Lets the form of `action` also be pressed with “Check for duplicates”: it comes back as it was, with the
 * claims most like its proposition. The way without JavaScript to what otherwise shows while typing.
 */
export function withDuplicateCheck(action: FormAction): FormAction {
  return (previous, form) =>
    form instanceof FormData && form.get('intent') === 'check'
      ? check(form)
      : action(previous, form)
}

async function check(form: FormData): Promise<FormState> {
  const { requestId, intent: _, ...fields } = formFields(form)
  const state: FormState = {
    status: 'idle',
    message: null,
    errors: {},
    values: keepable(fields),
    requestId: requestId || randomUUID(),
  }
  const words = await requestWords()
  try {
    if (!(await sameOrigin())) throw new AppError('forbidden', 'foreign_origin')
    const ctx = await requestContext()
    if (!isMemberContext(ctx)) throw new AppError('forbidden', 'signed_out')
    const similar = await nearestClaims(ctx, fields.proposition ?? '', 5)
    const message =
      similar.length === 0 ? words.say('deskRefusal.noneAlike') : words.say('deskRefusal.someAlike')
    return { ...state, message, facts: { similar } }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ...state, status: 'error', message: wordError(error, words) }
  }
}
