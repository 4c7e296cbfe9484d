import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { showClaim } from '@/lib/claims/commands'
import { showClaimInput } from '@/lib/claims/schema'
import { AppError } from '@/lib/errors'
import { withdrawEvidence } from '@/lib/evidence/commands'
import {
  approveVerdict,
  proposeVerdict,
  sendBackVerdict,
  takeBackVerdict,
} from '@/lib/review/commands'
import { sendBackVerdictInput, type VerdictStatus, verdictSnapshot } from '@/lib/review/schema'
import { aNewsroom, type Member, type Newsroom, outcomeOf } from '@/lib/testing/builders'

let room: Newsroom
let rana: Member
let omar: Member
let chief: Member
beforeAll(async () => {
  room = await aNewsroom()
  rana = await room.aMember({ name: 'Rana Haddad' })
  omar = await room.aMember({ name: 'Omar Saleh' })
  chief = await room.aMember({ name: 'Chief', role: 'admin' })
})
afterAll(() => room.drop())

const theClaim = (id: string) => room.db.claim.findUniqueOrThrow({ where: { id } })
const theVerdict = (id: string) => room.db.verdict.findUniqueOrThrow({ where: { id } })

async function propose(form: Parameters<Newsroom['verdictForm']>[0], by = rana): Promise<string> {
  return outcomeOf(proposeVerdict(room.contextOf(by), await room.verdictForm(form)))
}

describe('a proposal', () => {
  it.each<[VerdictStatus, string, ('supports' | 'refutes' | 'context')[]]>([
    ['corroborated', 'needs_independent_support', ['supports', 'supports']],
    ['verified', 'needs_independent_support', ['supports', 'supports']],
    ['false', 'needs_independent_refutation', ['refutes', 'refutes']],
    ['disputed', 'needs_contradiction', ['supports', 'refutes']],
    ['misleading', 'needs_context', ['context']],
  ])(
    'of %s is refused without its evidence (%s), and made with it',
    async (status, reason, stances) => {
      const claim = (await room.aClaim()).id
      const before = await room.everything()
      expect(await propose({ claim, status })).toBe(`refused: ${reason}`)
      expect(await room.everything()).toEqual(before)
      for (const stance of stances) await room.someEvidence({ claim, stance })
      expect(await propose({ claim, status })).toBe('done')
    },
  )

  it('of disputed rests on a counterclaim once readers can see it', async () => {
    const [claim, denial] = [(await room.aClaim()).id, (await room.aClaim()).id]
    await room.aRelation({ from: denial, to: claim })
    expect(await propose({ claim, status: 'disputed' })).toBe('refused: needs_contradiction')
    const version = await room.versionOf(denial)
    await showClaim(room.contextOf(omar), showClaimInput.parse({ claimId: denial, version }))
    expect(await propose({ claim, status: 'disputed' })).toBe('done')
    // What it denies contradicts the denial just as well, once readers see that.
    expect(await propose({ claim: denial, status: 'disputed' })).toBe(
      'refused: needs_contradiction',
    )
  })

  it('of overtaken names what overtook it where readers can find it', async () => {
    const [claim, later] = [(await room.aClaim()).id, (await room.aClaim()).id]
    const overtaken = { claim, status: 'overtaken' as const, overtakenOn: '2024-12-08' }
    expect(await propose({ ...overtaken })).toBe('refused: needs_what_overtook')
    expect(await propose({ ...overtaken, overtakenByClaimId: claim })).toBe(
      'invalid: claim_unknown',
    )
    expect(await propose({ ...overtaken, overtakenByClaimId: later })).toBe(
      'refused: needs_what_overtook_shown',
    )
    const version = await room.versionOf(later)
    await showClaim(room.contextOf(omar), showClaimInput.parse({ claimId: later, version }))
    expect(await propose({ ...overtaken, overtakenByClaimId: later })).toBe('done')
    const by = { claim: (await room.aClaim()).id, status: 'overtaken' as const }
    expect(await propose({ ...by, overtakenByEvent: 'The fall' })).toBe(
      'refused: needs_what_overtook',
    )
    expect(await propose({ ...by, overtakenByEvent: 'The fall', overtakenOn: '2024-12-08' })).toBe(
      'done',
    )
  })

  it('keeps nothing of what overtook, where nothing did', async () => {
    const claim = (await room.aClaim()).id
    const { id } = await room.aProposal({
      claim,
      overtakenByEvent: 'The fall',
      overtakenOn: '2024-12-08',
    })
    expect(await theVerdict(id)).toMatchObject({ overtakenByEvent: null, overtakenOn: null })
  })

  it('lists everything that is missing', async () => {
    const form = await room.verdictForm({ status: 'verified', rationale: 'Short.' })
    const error = await proposeVerdict(room.contextOf(rana), form).catch((each: AppError) => each)
    if (!(error instanceof AppError)) throw new Error('it was not refused')
    const unmet = error.details.facts?.unmet as { reason: string }[]
    expect(unmet.map(({ reason }) => reason)).toEqual([
      'needs_rationale',
      'needs_independent_support',
      'needs_credible_support',
    ])
  })

  it('is on the claim as its proposer saw it', async () => {
    const claim = (await room.aClaim()).id
    const form = await room.verdictForm({ claim })
    await room.someEvidence({ claim })
    expect(await outcomeOf(proposeVerdict(room.contextOf(rana), form))).toBe(
      'conflict: claim_changed',
    )
  })

  it('is not for a claim that is set aside, or that has one', async () => {
    expect(await propose({ claim: (await room.aClaim({ stage: 'set_aside' })).id })).toBe(
      'refused: claim_is_set_aside',
    )
    expect(await propose({ claim: (await room.aClaim({ stage: 'in_review' })).id })).toBe(
      'refused: already_proposed',
    )
  })

  it('is nothing that readers hear of', async () => {
    const claim = (await room.aClaim()).id
    const before = await room.db.outbox.count()
    await room.aProposal({ claim })
    expect([await room.db.outbox.count(), (await theClaim(claim)).publicSince]).toEqual([
      before,
      null,
    ])
  })
})

