import type { Attribution, AttributionKind, Span } from '../schema'
import {
  ADDRESSEES,
  CLAUSE_OPENERS,
  HEDGES,
  NOT_PRESENT,
  PARTICIPLE_FORMS,
  SAID_THINGS,
  SOURCE_HEADS,
  SOURCE_PHRASES,
} from './cues'
import {
  endsName,
  type FoundVerb,
  isAction,
  isEmpty,
  isName,
  isPlainVerb,
  isThat,
  NOTHING,
  nameBefore,
  nameEnd,
  opensCircumstance,
  type Range,
  verbOfSaying,
} from './phrases'
import { type Token, type TokenizedText, tokenize } from './tokens'

/** What is said may begin this many tokens after its verb, the name of who says it between. */
const LONGEST_REACH = 48

/** An attribution on its way: tokens instead of indices, and an end of what is said that is not known yet. */
type Frame = {
  cue: Range[]
  source: Range
  /** Where the clause begins that the cue governs: at its name or its verb. */
  clause: number
  content: Range
  /** The content ends where the next speaker's clause begins, or with the sentence. */
  isOpen: boolean
  kind: AttributionKind
  isHedged: boolean
  /** Ends the content of those before it. */
  closes: boolean
  /** The name may be taken from the clause before: participles, وأضاف. */
  inherits: boolean
}

/**
 * The attributions of an Arabic text, in its order. An outer attribution comes before those within its content;
 * who carries another's words (نقلاً عن) has the same content. What a verb of denial denies is its content: with
 * a content that opens with the denial itself (لا صحة لـ), the kind is `denies` as well.
 * `source` is empty where the sentence names nobody: then it is whoever spoke before, or nobody (قيل, أنباء عن).
 * Takes time in proportion to the text and never throws.
 */
export function extractArabicAttributions(text: string): Attribution[] {
  const tokenized = tokenize(text)
  const frames: Frame[] = []
  const { tokens } = tokenized
  for (const sentence of sentencesOf(tokens, 0, tokens.length)) {
    frames.push(...framesOf(tokenized, sentence, -1))
  }
  return frames
    .map((frame) => attributionOf(tokenized, frame))
    .filter((found) => found !== null)
    .sort((one, other) => startOf(one) - startOf(other))
}

function startOf(found: Attribution): number {
  return Math.min(
    ...[found.source, found.cue, found.content].flatMap((spans) => spans[0]?.[0] ?? []),
  )
}

function sentencesOf(tokens: Token[], from: number, to: number): Range[] {
  const sentences: Range[] = []
  const quotation = tokens[from]?.quotation ?? -1
  const within = from > 0 ? quotation : -1
  let start = from
  const end = (at: number, next: number) => {
    if (at > start) sentences.push({ from: start, to: at })
    start = next
  }
  for (let at = from; at < to; at++) {
    const token = tokens[at]
    if (!token || token.kind === 'word' || (within < 0 && token.quotation >= 0)) continue
    const before = tokens[at - 1]
    if (token.kind === 'break') {
      if (before?.form !== ':') end(at, at + 1)
    } else if (/[!?؟…]/.test(token.form)) {
      end(at, at + 1)
    } else if (token.form === '.' && !isAbbreviation(tokens, at)) {
      end(at, at + 1)
    }
  }
  end(to, to)
  return sentences
}

/** أ.ف.ب, د. محمد */
function isAbbreviation(tokens: Token[], at: number): boolean {
  const [before, stop, after] = [tokens[at - 1], tokens[at], tokens[at + 1]]
  if (!before || !stop || before.kind !== 'word' || before.form.length !== 1) return false
  return before.end === stop.start && after?.kind === 'word'
}

function framesOf(tokenized: TokenizedText, sentence: Range, within: number): Frame[] {
  const { tokens, quotations } = tokenized
  const frames: Frame[] = []
  const claimed = new Set<number>()
  let { from } = sentence
  const { to } = sentence
  while (from < to && tokens[from]?.kind !== 'word' && (tokens[from]?.quotation ?? -1) === within)
    from++
  const bounds = { from, to }
  const heading = headingOf(tokens, bounds, within)
  if (heading) frames.push(heading)
  let at = heading ? heading.content.from : from
  while (at < to) {
    const token = tokens[at]
    if (!token) break
    if (token.quotation >= 0 && token.quotation !== within) {
      at = (quotations[token.quotation]?.to ?? at) + 1
      continue
    }
    const frame =
      token.kind === 'word'
        ? (phraseFrame(tokens, at, bounds, frames) ??
          participleFrame(tokens, at, bounds, frames, within) ??
          verbFrame(tokenized, at, bounds, frames, within) ??
          denialFrame(tokens, at, bounds) ??
          thingFrame(tokens, at, bounds, frames))
        : null
    if (frame) {
      frames.push(frame)
      const carried = frame.kind === 'hearsay' ? carriedFrame(tokens, frame) : null
      if (carried) frames.push(carried)
      at = Math.max(at + 1, frame.cue.at(-1)?.to ?? 0)
    } else {
      at++
    }
  }
  closeContents(frames, bounds)
  for (const frame of frames) {
    for (let k = frame.content.from; k < frame.content.to; k++) {
      const number = tokens[k]?.quotation ?? -1
      if (number >= 0) {
        claimed.add(number)
        k = Math.max(k, quotations[number]?.to ?? k)
      }
    }
  }
  if (within < 0) {
    for (let k = from; k < to; k++) {
      const number = tokens[k]?.quotation ?? -1
      const quotation = quotations[number]
      if (!quotation) continue
      if (
        !claimed.has(number) &&
        quotation.to - quotation.from > 5 &&
        (k === from || to - from <= quotation.to - quotation.from + 3)
      ) {
        frames.push({
          ...emptyFrame(k),
          content: { from: quotation.from, to: quotation.to + 1 },
        })
      }
      if (quotation.to - quotation.from > 7) {
        for (const inner of sentencesOf(tokens, quotation.from + 1, quotation.to)) {
          frames.push(
            ...framesOf(tokenized, inner, number).filter((frame) => !isEmpty(frame.source)),
          )
        }
      }
      k = quotation.to
    }
  }
  return frames
}

