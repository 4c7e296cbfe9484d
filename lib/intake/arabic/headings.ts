import { isAction } from './actions'
import { isThat } from './clauses'
import { type Frame, frameAt, isDenial } from './frames'
import { nameEnd } from './names'
import type { Range, Token } from './tokens'
import { isPlainVerb, verbOfSaying } from './verbs-in-text'
import { COUNTRIES, NO_SPEAKERS, NOT_PRESENT, SOURCE_HEADS } from './words'

/** What a state says, rather than what happens in it: سوريا: لن نقبل. */
const SPEECH =
  /^(?:لا|لن|لم|لسنا|ليس|ليست|يجب|علي|سن.+|ن(?!ساء|حو|تيجه|قل|جوم|واب|زوح|شر|هائي)[\u0621-\u064a]{3,}|نحن|اذا|[\u0621-\u064a]+نا|هذا|هذه|ما)$/

const LONGEST = 11
/** "سانا": a name in marks. */
const LONGEST_QUOTED = 5

/** المرصد السوري: قوات …; who carries another's words, فرانس برس عن شهود: …, has the same content. */
export function headingFrames(tokens: Token[], sentence: Range, within: number): Frame[] {
  const heading = within < 0 ? headingOf(tokens, sentence) : null
  if (!heading) return []
  const about = heading.source.to
  const from = about + 1
  const to = nameEnd(tokens, from, heading.content.from - 1, false)
  if (tokens[about]?.form !== 'عن' || to <= from) return [heading]
  const carried = {
    ...heading,
    clause: from,
    cue: [{ from: about, to: from }],
    source: { from, to },
  }
  return [{ ...heading, kind: 'hearsay' }, carried]
}

function headingOf(tokens: Token[], sentence: Range): Frame | null {
  const { from } = sentence
  const colon = colonOf(tokens, sentence)
  if (colon === null || colon === from || sentence.to - colon < 4) return null
  const { form: first = '' } = tokens[from] ?? {}
  if (
    NO_SPEAKERS.has(first) ||
    /\p{Nd}|^لل/u.test(first) ||
    /^[وف]?(?:في|من|علي|الي|عن|مع|بعد|قبل|هل|كيف|لماذا|ماذا|متي|اين|كم|اذا|هذه|هذا)$/.test(first)
  )
    return null
  if (isAction(first) && !SOURCE_HEADS.has(first)) return null
  const next = tokens[colon + 1]
  // إيران والعراق: علاقة متأرجحة
  const isPlace = tokens
    .slice(from, colon)
    .every(({ form }) => COUNTRIES.has(form) || COUNTRIES.has(form.slice(1)))
  if (isPlace && next?.kind === 'word' && !SPEECH.test(next.form)) return null
  // الخرطوم: قالت الأمم المتحدة: where it is from, not who says it.
  const verb = next?.kind === 'word' ? verbOfSaying(next.form) : null
  if (
    verb &&
    !verb.isAmbiguous &&
    !verb.isPassive &&
    colon - from === 1 &&
    /^(?:قال|قالت|اعلن|اعلنت|اكد|اكدت|افاد|افادت|ذكر|ذكرت|اوضح|اوضحت|نفي|نفت)$/.test(
      next?.form ?? '',
    )
  )
    return null
  const end = nameEnd(tokens, from, colon, false)
  return {
    ...frameAt(from),
    source: { from, to: end > from ? end : colon },
    content: { from: colon + 1, to: sentence.to },
    isOpen: true,
    kind: isDenial(tokens, colon + 1) ? 'denies' : 'asserts',
  }
}

/** عاجل |, فيديو..: what kind of report a headline is, before what it says. */
export function labelEnd(tokens: Token[], { from, to }: Range): number {
  const isLabel =
    NO_SPEAKERS.has(tokens[from]?.form ?? '') && /^[|:\-–]$/.test(tokens[from + 1]?.form ?? '')
  return isLabel && from + 2 < to ? from + 2 : from
}

/** The colon that a name alone stands before, or null. */
function colonOf(tokens: Token[], sentence: Range): number | null {
  for (let k = sentence.from; k < Math.min(sentence.to, sentence.from + LONGEST); k++) {
    const token = tokens[k]
    if (!token || (token.quotation >= 0 && k > sentence.from + LONGEST_QUOTED)) return null
    if (token.form === ':') return token.quotation < 0 ? k : null
    if (token.kind !== 'word') {
      if (/^[()\-–]$/.test(token.form) || token.quotation >= 0) continue
      return null
    }
    if (isThat(token.form) || NO_SPEAKERS.has(token.form)) return null
    const verb = verbOfSaying(token.form)
    if (verb && (!verb.isAmbiguous || k === sentence.from)) return null
    if (isPlainVerb(token.form) && !NOT_PRESENT.has(token.form)) return null
  }
  return null
}
