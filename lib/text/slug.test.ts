import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freeSlug, slugify } from '@/lib/text/slug'

describe('the words of a text as an address', () => {
  it.each([
    ['2,000 Syrian soldiers crossed into Iraq', '2-000-syrian-soldiers-crossed-into-iraq'],
    ['Dar‘a — all of it — is lost', 'dar-a-all-of-it-is-lost'],
    ["The regime's forces", 'the-regimes-forces'],
    ['Ḥayʼat Taḥrīr al-Shām', 'hayat-tahrir-al-sham'],
    ['Erdoğan’s “final phase”', 'erdogans-final-phase'],
    ['  spaces\n and\tlines ', 'spaces-and-lines'],
    ['ﬁnal phase', 'final-phase'],
    ['دمشق', ''],
    ['Damascus دمشق falls', 'damascus-falls'],
    ['', ''],
    ['—', ''],
  ])('%j is %j', (text, slug) => {
    expect(slugify(text)).toBe(slug)
  })

  it('ends with a whole word', () => {
    const slug = slugify(`${'encircling '.repeat(20)}Damascus`)
    expect(slug.length).toBeLessThanOrEqual(70)
    expect(slug).toMatch(/^encircling(-encircling)*$/)
  })

  it('cuts a word that is longer than an address may be', () => {
    expect(slugify('a'.repeat(200))).toBe('a'.repeat(70))
  })

  it('is always safe to put into an address, and its own slug', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const slug = slugify(text)
        expect(slug).toMatch(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/)
        expect(slug.length).toBeLessThanOrEqual(70)
        expect(slugify(slug)).toBe(slug)
      }),
    )
  })
})

describe('a free slug', () => {
  it.each([
    ['takes the words when nobody has them', [], 'final-phase'],
    ['numbers the second', ['final-phase'], 'final-phase-2'],
    ['numbers the third', ['final-phase', 'final-phase-2'], 'final-phase-3'],
  ])('%s', async (_, taken, expected) => {
    expect(await freeSlug('Final phase', 'claim', async (slug) => taken.includes(slug))).toBe(
      expected,
    )
  })

  it('falls back on a word of its own for a text without Latin letters', async () => {
    expect(await freeSlug('دمشق', 'claim', async () => false)).toBe('claim')
    expect(await freeSlug('دمشق', 'claim', async (slug) => slug === 'claim')).toBe('claim-2')
  })

  it('finds one among hundreds with few questions', async () => {
    const taken = new Set(['claim', ...Array.from({ length: 500 }, (_, at) => `claim-${at + 2}`)])
    let questions = 0
    const slug = await freeSlug('دمشق', 'claim', async (each) => {
      questions++
      return taken.has(each)
    })
    expect(taken.has(slug)).toBe(false)
    expect(questions).toBeLessThan(30)
  })
})
