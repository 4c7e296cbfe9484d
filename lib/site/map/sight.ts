import { geoDistance } from 'd3-geo'
import type { Geometry, Position } from 'geojson'

/** A round piece of the sphere: its middle, and how far it reaches in radians. */
export type Cap = { at: [number, number]; radius: number }

/** A piece of the base map with the cap it lies in: what is out of sight needn't be projected to be left out. */
export type Piece = { geometry: Geometry; cap: Cap }

/** Apart, so that of a coast only the islands in sight are looked at. */
export function partsOf(geometry: Geometry): Geometry[] {
  if (geometry.type === 'MultiPolygon')
    return geometry.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }))
  if (geometry.type === 'MultiLineString')
    return geometry.coordinates.map((coordinates) => ({ type: 'LineString', coordinates }))
  return [geometry]
}

export function capOf(geometry: Geometry): Cap {
  const points = positionsOf(geometry)
  let [x, y, z] = [0, 0, 0]
  for (const [longitude = 0, latitude = 0] of points) {
    const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180]
    x += Math.cos(phi) * Math.cos(lambda)
    y += Math.cos(phi) * Math.sin(lambda)
    z += Math.sin(phi)
  }
  const at: [number, number] = [
    (Math.atan2(y, x) * 180) / Math.PI,
    (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI,
  ]
  let radius = 0
  for (const [longitude = 0, latitude = 0] of points)
    radius = Math.max(radius, geoDistance(at, [longitude, latitude]))
  return { at, radius }
}

export function capsMeet(one: Cap, other: Cap): boolean {
  return geoDistance(one.at, other.at) <= one.radius + other.radius
}

/** What is in sight and not smaller than a speck. */
export function inSight(pieces: Piece[], sight: Cap, speck: number): Geometry[] {
  return pieces
    .filter(({ cap }) => cap.radius > speck && capsMeet(cap, sight))
    .map(({ geometry }) => geometry)
}

function positionsOf(geometry: Geometry): Position[] {
  if (geometry.type === 'Polygon') return geometry.coordinates.flat()
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.flat(2)
  if (geometry.type === 'LineString') return geometry.coordinates
  if (geometry.type === 'MultiLineString') return geometry.coordinates.flat()
  return []
}
