import type { AttributionKind } from '../schema'
import { isCondition } from './clauses'
import { PARTICIPLE_FORMS } from './cues'
import { endsClause, type Frame, frameAt, isComma, isDenial, quotationEnd, recent } from './frames'
import { findMark, type Mark } from './marks'
import { endsName, nameBefore, nameEnd } from './names'
import { isEmpty, NOTHING, type Range, type Token, type TokenizedText } from './tokens'
import { type FoundVerb, isPlainVerb, verbOfSaying } from './verbs-in-text'

/** قال الوزير إن, الوزارة أعلنت انسحاب, «…» قال فلان */
export function verbFrame(
  { text, tokens, quotations }: TokenizedText,
  at: number,
  sentence: Range,
  before: Frame[],
  within: number,
): Frame | null {
  const token = tokens[at]
  const found = token ? verbOfSaying(token.form) : null
  if (!token || !found || isUnsaid(tokens, at)) return null
  const isAfterStatement = followsStatement(tokens, quotations, at, before)
  const mark = isAfterStatement ? null : findMark(tokens, at, sentence, found, within)
  if (!mark) return trailingFrame(tokens, quotations, at, sentence, found, before, within)
  if (
    mark.content >= sentence.to ||
    (mark.kind === 'object' && sentence.to - mark.content < 2 && found.verb.kind !== 'denies')
  )
    return null
  const isVowelled = PASSIVE_VOWEL.test(text.slice(token.start, token.end))
  if (isVowelled && mark.kind !== 'that' && mark.kind !== 'preposition') return null
  if (isCondition(tokens, at) || isRefusal(tokens, at, mark.content))
    return { ...frameAt(at), closes: true }
  const isPassive = found.isPassive || isVowelled
  const source = isPassive ? NOTHING : whoSays(tokens, at, sentence, found, mark)
  if (found.isAmbiguous && !isPassive && !isLikelyVerb(tokens, at, sentence, found, mark, source))
    return null
  const isDeniedDenial = found.verb.kind === 'denies' && NEGATION.test(tokens[at - 1]?.form ?? '')
  const belief = isEmpty(source) && BELIEF.test(token.form)
  const clause = isEmpty(source) ? at : Math.min(at, source.from)
  return {
    ...frameAt(clauseWithOpener(tokens, clause, sentence.from)),
    cue: [{ from: at, to: at + 1 }, ...mark.cue],
    source,
    content: { from: mark.content, to: sentence.to },
    isOpen: true,
    kind: kindOf(
      tokens,
      mark,
      isPassive || belief ? 'hearsay' : isDeniedDenial ? 'asserts' : found.verb.kind,
    ),
    isHedged: found.verb.isHedged || belief || isDeniedDenial,
    closes:
      clause > sentence.from &&
      !isNested(tokens, clause, before) &&
      (found.isJoined || startsClause(tokens, clause)),
    inherits: isEmpty(source) && !isPassive && !belief,
  }
}

/** A noun with the same letters (كتب, نقل, نفي) doesn't open its clause, or nobody named nor أن follows it. */
function isLikelyVerb(
  tokens: Token[],
  at: number,
  sentence: Range,
  found: FoundVerb,
  mark: Mark,
  source: Range,
): boolean {
  const opensClause = at === sentence.from || found.isJoined || startsClause(tokens, at)
  if (mark.kind === 'that') return opensClause || mark.at === at + 1
  if (mark.kind === 'quote') return opensClause
  return opensClause && (mark.kind === 'colon' || !isEmpty(source))
}

/** رفض التعليق, رفض تأكيد أو نفي: what is not said. */
function isRefusal(tokens: Token[], at: number, content: number): boolean {
  return (
    /^[وف]?(?:رفض|رفضت|رفضوا|يرفض|ترفض|رافضا|رافضه)$/.test(tokens[at]?.form ?? '') &&
    /^(?:ال)?(?:تعليق|تاكيد|نفي|ادلاء|افصاح|كشف|خوض|اجابه|رد)$/.test(tokens[content]?.form ?? '')
  )
}

