import { isAction } from './actions'
import { isCondition, isInitial, isThat } from './clauses'
import { NOTHING, type Range, type Token } from './tokens'
import { isPlainVerb, verbOfSaying } from './verbs-in-text'
import {
  ADDRESSEES,
  ADJECTIVES,
  ASIDES,
  bare,
  CIRCUMSTANCES,
  CLAUSE_OPENERS,
  COUNTRIES,
  IN_TITLES,
  OCCASIONS,
  OPEN_HEADS,
  OWN_FIRST_LETTER,
  PERSON_HEADS,
  SOURCE_HEADS,
} from './words'

/** More tokens are not a name. */
const LONGEST_NAME = 24

/** Clauses about somebody, and what is written beside their name. */
const RELATIVE =
  /^(?:الذي|التي|الذين|اللذان|اللتان|اللواتي|اللاتي|ممن|مما|حيث|وهو|وهي|وهم|المقيم|المقيمه|المقيمين|المعروف|المعروفه|مخاطبا)$/

/** Whether what stands at `at`, after the beginning of a name at `from`, is no longer the name. */
export function endsName(tokens: Token[], from: number, at: number): boolean {
  const token = tokens[at]
  if (token?.kind !== 'word' || token.isAccusative) return true
  const { form } = token
  if (isThat(form)) return !isInitial(tokens, at)
  if (RELATIVE.test(form) || CIRCUMSTANCES.has(form) || isToldTo(tokens, from, at)) {
    return !(form === 'عن' && at > from && goesOnInName(tokens, from, at))
  }
  if (/^(?:في|من|لدي)$/.test(form)) return at === from || !goesOnInName(tokens, from, at)
  if (/^(?:ل|علي|مع|بالقول|بقوله|بقولها|بقولهم)$/.test(form)) return true
  if (at > from && (isLedByBa(form) || isCondition(tokens, at))) return true
  const verb = verbOfSaying(form)
  return (verb !== null && !verb.isAmbiguous) || isPlainVerb(form)
}

/** مصدر في الجيش, بيان صادر عن القيادة, كتائب محلية في السويداء: the preposition belongs to the name. */
function goesOnInName(tokens: Token[], from: number, at: number): boolean {
  const form = tokens[at]?.form ?? ''
  const next = tokens[at + 1]?.form ?? ''
  if (form === 'عن' && /^(?:ال)?صادره?$/.test(tokens[at - 1]?.form ?? '')) return true
  if (next === '' || isTimeWord(next) || OCCASIONS.has(bare(next))) return false
  for (let back = at - 1; back >= from && at - back <= 4; back--) {
    if (OPEN_HEADS.has(bare((tokens[back]?.form ?? '').replace(/^[وف](?=ال)/, '')))) return true
  }
  if (form !== 'في') return false
  const isIndefinite = SOURCE_HEADS.has(tokens[from]?.form ?? '') && at - from > 1
  return (isIndefinite && !hasArticle(tokens, from, at)) || STATE.test(bare(next))
}

/** وزير الدفاع في الحكومة السورية */
const STATE = /^(?:حكومه|جيش|اداره|وزاره|جامعه|مجلس|سوريا|عراق|العراق|لبنان|غزه|دمشق)$/

/** قال لمراسلين, قال ترامب لأمير قطر; but مراسل لوكالة is a name. */
function isToldTo(tokens: Token[], from: number, at: number): boolean {
  const form = tokens[at]?.form ?? ''
  const before = tokens[at - 1]?.form ?? ''
  if (at === from && /^لل|^ل[^اويبق]/.test(form)) return !OWN_FIRST_LETTER.has(form)
  if (/^ل[^ل]/.test(form) && isPost(form.slice(1))) return !isPost(before)
  // المدير العام للوكالة
  const post = /^(?:ال)?(?:عام|تنفيذي|اقليمي)ه?$/.test(before)
    ? (tokens[at - 2]?.form ?? '')
    : before
  // الوكالة الوطنية للإعلام
  const isInName =
    OFFICES.test(bare(tokens[from]?.form ?? '')) && isAdjective(before) && /^لل/.test(form)
  return isAddressee(form) && !isInName && !(at > from && TOLD_BY.test(post))
}

const OFFICES = /^(?:وكاله|هيئه|مجلس|اتحاد|مركز|مؤسسه|لجنه|شركه|مديريه)$/
const TOLD_BY =
  /^(?:ال)?(?:مراسل|مراسله|مدير|مديره|تابع|تابعه|محلل|رئيس|رئيسه|امين|امينه|متحدث|متحدثه)$/

