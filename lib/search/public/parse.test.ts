import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markHits } from '@/lib/search/public/marks'
import { parseSearch } from '@/lib/search/public/parse'
import { tokensOf } from '@/lib/search/public/tokens'

function said(typed: string): string {
  const { any, none } = parseSearch(typed)
  const term = ({ words, isPhrase, isPrefix }: (typeof none)[number]) =>
    `${isPhrase ? `"${words.join(' ')}"` : words.join(' ')}${isPrefix ? '*' : ''}`
  return [
    any.map((terms) => terms.map(term).join(' & ')).join(' | '),
    ...none.map((each) => `-${term(each)}`),
  ].join(' ')
}

describe('parseSearch', () => {
  it.each([
    ['army withdrew', 'army & withdrew'],
    ['the army in Homs', 'army & homs'],
    ['the', 'the'],
    ['"final phase" Damascus', '"final phase" & damascus'],
    ['“final phase”', '"final phase"'],
    ['damascus -withdrawal', 'damascus -withdrawal'],
    ['damascus -"final phase"', 'damascus -"final phase"'],
    ['Homs or Hama', 'homs | hama'],
    ['حمص أو حماة', 'حمص | حماه'],
    ['or or', ' '],
    ['redeploy*', 'redeploy*'],
    ['Abdul-Ghany', 'abdul & ghany'],
    ['عبدالغني', 'عبد & الغني'],
    ['٢٬٠٠٠ جندي', '2000 & جندي'],
    ['Syria’s army', 'syria & army'],
    ['"unbalanced phrase', '"unbalanced phrase"'],
    ['-', ''],
    ['', ''],
  ])('reads %j as %j', (typed, expected) => {
    expect(said(typed).trim()).toBe(expected.trim())
  })

  it('reads whatever is typed, into words that PostgreSQL can take', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
        const { any, none } = parseSearch(typed)
        for (const { words } of [...any.flat(), ...none]) {
          expect(words.length).toBeGreaterThan(0)
          for (const word of words) expect(word).not.toMatch(/['\\\s]/)
        }
      }),
    )
  })
})

describe('markHits', () => {
  it.each([
    ['Troops left Damascus.', ['damascus'], 'Troops left [Damascus].'],
    ['انسحبت من دِمَشْق أمس', ['دمشق'], 'انسحبت من [دِمَشْق] أمس'],
    ['في بدمشق', ['دمشق'], 'في [بدمشق]'],
    ['<b>army</b> & co', ['army'], '<b>[army]</b> & co'],
    ['nothing', ['else'], 'nothing'],
  ])('marks in %j by %j', (text, words, expected) => {
    const pieces = markHits(text, words)
    expect(pieces.map((piece) => (piece.isHit ? `[${piece.text}]` : piece.text)).join('')).toBe(
      expected,
    )
  })

  it('leaves every letter of a text where it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (text) => {
        const pieces = markHits(text, tokensOf(text))
        expect(pieces.map((piece) => piece.text).join('')).toBe(text)
      }),
    )
  })
})
