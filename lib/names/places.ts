import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { wordsOf } from './keys'

/** A place by its names: the first of each script is the one to go by. */
export type NamedPlace = {
  latin: string[]
  arabic: string[]
  latitude: number
  longitude: number
  population: number
}

type Index = { places: NamedPlace[]; byName: Map<string, number[]> }
let loaded: Index | null = null

/** Reads the places once, when first asked, the larger first; NOTICE.md says where they are from. */
function index(): Index {
  if (loaded) return loaded
  // The bundler is told not to trace it, as everything starts at the root of the repository.
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), 'lib/names/places.tsv.gz')
  const places: NamedPlace[] = []
  const byName = new Map<string, number[]>()
  for (const line of gunzipSync(readFileSync(file)).toString('utf8').split('\n')) {
    const [hundreds, latitude, longitude, latin, arabic] = line.split('\t')
    if (!latin) continue
    const place = {
      latin: latin.split('|'),
      arabic: arabic ? arabic.split('|') : [],
      latitude: Number(latitude),
      longitude: Number(longitude),
      population: 100 * Number(hundreds),
    }
    const at = places.push(place) - 1
    for (const name of [...place.latin, ...place.arabic]) {
      const key = fold(name)
      const list = byName.get(key)
      if (!list) byName.set(key, [at])
      else if (list.at(-1) !== at) list.push(at)
    }
  }
  loaded = { places, byName }
  return loaded
}

/** The places that go by a name, in either script, the larger first. */
export function placesNamed(name: string): NamedPlace[] {
  const { places, byName } = index()
  return (byName.get(foldName(name)) ?? []).flatMap((at) => places[at] ?? [])
}

const folded = new Map<string, string>()

/** A name without case, marks, articles and the letters that hands at a keyboard mix up. */
export function foldName(name: string): string {
  const before = folded.get(name)
  if (before !== undefined) return before
  const key = fold(name)
  if (folded.size > 20_000) folded.clear()
  folded.set(name, key)
  return key
}

function fold(name: string): string {
  return wordsOf(name).join(' ').replace(/ى/g, 'ي').replace(/ة/g, 'ه')
}
