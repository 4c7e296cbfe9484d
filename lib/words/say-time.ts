import { DateTime } from 'luxon'
import type { TimePrecision } from '@/lib/time'
import { remembering } from '@/lib/words/remembered'
import type { Words } from '@/lib/words/words-of'

/** When something was said or happened, as exactly as it is known: `on` is its day in its own zone, `2024-12-07`. */
export type KnownMoment = {
  on: string
  precision: TimePrecision
  /** The minute itself, ISO 8601. */
  at: string | null
  /** IANA zone, `Asia/Damascus`. */
  zone: string | null
}

/** A moment in words, and as the `datetime` of a `<time>`. */
export type SaidTime = { words: string; machine: string }

/** A moment as exactly as it is known and no more: a day stays a day, a minute names the clock it was read from. */
export function sayKnownMoment(known: KnownMoment, words: Words): SaidTime {
  const { on, precision, at, zone } = known
  return saidKnown(`${on} ${precision} ${at} ${zone}`, words, () => makeKnownMoment(known, words))
}

const saidKnown = remembering<SaidTime>()

function makeKnownMoment(known: KnownMoment, words: Words): SaidTime {
  const day = inWords(DateTime.fromISO(known.on, { zone: 'utc' }), words)
  const machine = machineTime(known)
  const { say } = words
  switch (known.precision) {
    case 'year':
      return { words: day.toFormat(say('time.year')), machine }
    case 'month':
      return { words: day.toFormat(say('time.month')), machine }
    case 'day':
      return { words: day.toFormat(say('time.day')), machine }
    case 'minute': {
      if (!known.at) return sayKnownMoment({ ...known, precision: 'day' }, words)
      const at = inWords(DateTime.fromISO(known.at, { zone: known.zone ?? 'utc' }), words)
      return { words: withZone(at, at.toFormat(say('time.minute')), words), machine }
    }
  }
}

/** A known moment as the `datetime` of a `<time>`: as much of ISO 8601 as is known. */
export function machineTime(known: KnownMoment): string {
  const day = DateTime.fromISO(known.on, { zone: 'utc' })
  if (known.precision === 'year') return day.toFormat('yyyy')
  if (known.precision === 'month') return day.toFormat('yyyy-MM')
  if (known.precision === 'day' || !known.at) return day.toFormat('yyyy-MM-dd')
  return DateTime.fromISO(known.at, { zone: known.zone ?? 'utc' }).toFormat("yyyy-MM-dd'T'HH:mmZZ")
}

/** A moment of our own, such as a publication: always on the clock that all readers share. */
export function sayMoment(iso: string, words: Words): SaidTime {
  return saidMoment(iso, words, () => {
    const at = inWords(DateTime.fromISO(iso, { zone: 'utc' }), words)
    return {
      words: words.say('time.utc', { moment: at.toFormat(words.say('time.minute')) }),
      machine: `${new Date(iso).toISOString().slice(0, 19)}Z`,
    }
  })
}

const saidMoment = remembering<SaidTime>()

/** A calendar day given as `2024-12-07`. */
export function sayDay(day: string, words: Words): SaidTime {
  return sayKnownMoment({ on: day, precision: 'day', at: null, zone: null }, words)
}

/** Months and numerals of the language. */
function inWords(at: DateTime, words: Words): DateTime {
  const { baseName, numberingSystem } = new Intl.Locale(words.language.locale)
  return at.reconfigure({
    locale: baseName,
    numberingSystem: (numberingSystem ?? 'latn') as 'latn',
  })
}

/** The clock itself, where it is said once for several moments around `iso`: `Damascus time (UTC+3)`, or `UTC`. */
export function sayZone(zone: string, iso: string, words: Words): string {
  return withZone(inWords(DateTime.fromISO(iso, { zone }), words), '', words).trim()
}

/** `Damascus time (UTC+3)`, from the zone's city or by the name that the language has for it; `UTC` for UTC itself. */
function withZone(at: DateTime, moment: string, { language, say }: Words): string {
  if (at.zoneName === 'UTC' || at.zoneName === 'Etc/UTC') return say('time.utc', { moment })
  const offset = at.toFormat('Z').replace(/:00$/, '').replace('-', '−')
  const city = at.zoneName?.split('/').at(-1)?.replaceAll('_', ' ') ?? ''
  const zone = zonesIn(language.locale, at.zoneName ?? 'UTC')
    .formatToParts(at.toJSDate())
    .find(({ type }) => type === 'timeZoneName')?.value
  return say('time.zoned', {
    moment,
    place: say('time.place', { city, zone: zone ?? city }),
    offset,
  })
}

const zones = new Map<string, Intl.DateTimeFormat>()

/** Made once for each language and zone: one takes longer to make than a page's times to say. */
function zonesIn(locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`
  const known = zones.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'shortGeneric' })
  zones.set(key, made)
  return made
}
