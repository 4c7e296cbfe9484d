import { describe, expect, it } from 'vitest'
import { comparisonPath, correctionsOf, notesOf } from '@/lib/site/notes'
import type { Change } from '@/lib/site/views'

const change = (kind: Change['kind'], at: string, before: Change['before']): Change => ({
  at,
  before,
  status: 'disputed',
  confidence: null,
  kind,
  note: null,
})

/** As a claim page has them, newest first. */
const changes = [
  change('update', '4', 'disputed'),
  change('correction', '3', 'verified'),
  change('first', '2', 'unreviewed'),
  change('shown', '1', null),
]

describe('notesOf', () => {
  it('has updates and corrections with their places in the line of verdicts, newest first', () => {
    expect(notesOf(changes).map(({ kind, at, number }) => [kind, at, number])).toEqual([
      ['update', '4', 3],
      ['correction', '3', 2],
    ])
    expect(correctionsOf(changes).map(({ at, before }) => [at, before])).toEqual([
      ['3', 'verified'],
    ])
  })

  it('is empty for a claim that has one verdict, or none', () => {
    expect(notesOf(changes.slice(2))).toEqual([])
    expect(notesOf([])).toEqual([])
  })
})

describe('comparisonPath', () => {
  it('leads from the verdict before to the one that is meant', () => {
    expect(comparisonPath('x', 3)).toBe('/claims/x/history/2-3')
  })
})
