import { useTranslations } from 'next-intl'
import { StatusMark } from '@/app/_ui/status-mark'
import { useHref } from '@/app/(public)/_parts/href'
import { Name, SourceLink } from '@/app/(public)/_parts/texts'
import type { RelationType } from '@/lib/relations/schema'
import { facing, type Spot } from '@/lib/site/story/facing'
import { twoSides } from '@/lib/site/story/sides'
import type { StoryClaim, StoryPage, StoryRelation } from '@/lib/site/views'

type Known = Map<string, StoryClaim>

/**
 * The claims of the two sides facing each other, with a line for whatever one has to do with another. Rows are of one
 * height, so the lines meet the claims whatever these say. Under each claim its lines stand in words; where there is no
 * room for two columns the pairs stand below each other instead.
 */
export function TwoSides({ story }: { story: StoryPage }) {
  const t = useTranslations('twoSides')
  const { claims, relations } = story
  if (relations.length === 0) return null
  const known: Known = new Map(claims.map((claim) => [claim.slug, claim]))
  const { rows, at, ...sides } = facing(twoSides(claims, relations), relations)
  const types = [...new Set(relations.map(({ type }) => type))]
  return (
    <section aria-labelledby="against" className="story-part">
      <div className="story-part-head">
        <h2 id="against">{t('title')}</h2>
        <p className="note facing-lead">{t('lead')}</p>
      </div>
      <div className="facing">
        <Legend types={types} />
        <div className="facing-grid">
          <Lines relations={relations} rows={rows} at={at} />
          {(['first', 'second'] as const).map((side) => (
            <ul
              key={side}
              className={`facing-side facing-side--${side}`}
              aria-label={t(side)}
              style={{ gridTemplateRows: `repeat(${rows}, 1fr)` }}
            >
              {sides[side].map((claim) => (
                <li
                  key={claim.slug}
                  className={`status--${claim.status}`}
                  style={{ gridRow: (at.get(claim.slug)?.row ?? 0) + 1 }}
                >
                  <Stated claim={claim} relations={relations} known={known} />
                </li>
              ))}
            </ul>
          ))}
        </div>
      </div>
      <Pairs story={story} known={known} />
    </section>
  )
}

function Stated({
  claim,
  relations,
  known,
}: {
  claim: StoryClaim
  relations: StoryRelation[]
  known: Known
}) {
  const t = useTranslations('twoSides')
  const href = useHref()
  return (
    <div className="stated">
      <p className="stated-who">
        <SourceLink source={claim.claimant} /> <StatusMark status={claim.status} />
      </p>
      <p className="stated-what">
        <a href={href(`/claims/${claim.slug}`)}>
          <bdi>{claim.proposition}</bdi>
        </a>
      </p>
      <ul className="stated-lines">
        {linesOf(claim.slug, relations).map(({ type, direction, others }) => (
          <li key={`${type}${direction}`}>
            {t(`relation.${type}.${direction}`)}{' '}
            {others.map((slug, index) => {
              const other = known.get(slug)
              const isNamed = others
                .slice(0, index)
                .some((before) => known.get(before)?.claimant.slug === other?.claimant.slug)
              return other ? (
                <span key={slug} className={isNamed ? 'visually-hidden' : undefined}>
                  {index > 0 ? t('comma') : null}
                  <Name of={other.claimant} />
                  <span className="visually-hidden">
                    {' '}
                    (<bdi>{other.proposition}</bdi>)
                  </span>
                </span>
              ) : null
            })}
          </li>
        ))}
      </ul>
    </div>
  )
}

type Line = { type: RelationType; direction: 'from' | 'to'; others: string[] }

function linesOf(slug: string, relations: StoryRelation[]): Line[] {
  const lines = new Map<string, Line>()
  for (const { type, from, to } of relations) {
    const direction = from === slug ? 'from' : to === slug ? 'to' : null
    if (!direction) continue
    const key = `${type} ${direction}`
    const line = lines.get(key) ?? { type, direction, others: [] }
    line.others.push(direction === 'from' ? to : from)
    lines.set(key, line)
  }
  return [...lines.values()]
}

