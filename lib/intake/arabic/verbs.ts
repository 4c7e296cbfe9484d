import type { AttributionKind } from '../schema'

/** What a verb of saying tells, and how what is said follows it. */
export type Verb = {
  kind: AttributionKind
  /** Prepositions before what is said: أشار إلى, حذر من; ب is written to the next word. */
  prepositions: string[]
  /** What is said can be a bare noun: أعلن انسحاب, نفى صحة. */
  takesNoun: boolean
  /** Nothing but its preposition leads to what is said: أعرب عن. */
  isLedOnly: boolean
  /** What is said opens with whom it is said of: اتهم فلاناً بـ. */
  takesPerson: boolean
  /** Whom it is said to comes before what is said: أبلغ فلاناً أن. */
  takesAddressee: boolean
  /** A word that must follow: حمّل فلاناً مسؤولية; others are carried, too. */
  mustHave: string | null
  isHedged: boolean
}

/** One written form of a verb. */
export type VerbForm = {
  verb: Verb
  /** Somebody says it, or a passive of which nobody is named the source. */
  isPassive: boolean
  /** The letters are a noun or particle as well, so a subject alone doesn't make it a verb. */
  isAmbiguous: boolean
}

/**
 * The written forms of a verb in the third person, from its past and present (`قال`, `يقول`), both folded. Whoever says "I" or "we" is
 * quoted already. Short vowels are not written, so sound verbs need no more than endings; hollow and defective ones change their last letters.
 */
export function conjugate(past: string, present: string): { past: string[]; present: string[] } {
  return { past: pastForms(past), present: presentForms(present, past.at(-2) === 'ا') }
}

function pastForms(past: string): string[] {
  const stem = past.slice(0, -1)
  const last = past.at(-1) ?? ''
  // نفى: نفت نفوا نفيا نفينا; دعا: دعت دعوا دعوا دعونا
  if (last === 'ي' || (last === 'ا' && past.length === 3)) {
    const glide = last === 'ا' ? 'و' : 'ي'
    return [past, `${stem}ت`, `${stem}وا`, `${stem}${glide}ا`, `${stem}تا`]
  }
  return ['', 'ت', 'وا', 'ا', 'تا', 'ن'].map((ending) => past + ending)
}

function presentForms(present: string, isHollow: boolean): string[] {
  const rest = present.slice(1)
  const isDefective = /[ياو]$/.test(rest) && rest.length > 2
  const bare = isDefective ? rest.slice(0, -1) : rest
  const endings = [rest, `${bare}ون`, `${bare}وا`, `${rest}ان`]
  if (isDefective) endings.push(bare)
  // لم يقل, لم يشر
  if (isHollow && /^.?[وي].$/.test(rest)) endings.push(rest.slice(0, -2) + rest.slice(-1))
  return ['ي', 'ت'].flatMap((person) => endings.map((ending) => person + ending))
}

/** Object pronouns that are written to a verb: اتهمه, أبلغهم, اعتبرها. */
export const OBJECT_PRONOUNS = ['ه', 'ها', 'هم', 'هما', 'نا', 'ني', 'كم']
