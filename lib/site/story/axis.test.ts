import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { axisOf, clustered, type Span, spanOf, zoneOf } from '@/lib/site/story/axis'

const HOUR = 3_600_000
const at = (iso: string) => Date.parse(iso)
const moment = (iso: string): Span => ({ from: at(iso), to: at(iso) })
const known = { on: '2024-12-07', at: null, zone: null } as const

describe('how much time a moment may be', () => {
  it.each([
    ['day', '2024-12-07T00:00+03:00', '2024-12-08T00:00+03:00'],
    ['month', '2024-12-07T00:00+03:00', '2025-01-01T00:00+03:00'],
    ['year', '2024-12-07T00:00+03:00', '2025-01-01T00:00+03:00'],
  ] as const)('a %s is all of it, on the clock of the place', (precision, _, to) => {
    const span = spanOf({ ...known, precision }, 'Asia/Damascus')
    expect(span.to).toBe(at(to))
    expect(span.to - span.from).toBe({ day: 24, month: 31 * 24, year: 366 * 24 }[precision] * HOUR)
  })

  it('a minute is none', () => {
    const iso = '2024-12-07T15:00:00Z'
    const minute = {
      on: '2024-12-07',
      precision: 'minute',
      at: iso,
      zone: 'Asia/Damascus',
    } as const
    expect(spanOf(minute, 'UTC')).toEqual(moment(iso))
  })

  it('is read from the clock that most were read from', () => {
    const on = (zone: string | null) => ({ ...known, precision: 'day' as const, zone })
    expect(zoneOf([on('UTC'), on('Asia/Damascus'), null, on(null), on('Asia/Damascus')])).toBe(
      'Asia/Damascus',
    )
    expect(zoneOf([])).toBe('UTC')
  })
})

describe('the axis', () => {
  it('is in proportion to time, and marks days where there is no room for hours', () => {
    const axis = axisOf(
      [
        moment('2024-12-06T00:00Z'),
        moment('2024-12-07T00:00Z'),
        moment('2024-12-08T00:00Z'),
        moment('2024-12-10T00:00Z'),
      ],
      'UTC',
    )
    expect(axis.breaks).toEqual([])
    expect(axis.place(moment('2024-12-08T00:00Z')).start).toBe(50)
    expect(axis.ticks.filter(({ unit }) => unit === 'day').map(({ place }) => place)).toEqual([
      0, 25, 50, 75, 100,
    ])
  })

  it('is broken where it would be empty for most of its length', () => {
    const axis = axisOf(
      [moment('2024-12-06T00:00Z'), moment('2024-12-06T12:00Z'), moment('2026-01-01T00:00Z')],
      'UTC',
    )
    expect(axis.breaks).toHaveLength(1)
    expect(axis.place(moment('2024-12-06T12:00Z')).start).toBeGreaterThan(90)
    expect(axis.place(moment('2026-01-01T00:00Z')).start).toBe(100)
  })

  const spans = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 20_000 }), fc.constantFrom(0, 0, 24, 24 * 31, 24 * 366))
      .map(([from, size]) => ({
        from: at('2024-01-01T00:00Z') + from * HOUR,
        to: at('2024-01-01T00:00Z') + (from + size) * HOUR,
      })),
    { minLength: 1, maxLength: 40 },
  )

  it('keeps the order of time, and everything on it', () => {
    fc.assert(
      fc.property(spans, (all) => {
        const axis = axisOf(all, 'Asia/Damascus')
        const ordered = all.toSorted((a, b) => a.from - b.from).map((span) => axis.place(span))
        for (const [index, { start, size }] of ordered.entries()) {
          expect(start).toBeGreaterThanOrEqual(ordered[index - 1]?.start ?? 0)
          expect(size).toBeGreaterThanOrEqual(0)
          expect(start + size).toBeLessThanOrEqual(100.02)
        }
      }),
    )
  })

  it('has room for each of its labels', () => {
    fc.assert(
      fc.property(spans, (all) => {
        const { ticks } = axisOf(all, 'Asia/Damascus')
        expect(ticks.length).toBeLessThanOrEqual(16)
        for (const [index, { place }] of ticks.entries()) {
          if (index > 0) expect(place).toBeGreaterThanOrEqual(ticks[index - 1]?.place ?? 0)
        }
      }),
    )
  })

  it('draws no mark over another, and loses none', () => {
    const places = fc.array(
      fc.record({
        start: fc.integer({ min: 0, max: 100 }),
        size: fc.constantFrom(0, 0, 3, 20),
      }),
      { maxLength: 80 },
    )
    fc.assert(
      fc.property(places, (all) => {
        const items = all.map((place, item) => ({ item, place }))
        const clusters = clustered(items, { least: 2, rows: 3 })
        expect(clusters.flatMap(({ items }) => items).toSorted((a, b) => a - b)).toEqual(
          all.map((_, index) => index),
        )
        for (const one of clusters) {
          for (const other of clusters) {
            if (one === other || one.row !== other.row || one.place.start > other.place.start)
              continue
            expect(one.place.start + Math.max(one.place.size, 2)).toBeLessThanOrEqual(
              other.place.start,
            )
          }
        }
      }),
    )
  })
})
