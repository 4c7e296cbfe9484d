import { type NamedPlace, placesNamed } from './places'

const NEAR_DEGREES = 0.7

/**
 * What a place is called in a language, such as دمشق for Damascus in Arabic: the place of that name near a point where
 * one is given, else the largest. Null where no such place is known, or the name is in that language's script already.
 */
export function placeNameIn(
  language: string,
  name: string,
  latitude?: number | null,
  longitude?: number | null,
): string | null {
  const isArabic = /[\u0621-\u06d3]/.test(name)
  const [wanted] = language.split('-')
  if (isArabic === (wanted === 'ar')) return null
  if (wanted !== 'ar' && wanted !== 'en') return null
  const namesOf = (place: NamedPlace) => (wanted === 'ar' ? place.arabic : place.latin)
  const places = placesNamed(name).filter((place) => namesOf(place).length > 0)
  if (latitude == null || longitude == null)
    return places[0] ? (namesOf(places[0])[0] ?? null) : null
  const apart = (place: NamedPlace) =>
    Math.hypot(
      place.latitude - latitude,
      (place.longitude - longitude) * Math.cos((latitude * Math.PI) / 180),
    )
  // A country's point is in its middle, wherever somebody has put the claim.
  const near = places.filter(
    (place) => place.population >= 20_000_000 || apart(place) < NEAR_DEGREES,
  )
  const [nearest] = near.sort((one, other) => apart(one) - apart(other))
  return nearest ? (namesOf(nearest)[0] ?? null) : null
}
