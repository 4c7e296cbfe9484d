import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conceptsOf, translations } from '@/lib/text/glossary'

const known = (text: string) =>
  conceptsOf(text)
    .filter(({ kind }) => kind !== 'word')
    .map(({ names }) => names[0])

describe('the concepts of a text', () => {
  it('are the same in both languages', () => {
    const expected = ['forces', 'begin', 'phase', 'final', 'encircle', 'capital']
    expect(
      known('our forces have begun the final phase of encircling the capital').toSorted(),
    ).toEqual(expected.toSorted())
    expect(known('قواتنا بدأت المرحلة الأخيرة من تطويق العاصمة').toSorted()).toEqual(
      expected.toSorted(),
    )
  })

  it.each([
    ['they withdrew', 'withdraw'],
    ['a pull-out of troops', 'withdraw'],
    ['سينسحبون', 'withdraw'],
    ['وانسحابها', 'withdraw'],
    ['الصواريخ', 'missile'],
    ['fled', 'flee'],
    ['per cent', 'percent'],
    ['cease-fire', 'ceasefire'],
    ['لوقف إطلاق النار', 'ceasefire'],
    ['defence', 'defense'],
    ['organisations', 'organisation'],
    ['اللاجئين', 'refugee'],
  ])('are found through forms and spellings: %s is %s', (text, concept) => {
    expect(conceptsOf(text).flatMap(({ names }) => names)).toContain(concept)
  })

  it('lie in the text in its order, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom('ا', 'ل', 'و', 'withdraw', ' ', '\u202e', "'") }),
        ),
        (text) => {
          let last = 0
          for (const { start, end, names } of conceptsOf(text)) {
            expect(start).toBeGreaterThanOrEqual(last)
            expect(end).toBeGreaterThan(start)
            expect(names.length).toBeGreaterThan(0)
            last = end
          }
          expect(last).toBeLessThanOrEqual(text.length)
        },
      ),
    )
  })
})

describe('translations', () => {
  it('give the words of the other language', () => {
    expect(translations('withdrawal', 'en')).toContain('انسحاب')
    expect(translations('السيطرة', 'ar')).toContain('take control')
    expect(translations('وزارة الدفاع', 'ar')).toEqual(
      expect.arrayContaining(['ministry', 'defense']),
    )
  })

  it('are none for a word that the glossary doesn’t know', () => {
    expect(translations('xylophone', 'en')).toEqual([])
    expect(translations('', 'ar')).toEqual([])
  })
})
