import { describe, expect, it } from 'vitest'
import { readModelFile } from '../model-file'
import type { IntakeLanguage } from '../schema'
import { fold } from './fold'
import { placesIn } from './places-in'

function placeOf(text: string, language: IntakeLanguage) {
  const place = placesIn(text, language).about([[0, text.length]], [0, text.length])
  return (
    place && { name: place.name, at: [Math.round(place.latitude), Math.round(place.longitude)] }
  )
}

const context = 'The war in Syria went on, and Iraq closed its border with Syria. '

describe('the place of a claim', () => {
  it.each<[string, string, number[]]>([
    ['Rebels entered Jaramana at dawn.', 'Jaramana', [33, 36]],
    ['Rebels entered the town of Jermana.', 'Jermana', [33, 36]],
    ['The army left Deraa on Friday.', 'Deraa', [33, 36]],
    ['Soldiers crossed the border at Al-Qaim.', 'Al-Qaim', [34, 41]],
    ['They withdrew from Quneitra near the Golan Heights.', 'Quneitra', [33, 36]],
    ['The garrison of Deir Ezzor fled.', 'Deir Ezzor', [35, 40]],
    ['Fighters took the city of Sweida.', 'Sweida', [33, 37]],
    ['Shells fell in Maadamiyah and Daraya.', 'Maadamiyah', [33, 36]],
    ['Two mosques in Sanamayn were hit.', 'Sanamayn', [33, 36]],
    ['The army left the Golan Heights.', 'Golan Heights', [33, 36]],
  ])('%s', (text, name, at) => {
    const place = placesIn(context + text, 'en').about(
      [[context.length, context.length + text.length]],
      [0, 10],
    )
    expect(place?.name).toBe(name)
    expect([Math.round(place?.latitude ?? 0), Math.round(place?.longitude ?? 0)]).toEqual(at)
  })

  it.each<[string, { name: string; at: number[] } | null]>([
    ['The flood in Kyiv was over.', { name: 'Kyiv', at: [50, 31] }],
    ['Three people were hurt in Paris, Texas.', { name: 'Paris', at: [34, -96] }],
    ['Michael Jordan was late, and Jordan said so.', null],
    ['Police in March were on strike.', null],
    ['The bank had no comment.', null],
  ])('%s', (text, expected) => {
    expect(placeOf(text, 'en')).toEqual(expected)
  })

  it.each<[string, { name: string; at: number[] } | null]>([
    ['انسحبت القوات من محافظة درعا', { name: 'درعا', at: [33, 36] }],
    ['دخلت الفصائل مدينة جرمانا قرب دمشق في سوريا', { name: 'جرمانا', at: [33, 36] }],
    ['سقطت قذائف على حمص', { name: 'حمص', at: [35, 37] }],
    ['عبروا الحدود إلى العراق', { name: 'العراق', at: [34, 44] }],
    ['غادر الوفد إلى القاهرة', { name: 'القاهرة', at: [30, 31] }],
    ['وصلت المساعدات لبيروت', { name: 'بيروت', at: [34, 36] }],
    ['فتح الباب وقال إن الصور جديدة', null],
    ['فقدت السيطرة على كامل محافظة درعا', { name: 'درعا', at: [33, 36] }],
    ['غادر الرئيس بشار الأسد أمس', null],
    ['سقط تمثال حافظ الأسد قرب حمص', { name: 'حمص', at: [35, 37] }],
    ['وصل باسم كامل إلى بغداد', { name: 'بغداد', at: [33, 44] }],
    ['قصفت الطائرات محور خان شيخون بريف إدلب في سوريا', { name: 'خان شيخون', at: [35, 37] }],
  ])('%s', (text, expected) => {
    expect(placeOf(text, 'ar')?.name ?? null).toEqual(expected?.name ?? null)
  })
})

describe('the file of places', () => {
  const lines = readModelFile('places/places.tsv').toString('utf8').trimEnd().split('\n')

  it('has each place somewhere on earth, under names as they are looked up', () => {
    for (const line of lines.filter((_, at) => at % 50 === 0)) {
      const [kind, name, latitude, longitude, country, , , keys] = line.split('\t')
      expect('LRCAFP').toContain(kind)
      expect(name).not.toBe('')
      expect(Math.abs(Number(latitude))).toBeLessThanOrEqual(90)
      expect(Math.abs(Number(longitude))).toBeLessThanOrEqual(180)
      expect(country).toMatch(/^[A-Z]{2}$/)
      for (const key of keys?.split('|') ?? []) expect(fold(key)).toBe(key)
    }
  })

  it('is no larger than a model may be', () => {
    expect(lines.length).toBeGreaterThan(30_000)
    expect(lines.join('\n').length).toBeLessThan(3_000_000)
  })
})
