import { fold } from './places/fold'
import { placesCalled } from './places/gazetteer'
import type { IntakeLanguage, Particulars, SaidWhen, Span } from './schema'

/** A day, month or year that words of the text name, with where they stand. */
export type TimeWords = { span: Span; date: string; time: string; zone: string }

const ENGLISH_MONTHS =
  'january february march april may june july august september october november december'.split(' ')
const ENGLISH_DAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ')

/** The months by the names of Cairo, of Damascus and Baghdad, and of Algiers and Tunis. */
const ARABIC_MONTHS: Record<string, number> = Object.fromEntries(
  [
    'يناير كانون_الثاني جانفي',
    'فبراير شباط فيفري',
    'مارس آذار اذار',
    'أبريل ابريل إبريل نيسان أفريل',
    'مايو أيار ايار ماي',
    'يونيو حزيران جوان',
    'يوليو يوليوز تموز جويلية',
    'أغسطس اغسطس آب أوت غشت',
    'سبتمبر أيلول ايلول شتنبر',
    'أكتوبر اكتوبر تشرين_الأول تشرين_الاول',
    'نوفمبر نونبر تشرين_الثاني',
    'ديسمبر دجنبر كانون_الأول كانون_الاول',
  ].flatMap((names, month) => names.split(' ').map((name) => [name.replace('_', ' '), month + 1])),
)
const ARABIC_DAYS: Record<string, number> = {
  الأحد: 0,
  الاحد: 0,
  الاثنين: 1,
  الإثنين: 1,
  الثلاثاء: 2,
  الأربعاء: 3,
  الاربعاء: 3,
  الخميس: 4,
  الجمعة: 5,
  السبت: 6,
}
const ARABIC_ORDINALS: Record<string, number> = Object.fromEntries(
  'الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر'
    .split(' ')
    .map((word, at) => [word, at + 1]),
)

const MONTH =
  '(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?'
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?'
const YEAR = '(1[89]\\d\\d|20\\d\\d)'
const PART = '(?:\\s+(?:morning|afternoon|evening|night|midday|noon))?'
const NUMBERS: Record<string, number> = {
  a: 1,
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
}

const ENGLISH = new RegExp(
  [
    `\\b(?:(?:early|late|later)\\s+)?(?:on\\s+)?(?:(?:early|late)\\s+)?(?:(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day,?\\s+)?(?:${MONTH}\\s+${DAY}(?!\\d)(?:,?\\s+${YEAR})?|${DAY}\\s+(?:of\\s+)?${MONTH}(?:,?\\s+${YEAR})?)\\b`,
    `\\b(?:in\\s+)?(?:early\\s+|late\\s+|mid-)?${MONTH}\\s+(?:of\\s+)?${YEAR}\\b`,
    `\\b(?:(?:early|late|later|earlier)\\s+)?(?:on\\s+)?(?:(?:early|late|last|this)\\s+)?(Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)(?!s)${PART}\\b`,
    `\\b(?:(?:early|late|later|earlier)\\s+)?(today|tonight|yesterday|this\\s+(?:morning|afternoon|evening))${PART}\\b`,
    `\\b(?:earlier\\s+|late\\s+)?(this\\s+week|last\\s+week|this\\s+month|last\\s+month|last\\s+year|this\\s+year)\\b`,
    `\\b(an?|one|two|three|four|five|six|seven|eight|nine|ten|\\d{1,2})\\s+(day|week|month|year)s?\\s+(?:ago|earlier)\\b`,
    `\\b(?:back\\s+)?in\\s+${YEAR}\\b`,
  ]
    .map((part) => `(?:${part})`)
    .join('|'),
  'gi',
)

const AR_MONTH = Object.keys(ARABIC_MONTHS)
  .sort((one, other) => other.length - one.length)
  .join('|')
