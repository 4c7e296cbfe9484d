import { DateTime, IANAZone } from 'luxon'
import { z } from 'zod'

export const timePrecision = z.enum(['year', 'month', 'day', 'minute'])
export type TimePrecision = z.infer<typeof timePrecision>

/**
 * A moment as exactly as it is known. `on` is midnight UTC of the local calendar day (of the first day of the
 * month or year, where only that is known); `at` and `zone` (IANA) are there with the precision `minute` only.
 */
export type KnownTime = { on: Date; precision: TimePrecision; at: Date | null; zone: string | null }

/**
 * A moment from what people type: `date` as `2024`, `2024-12` or `2024-12-07` (ISO 8601), `time` as `18:00`,
 * `zone` as an IANA name. An hour that the clocks skipped, or a day that is none, is an error on its field.
 */
export const knownTimeInput = z
  .object({
    date: z.string().trim().default(''),
    time: z.string().trim().default(''),
    zone: z.string().trim().default(''),
  })
  .transform((given, check): KnownTime | null => {
    const fail = (field: string, message: string) => {
      check.addIssue({ code: 'custom', path: [field], message })
      return z.NEVER
    }
    if (given.date === '') return given.time === '' ? null : fail('date', 'required')
    const parts = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(given.date)
    if (!parts) return fail('date', 'not_a_date')
    const day = DateTime.utc(Number(parts[1]), Number(parts[2] ?? 1), Number(parts[3] ?? 1))
    if (!day.isValid || day.year < 1) return fail('date', 'not_a_date')
    const on = day.toJSDate()
    if (given.time === '') {
      const precision = parts[3] ? 'day' : parts[2] ? 'month' : 'year'
      return { on, precision, at: null, zone: null }
    }
    if (!parts[3]) return fail('date', 'time_needs_a_day')
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(given.time)) return fail('time', 'not_a_time')
    const zone = given.zone || 'UTC'
    if (!IANAZone.isValidZone(zone)) return fail('zone', 'not_a_zone')
    const local = DateTime.fromISO(`${given.date}T${given.time}`, { zone })
    if (local.toFormat("yyyy-MM-dd'T'HH:mm") !== `${given.date}T${given.time}`)
      return fail('time', 'skipped_hour')
    // Of an hour that happened twice the first is meant; Luxon alone would choose by today's season.
    const [first = local] = local.getPossibleOffsets()
    return { on, precision: 'minute', at: first.toJSDate(), zone }
  })

/** The three fields that `knownTimeInput` would read back to the same moment. */
export function knownTimeFields(known: KnownTime | null): {
  date: string
  time: string
  zone: string
} {
  if (!known) return { date: '', time: '', zone: '' }
  const length = { year: 4, month: 7, day: 10, minute: 10 }[known.precision]
  const date = known.on.toISOString().slice(0, length)
  if (!known.at || !known.zone) return { date, time: '', zone: '' }
  return {
    date,
    time: DateTime.fromJSDate(known.at, { zone: known.zone }).toFormat('HH:mm'),
    zone: known.zone,
  }
}