/** نقلت رويترز عن مصدر قوله إن: who is carried says the same, by عن and قوله. */
function carriedFrame(tokens: Token[], carrier: Frame): Frame | null {
  const verb = carrier.cue[0]
  if (!verb || !carrier.isOpen) return null
  let about = verb.to
  while (about < carrier.content.from && tokens[about]?.form !== 'عن') about++
  if (about >= carrier.content.from) return null
  const from = about + 1
  let to = nameEnd(tokens, from, carrier.content.from, false)
  const cue = [{ from: about, to: from }]
  for (let k = from; k < carrier.content.from; k++) {
    if (!/^ا?قول(?:ه|ها|هم|هما)$|^تاكيد(?:ه|ها|هم)$|^اقوال(?:ه|ها|هم)$/.test(tokens[k]?.form ?? ''))
      continue
    cue.push({ from: k, to: k + 1 })
    to = Math.min(to, k)
  }
  if (to <= from) return null
  return {
    ...emptyFrame(from),
    cue,
    source: { from, to },
    content: { from: carrier.content.from, to: carrier.content.to },
    isOpen: true,
  }
}

function emptyFrame(at: number): Frame {
  return {
    cue: [],
    source: NOTHING,
    clause: at,
    content: NOTHING,
    isOpen: false,
    kind: 'asserts',
    isHedged: false,
    closes: false,
    inherits: false,
  }
}

/** What is said ends where another speaker's clause begins. */
function closeContents(frames: Frame[], sentence: Range) {
  let end = sentence.to
  for (let n = frames.length - 1; n >= 0; n--) {
    const frame = frames[n]
    if (!frame) continue
    if (frame.isOpen) frame.content = { from: frame.content.from, to: end }
    if (frame.closes && frame.clause > sentence.from) end = frame.clause
  }
}

// ---------------------------------------------------------------- verbs

function verbFrame(
  { text, tokens, quotations }: TokenizedText,
  at: number,
  sentence: Range,
  before: Frame[],
  within: number,
): Frame | null {
  const token = tokens[at]
  const found = token ? verbOfSaying(token.form) : null
  if (!token || !found) return null
  const previous = tokens[at - 1]
  const { verb } = found
  const isExplicitPassive = /^[وف]?[\u0621-\u064a]\u064f/.test(text.slice(token.start, token.end))
  const opening = at + 1
  const mark = findMark(tokens, at, sentence, found, within)
  const clauseBefore = at > sentence.from ? nameBefore(tokens, at, sentence.from) : NOTHING
  const isPassive = found.isPassive || isExplicitPassive

  if (!mark) {
    return trailingVerb(tokens, quotations, at, sentence, found, before, within)
  }
  let source = NOTHING
  let clause = at
  const isClauseStart = found.isJoined || isEmpty(clauseBefore)
  if (!isPassive && !found.hasPronoun) {
    const end =
      mark.kind === 'noun' && !mark.isSure ? mark.at : nameEnd(tokens, opening, mark.at, false)
    source = withApposition(tokens, { from: opening, to: Math.min(end, mark.at) }, mark.at)
  } else if (found.hasPronoun && !isPassive) {
    source = { from: opening, to: nameEnd(tokens, opening, mark.at, false) }
  }
  if (isEmpty(source) && !found.isJoined && !isPassive && !found.hasPronoun) {
    source = clauseBefore
    if (!isEmpty(source)) clause = source.from
  } else if (
    !isEmpty(source) &&
    !isClauseStart &&
    verb.isAmbiguous &&
    mark.kind !== 'that' &&
    mark.kind !== 'quote'
  ) {
    // A noun with the same letters within a name or an object: مقر رد الفعل.
    return null
  }
  if (
    verb.isAmbiguous &&
    isEmpty(source) &&
    !found.isJoined &&
    mark.kind !== 'that' &&
    at !== sentence.from
  )
    return null
  // بين البلدين, نفي الوزارة
  if (verb.isAmbiguous && previous?.kind === 'word' && !isClauseStart && mark.kind === 'noun')
    return null
  const rest = tokens[mark.content]
  if (!rest || mark.content >= sentence.to) return null
  const opensWithDenial = isDenial(tokens, mark.content)
  const marker = previous?.form ?? ''
  const isNested =
    before.some((frame) => frame.isOpen && frame.content.from === clause) ||
    (clause > 0 && /^(?:التي|الذي|الذين)$/.test(tokens[clause - 1]?.form ?? ''))
  const isUnnamed =
    isPassive || (isEmpty(source) && /^ي/.test(token.form.replace(/^[وف]/, '')) && verb.isHedged)
  const isBelief = /^[وف]?ي(?:عتقد|ظن|رجح|توقع|زعم)$/.test(token.form) && isEmpty(source)
  return {
    ...emptyFrame(clause),
    cue: [{ from: at, to: at + 1 }, ...mark.cue],
    source,
    clause: clauseWithOpener(tokens, clause, sentence.from),
    content: { from: mark.content, to: mark.end ?? sentence.to },
    isOpen: mark.end === null,
    kind: opensWithDenial
      ? 'denies'
      : isUnnamed || (isBelief && verb.kind === 'asserts')
        ? 'hearsay'
        : verb.kind,
    isHedged: verb.isHedged || isBelief,
    closes:
      !isNested && (found.isJoined || /^[،؛,;]$/.test(marker) || startsClause(tokens, clause)),
    inherits: isEmpty(source) && !isUnnamed && !isBelief,
  }
}

