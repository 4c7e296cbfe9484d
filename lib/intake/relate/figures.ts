import { STOP_WORDS } from '@/lib/intake/relate/stop-words'
import type { Concept } from '@/lib/text/glossary'

/** How many, how much or how far. */
export type Figure = {
  /** What can be true if the figure is: both ends belong to it; Infinity where it is open. */
  low: number
  high: number
  /** `count` of what `of` names; kilometres; per cent; an amount of money. */
  unit: 'count' | 'km' | 'percent' | 'money'
  /** What is counted, or what the share is of: concepts that follow, nearest first. */
  of: readonly string[]
  /** `[start, end)` in the text, in UTF-16. */
  start: number
  end: number
}

const NUMERALS: Record<string, number> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  dozen: 12,
  واحد: 1,
  اثنان: 2,
  اثنين: 2,
  ثلاثه: 3,
  ثلاث: 3,
  اربعه: 4,
  اربع: 4,
  خمسه: 5,
  خمس: 5,
  سته: 6,
  سبعه: 7,
  سبع: 7,
  ثمانيه: 8,
  ثماني: 8,
  تسعه: 9,
  تسع: 9,
  عشره: 10,
  عشر: 10,
  عشرون: 20,
  عشرين: 20,
  ثلاثون: 30,
  ثلاثين: 30,
  اربعون: 40,
  اربعين: 40,
  خمسون: 50,
  خمسين: 50,
  ستون: 60,
  ستين: 60,
  سبعون: 70,
  سبعين: 70,
  ثمانون: 80,
  ثمانين: 80,
  تسعون: 90,
  تسعين: 90,
  الفا: 2000,
  الفي: 2000,
  الفين: 2000,
  مليونا: 2e6,
  مليوني: 2e6,
  مليونين: 2e6,
  مئتا: 200,
  مئتي: 200,
  مئتين: 200,
  مائتي: 200,
}
const MULTIPLIERS: Record<string, number> = {
  hundred: 100,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  مئه: 100,
  مائه: 100,
  الف: 1e3,
  الاف: 1e3,
  مليون: 1e6,
  ملايين: 1e6,
  مليار: 1e9,
  مليارات: 1e9,
  تريليون: 1e12,
}
/** Plurals that say how many noughts there are. */
const ORDERS: Record<string, [number, number]> = {
  dozens: [20, 200],
  scores: [20, 200],
  hundreds: [200, 2000],
  thousands: [2000, 20000],
  'tens of thousands': [2e4, 2e5],
  'hundreds of thousands': [2e5, 2e6],
  millions: [2e6, 2e8],
  عشرات: [20, 200],
  العشرات: [20, 200],
  مءات: [200, 2000],
  ميات: [200, 2000],
  الميات: [200, 2000],
  الالاف: [2000, 20000],
  الاف: [2000, 20000],
  'عشرات الالاف': [2e4, 2e5],
  'ميات الالاف': [2e5, 2e6],
}
const ORDER_BEGINNINGS = new Set(Object.keys(ORDERS).map((key) => key.split(' ')[0] ?? ''))
const SHARES: Record<string, [number, number]> = {
  all: [100, 100],
  whole: [100, 100],
  entire: [100, 100],
  entirely: [100, 100],
  fully: [100, 100],
  completely: [100, 100],
  totally: [100, 100],
  كامل: [100, 100],
  بالكامل: [100, 100],
  كل: [100, 100],
  جميع: [100, 100],
  كافه: [100, 100],
  half: [45, 55],
  نصف: [45, 55],
  most: [51, 99],
  معظم: [51, 99],
  majority: [51, 99],
  غالبيه: [51, 99],
  parts: [1, 99],
  part: [1, 99],
  partly: [1, 99],
  partially: [1, 99],
  اجزاء: [1, 99],
  جزء: [1, 99],
  جزييا: [1, 99],
}

const MORE =
  /(?:at least|more than|over|no (?:fewer|less) than|not less than|upwards of|exceed\S*|in excess of|above|minimum of|اكثر من|ما لا يقل عن|لا يقل عن|علي الاقل|يزيد عن|تزيد عن|يفوق|فوق)$/
const LESS =
  /(?:up to|as many as|as much as|fewer than|less than|under|below|at most|no more than|not more than|maximum of|اقل من|حتي|لا يتجاوز|لا يزيد عن|علي الاكثر|دون)$/
