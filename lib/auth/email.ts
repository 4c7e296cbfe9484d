import { z } from 'zod'

/** An address as it is kept and compared: trimmed, composed, in lower case. */
export function normalEmail(text: string): string {
  return text.normalize('NFC').trim().toLowerCase()
}

/** An address to invite or register somebody by. */
export const emailAddress = z
  .string({ error: 'required' })
  .transform(normalEmail)
  .pipe(
    z
      .string()
      .min(1, { error: 'required' })
      .max(254, { error: 'too_long:254' })
      .pipe(z.email({ error: 'not_an_email' })),
  )
