/** A text's words in plain form, joined by single spaces, and where each begins in that line. */
export type PlainLine = { line: string; starts: number[] }

export function plainLine(words: string[]): PlainLine {
  const starts: number[] = []
  let length = 0
  for (const word of words) {
    starts.push(length)
    length += word.length + 1
  }
  return { line: words.join(' '), starts }
}

const asWords = (alternatives: string) => new RegExp(`(?<![^ ])(?:${alternatives})(?![^ ])`, 'g')

/** Words that reports are called by when somebody denies them. */
const REPORTS =
  '(?:claim|report|allegation|rumor|accusation|news|suggestion|assertion|story|stories)s?'

/** By which a speaker says that something isn't so. In plain forms: lower case, American spelling. */
const DENIALS = asWords(
  [
    'den(?:y|ies|ied|ying|ials?)(?! (?:access|entry|bail|visas?|aid|permission|food|medical))',
    'refut(?:e|es|ed|ing|al|ation)',
    'rebut(?:s|ted|ting|tal)?',
    'debunk(?:s|ed|ing)?',
    'disprove[sdn]?',
    `(?:reject|dismiss)(?:s|es|ed|ing)? (?:(?:the|these|those|such|all|any|as|online|media|earlier|\\S+) ){0,3}(?:${REPORTS}|false|untrue|baseless)`,
    'no (?:truth|basis|foundation|substance|credence)(?: (?:to|in|for|whatsoever))?',
    'without (?:any )?(?:foundation|basis|merit)',
    'not (?:at all |entirely |yet )?(?:true|correct|accurate|the case)',
    'untrue',
    '(?:do|does|did) not (?:correspond|reflect|match)',
    'contrary to (?:reality|the facts)',
    'unfounded',
    'baseless',
    'groundless',
    'false(?! (?:flag|alarm))',
    'fabricat(?:ed|ion|ions)',
    'fake',
    'hoax',
    'a lie',
    '(?:ال|و|ف)?(?:نف[يت]|نفوا|ينفي|تنفي|ينفون|نفيها|نفيه|نافي[اه]?|نافين|نفيا)',
    '(?:و|ف)?(?:انكر|انكرت|ينكر|تنكر|كذب|كذبت|يكذب|تكذب|دحض|دحضت|يدحض|فند|فندت|يفند|تفند|تفنيد|تكذيب)',
    'لا (?:صحه|اساس|حقيقه)(?: (?:له|لها|اطلاقا|من الصحه))?',
    'لا اساس (?:له|لها) من الصحه',
    'عار(?:يه?)? (?:عن|من) الصحه',
    '(?:غير|ليس|ليست) (?:صحيح|صحيحه|دقيق|دقيقه)',
    '(?:كاذب|كاذبه|ملفق|ملفقه|مفبرك|مفبركه|زائف|زائفه|مغلوطه)',
    'باطله?',
  ].join('|'),
)

/** By which what follows is turned round. */
const NEGATORS = asWords(
  [
    "not(?! only)|never|neither|nor|without|nobody|no|none|cannot|\\S+n't|hardly",
    'rather than|instead of|as opposed to|unable|yet to',
    '(?:و|ف)?(?:لم|لن|ليس|ليست|ليسوا|غير|بدون|عدم|لسنا|بلا)',
    'دون(?! [\\d٠-٩])',
    '(?:و|ف)?لا(?! (?:يزال|تزال|يزالون|نزال|زال))',
    'بدلا من|عوضا عن',
  ].join('|'),
)

/** What ends a statement within a sentence. */
const BREAKS =
  /[;:.!?؛؟\n]|—|–| - |,\s*(?=(?:but|while|saying|insisting|adding|whereas|although|though)\b)|،\s*(?=(?:لكن|بل|بينما|مؤكد|مشدد|مضيف))|\s(?=(?:but|whereas|although|though|despite)\b)|\s(?=(?:ولكن|لكن|بل|رغم)\s)/giu

export type Cue = { from: number; to: number }

/** Word indices `[from, to)` of every denial and of every negation that is none. */
export function cuesIn({ line, starts }: PlainLine): { denials: Cue[]; negations: Cue[] } {
  const denials = spansOf(line, starts, DENIALS)
  const within = ({ from }: Cue) =>
    denials.some((denial) => from >= denial.from && from < denial.to)
  return { denials, negations: spansOf(line, starts, NEGATORS).filter((cue) => !within(cue)) }
}

function spansOf(line: string, starts: number[], pattern: RegExp): Cue[] {
  return Array.from(line.matchAll(pattern), ({ 0: match, index }) => {
    const from = Math.max(0, starts.indexOf(index))
    return { from, to: from + match.split(' ').length }
  })
}

/** UTF-16 indices at which a new statement begins in a text. */
export function breaksIn(text: string): number[] {
  return Array.from(text.matchAll(BREAKS), ({ index }) => index).filter(
    // A point within a figure or an abbreviation ends nothing.
    (index) => !/[.:]/.test(text[index] ?? '') || /\s|$/.test(text[index + 1] ?? ' '),
  )
}
