import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { piecesOf } from '@/lib/intake/pieces'

describe('pieces of a text', () => {
  it('are one for an ordinary article', () => {
    expect(piecesOf('He said so.\n\nShe denied it.')).toEqual([{ start: 0, from: 0, to: 27 }])
    expect(piecesOf('')).toEqual([])
  })

  it('are cut between paragraphs where there are any', () => {
    const text = `${'He said that it fell. '.repeat(60)}\n\n`.repeat(60)
    const [first] = piecesOf(text)
    expect(text.slice(0, first?.to).endsWith('\n\n')).toBe(true)
  })

  it('follow on each other without a gap, cut no character, and know what stands before them', () => {
    const unit = fc.constantFrom('word ', '\n\n', '. ', 'قال ', '🎯', 'x'.repeat(900))
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 400 }), (units) => {
        const text = units.join('')
        const pieces = piecesOf(text)
        expect(pieces.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text)
        for (const { start, from, to } of pieces) {
          expect(start).toBeLessThanOrEqual(from)
          expect(from).toBeLessThan(to)
          expect(text.slice(start, to).isWellFormed()).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })
})
