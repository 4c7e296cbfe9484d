import { useFormatter, useTranslations } from 'next-intl'
import { StatusMark } from '@/app/_ui/status-mark'
import { Apart } from '@/app/(public)/_parts/apart'
import { useHref } from '@/app/(public)/_parts/href'
import { At, Own, SourceLink } from '@/app/(public)/_parts/texts'
import { comparisonPath } from '@/lib/site/notes'
import type { Correction } from '@/lib/site/views'

/** What we had wrong or took back, by year, newest first. */
export function Corrections({ items }: { items: Correction[] }) {
  const { number } = useFormatter()
  return byYear(items).map(({ year, corrections }) => (
    <section key={year} aria-labelledby={`in-${year}`} className="corrections-year">
      <h2 id={`in-${year}`}>{number(Number(year), { useGrouping: false })}</h2>
      <ol className="corrections">
        {corrections.map((each) => (
          <li key={each.id}>
            <Item correction={each} />
          </li>
        ))}
      </ol>
    </section>
  ))
}

function Item({ correction }: { correction: Correction }) {
  const t = useTranslations('corrections')
  const href = useHref()
  const { claimant } = correction
  const isWithdrawal = correction.what === 'withdrawn'
  return (
    <article className="correction">
      <p className="correction-what">
        <b>{t(isWithdrawal ? 'withdrawal' : 'correction')}</b> <At iso={correction.at} />
      </p>
      <h3 className="claim-item-title">
        <a href={href(`/claims/${correction.slug}`)}>
          <Own text={correction.proposition} />
        </a>
      </h3>
      <Said correction={correction} />
      {correction.note ? (
        <p className="correction-why">
          <Own text={correction.note} />
        </p>
      ) : null}
      {isWithdrawal ? null : (
        <p className="meta">
          <Apart>
            {claimant ? (
              <span>{t.rich('claimedBy', { source: () => <SourceLink source={claimant} /> })}</span>
            ) : null}
            {correction.story ? (
              <a href={href(`/stories/${correction.story.slug}`)}>
                <Own text={correction.story.title} />
              </a>
            ) : null}
            {correction.number ? (
              <a href={href(comparisonPath(correction.slug, correction.number))}>
                {t('whatChanged')}
              </a>
            ) : null}
          </Apart>
        </p>
      )}
    </article>
  )
}

/** What we had said, what we said instead, and where it stands since, where that is another thing again. */
function Said({ correction }: { correction: Correction }) {
  const { before, status, now } = correction
  const t = useTranslations('corrections')
  return (
    <dl className="correction-said">
      {before ? (
        <div>
          <dt>{t('had')}</dt>
          <dd>
            <StatusMark status={before} />
          </dd>
        </div>
      ) : null}
      <div>
        <dt>{t(correction.what === 'withdrawn' ? 'now' : 'instead')}</dt>
        <dd>
          {correction.what === 'withdrawn' ? (
            <b>{t('nothing')}</b>
          ) : (
            <>
              <StatusMark status={status} />
              {before === status ? <span className="faint">{t('otherReasons')}</span> : null}
            </>
          )}
        </dd>
      </div>
      {now && now !== status ? (
        <div>
          <dt>{t('stands')}</dt>
          <dd>
            <StatusMark status={now} />
          </dd>
        </div>
      ) : null}
    </dl>
  )
}

function byYear(items: Correction[]): { year: string; corrections: Correction[] }[] {
  const years = new Map<string, Correction[]>()
  for (const each of items) {
    const year = each.at.slice(0, 4)
    years.set(year, [...(years.get(year) ?? []), each])
  }
  return [...years].map(([year, corrections]) => ({ year, corrections }))
}
