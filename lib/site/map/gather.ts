import type { VerificationStatus } from '@/lib/review/schema'

/** A claim as the map needs it. */
export type MapClaim = {
  slug: string
  proposition: string
  status: VerificationStatus
  claimant: { slug: string; name: string; language: string }
  place: { name: string; latitude: number | null; longitude: number | null } | null
}

export type Point = { latitude: number; longitude: number }

/** What is known of a place by its name: a point, and whether the name means a whole country or province. */
export type Known = Point & { area: { country: string; admin: string | null } | null }

export type Saying<C> = { claim: C; against: C[] }

export type StoryPlace<C> = {
  /** For the address of its entry in the list. */
  key: string
  name: string
  point: Point | null
  area: Known['area']
  sayings: Saying<C>[]
  /** How many of its claims stand at which status, most first. */
  tally: { status: VerificationStatus; count: number }[]
  /** Where some say one thing of it and some another: how both sides stand, and who they are. */
  sides: { says: Side; denies: Side } | null
}

export type Side = { status: VerificationStatus; claimants: string[] }

/**
 * The claims by place, the place with most claims first. One name is one place; where claims give it other points, the
 * first holds. What has neither point nor a name that we know stays, without a point: it is told of below the map.
 */
export function gatherPlaces<C extends MapClaim>(
  claims: C[],
  contradictions: { claim: { slug: string }; counterclaim: { slug: string } }[],
  known: (name: string, near: Point | null) => Known | null,
): { places: StoryPlace<C>[]; nowhere: C[] } {
  const bySlug = new Map(claims.map((claim) => [claim.slug, claim]))
  const against = new Map<string, C[]>()
  for (const { claim, counterclaim } of contradictions) {
    const counter = bySlug.get(counterclaim.slug)
    if (counter) against.set(claim.slug, [...(against.get(claim.slug) ?? []), counter])
  }
  const near = middle(claims.flatMap(({ place }) => pointOf(place) ?? []))
  const groups = new Map<string, C[]>()
  const nowhere: C[] = []
  for (const claim of claims) {
    const name = claim.place?.name.trim()
    if (!name) nowhere.push(claim)
    else groups.set(fold(name), [...(groups.get(fold(name)) ?? []), claim])
  }
  const places = [...groups].map(([folded, here], at): StoryPlace<C> => {
    const name = here[0]?.place?.name.trim() ?? folded
    const given = here.map(({ place }) => pointOf(place)).find((point) => point !== null) ?? null
    const found = known(name, given ?? near)
    const sayings = here.map((claim) => ({ claim, against: against.get(claim.slug) ?? [] }))
    return {
      key: `place-${at + 1}`,
      name,
      point: given ?? (found && { latitude: found.latitude, longitude: found.longitude }),
      area: found?.area ?? null,
      sayings,
      tally: tallied(here),
      sides: sidesOf(sayings),
    }
  })
  places.sort((one, other) => other.sayings.length - one.sayings.length)
  return { places, nowhere }
}

function pointOf(place: MapClaim['place']): Point | null {
  if (!place || place.latitude === null || place.longitude === null) return null
  return { latitude: place.latitude, longitude: place.longitude }
}

function fold(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ')
}

function tallied(claims: MapClaim[]): StoryPlace<MapClaim>['tally'] {
  const counts = new Map<VerificationStatus, number>()
  for (const { status } of claims) counts.set(status, (counts.get(status) ?? 0) + 1)
  return [...counts]
    .map(([status, count]) => ({ status, count }))
    .sort((one, other) => other.count - one.count)
}

function sidesOf<C extends MapClaim>(sayings: Saying<C>[]): StoryPlace<C>['sides'] {
  const countered = sayings.filter(({ against }) => against.length > 0)
  const first = countered[0]
  const counter = first?.against[0]
  if (!first || !counter) return null
  const names = (claims: C[]) => [...new Set(claims.map(({ claimant }) => claimant.name))]
  return {
    says: { status: first.claim.status, claimants: names(countered.map(({ claim }) => claim)) },
    denies: {
      status: counter.status,
      claimants: names(countered.flatMap(({ against }) => against)),
    },
  }
}

/** On the sphere, so that Fiji's is not in Africa. */
export function middle(points: Point[]): Point | null {
  if (points.length === 0) return null
  let [x, y, z] = [0, 0, 0]
  for (const { latitude, longitude } of points) {
    const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180]
    x += Math.cos(phi) * Math.cos(lambda)
    y += Math.cos(phi) * Math.sin(lambda)
    z += Math.sin(phi)
  }
  return {
    latitude: (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI,
    longitude: (Math.atan2(y, x) * 180) / Math.PI,
  }
}
