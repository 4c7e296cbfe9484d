/** A moment or a day as ISO 8601 writes them, with what sloppier pens leave out. */
const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T\s]+(\d{2}:\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?/i
const CLOCK = /(?<!\d)(\d{2}:\d{2})(?::(\d{2}))?\s*(Z|GMT|UTC|[+-]\d{2}:?\d{2})(?!\d)/

/** Names of the months; Arabic ones as written from Rabat to Baghdad. */
const MONTHS = [
  'january jan januar janvier enero janeiro gennaio ocak يناير جانفي كانون‿الثاني',
  'february feb februar février fevrier febrero fevereiro febbraio şubat فبراير فيفري شباط',
  'march mar märz maerz mars marzo março mart مارس آذار اذار',
  'april apr avril abril aprile nisan أبريل ابريل إبريل أفريل نيسان',
  'may mai mayo maio maggio mayıs مايو ماي أيار ايار',
  'june jun juni juin junio junho giugno haziran يونيو يونيه جوان حزيران',
  'july jul juli juillet julio julho luglio temmuz يوليو يوليه جويلية تموز',
  'august aug août aout agosto ağustos أغسطس اغسطس أوت آب اب',
  'september sep sept septembre septiembre setembro settembre eylül سبتمبر شتنبر أيلول ايلول',
  'october oct oktober octobre octubre outubro ottobre ekim أكتوبر اكتوبر تشرين‿الأول تشرين‿الاول',
  'november nov novembre noviembre novembro kasım نوفمبر نونبر تشرين‿الثاني',
  'december dec dezember décembre decembre diciembre dezembro dicembre aralık ديسمبر دجنبر كانون‿الأول كانون‿الاول',
].map((names) => names.split(' ').map((name) => name.replace('‿', ' ')))
const MONTH_OF = new Map(MONTHS.flatMap((names, i) => names.map((name) => [name, i + 1])))
/** Longest first, so that "sept" is not read as "sep". */
const NAME = [...MONTH_OF.keys()].sort((a, b) => b.length - a.length).join('|')
/** `7 December 2024`, `7 كانون الأول/ديسمبر 2024`, `Dec. 7, 2024`; the year may be left out. */
const DAY_FIRST = new RegExp(
  `(?<![\\p{L}\\d])(\\d{1,2})(?:st|nd|rd|th|er|\\.)?\\s+(?:of\\s+|de\\s+)?(${NAME})(?:\\s*[/-]\\s*(?:${NAME}))?(?!\\p{L})\\.?,?،?(?:\\s+(?:de\\s+)?(\\d{4})(?!\\d))?`,
  'iu',
)
const MONTH_FIRST = new RegExp(
  `(?<!\\p{L})(${NAME})(?!\\p{L})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)(?:,?\\s+(\\d{4})(?!\\d))?`,
  'iu',
)

export type WrittenDay = {
  /** ISO 8601 calendar day; null when the year is left out and can't be told. */
  date: string | null
  /** Where it stands in the text. */
  start: number
  end: number
}

/**
 * The first day written in words in a text. A year that is left out is the one that brings the day nearest to `near`, an
 * ISO 8601 day or moment.
 */
export function findDay(text: string, near: string | null = null): WrittenDay | null {
  const western = text.replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
  const found = [DAY_FIRST.exec(western), MONTH_FIRST.exec(western)]
    .filter((match) => match !== null)
    .sort((a, b) => a.index - b.index)[0]
  if (!found) return null
  const [whole, a = '', b = '', year] = found
  const [day, name] = /\d/.test(a) ? [a, b] : [b, a]
  const month = MONTH_OF.get(name.toLowerCase()) ?? 0
  if (Number(day) < 1 || Number(day) > 31) return null
  const date = year ? asDay(year, String(month), day) : near ? nearest(near, month, day) : null
  if (year && date === null) return null
  return { date, start: found.index, end: found.index + whole.length }
}

/** A date as pages write it, as ISO 8601: with its offset where one is given, else the calendar day alone. */
export function readMoment(written: string): string | null {
  const text = written.trim().slice(0, 100)
  const iso = ISO.exec(text)
  if (iso) {
    const [, year = '', month = '', day = '', clock, seconds, zone] = iso
    const date = asDay(year, month, day)
    return date && clock && zone ? `${date}T${clock}:${seconds ?? '00'}${asOffset(zone)}` : date
  }
  const compact = /^(\d{4})(\d{2})(\d{2})(?:\D|\d{6}|$)/.exec(text)
  if (compact) return asDay(compact[1] ?? '', compact[2] ?? '', compact[3] ?? '')
  const worded = findDay(text)
  if (worded?.date) {
    const [, clock, seconds, zone] = CLOCK.exec(text) ?? []
    return clock && zone
      ? `${worded.date}T${clock}:${seconds ?? '00'}${asOffset(zone)}`
      : worded.date
  }
  const figures = /^(\d{1,2})([./])(\d{1,2})\2(\d{4})(?!\d)/.exec(text)
  if (figures) {
    const [, day = '', mark, month = '', year = ''] = figures
    // 3/4/2024 is two days, according to whom one asks.
    return Number(day) > 12 || mark === '.' || day === month ? asDay(year, month, day) : null
  }
  return null
}

function nearest(near: string, month: number, day: string): string | null {
  const then = Date.parse(near.slice(0, 10))
  const year = Number(near.slice(0, 4))
  const days = [year - 1, year, year + 1].flatMap(
    (each) => asDay(String(each), String(month), day) ?? [],
  )
  const distance = (each: string) => Math.abs(Date.parse(each) - then)
  return days.sort((a, b) => distance(a) - distance(b))[0] ?? null
}

const asOffset = (zone: string) =>
  /^(?:Z|UTC|GMT)$/i.test(zone) ? 'Z' : zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2')

/** `YYYY-MM-DD`, if there is such a day. */
function asDay(year: string, month: string, day: string): string | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const moment = new Date(`${date}T00:00:00Z`)
  const exists = !Number.isNaN(moment.valueOf()) && moment.toISOString().startsWith(date)
  return exists && Number(year) > 1900 ? date : null
}
