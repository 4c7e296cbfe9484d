import { nameLikeness, withoutGeneric } from './likeness'
import { foldName, type NamedPlace, placesNamed } from './places'

/** A part of a query that is the name of a place, and the place's other names, the best first. */
export type Spelling = { start: number; end: number; names: string[]; population: number }

const MOST_WORDS = 5
const MOST_NAMES = 12

/**
 * The names of places in a query, in either script and also with an Arabic clitic, with their other names in both:
 * دمشق is Damascus and Dimashq. Longer ones first; none lies within another.
 */
export function spellingsOf(query: string): Spelling[] {
  const words = [...query.matchAll(/[\p{L}\p{M}\p{N}\u0640'’‘`ʿʾ]+/gu)].slice(0, 24)
  const found: Spelling[] = []
  for (let size = Math.min(MOST_WORDS, words.length); size > 0; size--) {
    for (let at = 0; at + size <= words.length; at++) {
      const last = words[at + size - 1]
      const start = words[at]?.index ?? 0
      const end = (last?.index ?? 0) + (last?.[0].length ?? 0)
      if (found.some((each) => start < each.end && end > each.start)) continue
      const name = query.slice(start, end)
      const [clitic = ''] = /^[وف]?[بلك]?(?=[\u0621-\u064a]{3})/.exec(name) ?? []
      let from = start
      let places = placesNamed(name)
      if (places.length === 0 && clitic !== '') {
        from += clitic.length
        places = placesNamed(query.slice(from, end).replace(/^ل(?=.{3})/, ''))
      }
      if (places.length === 0) continue
      const names = otherNames(name, places)
      if (names.length === 0) continue
      found.push({ start: from, end, names, population: places[0]?.population ?? 0 })
    }
  }
  return found
}

/** nameLikeness, or nearly 1 where both are names of one place: حلب and Aleppo, مطار حلب and Aleppo Airport. */
export function likenessOf(query: string, candidate: string): number {
  const likeness = nameLikeness(query, candidate)
  if (likeness === 1) return 1
  const near = ONE_PLACE + (1 - ONE_PLACE) * 0.9 * likeness
  if (areNamesOfOnePlace(query, candidate)) return near
  const { cores, agreement = 0 } = withoutGeneric(query, candidate) ?? {}
  return cores && near * agreement > likeness && areNamesOfOnePlace(...cores)
    ? near * agreement
    : likeness
}

const ONE_PLACE = 0.975

export function areNamesOfOnePlace(one: string, other: string): boolean {
  const ours = placesNamed(one)
  if (ours.length === 0) return false
  const theirs = placesNamed(other)
  return theirs.length > 0 && ours.some((place) => theirs.includes(place))
}

function otherNames(name: string, places: NamedPlace[]): string[] {
  const isArabic = /[\u0621-\u06d3]/.test(name)
  const folded = foldName(name)
  const names = new Map<string, string>()
  // The names to go by of the largest few, then their others.
  const firsts = places.slice(0, 4).flatMap(({ latin, arabic }) => {
    const [one, other] = isArabic ? [latin, arabic] : [arabic, latin]
    return [...one.slice(0, 1), ...other.slice(0, 1)]
  })
  const rest = places.slice(0, 3).flatMap(({ latin, arabic }) => [...latin, ...arabic])
  for (const each of [...firsts, ...rest]) {
    const key = foldName(each)
    if (key !== folded && !names.has(key)) names.set(key, each)
  }
  return [...names.values()].slice(0, MOST_NAMES)
}