function startsClause(tokens: Token[], clause: number): boolean {
  const before = tokens[clause - 1]
  if (!before) return true
  if (/^[،؛,;]$/.test(before.form)) return true
  return /^(?:كما|بينما|فيما|وقد|وكان|وكانت|حين|حيث|لكن|ولكن)$/.test(before.form)
}

/** كما, فيما, وكان before the clause are no part of what was said before it. */
function clauseWithOpener(tokens: Token[], clause: number, least: number): number {
  let from = clause
  while (from > least && from > clause - 3) {
    const before = tokens[from - 1]
    if (
      !before ||
      !/^(?:كما|بينما|فيما|وقد|قد|وكان|وكانت|كان|كانت|حين|في|حيث|لكن|ولكن|وكما)$/.test(before.form)
    )
      break
    from--
  }
  return from
}

type Mark = {
  kind: 'that' | 'preposition' | 'colon' | 'quote' | 'noun'
  /** Where the name has ended. */
  at: number
  /** Where what is said begins. */
  content: number
  /** Where it ends, if the mark tells. */
  end: number | null
  /** Words that belong to the cue. */
  cue: Range[]
  isSure: boolean
}

/** What leads from a verb to what is said. */
function findMark(
  tokens: Token[],
  at: number,
  sentence: Range,
  found: FoundVerb,
  within: number,
): Mark | null {
  const { verb } = found
  const limit = Math.min(sentence.to, at + LONGEST_REACH)
  const noun: { mark: Mark | null } = { mark: null }
  let commas = 0
  for (let k = at + 1; k < limit; k++) {
    const token = tokens[k]
    if (!token) break
    const { form } = token
    if (token.quotation >= 0 && token.quotation !== within) {
      const end = quotationEnd(tokens, k)
      if (isNameInQuotes(tokens, k, end, limit)) {
        k = end - 1
        continue
      }
      if (noun.mark) return noun.mark
      return { kind: 'quote', at: k, content: k, end: null, cue: [], isSure: true }
    }
    if (token.kind === 'mark') {
      if (form === ':') {
        if (noun.mark && k - at > 12) return noun.mark
        return { kind: 'colon', at: k, content: k + 1, end: null, cue: [], isSure: true }
      }
      if (/^[،,]$/.test(form)) {
        commas++
        if (commas > 2 || noun.mark) break
        continue
      }
      if (/^[;؛]$/.test(form)) break
      continue
    }
    if (token.kind === 'break') {
      if (tokens[k - 1]?.form === ':') continue
      break
    }
    if (isThat(form)) {
      if (opensCircumstance(tokens, k)) continue
      if (noun.mark && k - noun.mark.at > 5) return noun.mark
      const preposition = tokens[k - 1]
      const isLed =
        preposition !== undefined && k - 1 > at && verb.prepositions.includes(preposition.form)
      return {
        kind: 'that',
        at: isLed ? k - 1 : k,
        content: isBareThat(form) ? k + 1 : k,
        end: null,
        cue: isLed ? [{ from: k - 1, to: k }] : [],
        isSure: true,
      }
    }
    if (verb.prepositions.includes(form) && !(commas > 0)) {
      const next = tokens[k + 1]
      if (next && isThat(next.form)) continue
      if (verb.takesNoun && form === 'علي' && noun.mark) continue
      if (
        !isWithinName(tokens, at, k, form, limit) &&
        next &&
        !/^(?:هامش|منصه|صفحته|حسابه|قناه|موقع|لسان|خلفيه|اثر|صعيد|تويتر|فيسبوك)$/.test(next.form)
      ) {
        noun.mark ??= {
          kind: 'preposition',
          at: k,
          content: k + 1,
          end: null,
          cue: [{ from: k, to: k + 1 }],
          isSure: true,
        }
        if (noun.mark.at === k) {
          // أكد الوزير على هامش اللقاء أن: an أن that follows soon is what is meant.
          continue
        }
      }
      continue
    }
    if (
      noun.mark === null &&
      verb.prepositions.includes('ب') &&
      k > at &&
      /^ب/.test(form) &&
      form.length > 3 &&
      !isName(form) &&
      form !== 'بعد' &&
      !/^ب(?:ين|دون|شان|خصوص|حسب|هذا|ذلك|صفته|صفتها|دور)/.test(form) &&
      (k - at > 1 || commas === 0)
    ) {
      noun.mark = { kind: 'preposition', at: k, content: k, end: null, cue: [], isSure: true }
      continue
    }
    const next = verbOfSaying(form)
    if (next && !next.verb.isAmbiguous && !next.hasPronoun && k > at) {
      if (/^(?:الذي|التي|الذين)$/.test(tokens[k - 1]?.form ?? '')) continue
      break
    }
    if (next?.isJoined && k > at + 1) break
    if (PARTICIPLE_FORMS.has(form) && /ا$/.test(form) && k > at + 1) break
    if (
      verb.takesNoun &&
      noun.mark === null &&
      isAction(form) &&
      commas === 0 &&
      !isAfterCircumstance(tokens, at, k)
    ) {
      noun.mark = { kind: 'noun', at: k, content: k, end: null, cue: [], isSure: true }
    }
  }
  if (noun.mark || found.hasPronoun) return noun.mark
  return objectMark(tokens, at, limit, found)
}

