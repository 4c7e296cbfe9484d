import { beforeAll, describe, expect, it } from 'vitest'
import { baseMap } from './base-map'
import { draw } from './draw'
import { frameOf, HIGH, scaleBar, WIDE } from './frame'
import { gatherPlaces, type MapClaim } from './gather'
import { knownProvince } from './known'
import { straightened } from './trace'

const said = (slug: string, name: string | null, at?: [number, number]): MapClaim => ({
  slug,
  proposition: `${slug} is so`,
  status: 'disputed',
  claimant: { slug: `by-${slug}`, name: `Speaker of ${slug}`, language: 'en' },
  place: name ? { name, latitude: at?.[0] ?? null, longitude: at?.[1] ?? null } : null,
})
const words = {
  language: 'en',
  unit: 'km' as const,
  nameOf: ({ name }: { name: string }) => name,
  moreOf: (name: string, more: number) => (more > 0 ? `${name} + ${more}` : name),
}
const drawn = (claims: MapClaim[]) => draw(gatherPlaces(claims, [], knownProvince).places, words)

// Reading the base map takes a second or two of its own.
beforeAll(() => {
  baseMap()
}, 60_000)

describe('places of a story', () => {
  it('gather the claims that name them, and what is said against each', () => {
    const [one, other] = [said('a', 'Homs', [34.7, 36.7]), said('b', 'homs ')]
    const { places } = gatherPlaces(
      [one, other],
      [{ claim: one, counterclaim: other }],
      knownProvince,
    )
    expect(places).toHaveLength(1)
    expect(places[0]).toMatchObject({
      name: 'Homs',
      point: { latitude: 34.7, longitude: 36.7 },
      sides: {
        says: { claimants: ['Speaker of a'] },
        denies: { claimants: ['Speaker of b'] },
      },
    })
  })

  it('get no point that nobody gave', () => {
    const { places, nowhere } = gatherPlaces(
      [said('a', 'The edge of Homs'), said('b', null)],
      [],
      knownProvince,
    )
    expect(places.map(({ point }) => point)).toEqual([null])
    expect(nowhere.map(({ slug }) => slug)).toEqual(['b'])
  })

  it.each([
    ['Daraa province', 'SY'],
    ['محافظة درعا', 'SY'],
    ['Damascus countryside', 'SY'],
    ['Kharkiv oblast', 'UA'],
  ])('are areas where a whole province is meant: %s', (name, country) => {
    expect(knownProvince(name, null)?.area?.country).toBe(country)
  })

  it('are points where a town is meant', () => {
    expect(knownProvince('Daraa', null)).toBeNull()
  })
})

describe('the map of a story', () => {
  it.each<[string, [number, number][]]>([
    ['one place only', [[33.51, 36.28]]],
    [
      'on both sides of the antimeridian',
      [
        [-16.5, 179.4],
        [-17.8, 178.4],
        [-16.8, -179.9],
      ],
    ],
    [
      'at the pole',
      [
        [89, 0],
        [88, 170],
        [85, -60],
      ],
    ],
    [
      'in Antarctica',
      [
        [-77.8, 166.7],
        [-75.1, 123.3],
      ],
    ],
    [
      'across one country',
      [
        [50.45, 30.52],
        [49.99, 36.23],
        [46.48, 30.73],
      ],
    ],
    [
      'all over the world',
      [
        [40.7, -74],
        [33.5, 36.3],
        [-33.9, 151.2],
        [35.7, 139.7],
      ],
    ],
  ])('has every place in sight, and land: %s', (_, points) => {
    const map = drawn(points.map((at, n) => said(`c${n}`, `Place ${n}`, at)))
    expect(map.dots).toHaveLength(points.length)
    for (const { x, y } of map.dots) {
      expect(x).toBeGreaterThan(0)
      expect(x).toBeLessThan(1)
      expect(y).toBeGreaterThan(0)
      expect(y).toBeLessThan(1)
    }
    if (!/pole/.test(_)) expect(map.land).not.toBe('')
    const size = Object.values(map)
      .filter((part) => typeof part === 'string')
      .join('').length
    expect(size).toBeLessThan(45_000)
  })

  it('keeps sixty claims in three places to three marks', () => {
    const at: [number, number][] = [
      [33.5, 36.3],
      [34.7, 36.7],
      [35.3, 40.1],
    ]
    const map = drawn(
      Array.from({ length: 60 }, (_, n) => said(`c${n}`, `Town ${n % 3}`, at[n % 3])),
    )
    expect(map.marks.map(({ tally }) => tally[0]?.count)).toEqual([20, 20, 20])
  })

  it('lets places that can’t be told apart share a mark', () => {
    const map = drawn([
      said('a', 'Damascus', [33.51, 36.28]),
      said('b', 'Jaramana', [33.49, 36.35]),
      said('c', 'Deir Ezzor', [35.34, 40.14]),
    ])
    expect(map.marks.map(({ name }) => name)).toEqual(['Damascus + 1', 'Deir Ezzor'])
  })

  it('paints the province that a claim is about, and puts no dot into it', () => {
    const map = drawn([said('a', 'Daraa province', [32.62, 36.1])])
    expect(map.areas).toMatch(/^M/)
    expect(map.dots).toEqual([])
  })

  it('names countries in the language of the page', () => {
    const { places } = gatherPlaces([said('a', 'حمص', [34.7, 36.7])], [], knownProvince)
    const names = draw(places, { ...words, language: 'ar' }).names.map(({ name }) => name)
    expect(names).toContain('لبنان')
  })

  it('has a scale in round numbers, and none for the world', () => {
    const near = frameOf([
      { latitude: 33.5, longitude: 36.3 },
      { latitude: 34.7, longitude: 36.7 },
    ])
    const bar = scaleBar(near, 'km')
    expect(String(bar.length)).toMatch(/^[125]0*$/)
    expect(bar.width).toBeLessThan(WIDE / 4)
    const world = frameOf([
      { latitude: 40, longitude: -74 },
      { latitude: -33, longitude: 151 },
    ])
    expect(scaleBar(world, 'km').unit).toBe('none')
    expect(HIGH).toBeLessThan(WIDE)
  })

  it('leaves out only points that lie on the way', () => {
    const line: [number, number][] = [
      [0, 0],
      [5, 0.2],
      [10, 0],
      [10, 10],
    ]
    expect(straightened(line, 1)).toEqual([
      [0, 0],
      [10, 0],
      [10, 10],
    ])
  })
})
