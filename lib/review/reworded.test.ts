import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Part, type Passage, passagesBetween } from '@/lib/review/reworded'

/** A rationale of a few sentences out of few words, so that two of them share a good deal. */
const sentence = fc
  .array(
    fc.constantFrom('two', 'soldiers', '2,000', 'crossed', 'the', 'border', 'الجيش', 'انسحب'),
    {
      minLength: 1,
      maxLength: 7,
    },
  )
  .map((words) => words.join(' '))
const rationale = fc
  .array(fc.tuple(sentence, fc.constantFrom('. ', '.\n\n', '؟ ', '! ', '.” ', '')), {
    maxLength: 6,
  })
  .map((sentences) => sentences.map((each) => each.join('')).join(''))
const text = fc.oneof(rationale, fc.string({ unit: 'binary' }), fc.string())

function partsOf(passages: Passage[]): Part[] {
  return passages.flatMap((each) => (each.is === 'reworded' ? each.parts : [each]))
}
const sideOf = (passages: Passage[], side: 'removed' | 'added') =>
  partsOf(passages)
    .filter((each) => each.is === 'same' || each.is === side)
    .map((each) => each.text)
    .join('')

const mirrored: Record<Part['is'], Part['is']> = {
  same: 'same',
  removed: 'added',
  added: 'removed',
}

describe('passagesBetween', () => {
  it('keeps both texts to the letter', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const passages = passagesBetween(before, after)
        expect(sideOf(passages, 'removed')).toBe(before)
        expect(sideOf(passages, 'added')).toBe(after)
      }),
    )
  })

  it('finds nothing between a text and itself', () => {
    fc.assert(
      fc.property(text, (each) => {
        expect(partsOf(passagesBetween(each, each)).every(({ is }) => is === 'same')).toBe(true)
      }),
    )
  })

  it('finds the same the other way round, with what is removed and what is added exchanged', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const there = passagesBetween(one, other)
        const back = passagesBetween(other, one)
        expect(back.map(({ is }) => is).toSorted()).toEqual(
          there.map(({ is }) => (is === 'reworded' ? is : mirrored[is])).toSorted(),
        )
        const bySide = (passages: Passage[], side: 'removed' | 'added') =>
          partsOf(passages)
            .filter(({ is }) => is === side)
            .map((each) => each.text)
        expect(bySide(back, 'added')).toEqual(bySide(there, 'removed'))
        expect(bySide(back, 'removed')).toEqual(bySide(there, 'added'))
      }),
    )
  })

  it('marks the words of a sentence that says the like, and whole sentences otherwise', () => {
    const before = 'Two agencies report it. The mayor is named. Nobody was there.'
    const after = 'One agency alone reports it. The mayor is named. Nobody was there in time.'
    expect(passagesBetween(before, after)).toEqual([
      { is: 'removed', text: 'Two agencies report it.' },
      { is: 'added', text: 'One agency alone reports it.' },
      { is: 'same', text: ' The mayor is named. ' },
      {
        is: 'reworded',
        parts: [
          { is: 'same', text: 'Nobody was there' },
          { is: 'added', text: ' in time' },
          { is: 'same', text: '.' },
        ],
      },
    ])
  })

  it('takes neighbouring words for one change, with what stood there first', () => {
    expect(
      passagesBetween('Some two thousand men came over.', 'Some four hundred men came over.'),
    ).toEqual([
      {
        is: 'reworded',
        parts: [
          { is: 'same', text: 'Some ' },
          { is: 'removed', text: 'two thousand' },
          { is: 'added', text: 'four hundred' },
          { is: 'same', text: ' men came over.' },
        ],
      },
    ])
  })

  it('tells Arabic words apart by their letters and signs', () => {
    expect(passagesBetween('انسحب الجيش من حمص.', 'انسحب الجيش من دمشق.')).toEqual([
      {
        is: 'reworded',
        parts: [
          { is: 'same', text: 'انسحب الجيش من ' },
          { is: 'removed', text: 'حمص' },
          { is: 'added', text: 'دمشق' },
          { is: 'same', text: '.' },
        ],
      },
    ])
  })

  it('answers soon for two texts of the greatest length that share nothing, or nothing but their words', () => {
    const words = (from: number) => Array.from({ length: 1600 }, (_, i) => `w${from + i}`)
    const shuffled = words(0).toSorted((one, other) => one.localeCompare(other))
    for (const [before, after] of [
      [words(0).join(' '), words(5000).join(' ')],
      [words(0).join('. '), words(5000).join('. ')],
      [words(0).join(' '), shuffled.join(' ')],
    ] as const) {
      const passages = passagesBetween(before, after)
      expect(sideOf(passages, 'removed')).toBe(before)
    }
  }, 10_000)
})