/** بالقصف, بانسحاب; of names that begin with the letter there is no end. */
function isLedByBa(form: string): boolean {
  if (!form.startsWith('ب') || OWN_FIRST_LETTER.has(form)) return false
  const led = form.slice(1)
  return /^ال.{3}/.test(led) || isAction(led) || OCCASIONS.has(bare(led)) || isThat(form)
}

function hasArticle(tokens: Token[], from: number, to: number): boolean {
  for (let k = from; k < to; k++) if (/^(?:و?ال|لل)/.test(tokens[k]?.form ?? '')) return true
  return false
}

function isTimeWord(form: string): boolean {
  return /^(?:وقت|يوم|مساء|صباح|حين|اليوم|امس)$/.test(form)
}

/**
 * Where a name ends that begins at `from`, before `to`: a chain of nouns, its adjectives, a person's own name after
 * a title, and names in marks or parentheses. `beforeObject`: another noun may follow with nothing between, as in
 * نفت وزارة الدفاع السورية الأنباء, and doesn't belong to it.
 */
export function nameEnd(tokens: Token[], from: number, to: number, beforeObject: boolean): number {
  const isPerson = isPost(tokens[from]?.form ?? '')
  const most = Math.min(to, from + LONGEST_NAME)
  let at = from
  while (at < most) {
    const token = tokens[at]
    if (!token) break
    if (token.kind === 'mark') {
      const end = asideEnd(tokens, at, to, from)
      if (end === at) break
      at = end
      continue
    }
    if (endsName(tokens, from, at) || (at > from && isOutletToldTo(tokens, from, at))) break
    if (beforeObject && at > from && beginsObject(tokens, from, at, isPerson)) break
    at++
  }
  return at
}

/** أفاد مسؤول كبير وكالة فرانس برس: the agency is told, unless it is the name's own: مدير وكالة. */
export function isOutletToldTo(tokens: Token[], from: number, at: number): boolean {
  if (
    !/^(?:وكاله|صحيفه|قناه|شبكه|تلفزيون|اذاعه|موقع|رويترز|فرانس|سانا|الاناضول)$/.test(
      tokens[at]?.form ?? '',
    )
  )
    return false
  if (
    /^(?:ال)?(?:مدير|رئيس|محرر|مراسل|مراسله|موفد|مندوب|مكتب|وكاله|صحيفه|قناه|شبكه|تلفزيون|رويترز|فرانس|سانا)$/.test(
      tokens[from]?.form ?? '',
    )
  )
    return false
  return !isPost(tokens[at - 1]?.form ?? '') && !SOURCE_HEADS.has(tokens[at - 1]?.form ?? '')
}

/** The end of a short name in marks or parentheses, or of a hyphen or an initial's stop; `at` where it is none. */
function asideEnd(tokens: Token[], at: number, to: number, from: number): number {
  const token = tokens[at]
  const before = tokens[at - 1]
  if (!token) return at
  if (token.quotation >= 0 && token.quotation !== (before?.quotation ?? -1)) {
    let end = at
    while (end < to && tokens[end]?.quotation === token.quotation) end++
    const isNamed =
      at === from || SOURCE_HEADS.has(before?.form ?? '') || /^ال/.test(before?.form ?? '')
    return isNamed && end - at <= 6 && end <= to ? end : at
  }
  if (token.form === '(') {
    for (let end = at + 1; end < Math.min(to, at + 7); end++) {
      if (tokens[end]?.form === ')') return end + 1
    }
    return at
  }
  const isInside = at > from && before?.kind === 'word' && tokens[at + 1]?.kind === 'word'
  if (isInside && /^[-–.]$/.test(token.form) && before.end === token.start) {
    if (token.form === '.') return before.form.length === 1 ? at + 1 : at
    return tokens[at + 1]?.start === token.end ? at + 1 : at
  }
  return at
}

