import { describe, expect, it } from 'vitest'
import { activityBody } from '@/lib/activity/schema'

const options = activityBody.options.map((each) => ({
  type: each.shape.type.value,
  payload: each.shape.payload,
}))

describe('what can happen', () => {
  it.each(options)('$type is a noun and a past tense, as the database demands', ({ type }) => {
    expect(type).toMatch(/^[a-z]+\.[a-z-]+$/)
  })

  it('has each type once', () => {
    const types = options.map(({ type }) => type)
    expect(new Set(types).size).toBe(types.length)
  })

  it('keeps nothing that a reader of the record could not parse', () => {
    expect(activityBody.safeParse({ type: 'claim.vanished', payload: {} }).success).toBe(false)
    expect(activityBody.safeParse({ type: 'claim.set-aside', payload: {} }).success).toBe(false)
  })

  // What was once written is read for ever: a shape that is in here may not be taken away.
  it.each([
    { type: 'claim.filed', payload: { proposition: 'It has begun', claimant: 'Abdel Ghani' } },
    {
      type: 'claim.edited',
      payload: { before: { placeLatitude: null }, after: { placeLatitude: 33.5 } },
    },
    { type: 'claim.assigned', payload: { before: null, after: 'Rana Haddad' } },
    { type: 'source.graded', payload: { before: null, after: 'B', reason: 'Often right' } },
    {
      type: 'evidence.graded',
      payload: { evidenceId: 'x', document: 'd', before: 2, after: 5, reason: 'Old film' },
    },
    { type: 'evidence.speaker-changed', payload: { source: 'Spokesman', sourceId: 'x' } },
    {
      type: 'verdict.published',
      payload: {
        verdictId: 'x',
        before: 'unreviewed',
        status: 'false',
        confidence: 'high',
        kind: 'first',
      },
    },
  ])('still reads $type', (body) => {
    expect(activityBody.parse(body)).toEqual(body)
  })
})
