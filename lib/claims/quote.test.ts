import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { selectQuote } from '@/lib/claims/quote'

/** What PostgreSQL's substr reads between the two positions: it counts code points. */
function between(text: string, start: number, end: number): string {
  return [...text].slice(start, end).join('')
}

describe('the place of a quote', () => {
  it.each([
    ['at the start', 'Damascus fell.', 'Damascus', 0, 8],
    ['at the end', 'They took Daraa', 'Daraa', 10, 15],
    ['the whole text', 'Daraa', 'Daraa', 0, 5],
    ['after an emoji, which counts once', '🇸🇾 Daraa', 'Daraa', 3, 8],
    ['with an emoji in it', 'took 🎯 all', '🎯 all', 5, 10],
    ['after letters outside the first plane', '𐤃𐤌𐤔𐤒 Damascus', 'Damascus', 5, 13],
    ['in Arabic', 'قال حسن عبد الغني', 'عبد الغني', 8, 17],
    ['in Arabic with vowel signs, which count each', 'عَبْدُ الغَنِيّ قال', 'الغَنِيّ', 7, 15],
    ['over two lines', 'one\ntwo\nthree', 'two\nthree', 4, 13],
  ])('is found %s', (_, text, exact, start, end) => {
    const quote = selectQuote(text, exact)
    expect(quote).toMatchObject({ exact, start, end })
    expect(between(text, start, end)).toBe(exact)
  })

  it.each([
    ['other words', 'Damascus fell.', 'Homs'],
    ['other case', 'Damascus fell.', 'damascus'],
    ['other vowel signs', 'عَبْدُ الغَنِيّ', 'عبد الغني'],
    ['a composed letter for a bare one', 'cafe\u0301', 'café'],
    ['other spaces', 'the  final phase', 'the final phase'],
    ['other quotation marks', 'the “final” phase', 'the "final" phase'],
  ])('is nowhere with %s: quotes are exact', (_, text, exact) => {
    expect(selectQuote(text, exact)).toBeNull()
  })

  it.each([
    ['half of a character', '🎯', '🎯'.charAt(1)],
    ['a quote that ends within one', 'a🎯', 'a🎯'.slice(0, 2)],
  ])('is not %s', (_, text, exact) => {
    expect(selectQuote(text, exact)).toBeNull()
  })

  it.each([
    ['no hint', undefined, 0],
    ['exactly the second', 10, 10],
    ['near the second', 8, 10],
    ['near the third', 23, 20],
    ['beyond the end', 999, 20],
    ['halfway: the earlier', 5, 0],
  ])('among repeated words is where it was selected: %s', (_, hint, start) => {
    const text = 'withdraw; withdraw; withdraw;'
    expect(selectQuote(text, 'withdraw', hint)?.start).toBe(start)
  })

  it('keeps what stands around it, without cutting a character', () => {
    const text = `${'🎯'.repeat(30)}quote${'🎯'.repeat(30)}`
    const quote = selectQuote(text, 'quote')
    expect(quote?.prefix).toBe('🎯'.repeat(20))
    expect(quote?.suffix).toBe('🎯'.repeat(20))
    const odd = selectQuote(`${'🎯'.repeat(30)}x quote y${'🎯'.repeat(30)}`, 'quote')
    expect(odd?.prefix.isWellFormed()).toBe(true)
    expect(odd?.suffix.isWellFormed()).toBe(true)
  })

  it('always reads back the exact words, between what stands around them', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '🎯', '🇸🇾', 'عَ', 'ب', 'e\u0301', '\n'),
      minLength: 1,
      maxLength: 60,
    })
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), fc.option(fc.nat(200)), (whole, from, size, hint) => {
        const letters = [...whole]
        const start = from % letters.length
        const exact = letters.slice(start, start + 1 + (size % 5)).join('')
        const quote = selectQuote(whole, exact, hint ?? undefined)
        if (!quote || quote.start === null || quote.end === null) throw new Error('not found')
        expect(between(whole, quote.start, quote.end)).toBe(exact)
        expect(whole).toContain(`${quote.prefix}${exact}${quote.suffix}`)
        expect(quote.end - quote.start).toBe([...exact].length)
      }),
    )
  })

  it('is the selected place whenever the words do stand there', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '🎯'), minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (whole, from, size) => {
        const letters = [...whole]
        const start = from % letters.length
        const exact = letters.slice(start, start + 1 + (size % 3)).join('')
        const hint = letters.slice(0, start).join('').length
        expect(selectQuote(whole, exact, hint)?.start).toBe(start)
      }),
    )
  })
})
