import { describe, expect, it } from 'vitest'
import { approveVerdictInput, proposeVerdictInput } from '@/lib/review/schema'

const claimId = '0193a3b4-7c00-7000-8000-00000000000a'
const form = {
  claimId,
  version: '3',
  status: 'overtaken',
  confidence: 'high',
  rationale: 'Because.',
}

describe('the day on which a claim was overtaken', () => {
  it.each([
    ['2024-12-08', true],
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['2024-02-31', false],
    ['2024-12', false],
    ['0000-12-08', false],
    ['8 December', false],
  ])('%s: %s', (overtakenOn, isDay) => {
    expect(proposeVerdictInput.safeParse({ ...form, overtakenOn }).success).toBe(isDay)
  })
})

describe('a verdict', () => {
  it.each(['unreviewed', 'true', ''])('cannot be %j', (status) => {
    expect(proposeVerdictInput.safeParse({ ...form, status }).success).toBe(false)
  })
})

describe('having looked at what changed', () => {
  it.each([
    ['on', true],
    ['true', true],
    [true, true],
    [undefined, false],
    ['', false],
    ['off', false],
    ['false', false],
  ])('%j: %s', (sawChanges, expected) => {
    expect(
      approveVerdictInput.parse({ verdictId: claimId, version: 1, sawChanges }).sawChanges,
    ).toBe(expected)
  })
})