const AR_DAY = Object.keys(ARABIC_DAYS).join('|')
const DIGITS = '[\\d\\u0660-\\u0669]'
const B = '(?<![\\p{L}\\p{M}])'
const E = '(?![\\p{L}\\p{M}])'
const ARABIC = new RegExp(
  [
    `${B}(?:(?:و|في|يوم|بتاريخ|من)\\s*)*(${DIGITS}{1,2}|ال(?:أول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)(?:\\s+عشر|\\s+والعشرين)?|العشرين|الثلاثين|الحادي\\s+والثلاثين|الحادي\\s+والعشرين|الحادي\\s+عشر)\\s+(?:من\\s+)?(?:شهر\\s+)?(${AR_MONTH})(?:\\s*[/(]\\s*(?:${AR_MONTH})\\)?)?(?:\\s*(?:عام|سنة|،)?\\s*(${DIGITS}{4}))?${E}`,
    `${B}(${DIGITS}{1,2})\\s*[-/]\\s*(${DIGITS}{1,2})\\s*[-/]\\s*(${DIGITS}{4})${E}`,
    `${B}(?:في\\s+)?(?:شهر\\s+)?(${AR_MONTH})(?:\\s*[/(]\\s*(?:${AR_MONTH})\\)?)?\\s*(?:من\\s+)?(?:عام|سنة)?\\s*(${DIGITS}{4})${E}`,
    `${B}(?:(?:في|يوم|مساء|صباح|فجر|ظهر|ليل|ليلة|عصر)\\s+)*(?:يوم\\s+)?(${AR_DAY})(?:\\s+الماضي)?${E}`,
    `${B}(?:(?:مساء|صباح|فجر|ظهر|ليل|ليلة|يوم)\\s+)?(أول\\s+(?:من\\s+)?أمس|أمس|امس|اليوم|الليلة|البارحة)${E}`,
    `${B}(الشهر\\s+الماضي|الشهر\\s+الجاري|العام\\s+الماضي|العام\\s+الجاري|الأسبوع\\s+الماضي|الأسبوع\\s+الجاري)${E}`,
    `${B}(?:في\\s+)?(?:عام|سنة)\\s+(${DIGITS}{4})${E}`,
  ]
    .map((part) => `(?:${part})`)
    .join('|'),
  'gu',
)

/** Noon UTC of a calendar day, for reckoning in days. */
function dayOf(iso: string): Date {
  return new Date(`${iso}T12:00:00Z`)
}

function isoOf(day: Date): string {
  return day.toISOString().slice(0, 10)
}

function plusDays(iso: string, days: number): string {
  const day = dayOf(iso)
  day.setUTCDate(day.getUTCDate() + days)
  return isoOf(day)
}

/** The `weekday` (0: Sunday) that was last, counting `anchor` itself. */
function lastWeekday(anchor: string, weekday: number): string {
  const back = (dayOf(anchor).getUTCDay() - weekday + 7) % 7
  return plusDays(anchor, -back)
}

function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return (
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  )
}

const two = (value: number) => String(value).padStart(2, '0')

/** A day of a month without its year: the last one that is not more than a month after `anchor`. */
function withYear(month: number, day: number, anchor: string | null): string | null {
  if (!anchor) return null
  const year = Number(anchor.slice(0, 4))
  const limit = plusDays(anchor, 31)
  for (const each of [year + 1, year, year - 1]) {
    if (!isDate(each, month, day)) continue
    const iso = `${each}-${two(month)}-${two(day)}`
    if (iso <= limit) return iso
  }
  return null
}

function monthBefore(anchor: string): string {
  const [year = 0, month = 1] = anchor.split('-').map(Number)
  return month === 1 ? `${year - 1}-12` : `${year}-${two(month - 1)}`
}

/** A week as the month that holds it, or else the year: a week is no precision that is kept. */
function weekOf(day: string): string {
  const monday = plusDays(day, -((dayOf(day).getUTCDay() + 6) % 7))
  const sunday = plusDays(monday, 6)
  if (monday.slice(0, 7) === sunday.slice(0, 7)) return monday.slice(0, 7)
  return monday.slice(0, 4) === sunday.slice(0, 4) ? monday.slice(0, 4) : day.slice(0, 4)
}