/** The noun after which a preposition stands takes it: بعد انسحاب, في إطار سعي. */
function isAfterCircumstance(tokens: Token[], at: number, k: number): boolean {
  const before = tokens[k - 1]
  if (!before || k - 1 === at) return false
  return /^(?:بعد|قبل|عقب|اثر|خلال|في|من|علي|الي|عن|لدي|امام|اثناء|منذ|حول|بشان|وسط|مع|ضمن|عبر)$/.test(
    before.form,
  )
}

function isBareThat(form: string): boolean {
  return /^[وفبل]*ان$/.test(form)
}

/** عن in نقل عن and كشف عن leads to what is said, but in مسؤول من and المتحدث عن it is part of a name. */
function isWithinName(
  tokens: Token[],
  at: number,
  k: number,
  form: string,
  limit: number,
): boolean {
  const before = tokens[k - 1]
  if (!before || k - 1 === at) return false
  if (
    !/^(?:ال)?(?:مسؤول|مسؤولون|مصدر|مصادر|عدد|عضو|قيادي|ضابط|ناشط|ناشطون|العديد|الكثير|مقرب|مقربه|نائب|متحدث)/.test(
      before.form,
    )
  )
    return false
  for (let next = k + 1; next < Math.min(limit, k + 9); next++) {
    if (tokens[next]?.form === form || isThat(tokens[next]?.form ?? '')) return true
  }
  return false
}

function quotationEnd(tokens: Token[], at: number): number {
  const number = tokens[at]?.quotation
  let end = at
  while (tokens[end]?.quotation === number && end < tokens.length) end++
  return end
}

/** قالت صحيفة "الوطن" إن: marks around a name, not around what is said. */
function isNameInQuotes(tokens: Token[], from: number, end: number, limit: number): boolean {
  if (end - from > 6 || tokens[from - 1]?.form === ':') return false
  for (let k = end; k < Math.min(limit, end + 14); k++) {
    const token = tokens[k]
    if (!token || token.kind === 'break') return false
    if (token.form === ':' || isThat(token.form)) return true
    if (token.quotation >= 0) return true
    const verb = verbOfSaying(token.form)
    if (verb && !verb.verb.isAmbiguous) return false
  }
  return false
}

/** Two names with nothing between: اتهمت موسكو كييف بـ, نفت الوزارة الأنباء. */
function objectMark(tokens: Token[], at: number, limit: number, found: FoundVerb): Mark | null {
  const { verb } = found
  if (!verb.takesNoun && !verb.takesPerson) return null
  const first = tokens[at + 1]
  if (first?.kind !== 'word') return null
  const end = nameEnd(tokens, at + 1, limit, true)
  const next = tokens[end]
  if (end === at + 1 || !next || next.kind !== 'word' || end >= limit) {
    // الجيش ينفي الأنباء: whoever says it stands before.
    if (!found.isJoined && end > at + 1 && !isEmpty(nameBefore(tokens, at, Math.max(0, at - 24)))) {
      return { kind: 'noun', at: at + 1, content: at + 1, end: null, cue: [], isSure: true }
    }
    return null
  }
  if (
    /^(?:في|خلال|عبر|يوم|اليوم|امس|مساء|صباح|علي|عن|من|الي|مع|بعد|قبل|الذي|التي|الذين)$/.test(
      next.form,
    )
  ) {
    if (!found.isJoined && !isEmpty(nameBefore(tokens, at, Math.max(0, at - 24)))) {
      return { kind: 'noun', at: at + 1, content: at + 1, end: null, cue: [], isSure: true }
    }
    return null
  }
  if (isPlainVerb(next.form)) return null
  return { kind: 'noun', at: end, content: end, end: null, cue: [], isSure: false }
}

