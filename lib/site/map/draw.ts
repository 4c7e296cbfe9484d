import { type GeoProjection, geoPath } from 'd3-geo'
import { arrange, type Box, boxAt, type Hold, type Placed, type Sheet, settle } from './arrange'
import { baseMap } from './base-map'
import { frameOf, HIGH, type ScaleBar, scaleBar, sightOf, WIDE } from './frame'
import type { MapClaim, Point, StoryPlace } from './gather'
import { areaOf } from './known'
import { type Cap, capsMeet, inSight } from './sight'
import { trace } from './trace'

/** The narrowest maps of the two layouts: a phone's, and a column's from 40rem on. */
export const NARROW: Sheet = { width: 288, height: (288 * HIGH) / WIDE }
export const BROAD: Sheet = { width: 624, height: (624 * HIGH) / WIDE }

export type Standing = { x: number; y: number; hold: Hold; size: number; isAway: boolean }

export type Marked<C extends MapClaim> = {
  /** The weightiest of the places that share the mark; the others are too near to be told apart. */
  place: StoryPlace<C>
  more: StoryPlace<C>[]
  tally: StoryPlace<C>['tally']
  sides: StoryPlace<C>['sides']
  name: string
  x: number
  y: number
  narrow: Standing | null
  broad: Standing | null
}

export type LandName = {
  id: string
  name: string
  kind: 'country' | 'province'
  x: number
  y: number
  narrow: boolean
  broad: boolean
}

export type Drawing<C extends MapClaim> = {
  land: string
  lakes: string
  rivers: string
  borders: string
  provinceBorders: string
  areas: string
  dots: { x: number; y: number }[]
  marks: Marked<C>[]
  names: LandName[]
  scale: ScaleBar
}

/** Nearer than this, in parts of the map's width, and two dots are one. */
const APART = 0.035

type Spot<C extends MapClaim> = { place: StoryPlace<C>; name: string; x: number; y: number }

/** Places too near to each other for a mark each share one; an area keeps its own. */
function grouped<C extends MapClaim>(spots: Spot<C>[]) {
  const groups: Spot<C>[][] = []
  for (const spot of spots) {
    const group =
      spot.place.area === null
        ? groups.find(
            ([first]) =>
              first &&
              first.place.area === null &&
              Math.hypot(first.x - spot.x, first.y - spot.y) < APART,
          )
        : undefined
    if (group) group.push(spot)
    else groups.push([spot])
  }
  return groups.flatMap(([first, ...others]) => {
    if (!first) return []
    const more = others.map(({ place }) => place)
    const counts = new Map<StoryPlace<C>['tally'][number]['status'], number>()
    for (const { tally } of [first.place, ...more])
      for (const { status, count } of tally) counts.set(status, (counts.get(status) ?? 0) + count)
    const tally = [...counts]
      .map(([status, count]) => ({ status, count }))
      .sort((one, other) => other.count - one.count)
    const sides = first.place.sides ?? more.find(({ sides }) => sides !== null)?.sides ?? null
    return [{ ...first, more, tally, sides }]
  })
}

export type Wording = {
  moreOf: (name: string, more: number) => string
  language: string
  unit: 'km' | 'mi'
  nameOf: (place: Pick<StoryPlace<MapClaim>, 'name' | 'point' | 'area'>) => string
}

type Ground = Pick<
  Drawing<MapClaim>,
  'land' | 'lakes' | 'rivers' | 'borders' | 'provinceBorders'
> & {
  projection: GeoProjection
  candidates: Candidate[]
}

/** The land under stories drawn lately, by their places: it takes ten times as long as all that stands on it. */
const drawnLately = new Map<string, Ground>()
const MOST_GROUNDS = 64

function groundUnder(points: Point[], language: string): Ground {
  const key = JSON.stringify([language, points])
  const known = drawnLately.get(key) ?? drawGround(points, language)
  drawnLately.delete(key)
  drawnLately.set(key, known)
  const [oldest] = drawnLately.keys()
  if (drawnLately.size > MOST_GROUNDS && oldest !== undefined) drawnLately.delete(oldest)
  return known
}

function drawGround(points: Point[], language: string): Ground {
  const projection = frameOf(points)
  const sight = sightOf(projection)
  const speck = 1.2 / projection.scale()
  const base = baseMap()
  return {
    projection,
    candidates: landNames(projection, sight, language),
    land: trace(projection, inSight(base.land, sight, speck)),
    lakes: trace(projection, inSight(base.lakes, sight, speck)),
    rivers: trace(projection, inSight(base.rivers, sight, speck), { stray: 2 }),
    borders: trace(projection, inSight(base.borders, sight, speck)),
    provinceBorders:
      projection.scale() > 900
        ? trace(projection, inSight(base.provinceBorders, sight, speck), { stray: 2.5 })
        : '',
  }
}