describe('four eyes', () => {
  it.each([
    ['an editor', () => rana],
    ['an admin', () => chief],
  ])('%s does not review their own proposal', async (_, who) => {
    const { id } = await room.aProposal({ by: who() })
    const before = await room.everything()
    const ctx = room.contextOf(who())
    expect(await outcomeOf(approveVerdict(ctx, await room.approvalOf(id)))).toBe(
      'refused: own_proposal',
    )
    const back = sendBackVerdictInput.parse({ verdictId: id, reason: 'Hm' })
    expect(await outcomeOf(sendBackVerdict(ctx, back))).toBe('refused: own_proposal')
    expect(await room.everything()).toEqual(before)
  })

  it('only its proposer takes a proposal back', async () => {
    const { id, claimId } = await room.aProposal({ by: rana })
    expect(await outcomeOf(takeBackVerdict(room.contextOf(chief), { verdictId: id }))).toBe(
      'refused: not_your_proposal',
    )
    await takeBackVerdict(room.contextOf(rana), { verdictId: id })
    expect([(await theVerdict(id)).state, (await theClaim(claimId)).stage]).toEqual([
      'taken_back',
      'checking',
    ])
    expect(await propose({ claim: claimId }, omar)).toBe('done')
  })

  it('a proposal that is sent back says why, and leaves what stands', async () => {
    const standing = await room.aPublishedVerdict()
    const { id } = await room.aProposal({ claim: standing.claimId, by: rana })
    const back = sendBackVerdictInput.parse({ verdictId: id, reason: 'Which residents?' })
    await sendBackVerdict(room.contextOf(omar), back)
    expect(await theVerdict(id)).toMatchObject({
      state: 'sent_back',
      reviewNote: 'Which residents?',
    })
    expect(await theClaim(standing.claimId)).toMatchObject({
      stage: 'published',
      currentVerdictId: standing.id,
    })
    expect(await outcomeOf(approveVerdict(room.contextOf(omar), await room.approvalOf(id)))).toBe(
      'conflict: verdict_already_answered',
    )
  })
})

