import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withdrawClaim } from '@/lib/claims/commands'
import { withdrawClaimInput } from '@/lib/claims/schema'
import {
  approveVerdict,
  proposeVerdict,
  sendBackVerdict,
  takeBackVerdict,
} from '@/lib/review/commands'
import { sendBackVerdictInput, takeBackVerdictInput, verdictSnapshot } from '@/lib/review/schema'
import { aNewsroom, type Member, type Newsroom, outcomeOf } from '@/lib/testing/builders'

let room: Newsroom
let people: Member[]
let chief: Member
let outlets: string[]
beforeAll(async () => {
  room = await aNewsroom()
  people = [await room.aMember(), await room.aMember(), await room.aMember({ role: 'contributor' })]
  chief = await room.aMember({ role: 'admin' })
  outlets = []
  for (let count = 0; count < 3; count++) {
    const publisher = (await room.aSource({ kind: 'outlet' })).id
    outlets.push((await room.aDocument({ publisher })).id)
  }
})
afterAll(() => room.drop())

/** A claim's review as the newsroom would tell it: what there is, without how it is kept. */
type Story = {
  version: number
  /** Which outlets support it. */
  support: Set<number>
  published: string[]
  open: { by: number; status: string; version: number } | null
  isWithdrawn: boolean
}
/** What the walk is about, and the newest proposal, answered or not. */
type Real = { claim: string; proposal: string | null }
type Status = 'unverified' | 'corroborated'

const CONTRIBUTOR = 2

abstract class Step implements fc.AsyncCommand<Story, Real> {
  check = () => true
  abstract run(story: Story, real: Real): Promise<void>
}

class Propose extends Step {
  constructor(
    readonly by: number,
    readonly status: Status,
  ) {
    super()
  }
  async run(story: Story, real: Real) {
    const { by, status } = this
    const form = await room.verdictForm({ claim: real.claim, status })
    let verdictId: string | null = null
    const outcome = await outcomeOf(
      proposeVerdict(room.contextOf(member(by)), form).then((answer) => {
        verdictId = answer.verdictId
      }),
    )
    if (by === CONTRIBUTOR) return expect(outcome).toBe('forbidden: verdict:propose')
    if (story.isWithdrawn) return expect(outcome).toBe('refused: claim_is_withdrawn')
    if (story.open) return expect(outcome).toBe('refused: already_proposed')
    if (status === 'corroborated' && story.support.size < 2)
      return expect(outcome).toBe('refused: needs_independent_support')
    expect(outcome).toBe('done')
    real.proposal = verdictId
    story.version++
    story.open = { by, status, version: story.version }
  }
  override toString = () => `${this.by} proposes ${this.status}`
}

class Answer extends Step {
  constructor(
    readonly act: 'approve' | 'send back' | 'take back',
    readonly by: number,
    readonly hasLooked: boolean,
  ) {
    super()
  }
  async run(story: Story, real: Real) {
    if (!real.proposal) return
    const { act, by, hasLooked } = this
    const ctx = room.contextOf(member(by))
    const verdictId = real.proposal
    const outcome = await outcomeOf(
      act === 'approve'
        ? approveVerdict(ctx, await room.approvalOf(verdictId, { sawChanges: hasLooked }))
        : act === 'send back'
          ? sendBackVerdict(ctx, sendBackVerdictInput.parse({ verdictId, reason: 'Which ones?' }))
          : takeBackVerdict(ctx, takeBackVerdictInput.parse({ verdictId })),
    )
    if (by === CONTRIBUTOR) return expect(outcome).toMatch(/^forbidden: verdict:/)
    if (story.isWithdrawn) return expect(outcome).toBe('refused: claim_is_withdrawn')
    if (!story.open) return expect(outcome).toBe('conflict: verdict_already_answered')
    const isOwn = story.open.by === by
    if (act === 'take back' && !isOwn) return expect(outcome).toBe('refused: not_your_proposal')
    if (act !== 'take back' && isOwn) return expect(outcome).toBe('refused: own_proposal')
    if (act === 'approve') {
      if (story.version !== story.open.version && !hasLooked)
        return expect(outcome).toBe('refused: changes_not_seen')
      if (story.open.status === 'corroborated' && story.support.size < 2)
        return expect(outcome).toBe('refused: needs_independent_support')
      story.published.push(story.open.status)
    }
    expect(outcome).toBe('done')
    story.open = null
    story.version++
  }
  override toString = () => `${this.by} would ${this.act}${this.hasLooked ? ', having looked' : ''}`
}

