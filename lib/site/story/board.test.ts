import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { momentsOf, statusBoard, thinned } from '@/lib/site/story/board'
import { sayBeside } from '@/lib/site/story/say-axis'
import { timelineOf } from '@/lib/site/story/timeline'
import { aStoryOf } from '@/lib/testing/story-view'
import { wordsOf } from '@/lib/words/words-of'

describe('the status board', () => {
  const story = aStoryOf(20)

  it('has each claim once, under its status, newest change first', () => {
    const { groups, absent } = statusBoard(story)
    expect(groups.flatMap(({ entries }) => entries)).toHaveLength(20)
    for (const { status, entries } of groups) {
      expect(absent).not.toContain(status)
      for (const { claim } of entries) expect(claim.status).toBe(status)
      const times = entries.map(({ at }) => at)
      expect(times).toEqual(times.toSorted().toReversed())
    }
  })

  it('marks the last change of status; a verdict that confirms moves nothing', () => {
    const [claim] = story.claims
    if (!claim) throw new Error('no claim')
    const confirmed = {
      ...claim,
      status: 'false' as const,
      moves: [
        { at: '2024-12-07T06:40:00.000Z', before: 'disputed' as const, status: 'false' as const },
        { at: '2024-12-09T10:00:00.000Z', before: 'false' as const, status: 'false' as const },
      ],
    }
    const [group] = statusBoard({ ...story, claims: [confirmed], relations: [] }).groups
    expect(group?.entries[0]?.moved).toEqual(confirmed.moves[0])
    expect(group?.entries[0]?.at).toBe('2024-12-07T06:40:00.000Z')
  })

  it('counts who denies a claim, whatever else bears on it', () => {
    const [one, other, third] = story.claims
    if (!one || !other || !third) throw new Error('no claims')
    const relations = [
      { type: 'counters', from: other.slug, to: one.slug },
      { type: 'supports', from: third.slug, to: one.slug },
    ] as const
    const { groups } = statusBoard({ ...story, relations: [...relations] })
    const entries = groups.flatMap((group) => group.entries)
    const denied = entries.filter(({ deniedBy }) => deniedBy > 0)
    expect(denied.map(({ claim, deniedBy }) => [claim.slug, deniedBy])).toEqual([[one.slug, 1]])
  })
})

describe('a time on the board', () => {
  it.each([
    ['2024-12-08T06:40:00.000Z', 'en', '06:40'],
    ['2024-12-07T06:40:00.000Z', 'en', '7 Dec, 06:40'],
    ['2023-12-07T06:40:00.000Z', 'en', '7 Dec 2023, 06:40'],
    ['2024-12-08T06:40:00.000Z', 'ar', '٠٦:٤٠'],
  ])('%s in %s beside the 8th is %s', (iso, code, said) => {
    expect(sayBeside(iso, '2024-12-08', wordsOf(code)).words).toBe(said)
  })
})

describe('the moments', () => {
  it('begin when the story was first shown', () => {
    const story = aStoryOf(20)
    const first = momentsOf(story)[0]?.at ?? ''
    expect(first >= story.shownSince).toBe(true)
  })

  it('are thinned without losing a change, and the last of all stays', () => {
    const story = aStoryOf(60)
    const moments = momentsOf(story)
    const total = moments.reduce((sum, { changes }) => sum + changes, 0)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (most) => {
        const few = thinned(moments, most)
        expect(few.length).toBe(Math.min(most, moments.length))
        expect(few.reduce((sum, { changes }) => sum + changes, 0)).toBe(total)
        expect(few.at(-1)?.at).toBe(moments.at(-1)?.at)
      }),
      { numRuns: 20 },
    )
  })
})

describe('the timeline', () => {
  it('has all that was said, carried and found, in the order of time, a document once', () => {
    const { claims } = aStoryOf(30)
    const { entries, groups, zone } = timelineOf(claims)
    const of = (kind: string) => entries.filter((entry) => entry.kind === kind)
    expect(zone).toBe('Asia/Damascus')
    expect(of('said')).toHaveLength(30)
    expect(of('found')).toHaveLength(60)
    const carried = new Set(
      claims.flatMap(({ documents }) =>
        documents.map(({ title, published }) => `${title} ${published?.on}`),
      ),
    )
    expect(of('carried')).toHaveLength(carried.size)
    expect(groups.flatMap((group) => group.entries)).toHaveLength(entries.length)
    const days = groups.map(({ known }) => known?.on ?? '')
    expect(days).toEqual(days.toSorted())
  })
})
