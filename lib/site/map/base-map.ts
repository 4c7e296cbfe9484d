import { readFileSync } from 'node:fs'
import path from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { geoArea } from 'd3-geo'
import type { FeatureCollection, Geometry, Position } from 'geojson'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { type BaseMap, type ProvinceProperties, pack, unpack } from './packed'
import { partsOf } from './sight'

let loaded: BaseMap | null = null

/** Read once, when a map is first asked for; see NOTICE.md for where it is from. */
export function baseMap(): BaseMap {
  loaded ??= unpack(packedByBuild() ?? packBaseMap())
  return loaded
}

/** What the build has packed: to do that again takes a second, and hundreds of megabytes for a moment. */
function packedByBuild(): Buffer | null {
  const build = process.env.NEXT_DIST_DIR || '.next'
  try {
    return readFileSync(path.resolve(/* turbopackIgnore: true */ build, PACKED))
  } catch {
    return null
  }
}

/** The name of the packed base map in the build's folder. */
export const PACKED = 'base-map.bin'

/** Makes of the base map's file what is quick to read. */
export function packBaseMap(): Buffer {
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
  return pack({
    land: landOf.features.flatMap(({ geometry }) => partsOf(wound(geometry))),
    borders: partsOf(mesh(land, provinces, (one, other) => countryOf(one) !== countryOf(other))),
    provinceBorders: partsOf(
      mesh(land, provinces, (one, other) => one !== other && countryOf(one) === countryOf(other)),
    ),
    lakes: geometries(water.objects.lakes).flatMap((lake) => partsOf(wound(lake))),
    rivers: geometries(water.objects.rivers).flatMap(partsOf),
    provinces: (
      feature(land, provinces) as FeatureCollection<Geometry, ProvinceProperties>
    ).features.map(({ geometry, properties }) => ({ geometry: wound(geometry), properties })),
  })
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