/** قال رامي عبد الرحمن، مدير المرصد، إن: what stands between commas is the name as well. */
function withApposition(tokens: Token[], name: Range, until: number): Range {
  if (isEmpty(name)) return isNamelike(tokens, name) ? name : NOTHING
  const comma = tokens[name.to]
  if (name.to >= until || !comma || !/^[،,]$/.test(comma.form)) return name
  const end = nameEnd(tokens, name.to + 1, until, false)
  const last = tokens[end]
  if (end > name.to + 1 && (end === until || (last && /^[،,]$/.test(last.form)))) {
    return { from: name.from, to: end }
  }
  return name
}

function isNamelike(_tokens: Token[], name: Range): boolean {
  return !isEmpty(name)
}

/** The verb comes after what is said: «…»، قال فلان; …، كما ذكرت سانا. */
function trailingVerb(
  tokens: Token[],
  quotations: TokenizedText['quotations'],
  at: number,
  sentence: Range,
  found: FoundVerb,
  before: Frame[],
  within: number,
): Frame | null {
  let k = at - 1
  let hasComma = false
  while (k >= sentence.from && /^[،,\-–—]$/.test(tokens[k]?.form ?? '')) {
    k--
    hasComma = true
  }
  const opening = /^(?:كما|وكما|حسبما|ما)$/.test(tokens[k]?.form ?? '') ? k : -1
  if (opening >= 0) k--
  while (k >= sentence.from && /^[،,\-–—]$/.test(tokens[k]?.form ?? '')) k--
  const last = tokens[k]
  if (!last || k < sentence.from || found.isJoined) return null
  const end = nameEnd(tokens, at + 1, sentence.to, false)
  const source = withApposition(tokens, { from: at + 1, to: end }, sentence.to)
  const quotation =
    last.quotation >= 0 && last.quotation !== within ? quotations[last.quotation] : undefined
  if (quotation && quotation.to - quotation.from > 3) {
    if (before.some((frame) => frame.content.from <= quotation.from && !frame.isOpen)) return null
    return {
      ...emptyFrame(at),
      cue: [{ from: at, to: at + 1 }],
      source,
      clause: at,
      content: { from: quotation.from, to: quotation.to + 1 },
      kind: found.verb.kind,
      closes: true,
      inherits: isEmpty(source),
    }
  }
  if (isEmpty(source) || found.verb.isAmbiguous) return null
  if (opening < 0 && !(hasComma && endsClause(tokens, source.to, sentence.to))) return null
  const start = opening >= 0 ? opening : at
  const from = before.length === 0 ? sentence.from : (before.at(-1)?.clause ?? sentence.from)
  if (start - from < 3) return null
  return {
    ...emptyFrame(start),
    cue: [{ from: start, to: at + 1 }],
    source,
    content: { from, to: k + 1 },
    kind: found.verb.kind,
    closes: true,
  }
}

function endsClause(tokens: Token[], at: number, to: number): boolean {
  return at >= to || /^[،,;؛\-–—]$/.test(tokens[at]?.form ?? '') || tokens[at]?.kind === 'break'
}

// ---------------------------------------------------------------- participles

/** مشيراً إلى أن, مؤكدةً أن: the speaker of the sentence goes on. */
function participleFrame(
  tokens: Token[],
  at: number,
  sentence: Range,
  before: Frame[],
  within: number,
): Frame | null {
  const token = tokens[at]
  if (!token) return null
  const isJoined = !PARTICIPLE_FORMS.has(token.form) && token.form.startsWith('و')
  const cue = PARTICIPLE_FORMS.get(isJoined ? token.form.slice(1) : token.form)
  if (!cue || at === sentence.from) return null
  const isMasculine = /[^هن]$/.test(token.form)
  const mark = findMark(
    tokens,
    at,
    { from: sentence.from, to: Math.min(sentence.to, at + 8) },
    {
      verb: {
        kind: cue.kind,
        prepositions: cue.prepositions,
        takesNoun: isMasculine,
        isAmbiguous: false,
        takesPerson: false,
        isHedged: cue.isHedged,
      },
      isPassive: false,
      isPast: false,
      isJoined: true,
      hasPronoun: false,
    },
    within,
  )
  const content = mark?.content ?? at + 1
  if (!mark && !(isMasculine && tokens[at + 1]?.kind === 'word')) return null
  if (mark && mark.at > at + 4 && !isMasculine) return null
  if (content >= sentence.to) return null
  const last = before.findLast((frame) => !isEmpty(frame.source) && frame.closes !== undefined)
  return {
    ...emptyFrame(at),
    cue: [{ from: at, to: at + 1 }, ...(mark?.cue ?? [])],
    source: last?.source ?? subjectOf(tokens, sentence, at),
    content: { from: content, to: sentence.to },
    isOpen: true,
    kind: isDenial(tokens, content) ? 'denies' : cue.kind,
    isHedged: cue.isHedged,
    closes: true,
  }
}