describe('an approval', () => {
  it('publishes at once: the verdict, the claim, what was added, and the pages', async () => {
    const claim = (await room.aClaim()).id
    const denial = (await room.aClaim({ isShown: true })).id
    await room.aRelation({ from: denial, to: claim })
    const evidence = await room.someEvidence({ claim })
    const { id } = await room.aProposal({ claim, by: rana })
    const told = await room.db.outbox.count()
    const ctx = room.contextOf(omar)
    await approveVerdict(ctx, await room.approvalOf(id))

    const verdict = await theVerdict(id)
    expect(verdict).toMatchObject({
      state: 'published',
      reviewerId: omar.id,
      publishedAt: ctx.now,
      kind: 'first',
    })
    const snapshot = verdictSnapshot.parse(verdict.evidenceSnapshot)
    expect(snapshot.evidence.map((each) => each.id)).toEqual([evidence.id])
    expect(await theClaim(claim)).toMatchObject({
      stage: 'published',
      currentVerdictId: id,
      publicSince: ctx.now,
    })
    const unseen = { publicSince: null }
    expect(await room.db.appearance.count({ where: { claimId: claim, ...unseen } })).toBe(0)
    expect(await room.db.relation.count({ where: { toClaimId: claim, ...unseen } })).toBe(0)
    const subjects = await room.db.outbox.findMany({ orderBy: { id: 'asc' }, skip: told })
    expect(subjects.map(({ subject }) => subject).sort()).toEqual(
      [`claim:${claim}`, `claim:${denial}`].sort(),
    )
  })

  it('keeps names, notes and addresses of the desk out of what readers get', async () => {
    const { id } = await room.aPublishedVerdict({ by: rana })
    const text = JSON.stringify((await theVerdict(id)).evidenceSnapshot)
    for (const secret of ['Rana', 'Somebody', '@desk.example', rana.id, 'Named, and there'])
      expect(text).not.toContain(secret)
  })

  it('looks at what has changed since, and then asks the rule again', async () => {
    const claim = (await room.aClaim()).id
    const pieces = [await room.someEvidence({ claim }), await room.someEvidence({ claim })]
    const { id } = await room.aProposal({ claim, status: 'corroborated', by: rana })
    const approve = async (sawChanges: boolean) =>
      outcomeOf(approveVerdict(room.contextOf(omar), await room.approvalOf(id, { sawChanges })))
    await withdrawEvidence(room.contextOf(omar), {
      evidenceId: pieces[0]?.id ?? '',
      reason: 'Old film',
    })
    expect(await approve(false)).toBe('refused: changes_not_seen')
    expect(await approve(true)).toBe('refused: needs_independent_support')
    await room.someEvidence({ claim })
    expect(await approve(false)).toBe('refused: changes_not_seen')
    expect(await approve(true)).toBe('done')
  })

  it('is not asked to look where nothing changed', async () => {
    const { id } = await room.aProposal({ by: rana })
    expect(await outcomeOf(approveVerdict(room.contextOf(omar), await room.approvalOf(id)))).toBe(
      'done',
    )
  })
})

describe('after the first verdict', () => {
  it('a change says whether it is an update or a correction, with a note for readers', async () => {
    const { claimId: claim } = await room.aPublishedVerdict()
    const bare = { ...(await room.verdictForm({ claim })), kind: undefined, publicNote: undefined }
    const press = (form: typeof bare | Awaited<ReturnType<typeof room.verdictForm>>) =>
      outcomeOf(proposeVerdict(room.contextOf(rana), form))
    expect(await press(bare)).toBe('refused: needs_update_or_correction')
    expect(await press({ ...bare, kind: 'correction' })).toBe('refused: needs_public_note')
    expect(await press({ ...bare, kind: 'correction', publicNote: 'We erred.' })).toBe('done')
  })

  it('verdicts form a line that is only ever added to', async () => {
    const first = await room.aPublishedVerdict()
    const before = await theVerdict(first.id)
    const second = await room.aPublishedVerdict({ claim: first.claimId, kind: 'update' })
    const third = await room.aPublishedVerdict({ claim: first.claimId, kind: 'correction' })
    expect(await theVerdict(first.id)).toEqual(before)
    expect((await theVerdict(second.id)).supersedesId).toBe(first.id)
    expect(await theVerdict(third.id)).toMatchObject({
      supersedesId: second.id,
      kind: 'correction',
    })
    expect((await theClaim(first.claimId)).currentVerdictId).toBe(third.id)
  })
})
