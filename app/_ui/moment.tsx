import { DateTime } from 'luxon'
import { useLocale, useTranslations } from 'next-intl'
import type { KnownTime } from '@/lib/time'

/** Months and numerals of the page's language. */
function useClock(): (at: Date, zone: string) => DateTime {
  const { language, numberingSystem } = new Intl.Locale(useLocale())
  return (at, zone) =>
    DateTime.fromJSDate(at, { zone }).reconfigure({
      locale: language,
      numberingSystem: (numberingSystem ?? 'latn') as 'latn',
    })
}

/** A moment of our own record, to the minute and in UTC: the desk sits in many places. */
export function Moment({ at }: { at: Date }) {
  const t = useTranslations('ui.time')
  const utc = useClock()(at, 'utc')
  return <time dateTime={machine(at)}>{t('utc', { moment: utc.toFormat(t('minute')) })}</time>
}

/** How long ago, for lists where only that matters; the moment itself is in the tooltip and the attribute. */
export function Ago({ at, now }: { at: Date; now: Date }) {
  const t = useTranslations('ui.time')
  const utc = useClock()(at, 'utc')
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000)
  const words = () => {
    if (minutes < 1) return t('justNow')
    if (minutes < 60) return t('minutesAgo', { n: minutes })
    if (minutes < 48 * 60) return t('hoursAgo', { n: Math.floor(minutes / 60) })
    if (minutes < 60 * 24 * 60) return t('daysAgo', { n: Math.floor(minutes / 60 / 24) })
    return utc.toFormat(t('day'))
  }
  return (
    <time dateTime={machine(at)} title={t('utc', { moment: utc.toFormat(t('minute')) })}>
      {words()}
    </time>
  )
}

/** A moment that somebody else's words were said or published, as exactly as it is known and no more. */
export function Known({ time }: { time: KnownTime }) {
  const t = useTranslations('ui.time')
  const clock = useClock()
  if (time.at && time.zone) {
    const local = DateTime.fromJSDate(time.at, { zone: time.zone })
    return (
      <time dateTime={local.toISO() ?? undefined}>
        {t('zoned', {
          moment: clock(time.at, time.zone).toFormat(t('minute')),
          zone: time.zone,
          offset: local.toFormat('Z'),
        })}
      </time>
    )
  }
  const on = clock(time.on, 'utc')
  const [attribute, words] = {
    year: ['yyyy', t('year')],
    month: ['yyyy-MM', t('month')],
    day: ['yyyy-MM-dd', t('day')],
    minute: ['yyyy-MM-dd', t('day')],
  }[time.precision] as [string, string]
  return (
    <time dateTime={DateTime.fromJSDate(time.on, { zone: 'utc' }).toFormat(attribute)}>
      {on.toFormat(words)}
    </time>
  )
}

function machine(at: Date): string | undefined {
  return DateTime.fromJSDate(at, { zone: 'utc' }).toISO() ?? undefined
}
