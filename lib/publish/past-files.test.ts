import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  finalMoment,
  indexFileOf,
  outdated,
  pageOfIndexFile,
  pageOfPastFile,
  pastOf,
  pastPathOf,
  type Span,
  spansOf,
  withSpan,
} from '@/lib/publish/past-files'
import { fileOf } from '@/lib/publish/store'
import {
  indexFileOf as frontIndexFileOf,
  pastOf as frontPastOf,
  pastFileOf,
} from '@/scripts/launcher/front-past.mjs'

const A = '2024-12-07T15:20:00.000Z'
const B = '2024-12-07T18:00:00.000Z'
const C = '2024-12-08T06:12:00.000Z'
const LATER = '2024-12-09T00:00:00.000Z'
const soonAfter = (moment: string) => new Date(Date.parse(moment) + 59_999).toISOString()

describe('the files of the past', () => {
  const pages = [
    '/',
    '/claims',
    '/claims/page/3',
    '/claims/a-road-closed',
    '/claims/a-road-closed/history',
    '/stories/damascus',
    '/sources',
    '/sources/the-ministry',
    '/corrections',
    '/corrections/page/2',
    '/feeds/claims.atom',
    '/feeds/corrections.atom',
    '/feeds/corrections.json',
    '/stories/damascus/feed.json',
    '/ar',
    '/ar/claims',
    '/ar/claims/a-road-closed',
    '/ar/stories/damascus',
  ]

  it.each(pages)('of %s are written where the front server looks for them', (page) => {
    expect(pastOf(page)).toBe(frontPastOf(page))
    expect(pastOf(page)).toBeDefined()
    expect(indexFileOf(page)).toBe(frontIndexFileOf(page))
    expect(fileOf(pastPathOf(page, A))).toBe(pastFileOf(page, A))
    expect(fileOf(pastPathOf(page, A))).not.toContain(':')
  })

  it.each(pages)('of %s are known by their names', (page) => {
    expect(pageOfPastFile(fileOf(pastPathOf(page, A)))).toEqual({ path: page, moment: A })
    expect(pageOfPastFile(`${fileOf(pastPathOf(page, A))}.br`)).toBeUndefined()
    expect(pageOfIndexFile(indexFileOf(page))).toBe(page)
  })

  it('have names of their own for each page and moment', () => {
    const names = pages.flatMap((page) => [
      indexFileOf(page),
      ...[A, B].map((moment) => fileOf(pastPathOf(page, moment))),
    ])
    expect(new Set(names).size).toBe(names.length)
  })

  it.each([
    '/methodology',
    '/feeds',
    '/stories',
    '/desk',
    '/claims/../x',
    '/claims/x/y',
    '/past/x',
  ])('are kept of no %s', (page) => expect(pastOf(page)).toBeUndefined())
})

describe('a page of the past that was made already', () => {
  const index = (moments: string[], made: string) => spansOf({ made, moments })

  it('stays while the same moment follows it', () => {
    expect(outdated(index([A, B], LATER), index([A, B], LATER))).toEqual([])
  })

  it('is outdated when it was the last and another follows', () => {
    expect(outdated(index([A, B], LATER), index([A, B, C], LATER))).toEqual([B])
  })

  it('is outdated when another comes in between', () => {
    expect(outdated(index([A, C], soonAfter(C)), index([A, B, C], LATER))).toEqual([A, C])
  })

  it('is outdated when it was made while an act could still come late to its moment', () => {
    expect(outdated(index([A, B], soonAfter(B)), index([A, B], LATER))).toEqual([B])
    const settled = new Date(Date.parse(B) + 60_000).toISOString()
    expect(outdated(index([A, B], settled), index([A, B], LATER))).toEqual([])
  })

  it('is outdated when its moment is none any more', () => {
    expect(outdated(index([A, B], LATER), index([], LATER))).toEqual([A, B])
  })
})

describe('the moment in force at another', () => {
  const spans = spansOf({ made: LATER, moments: [A, B, C] })

  it.each([
    [A, A],
    ['2024-12-07T17:59:59.999Z', A],
    [B, B],
  ])('at %s is %s for good, once what followed it is settled', (at, moment) => {
    expect(finalMoment(spans, new Date(at))).toBe(moment)
  })

  it('is asked for while it may still be another', () => {
    expect(finalMoment(spans, new Date(C))).toBeNull()
    expect(finalMoment(spans, new Date('2020-01-01'))).toBeNull()
    expect(finalMoment(spansOf({ made: soonAfter(B), moments: [A, B] }), new Date(A))).toBeNull()
  })
})

describe('what is known of a page that changes with nearly every act', () => {
  const moment = fc.integer({ min: 0, max: 40 }).map((n) => new Date(n * 60_000).toISOString())
  const span = fc
    .tuple(fc.option(moment), fc.option(moment), moment)
    .filter(([from, to]) => from === null || to === null || from < to)
    .map(([from, to, made]): Span => ({ from, to, made }))

  it('is never two things of one moment, always has the newest answer, and is bounded', () => {
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 30 }), (answers) => {
        const most = 6
        let known: Span[] = []
        for (const answer of answers) {
          known = withSpan(known, answer, most)
          expect(known).toContain(answer)
          expect(known.length).toBeLessThanOrEqual(most)
          for (const [i, { to }] of known.slice(0, -1).entries()) {
            const next = known[i + 1]?.from
            expect(to !== null && next && to <= next).toBe(true)
          }
        }
      }),
    )
  })
})
