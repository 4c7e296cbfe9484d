import type { Geometry, Position } from 'geojson'
import { capOf, type Piece } from './sight'

export type ProvinceProperties = {
  /** ISO 3166-1, two letters where it has them. */
  country: string
  /** The admin code of GeoNames, as the gazetteer has it. */
  admin: string
  en: string
  ar: string
  /** Where Natural Earth would set its name: longitude, latitude. */
  at: [number, number]
}

export type Province = Piece & { properties: ProvinceProperties }

/** Everything the map is drawn over, in degrees. */
export type BaseMap = {
  land: Piece[]
  borders: Piece[]
  provinceBorders: Piece[]
  lakes: Piece[]
  rivers: Piece[]
  provinces: Province[]
}

/** How many points each line or ring of a piece has; of several polygons, of each by itself. */
type Shape = number[] | number[][]
type Kind = 'LineString' | 'Polygon' | 'MultiPolygon'
type Layer = [Kind, Shape][]

const LAYERS = ['land', 'borders', 'provinceBorders', 'lakes', 'rivers', 'provinces'] as const
type Contents = Record<(typeof LAYERS)[number], Layer> & { properties: ProvinceProperties[] }

/** Longitude, latitude and radius of a piece's cap, before its points. */
const CAP = 3

/** Geometries of the base map before they are packed, with what is told of provinces. */
export type Unpacked = Record<Exclude<(typeof LAYERS)[number], 'provinces'>, Geometry[]> & {
  provinces: { geometry: Geometry; properties: ProvinceProperties }[]
}

/**
 * The base map as one row of bytes: the length of a text (32 bits, little-endian), the text, which says in JSON what lies
 * where, and the numbers (32-bit floats, a metre or two at most from where they were).
 */
export function pack(map: Unpacked): Buffer {
  const numbers: number[] = []
  const layer = (geometries: Geometry[]): Layer =>
    geometries.map((geometry) => {
      const { at, radius } = capOf(geometry)
      // Rounded up: what is nearly in sight is looked at.
      numbers.push(...at, radius * 1.000_001)
      return packed(geometry, numbers)
    })
  const contents: Contents = {
    land: layer(map.land),
    borders: layer(map.borders),
    provinceBorders: layer(map.provinceBorders),
    lakes: layer(map.lakes),
    rivers: layer(map.rivers),
    provinces: layer(map.provinces.map(({ geometry }) => geometry)),
    properties: map.provinces.map(({ properties }) => properties),
  }
  const text = Buffer.from(JSON.stringify(contents))
  // Floats lie at multiples of four.
  const padded = Buffer.concat([text, Buffer.alloc((4 - (text.length % 4)) % 4, ' ')])
  const length = Buffer.alloc(4)
  length.writeUInt32LE(padded.length)
  const row = Float32Array.from(numbers)
  return Buffer.concat([length, padded, Buffer.from(row.buffer)])
}

function packed(geometry: Geometry, numbers: number[]): [Kind, Shape] {
  const line = (positions: Position[]) => {
    for (const [longitude = 0, latitude = 0] of positions) numbers.push(longitude, latitude)
    return positions.length
  }
  switch (geometry.type) {
    case 'LineString':
      return [geometry.type, [line(geometry.coordinates)]]
    case 'Polygon':
      return [geometry.type, geometry.coordinates.map(line)]
    case 'MultiPolygon':
      return [geometry.type, geometry.coordinates.map((rings) => rings.map(line))]
    default:
      throw new Error(`There is no ${geometry.type} on the base map`)
  }
}

/** The other way round; pairs are made of the numbers of a piece when it is looked at: a map shows little of the world. */
export function unpack(bytes: Buffer): BaseMap {
  const length = bytes.readUInt32LE(0)
  const { properties, ...layers } = JSON.parse(bytes.toString('utf8', 4, 4 + length)) as Contents
  // In memory of its own, where floats begin at multiples of four.
  const row = new Float32Array(Uint8Array.from(bytes.subarray(4 + length)).buffer)
  let at = 0
  const pieces = (layer: Layer): Piece[] =>
    layer.map(([kind, shape]) => {
      const from = at + CAP
      const cap = {
        at: [row[at] ?? 0, row[at + 1] ?? 0] as [number, number],
        radius: row[at + 2] ?? 0,
      }
      at = from + 2 * shape.flat().reduce((sum, points) => sum + points, 0)
      return {
        cap,
        get geometry() {
          return geometryOf(kind, shape, row, from)
        },
      }
    })
  const [land, borders, provinceBorders, lakes, rivers, provinces] = LAYERS.map((name) =>
    pieces(layers[name]),
  ) as [Piece[], Piece[], Piece[], Piece[], Piece[], Piece[]]
  return {
    land,
    borders,
    provinceBorders,
    lakes,
    rivers,
    // Not spread, which would make the pairs at once.
    provinces: provinces.map((each, which) =>
      Object.assign(each, { properties: properties[which] as ProvinceProperties }),
    ) satisfies Province[],
  }
}

function geometryOf(kind: Kind, shape: Shape, row: Float32Array, from: number): Geometry {
  let at = from
  const line = (points: number): Position[] =>
    Array.from({ length: points }, () => {
      at += 2
      return [row[at - 2] ?? 0, row[at - 1] ?? 0]
    })
  if (kind === 'MultiPolygon') {
    return { type: kind, coordinates: (shape as number[][]).map((rings) => rings.map(line)) }
  }
  const lines = (shape as number[]).map(line)
  return kind === 'Polygon'
    ? { type: kind, coordinates: lines }
    : { type: kind, coordinates: lines[0] ?? [] }
}
