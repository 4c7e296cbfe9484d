import { useTranslations } from 'next-intl'
import type { CSSProperties } from 'react'
import { StatusMark } from '@/app/_ui/status-mark'
import { useHref, usePageLanguage } from '@/app/(public)/_parts/href'
import { SourceLink } from '@/app/(public)/_parts/texts'
import { placeNameIn } from '@/lib/names/display'
import { draw, type Marked, type Standing } from '@/lib/site/map/draw'
import { HIGH, WIDE } from '@/lib/site/map/frame'
import { gatherPlaces, type MapClaim, type StoryPlace } from '@/lib/site/map/gather'
import { areaOf, knownProvince } from '@/lib/site/map/known'
import { FINE } from '@/lib/site/map/trace'
import type { StoryPage } from '@/lib/site/views'

type Claim = MapClaim & { claimant: StoryPage['claims'][number]['claimant'] }
type Translate = ReturnType<typeof useTranslations<'map'>>

/** The places of a story and what is said of them, drawn, and again in words below. */
export function StoryMap({ claims, contradictions }: Pick<StoryPage, 'claims' | 'contradictions'>) {
  const t = useTranslations('map')
  const { code, locale } = usePageLanguage()
  const placed: Claim[] = claims.map(({ slug, proposition, status, claimant, place, point }) => ({
    slug,
    proposition,
    status,
    claimant,
    place: place
      ? { name: place, latitude: point?.latitude ?? null, longitude: point?.longitude ?? null }
      : null,
  }))
  const { places, nowhere } = gatherPlaces(placed, contradictions, knownProvince)
  if (places.length === 0) return null
  const nameOf = ({ name, point, area }: Pick<StoryPlace<Claim>, 'name' | 'point' | 'area'>) => {
    const found = placeNameIn(code, name, point?.latitude, point?.longitude)
    const province = area ? areaOf(area)[0]?.properties : undefined
    const isForeign = /[\u0621-\u06d3]/.test(name) !== (code === 'ar')
    return found ?? (isForeign && province ? (code === 'ar' ? province.ar : province.en) : name)
  }
  const drawing = draw(places, {
    language: code,
    unit: new Intl.Locale(locale).maximize().region === 'US' ? 'mi' : 'km',
    nameOf,
    moreOf: (name, more) => (more > 0 ? t('andMore', { place: name, n: more }) : name),
  })
  const onMap = places.filter(({ point }) => point !== null)
  const offMap = places.filter(({ point }) => point === null)
  const count = (of: StoryPlace<Claim>[]) =>
    of.reduce((sum, { sayings }) => sum + sayings.length, 0)
  return (
    <section className="story-map" aria-labelledby="map">
      <h2 id="map">{t('title')}</h2>
      {onMap.length > 0 ? (
        <figure className="map-figure">
          <div className="map-frame" dir="ltr">
            <svg
              className="map-land"
              viewBox={`0 0 ${WIDE * FINE} ${HIGH * FINE}`}
              width="0"
              height="0"
              role="img"
              aria-label={t('summary', { places: onMap.length, claims: count(onMap) })}
            >
              <path className="map-ground" vectorEffect="non-scaling-stroke" d={drawing.land} />
              <path className="map-area" vectorEffect="non-scaling-stroke" d={drawing.areas} />
              <path className="map-rivers" vectorEffect="non-scaling-stroke" d={drawing.rivers} />
              <path className="map-lakes" vectorEffect="non-scaling-stroke" d={drawing.lakes} />
              <path
                className="map-provinces"
                vectorEffect="non-scaling-stroke"
                d={drawing.provinceBorders}
              />
              <path className="map-borders" vectorEffect="non-scaling-stroke" d={drawing.borders} />
              {(['narrow', 'broad'] as const).map((size) => (
                <path
                  key={size}
                  className={`map-leaders map-${size}`}
                  vectorEffect="non-scaling-stroke"
                  d={leaders(drawing.marks, size)}
                />
              ))}
            </svg>
            <div className="map-names" hidden inert>
              {drawing.names.map(({ id, name, kind, x, y, narrow, broad }) => (
                <span
                  key={id}
                  className={`map-name map-${kind}${narrow ? '' : ' map-broad'}${broad ? '' : ' map-narrow'}`}
                  dir="auto"
                  style={{ '--x': percent(x), '--y': percent(y) } as CSSProperties}
                >
                  {name}
                </span>
              ))}
              {drawing.dots.map(({ x, y }) => (
                <i
                  key={`${x} ${y}`}
                  className="map-dot"
                  style={{ '--x': percent(x), '--y': percent(y) } as CSSProperties}
                />
              ))}
              {drawing.scale.unit !== 'none' ? (
                <span className="map-scale" dir="auto">
                  {t(drawing.scale.unit === 'km' ? 'kilometres' : 'miles', {
                    n: drawing.scale.length,
                  })}
                  <i
                    style={{ '--long': (drawing.scale.width / WIDE).toFixed(4) } as CSSProperties}
                  />
                </span>
              ) : null}
            </div>
            <ul className="map-marks">
              {drawing.marks.map((mark) => (
                <MapMark key={mark.place.key} mark={mark} t={t} />
              ))}
            </ul>
          </div>
          <figcaption className="map-caption">
            <p>{t('howToRead')}</p>
            <p>{t('source')}</p>
          </figcaption>
        </figure>
      ) : null}
      <div className="map-list">
        <h3>{t('list')}</h3>
        <PlaceList places={onMap} nameOf={nameOf} t={t} />
        {offMap.length > 0 || nowhere.length > 0 ? (
          <>
            <h3>{t('notOnMap')}</h3>
            <PlaceList places={offMap} nameOf={nameOf} t={t} />
            {nowhere.length > 0 ? (
              <p className="note">{t('nowhere', { n: nowhere.length })}</p>
            ) : null}
          </>
        ) : null}
      </div>
    </section>
  )
}

