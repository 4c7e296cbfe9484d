import { readFileSync } from 'node:fs'
import path from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { geoArea } from 'd3-geo'
import type { FeatureCollection, Geometry, Position } from 'geojson'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { type Piece, piece, piecesOf } from './sight'

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

let loaded: BaseMap | null = null

/** Read once, when a map is first asked for; see NOTICE.md for where it is from. */
export function baseMap(): BaseMap {
  if (loaded) return loaded
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), 'lib/site/map/base-map.br')
  const { land, water, coast } = JSON.parse(
    brotliDecompressSync(readFileSync(file)).toString('utf8'),
  ) as {
    land: Topology<{ provinces: GeometryCollection<ProvinceProperties> }>
    coast: Topology<{ land: GeometryCollection }>
    water: Topology<{ lakes: GeometryCollection; rivers: GeometryCollection }>
  }
  const { provinces } = land.objects
  const countryOf = (of: { properties?: unknown }) =>
    (of.properties as ProvinceProperties | undefined)?.country
  const geometries = (of: GeometryCollection) =>
    (feature(water, of) as FeatureCollection).features.map(({ geometry }) => geometry)
  const landOf = feature(coast, coast.objects.land) as FeatureCollection
  loaded = {
    land: landOf.features.flatMap(({ geometry }) => piecesOf(wound(geometry))),
    borders: piecesOf(mesh(land, provinces, (one, other) => countryOf(one) !== countryOf(other))),
    provinceBorders: piecesOf(
      mesh(land, provinces, (one, other) => one !== other && countryOf(one) === countryOf(other)),
    ),
    lakes: geometries(water.objects.lakes).flatMap((lake) => piecesOf(wound(lake))),
    rivers: geometries(water.objects.rivers).flatMap(piecesOf),
    provinces: (
      feature(land, provinces) as FeatureCollection<Geometry, ProvinceProperties>
    ).features.map(({ geometry, properties }) =>
      // Not spread, which would make the pairs at once.
      Object.assign(piece(wound(geometry)), { properties }),
    ),
  }
  return loaded
}

/** On a sphere a ring has two insides; outer rings get the smaller one, and holes are left out of it. */
function wound<G extends Geometry>(geometry: G): G {
  const ringWound = (ring: Position[], isHole: boolean) =>
    geoArea({ type: 'Polygon', coordinates: [ring] }) > 2 * Math.PI === isHole
      ? ring
      : ring.toReversed()
  const polygonWound = (rings: Position[][]) => rings.map((ring, at) => ringWound(ring, at > 0))
  if (geometry.type === 'Polygon')
    return { ...geometry, coordinates: polygonWound(geometry.coordinates) }
  if (geometry.type === 'MultiPolygon')
    return { ...geometry, coordinates: geometry.coordinates.map(polygonWound) }
  return geometry
}
