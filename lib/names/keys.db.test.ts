import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nameKeys, nearKeys } from '@/lib/names/keys'
import { type FreshDatabase, freshDatabase } from '@/lib/testing/database'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

async function keysInSql(texts: string[]): Promise<string[][]> {
  const rows = await database.db.$queryRaw<{ keys: string[] }[]>`
    SELECT name_keys(value) AS keys FROM unnest(${texts}::text[]) WITH ORDINALITY AS each(value, nth) ORDER BY nth`
  return rows.map(({ keys }) => keys)
}

describe('name_keys', () => {
  it('gives the keys that nameKeys gives, to names and to running text', async () => {
    const texts = [
      '',
      ' ',
      'Homs',
      'Ḩimş',
      'Deir ez-Zor',
      'Dayr az Zawr',
      'دير الزور',
      'Hassan Abdul-Ghany',
      'حسن عبد الغني',
      'Abdullah',
      "Qal`at Ṣāliḥ, al-Qa'im",
      'Lattaquié',
      'Eskişehir',
      'Besançon-les-Çay',
      'Ouarzazate',
      'Łódź',
      'Gdańsk',
      'İstanbul',
      'Straße',
      'Xi’an',
      'الجمهورية العربيّة السوريــة',
      'ألمانيا',
      'ال حواش',
      'قرية ٨/٣',
      'سامەڕا کوردستان ۱۲',
      'Сергей Лавров',
      'The army withdrew from Homs, the ministry said at 06:40.',
      'وانسحب الجيش من مدينة حمص ثم عاد إليها بدمشق وللجيش والقوات فانظر كالعادة',
    ]
    expect(await keysInSql(texts)).toEqual(texts.map(nameKeys))
  })

  it('agrees on any mixture of letters', async () => {
    const letters = fc.constantFrom(
      ...'abcdefghijklmnopqrstuvwxyzABCDEFHSTZ',
      ...'ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئپچژگکی',
      ..."şçšġḫéūḩ-' ,.٣7",
      ...[
        'al-',
        'el ',
        'ash-sh',
        'abdul',
        ' ال',
        ' عبدال',
        'ou',
        'kh',
        ' ',
        ' ',
        'وال',
        'لل',
        'ـ',
        'َ',
      ],
    )
    const texts = fc.sample(
      fc.array(letters, { maxLength: 60 }).map((parts) => parts.join('')),
      { seed: 20261125, numRuns: 1500 },
    )
    const found = await keysInSql(texts)
    texts.forEach((text, at) => {
      expect(found[at], JSON.stringify(text)).toEqual(nameKeys(text))
    })
  })

  it('is looked up by its own keys, marked as such, and one sound more or less, as nearKeys says', async () => {
    const names = ['Homs', 'Deir ez-Zor', 'الصنمين', 'A', '']
    const rows = await database.db.$queryRaw<{ keys: string[] }[]>`
      SELECT search_name_keys(value) AS keys FROM unnest(${names}::text[]) WITH ORDINALITY AS each(value, nth) ORDER BY nth`
    rows.forEach(({ keys }, at) => {
      const its = nameKeys(names[at] ?? '')
      const own = its.map((key) => `=${key}`)
      expect(new Set(keys), names[at]).toEqual(new Set([...own, ...its.flatMap(nearKeys)]))
    })
  })
})
