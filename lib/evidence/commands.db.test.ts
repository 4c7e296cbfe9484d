import { afterAll, beforeAll, expect, it } from 'vitest'
import { gradeEvidence, withdrawEvidence } from '@/lib/evidence/commands'
import { attachEvidenceInput, gradeEvidenceInput } from '@/lib/evidence/schema'
import { takeSnapshot } from '@/lib/review/snapshot'
import { aNewsroom, type Member, type Newsroom, outcomeOf } from '@/lib/testing/builders'

let room: Newsroom
let contributor: Member
let colleague: Member
let editor: Member
let claim: string
beforeAll(async () => {
  room = await aNewsroom()
  contributor = await room.aMember({ role: 'contributor' })
  colleague = await room.aMember({ role: 'contributor' })
  editor = await room.aMember()
  claim = (await room.aClaim({ isShown: true })).id
})
afterAll(() => room.drop())

it('raises its claim’s version with each thing that a rule looks at', async () => {
  const before = await room.versionOf(claim)
  const { id } = await room.someEvidence({ claim, by: contributor })
  await gradeEvidence(room.contextOf(editor), {
    evidenceId: id,
    credibility: 1,
    reason: 'Two films',
  })
  await withdrawEvidence(room.contextOf(contributor), { evidenceId: id, reason: 'Old film' })
  expect(await room.versionOf(claim)).toBe(before + 3)
})

it('is as credible as it was last graded, and keeps how it was before', async () => {
  const { id } = await room.someEvidence({ claim, credibility: 4 })
  await gradeEvidence(room.contextOf(editor), {
    evidenceId: id,
    credibility: 2,
    reason: 'Geolocated',
  })
  const { evidence } = await takeSnapshot(room.db, claim, new Date())
  expect(evidence.find((each) => each.id === id)?.credibility).toBe(2)
  expect(await room.db.evidenceGrade.count({ where: { evidenceId: id } })).toBe(2)
})

it('is taken back by who attached it or an editor, once, and then counts for nothing', async () => {
  const { id } = await room.someEvidence({ claim, by: contributor })
  const withdraw = (by: Member) =>
    outcomeOf(withdrawEvidence(room.contextOf(by), { evidenceId: id, reason: 'Old film' }))
  expect(await withdraw(colleague)).toBe('forbidden: evidence:withdraw')
  expect(await withdraw(editor)).toBe('done')
  expect(await withdraw(contributor)).toBe('conflict: already_withdrawn')
  const grade = gradeEvidenceInput.parse({ evidenceId: id, credibility: 1, reason: 'Late' })
  expect(await outcomeOf(gradeEvidence(room.contextOf(editor), grade))).toBe(
    'conflict: already_withdrawn',
  )
  const { evidence } = await takeSnapshot(room.db, claim, new Date())
  expect(evidence.some((each) => each.id === id)).toBe(false)
})

it.each(['0', '7', '2.5', '', 'good'])('has no credibility %j', (credibility) => {
  const result = attachEvidenceInput.shape.credibility.safeParse(credibility)
  expect(result.success).toBe(false)
})
