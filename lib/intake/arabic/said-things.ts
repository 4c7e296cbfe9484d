import { SAID_THINGS } from './cues'
import { type Frame, frameAt, isDenial, recent } from './frames'
import {
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
    source: { from, to: Math.max(from + 1, nameEnd(tokens, from, mark, false)) },
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
  if (!kind || recent(before).some(({ source }) => source.from <= at && at < source.to)) return null
  for (let k = at + 1; k < Math.min(sentence.to, at + 8); k++) {
    const token = tokens[k]
    if (token?.kind !== 'word') return null
    const { form } = token
    const isAbout = /^(?:عن|حول)$/.test(form)
    if (isAbout || isThat(form)) {
      const content = isAbout || isBareThat(form) ? k + 1 : k
      if (isThat(tokens[content]?.form ?? '') && isAbout) return null
      if (content >= sentence.to || OCCASION_WORD.test(tokens[content]?.form ?? '')) return null
      if (recent(before).some((frame) => frame.content.from === content)) return null
      const name = { from: at + 1, to: nameEnd(tokens, at + 1, k, false) }
      const isOwned =
        !isEmpty(name) &&
        !/^[وف]?(?:ال|لل|بال)/.test(thing) &&
        !UNOWNED.test(tokens[at + 1]?.form ?? '')
      return {
        ...frameAt(at),
        cue: [{ from: at, to: isOwned ? at + 1 : isAbout ? k + 1 : k }],
        source: isOwned ? name : NOTHING,
        content: { from: content, to: sentence.to },
        isOpen: true,
        kind,
        isHedged: kind === 'hearsay',
      }
    }
    const verb = verbOfSaying(form)
    if (verb ? !TELLS.test(form) : isPlainVerb(form)) return null
  }
  return null
}

const TELLS = /^(?:تتحدث|تحدثت|تفيد|افادت|تقول|قالت|تشير|اشارت|المتداوله|ذكرت|تزعم|تؤكد|زعمت)$/

/** Adjectives of news, which name nobody: أنباء متداولة, تقارير إعلامية, مزاعم إسرائيلية. */
const UNOWNED =
  /^(?:و.{3}|متداول|اعلامي|صحفي|صحافي|غير|كاذب|محلي|جديد|سابق|متضارب|متواتر|اولي|استخبار|واسع|تتحدث|تحدثت|تفيد|افادت|تقول|تشير|التي|كان|عده|[\u0621-\u064a]+يه$)/