/** Words for times between two places of the text, in its order. Relative ones need an `anchor`. */
export function timesIn(
  text: string,
  from: number,
  to: number,
  anchor: string | null,
  language: IntakeLanguage,
): TimeWords[] {
  const found: TimeWords[] = []
  const part = text.slice(from, to)
  for (const match of part.matchAll(language === 'ar' ? ARABIC : ENGLISH)) {
    const date = language === 'ar' ? readArabic(match, anchor) : readEnglish(match, anchor)
    if (!date) continue
    const joint = /^و(?=\S)/.exec(match[0])?.[0].length ?? 0
    const start = from + match.index + joint
    const clock =
      date.length === 10
        ? clockNear(text, start, from + match.index + match[0].length, from, to)
        : null
    found.push({
      span: [start, from + match.index + match[0].length],
      date: clock?.date(date) ?? date,
      time: clock?.time ?? '',
      zone: clock ? 'UTC' : '',
    })
  }
  return found
}

/** "at 18:00 GMT" beside the words for a day. An hour without its zone would be a moment nobody named. */
function clockNear(text: string, from: number, to: number, least: number, most: number) {
  const after =
    /^,?\s*(?:at\s+|around\s+|الساعة\s+)?\(?(\d{1,2})[:.](\d{2})\s*(?:GMT|UTC|بتوقيت غرينتش|غرينتش|ت\.?غ\.?)/.exec(
      text.slice(to, Math.min(most, to + 60)),
    )
  const before =
    /(\d{1,2})[:.](\d{2})\s*(?:GMT|UTC|بتوقيت غرينتش|غرينتش|ت\.?غ\.?)\)?,?\s*(?:of\s+)?$/.exec(
      text.slice(Math.max(least, from - 40), from),
    )
  const hit = after ?? before
  if (!hit || Number(hit[1]) > 23 || Number(hit[2]) > 59) return null
  return { time: `${two(Number(hit[1]))}:${hit[2]}`, date: (day: string) => day }
}

function readEnglish(match: RegExpMatchArray, anchor: string | null): string | null {
  const [
    ,
    monthA,
    dayA,
    yearA,
    dayB,
    monthB,
    yearB,
    monthC,
    yearC,
    weekday,
    relative,
    span,
    count,
    unit,
    year,
  ] = match
  const monthName = monthA ?? monthB
  if (monthName) {
    const month = monthOf(monthName)
    const day = Number(dayA ?? dayB)
    const named = yearA ?? yearB
    if (day < 1 || day > 31 || monthName === 'may' || monthName === 'march') return null
    if (!named) return withYear(month, day, anchor)
    return isDate(Number(named), month, day) ? `${named}-${two(month)}-${two(day)}` : null
  }
  if (monthC && yearC) return `${yearC}-${two(monthOf(monthC))}`
  if (year) return year
  if (!anchor) return null
  if (weekday) {
    const day = ENGLISH_DAYS.indexOf(weekday.toLowerCase())
    if (!/^[A-Z]/.test(weekday)) return null
    const last = lastWeekday(anchor, day)
    return /\blast\s/i.test(match[0]) && last === anchor ? plusDays(anchor, -7) : last
  }
  // USA TODAY, Russia Today
  if (
    relative &&
    /^T(?:ODAY|oday)/.test(relative) &&
    /\p{Lu}\p{L}+\s*$/u.test(match.input?.slice(0, match.index) ?? '')
  )
    return null
  if (relative) return /yesterday/i.test(relative) ? plusDays(anchor, -1) : anchor
  if (span) {
    const words = span.toLowerCase().replace(/\s+/g, ' ')
    if (words === 'this week') return weekOf(anchor)
    if (words === 'last week') return weekOf(plusDays(anchor, -7))
    if (words === 'this month') return anchor.slice(0, 7)
    if (words === 'last month') return monthBefore(anchor)
    return String(Number(anchor.slice(0, 4)) - (words === 'last year' ? 1 : 0))
  }
  if (count && unit && /ago$/i.test(match[0])) {
    const number =
      NUMBERS[count.toLowerCase()] ?? (count.toLowerCase() === 'an' ? 1 : Number(count))
    if (unit === 'day') return plusDays(anchor, -number)
    if (unit === 'week') return weekOf(plusDays(anchor, -7 * number))
    const [y = 0, m = 1] = anchor.split('-').map(Number)
    if (unit === 'year') return String(y - number)
    const months = y * 12 + (m - 1) - number
    return `${Math.floor(months / 12)}-${two((months % 12) + 1)}`
  }
  return null
}

