import { isCondition, startsClause } from './clauses'
import { type Frame, isComma, quotationEnd, recent } from './frames'
import type { Mark } from './marks'
import { endsName, nameBefore, nameEnd } from './names'
import { isEmpty, NOTHING, type Range, type Token } from './tokens'
import { type FoundVerb, isPlainVerb, verbOfSaying } from './verbs-in-text'

/**
 * Who a verb says it by: named after it (قال الوزير), before it (الوزير قال), or in a topic (أما الوزير فقال). Moves the
 * mark where whom it is said of opens what is said.
 */
export function whoSays(
  tokens: Token[],
  at: number,
  sentence: Range,
  found: FoundVerb,
  mark: Mark,
): Range {
  const opening = afterAddressee(tokens, at + 1, mark.at)
  const topic = topicBefore(tokens, at, sentence.from)
  if (topic) return topic
  const canStandBefore =
    !found.isJoined && (!found.hasPronoun || found.verb.takesPerson || found.verb.takesAddressee)
  // بياناً قال فيه: whoever issued it.
  const isWithin = /^(?:فيه|فيها|به|بها|عبره|عبرها)$/.test(tokens[at + 1]?.form ?? '')
  const earlier = canStandBefore && !isWithin ? nameBefore(tokens, at, sentence.from) : NOTHING
  const isPresent =
    /^س?[يت]/.test(tokens[at]?.form ?? '') && !(tokens[at]?.form ?? '').endsWith('ت')
  if (!isEmpty(earlier) && (isPresent || mark.kind === 'object' || mark.kind === 'noun')) {
    if (mark.at > opening && mark.kind !== 'that' && mark.kind !== 'quote') {
      moveToObject(tokens, at, found, mark)
    }
    return earlier
  }
  const antecedent = antecedentOf(tokens, at, sentence.from)
  if (!isEmpty(antecedent)) return antecedent
  // وكانت النيابة العامة قد اتهمت
  const isPluperfect =
    !isEmpty(earlier) &&
    /^[وف]?(?:كان|كانت)$/.test(tokens[earlier.from - 1]?.form ?? '') &&
    tokens[at - 1]?.form === 'قد'
  if (isPluperfect) {
    if (mark.at > opening) moveToObject(tokens, at, found, mark)
    return earlier
  }
  // نفت حماس ذلك، ووصفت الرواية بأنها: who spoke goes on, and the noun is what is described.
  if (isDescribed(tokens, at, found, mark)) {
    moveTo(tokens, opening, mark)
    return NOTHING
  }
  const { takesPerson, takesAddressee, takesNoun } = found.verb
  const beforeObject = takesPerson || takesAddressee || (takesNoun && mark.kind === 'preposition')
  const isObject = mark.kind === 'object'
  const end = isObject ? mark.at : nameEnd(tokens, opening, mark.at, beforeObject)
  const later = withApposition(tokens, { from: opening, to: Math.min(end, mark.at) }, mark.at)
  if (isEmpty(later)) {
    if (!isEmpty(earlier) && mark.at > opening) moveToObject(tokens, at, found, mark)
    return earlier
  }
  const isLed = mark.kind === 'preposition' || /^[وف]?بان/.test(tokens[mark.at]?.form ?? '')
  // طالب الأهالي الحكومة بالكشف
  if (takesPerson && later.to < mark.at && isLed) moveTo(tokens, later.to, mark)
  return later
}

/** تعليق من الجيش الإسرائيلي، الذي قال: what the relative stands for, from the nearest preposition on. */
function antecedentOf(tokens: Token[], at: number, least: number): Range {
  if (!/^(?:الذي|التي|الذين)$/.test(tokens[at - 1]?.form ?? '') || !isComma(tokens[at - 2]))
    return NOTHING
  const to = at - 2
  for (let k = to - 1; k >= Math.max(least, to - 6) && tokens[k]?.kind === 'word'; k--) {
    if (!/^(?:من|عن|مع|الي|علي|لدي|ضد)$/.test(tokens[k]?.form ?? '') || k + 1 >= to) continue
    return nameEnd(tokens, k + 1, to, false) === to ? { from: k + 1, to } : NOTHING
  }
  return NOTHING
}

/** ووصف … بأنه after another clause, where the pronoun agrees with the only noun between. */
function isDescribed(tokens: Token[], at: number, found: FoundVerb, mark: Mark): boolean {
  const pronoun = /^[وف]?بان(ه|ها|هم)$/.exec(tokens[mark.content]?.form ?? '')?.[1]
  if (!pronoun || !found.isJoined || !/^[وف]?وصفت?$/.test(tokens[at]?.form ?? '')) return false
  if (!isComma(tokens[at - 1]) || mark.content - at > 5) return false
  const noun = tokens[at + 1]?.form ?? ''
  // One noun with its adjective; two would be who describes and what.
  const isOne =
    mark.content - at === 2 ||
    (mark.content - at === 3 && /^ال.+(?:ي|يه)$/.test(tokens[at + 2]?.form ?? ''))
  return isOne && noun.endsWith('ه') === (pronoun === 'ها')
}

