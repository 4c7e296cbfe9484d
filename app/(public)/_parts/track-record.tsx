import { useFormatter, useTranslations } from 'next-intl'
import { StatusMark } from '@/app/_ui/status-mark'
import { useHref } from '@/app/(public)/_parts/href'
import { At } from '@/app/(public)/_parts/texts'
import { LEAST_FOR_SHARES, lagTo, trackRecord } from '@/lib/site/track-record'
import type { SourcePage } from '@/lib/site/views'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** How a source's claims fared: counts that lead to the claims behind them, and how long a verdict took. */
export function TrackRecord({ source }: { source: SourcePage }) {
  const t = useTranslations('trackRecord')
  const status = useTranslations('status')
  const format = useFormatter()
  const href = useHref()
  const { judged, byStatus, lag } = trackRecord(source.judged)
  if (judged === 0) return <p className="empty">{t('none')}</p>
  return (
    <div className="track-record">
      <table className="track-record-counts">
        <caption>{t('caption', { judged })}</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t('status')}</th>
            <th scope="col">{t('claims')}</th>
            <th scope="col">{t('share')}</th>
          </tr>
        </thead>
        <tbody>
          {byStatus.map((each) => (
            <tr key={each.status}>
              <th scope="row">
                <StatusMark status={each.status} />
              </th>
              <td>
                <a
                  href={`${href('/claims')}?source=${source.slug}&status=${each.status}`}
                  aria-label={t('behind', {
                    count: each.count,
                    status: status(each.status),
                  })}
                >
                  {format.number(each.count)}
                </a>
              </td>
              <td className="track-record-share">
                {each.share === null ? '' : format.number(each.share, { style: 'percent' })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="faint">
        {judged < LEAST_FOR_SHARES
          ? t('tooFew', { least: LEAST_FOR_SHARES })
          : t('enough', { least: LEAST_FOR_SHARES })}
      </p>
      {lag ? (
        <details className="track-record-lag">
          <summary>
            {lag.of === 1
              ? t('lagOfOne', { lag: duration(lag.median) })
              : t('lag', {
                  median: duration(lag.median),
                  least: duration(lag.least),
                  most: duration(lag.most),
                })}
          </summary>
          <p className="faint">{t('lagMeaning')}</p>
          <ul>
            {source.judged.map((each) => {
              const own = lagTo(each)
              return (
                <li key={each.slug}>
                  <a href={href(`/claims/${each.slug}`)}>
                    <bdi>{each.proposition}</bdi>
                  </a>{' '}
                  <span className="faint">
                    {t('judged')} <At iso={each.judgedAt} />
                    {own === null ? `; ${t('lagUnknown')}` : `; ${duration(own)}`}
                  </span>
                </li>
              )
            })}
          </ul>
        </details>
      ) : null}
    </div>
  )

  /** In the largest unit of which there are two. */
  function duration(milliseconds: number): string {
    if (milliseconds < HOUR) return t('minutes', { n: Math.round(milliseconds / 60_000) })
    if (milliseconds < 2 * DAY) return t('hours', { n: Math.round(milliseconds / HOUR) })
    return t('days', { n: Math.round(milliseconds / DAY) })
  }
}
