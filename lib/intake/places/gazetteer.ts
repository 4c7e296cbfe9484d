import { readModelFile } from '../model-file'
import { skeleton } from './fold'

/** `L` country, `R` province, `C` capital, `A` seat of a province, `F` feature, `P` town. */
export type Place = {
  kind: 'L' | 'R' | 'C' | 'A' | 'F' | 'P'
  name: string
  latitude: number
  longitude: number
  country: string
  admin: string
  population: number
}

type Gazetteer = { lines: string[]; byKey: Map<string, number | number[]> }

let loaded: Gazetteer | null = null
const parsed = new Map<number, Place>()
const bySkeleton = new Map<string, Map<string, number[]>>()

/** Reads the places once, when first asked; see NOTICE for where they are from. */
function gazetteer(): Gazetteer {
  if (loaded) return loaded
  const lines = readModelFile('places/places.tsv').toString('utf8').split('\n')
  const byKey = new Map<string, number | number[]>()
  lines.forEach((line, at) => {
    for (const key of line.slice(line.lastIndexOf('\t') + 1).split('|')) {
      const before = byKey.get(key)
      if (before === undefined) byKey.set(key, at)
      else if (typeof before === 'number') byKey.set(key, [before, at])
      else before.push(at)
    }
  })
  loaded = { lines, byKey }
  return loaded
}

/** The places that go by a folded name, countries first, then the larger. */
export function placesCalled(key: string): Place[] {
  const { byKey } = gazetteer()
  const found = byKey.get(key)
  if (found === undefined || key === '') return []
  return (typeof found === 'number' ? [found] : found).map(placeAt)
}

/** Places of `country` whose folded names have the consonants of `key`, with those names. */
export function placesLike(key: string, country: string): { place: Place; key: string }[] {
  const { lines } = gazetteer()
  let index = bySkeleton.get(country)
  if (!index) {
    index = new Map()
    for (let at = 0; at < lines.length; at++) {
      const line = lines[at] ?? ''
      if (!line.includes(`\t${country}\t`)) continue
      for (const each of line.slice(line.lastIndexOf('\t') + 1).split('|')) {
        const bones = skeleton(each)
        const list = index.get(bones)
        if (list) list.push(at)
        else index.set(bones, [at])
      }
    }
    bySkeleton.set(country, index)
  }
  const bones = skeleton(key)
  if (bones.length < 3) return []
  return (index.get(bones) ?? []).flatMap((at) =>
    keysAt(at)
      .filter((each) => skeleton(each) === bones)
      .map((each) => ({ place: placeAt(at), key: each })),
  )
}

function keysAt(at: number): string[] {
  const line = gazetteer().lines[at] ?? ''
  return line.slice(line.lastIndexOf('\t') + 1).split('|')
}

function placeAt(at: number): Place {
  const known = parsed.get(at)
  if (known) return known
  const [kind, name = '', latitude, longitude, country = '', admin = '', hundreds] = (
    gazetteer().lines[at] ?? ''
  ).split('\t')
  const place: Place = {
    kind: kind as Place['kind'],
    name,
    latitude: Number(latitude),
    longitude: Number(longitude),
    country,
    admin,
    population: Number(hundreds) * 100,
  }
  parsed.set(at, place)
  return place
}
