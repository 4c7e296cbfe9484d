import type { AttributionKind } from '../schema'
import { isAction } from './actions'
import { clauseWithOpener, isCondition, isRefusal, startsClause } from './clauses'
import { endsClause, type Frame, frameAt, isComma, isDenial, recent } from './frames'
import { findMark, type Mark } from './marks'
import { nameEnd } from './names'
import { isEmpty, NOTHING, type Range, type Token, type TokenizedText } from './tokens'
import { type FoundVerb, verbOfSaying } from './verbs-in-text'
import { whoSays, withApposition } from './who-says'
import { bare } from './words'

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
  // ويدعى عبد الحق: is called, with a name and no "that" behind it.
  if (/^[وف]?[يت]دعي$/.test(token.form) && mark.kind !== 'that') return null
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
  // وعد بإصلاح, but not وعدت الشمس بيوم دافئ
  const { form = '' } = tokens[mark.content] ?? {}
  if (mark.kind === 'preposition' && form.startsWith('ب') && !isAction(bare(form.slice(1))))
    return false
  return opensClause && (mark.kind === 'colon' || !isEmpty(source))
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

/** What another says, told as what somebody says: قال المرصد إن مصادر أكدت. */
function isNested(tokens: Token[], clause: number, before: Frame[]): boolean {
  if (/^(?:التي|الذي|الذين)$/.test(tokens[clause - 1]?.form ?? '')) return true
  return recent(before).some((frame) => frame.isOpen && frame.content.from === clause)
}

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
