import { z } from 'zod'

/** Controls that can't be stored or shown: C0 but tab and newline, DEL, C1. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g
/** Marks that turn the writing direction of what follows them: in a name they make one source look like another. */
const BIDI_CONTROLS = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g

const blankToUndefined = (value: unknown) =>
  typeof value === 'string' && value.trim() === '' ? undefined : value

/** A field that may be left empty; a blank one counts as empty. */
export function optional<T extends z.ZodType>(field: T) {
  return z.preprocess(blankToUndefined, field.optional())
}

/** Prose of one or more lines as typed by an editor, in Unicode's composed form. `max` counts UTF-16 units. */
export function prose(max: number, min = 1) {
  return z
    .string({ error: 'required' })
    .transform((text) =>
      text.toWellFormed().replace(/\r\n?/g, '\n').replace(UNSTORABLE, '').normalize('NFC').trim(),
    )
    .pipe(
      z
        .string()
        .min(min, { error: min > 1 ? `too_short:${min}` : 'required' })
        .max(max, { error: `too_long:${max}` }),
    )
}

/** One line: prose without line breaks. */
export function line(max: number) {
  return prose(max).transform((text) => text.replace(/\s*\n\s*/g, ' '))
}

/** A name of a person, source or place: one line that can be seen, without marks that turn the writing direction. */
export function nameLine(max: number) {
  return z
    .string({ error: 'required' })
    .transform((text) => text.replace(BIDI_CONTROLS, '').replace(/\s+/g, ' '))
    .pipe(line(max))
    .refine((text) => /[^\p{C}\p{Z}\p{M}]/u.test(text), { error: 'required' })
}

/** Somebody else's words. Nothing is changed but line ends; what can't be stored is refused rather than dropped. */
export function quoted(max: number) {
  return z
    .string({ error: 'required' })
    .transform((text) => text.replace(/\r\n?/g, '\n'))
    .pipe(
      z
        .string()
        .max(max, { error: `too_long:${max}` })
        .refine((text) => text.trim() !== '', { error: 'required' })
        .refine((text) => !text.includes('\u0000'), { error: 'has_nul' })
        .refine((text) => text.isWellFormed(), { error: 'not_unicode' }),
    )
}

/** A web address, http or https, as typed but for the case of its scheme. */
export const webAddress = z
  .string()
  .trim()
  .max(2000, { error: 'too_long:2000' })
  // URL mends `http:host`, backslashes and line breaks in silence; what is kept is what was typed.
  .refine((text) => /^https?:\/\/[^\s\\]+$/i.test(text) && URL.canParse(text), {
    error: 'not_a_web_address',
  })
  .transform((text) => text.replace(/^https?/i, (scheme) => scheme.toLowerCase()))

/** A BCP 47 tag that the platform knows how to read, in its canonical form. */
export const languageTag = z
  .string()
  .trim()
  .transform((tag, check) => {
    try {
      const [canonical] = Intl.getCanonicalLocales(tag)
      if (canonical) return canonical
    } catch {
      // Falls through to the one answer for everything that is no tag.
    }
    check.addIssue({ code: 'custom', message: 'not_a_language' })
    return z.NEVER
  })

/** In lower case, as the database gives it: two spellings of one id must compare as one. */
export const id = z.uuid({ error: 'not_found' }).toLowerCase()

/** The `version` of what the form showed. */
export const version = z.coerce.number({ error: 'required' }).int().positive()

/** Made once for each form that is shown, so that the same press counts once. */
export const requestId = z.preprocess(blankToUndefined, z.uuid().optional())
