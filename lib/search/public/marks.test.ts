import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markHits } from '@/lib/search/public/marks'

const hits = (text: string, words: string[]) =>
  markHits(text, words)
    .filter(({ isHit }) => isHit)
    .map((piece) => piece.text)

describe('What a text was found by', () => {
  it.each([
    ['The army left Damascus.', ['damascus'], ['Damascus']],
    ['Bashar al-Assad left', ['al', 'assad'], ['Assad']],
    ['al-Assad', ['al'], ['al']],
    ['انسحب الجيش من دِمَشْق', ['دمشق'], ['دِمَشْق']],
  ])('in “%s” of %j is %j', (text, words, marked) => {
    expect(hits(text, words)).toEqual(marked)
  })

  it('leaves the text as it is, letter for letter', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 })
    fc.assert(
      fc.property(text, fc.array(fc.string({ maxLength: 8 }), { maxLength: 4 }), (of, words) => {
        expect(
          markHits(of, words)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(of)
      }),
    )
  })
})
