import { isAction } from './actions'
import { isBareThat, isCondition, isInitial, isThat, opensCircumstance } from './clauses'
import { PARTICIPLE_FORMS, SAID_THINGS } from './cues'
import { isComma, quotationEnd } from './frames'
import { isIdafaOfInstitution, nameBefore, nameEnd } from './names'
import { isEmpty, type Range, type Token } from './tokens'
import { type FoundVerb, isPlainVerb, verbOfSaying } from './verbs-in-text'
import { OWN_FIRST_LETTER } from './words'

/** What leads from a verb to what is said. */
export type Mark = {
  kind: 'that' | 'preposition' | 'colon' | 'quote' | 'noun' | 'object'
  /** Where the name of who says it has ended. */
  at: number
  /** Where what is said begins. */
  content: number
  /** Words that belong to the cue: إلى in أشار إلى. */
  cue: Range[]
}

/** What is said may begin this many tokens after its verb, the name of who says it between. */
const LONGEST_REACH = 48

/** The first of أن, a preposition of the verb, a colon, a quotation or a noun of action after a verb of saying. */
export function findMark(
  tokens: Token[],
  at: number,
  sentence: Range,
  found: FoundVerb,
  within: number,
): Mark | null {
  const { verb } = found
  const limit = Math.min(sentence.to, at + LONGEST_REACH)
  if (verb.mustHave && !tokens.slice(at, at + 12).some(({ form }) => form === verb.mustHave))
    return null
  let mark: Mark | null = null
  let commas = 0
  for (let k = at + 1; k < limit; k++) {
    const token = tokens[k]
    if (!token) break
    const { form } = token
    if (token.quotation >= 0 && token.quotation !== within) {
      const end = quotationEnd(tokens, k)
      // كشفت مصادر لـ«الشرق الأوسط» عن
      if (isToldTo(tokens, k, end)) {
        k = end - 1
        continue
      }
      if (isNameInMarks(tokens, k, end, limit)) {
        k = end - 1
        continue
      }
      if (mark || verb.isLedOnly) break
      return { kind: 'quote', at: k, content: k, cue: [] }
    }
    if (token.kind === 'mark') {
      if (form === ':') {
        return mark && k - at > 12 ? mark : { kind: 'colon', at: k, content: k + 1, cue: [] }
      }
      if (/^[;؛]$/.test(form)) break
      if (isComma(token) && (++commas > 2 || mark)) break
      continue
    }
    if (token.kind === 'break') {
      if (tokens[k - 1]?.form === ':') continue
      break
    }
    if (mark && tokens[mark.content]?.form === 'ما') return mark
    if (isThat(form)) {
      if (opensCircumstance(tokens, k) || isInitial(tokens, k) || /^[وف]/.test(form)) continue
      const isCarried = verb.kind === 'hearsay' && k - (mark?.at ?? k) < LONGEST_CARRIED
      if (mark && !isCarried && (k - mark.at > 5 || verb.isLedOnly)) return mark
      const isLed = k - 1 > at && verb.prepositions.includes(tokens[k - 1]?.form ?? '')
      if (verb.isLedOnly && !isLed && !form.startsWith('ب')) continue
      return {
        kind: 'that',
        at: isLed ? k - 1 : k,
        content: isBareThat(form) ? k + 1 : k,
        cue: isLed ? [{ from: k - 1, to: k }] : [],
      }
    }
    if (k > at + 1 && isCondition(tokens, k)) {
      k += 2
      continue
    }
    const next = verbOfSaying(form)
    if (next && !next.isAmbiguous && !next.hasPronoun) {
      if (/^(?:الذي|التي|الذين)$/.test(tokens[k - 1]?.form ?? '')) continue
      if (!(k === at + 1 && next.isPassive)) break
    }
    if (/^[وف]?(?:جاء|ورد)$/.test(form) && k > at + 1) break
    if (next?.isJoined && k > at + 1 && !next.isAmbiguous) break
    if (PARTICIPLE_FORMS.has(form) && form.endsWith('ا') && form !== 'قائلا' && k > at + 1) break
    // Between two commas stands an aside: أعلنت الغرفة، مساء السبت، بدء
    if (!mark && (commas === 0 || (commas === 2 && isComma(tokens[k - 1]))))
      mark = markAt(tokens, at, k, limit, found)
  }
  if (mark || found.hasPronoun) return mark
  return objectMark(tokens, at, limit, found)
}

/** Whom another's words are from is named within this many tokens: نقلت عن المتحدثة باسم … قولها إن. */
const LONGEST_CARRIED = 16

/** A name in marks that ل is written to. */
function isToldTo(tokens: Token[], from: number, end: number): boolean {
  const before = tokens[from - 1]
  return before?.form === 'ل' && end - from <= 6
}

