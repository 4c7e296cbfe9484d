import { describe, expect, it } from 'vitest'
import { placeNameIn } from '@/lib/names/display'
import { nameKeys, soughtKeys } from '@/lib/names/keys'
import { nameLikeness } from '@/lib/names/likeness'
import { likenessOf, spellingsOf } from '@/lib/names/spellings'

/** Spellings of one name each, in both scripts. */
const SPELLINGS = [
  ['Homs', 'Hims', 'Ḩimş', 'حمص', 'حِمْص'],
  ['Deir ez-Zor', 'Deir Ezzor', 'Dayr az Zawr', 'Deir al-Zour', 'دير الزور'],
  ["al-Qa'im", 'Qaim', 'Al Qāʼim', 'القائم', 'القايم'],
  ['Douma', 'Duma', 'Dūmā', 'دوما'],
  ['Shahba', 'Chahba', 'Shahbā', 'شهبا'],
  [
    'Hassan Abdel Ghani',
    'Hassan Abdul-Ghany',
    'Hasan Abd al-Ghani',
    'حسن عبد الغني',
    'حسن عبدالغني',
  ],
  ['Ahmed al-Sharaa', 'Ahmad ash-Sharaa', 'Ahmad Al Charaa', 'أحمد الشرع', 'احمد الشرع'],
  ['Hayat Tahrir al-Sham', "Hay'at Tahrir ash-Sham", 'Hayʾat Taḥrīr al-Shām', 'هيئة تحرير الشام'],
  ['Birmingham', 'برمنغهام'],
  ['Chicago', 'شيكاغو'],
  ['Gothenburg', 'غوتنبرغ'],
  ['San Francisco', 'سان فرانسيسكو'],
  ['Liverpool', 'ليفربول'],
  ['New York', 'نيويورك'],
  ['Ain al-Fijeh', 'Ayn al-Fijah', 'عين الفيجة'],
]

describe('nameKeys', () => {
  it.each(SPELLINGS)('gives %s and its other spellings a key in common', (name, ...others) => {
    for (const other of others) {
      const stored = new Set(nameKeys(other))
      expect(
        soughtKeys(name).some((row) => row.some((key) => stored.has(key))),
        other,
      ).toBe(true)
    }
  })

  it('reads the same name off letters that have been folded', () => {
    expect(nameKeys('القلعه')).toEqual(nameKeys('القَلْعَة'))
    expect(nameKeys('deir ezzor')).toEqual(nameKeys('Deir Ezzor'))
  })

  it('seeks a letter under each sound that it may have', () => {
    expect(soughtKeys('Gaim')).toEqual([['gm', 'km']])
    expect(soughtKeys('Alaska')[0]).toContain(nameKeys('ألاسكا')[0])
  })
})

describe('nameLikeness', () => {
  it.each(SPELLINGS)('takes %s and its other spellings for one', (name, ...others) => {
    for (const other of others) {
      expect(nameLikeness(name, other), other).toBeGreaterThan(0.75)
      expect(nameLikeness(other, name), other).toBeGreaterThan(0.75)
    }
  })

  it.each([
    ['Homs', 'Hamas'],
    ['Hassan', 'Hussein'],
    ['Mohammed', 'Mahmoud'],
    ['Mahmoud', 'محمد'],
    ['Hama', 'حمص'],
    ['حسن', 'حسين'],
    ['Aleppo', 'Aden'],
  ])('tells %s from %s', (one, other) => {
    expect(nameLikeness(one, other)).toBeLessThan(0.75)
  })

  it('puts the whole of a name before a part, and a part before half of what was sought', () => {
    const [whole, within, lacking] = ['Damascus', 'Damascus International Airport', 'Airport'].map(
      (name) => nameLikeness('Damascus', name),
    ) as [number, number, number]
    expect(whole).toBe(1)
    expect(within).toBeGreaterThan(0.8)
    expect(within).toBeLessThan(whole)
    expect(lacking).toBeLessThan(0.5)
    expect(nameLikeness('Damascus Airport', 'Damascus')).toBeLessThan(within)
  })

  it('sees through a clitic', () => {
    expect(nameLikeness('Damascus', 'Damascus')).toBe(1)
    expect(nameLikeness('بدمشق', 'دمشق')).toBeGreaterThan(0.9)
    expect(nameLikeness('Dimashq', 'ودمشق')).toBeGreaterThan(0.75)
  })
})

describe('spellingsOf', () => {
  it.each([
    ['دمشق', 'Damascus'],
    ['Dimashq', 'دمشق'],
    ['حلب', 'Aleppo'],
    ['القاهرة', 'Cairo'],
    ['مصر', 'Egypt'],
    ['الجزائر', 'Algiers'],
    ['London', 'لندن'],
    ['الأردن', 'Jordan'],
  ])('knows %s as %s', (query, name) => {
    expect(spellingsOf(query)[0]?.names).toContain(name)
    expect(likenessOf(query, name)).toBeGreaterThan(0.97)
  })

  it('says which part of a query is the name', () => {
    const query = 'انسحاب الجيش من دمشق'
    const found = spellingsOf(query).find(({ names }) => names.includes('Damascus'))
    expect(found && query.slice(found.start, found.end)).toBe('دمشق')
    const [clitic] = spellingsOf('بدمشق')
    expect(clitic).toMatchObject({ start: 1, end: 5 })
  })
})

describe('placeNameIn', () => {
  it('says a place in the other script, the near one where several have its name', () => {
    expect(placeNameIn('ar', 'Damascus')).toBe('دمشق')
    expect(placeNameIn('ar', 'Homs', 34.73, 36.72)).toBe('حمص')
    expect(placeNameIn('en', 'حلب')).toBe('Aleppo')
    expect(placeNameIn('ar', 'Syria', 34, 38)).toBe('سورية')
    expect(placeNameIn('ar', 'Damascus', 60, 10)).toBeNull()
    expect(placeNameIn('ar', 'دمشق')).toBeNull()
    expect(placeNameIn('ar', 'Nowhere at all')).toBeNull()
  })
})