function MapMark({
  mark: { place, more, tally, sides, name, narrow, broad },
  t,
}: {
  mark: Marked<Claim>
  t: Translate
}) {
  const words = useTranslations('status')
  const said = tally.map(({ status, count }) => `${count} ${words(status)}`).join(', ')
  const classes = [
    'map-mark',
    sides ? 'map-split' : '',
    narrow ? '' : 'map-broad',
    broad ? '' : 'map-narrow',
    narrow && narrow.size > 0 ? 'map-bare-narrow' : '',
    broad && broad.size > 0 ? 'map-bare-broad' : '',
  ]
  return (
    <li
      className={classes.filter(Boolean).join(' ')}
      style={{ ...placing(narrow, 'n'), ...placing(broad, 'b') } as CSSProperties}
    >
      <a
        href={`#${place.key}`}
        dir="auto"
        aria-label={t(sides ? 'markContested' : 'mark', {
          place: name,
          n: [place, ...more].reduce((sum, { sayings }) => sum + sayings.length, 0),
          statuses: said,
        })}
      >
        {sides ? (
          <span className="map-sides">
            <StatusMark status={sides.says.status} hasWord={false} />
            <StatusMark status={sides.denies.status} hasWord={false} />
          </span>
        ) : (
          tally.map(({ status, count }) => (
            <span key={status} className="map-tally">
              <StatusMark status={status} hasWord={false} />
              {count > 1 ? t('count', { n: count }) : null}
            </span>
          ))
        )}
        <bdi className="map-place">{name}</bdi>
      </a>
    </li>
  )
}

function PlaceList({
  places,
  nameOf,
  t,
}: {
  places: StoryPlace<Claim>[]
  nameOf: (place: StoryPlace<Claim>) => string
  t: Translate
}) {
  const href = useHref()
  if (places.length === 0) return null
  return (
    <ul className="map-places">
      {places.map((place) => (
        <li key={place.key}>
          <details>
            <summary>
              <h4>
                <bdi>{nameOf(place)}</bdi>
              </h4>
              <Tally tally={place.tally} />
              <span className="faint">
                {t('claims', { n: place.sayings.length })}
                {place.area ? ` · ${t('area')}` : ''}
              </span>
            </summary>
            {/* Whoever comes from the map has the entry opened by the browser, as what is meant lies within it. */}
            <ul id={place.key}>
              {place.sayings.map(({ claim, against }) => (
                <li key={claim.slug} className="map-saying">
                  <p className="map-who">
                    <SourceLink source={claim.claimant} /> {t('says')}
                  </p>
                  <p>
                    <a href={href(`/claims/${claim.slug}`)}>{claim.proposition}</a>{' '}
                    <StatusMark status={claim.status} />
                  </p>
                  {against.map((counter) => (
                    <p key={counter.slug} className="map-against">
                      <SourceLink source={counter.claimant} /> {t('denies')}{' '}
                      <a href={href(`/claims/${counter.slug}`)}>{counter.proposition}</a>{' '}
                      <StatusMark status={counter.status} />
                    </p>
                  ))}
                </li>
              ))}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  )
}

function Tally({ tally }: { tally: StoryPlace<Claim>['tally'] }) {
  const t = useTranslations('story')
  const map = useTranslations('map')
  const words = useTranslations('statusInText')
  return (
    <span className="map-counts">
      {tally.map(({ status, count }) => (
        <span key={status} className="map-tally">
          <StatusMark status={status} hasWord={false} />
          <span className="map-count" hidden inert>
            {count > 1 ? map('count', { n: count }) : null}
          </span>
          <span className="visually-hidden">{t('part', { n: count, status: words(status) })} </span>
        </span>
      ))}
    </span>
  )
}

function percent(part: number): string {
  return `${(part * 100).toFixed(2)}%`
}

function placing(at: Standing | null, of: 'n' | 'b'): Record<string, string> {
  if (!at) return {}
  return {
    [`--${of}x`]: percent(at.x),
    [`--${of}y`]: percent(at.y),
    [`--${of}t`]: `${-100 * at.hold.x}% ${-100 * at.hold.y}%`,
  }
}

/** Lines from the places to marks that had to stand apart. */
function leaders(marks: Marked<Claim>[], size: 'narrow' | 'broad'): string {
  return marks
    .flatMap(({ x, y, [size]: at }) => {
      if (!at?.isAway) return []
      const [fromX, fromY] = [Math.round(x * WIDE * FINE), Math.round(y * HIGH * FINE)]
      return [
        `M${fromX} ${fromY}L${Math.round(at.x * WIDE * FINE)} ${Math.round(at.y * HIGH * FINE)}`,
      ]
    })
    .join('')
}