const NEARLY =
  /(?:nearly|almost|close to|just under|نحو|حوالي|قرابه|زهاء|ما يقرب من|ما يقارب|قريبا من|about|around|approximately|roughly|some|an estimated|estimated|circa|just over|تقريبا)$/
const LEAST_AFTER = /^(?:at least|or more|and more|على الاقل|علي الاقل|او اكثر)/
const RANGE = /^(?:to|and|or|-|–|الي|و|او)$/

/** Words that a figure belongs to a calendar, a clock or a designation by. */
const BEFORE_DATES =
  /(?:january|february|march|april|may|june|july|august|september|october|november|december|since|in|by|year|عام|سنه|منذ|يوم|age|aged|عمر)$/

export type FigureWord = { text: string; plain: string; start: number; end: number }

/** The figures of a text, given its words in plain form and its concepts. */
export function figuresIn(text: string, words: FigureWord[], concepts: Concept[]): Figure[] {
  const figures: Figure[] = []
  let telling: Concept[] | undefined
  for (let at = 0; at < words.length; ) {
    const read = readNumber(text, words, at) ?? readShare(words, at)
    if (!read) {
      at++
      continue
    }
    telling ??= concepts.filter(({ names: [name = ''] }) => !STOP_WORDS.has(name))
    const figure = completed(text, words, telling, at, read)
    if (figure) figures.push(figure)
    at += read.length
  }
  return figures
}

type Read = { low: number; high: number; length: number; isShare?: true; isOrder?: true }

function readNumber(text: string, words: FigureWord[], at: number): Read | undefined {
  const order = readOrder(words, at)
  if (order) return order
  const first = readValue(text, words, at)
  if (!first) return undefined
  // "10 to 20", "between 10 and 20", "10-20"
  const joint = words[at + first.length]
  const glued = joint && /^[-–]$/.test(text.slice(words[at + first.length - 1]?.end, joint.start))
  const next = glued ? at + first.length : at + first.length + 1
  const isRange =
    glued ||
    (joint !== undefined &&
      RANGE.test(joint.plain) &&
      ((joint.plain !== 'and' && joint.plain !== 'و') ||
        /^(?:between|بين)$/.test(words[at - 1]?.plain ?? '')))
  const second = isRange ? readValue(text, words, next) : undefined
  if (second && second.value > first.value) {
    return { low: first.value, high: second.value, length: next - at + second.length }
  }
  return { low: first.value, high: first.value, length: first.length }
}

function readOrder(words: FigureWord[], at: number): Read | undefined {
  if (!ORDER_BEGINNINGS.has(words[at]?.plain ?? '')) return undefined
  const [one, two, three] = [0, 1, 2].map((ahead) => words[at + ahead]?.plain)
  for (const [key, length] of [
    [`${one} ${two} ${three}`, 3],
    [`${one} ${two}`, 2],
    [`${one}`, 1],
  ] as const) {
    const range = Object.hasOwn(ORDERS, key) ? ORDERS[key] : undefined
    // "3 آلاف" is a number, "آلاف" alone an order.
    if (range) return { low: range[0], high: range[1], length, isOrder: true }
  }
  return undefined
}

function readValue(
  text: string,
  words: FigureWord[],
  at: number,
): { value: number; length: number } | undefined {
  const word = words[at]
  if (!word) return undefined
  let value = numberOf(word)
  if (value === undefined) return undefined
  // S-300 and Covid-19 name things.
  if (/\p{L}[-–]$/u.test(text.slice(Math.max(0, word.start - 2), word.start))) return undefined
  let length = 1
  for (;;) {
    const next = words[at + length]
    if (!next) break
    const factor = Object.hasOwn(MULTIPLIERS, next.plain) ? MULTIPLIERS[next.plain] : undefined
    if (factor === undefined) break
    value *= factor
    length++
  }
  return { value, length }
}

function numberOf({ plain }: FigureWord): number | undefined {
  const digits = plain
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/٬/g, ',')
    .replace(/٫/g, '.')
  const match = /^(?:ال|ب|ل)?(\d{1,3}(?:,\d{3})+|\d{1,15})(\.\d+)?(k|m|bn)?$/.exec(digits)
  if (match) {
    const factor = { k: 1e3, m: 1e6, bn: 1e9 }[match[3] ?? ''] ?? 1
    return Number(`${match[1]?.replaceAll(',', '')}${match[2] ?? ''}`) * factor
  }
  if (Object.hasOwn(NUMERALS, plain)) return NUMERALS[plain]
  return undefined
}