function monthOf(name: string): number {
  return ENGLISH_MONTHS.findIndex((month) => month.startsWith(name.toLowerCase().slice(0, 3))) + 1
}

const western = (digits: string) =>
  Number(digits.replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660)))

function readArabic(match: RegExpMatchArray, anchor: string | null): string | null {
  const [, dayA, monthA, yearA, dayB, monthB, yearB, monthC, yearC, weekday, relative, span, year] =
    match
  if (dayA && monthA) {
    const month = ARABIC_MONTHS[monthA.replace(/\s+/g, ' ')] ?? 0
    const day = dayNumber(dayA)
    if (day < 1 || day > 31) return null
    if (!yearA) return withYear(month, day, anchor)
    const named = western(yearA)
    return isDate(named, month, day) ? `${named}-${two(month)}-${two(day)}` : null
  }
  if (dayB && monthB && yearB) {
    const [day, month, named] = [western(dayB), western(monthB), western(yearB)]
    return named > 1700 && isDate(named, month, day) ? `${named}-${two(month)}-${two(day)}` : null
  }
  if (monthC && yearC) {
    const named = western(yearC)
    // Smaller years are of the Hijri calendar, which is left alone.
    return named > 1700 ? `${named}-${two(ARABIC_MONTHS[monthC.replace(/\s+/g, ' ')] ?? 0)}` : null
  }
  if (year) return western(year) > 1700 ? String(western(year)) : null
  if (!anchor) return null
  if (weekday) {
    const last = lastWeekday(anchor, ARABIC_DAYS[weekday] ?? 0)
    return /الماضي$/.test(match[0]) && last === anchor ? plusDays(anchor, -7) : last
  }
  if (relative) {
    if (/^أول/.test(relative)) return plusDays(anchor, -2)
    return /مس$|^البارحة/.test(relative) ? plusDays(anchor, -1) : anchor
  }
  if (span) {
    if (/^الأسبوع/.test(span)) return weekOf(/الماضي$/.test(span) ? plusDays(anchor, -7) : anchor)
    if (/^الشهر/.test(span)) return /الماضي$/.test(span) ? monthBefore(anchor) : anchor.slice(0, 7)
    return String(Number(anchor.slice(0, 4)) - (/الماضي$/.test(span) ? 1 : 0))
  }
  return null
}

function dayNumber(words: string): number {
  if (/^[\d\u0660-\u0669]/.test(words)) return western(words)
  const [first = '', second] = words.split(/\s+/)
  if (first === 'العشرين') return 20
  if (first === 'الثلاثين') return 30
  const unit = first === 'الحادي' ? 1 : (ARABIC_ORDINALS[first] ?? 0)
  return (
    unit + (second === 'عشر' ? 10 : second === 'والعشرين' ? 20 : second === 'والثلاثين' ? 30 : 0)
  )
}

