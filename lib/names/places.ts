import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { wordsOf } from './keys'
import { Recent } from './recent'

/** A place by its names: the first of each script is the one to go by. */
export type NamedPlace = {
  latin: string[]
  arabic: string[]
  latitude: number
  longitude: number
  population: number
}

type Index = { places: NamedPlace[]; byName: Map<string, number[]> }

/** What the process has read. Kept on `globalThis`, since Next loads this module once per bundle. */
const shared = globalThis as typeof globalThis & { counterclaimPlaces?: Index }

/** The places, read when first asked for, or before by `warmPlaces`. */
function index(): Index {
  const reading = readPlaces()
  while (!shared.counterclaimPlaces && !reading.next().done) {}
  return shared.counterclaimPlaces ?? { places: [], byName: new Map() }
}

/** Reads the places little by little, so that nobody waits for it. */
export async function warmPlaces(): Promise<void> {
  const reading = readPlaces()
  while (!shared.counterclaimPlaces && !reading.next().done) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Reads the places, the larger first, with a pause after every few; NOTICE.md says where they are from. */
function* readPlaces(): Generator<void, void> {
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
    if (at % 200 === 199) yield
  }
  shared.counterclaimPlaces = { places, byName }
}

/** The places that go by a name, in either script, the larger first. */
export function placesNamed(name: string): NamedPlace[] {
  const { places, byName } = index()
  return (byName.get(foldName(name)) ?? []).flatMap((at) => places[at] ?? [])
}

const folded = new Recent<string>(16_000)

/** A name without case, marks, articles and the letters that hands at a keyboard mix up. */
export function foldName(name: string): string {
  const before = folded.get(name)
  if (before !== undefined) return before
  const key = fold(name)
  folded.set(name, key)
  return key
}

function fold(name: string): string {
  return wordsOf(name).join(' ').replace(/ى/g, 'ي').replace(/ة/g, 'ه')
}
