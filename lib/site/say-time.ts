import { DateTime } from 'luxon'
import type { KnownMoment } from '@/lib/site/views'

/** A moment in words, and as the `datetime` of a `<time>`. */
export type SaidTime = { words: string; machine: string }

const dayWords = 'd MMMM yyyy'

/** A moment as exactly as it is known and no more: a day stays a day, a minute names the clock it was read from. */
export function sayKnownMoment(known: KnownMoment): SaidTime {
  const day = DateTime.fromISO(known.on, { zone: 'utc' }).setLocale('en-GB')
  switch (known.precision) {
    case 'year':
      return { words: day.toFormat('yyyy'), machine: day.toFormat('yyyy') }
    case 'month':
      return { words: day.toFormat('MMMM yyyy'), machine: day.toFormat('yyyy-MM') }
    case 'day':
      return { words: day.toFormat(dayWords), machine: day.toFormat('yyyy-MM-dd') }
    case 'minute': {
      if (!known.at) return sayKnownMoment({ ...known, precision: 'day' })
      const at = DateTime.fromISO(known.at, { zone: known.zone ?? 'utc' }).setLocale('en-GB')
      return {
        words: `${at.toFormat(`${dayWords}, HH:mm`)} ${sayZone(at)}`,
        machine: at.toFormat("yyyy-MM-dd'T'HH:mmZZ"),
      }
    }
  }
}

/** A moment of our own, such as a publication: always on the clock that all readers share. */
export function sayMoment(iso: string): SaidTime {
  const at = DateTime.fromISO(iso, { zone: 'utc' }).setLocale('en-GB')
  return {
    words: `${at.toFormat(`${dayWords}, HH:mm`)} UTC`,
    machine: at.toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'"),
  }
}

/** A calendar day given as `2024-12-07`. */
export function sayDay(day: string): SaidTime {
  return sayKnownMoment({ on: day, precision: 'day', at: null, zone: null })
}

/** `Damascus time (UTC+3)`, from the zone's city; `UTC` for UTC itself. */
function sayZone(at: DateTime): string {
  if (at.zoneName === 'UTC' || at.zoneName === 'Etc/UTC') return 'UTC'
  const hours = at.toFormat('Z').replace(/:00$/, '').replace('-', '−')
  const city = at.zoneName?.split('/').at(-1)?.replaceAll('_', ' ') ?? ''
  return `${city} time (UTC${hours})`
}
