import { describe, expect, it } from 'vitest'
import { isStale, nextStage } from '@/lib/claims/rules'
import { type Stage, stage } from '@/lib/claims/schema'

const now = new Date('2024-12-08T12:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

describe('a claim has waited too long', () => {
  it.each([
    ['triage', 'unreviewed', 24, false],
    ['triage', 'unreviewed', 24.01, true],
    ['checking', 'unreviewed', 25, true],
    ['in_review', 'unreviewed', 25, true],
    ['in_review', 'verified', 25, true],
    ['published', 'unverified', 25, false],
    ['published', 'unverified', 7 * 24, false],
    ['published', 'unverified', 7 * 24 + 1, true],
    ['published', 'disputed', 7 * 24 + 1, true],
    ['published', 'verified', 1000, false],
    ['published', 'false', 1000, false],
    ['published', 'overtaken', 1000, false],
    ['set_aside', 'unreviewed', 1000, false],
  ] as const)('%s, %s, untouched for %d hours: %s', (itsStage, status, hours, expected) => {
    const claim = { stage: itsStage, status, changedAt: hoursAgo(hours), isWithdrawn: false }
    expect(isStale(claim, now)).toBe(expected)
    expect(isStale({ ...claim, isWithdrawn: true }, now)).toBe(false)
  })
})

describe('where an act takes the desk’s work', () => {
  const plain = { isPublic: false, hasVerdict: false, hasOpenProposal: false }
  type Step = Parameters<typeof nextStage>[0]

  /** From each stage, in the order of the enum: the next one, or why not. */
  const table: [Step, Record<Stage, string>][] = [
    [
      'take-up',
      {
        triage: 'checking',
        checking: 'not_in_triage',
        in_review: 'not_in_triage',
        published: 'not_in_triage',
        set_aside: 'not_in_triage',
      },
    ],
    [
      'set-aside',
      {
        triage: 'set_aside',
        checking: 'set_aside',
        in_review: 'set_aside',
        published: 'set_aside',
        set_aside: 'claim_is_set_aside',
      },
    ],
    [
      'reopen',
      {
        triage: 'not_set_aside',
        checking: 'not_set_aside',
        in_review: 'not_set_aside',
        published: 'not_set_aside',
        set_aside: 'checking',
      },
    ],
    [
      'propose',
      {
        triage: 'in_review',
        checking: 'in_review',
        in_review: 'in_review',
        published: 'in_review',
        set_aside: 'claim_is_set_aside',
      },
    ],
  ]
  const rows = table.flatMap(([step, outcomes]) =>
    stage.options.map((from) => [step, from, outcomes[from]] as const),
  )

  it.each(rows)('%s from %s: %s', (step, from, expected) => {
    const ruling = nextStage(step, { ...plain, stage: from })
    expect(ruling.ok ? ruling.stage : ruling.reason).toBe(expected)
  })

  it.each([
    ['set-aside', { isPublic: true }, 'claim_is_public'],
    ['set-aside', { isPublic: true, hasOpenProposal: true }, 'claim_is_public'],
    ['set-aside', { hasOpenProposal: true }, 'already_proposed'],
    ['propose', { hasOpenProposal: true }, 'already_proposed'],
  ] as const)('%s is refused with %j: %s', (step, also, reason) => {
    expect(nextStage(step, { ...plain, ...also, stage: 'checking' })).toEqual({
      ok: false,
      reason,
    })
  })

  it.each([
    ['answer', false, 'checking'],
    ['answer', true, 'published'],
    ['publish', false, 'published'],
    ['publish', true, 'published'],
  ] as const)('%s, a verdict stands: %s, leads to %s', (step, hasVerdict, expected) => {
    const ruling = nextStage(step, {
      stage: 'in_review',
      isPublic: hasVerdict,
      hasVerdict,
      hasOpenProposal: true,
    })
    expect(ruling).toEqual({ ok: true, stage: expected })
  })
})