/** Who does what a sentence tells before it comes to what they say: زار الوزير دمشق مؤكداً. */
function subjectOf(tokens: Token[], sentence: Range, until: number): Range {
  for (let k = sentence.from; k < Math.min(until, sentence.from + 12); k++) {
    const token = tokens[k]
    if (
      !token ||
      !isPlainVerb(token.form) ||
      /^[وف]?(?:كان|كانت|لم|لن|لا|قد|ما|لقد|سوف)$/.test(token.form)
    )
      continue
    const named = nameBefore(tokens, k, sentence.from)
    if (!isEmpty(named)) return named
    return { from: k + 1, to: nameEnd(tokens, k + 1, until, true) }
  }
  return NOTHING
}

// ---------------------------------------------------------------- phrases

/** بحسب المرصد, نقلاً عن وكالة, وفق ما قال الوزير */
function phraseFrame(tokens: Token[], at: number, sentence: Range, before: Frame[]): Frame | null {
  const token = tokens[at]
  if (!token) return null
  const phrase = SOURCE_PHRASES.find(({ words }) => matches(tokens, at, words))
  if (!phrase || token.form === 'كما') return null
  const isTo = phrase.words.at(-1) === 'ل'
  let opening = at + phrase.words.length - (isTo ? 1 : 0)
  if (isTo && !/^ل/.test(tokens[opening]?.form ?? '')) return null
  let cueEnd = opening
  const cues: Range[] = []
  if (
    /^ما$/.test(tokens[opening]?.form ?? '') ||
    /^(?:حسبما|لما)$/.test(tokens[opening - 1]?.form ?? '')
  ) {
    if (tokens[opening]?.form === 'ما') opening++
  }
  const verb = verbOfSaying(tokens[opening]?.form ?? '')
  const arrived = /^(?:جاء|ورد)$/.test(tokens[opening]?.form ?? '')
  if (arrived && tokens[opening + 1]?.form === 'في') {
    opening += 2
    cueEnd = opening
  } else if (verb && /^(?:ما|حسبما|لما|عما)$/.test(tokens[opening - 1]?.form ?? '')) {
    opening++
    cueEnd = opening
  } else if (tokens[opening - 1]?.form === 'ما') {
    return null
  }
  cues.push({ from: at, to: Math.max(cueEnd, at + phrase.words.length - (isTo ? 1 : 0)) })
  let end = opening + 1
  const first = tokens[opening]
  if (!first || opening >= sentence.to) return null
  if (first.quotation >= 0 && first.kind === 'mark') {
    end = quotationEnd(tokens, opening)
  } else {
    while (
      end < sentence.to &&
      !endsName(tokens, opening, end) &&
      !/^ف/.test(fiAtClause(tokens, end))
    )
      end++
    if (
      tokens[end] &&
      /^["«“]$/.test(tokens[end]?.form ?? '') &&
      quotationEnd(tokens, end) - end < 7
    ) {
      end = quotationEnd(tokens, end)
    }
    // الطبيب (فلان)
    if (tokens[end]?.form === '(') {
      let k = end
      while (k < Math.min(sentence.to, end + 8) && tokens[k]?.form !== ')') k++
      if (tokens[k]?.form === ')') end = k + 1
    }
  }
  const source = { from: opening, to: end }
  const isCarrier = phrase.words[0] === 'نقلا' || phrase.words[0] === 'استنادا'
  const last = before.at(-1)
  const base = {
    ...emptyFrame(at),
    cue: cues,
    source,
    isHedged: phrase.isHedged,
  }
  // ذكرت وكالة نقلاً عن المرصد أن
  if (last?.isOpen && last.content.from > at) {
    last.kind = isCarrier && last.kind === 'asserts' ? 'hearsay' : last.kind
    return { ...base, content: { from: last.content.from, to: sentence.to }, isOpen: true }
  }
  const isFirst = at === sentence.from || /^(?:كما|لكن|ولكن|و)$/.test(tokens[at - 1]?.form ?? '')
  if (isFirst || (token.form === `و${phrase.words[0]}` && !verb)) {
    let content = end
    while (content < sentence.to && /^[،,:]$/.test(tokens[content]?.form ?? '')) content++
    if (sentence.to - content < 2) return null
    return {
      ...base,
      clause: at,
      content: { from: content, to: sentence.to },
      isOpen: true,
      closes: at !== sentence.from,
    }
  }
  // After what is said: as far back as the clause begins.
  let from = sentence.from
  let to = at
  while (to > from && /^[،,(\-–—]$/.test(tokens[to - 1]?.form ?? '')) to--
  const open = before.findLast((frame) => frame.isOpen && frame.closes)
  if (open) from = open.clause
  if (isCarrier && last?.isOpen && last.clause >= from) {
    if (last.kind === 'asserts') last.kind = 'hearsay'
    from = last.content.from
  }
  if (to - from < 2) return null
  const after = endsClause(tokens, end, sentence.to) ? end : -1
  return {
    ...base,
    clause: at,
    content: { from, to },
    closes: after >= 0,
  }
}

/** فإن, فقد: the clause begins after a phrase. */
function fiAtClause(tokens: Token[], at: number): string {
  const form = tokens[at]?.form ?? ''
  return /^ف(?:ان|انه|انها|قد|ي)$/.test(form) && form !== 'في' ? form : ''
}

function matches(tokens: Token[], at: number, words: string[]): boolean {
  for (let n = 0; n < words.length; n++) {
    const word = words[n] ?? ''
    const form = tokens[at + n]?.form ?? ''
    if (
      word === 'ل'
        ? !/^ل.{2}/.test(form)
        : n === 0
          ? form !== word && form !== `و${word}`
          : form !== word
    )
      return false
  }
  return true
}

// ---------------------------------------------------------------- nouns and denials

function isDenial(tokens: Token[], at: number): boolean {
  let k = at
  while (/^["«“(]$/.test(tokens[k]?.form ?? '') || isThat(tokens[k]?.form ?? '')) k++
  const [first, second, third] = [tokens[k]?.form, tokens[k + 1]?.form, tokens[k + 2]?.form]
  if (
    first === 'لا' &&
    (second === 'صحه' || (second === 'اساس' && third === 'من') || second === 'حقيقه')
  )
    return true
  if (/^(?:عار|عاري|عاريه|عارٍ)$/.test(first ?? '')) return true
  return false
}

/** لا صحة لما تناقلته … in nobody's mouth but the text's. */
function denialFrame(tokens: Token[], at: number, sentence: Range): Frame | null {
  if (tokens[at]?.form !== 'لا' || tokens[at + 1]?.form !== 'صحه') return null
  const next = tokens[at + 2]
  if (!next || !/^(?:ل.+|ابدا|مطلقا)$/.test(next.form) || at !== sentence.from) return null
  return {
    ...emptyFrame(at),
    cue: [{ from: at, to: at + 2 }],
    content: { from: at + 2, to: sentence.to },
    isOpen: true,
    kind: 'denies',
  }
}

/** أنباء عن, تقارير تفيد بأن, مزاعم إسرائيل بأن */
function thingFrame(tokens: Token[], at: number, sentence: Range, before: Frame[]): Frame | null {
  const token = tokens[at]
  if (!token) return null
  const bare = token.form.replace(/^(?:و|ف)?(?:لل|ال|بال|ب|ل)?/, '')
  const kind = SAID_THINGS[token.form] ?? SAID_THINGS[bare]
  if (!kind) return null
  if (before.some(({ source }) => source.from <= at && at < source.to)) return null
  for (let k = at + 1; k < Math.min(sentence.to, at + 8); k++) {
    const { form = '', kind: what } = tokens[k] ?? {}
    if (what !== 'word') return null
    const isVerb = verbOfSaying(form)
    if (isThat(form) || /^(?:عن|حول)$/.test(form)) {
      const content = isBareThat(form) || /^(?:عن|حول)$/.test(form) ? k + 1 : k
      if (isThat(tokens[content]?.form ?? '') || sentence.to - content < 1) return null
      const name = { from: at + 1, to: nameEnd(tokens, at + 1, k, false) }
      const isOwner =
        !isEmpty(name) &&
        !/^(?:ال|لل|وال|بال)/.test(token.form) &&
        !/^(?:متداول|اعلامي|صحفي|صحافي|غير|كاذب|محلي|جديد|سابق|متضارب|متواتر|اولي|استخبار)/.test(
          tokens[at + 1]?.form ?? '',
        )
      return {
        ...emptyFrame(at),
        cue: [{ from: at, to: isOwner ? at + 1 : k }],
        source: isOwner ? name : NOTHING,
        content: { from: content, to: sentence.to },
        isOpen: true,
        kind,
        isHedged: kind === 'hearsay',
      }
    }
    if (
      isVerb &&
      !/^(?:تتحدث|تحدثت|تفيد|افادت|تقول|قالت|تشير|اشارت|المتداوله|ذكرت|تزعم|تؤكد)$/.test(form)
    )
      return null
    if (isPlainVerb(form) && !isVerb) return null
  }
  return null
}

// ---------------------------------------------------------------- headings

const LABELS =
  /^(?:عاجل|فيديو|بالفيديو|صور|بالصور|خاص|تحليل|تقرير|شاهد|مباشر|تحديث|ملاحظه|المصدر|اقرا|العنوان|التاريخ|النص|متابعه|تغطيه|كتب|ترجمه|اعداد|مقال|راي|حصري|ملف|هام|تنويه|الساعه|مثل|التاليه|التالي|الاتي|الاتيه|منها|وهي|هي|سوال|اسئله|انفوغراف|انفوجرافيك|هاشتاغ|الصوره|تصوير|وسوم|كلمات)$/

/** المرصد السوري: قوات … */
function headingOf(tokens: Token[], sentence: Range, within: number): Frame | null {
  if (within >= 0) return null
  for (let k = sentence.from; k < Math.min(sentence.to, sentence.from + 11); k++) {
    const token = tokens[k]
    if (!token || token.quotation >= 0) return null
    if (token.kind === 'word') {
      if (isThat(token.form) || LABELS.test(token.form)) return null
      const verb = verbOfSaying(token.form)
      if (verb && !verb.verb.isAmbiguous && k < sentence.to) return null
      if (verb && k === sentence.from && !SOURCE_HEADS.has(token.form)) return null
      if (isPlainVerb(token.form) && !NOT_PRESENT.has(token.form)) return null
      continue
    }
    if (token.form !== ':') {
      if (/^[()\-–]$/.test(token.form)) continue
      return null
    }
    const size = k - sentence.from
    if (size < 1 || sentence.to - k < 4) return null
    if (
      /^[وف]?(?:في|من|علي|الي|عن|مع|بعد|قبل|هل|كيف|لماذا|ماذا|متي|اين|كم|اذا|هذه|هذا|هذي)$/.test(
        tokens[sentence.from]?.form ?? '',
      )
    )
      return null
    if (/^\d/.test(tokens[sentence.from]?.form ?? '')) return null
    return {
      ...emptyFrame(sentence.from),
      source: { from: sentence.from, to: k },
      content: { from: k + 1, to: sentence.to },
      isOpen: true,
    }
  }
  return null
}

// ---------------------------------------------------------------- spans

function attributionOf({ text, tokens }: TokenizedText, frame: Frame): Attribution | null {
  const content = spanOf(tokens, trimmed(tokens, frame.content))
  if (!content) return null
  const range = trimmed(tokens, frame.content)
  const source = isEmpty(frame.source) ? null : sourceSpan(text, tokens, frame.source)
  return {
    source: source ? [source] : [],
    cue: frame.cue.map((cue) => spanOf(tokens, cue)).filter((span) => span !== null),
    content: [content],
    kind: frame.kind,
    isDirect: isQuotedThroughout(tokens, range),
    isHedged: frame.isHedged || isDoubtful(tokens, range),
  }
}

function isQuotedThroughout(tokens: Token[], range: Range): boolean {
  for (let k = range.from; k < range.to; k++) {
    const token = tokens[k]
    if (token && token.kind === 'word' && token.quotation < 0) return false
  }
  const first = tokens[range.from]
  return (first?.quotation ?? -1) >= 0 && first?.kind === 'mark'
}

const DOUBT_WINDOW = 400

function isDoubtful(tokens: Token[], range: Range): boolean {
  for (let k = range.from; k < Math.min(range.to, range.from + DOUBT_WINDOW); k++) {
    const form = tokens[k]?.form ?? ''
    if (HEDGES.has(form) || HEDGES.has(form.replace(/^[وف]/, ''))) return true
    if (
      /^[وف]?قد$/.test(form) &&
      /^[يتن]/.test(tokens[k + 1]?.form ?? '') &&
      !/(?:ت|وا|نا)$/.test(tokens[k + 1]?.form ?? '')
    ) {
      const next = tokens[k + 1]?.form ?? ''
      if (/^ي/.test(next) || /^ت[كصؤعشد]/.test(next)) return true
    }
  }
  return false
}

/** Without commas, colons and openers of the next clause at its edges. */
function trimmed(tokens: Token[], range: Range): Range {
  let { from, to } = range
  while (from < to && /^[،,:;؛.\-–—\n]$|^[\r\n]/.test(tokens[from]?.form ?? '')) from++
  while (
    to > from &&
    (/^[،,:;؛.\-–—]$/.test(tokens[to - 1]?.form ?? '') || tokens[to - 1]?.kind === 'break')
  )
    to--
  const last = tokens[to - 1]
  if (last && to - from > 2 && last.quotation < 0 && CLAUSE_OPENERS.has(last.form))
    return trimmed(tokens, { from, to: to - 1 })
  return { from, to }
}

function spanOf(tokens: Token[], range: Range): Span | null {
  const [first, last] = [tokens[range.from], tokens[range.to - 1]]
  return first && last && range.to > range.from ? [first.start, last.end] : null
}

/** A name without the preposition written to it: لوزارة in وفقاً لوزارة. */
function sourceSpan(text: string, tokens: Token[], range: Range): Span | null {
  const span = spanOf(tokens, range)
  const first = tokens[range.from]
  if (!span || !first) return null
  const before = tokens[range.from - 1]?.form ?? ''
  if (/^و?(?:وفقا|طبقا)$/.test(before) && /^ل/.test(text.slice(first.start, first.end))) {
    const cut = /^لل/.test(text.slice(first.start, first.end)) ? 2 : 1
    return [span[0] + cut, span[1]]
  }
  while (span[1] > span[0] && /[\s،,]/.test(text[span[1] - 1] ?? '')) span[1]--
  return span
}

/** Exported for the screen: whom something is said to is no source. */
export function isAddressee(form: string): boolean {
  return ADDRESSEES.test(form)
}
