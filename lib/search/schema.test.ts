import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claimSearch, isNarrowed } from '@/lib/search/schema'
import { searchable } from '@/lib/text/searchable'

describe('claimSearch', () => {
  it('reads what an address says', () => {
    expect(
      claimSearch.parse({
        q: ' Homs ',
        status: ['false', 'disputed,verified', 'nonsense', 'false'],
        story: 'the-fall-of-damascus',
        language: 'AR-sy',
        saidFrom: '2024-12-06',
        saidTo: '2024-12-09',
      }),
    ).toMatchObject({
      q: 'Homs',
      status: ['false', 'disputed', 'verified'],
      story: 'the-fall-of-damascus',
      language: 'ar-SY',
      saidFrom: '2024-12-06',
      saidTo: '2024-12-09',
    })
  })

  it.each([
    ['saidFrom', '2024-02-30'],
    ['saidTo', 'yesterday'],
    ['story', '../etc'],
    ['language', 'no such language'],
    ['q', '…'],
  ])('takes %s=%s for no filter', (key, value) => {
    expect(isNarrowed(claimSearch.parse({ [key]: value }))).toBe(false)
  })

  it('never complains', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.string()),
      fc.constant(undefined),
    )
    const keys = ['q', 'status', 'story', 'source', 'place', 'language', 'saidFrom', 'cursor']
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), any), (query) => {
        expect(claimSearch.safeParse(query).success).toBe(true)
      }),
    )
  })
})

describe('searchable', () => {
  it.each([
    ['  two\n words ', 'two words'],
    ['nul\u0000 inside', 'nul inside'],
    ['\u202eright to left', 'right to left'],
    ['half \ud800 a character', 'half a character'],
    ['?!', ''],
  ])('makes of %j %j', (typed, expected) => {
    expect(searchable(typed)).toBe(expected)
  })

  it('keeps at most 300 characters, whole ones', () => {
    const text = searchable('🙂a'.repeat(5000))
    expect([...text].length).toBeLessThanOrEqual(300)
    expect(text.isWellFormed()).toBe(true)
  })
})