/** Where the text opens with "BEIRUT, Dec 7 (Reuters) – ": the day and the agency that it names. */
export function datelineOf(
  text: string,
  particulars: Particulars,
  isAgencyName: (name: string) => boolean,
): { day: string | null; agency: Span | null; end: number } {
  const opening = text.slice(0, 400)
  // "دمشق-سانا" in a line of its own
  const line = /^\s*(\p{L}[\p{L} ]{1,24}?)\s?[-–—]\s?(\p{L}[\p{L} ]{1,20}?)\s*\n/u.exec(opening)
  if (line?.[1] && line[2] && isAgencyName(line[2]) && placesCalled(fold(line[1])).length > 0) {
    const at = line[0].lastIndexOf(line[2])
    return {
      day: particulars.publishedOn,
      agency: [at, at + line[2].length],
      end: line[0].length,
    }
  }
  const dash =
    /^(?:[^\n]*\n\s*){0,3}?([\p{Lu}\p{Lo}][\p{L}\p{M}\p{N} .,/()'’:-]{2,110}?)\s*(?:[–—ـ]|--?)\s+(?=["“'‘\p{Lu}\p{Lo}\p{N}])/u.exec(
      opening,
    )
  const head = dash?.[1] ?? ''
  const from = dash ? dash[0].indexOf(head) : 0
  const day = dash
    ? timesIn(text, from, from + head.length, particulars.publishedOn, particulars.language).find(
        ({ date }) => date.length === 10,
      )
    : undefined
  const inBrackets = /[([]([^()[\]]{2,40})[)\]]\s*$/.exec(head)
  const isPlace = placesCalled(fold(head.replace(/[([].*$/, '').split(/[,،/]/)[0] ?? '')).length > 0
  // "BEIRUT – ", "القاهرة - رويترز"
  const lines =
    inBrackets || !dash
      ? null
      : /^\s*(?:[-–—/]\s*)?(\p{L}[\p{L} .]{1,30}?)\s*(?:\n|[-–—ـ:]\s)/u.exec(
          text.slice(dash[0].length, dash[0].length + 40),
        )
  const behind =
    lines?.[1] && isPlace && (isAgencyName(lines[1]) || lines[1] === 'وكالات') && dash
      ? dash[0].length + lines[0].indexOf(lines[1])
      : -1
  const isDateline = day !== undefined || inBrackets !== null || isPlace
  const agency = inBrackets?.[1]
    ? ([
        from + inBrackets.index + 1,
        from + inBrackets.index + 1 + inBrackets[1].length,
      ] satisfies Span)
    : behind >= 0 && lines?.[1]
      ? ([behind, behind + lines[1].length] satisfies Span)
      : null
  const end = agency && agency[1] > (dash?.[0].length ?? 0) ? agency[1] : (dash?.[0].length ?? 0)
  const past = end + (/^[\s:–—ـ-]*/.exec(text.slice(end, end + 8))?.[0].length ?? 0)
  return { day: day?.date ?? particulars.publishedOn, agency, end: isDateline ? past : 0 }
}

/**
 * When it was said, by the words of the passage outside what is claimed; where there are none, on the day of the
 * dateline or publication. Null where that isn't known either.
 */
export function saidWhenOf(
  text: string,
  passage: Span,
  attribution: { source: Span[]; cue: Span[]; content: Span[] },
  anchor: string | null,
  language: IntakeLanguage,
): SaidWhen | null {
  const cue = attribution.cue[0] ?? attribution.source[0] ?? attribution.content[0]
  const taken = [...attribution.content, ...attribution.source]
  const lead = leadingTime(text, attribution, anchor, language)
  const best =
    lead ??
    (cue
      ? timesIn(text, passage[0], passage[1], anchor, language)
          .filter(
            ({ span }) =>
              !taken.some(([from, to]) => span[0] < to && from < span[1]) &&
              !isAside(text, passage[0], span[0]),
          )
          .map((time) => ({ time, distance: distanceTo(cue, time.span) }))
          .filter(({ distance }) => distance < 90)
          .sort((one, other) => one.distance - other.distance)[0]?.time
      : undefined)
  if (best) return { date: best.date, time: best.time, zone: best.zone, words: best.span }
  return anchor ? { date: anchor, time: '', zone: '', words: null } : null
}

/** "…, who fled on Friday, …": the day of something else. */
function isAside(text: string, from: number, at: number): boolean {
  const before = text.slice(Math.max(from, at - 120), at)
  return /,\s*(?:who|which|where|whose|when|after|before)\s[^,]*$/.test(before)
}

/** "said Friday that …", where the day was taken for the beginning of what is claimed. */
export function leadingTime(
  text: string,
  attribution: { source: Span[]; cue: Span[]; content: Span[] },
  anchor: string | null,
  language: IntakeLanguage,
): TimeWords | undefined {
  const content = attribution.content[0]
  if (!content) return undefined
  const isBeside = [...attribution.cue, ...attribution.source].some(
    ([, end]) => end <= content[0] && content[0] - end <= 2,
  )
  if (!isBeside) return undefined
  const to = Math.min(content[1], content[0] + 60)
  const [first] = timesIn(text, content[0], to, anchor, language)
  return first && first.span[0] <= content[0] + 1 ? first : undefined
}

function distanceTo(one: Span, other: Span): number {
  return other[0] >= one[1] ? other[0] - one[1] : Math.max(0, one[0] - other[1])
}
