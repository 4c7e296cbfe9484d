import { isAction } from './actions'
import { isBareThat, isThat } from './clauses'
import { SAID_THINGS } from './cues'
import { type Frame, frameAt, isComma, isDenial, recent } from './frames'
import { nameEnd } from './names'
import { isEmpty, NOTHING, type Range, type Token } from './tokens'
import { isPlainVerb, verbOfSaying } from './verbs-in-text'
import { bare, COUNTRIES, OCCASIONS, SOURCE_HEADS } from './words'

/** لا صحة لما تناقلته: a denial in nobody's mouth but the text's. */
export function denialFrame(tokens: Token[], at: number, sentence: Range): Frame | null {
  if (at !== sentence.from || !isDenial(tokens, at) || tokens[at]?.form !== 'لا') return null
  let content = at + 2
  while (content < sentence.to && content < at + 6 && !/^ل.{2}/.test(tokens[content]?.form ?? ''))
    content++
  if (!/^ل.{2}/.test(tokens[content]?.form ?? '')) return null
  return {
    ...frameAt(at),
    cue: [{ from: at, to: content }],
    content: { from: content, to: sentence.to },
    isOpen: true,
    kind: 'denies',
  }
}

/** جاء في بيان صادر عن القيادة أن, ورد في تقرير للأمم المتحدة:, نشرت الوزارة بياناً جاء فيه: */
export function documentFrame(tokens: Token[], at: number, sentence: Range): Frame | null {
  const within = tokens[at + 1]?.form ?? ''
  if (!/^[وف]?(?:جاء|ورد|نص)$/.test(tokens[at]?.form ?? '') || !/^في(?:ه|ها)?$/.test(within))
    return null
  const thing = at + 2
  const mark = markAfter(tokens, thing, sentence.to)
  if (mark === null) return null
  const { form } = tokens[mark] ?? { form: '' }
  const content = form === ':' || isBareThat(form) ? mark + 1 : mark
  const frame: Frame = {
    ...frameAt(at),
    content: { from: content, to: sentence.to },
    isOpen: true,
    kind: isDenial(tokens, content) ? 'denies' : 'asserts',
    closes: at > sentence.from,
  }
  if (within !== 'في') return { ...frame, cue: [{ from: at, to: thing }], inherits: true }
  const from = issuerOf(tokens, thing, mark)
  const to = Math.max(from + 1, nameEnd(tokens, from + 1, mark, false))
  return { ...frame, cue: [{ from: at, to: from }], source: { from, to } }
}

/** Where a document is named, what it says may begin this many tokens later. */
const LONGEST_DOCUMENT = 24

function markAfter(tokens: Token[], from: number, to: number): number | null {
  const within = tokens[from - 1]?.quotation ?? -1
  for (let k = from; k < Math.min(to, from + LONGEST_DOCUMENT); k++) {
    const token = tokens[k]
    if (!token) return null
    if (token.form === ':' || isThat(token.form) || token.quotation !== within) return k
  }
  return null
}

/** Who issued a document, where that is said; else the document itself. */
function issuerOf(tokens: Token[], thing: number, to: number): number {
  for (let k = thing + 1; k < Math.min(to, thing + 5); k++) {
    const { form = '' } = tokens[k] ?? {}
    if (/^(?:ال)?صادره?$/.test(form) && /^(?:عن|من)$/.test(tokens[k + 1]?.form ?? '')) return k + 2
    if (/^(?:اصدر|نشر|وزع|تلق)(?:ت|ته|تها|ه|ها)$/.test(form)) return k + 1
    if (/^ل.{3}/.test(form)) return k
  }
  return thing
}

