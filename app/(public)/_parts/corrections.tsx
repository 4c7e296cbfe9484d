import { StatusMark } from '@/app/_ui/status-mark'
import { At, SourceLink } from '@/app/(public)/_parts/texts'
import { comparisonPath } from '@/lib/site/notes'
import type { Correction } from '@/lib/site/views'

/** What we had wrong or took back, by year, newest first. */
export function Corrections({ items }: { items: Correction[] }) {
  return byYear(items).map(({ year, corrections }) => (
    <section key={year} aria-labelledby={`in-${year}`} className="corrections-year">
      <h2 id={`in-${year}`}>{year}</h2>
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
  const isWithdrawal = correction.what === 'withdrawn'
  return (
    <article className="correction">
      <p className="correction-what">
        <b>{isWithdrawal ? 'Withdrawal' : 'Correction'}</b> <At iso={correction.at} />
      </p>
      <h3 className="claim-item-title">
        <a href={`/claims/${correction.slug}`}>{correction.proposition}</a>
      </h3>
      <Said correction={correction} />
      {correction.note ? <p className="correction-why">{correction.note}</p> : null}
      {isWithdrawal ? null : (
        <p className="meta">
          {correction.claimant ? (
            <span>
              Claimed by <SourceLink source={correction.claimant} />
            </span>
          ) : null}
          {correction.story ? (
            <a href={`/stories/${correction.story.slug}`}>{correction.story.title}</a>
          ) : null}
          {correction.number ? (
            <a href={comparisonPath(correction.slug, correction.number)}>What we changed</a>
          ) : null}
        </p>
      )}
    </article>
  )
}

/** What we had said, what we said instead, and where it stands since, where that is another thing again. */
function Said({ correction }: { correction: Correction }) {
  const { before, status, now } = correction
  return (
    <dl className="correction-said">
      {before ? (
        <div>
          <dt>We had said</dt>
          <dd>
            <StatusMark status={before} />
          </dd>
        </div>
      ) : null}
      <div>
        <dt>{correction.what === 'withdrawn' ? 'We now say' : 'We said instead'}</dt>
        <dd>
          {correction.what === 'withdrawn' ? (
            <b>Nothing; the claim is withdrawn</b>
          ) : (
            <>
              <StatusMark status={status} />
              {before === status ? <span className="faint"> for other reasons</span> : null}
            </>
          )}
        </dd>
      </div>
      {now && now !== status ? (
        <div>
          <dt>It now stands at</dt>
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
