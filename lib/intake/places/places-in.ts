import { spellingsAgree } from '@/lib/sources/name-key'
import type { ClaimPlace, IntakeLanguage, Span } from '../schema'
import { fold } from './fold'
import { type Place, placesCalled, placesLike } from './gazetteer'
import { arabicNamesIn } from './names-arabic'
import { englishNamesIn } from './names-english'
import type { PossibleName } from './possible-name'

/** Where a text is about. */
export type Places = {
  /** The most specific place that the content names, else the passage, where it is no name of the source; else null. */
  about(content: Span[], passage: Span, source?: Span[]): ClaimPlace | null
}

type Named = PossibleName & { place: Place }

/** Finds the places that `text` names, each the likeliest of its name in this text. Linear in the text. */
export function placesIn(text: string, language: IntakeLanguage): Places {
  const possible = language === 'ar' ? arabicNamesIn(text) : englishNamesIn(text)
  const named = chosen(text, possible)
  const from = (at: number) => {
    let [low, high] = [0, named.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((named[middle]?.span[0] ?? 0) >= at) high = middle
      else low = middle + 1
    }
    return low
  }
  const best = (spans: Span[], source: Span[]): Named | null => {
    let winner: Named | null = null
    for (const [start, end] of spans) {
      for (let i = from(start); i < named.length; i++) {
        const each = named[i]
        if (!each || each.span[0] >= end) break
        const isSource = source.some(([a, b]) => each.span[0] >= a && each.span[1] <= b)
        if (isSource && !each.isLocative && !each.isRegion) continue
        // "Ankara was not involved": a government.
        if (each.isSubject && !each.isLocative && each.place.kind === 'C') continue
        if (each.span[1] <= end && (!winner || aboutness(each) > aboutness(winner))) winner = each
      }
    }
    return winner
  }
  return {
    about(content, passage, source = []) {
      const found = best(content, []) ?? best([passage], source)
      if (!found) return null
      const { place, span } = found
      return {
        name: text.slice(span[0], span[1]).replace(/\s+/g, ' '),
        latitude: place.latitude,
        longitude: place.longitude,
        words: span,
      }
    },
  }
}

/** How much a mention tells where something is: towns before provinces before countries, "in" before subjects. */
function aboutness({ place, isLocative, isBeside, isSubject }: Named): number {
  const specific = { P: 5, A: 5, C: 4, F: 4, R: 4, L: 1 }[place.kind]
  return specific + (isLocative ? (isBeside ? 1 : 2) : 0) - (isSubject ? 3 : 0)
}

/** For each name the place that the rest of the text speaks for. */
function chosen(text: string, possible: PossibleName[]): Named[] {
  const options = possible.map((name) => ({ name, places: placesCalled(name.key) }))
  const weight = new Map<string, number>()
  const add = (country: string, by: number) => weight.set(country, (weight.get(country) ?? 0) + by)
  for (const { name, places } of options) {
    const [first] = places
    if (!first || name.isDoubtful) continue
    if (first.kind === 'L') add(first.country, 3)
    else if (places.every(({ country }) => country === first.country)) add(first.country, 1)
    else if (first.population > 400_000) add(first.country, 0.5)
  }
  const spoken = [...weight]
    .sort((one, other) => other[1] - one[1])
    .slice(0, 4)
    .map(([country]) => country)
  const score = (place: Place, name: PossibleName) => {
    const inContext = weight.get(place.country) ?? 0
    const isWithin = name.within !== null && isInside(place, name.within)
    return (
      Math.log10(place.population + 100) +
      2 * Math.log2(1 + Math.min(inContext, 15)) +
      (isWithin ? 20 : 0) +
      (place.kind === 'L' ? 4 : 0) +
      (place.kind === 'R' ? (name.isRegion ? 4 : -2) : 0) +
      (place.kind === 'F' ? 1 : 0)
    )
  }
  const named: Named[] = []
  for (const { name, places } of options) {
    let known = places
    if (known.length === 0 && name.isLocative && !name.isDoubtful) known = alike(text, name, spoken)
    let best: Place | null = null
    let bestScore = Number.NEGATIVE_INFINITY
    for (const place of known) {
      const points = score(place, name)
      if (points > bestScore) [best, bestScore] = [place, points]
    }
    if (!best || !isBelievable(best, name, weight)) continue
    named.push({ ...name, place: best })
  }
  return named
}

/** Small places and doubtful words count only where the text speaks of that country or says "in". */
function isBelievable(place: Place, name: PossibleName, weight: Map<string, number>): boolean {
  const isContext = (weight.get(place.country) ?? 0) >= 1
  if (place.kind === 'L') return !name.isDoubtful || name.isLocative
  if (name.isDoubtful) return name.isLocative && isContext
  if (place.kind === 'P' && place.population < 100_000)
    return isContext || (name.isLocative && name.within !== null)
  return isContext || name.isLocative || place.population > 250_000
}

function isInside(place: Place, container: string): boolean {
  return placesCalled(fold(container)).some(
    (outer) =>
      outer.country === place.country &&
      (outer.kind === 'L' || (outer.kind === 'R' && outer.admin === place.admin)),
  )
}

/** Places of the countries spoken of that may be spelt like this. */
function alike(text: string, { span, key }: PossibleName, countries: string[]): Place[] {
  const name = text.slice(span[0], span[1])
  if (key.length < 4 || /(?:ian|ean|ese|ish|ians|an|i|is)$/i.test(name)) return []
  for (const country of countries) {
    const found = placesLike(key, country).filter((each) => spellingsAgree(each.key, name))
    if (found.length > 0) return found.map(({ place }) => place)
  }
  return []
}