/** ُ on the first letter: ذُكر, أُعلن. */
const PASSIVE_VOWEL = /^[وف]?\u064e?[\u0621-\u064a]\u064f/
const BELIEF = /^[وف]?ي(?:عتقد|ظن|رجح|توقع|زعم)$/

function kindOf(tokens: Token[], mark: Mark, kind: AttributionKind): AttributionKind {
  return isDenial(tokens, mark.content) ? 'denies' : kind
}

const NEGATION = /^[وف]?(?:لم|لن|لا|دون)$/

/** لم تؤكد الوزارة, لم يؤكد أو ينف: nobody has said anything; لم تستبعد is half a saying. */
function isUnsaid(tokens: Token[], at: number): boolean {
  const before = tokens[at - 1]?.form ?? ''
  if (/^(?:او|ولا)$/.test(before)) return NEGATION.test(tokens[at - 3]?.form ?? '')
  return NEGATION.test(before) && !/ستبعد/.test(tokens[at]?.form ?? '')
}

function whoSays(
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
  if (takesPerson && later.to < mark.at && isLed && tokens[later.to]?.kind === 'word') {
    const { form = '' } = tokens[later.to] ?? {}
    // طالب الأهالي الحكومة بالكشف: whom it is asked of belongs to what is asked.
    if (!/^(?:في|خلال|عبر|يوم|اليوم|امس|مساء|صباح|علي|بعد|قبل|من|عقب|لدي|ل.+)$/.test(form))
      mark.content = later.to
    if (mark.content === later.to) mark.cue = []
  }
  return later
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
function moveToObject(tokens: Token[], at: number, found: FoundVerb, mark: Mark) {
  if (!found.verb.takesPerson && !found.verb.takesNoun) return
  if ((mark.kind !== 'preposition' && mark.kind !== 'noun') || tokens[at + 1]?.isAccusative) return
  const { form = '' } = tokens[at + 1] ?? {}
  if (/^(?:في|خلال|عبر|يوم|اليوم|امس|مساء|صباح|علي|بعد|قبل|من|عقب|لدي|الي|عن|ل.+)$/.test(form))
    return
  mark.content = at + 1
  mark.cue = []
}

/** كما, فيما, وكان, غير أن before the clause are no part of what was said before it. */
function clauseWithOpener(tokens: Token[], clause: number, least: number): number {
  let from = clause
  if (isContrast(tokens, clause)) from -= 2
  while (from > least && from > clause - 3 && CLAUSE_OPENING.test(tokens[from - 1]?.form ?? ''))
    from--
  return from
}

const CLAUSE_OPENING = /^[وف]?(?:كما|بينما|فيما|قد|كان|كانت|حين|في|حيث|لكن|لكنه|لكنها|لكنهم)$/

function startsClause(tokens: Token[], clause: number): boolean {
  const before = tokens[clause - 1]
  if (before === undefined || /^[،؛,;]$/.test(before.form) || isContrast(tokens, clause))
    return true
  return before.form !== 'في' && CLAUSE_OPENING.test(before.form)
}

/** غير أن, إلا أن: another clause begins after them. */
function isContrast(tokens: Token[], clause: number): boolean {
  return (
    /^(?:ان|انه|انها|انهم)$/.test(tokens[clause - 1]?.form ?? '') &&
    /^(?:غير|الا|بيد)$/.test(tokens[clause - 2]?.form ?? '')
  )
}

/** What another says, told as what somebody says: قال المرصد إن مصادر أكدت. */
function isNested(tokens: Token[], clause: number, before: Frame[]): boolean {
  if (/^(?:التي|الذي|الذين)$/.test(tokens[clause - 1]?.form ?? '')) return true
  return recent(before).some((frame) => frame.isOpen && frame.content.from === clause)
}

/** قال رامي عبد الرحمن، مدير المرصد في بريطانيا، إن: what stands between commas is the name as well. */
function withApposition(tokens: Token[], name: Range, until: number): Range {
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

/** «…»، تتذكر نور: a statement before a comma and the verb, which nobody has been found to make. */
function followsStatement(
  tokens: Token[],
  quotations: TokenizedText['quotations'],
  at: number,
  before: Frame[],
): boolean {
  const number = isComma(tokens[at - 1]) ? (tokens[at - 2]?.quotation ?? -1) : -1
  const quotation = quotations[number]
  if (!quotation || number === tokens[at]?.quotation || quotation.to - quotation.from < 6)
    return false
  return !recent(before).some(({ isOpen, content }) => isOpen && content.from <= quotation.from)
}

/** The verb comes after what is said, or breaks into it: «…»، قال فلان; …، كما ذكرت سانا. */
function trailingFrame(
  tokens: Token[],
  quotations: TokenizedText['quotations'],
  at: number,
  sentence: Range,
  found: FoundVerb,
  before: Frame[],
  within: number,
): Frame | null {
  if (found.isJoined) return null
  const isPunctuation = (k: number) => /^[،,\-–—]$/.test(tokens[k]?.form ?? '')
  let k = at - 1
  const hasComma = isPunctuation(k)
  while (k >= sentence.from && isPunctuation(k)) k--
  const opening = /^(?:كما|وكما|حسبما|هكذا)$/.test(tokens[k]?.form ?? '') ? k : -1
  if (opening >= 0) k--
  while (k >= sentence.from && isPunctuation(k)) k--
  const last = tokens[k]
  if (!last || k < sentence.from) return null
  const name = { from: at + 1, to: nameEnd(tokens, at + 1, sentence.to, false) }
  const source = withApposition(tokens, name, sentence.to)
  const isSo = tokens[opening]?.form === 'هكذا'
  const cue = [{ from: opening >= 0 && !isSo ? opening : at, to: at + 1 }]
  const quotation = last.quotation !== within ? quotations[last.quotation] : undefined
  if (quotation && quotation.to - quotation.from > 3) {
    if (
      recent(before).some(
        (frame) =>
          !frame.isOpen &&
          frame.content.from <= quotation.from &&
          quotation.from < frame.content.to,
      )
    )
      return null
    return {
      ...frameAt(opening >= 0 ? opening : at),
      cue,
      source,
      content: { from: quotation.from, to: quotation.to + 1 },
      kind: found.verb.kind,
      closes: true,
      inherits: isEmpty(source),
    }
  }
  if (isEmpty(source) || found.isAmbiguous) return null
  if (opening < 0 && !(hasComma && endsClause(tokens, source.to, sentence.to))) return null
  const start = opening >= 0 ? opening : at
  const from = before.at(-1)?.clause ?? sentence.from
  const breaksIn = opening < 0 && source.to + 2 < sentence.to
  if (start - from < (breaksIn ? 1 : 3)) return null
  const said = { from, to: k + 1 }
  return {
    ...frameAt(start),
    cue,
    source,
    lead: breaksIn ? said : NOTHING,
    content: breaksIn ? { from: source.to, to: sentence.to } : said,
    isOpen: breaksIn,
    kind: found.verb.kind,
    closes: !breaksIn,
  }
}

/** نقلت رويترز عن مصدر قوله إن, نسبت الوكالة إلى مصدر أن: who is carried says the same. */
export function carriedFrame(tokens: Token[], carrier: Frame): Frame | null {
  const verb = carrier.cue[0]
  if (!verb || !carrier.isOpen || carrier.kind !== 'hearsay') return null
  const preposition = verbOfSaying(tokens[verb.from]?.form ?? '')?.verb.prepositions.includes('عن')
    ? 'عن'
    : 'الي'
  const least = isEmpty(carrier.source) ? verb.to : Math.max(verb.to, carrier.source.to)
  let about = least
  while (about < carrier.content.from && tokens[about]?.form !== preposition) about++
  if (about >= carrier.content.from) return null
  const from = about + 1
  let to = nameEnd(tokens, from, carrier.content.from, false)
  const cue = [{ from: about, to: from }]
  for (let k = from; k < carrier.content.from; k++) {
    if (/^[وف]?(?:ا?قوال|قول|تاكيد|تصريح)(?:ه|ها|هم|هما)$/.test(tokens[k]?.form ?? '')) {
      cue.push({ from: k, to: k + 1 })
      to = Math.min(to, k)
    } else if (/^(?:لم|لا|طلب)$/.test(tokens[k]?.form ?? '') && to === k) {
      to = carrier.content.from - 1
    }
  }
  if (to <= from) return null
  return {
    ...frameAt(from),
    cue,
    source: { from, to },
    content: { ...carrier.content },
    isOpen: true,
  }
}

/** مشيراً إلى أن, مؤكدةً أن: the speaker of the sentence goes on. */
export function participleFrame(
  tokens: Token[],
  at: number,
  sentence: Range,
  before: Frame[],
  within: number,
): Frame | null {
  const token = tokens[at]
  if (!token || at === sentence.from) return null
  const isJoined = !PARTICIPLE_FORMS.has(token.form) && token.form.startsWith('و')
  const cue = PARTICIPLE_FORMS.get(isJoined ? token.form.slice(1) : token.form)
  if (!cue) return null
  const takesNoun = cue.takesNoun && token.form.endsWith('ا')
  const found: FoundVerb = {
    verb: {
      ...cue,
      takesNoun,
      isLedOnly: false,
      takesPerson: cue.takesNoun,
      takesAddressee: false,
    },
    isPassive: false,
    isAmbiguous: false,
    isJoined: true,
    hasPronoun: true,
  }
  const near = { from: sentence.from, to: Math.min(sentence.to, at + 10) }
  const mark = findMark(tokens, at, near, found, within)
  if (mark && cue.takesNoun && mark.kind === 'preposition') moveToObject(tokens, at, found, mark)
  const isNear = mark && (mark.at <= at + 4 || token.form.endsWith('ا'))
  const content = isNear ? mark.content : takesNoun ? at + 1 : -1
  if (isCondition(tokens, at) || isRefusal(tokens, at, content))
    return { ...frameAt(at), closes: true }
  // مبانٍ مهددة بالانهيار describes, where no comma is before it.
  if (!token.form.endsWith('ا') && mark?.kind === 'preposition' && !isComma(tokens[at - 1]))
    return null
  // رد المتحدث قائلاً: one saying.
  const same = recent(before).findLast((frame) => frame.isOpen && frame.content.from === content)
  if (same) {
    same.cue.push({ from: at, to: at + 1 })
    return null
  }
  if (content < 0 || content >= sentence.to || isComma(tokens[content])) return null
  return {
    ...frameAt(at),
    cue: [{ from: at, to: at + 1 }, ...(mark?.cue ?? [])],
    source: speakerBefore(before) ?? subjectOf(tokens, sentence, at),
    content: { from: content, to: sentence.to },
    isOpen: true,
    kind: isDenial(tokens, content) ? 'denies' : cue.kind,
    isHedged: cue.isHedged,
    closes: true,
  }
}

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

/** Who does what a sentence tells before it comes to what they say: زار الوزير دمشق مؤكداً. */
export function subjectOf(tokens: Token[], sentence: Range, until: number): Range {
  for (let k = sentence.from; k < Math.min(until, sentence.from + 14); k++) {
    const { form = '' } = tokens[k] ?? {}
    if (!isPlainVerb(form) && !verbOfSaying(form)) continue
    if (/^[وف]?(?:كان|كانت|لم|لن|لا|قد|ما|لقد|سوف)$/.test(form)) continue
    const named = nameBefore(tokens, k, sentence.from)
    return isEmpty(named) ? { from: k + 1, to: nameEnd(tokens, k + 1, until, true) } : named
  }
  return NOTHING
}
