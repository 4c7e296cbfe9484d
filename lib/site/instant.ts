/**
 * Moments as they stand in an address: `?at=2024-12-07T18:00Z`. The front server reads them by the same rules; both
 * are held to the cases in `instant.cases.json`.
 *
 * Read are RFC 3339 date-times with any offset, also without seconds, with up to nine digits of a second's fraction
 * (what is finer than a millisecond is cut off), with a space for the `T`, and without an offset, which then is UTC.
 * A day alone is its end in UTC: the day as it stood when it was over. A `+` arrives as a space where an address was
 * typed by hand, so a space before an offset is read as a plus.
 */
export type ParsedInstant =
  | { ok: true; at: Date }
  | { ok: false; reason: 'malformed' | 'impossible' | 'out_of_range' }

const DAY = '([0-9]{4})-([0-9]{2})-([0-9]{2})'
const TIME = '([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,9}))?)?'
const OFFSET = '([Zz]|[-+ ][0-9]{2}:[0-9]{2})'
const INSTANT = new RegExp(`^${DAY}(?:[Tt ]${TIME}${OFFSET}?)?$`)

const MINUTE = 60_000
const FIRST = Date.parse('0001-01-01T00:00:00.000Z')
const LAST = Date.parse('9999-12-31T23:59:59.999Z')

export function parseInstant(text: string): ParsedInstant {
  const parts = INSTANT.exec(text)
  if (!parts) return { ok: false, reason: 'malformed' }
  const [year = 0, month = 0, day = 0] = parts.slice(1, 4).map(Number)
  const [hour = 23, minute = 59] = parts[4] ? parts.slice(4, 6).map(Number) : []
  const second = parts[4] ? Number(parts[6] ?? 0) : 59
  const millisecond = parts[4] ? Number((parts[7] ?? '').slice(0, 3).padEnd(3, '0')) : 999
  const offset = minutesOf(parts[8] ?? 'Z')
  if (offset === null || hour > 23 || minute > 59 || second > 60) {
    return { ok: false, reason: 'impossible' }
  }
  const local = new Date(0)
  local.setUTCFullYear(year, month - 1, day)
  if (local.getUTCMonth() !== month - 1 || local.getUTCDate() !== day) {
    return { ok: false, reason: 'impossible' }
  }
  local.setUTCHours(hour, minute, Math.min(second, 59))
  const at = new Date(local.getTime() - offset * MINUTE)
  if (second === 60 && !isBeforeLeap(at)) return { ok: false, reason: 'impossible' }
  // A leap second has no millisecond of its own here: it is the end of the second before it.
  at.setUTCMilliseconds(second === 60 ? 999 : millisecond)
  if (at.getTime() < FIRST || at.getTime() > LAST) return { ok: false, reason: 'out_of_range' }
  return { ok: true, at }
}

/** The one form in which a moment stands in our own addresses, such as `2024-12-07T18:00:00.000Z`. */
export function sayInstant(at: Date): string {
  return at.toISOString()
}

/** What a page's query says of `at`: nothing, a moment, or something that is none. Said twice, it is none. */
export function instantOf(given: string | string[] | undefined): ParsedInstant | null {
  if (given === undefined) return null
  return typeof given === 'string' ? parseInstant(given) : { ok: false, reason: 'malformed' }
}

function minutesOf(offset: string): number | null {
  if (offset === 'Z' || offset === 'z') return 0
  const hours = Number(offset.slice(1, 3))
  const minutes = Number(offset.slice(4, 6))
  if (hours > 23 || minutes > 59) return null
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

/** RFC 3339, section 5.6: `:60` only where a leap second is put in, at the end of June or December in UTC. */
function isBeforeLeap(at: Date): boolean {
  return /-(?:06-30|12-31)T23:59:59/.test(at.toISOString())
}