/** قال له الوزير, قال لـ«الشرق الأوسط» مصدر */
function afterAddressee(tokens: Token[], from: number, to: number): number {
  let opening = from
  while (opening < to && TO_WHOM.test(tokens[opening]?.form ?? '')) opening++
  const quoted = tokens[opening + 1]
  if (tokens[opening]?.form === 'ل' && quoted?.kind === 'mark' && quoted.quotation >= 0) {
    return Math.min(to, quotationEnd(tokens, opening + 1))
  }
  return opening
}

const TO_WHOM = /^(?:ل|ب|عن|في|من|الي|علي)(?:ه|ها|هم|هما|نا)$/

/** أما المتحدث فقال */
function topicBefore(tokens: Token[], at: number, least: number): Range | null {
  if (!/^ف/.test(tokens[at]?.form ?? '')) return null
  for (let k = at - 1; k >= Math.max(least, at - 14) && tokens[k]?.kind === 'word'; k--) {
    if (/^و?اما$/.test(tokens[k]?.form ?? ''))
      return { from: k + 1, to: nameEnd(tokens, k + 1, at, false) }
  }
  return null
}

/** إيران تتهم إسرائيل بقصف: whom it is said of belongs to what is said. */
export function moveToObject(tokens: Token[], at: number, found: FoundVerb, mark: Mark) {
  const { takesPerson, takesNoun } = found.verb
  if ((takesPerson || takesNoun) && (mark.kind === 'preposition' || mark.kind === 'noun')) {
    moveTo(tokens, at + 1, mark)
  }
}

function moveTo(tokens: Token[], object: number, mark: Mark) {
  const token = tokens[object]
  if (token?.kind !== 'word' || token.isAccusative || NO_OBJECT.test(token.form)) return
  mark.content = object
  mark.cue = []
}

/** Words after a verb that are when and where it is said, or to whom. */
const NO_OBJECT = /^(?:في|خلال|عبر|يوم|اليوم|امس|مساء|صباح|علي|بعد|قبل|من|عقب|لدي|الي|عن|ل.+)$/

/** قال رامي عبد الرحمن، مدير المرصد في بريطانيا، إن: what stands between commas is the name as well. */
export function withApposition(tokens: Token[], name: Range, until: number): Range {
  if (isEmpty(name) || !isComma(tokens[name.to]) || name.to >= until) return name
  const from = name.to + 1
  if (isCondition(tokens, from)) return name
  const isSentence = /^(?:وهو|وهي)$/.test(tokens[from]?.form ?? '')
  if (!isSentence && endsName(tokens, from, from)) return name
  let end = from
  while (end < until && end < from + LONGEST_APPOSITION && tokens[end]?.kind === 'word') {
    const { form = '' } = tokens[end] ?? {}
    if (!isSentence && (isPlainVerb(form) || verbOfSaying(form))) return name
    end++
  }
  return end > from && (end >= until || isComma(tokens[end])) ? { from: name.from, to: end } : name
}

const LONGEST_APPOSITION = 14

/** Who spoke last in the sentence, in a clause of their own. */
export function speakerBefore(frames: Frame[]): Range | null {
  const spoken = recent(frames)
  const last = spoken.findLast(
    (frame, n) =>
      !isEmpty(frame.source) &&
      (frame.closes || n === 0 || frame.clause <= (spoken[0]?.clause ?? 0)),
  )
  return last?.source ?? null
}

/** Who does what a sentence tells before it comes to what they say: زار الوزير دمشق مؤكداً. The nearest clause counts. */
export function subjectOf(tokens: Token[], sentence: Range, until: number): Range {
  let subject = NOTHING
  for (let k = Math.max(sentence.from, until - LONGEST_CLAUSES); k < until; k++) {
    const { form = '' } = tokens[k] ?? {}
    const before = tokens[k - 1]?.form ?? ''
    // فيما أبقى البنك: what stands between the two is a verb, whichever.
    const isAfterOpener = /^و?(?:فيما|بينما)$/.test(before) && /^ال/.test(tokens[k + 1]?.form ?? '')
    if (!isAfterOpener && !isPlainVerb(form) && !verbOfSaying(form)) continue
    if (/^[وف]?(?:كان|كانت|لم|لن|لا|قد|ما|لقد|سوف)$/.test(form)) continue
    if (!isEmpty(subject) && !/^و/.test(form) && !startsClause(tokens, k)) continue
    const named = isAfterOpener ? NOTHING : nameBefore(tokens, k, sentence.from)
    const after = { from: k + 1, to: nameEnd(tokens, k + 1, until, true) }
    if (!isEmpty(named)) subject = named
    else if (!isEmpty(after)) subject = after
  }
  return subject
}

/** So many tokens back a clause may begin whose subject goes on. */
const LONGEST_CLAUSES = 40
