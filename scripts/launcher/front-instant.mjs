/** Moments as they stand in addresses, by the rules of `lib/site/instant.ts`; both are held to the same cases. */
const INSTANT =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?([Zz]|[-+ ][0-9]{2}:[0-9]{2})?)?$/
const FIRST = Date.parse('0001-01-01T00:00:00.000Z')
const LAST = Date.parse('9999-12-31T23:59:59.999Z')

/** `{ at }` in milliseconds, or `{ reason: 'malformed' | 'impossible' | 'out_of_range' }`. */
export function parseInstant(text) {
  const parts = INSTANT.exec(text)
  if (!parts) return { reason: 'malformed' }
  const [year, month, day] = parts.slice(1, 4).map(Number)
  const hasTime = parts[4] !== undefined
  const hour = hasTime ? Number(parts[4]) : 23
  const minute = hasTime ? Number(parts[5]) : 59
  const second = hasTime ? Number(parts[6] ?? 0) : 59
  const millisecond = hasTime ? Number((parts[7] ?? '').slice(0, 3).padEnd(3, '0')) : 999
  const offset = minutesOf(parts[8] ?? 'Z')
  if (offset === undefined || hour > 23 || minute > 59 || second > 60)
    return { reason: 'impossible' }
  const local = new Date(0)
  local.setUTCFullYear(year, month - 1, day)
  if (local.getUTCMonth() !== month - 1 || local.getUTCDate() !== day)
    return { reason: 'impossible' }
  local.setUTCHours(hour, minute, Math.min(second, 59))
  const at = new Date(local.getTime() - offset * 60_000)
  if (second === 60 && !isBeforeLeap(at)) return { reason: 'impossible' }
  at.setUTCMilliseconds(second === 60 ? 999 : millisecond)
  if (at.getTime() < FIRST || at.getTime() > LAST) return { reason: 'out_of_range' }
  return { at: at.getTime() }
}

function minutesOf(offset) {
  if (offset === 'Z' || offset === 'z') return 0
  const hours = Number(offset.slice(1, 3))
  const minutes = Number(offset.slice(4, 6))
  if (hours > 23 || minutes > 59) return undefined
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

function isBeforeLeap(at) {
  return /-(?:06-30|12-31)T23:59:59/.test(at.toISOString())
}

const WEEKDAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)'
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const HTTP_DATE = new RegExp(
  `^${WEEKDAY}, ([0-9]{2}) (${MONTHS.join('|')}) ([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) GMT$`,
)

/**
 * The moment in an `Accept-Datetime`, in milliseconds; undefined where it is none. RFC 7089 takes one form only, that
 * of RFC 1123 in GMT. A weekday that isn't that day's is let pass: which day is meant is clear without it.
 */
export function parseHttpDate(text) {
  const parts = HTTP_DATE.exec(text.trim())
  if (!parts) return undefined
  const [, day, month, year, hour, minute, second] = parts
  const number = String(MONTHS.indexOf(month) + 1).padStart(2, '0')
  const read = parseInstant(`${year}-${number}-${day}T${hour}:${minute}:${second}Z`)
  return read.at
}

/** `Sat, 07 Dec 2024 18:00:00 GMT`; what is finer than a second is cut off. */
export function sayHttpDate(at) {
  return new Date(at).toUTCString()
}
