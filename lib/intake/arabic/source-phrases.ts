import { SOURCE_PHRASES } from './cues'
import { endsClause, type Frame, frameAt, isComma, isDenial, quotationEnd, recent } from './frames'
import { endsName, isOutletToldTo, nameEnd } from './names'
import { isEmpty, NOTHING, type Range, type Token } from './tokens'
import { verbOfSaying } from './verbs-in-text'

/** بحسب المرصد, نقلاً عن وكالة, وفق ما قال الوزير: before what is said, after it, or between a verb and it. */
export function phraseFrame(
  tokens: Token[],
  at: number,
  sentence: Range,
  before: Frame[],
): Frame | null {
  const words = phrasesAt(tokens[at]?.form ?? '').find((phrase) => matches(tokens, at, phrase))
  if (!words) return null
  const isJoined = tokens[at]?.form === `و${words[0]}`
  const opening = openingOf(tokens, at, words)
  const first = opening === null ? undefined : tokens[opening]
  if (opening === null || !first || opening >= sentence.to) return null
  const end = sourceEnd(tokens, opening, sentence.to)
  const frame: Frame = {
    ...frameAt(at),
    cue: [{ from: at, to: opening }],
    source: { from: opening, to: end },
    isHedged: words.some((word) => /زعم$/.test(word)),
  }
  const isCarrier = /^(?:نقلا|استنادا|بالاستناد)$/.test(words[0] ?? '')
  const last = before.at(-1)
  // ذكرت وكالة نقلاً عن المرصد أن
  if (last?.isOpen && last.content.from > at) {
    // أكد الكرملين على لسان المتحدث باسمه أن: one saying, by whom the words are from.
    if (words.at(-1) === 'لسان') {
      last.source = frame.source
      last.cue.push({ from: at, to: opening })
      return null
    }
    if (isCarrier && last.kind === 'asserts') last.kind = 'hearsay'
    return {
      ...frame,
      content: { ...last.content },
      isOpen: true,
      kind: isDenial(tokens, last.content.from) ? 'denies' : 'asserts',
    }
  }
  if (at === sentence.from || isJoined || /^(?:كما|لكن|ولكن)$/.test(tokens[at - 1]?.form ?? '')) {
    let content = end
    // بحسب ما أفاد مسؤول وكالة فرانس برس،
    if (isOutletToldTo(tokens, opening, end)) {
      while (content < Math.min(sentence.to, end + 6) && !isComma(tokens[content])) content++
    }
    // وفق المرصد، ومقره بريطانيا، قُتل
    if (
      isComma(tokens[end]) &&
      /^(?:ومقره|ومقرها|وهو|وهي|الذي|التي)$/.test(tokens[end + 1]?.form ?? '')
    ) {
      content = end + 1
      while (content < Math.min(sentence.to, end + 14) && !isComma(tokens[content])) content++
    }
    // بحسب شهود تحدثت إليهم الوكالة، فإن
    for (let k = end; k < Math.min(sentence.to, end + 16); k++) {
      if (isComma(tokens[k]) && /^ف(?:ان|انه|انها|قد)$/.test(tokens[k + 1]?.form ?? '')) content = k
    }
    while (content < sentence.to && /^[،,:]$/.test(tokens[content]?.form ?? '')) content++
    if (tokens[content]?.form === 'فان') content++
    if (sentence.to - content < 2) return null
    return {
      ...frame,
      content: { from: content, to: sentence.to },
      isOpen: true,
      kind: isDenial(tokens, content) ? 'denies' : 'asserts',
      closes: at > sentence.from,
    }
  }
  return afterContent(tokens, frame, sentence, before, isCarrier)
}

/** The phrase follows what is said, which reaches as far back as its clause. */
function afterContent(
  tokens: Token[],
  frame: Frame,
  sentence: Range,
  before: Frame[],
  isCarrier: boolean,
): Frame | null {
  let from =
    recent(before).findLast(({ isOpen, closes }) => isOpen && closes)?.clause ?? sentence.from
  let to = frame.clause
  while (to > from && /^[،,(\-–—]$/.test(tokens[to - 1]?.form ?? '')) to--
  const last = before.at(-1)
  if (isCarrier && last?.isOpen && last.clause >= from) {
    if (last.kind === 'asserts') last.kind = 'hearsay'
    from = last.content.from
  }
  if (to - from < 2) return null
  // لا أساس للشائعات، بحسب المصرف: the denial has found its source.
  for (const frame of recent(before)) {
    if (frame.clause === from && frame.kind === 'denies' && isEmpty(frame.source)) {
      frame.isOpen = false
      frame.content = NOTHING
    }
  }
  return {
    ...frame,
    content: { from, to },
    kind: isDenial(tokens, from) ? 'denies' : 'asserts',
    closes: endsClause(tokens, frame.source.to, sentence.to),
  }
}

const BY_FIRST_WORD = new Map<string, string[][]>()
for (const words of SOURCE_PHRASES) {
  const [first = ''] = words
  BY_FIRST_WORD.set(first, [...(BY_FIRST_WORD.get(first) ?? []), words])
}

function phrasesAt(form: string): string[][] {
  return (
    BY_FIRST_WORD.get(form) ??
    (form.startsWith('و') ? BY_FIRST_WORD.get(form.slice(1)) : undefined) ??
    []
  )
}

/** Whether the words of a phrase stand at `at`; the first may be joined by و, and ل is written to what follows. */
function matches(tokens: Token[], at: number, words: string[]): boolean {
  return words.every((word, n) => {
    const form = tokens[at + n]?.form ?? ''
    if (word === 'ل') return /^ل.{2}/.test(form)
    return form === word || (n === 0 && form === `و${word}`)
  })
}

/** Where the source begins after a phrase, its verb (وفق ما قال) or its document (جاء في) passed over. */
function openingOf(tokens: Token[], at: number, words: string[]): number | null {
  const opening = at + words.length - (words.at(-1) === 'ل' ? 1 : 0)
  const form = tokens[opening]?.form ?? ''
  if (/^(?:ما|حسبما|لما|عما)$/.test(words.at(-1) ?? '')) {
    if (/^(?:جاء|ورد)$/.test(form) && tokens[opening + 1]?.form === 'في') return opening + 2
    if (!verbOfSaying(form)) return null
    return /^(?:عن|ل|الي)(?:ه|ها|هم)$/.test(tokens[opening + 1]?.form ?? '')
      ? opening + 2
      : opening + 1
  }
  return /^(?:قول|تعبير|وصف|زعم|روايه|روايات|افاده|افادات|شهاده|شهادات|تاكيد)$/.test(form)
    ? opening + 1
    : opening
}

function sourceEnd(tokens: Token[], opening: number, to: number): number {
  const first = tokens[opening]
  if (first?.kind === 'mark' && first.quotation >= 0) return quotationEnd(tokens, opening)
  let end = nameEnd(tokens, opening, to, false)
  // The first word is the name, whatever it looks like.
  if (end === opening) {
    end = opening + 1
    while (end < Math.min(to, opening + 24) && !endsName(tokens, opening, end)) end++
  }
  for (let k = opening + 1; k < end; k++) {
    if (/^ف(?:ان|انه|انها|قد)$/.test(tokens[k]?.form ?? '')) return k
  }
  return end
}
