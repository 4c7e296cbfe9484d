import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tagAndParse } from './syntax'

const SAID = 'The ministry said on Monday that its troops had left the northern district .'.split(
  ' ',
)

describe('tagAndParse', () => {
  it('finds who spoke, and the clause that tells what', () => {
    const { tags, heads, labels } = tagAndParse(SAID)
    const said = SAID.indexOf('said')
    const left = SAID.indexOf('left')
    expect(labels[said]).toBe('root')
    expect(tags[said]).toBe('VBD')
    expect([heads[1], labels[1]]).toEqual([said, 'nsubj'])
    expect([heads[left], labels[left]]).toEqual([said, 'ccomp'])
    expect([heads[SAID.indexOf('troops')], heads[SAID.indexOf('that')]]).toEqual([left, left])
  })

  it('makes one tree of any words whatever', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('said', 'that', ',', '"', 'the', '(', 'who', 'n’t', 'Aleppo', '1,200'),
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const { tags, heads, labels } = tagAndParse(words)
        expect(tags).toHaveLength(words.length)
        expect(labels.every((label, i) => (label === 'root') === (heads[i] === -1))).toBe(true)
        expect(heads.filter((head) => head === -1)).toHaveLength(Math.min(words.length, 1))
        for (let i = 0; i < words.length; i++) {
          let at = i
          for (let steps = 0; at !== -1; steps++) {
            expect(steps).toBeLessThan(words.length)
            at = heads[at] as number
          }
        }
      }),
    )
  })

  it('says the same of a sentence whatever came before it', () => {
    const before = tagAndParse(SAID)
    tagAndParse(['']) // shorter, and no word at all
    tagAndParse(new Array(700).fill('that'))
    expect(tagAndParse(SAID)).toEqual(before)
  })

  it('takes thousands of words without an end, and words without an end', () => {
    const words = Array.from(
      { length: 5_000 },
      (_, i) => ['(', 'said', 'that', ','][i % 4] as string,
    )
    expect(tagAndParse(words).heads).toHaveLength(5_000)
    expect(tagAndParse(['x'.repeat(1_000_000), 'fell']).tags).toHaveLength(2)
  })
})
