import { DateTime } from 'luxon'
import type { Tick } from '@/lib/site/story/axis'
import { remembering } from '@/lib/words/remembered'
import { type KnownMoment, machineTime, type SaidTime } from '@/lib/words/say-time'
import type { Words } from '@/lib/words/words-of'

/** What stands at a tick of the axis: the hour, or the day, month or year that begins there. */
export function sayTick({ at, unit }: Tick, zone: string, words: Words): string {
  return inWords(DateTime.fromMillis(at, { zone }), words).toFormat(
    words.say(`timeline.${unit}Label`),
  )
}

/**
 * A moment of ours beside others of the same day: the hour alone where that day is said above, else the day with it,
 * and the year where it is another. In UTC, which is said once for all of them.
 */
export function sayBeside(iso: string, day: string, words: Words): SaidTime {
  const form = iso.startsWith(day)
    ? 'hour'
    : iso.startsWith(day.slice(0, 4))
      ? 'dayHour'
      : 'yearHour'
  return saidBeside(`${iso} ${form}`, words, () => {
    const at = inWords(DateTime.fromISO(iso, { zone: 'utc' }), words)
    return {
      words: at.toFormat(words.say(`board.${form}`)),
      machine: `${iso.slice(0, 19)}Z`,
    }
  })
}

const saidBeside = remembering<SaidTime>()

/** Several as one list, as the language joins them. */
export function sayList(
  items: string[],
  type: 'conjunction' | 'disjunction',
  words: Words,
): string {
  return new Intl.ListFormat(words.language.locale, { type }).format(items)
}

/** Months and numerals of the language. */
function inWords(at: DateTime, words: Words): DateTime {
  const { baseName, numberingSystem } = new Intl.Locale(words.language.locale)
  return at.reconfigure({
    locale: baseName,
    numberingSystem: (numberingSystem ?? 'latn') as 'latn',
  })
}

/** The minute on the clock that all share; null where no more than the day is known. */
export function sayHour(known: KnownMoment, zone: string, words: Words): SaidTime | null {
  const { precision, at } = known
  if (precision !== 'minute' || !at) return null
  return saidHour(`${at} ${known.zone} ${zone}`, words, () => ({
    words: inWords(DateTime.fromISO(at, { zone }), words).toFormat(words.say('timeline.hourLabel')),
    machine: machineTime(known),
  }))
}

const saidHour = remembering<SaidTime>()