function Legend({ types }: { types: RelationType[] }) {
  const t = useTranslations('twoSides')
  return (
    <ul className="facing-legend" aria-label={t('legend')}>
      {types.map((type) => (
        <li key={type}>
          <svg viewBox="0 0 36 8" width="36" height="8" aria-hidden="true">
            <path className={`line line--${type}`} d="M0 4h36" />
          </svg>
          {t(`relation.${type}.name`)}
        </li>
      ))}
    </ul>
  )
}

/** Drawn for reading from left to right; the style sheet turns them round for the other direction. */
function Lines({
  relations,
  rows,
  at,
}: {
  relations: StoryRelation[]
  rows: number
  at: Map<string, Spot>
}) {
  return (
    <svg
      className="facing-lines"
      viewBox={`0 0 100 ${rows * 10}`}
      preserveAspectRatio="none"
      width="0"
      height="0"
      aria-hidden="true"
    >
      {relations.map(({ type, from, to }) => {
        const [one, other] = [at.get(from), at.get(to)]
        return one && other ? (
          <path
            key={`${type} ${from} ${to}`}
            className={`line line--${type}`}
            vectorEffect="non-scaling-stroke"
            d={curve(one, other)}
          />
        ) : null
      })}
    </svg>
  )
}

function curve(one: Spot, other: Spot): string {
  const x = (spot: Spot) => (spot.side === 'first' ? 0 : 100)
  const y = (spot: Spot) => spot.row * 10 + 5
  if (one.side === other.side) {
    // The further apart, the further out, so that the lines of one side can be told apart.
    const out = Math.min(60, 12 + 4 * Math.abs(one.row - other.row))
    const bow = one.side === 'first' ? out : 100 - out
    return `M${x(one)} ${y(one)}C${bow} ${y(one)} ${bow} ${y(other)} ${x(other)} ${y(other)}`
  }
  return `M${x(one)} ${y(one)}C50 ${y(one)} 50 ${y(other)} ${x(other)} ${y(other)}`
}

/** Who says what, and who denies it, one pair after the other. */
function Pairs({ story, known }: { story: StoryPage; known: Known }) {
  const t = useTranslations('twoSides')
  const board = useTranslations('board')
  const denied = new Map<string, StoryClaim[]>()
  for (const { claim, counterclaim } of story.contradictions) {
    const denials = denied.get(claim.slug) ?? []
    denials.push(counterclaim)
    denied.set(claim.slug, denials)
  }
  const others = story.relations.filter(({ type }) => type !== 'counters')
  return (
    <div className="pairs">
      <ul aria-label={t('pairs')}>
        {[...denied].map(([slug, denials]) => {
          const claim = known.get(slug)
          return claim ? (
            <li key={slug}>
              <Said claim={claim} verb="says" />
              <ul>
                {denials.map((denial) => (
                  <li key={denial.slug}>
                    <Said claim={denial} verb="deniedBy" />
                  </li>
                ))}
              </ul>
            </li>
          ) : null
        })}
      </ul>
      {others.length > 0 ? (
        <details className="pairs-also">
          <summary>
            <h3>{t('also')}</h3>{' '}
            <span className="board-count">{board('count', { n: others.length })}</span>
          </summary>
          <ul>
            {others.map(({ type, from, to }) => {
              const [one, other] = [known.get(from), known.get(to)]
              return one && other ? (
                <li key={`${type} ${from} ${to}`}>
                  <Said claim={one} verb="says" />
                  <p className="pairs-relation">{t(`relation.${type}.name`)}</p>
                  <Said claim={other} verb="says" />
                </li>
              ) : null
            })}
          </ul>
        </details>
      ) : null}
    </div>
  )
}

function Said({ claim, verb }: { claim: StoryClaim; verb: 'says' | 'deniedBy' }) {
  const t = useTranslations('twoSides')
  const href = useHref()
  return (
    <div className="pairs-said">
      <p className="stated-who">
        <span>{t.rich(verb, { name: () => <SourceLink source={claim.claimant} /> })}</span>
        <StatusMark status={claim.status} />
      </p>
      <p className="stated-what">
        <a href={href(`/claims/${claim.slug}`)}>
          <bdi>{claim.proposition}</bdi>
        </a>
      </p>
    </div>
  )
}
