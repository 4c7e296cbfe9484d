import { geoDistance } from 'd3-geo'
import type { Geometry, Position } from 'geojson'

/** A round piece of the sphere: its middle, and how far it reaches in radians. */
export type Cap = { at: [number, number]; radius: number }

/** A piece of the base map with the cap it lies in: what is out of sight needn't be projected to be left out. */
export type Piece = { geometry: Geometry; cap: Cap }

/** Apart, so that of a coast only the islands in sight are looked at. */
export function piecesOf(geometry: Geometry): Piece[] {
  if (geometry.type === 'MultiPolygon')
    return geometry.coordinates.map((coordinates) => piece({ type: 'Polygon', coordinates }))
  if (geometry.type === 'MultiLineString')
    return geometry.coordinates.map((coordinates) => piece({ type: 'LineString', coordinates }))
  return [piece(geometry)]
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

/**
 * A piece that keeps its coordinates as numbers in a row, and makes pairs of them when it is looked at: as pairs, all the
 * world takes a hundred megabytes, of which a map shows little.
 */
export function piece(geometry: Geometry): Piece {
  const unpack = packed(geometry)
  return {
    cap: capOf(geometry),
    get geometry() {
      return unpack()
    },
  }
}

function packed(geometry: Geometry): () => Geometry {
  switch (geometry.type) {
    case 'LineString':
      return line(rowOf(geometry.coordinates))
    case 'Polygon':
      return polygon(geometry.coordinates.map(rowOf))
    case 'MultiPolygon':
      return polygons(geometry.coordinates.map((rings) => rings.map(rowOf)))
    default:
      throw new Error(`There is no ${geometry.type} on the base map`)
  }
}

// Each in a function of its own, or what is returned would hold on to the pairs.
const line = (row: Float64Array) => (): Geometry => ({
  type: 'LineString',
  coordinates: pairsOf(row),
})

const polygon = (rings: Float64Array[]) => (): Geometry => ({
  type: 'Polygon',
  coordinates: rings.map(pairsOf),
})

const polygons = (parts: Float64Array[][]) => (): Geometry => ({
  type: 'MultiPolygon',
  coordinates: parts.map((rings) => rings.map(pairsOf)),
})

function rowOf(positions: Position[]): Float64Array {
  return Float64Array.from(positions.flat())
}

function pairsOf(row: Float64Array): Position[] {
  return Array.from({ length: row.length / 2 }, (_, at) => [row[2 * at] ?? 0, row[2 * at + 1] ?? 0])
}

function positionsOf(geometry: Geometry): Position[] {
  if (geometry.type === 'Polygon') return geometry.coordinates.flat()
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.flat(2)
  if (geometry.type === 'LineString') return geometry.coordinates
  if (geometry.type === 'MultiLineString') return geometry.coordinates.flat()
  return []
}
