import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stretchesOf } from '@/app/(desk)/desk/intake/[id]/marks'
import type { Candidate, Span } from '@/lib/intake/schema'

function aCandidate(spans: { source: Span[]; cue: Span[]; content: Span[] }): Candidate {
  return {
    attribution: { ...spans, kind: 'asserts', isDirect: false, isHedged: false },
    proposition: 'It fell.',
    claimant: { name: 'He', description: null, kind: 'person', span: null },
    quote: spans.content[0] ?? [0, 1],
    wording: null,
    said: null,
    place: null,
    origin: null,
    kind: 'asserts',
    isDirect: false,
    isHedged: false,
  }
}

describe('marks in a text', () => {
  it('show who, by which word, and what, each where it stands', () => {
    const text = 'He said that it fell.'
    const marked = stretchesOf(text, [
      aCandidate({ source: [[0, 2]], cue: [[3, 7]], content: [[8, 20]] }),
    ]).map(({ from, to, role }) => [text.slice(from, to), role])
    expect(marked).toEqual([
      ['He', 'speaker'],
      [' ', null],
      ['said', 'cue'],
      [' ', null],
      ['that it fell', 'content'],
      ['.', null],
    ])
  })

  it('lose nothing of the text and say nothing twice, however spans overlap', () => {
    const span = fc.tuple(fc.nat(39), fc.nat(39)).map(([one, other]): Span => {
      const [start, end] = [Math.min(one, other), Math.max(one, other) + 1]
      return [start, end]
    })
    const spans = fc.record({
      source: fc.array(span, { maxLength: 2 }),
      cue: fc.array(span, { maxLength: 2 }),
      content: fc.array(span, { minLength: 1, maxLength: 2 }),
    })
    fc.assert(
      fc.property(fc.array(spans, { maxLength: 5 }), (given) => {
        const text = 'abcdefghijklmnopqrstuvwxyzabcdefghijklmn'
        const stretches = stretchesOf(text, given.map(aCandidate))
        expect(stretches.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text)
        expect(stretches.flatMap(({ begins }) => begins).sort()).toEqual([...given.keys()])
      }),
    )
  })
})
