import { SAID_THINGS, SOURCE_HEADS } from './cues'
import { type Frame, frameAt, isDenial, recent } from './frames'
import {
  COUNTRIES,
  isAction,
  isBareThat,
  isEmpty,
  isPlainVerb,
  isThat,
  NOTHING,
  nameEnd,
  OCCASION_WORD,
  type Range,
  verbOfSaying,
} from './phrases'
import type { Token } from './tokens'

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

/** جاء في بيان صادر عن القيادة أن, ورد في تقرير للأمم المتحدة: */
export function documentFrame(tokens: Token[], at: number, sentence: Range): Frame | null {
  if (!/^[وف]?(?:جاء|ورد|نص)$/.test(tokens[at]?.form ?? '') || tokens[at + 1]?.form !== 'في')
    return null
  const thing = at + 2
  let mark = thing + 1
  while (mark < Math.min(sentence.to, thing + 24)) {
    const token = tokens[mark]
    if (
      !token ||
      token.form === ':' ||
      isThat(token.form) ||
      token.quotation !== (tokens[at]?.quotation ?? -1)
    )
      break
    mark++
  }
  const end = tokens[mark]
  if (!end || mark >= sentence.to || mark >= thing + 24) return null
  const content = end.form === ':' || isBareThat(end.form) ? mark + 1 : mark
  let from = thing
  let cueEnd = thing
  for (let k = thing + 1; k < Math.min(mark, thing + 5); k++) {
    const { form = '' } = tokens[k] ?? {}
    if (
      /^(?:صادر|صادره|الصادر|الصادره)$/.test(form) &&
      /^(?:عن|من)$/.test(tokens[k + 1]?.form ?? '')
    ) {
      from = k + 2
    } else if (
      /^(?:اصدره|اصدرته|اصدرتها|نشره|نشرته|تلقته|تلقت|نشرتها|وزعته|وزعه)$/.test(form) ||
      /^ل.{3}/.test(form)
    ) {
      from = /^ل.{3}/.test(form) ? k : k + 1
    } else continue
    cueEnd = from
    break
  }
  return {
    ...frameAt(at),
    cue: [{ from: at, to: cueEnd }],
    source: { from, to: Math.max(from + 1, nameEnd(tokens, from + 1, mark, false)) },
    content: { from: content, to: sentence.to },
    isOpen: true,
    kind: isDenial(tokens, content) ? 'denies' : 'asserts',
    closes: at > sentence.from,
  }
}

/** أنباء عن, تقارير تفيد بأن, مزاعم إسرائيل بأن */
export function thingFrame(
  tokens: Token[],
  at: number,
  sentence: Range,
  before: Frame[],
): Frame | null {
  const { form: thing = '' } = tokens[at] ?? {}
  const kind =
    SAID_THINGS.get(thing) ?? SAID_THINGS.get(thing.replace(/^[وف]?(?:لل|ال|بال|ب|ل)?/, ''))
  if (/^(?:ابرز|اهم|اخر)$|\p{N}/u.test(tokens[at - 1]?.form ?? '')) return null
  if (!kind || recent(before).some(({ source }) => source.from <= at && at < source.to)) return null
  const frame: Frame = { ...frameAt(at), isOpen: true, kind, isHedged: kind === 'hearsay' }
  for (let k = at + 1; k < Math.min(sentence.to, at + 8); k++) {
    const token = tokens[k]
    if (token?.kind !== 'word') return null
    const { form } = token
    const isAbout = /^(?:عن|حول)$/.test(form)
    if (isAbout || isThat(form)) {
      const content = isAbout || isBareThat(form) ? k + 1 : k
      if (isAbout && (isThat(tokens[content]?.form ?? '') || IS_TOPIC.test(thing))) return null
      if (content >= sentence.to || OCCASION_WORD.test(tokens[content]?.form ?? '')) return null
      if (recent(before).some((earlier) => earlier.content.from === content)) return null
      const name = { from: at + 1, to: nameEnd(tokens, at + 1, k, false) }
      const isOwned =
        !isEmpty(name) && !/^[وف]?(?:ال|لل|بال)/.test(thing) && isOwner(tokens[at + 1]?.form ?? '')
      return {
        ...frame,
        cue: [{ from: at, to: isOwned ? at + 1 : isAbout ? k + 1 : k }],
        source: isOwned ? name : NOTHING,
        content: { from: content, to: sentence.to },
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

/** تقرير عن السجون is about them and claims nothing. */
const IS_TOPIC = /(?:^|[لبو])(?:ال)?(?:تقرير|تصريحات|تاكيدات|ادعاء|زعم)$/

const TELLS = /^(?:تتحدث|تحدثت|تفيد|افادت|تقول|قالت|تشير|اشارت|المتداوله|ذكرت|تزعم|تؤكد|زعمت)$/

/** مزاعم إسرائيل, ادعاءات الجيش; but تقارير إعلامية and مزاعم إسرائيلية name nobody. */
function isOwner(form: string): boolean {
  return form.startsWith('ال') || COUNTRIES.has(form) || SOURCE_HEADS.has(form)
}
