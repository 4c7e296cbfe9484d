import { VERB_FORMS } from './cues'
import { OBJECT_PRONOUNS, type VerbForm } from './verbs'
import { NOT_PRESENT, PLAIN_VERBS } from './words'

/** A verb of saying as it stands in a text, with what is written to it. */
export type FoundVerb = VerbForm & {
  /** و or ف before it: a new statement, whoever spoke before. */
  isJoined: boolean
  hasPronoun: boolean
}

/** The same words are asked about again and again; more than these are not kept. */
const MOST_KEPT = 20_000

function keeping<T>(find: (form: string) => T): (form: string) => T {
  const kept = new Map<string, T>()
  return (form) => {
    const known = kept.get(form)
    if (known !== undefined) return known
    const found = find(form)
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(form, found)
    return found
  }
}

/** The verb of saying that a folded word is a form of; null where it is none. */
export const verbOfSaying = keeping(findVerb)

/** A verb that tells of an event: a name has ended before it. */
export const isPlainVerb = keeping(findPlainVerb)

/** Forms that lose a first letter of their own if particles are taken off blindly. */
const NO_PARTICLE = new Set([
  'وردت',
  'ورد',
  'فقد',
  'وقد',
  'وعد',
  'وعدت',
  'وصف',
  'فسر',
  'وثق',
  'وعلي',
  'وحده',
  'فيدان',
])

function findVerb(form: string): FoundVerb | null {
  if (form.length < 2) return null
  const exact = VERB_FORMS.get(form)
  if (exact) return { ...exact, isJoined: false, hasPronoun: false }
  const starts: [string, boolean][] = [[form, false]]
  if (/^[وف]/.test(form) && !NO_PARTICLE.has(form)) starts.push([form.slice(1), true])
  for (const [start, isJoined] of starts) {
    for (const rest of /^س[يتنا]/.test(start) ? [start, start.slice(1)] : [start]) {
      const whole = VERB_FORMS.get(rest)
      if (whole) return { ...whole, isJoined, hasPronoun: false }
      for (const pronoun of OBJECT_PRONOUNS) {
        if (!rest.endsWith(pronoun)) continue
        const bare = VERB_FORMS.get(rest.slice(0, -pronoun.length))
        // قوله and نفيه are nouns with the same letters.
        if (bare && rest.length - pronoun.length > 2) {
          return { ...bare, isJoined, hasPronoun: true }
        }
      }
    }
  }
  return null
}

function findPlainVerb(form: string): boolean {
  if (PLAIN_VERBS.has(form)) return true
  const bare = form.startsWith('و') ? form.slice(1) : form
  if (/^[وف]/.test(form) && PLAIN_VERBS.has(form.slice(1))) return true
  // After a و fewer letters are more often a name: ويست.
  if (bare !== form && bare.length < 4) return false
  const stem = bare.replace(/(?:وا|تا|ن)$/, '')
  if (stem !== bare && PLAIN_VERBS.has(stem)) return true
  if (
    /^(?:ي[^ا][\u0621-\u064a]|سي[تكقبعشسحجخظصه][\u0621-\u064a]{2})[\u0621-\u064a]*$/.test(bare) &&
    !NOT_PRESENT.has(bare)
  )
    return true
  return (
    /^س?ت(?:ت|ست|قو|كو|شه|وا|هد|جر|شن|سي|ري)[\u0621-\u064a]{2,}$/.test(bare) &&
    !/[يو].$|ه$/.test(bare)
  )
}
