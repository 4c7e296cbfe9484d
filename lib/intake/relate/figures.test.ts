import { describe, expect, it } from 'vitest'
import { type Figure, figuresAgree } from '@/lib/intake/relate/figures'
import { statementOf } from '@/lib/intake/relate/statement'

const figuresOf = (text: string) => statementOf(text, undefined, '').figures
const first = (text: string) => figuresOf(text)[0] as Figure

describe('the figures of a text', () => {
  it.each([
    ['at least 40 people', 40, Infinity, 'count'],
    ['up to 2,000 soldiers', 0, 2000, 'count'],
    ['between 3,000 and 5,000 people', 3000, 5000, 'count'],
    ['10 to 20 tanks', 10, 20, 'count'],
    ['12 people', 12, 12, 'count'],
    ['90 per cent of the province', 89, 91, 'percent'],
    ['all of the province', 100, 100, 'percent'],
    ['tens of thousands of people', 20000, 200000, 'count'],
    ['٤٥ مدنيا', 45, 45, 'count'],
    ['عشرات القتلى', 20, 200, 'count'],
    ['ما لا يقل عن 30 قتيلا', 30, Infinity, 'count'],
  ] as const)('%s: from %d to %d, %s', (text, low, high, unit) => {
    const figure = first(text)
    expect(figure).toMatchObject({ unit })
    expect(figure.low).toBeCloseTo(low)
    expect(figure.high === Infinity ? Infinity : Math.round(figure.high)).toBe(high)
  })

  it.each([
    'In 2011 the uprising began',
    'on December 7 they left',
    'an S-300 battery',
    'nothing to count',
    '',
  ])('are not dates, designations or nothing: %s', (text) => {
    expect(figuresOf(text)).toEqual([])
  })

  it.each([
    ['20 km from the city', '12 miles from the city'],
    ['about 2,000 soldiers', 'nearly ألفي جندي'],
    ['two thousand soldiers', '2,000 soldiers'],
  ])('agree across units, words and languages: %s, %s', (one, other) => {
    expect(figuresAgree(first(one), first(other))).toBe(true)
  })

  it.each([
    ['2,000 soldiers', 'more than 4,000 soldiers'],
    ['all of Daraa', '90 % of Daraa'],
    ['10 km from the city', '20 km from the city'],
  ])('disagree: %s, %s', (one, other) => {
    expect(figuresAgree(first(one), first(other))).toBe(false)
  })
})
