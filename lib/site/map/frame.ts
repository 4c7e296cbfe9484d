import { type GeoProjection, geoAzimuthalEqualArea, geoDistance, geoNaturalEarth1 } from 'd3-geo'
import { middle, type Point } from './gather'
import type { Cap } from './sight'

/** What the drawing measures; it is scaled to the page. */
export const WIDE = 720
export const HIGH = 648

const EARTH_KM = 6371
/** A map of one village still shows where in the country it is. */
const LEAST_KM = 180
/** The room that marks and names at the edge take. */
const MARGIN = 0.17

/**
 * The projection in which all points lie well within the frame: equal-area and turned so that the story is in the
 * middle, and so neither the poles nor the antimeridian are a place to be cut at; the whole world only where the story
 * goes round it.
 */
export function frameOf(points: Point[]): GeoProjection {
  const centre = middle(points) ?? { latitude: 20, longitude: 0 }
  const at: [number, number] = [centre.longitude, centre.latitude]
  const reach = Math.max(
    0,
    ...points.map(({ latitude, longitude }) => geoDistance(at, [longitude, latitude])),
  )
  if (points.length === 0 || reach > 1.1) {
    return geoNaturalEarth1()
      .rotate([-Math.round(centre.longitude / 10) * 10, 0])
      .precision(0.5)
      .fitSize([WIDE, HIGH], { type: 'Sphere' })
  }
  const projection = geoAzimuthalEqualArea()
    .rotate([-at[0], -at[1]])
    .translate([0, 0])
    .scale(1)
    .precision(0.5)
  const spread = points.flatMap(({ latitude, longitude }) => {
    const spot = projection([longitude, latitude])
    return spot ? [spot] : []
  })
  const xs = spread.map(([x]) => x)
  const ys = spread.map(([, y]) => y)
  const [west, east] = [Math.min(...xs), Math.max(...xs)]
  const [north, south] = [Math.min(...ys), Math.max(...ys)]
  const least = LEAST_KM / EARTH_KM
  const across = Math.max(east - west, least)
  const down = Math.max(south - north, (least * HIGH) / WIDE)
  const scale = (1 - 2 * MARGIN) * Math.min(WIDE / across, HIGH / down)
  return projection
    .scale(scale)
    .translate([WIDE / 2 - (scale * (west + east)) / 2, HIGH / 2 - (scale * (north + south)) / 2])
    .clipExtent([
      [-8, -8],
      [WIDE + 8, HIGH + 8],
    ])
}

/** The part of the sphere that the frame shows, and a little more. */
export function sightOf(projection: GeoProjection): Cap {
  const at = projection.invert?.([WIDE / 2, HIGH / 2])
  const corners = [0, WIDE / 2, WIDE].flatMap((x) =>
    [0, HIGH / 2, HIGH].map((y) => projection.invert?.([x, y])),
  )
  let radius = 0
  for (const corner of corners) {
    const away = at && corner ? geoDistance(at, corner) : Number.NaN
    // A corner beyond the edge of the world: all of it is in sight.
    if (Number.isNaN(away)) return { at: [0, 0], radius: Math.PI }
    radius = Math.max(radius, away)
  }
  return radius > 1.2 || !at ? { at: [0, 0], radius: Math.PI } : { at, radius: radius * 1.05 }
}

export type ScaleBar = { length: number; unit: 'km' | 'mi' | 'none'; width: number }

/** A round length of about a fifth of the map; none where one length isn't true of the whole. */
export function scaleBar(projection: GeoProjection, unit: 'km' | 'mi'): ScaleBar {
  const left = projection.invert?.([WIDE / 2 - 50, HIGH / 2])
  const right = projection.invert?.([WIDE / 2 + 50, HIGH / 2])
  const distance = left && right ? geoDistance(left, right) : 0
  const perUnit = (distance * EARTH_KM) / 100 / (unit === 'mi' ? 1.609344 : 1)
  if (!(perUnit > 0) || perUnit * WIDE > 9000) return { length: 0, unit: 'none', width: 0 }
  const most = perUnit * WIDE * 0.22
  const power = 10 ** Math.floor(Math.log10(most))
  const length = (most >= 5 * power ? 5 : most >= 2 * power ? 2 : 1) * power
  return { length, unit, width: length / perUnit }
}
