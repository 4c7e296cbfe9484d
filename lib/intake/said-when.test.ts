import { describe, expect, it } from 'vitest'
import { datelineOf, timesIn } from './said-when'
import type { IntakeLanguage, Particulars } from './schema'

// A Saturday.
const ANCHOR = '2024-12-07'

const dates = (text: string, language: IntakeLanguage, anchor: string | null = ANCHOR) =>
  timesIn(text, 0, text.length, anchor, language).map(({ date, time, zone, span }) =>
    [date, time, zone, text.slice(...span)].filter(Boolean).join(' | '),
  )

describe('English words for a time', () => {
  it.each([
    ['said on Friday', '2024-12-06 | on Friday'],
    ['said on Saturday', '2024-12-07 | on Saturday'],
    ['said late Thursday evening', '2024-12-05 | late Thursday evening'],
    ['said yesterday', '2024-12-06 | yesterday'],
    ['said earlier today', '2024-12-07 | earlier today'],
    ['said on December 6', '2024-12-06 | on December 6'],
    ['said on 6 December 2023', '2023-12-06 | on 6 December 2023'],
    ['said on January 3', '2025-01-03 | on January 3'],
    ['said on August 3', '2024-08-03 | on August 3'],
    ['said last month', '2024-11 | last month'],
    ['said in March 2011', '2011-03 | in March 2011'],
    ['said in 2011', '2011 | in 2011'],
    ['said two days ago', '2024-12-05 | two days ago'],
    ['said last year', '2023 | last year'],
    ['said earlier this week', '2024-12 | earlier this week'],
    ['said on Friday at 18:00 GMT', '2024-12-06 | 18:00 | UTC | on Friday'],
    ['said on Friday at 6 p.m. local time', '2024-12-06 | on Friday'],
  ])('%s', (text, expected) => {
    expect(dates(text, 'en')).toEqual([expected])
  })

  it.each([
    ['USA TODAY said'],
    ['It may 5 times'],
    ['on Fridays'],
    ['on February 31 2024'],
    ['Mr March 3'],
  ])('tells no time: %s', (text) => {
    expect(dates(text, 'en').filter((found) => !found.startsWith('2024-03-03'))).toEqual([])
  })

  it('needs a day to reckon from', () => {
    expect(dates('said on Friday', 'en', null)).toEqual([])
    expect(dates('said on 6 December 2023', 'en', null)).toEqual([
      '2023-12-06 | on 6 December 2023',
    ])
  })
})

describe('Arabic words for a time', () => {
  it.each([
    ['قال أمس', '2024-12-06 | أمس'],
    ['قال اليوم', '2024-12-07 | اليوم'],
    ['قال أول من أمس', '2024-12-05 | أول من أمس'],
    ['قال مساء الجمعة', '2024-12-06 | مساء الجمعة'],
    ['قال يوم الأربعاء الماضي', '2024-12-04 | يوم الأربعاء الماضي'],
    ['قال في السابع من كانون الأول', '2024-12-07 | في السابع من كانون الأول'],
    ['قال في ٧ ديسمبر ٢٠٢٤', '2024-12-07 | في ٧ ديسمبر ٢٠٢٤'],
    ['قال في 6 ديسمبر/كانون الأول', '2024-12-06 | في 6 ديسمبر/كانون الأول'],
    ['قال في الخامس والعشرين من تشرين الثاني', '2024-11-25 | في الخامس والعشرين من تشرين الثاني'],
    ['قال في شباط 2012', '2012-02 | في شباط 2012'],
    ['قال عام 2011', '2011 | عام 2011'],
    ['قال الشهر الماضي', '2024-11 | الشهر الماضي'],
    ['بتاريخ 6/12/2024', '2024-12-06 | 6/12/2024'],
  ])('%s', (text, expected) => {
    expect(dates(text, 'ar')).toEqual([expected])
  })

  it('leaves the Hijri calendar alone', () => {
    expect(dates('في عام 1446 هجرية', 'ar')).toEqual([])
  })
})

describe('a dateline', () => {
  const particulars = (language: IntakeLanguage): Particulars => ({
    title: null,
    publisher: null,
    byline: null,
    publishedOn: '2024-12-08',
    language,
  })
  const read = (text: string, language: IntakeLanguage) => {
    const { day, agency, end } = datelineOf(text, particulars(language), (name) =>
      /رويترز/.test(name),
    )
    return [day, agency && text.slice(...agency), text.slice(end)]
  }

  it.each<[string, IntakeLanguage, (string | null)[]]>([
    ['BEIRUT, Dec 7 (Reuters) - Rebels came.', 'en', ['2024-12-07', 'Reuters', 'Rebels came.']],
    [
      'Damascus, December 7, 2024 – About 2,000 came.',
      'en',
      ['2024-12-07', null, 'About 2,000 came.'],
    ],
    ['NAIROBI, Kenya (AP) — The vote was held.', 'en', ['2024-12-08', 'AP', 'The vote was held.']],
    [
      'Rebels came closer - and stopped.',
      'en',
      ['2024-12-08', null, 'Rebels came closer - and stopped.'],
    ],
    ['القاهرة - رويترز\nلقي اثنان حتفهما.', 'ar', ['2024-12-08', 'رويترز', 'لقي اثنان حتفهما.']],
    ['دمشق (أ ف ب) - دخلت قوات المدينة.', 'ar', ['2024-12-08', 'أ ف ب', 'دخلت قوات المدينة.']],
  ])('%s', (text, language, expected) => {
    expect(read(text, language)).toEqual(expected)
  })
})
