import { useTranslations } from 'next-intl'
import { StatusMark } from '@/app/_ui/status-mark'
import { useHref } from '@/app/(public)/_parts/href'
import { Name } from '@/app/(public)/_parts/texts'
import type { ClaimPage, OtherClaim } from '@/lib/site/views'

type Neighbour = OtherClaim & { type: 'counters' | ClaimPage['related'][number]['type'] }

/** The claim in the middle, those against it on one side, those that bear on it otherwise on the other. */
export function Neighbourhood({ claim }: { claim: ClaimPage }) {
  const t = useTranslations('twoSides')
  const against = claim.counterclaims.map((other): Neighbour & { direction: 'to' } => ({
    ...other,
    type: 'counters',
    direction: 'to',
  }))
  const others = claim.related
  if (against.length + others.length < 2) return null
  const rows = Math.max(against.length, others.length, 1)
  const only =
    others.length === 0 ? ' nearby-grid--second' : against.length === 0 ? ' nearby-grid--first' : ''
  return (
    <section aria-labelledby="nearby" className="nearby">
      <h2 id="nearby">{t('nearby')}</h2>
      <div className={`nearby-grid${only}`} style={{ gridTemplateRows: `repeat(${rows}, 1fr)` }}>
        <Side of={others} rows={rows} side="first" />
        <p className={`nearby-self status--${claim.status}`} style={{ gridRow: `1 / ${rows + 1}` }}>
          <b>
            <Name of={claim.claimant} />
          </b>{' '}
          <bdi>{claim.proposition}</bdi> <StatusMark status={claim.status} />
        </p>
        <Side of={against} rows={rows} side="second" />
      </div>
    </section>
  )
}

function Side({
  of,
  rows,
  side,
}: {
  of: (Neighbour & { direction: 'from' | 'to' })[]
  rows: number
  side: 'first' | 'second'
}) {
  const t = useTranslations('twoSides')
  const href = useHref()
  const rowOf = (index: number) => Math.floor(((index + 0.5) * rows) / of.length)
  if (of.length === 0) return null
  return (
    <>
      <svg
        className={`facing-lines nearby-lines--${side}`}
        style={{ gridRow: `1 / ${rows + 1}` }}
        viewBox={`0 0 100 ${rows * 10}`}
        preserveAspectRatio="none"
        width="0"
        height="0"
        aria-hidden="true"
      >
        {of.map(({ type, direction, slug }, index) => {
          const [from, to] = side === 'first' ? [0, 100] : [100, 0]
          const [y, middle] = [rowOf(index) * 10 + 5, rows * 5]
          return (
            <path
              key={`${type} ${direction} ${slug}`}
              className={`line line--${type}`}
              vectorEffect="non-scaling-stroke"
              d={`M${from} ${y}C50 ${y} 50 ${middle} ${to} ${middle}`}
            />
          )
        })}
      </svg>
      <ul
        className={`nearby-side nearby-side--${side}`}
        style={{ gridRow: `1 / ${rows + 1}`, gridTemplateRows: `repeat(${rows}, 1fr)` }}
        aria-label={t(side === 'second' ? 'against' : 'bearing')}
      >
        {of.map(({ type, direction, slug, proposition, status, claimant }, index) => (
          <li key={`${type} ${direction} ${slug}`} style={{ gridRow: rowOf(index) + 1 }}>
            {/* A contradiction holds from both ends, whichever was filed against the other. */}
            <span className="faint">
              {type === 'counters' ? t('otherwise') : t(`relation.${type}.${direction}`)}
            </span>{' '}
            <b>
              <Name of={claimant} />
            </b>{' '}
            <a href={href(`/claims/${slug}`)}>
              <bdi>{proposition}</bdi>
            </a>{' '}
            <StatusMark status={status} />
          </li>
        ))}
      </ul>
    </>
  )
}