/** أنباء عن, تقارير تفيد بأن, مزاعم إسرائيل بأن */
export function thingFrame(
  tokens: Token[],
  at: number,
  sentence: Range,
  before: Frame[],
): Frame | null {
  const { form: thing = '' } = tokens[at] ?? {}
  if (BY_SAYING.test(thing)) return bySaying(tokens, at, sentence, before)
  const kind =
    SAID_THINGS.get(thing) ?? SAID_THINGS.get(thing.replace(/^[وف]?(?:لل|ال|بال|ب|ل)?/, ''))
  if (/^(?:ابرز|اهم|اخر)$|\p{N}/u.test(tokens[at - 1]?.form ?? '')) return null
  if (!kind || recent(before).some(({ source }) => source.from <= at && at < source.to)) return null
  // لا أنباء عن, دون أنباء عن: nothing is told.
  if (/^[وف]?(?:لا|دون|بلا|اي)$/.test(tokens[at - 1]?.form ?? ''))
    return { ...frameAt(at - 1), closes: at - 1 > sentence.from }
  const frame: Frame = { ...frameAt(at), isOpen: true, kind, isHedged: kind === 'hearsay' }
  for (let k = at + 1; k < Math.min(sentence.to, at + 8); k++) {
    const token = tokens[k]
    if (token?.kind !== 'word') return null
    const { form } = token
    const isAbout = /^(?:عن|حول)$/.test(form)
    if (isAbout || isThat(form)) {
      const content = isAbout || isBareThat(form) ? k + 1 : k
      if (isAbout && (isThat(tokens[content]?.form ?? '') || IS_TOPIC.test(thing))) return null
      if (content >= sentence.to || OCCASIONS.has(bare(tokens[content]?.form ?? ''))) return null
      const same = recent(before).findLast((earlier) => earlier.content.from === content)
      if (same) return null
      const name = { from: at + 1, to: nameEnd(tokens, at + 1, k, false) }
      const isOwned =
        !isEmpty(name) && !/^[وف]?(?:ال|لل|بال)/.test(thing) && isOwner(tokens[at + 1]?.form ?? '')
      return {
        ...frame,
        cue: [{ from: at, to: isOwned ? at + 1 : isAbout ? k + 1 : k }],
        source: isOwned ? name : NOTHING,
        ...untilComma(tokens, content, sentence.to),
      }
    }
    const tells = TELLS.test(form)
    // الأنباء التي تزعم انسحاب القوات
    if (tells && isAction(tokens[k + 1]?.form ?? ''))
      return { ...frame, cue: [{ from: at, to: k + 1 }], content: { from: k + 1, to: sentence.to } }
    if (verbOfSaying(form) ? !tells : isPlainVerb(form)) return null
  }
  return null
}

/** ختم بالقول: «…», اكتفى المتحدث بالقول إن */
function bySaying(tokens: Token[], at: number, sentence: Range, before: Frame[]): Frame | null {
  const { form = '', quotation = -1 } = tokens[at + 1] ?? {}
  const content = form === ':' || isBareThat(form) ? at + 2 : at + 1
  if (content === at + 1 && !isThat(form) && quotation === (tokens[at]?.quotation ?? -1))
    return null
  const same = recent(before).findLast((frame) => frame.content.from === content)
  if (same) {
    same.cue.push({ from: at, to: at + 1 })
    return null
  }
  return {
    ...frameAt(at),
    cue: [{ from: at, to: at + 1 }],
    content: { from: content, to: sentence.to },
    isOpen: true,
    inherits: true,
  }
}

/** What a noun tells of ends with its phrase: رغم تأكيد الحكومة أن المخزون كافٍ، اصطف المئات. */
function untilComma(tokens: Token[], from: number, to: number): Pick<Frame, 'content' | 'isOpen'> {
  for (let k = from; k < Math.min(to, from + LONGEST_PHRASE); k++) {
    if (isComma(tokens[k])) return { content: { from, to: k }, isOpen: false }
  }
  return { content: { from, to }, isOpen: true }
}

const BY_SAYING = /^[وف]?ب(?:القول|قوله|قولها|قولهم)$/

const LONGEST_PHRASE = 40

/** تقرير عن السجون is about them and claims nothing. */
const IS_TOPIC = /(?:^|[لبو])(?:ال)?(?:تقرير|تصريحات|تاكيدات|ادعاء|زعم)$/

const TELLS = /^(?:تتحدث|تحدثت|تفيد|افادت|تقول|قالت|تشير|اشارت|المتداوله|ذكرت|تزعم|تؤكد|زعمت)$/

/** مزاعم إسرائيل, ادعاءات الجيش; but تقارير إعلامية and مزاعم إسرائيلية name nobody. */
function isOwner(form: string): boolean {
  return form.startsWith('ال') || COUNTRIES.has(form) || SOURCE_HEADS.has(form)
}