class AddSupport extends Step {
  constructor(readonly outlet: number) {
    super()
  }
  async run(story: Story, real: Real) {
    const outcome = await outcomeOf(
      room.someEvidence({
        claim: real.claim,
        document: outlets[this.outlet],
        by: member(CONTRIBUTOR),
      }),
    )
    if (story.isWithdrawn) return expect(outcome).toBe('refused: claim_is_withdrawn')
    expect(outcome).toBe('done')
    story.version++
    story.support.add(this.outlet)
  }
  override toString = () => `outlet ${this.outlet} supports it`
}

class Withdraw extends Step {
  async run(story: Story, real: Real) {
    const form = withdrawClaimInput.parse({
      claimId: real.claim,
      version: await room.versionOf(real.claim),
      reason: 'A person is in danger.',
    })
    const outcome = await outcomeOf(withdrawClaim(room.contextOf(chief), form))
    if (story.isWithdrawn) return expect(outcome).toBe('refused: claim_is_withdrawn')
    if (story.published.length === 0) return expect(outcome).toBe('refused: claim_is_not_public')
    expect(outcome).toBe('done')
    story.isWithdrawn = true
    story.version++
  }
  override toString = () => 'the chief withdraws it'
}

function member(at: number): Member {
  const found = people[at]
  if (!found) throw new Error(`no person ${at}`)
  return found
}

/** That what is kept is the story that was told. */
async function compare(story: Story, { claim }: Real) {
  const row = await room.db.claim.findUniqueOrThrow({
    where: { id: claim },
    include: { withdrawal: true, currentVerdict: true },
  })
  const line = await room.db.verdict.findMany({
    where: { claimId: claim, state: 'published' },
    orderBy: { publishedAt: 'asc' },
  })
  expect(line.map(({ status }) => status)).toEqual(story.published)
  expect(line.map(({ supersedesId }) => supersedesId)).toEqual([
    ...(line.length > 0 ? [null] : []),
    ...line.slice(0, -1).map(({ id }) => id),
  ])
  expect(row.currentVerdict?.id).toBe(line.at(-1)?.id)
  expect(row.publicSince).toEqual(line[0]?.publishedAt ?? null)
  expect(row.withdrawal !== null).toBe(story.isWithdrawn)
  expect(row.version).toBe(story.version)
  expect(await room.db.activity.count({ where: { claimId: claim } })).toBe(story.version)
  if (!story.isWithdrawn) {
    const settled = story.published.length > 0 ? 'published' : 'checking'
    const isUntouched = row.stage === 'triage' && story.published.length === 0
    expect(row.stage).toBe(story.open ? 'in_review' : isUntouched ? 'triage' : settled)
  }
  for (const verdict of line) {
    expect(verdict.reviewerId).not.toBe(verdict.proposerId)
    const { evidence } = verdictSnapshot.parse(verdict.evidenceSnapshot)
    const origins = new Set(evidence.map((each) => each.origin.id)).size
    if (verdict.status === 'corroborated') expect(origins).toBeGreaterThanOrEqual(2)
  }
}

it('goes by the rules of review in whatever order things happen', async () => {
  const by = fc.constantFrom(0, 1, 0, 1, CONTRIBUTOR)
  const status = fc.constantFrom<Status>('unverified', 'corroborated')
  const act = fc.constantFrom<Answer['act']>(
    'approve',
    'approve',
    'approve',
    'send back',
    'take back',
  )
  const proposing = fc.tuple(by, status).map(([who, what]) => new Propose(who, what))
  const answering = fc
    .tuple(act, by, fc.boolean())
    .map(([what, who, hasLooked]) => new Answer(what, who, hasLooked))
  const kinds: fc.Arbitrary<fc.AsyncCommand<Story, Real>>[] = [
    proposing,
    proposing,
    answering,
    answering,
    answering,
    fc.constantFrom(0, 1, 2).map((outlet) => new AddSupport(outlet)),
    fc.constant(new Withdraw()),
  ]
  const steps = fc.commands(kinds, { maxCommands: 20, size: '+1' })
  await fc.assert(
    fc.asyncProperty(steps, async (walk) => {
      const claim = (await room.aClaim()).id
      const real: Real = { claim, proposal: null }
      const story: Story = {
        version: 1,
        support: new Set(),
        published: [],
        open: null,
        isWithdrawn: false,
      }
      await fc.asyncModelRun(() => ({ model: story, real }), walk)
      await compare(story, real)
    }),
    { numRuns: 15, endOnFailure: true },
  )
}, 60_000)