/** Everything that is drawn of the places that have a point. */
export function draw<C extends MapClaim>(places: StoryPlace<C>[], words: Wording): Drawing<C> {
  const shown = places.filter(
    (place): place is StoryPlace<C> & { point: NonNullable<StoryPlace<C>['point']> } =>
      place.point !== null,
  )
  const { projection, candidates, ...ground } = groundUnder(
    shown.map(({ point: { latitude, longitude } }) => ({ latitude, longitude })),
    words.language,
  )
  const spots = shown.flatMap((place) => {
    const at = projection([place.point.longitude, place.point.latitude])
    return at ? [{ place, name: words.nameOf(place), x: at[0] / WIDE, y: at[1] / HIGH }] : []
  })
  const groups = grouped(spots)
  const on = (sheet: Sheet) =>
    arrange(
      groups.map(({ place, name, x, y, more, tally, sides }) => ({
        id: place.key,
        x,
        y,
        sizes: sizesOf(tally, sides !== null, words.moreOf(name, more.length)),
      })),
      sheet,
      // The scale bar's corner.
      [{ left: 0, top: sheet.height - 34, right: 112, bottom: sheet.height }],
      spots.filter(({ place }) => place.area === null),
    )
  const [narrow, broad] = [on(NARROW), on(BROAD)]
  const standing = (placed: Placed[], id: string): Standing | null => {
    const found = placed.find((each) => each.id === id)
    return found
      ? { x: found.x, y: found.y, hold: found.hold, size: found.size, isAway: found.isAway }
      : null
  }
  const dots = (sheet: Sheet): Box[] =>
    spots.map(({ x, y }) => boxAt(x * sheet.width, y * sheet.height, 6))
  const kept = (sheet: Sheet, placed: Placed[], most: 'country' | 'province') =>
    new Set(
      settle(
        candidates
          .filter(({ kind, room }) => (kind === 'country' || most === 'province') && room > 0)
          .map(({ id, name, kind, x, y }) => ({
            id,
            x,
            y,
            width: widthOf(name, kind === 'country' ? 13.5 : 12, kind === 'country' ? 1.1 : 0),
            height: 24,
          })),
        sheet,
        [
          ...dots(sheet),
          ...placed.map(({ box }) => box),
          { left: 0, top: sheet.height - 34, right: 112, bottom: sheet.height },
        ],
      ),
    )
  const [onNarrow, onBroad] = [kept(NARROW, narrow, 'country'), kept(BROAD, broad, 'province')]
  return {
    ...ground,
    areas: trace(
      projection,
      shown.flatMap(({ area }) => (area ? areaOf(area).map(({ geometry }) => geometry) : [])),
    ),
    dots: spots.filter(({ place }) => place.area === null).map(({ x, y }) => ({ x, y })),
    marks: groups.map(({ place, name, more, tally, sides, x, y }) => ({
      place,
      more,
      tally,
      sides,
      name: words.moreOf(name, more.length),
      x,
      y,
      narrow: standing(narrow, place.key),
      broad: standing(broad, place.key),
    })),
    names: candidates
      .filter(({ id }) => onNarrow.has(id) || onBroad.has(id))
      .map(({ id, name, kind, x, y }) => ({
        id,
        name,
        kind,
        x,
        y,
        narrow: onNarrow.has(id),
        broad: onBroad.has(id),
      })),
    scale: scaleBar(projection, words.unit),
  }
}

/** Generous: no face that stands in for ours may spill over. */
function widthOf(text: string, size: number, spacing = 0): number {
  let em = 0
  for (const letter of text)
    em += /[A-ZMWmw]/.test(letter)
      ? 0.78
      : /[il.,' ]/.test(letter)
        ? 0.36
        : /[\u0600-\u06ff]/.test(letter)
          ? 0.68
          : 0.59
  return em * size + spacing * [...text].length + 4
}

/** What the style sheet makes of a mark: with its name, where there is room, else without. */
function sizesOf(tally: StoryPlace<MapClaim>['tally'], isSplit: boolean, name: string) {
  const marks = isSplit ? 66 : tally.reduce((sum, { count }) => sum + (count > 1 ? 32 : 20), 10)
  return [
    { width: marks + 6 + widthOf(name, 13), height: 30 },
    { width: marks + 4, height: 30 },
  ]
}

type Candidate = {
  id: string
  name: string
  kind: 'country' | 'province'
  x: number
  y: number
  room: number
}

/** Names of the countries and provinces in sight, the larger first. */
function landNames(
  projection: ReturnType<typeof frameOf>,
  sight: Cap,
  language: string,
): Candidate[] {
  const path = geoPath(projection)
  const regions = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
  const isArabic = language.startsWith('ar')
  const countries = new Map<string, { x: number; y: number; area: number }>()
  const provinces: (Candidate & { area: number })[] = []
  baseMap().provinces.forEach((province, at) => {
    const { properties, cap } = province
    const reach = cap.radius * projection.scale()
    if (reach < 4 || !capsMeet(cap, sight)) return
    // Where provinces are specks, their middles will do for the country's.
    const isSmall = reach < 40 && sight.radius > 1
    const area = isSmall ? reach * reach : path.area(province.geometry)
    const [x, y] = (isSmall ? projection(cap.at) : path.centroid(province.geometry)) ?? [
      Number.NaN,
      0,
    ]
    if (!(area > 0)) return
    if (!Number.isFinite(x) || !Number.isFinite(y)) return
    const country = countries.get(properties.country) ?? { x: 0, y: 0, area: 0 }
    countries.set(properties.country, {
      x: country.x + x * area,
      y: country.y + y * area,
      area: country.area + area,
    })
    const name = (isArabic ? properties.ar : properties.en) || properties.en
    if (area > 9000 && name && name !== 'UNDOF')
      provinces.push({
        id: `p${at}`,
        name,
        kind: 'province',
        x: x / WIDE,
        y: y / HIGH,
        room: area,
        area,
      })
  })
  const named = [...countries].flatMap(([code, { x, y, area }]): Candidate[] => {
    let name: string | undefined
    try {
      name = regions.of(code)
    } catch {
      // Not a code of ISO's: land without a name of its own.
    }
    return name && area > 2500
      ? [{ id: code, name, kind: 'country', x: x / area / WIDE, y: y / area / HIGH, room: area }]
      : []
  })
  named.sort((one, other) => other.room - one.room)
  provinces.sort((one, other) => other.area - one.area)
  return [...named.slice(0, 14), ...provinces.slice(0, 14)]
}
