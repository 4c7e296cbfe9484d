import { DateTime } from 'luxon'
import type { KnownTime } from '@/lib/time'

/** A moment of our own record, to the minute and in UTC: the desk sits in many places. */
export function Moment({ at }: { at: Date }) {
  const utc = DateTime.fromJSDate(at, { zone: 'utc' })
  return <time dateTime={utc.toISO() ?? undefined}>{utc.toFormat('d LLL yyyy, HH:mm')} UTC</time>
}

/** How long ago, for lists where only that matters; the moment itself is in the tooltip and the attribute. */
export function Ago({ at, now }: { at: Date; now: Date }) {
  const utc = DateTime.fromJSDate(at, { zone: 'utc' })
  return (
    <time dateTime={utc.toISO() ?? undefined} title={`${utc.toFormat('d LLL yyyy, HH:mm')} UTC`}>
      {agoWords(at, now)}
    </time>
  )
}

function agoWords(at: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ago`
  if (minutes < 60 * 24 * 60) return `${Math.floor(minutes / 60 / 24)} days ago`
  return DateTime.fromJSDate(at, { zone: 'utc' }).toFormat('d LLL yyyy')
}

/** A moment that somebody else's words were said or published, as exactly as it is known and no more. */
export function Known({ time }: { time: KnownTime }) {
  const on = DateTime.fromJSDate(time.on, { zone: 'utc' })
  if (time.at && time.zone) {
    const local = DateTime.fromJSDate(time.at, { zone: time.zone })
    return (
      <time dateTime={local.toISO() ?? undefined}>
        {local.toFormat('d LLL yyyy, HH:mm')} {time.zone} (UTC{local.toFormat('Z')})
      </time>
    )
  }
  const [attribute, words] = {
    year: ['yyyy', 'yyyy'],
    month: ['yyyy-MM', 'LLLL yyyy'],
    day: ['yyyy-MM-dd', 'd LLL yyyy'],
    minute: ['yyyy-MM-dd', 'd LLL yyyy'],
  }[time.precision] as [string, string]
  return <time dateTime={on.toFormat(attribute)}>{on.toFormat(words)}</time>
}
