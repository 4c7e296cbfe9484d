import { expect, it } from 'vitest'
import { readMoment } from '@/lib/documents/read/moment'

it.each([
  ['2024-12-07T18:30:00+03:00', '2024-12-07T18:30:00+03:00'],
  ['2024-12-07T18:30:12.345Z', '2024-12-07T18:30:12Z'],
  ['2024-12-07T18:30+0300', '2024-12-07T18:30:00+03:00'],
  ['2024-12-07 18:30:00 UTC', '2024-12-07T18:30:00Z'],
  ['Sat, 07 Dec 2024 18:30:00 GMT', '2024-12-07T18:30:00Z'],
  ['Sat, 07 Dec 2024 18:30:00 +0300', '2024-12-07T18:30:00+03:00'],
])('%s is a moment', (written, moment) => {
  expect(readMoment(written)).toBe(moment)
})

it.each([
  ['2024-12-07', '2024-12-07'],
  ['20241207', '2024-12-07'],
  // A clock without a zone is no moment.
  ['2024-12-07T18:30:00', '2024-12-07'],
  ['December 7, 2024', '2024-12-07'],
  ['Dec. 7th, 2024 at 6pm', '2024-12-07'],
  ['7 December 2024', '2024-12-07'],
  ['7. Dezember 2024', '2024-12-07'],
  ['7 de diciembre de 2024', '2024-12-07'],
  ['7 décembre 2024', '2024-12-07'],
  ['7 كانون الأول 2024', '2024-12-07'],
  ['٧ ديسمبر ٢٠٢٤', '2024-12-07'],
  ['السبت 7 كانون الأول/ديسمبر 2024', '2024-12-07'],
  ['07.12.2024', '2024-12-07'],
  ['27/12/2024', '2024-12-27'],
])('%s is a day', (written, day) => {
  expect(readMoment(written)).toBe(day)
})

it.each([
  '',
  'yesterday',
  '3/4/2024',
  '2024-02-30',
  '31 February 2024',
  '0000-00-00',
  'May',
  '12345',
])('%s is neither', (written) => {
  expect(readMoment(written)).toBeNull()
})