/** A preposition of the verb or a noun of action at `k`. */
function markAt(
  tokens: Token[],
  at: number,
  k: number,
  limit: number,
  found: FoundVerb,
): Mark | null {
  const { verb } = found
  const form = tokens[k]?.form ?? ''
  const next = tokens[k + 1]?.form ?? ''
  if (verb.prepositions.includes(form)) {
    if (isThat(next) || NO_CONTENT_AFTER.test(next) || isWithinName(tokens, at, k, limit))
      return null
    if (verb.kind === 'urges' && form === 'من' && !asksFor(tokens, k, limit)) return null
    return { kind: 'preposition', at: k, content: k + 1, cue: [{ from: k, to: k + 1 }] }
  }
  // تساءلت عمن يملأ الفراغ, استنكر الأهالي ما وصفوه
  const isRelative =
    verb.takesNoun && form === 'ما' && k > at + 1 && !isAfterPreposition(tokens, at, k)
  if (isRelative || (verb.prepositions.includes('عن') && /^عم[ان]$/.test(form))) {
    return { kind: 'noun', at: k, content: k, cue: [] }
  }
  if (verb.prepositions.includes('ب') && isContentInBa(form)) {
    return { kind: 'preposition', at: k, content: k, cue: [] }
  }
  // تدعو لوقف القتال
  if (verb.prepositions.includes('الي') && form.startsWith('ل') && isAction(form.slice(1))) {
    return { kind: 'preposition', at: k, content: k, cue: [] }
  }
  const isAgency = (tokens[k - 1]?.form ?? '').endsWith('وكاله')
  const isThing = k > at + 1 && !isAgency && SAID_THINGS.has(form.replace(/^ال/, ''))
  if (verb.takesNoun && (isThing || isAction(form)) && !isAfterPreposition(tokens, at, k)) {
    if (k > at + 1 && isIdafaOfInstitution(tokens, k)) return null
    return { kind: 'noun', at: k, content: k, cue: [] }
  }
  return null
}

/** طلبت من الأهالي تقديم, but not طلبت الشركة قرضاً من البنك */
function asksFor(tokens: Token[], at: number, limit: number): boolean {
  return tokens
    .slice(at + 2, Math.min(limit, at + 8))
    .some(({ form }) => isAction(form) || isThat(form))
}

/** على هامش اللقاء, عن طريق: circumstances, whatever the verb. */
const NO_CONTENT_AFTER =
  /^(?:هامش|منصه|صفحته|صفحتها|حسابه|حسابها|قناه|موقع|لسان|خلفيه|اثر|صعيد|تويتر|فيسبوك|طريق|قرب|كثب|بعد|حده|جانبه|جهته|جانبها|جهتها)$/

function isContentInBa(form: string): boolean {
  if (!form.startsWith('ب') || form.length < 3 || OWN_FIRST_LETTER.has(form)) return false
  return !/^ب(?:عد|ين|دون|شان|خصوص|حسب|هذا|ذلك|صفته|صفتها|دور|دوره|دورها|عدما|ينما|ه|ها|هم|اسم|القول|قوله|قولها|قولهم)$/.test(
    form,
  )
}

/** A noun after a preposition belongs to that: بعد انسحاب, في إطار سعي. */
function isAfterPreposition(tokens: Token[], at: number, k: number): boolean {
  if (k - 1 === at) return false
  return /^(?:بعد|قبل|عقب|اثر|خلال|في|من|علي|الي|عن|لدي|امام|اثناء|منذ|حول|بشان|وسط|مع|ضمن|عبر|دون|بسبب|جراء|نتيجه|بغيه|بهدف|عند)$/.test(
    tokens[k - 1]?.form ?? '',
  )
}

/** من leads to what is said in حذر من, but in مصدر من الجيش it is part of a name. */
function isWithinName(tokens: Token[], at: number, k: number, limit: number): boolean {
  const form = tokens[k]?.form ?? ''
  if (k - 1 === at) return false
  if (
    !/^(?:ال)?(?:مسؤول|مسؤولون|مصدر|مصادر|عدد|عضو|قيادي|ضابط|ناشط|ناشطون|العديد|الكثير|مقرب|مقربه|نائب|متحدث)/.test(
      tokens[k - 1]?.form ?? '',
    )
  ) {
    return false
  }
  for (let next = k + 1; next < Math.min(limit, k + 9); next++) {
    if (tokens[next]?.form === form || isThat(tokens[next]?.form ?? '')) return true
  }
  return false
}

/** قالت صحيفة "الوطن" إن: marks around a name, not around what is said. */
function isNameInMarks(tokens: Token[], from: number, end: number, limit: number): boolean {
  if (end - from > 6 || tokens[from - 1]?.form === ':') return false
  for (let k = end; k < Math.min(limit, end + 14); k++) {
    const token = tokens[k]
    if (!token || token.kind === 'break') return false
    if (token.form === ':' || isThat(token.form) || token.quotation >= 0) return true
    const verb = verbOfSaying(token.form)
    if (verb && !verb.isAmbiguous) return false
    if (isAction(token.form) && k === end) return true
  }
  return false
}

/** Two nouns with nothing between: اتهمت موسكو كييف, نفت الوزارة الأنباء. */
function objectMark(tokens: Token[], at: number, limit: number, found: FoundVerb): Mark | null {
  const { verb } = found
  const first = tokens[at + 1]
  const takesObject = verb.takesNoun || (verb.takesPerson && verb.prepositions.length === 0)
  if (!takesObject || first?.kind !== 'word' || found.isPassive) return null
  const end = nameEnd(tokens, at + 1, limit, true)
  if (end === at + 1) return null
  // الجيش ينفي الأنباء: whoever says it stands before.
  if (!found.isJoined && !isEmpty(nameBefore(tokens, at, Math.max(0, at - 24)))) {
    return { kind: 'object', at: at + 1, content: at + 1, cue: [] }
  }
  // ونفت الأنباء عن: whoever spoke before goes on.
  if (SAID_THINGS.has(first.form.replace(/^ال/, '')))
    return { kind: 'object', at: at + 1, content: at + 1, cue: [] }
  const next = tokens[end]
  if (next?.kind !== 'word' || end >= limit || isPlainVerb(next.form)) return null
  if (
    /^(?:في|خلال|عبر|يوم|اليوم|امس|مساء|صباح|علي|عن|من|الي|مع|بعد|قبل|الذي|التي|الذين)$/.test(
      next.form,
    )
  ) {
    return null
  }
  return { kind: 'object', at: end, content: end, cue: [] }
}
