import { describe, expect, it } from 'vitest'
import { sayDay, sayKnownMoment, sayMoment } from '@/lib/words/say-time'
import { wordsOf } from '@/lib/words/words-of'

const english = wordsOf('en')
const arabic = wordsOf('ar')

const day = { on: '2024-12-07', at: null, zone: null } as const

describe('sayKnownMoment', () => {
  it.each([
    ['year', '2024', '2024'],
    ['month', 'December 2024', '2024-12'],
    ['day', '7 December 2024', '2024-12-07'],
  ] as const)('says a %s and no more', (precision, words, machine) => {
    expect(sayKnownMoment({ ...day, precision }, english)).toEqual({ words, machine })
  })

  it.each([
    ['Asia/Damascus', '7 December 2024, 18:00 Damascus time (UTC+3)', '2024-12-07T18:00+03:00'],
    ['America/New_York', '7 December 2024, 10:00 New York time (UTC−5)', '2024-12-07T10:00-05:00'],
    [
      'Asia/Kathmandu',
      '7 December 2024, 20:45 Kathmandu time (UTC+5:45)',
      '2024-12-07T20:45+05:45',
    ],
    ['UTC', '7 December 2024, 15:00 UTC', '2024-12-07T15:00+00:00'],
  ])('reads a minute from the clock of %s', (zone, words, machine) => {
    const known = {
      on: '2024-12-07',
      precision: 'minute',
      at: '2024-12-07T15:00:00Z',
      zone,
    } as const
    expect(sayKnownMoment(known, english)).toEqual({ words, machine })
  })
})

it('gives our own acts in UTC, to the minute for people and the second for machines', () => {
  expect(sayMoment('2024-12-08T05:04:59.000Z', english)).toEqual({
    words: '8 December 2024, 05:04 UTC',
    machine: '2024-12-08T05:04:59Z',
  })
})

it('keeps a calendar day where it is, whatever the machine’s zone', () => {
  expect(sayDay('2024-12-08', english).words).toBe('8 December 2024')
})

describe('In Arabic', () => {
  it('months, numerals and zones are the language’s own, and machines’ are not', () => {
    const known = {
      on: '2024-12-07',
      precision: 'minute',
      at: '2024-12-07T15:00:00Z',
      zone: 'Asia/Damascus',
    } as const
    expect(sayKnownMoment(known, arabic)).toEqual({
      words: '٧ ديسمبر ٢٠٢٤، ١٨:٠٠ توقيت سوريا (UTC+3)',
      machine: '2024-12-07T18:00+03:00',
    })
    expect(sayMoment('2024-12-08T05:04:59.000Z', arabic)).toEqual({
      words: '٨ ديسمبر ٢٠٢٤، ٠٥:٠٤ بالتوقيت العالمي',
      machine: '2024-12-08T05:04:59Z',
    })
  })
})