function readShare(words: FigureWord[], at: number): Read | undefined {
  const plain = words[at]?.plain ?? ''
  const range = Object.hasOwn(SHARES, plain) ? SHARES[plain] : undefined
  // "lost all of Daraa", "parts of Sweida": a share only where something follows that it is a share of.
  return range && { low: range[0], high: range[1], length: 1, isShare: true }
}

function completed(
  text: string,
  words: FigureWord[],
  telling: Concept[],
  at: number,
  read: Read,
): Figure | undefined {
  const first = words[at]
  const last = words[at + read.length - 1]
  if (!first || !last) return undefined
  const before = words
    .slice(Math.max(0, at - 4), at)
    .map(({ plain }) => plain)
    .join(' ')
  const after = words.slice(at + read.length, at + read.length + 3).map(({ plain }) => plain)
  const behind = telling
    .filter(({ start }) => start >= last.end && start < last.end + 60)
    .slice(0, 5)
  const ahead = telling.filter(({ end, start }) => end <= first.start && start > first.start - 60)
  // "The toll is 120": what is counted was named before.
  const of = ENDS.test(text.slice(last.end)) ? ahead.toReversed().slice(0, 5) : behind
  const following = of.flatMap(({ names }) => names)
  const figure = { of: following, start: first.start, end: last.end }
  if (read.isShare) return { ...figure, unit: 'percent', low: read.low, high: read.high }
  const sign = text.slice(last.end, last.end + 2).trimStart()[0]
  const unit = unitOf(text, first, sign, following)
  if (unit === 'count' && isDate(first, before, telling, last)) return undefined
  const scale = unit === 'km' && following[0] === 'mile' ? 1.609 : 1
  const [low, high] = [read.low * scale, read.high * scale]
  if (read.isOrder) return { ...figure, unit, low, high }
  if (MORE.test(before) || LEAST_AFTER.test(after.join(' ')))
    return { ...figure, unit, low, high: Infinity }
  if (LESS.test(before)) return { ...figure, unit, low: 0, high }
  // Percentages are rounded to one, and large figures to whatever comes easy; a small one is counted.
  if (unit === 'percent') return { ...figure, unit, low: low - 1, high: high + 1 }
  const isRounded = low === high && (high >= 100 || unit === 'km')
  const room = NEARLY.test(before) ? 0.15 : isRounded ? 0.1 : 0
  return { ...figure, unit, low: low * (1 - room), high: high * (1 + room) }
}

const ENDS = /^\s*(?:[.,;:!?،؛؟)]|$|(?:in|on|as|by|at|after|since|في|منذ|بعد)(?!\p{L}))/iu

function unitOf(
  text: string,
  first: FigureWord,
  sign: string | undefined,
  following: string[],
): Figure['unit'] {
  if (sign === '%' || sign === '٪' || following[0] === 'percent') return 'percent'
  if (following[0] === 'kilometer' || following[0] === 'mile') return 'km'
  if (
    /[$€£]$/.test(text.slice(0, first.start)) ||
    following[0] === 'dollar' ||
    following[0] === 'currency'
  )
    return 'money'
  return 'count'
}

function isDate(first: FigureWord, before: string, concepts: Concept[], last: FigureWord): boolean {
  const next = concepts.find(({ start }) => start >= last.end)
  if (/:\d/.test(first.text)) return true
  const isYear = /^(?:19|20)\d\d$/.test(first.plain) || /^[١٢][٠-٩]{3}$/.test(first.plain)
  if (isYear && (BEFORE_DATES.test(before) || next === undefined || next.kind !== 'actor'))
    return true
  return BEFORE_DATES.test(before) && !/(?:^| )(?:in|by|since|منذ)$/.test(before)
}

/** Whether both can be true of the same thing. */
export function figuresAgree(one: Figure, other: Figure): boolean {
  return one.low <= other.high && other.low <= one.high
}

/** Whether one says it closer than the other, and both can be true. */
export function isCloser(one: Figure, other: Figure): boolean {
  const spread = ({ low, high }: Figure) =>
    high === Infinity ? Infinity : (high - low) / (high || 1)
  return figuresAgree(one, other) && spread(one) < spread(other)
}
