import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findDateline } from '@/lib/documents/read/dateline'

describe('a dateline', () => {
  it.each([
    ['DAMASCUS, Dec 7 (Reuters) -', 'DAMASCUS', 'Reuters', null],
    ['Damascus, December 7, 2024 –', 'Damascus', null, '2024-12-07'],
    ['BEIRUT (AP) —', 'BEIRUT', 'AP', null],
    ['(Reuters) -', null, 'Reuters', null],
    ['WASHINGTON —', 'WASHINGTON', null, null],
    ['Washington —', 'Washington', null, null],
    ['KYIV, Ukraine, Nov. 3, 2023 (AFP) --', 'KYIV, Ukraine', 'AFP', '2023-11-03'],
    ['BAGHDAD/DAMASCUS, 7 December 2024 (AFP) –', 'BAGHDAD/DAMASCUS', 'AFP', '2024-12-07'],
    ['دمشق (أ ف ب) -', 'دمشق', 'أ ف ب', null],
    ['دمشق - سانا -', 'دمشق', 'سانا', null],
    ['دمشق-سانا:', 'دمشق', 'سانا', null],
    ['بيروت 7 كانون الأول/ديسمبر 2024 (رويترز) -', 'بيروت', 'رويترز', '2024-12-07'],
    ['عمان، ٨ ديسمبر ٢٠٢٤ (بترا) --', 'عمان', 'بترا', '2024-12-08'],
    ['دمشق ‏(أ ف ب)‏ –', 'دمشق', 'أ ف ب', null],
  ])('is found: %s', (words, place, agency, date) => {
    const text = `${words} The bridge was reopened.`
    expect(findDateline(text)).toEqual({ place, agency, date, span: [0, words.length] })
  })

  it.each([
    'The army said on Monday — without saying more — that it had left.',
    'He said - in short - no.',
    'قال الوزير (وزير الدفاع) - إن الجيش باق.',
    'Warning: the road is closed.',
    'WARNING: the road is closed.',
    'No dash at all.',
    '— Who said that?',
    '',
  ])('is not seen where there is none: %s', (text) => {
    expect(findDateline(text)).toBeNull()
  })

  it('takes a year that is left out from the time of publication, across New Year too', () => {
    const inYear = (text: string, at: string) => findDateline(text, at)?.date
    expect(inYear('DAMASCUS, Dec 7 (Reuters) - A', '2024-12-08T01:00:00+03:00')).toBe('2024-12-07')
    expect(inYear('DAMASCUS, Dec 31 (Reuters) - A', '2025-01-01')).toBe('2024-12-31')
  })

  it('stands where it says, after blank lines too', () => {
    expect(findDateline('\n\n  BEIRUT (AP) — A')?.span).toEqual([4, 17])
  })

  it('is looked for in any text without failing', () => {
    const unit = fc.constantFrom(...'Aa7 .,:-—()\n\u200fم،٣')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 80 }), (text) => {
        const found = findDateline(text)
        if (found) expect(found.span[1]).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})