/** Whether a noun within reach of a name is what is said or whom it is said of, rather than the name's next word. */
function beginsObject(tokens: Token[], from: number, at: number, isPerson: boolean): boolean {
  const form = tokens[at]?.form ?? ''
  const before = tokens[at - 1]?.form ?? ''
  if (isAction(form)) return !isIdafaOfInstitution(tokens, at)
  if (/^(?:بلاده|بلادها|جميع|كل|كافه|نظيره|انصاره)$/.test(form) || /.{3}(?:ها|هم)$/.test(form))
    return true
  // أبلغت واشنطن تل أبيب
  const isJoined = form.startsWith('و') && !COUNTRIES.has(form)
  if (at === from + 1 && COUNTRIES.has(before) && !form.startsWith('ال') && !isJoined) return true
  if (OCCASIONS.has(bare(form)) && !form.startsWith('ال')) return true
  const wasDefinite = /^و?(?:ال|لل)/.test(before)
  const isDefinite = form.startsWith('ال')
  if (isDefinite) {
    if (wasDefinite)
      return !isAdjective(form) && !(isPerson && (isInTitle(form) || isInTitle(before)))
    // A chain of nouns ends with its first definite one; so do names: رامي عبد الرحمن.
    return (COUNTRIES.has(before) || COUNTRIES.has(before.replace(/^و/, ''))) && !isAdjective(form)
  }
  if (/^[ول]/.test(form) && !COUNTRIES.has(form) && !SOURCE_HEADS.has(form)) return false
  if (COUNTRIES.has(form))
    return (
      wasDefinite ||
      COUNTRIES.has(before) ||
      (!SOURCE_HEADS.has(before) && at - from > 1 && !isInTitle(before))
    )
  if (SOURCE_HEADS.has(form)) return wasDefinite || COUNTRIES.has(before)
  return wasDefinite && !isPerson
}

/** هيئة تحرير الشام, لجنة تنسيق: the noun of action belongs to an institution's name. */
export function isIdafaOfInstitution(tokens: Token[], at: number): boolean {
  const before = tokens[at - 1]?.form.replace(/^[وف](?=.{3})/, '') ?? ''
  return !before.startsWith('ال') && SOURCE_HEADS.has(before) && !isPost(before)
}

/** The words before a verb that name who says it: وزارة الدفاع أعلنت. Empty where the verb opens its clause. */
export function nameBefore(tokens: Token[], at: number, least: number): Range {
  let last = at
  while (
    last > least &&
    /^(?:و?قد|سبق|كان|كانت|سوف|ايضا|بدوره|بدورها)$/.test(tokens[last - 1]?.form ?? '')
  )
    last--
  const isAfterComma = /^[،,]$/.test(tokens[last - 1]?.form ?? '')
  const end = isAfterComma ? last - 1 : last
  let from = segmentStart(tokens, end, least)
  if (isAfterComma) {
    // رامي عبد الرحمن، مدير المرصد، قال
    const comma = tokens[from - 1]
    if (from >= end || !comma || !/^[،,]$/.test(comma.form)) return NOTHING
    const before = segmentStart(tokens, from - 1, least)
    if (before >= from - 1 || startsAside(tokens, before) || startsAside(tokens, from))
      return NOTHING
    from = before
  }
  if (from >= end || startsAside(tokens, from)) return NOTHING
  return { from, to: end }
}

function segmentStart(tokens: Token[], end: number, least: number): number {
  const within = tokens[end]?.quotation ?? -1
  let from = end
  while (from > least && end - from < LONGEST_NAME) {
    const token = tokens[from - 1]
    if (!token || token.kind === 'break') break
    if (token.kind === 'mark') {
      if (token.quotation !== within || /^[()[\]\-–]$/.test(token.form)) {
        from--
        continue
      }
      break
    }
    if (token.quotation === within) {
      if (CLAUSE_OPENERS.has(token.form) || isThat(token.form)) break
      const verb = verbOfSaying(token.form)
      if (verb && !verb.isAmbiguous) break
      if (isPlainVerb(token.form) && !SOURCE_HEADS.has(token.form)) break
    }
    from--
  }
  // What was walked into without an end is no name, nor is what begins with a verb: حمل المتظاهرون لافتات.
  return end - from >= LONGEST_NAME || verbOfSaying(tokens[from]?.form ?? '') ? end : from
}

function startsAside(tokens: Token[], at: number): boolean {
  const form = tokens[at]?.form ?? ''
  return ASIDES.has(form) || ASIDES.has(form.replace(/^[وف]/, '')) || isThat(form)
}

/** رئيس, الوزير: somebody's own name may follow. */
function isPost(form: string): boolean {
  return PERSON_HEADS.has(bare(form))
}

function isInTitle(form: string): boolean {
  return isPost(form) || IN_TITLES.has(bare(form))
}

/** السورية, الجديد: of the noun before it. */
function isAdjective(form: string): boolean {
  return (
    /^ال[\u0621-\u064a]+(?:ي|يه|يين|يون|يتين)$/.test(form) ||
    (form.startsWith('ال') && ADJECTIVES.has(bare(form)))
  )
}

/** لوكالة, للصحفيين, لهم */
function isAddressee(form: string): boolean {
  return (
    /^(?:لنا|لي|لهم|له|لها)$/.test(form) ||
    (form.startsWith('ل') && ADDRESSEES.has(form.replace(/^لل?/, '')))
  )
}
