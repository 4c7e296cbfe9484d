import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editClaim, showClaim, withdrawClaim } from '@/lib/claims/commands'
import { editClaimInput, showClaimInput, withdrawClaimInput } from '@/lib/claims/schema'
import type { Context } from '@/lib/context'
import { createDb, type Db } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { withdrawEvidence } from '@/lib/evidence/commands'
import { withdrawEvidenceInput } from '@/lib/evidence/schema'
import { linkClaims } from '@/lib/relations/commands'
import { linkClaimsInput } from '@/lib/relations/schema'
import {
  approveVerdict,
  proposeVerdict,
  sendBackVerdict,
  takeBackVerdict,
} from '@/lib/review/commands'
import { sendBackVerdictInput, takeBackVerdictInput, verdictSnapshot } from '@/lib/review/schema'
import { aNewsroom, type Member, type Newsroom, outcomeOf } from '@/lib/testing/builders'

let room: Newsroom
let rana: Member
let omar: Member
let lina: Member
let chief: Member
beforeAll(async () => {
  room = await aNewsroom()
  rana = await room.aMember({ name: 'Rana Haddad' })
  omar = await room.aMember({ name: 'Omar Saleh' })
  lina = await room.aMember({ name: 'Lina Aziz' })
  chief = await room.aMember({ name: 'Chief', role: 'admin' })
})
afterAll(() => room.drop())

const rounds = [1, 2, 3]

async function publishedCount(claimId: string): Promise<number> {
  return room.db.verdict.count({ where: { claimId, state: 'published' } })
}

describe('two hands at once', () => {
  it.each(rounds)('both reviewers approve: one does (%d)', async () => {
    const proposal = await room.aProposal({ by: rana })
    const form = await room.approvalOf(proposal.id)
    const outcomes = await Promise.all(
      [omar, lina].map((by) => outcomeOf(approveVerdict(room.contextOf(by), form))),
    )
    expect(outcomes.sort()).toEqual(['conflict: verdict_already_answered', 'done'])
    expect(await publishedCount(proposal.claimId)).toBe(1)
  })

  it.each(rounds)(
    'one approves, one sends back, the proposer takes back: one is heard (%d)',
    async () => {
      const { id, claimId } = await room.aProposal({ by: rana })
      const form = await room.approvalOf(id)
      const back = sendBackVerdictInput.parse({ verdictId: id, reason: 'Which residents?' })
      const outcomes = await Promise.all([
        outcomeOf(approveVerdict(room.contextOf(omar), form)),
        outcomeOf(sendBackVerdict(room.contextOf(lina), back)),
        outcomeOf(
          takeBackVerdict(room.contextOf(rana), takeBackVerdictInput.parse({ verdictId: id })),
        ),
      ])
      expect(outcomes.filter((each) => each === 'done')).toHaveLength(1)
      const { state } = await room.db.verdict.findUniqueOrThrow({ where: { id } })
      expect(await publishedCount(claimId)).toBe(state === 'published' ? 1 : 0)
    },
  )

  it.each(rounds)('both propose: one does, and the other sees that he did (%d)', async () => {
    const form = await room.verdictForm()
    const outcomes = await Promise.all(
      [rana, omar].map((by) => outcomeOf(proposeVerdict(room.contextOf(by), form))),
    )
    expect(outcomes.sort()).toEqual(['done', 'refused: already_proposed'])
  })

  it.each(rounds)(
    'one approves while evidence comes in: it is in the verdict, or looked at first (%d)',
    async () => {
      const { id, claimId } = await room.aProposal({ by: rana })
      const form = await room.approvalOf(id)
      const [approved, evidence] = await Promise.all([
        outcomeOf(approveVerdict(room.contextOf(omar), form)),
        room.someEvidence({ claim: claimId, by: lina }),
      ])
      const verdict = await room.db.verdict.findUniqueOrThrow({ where: { id } })
      const snapshot = verdictSnapshot.parse(verdict.evidenceSnapshot)
      if (approved === 'done') {
        // Then it came after: what was published is what the reviewer saw.
        expect(snapshot.claim.version).toBe(form.version)
        expect(snapshot.evidence).toEqual([])
        expect(await room.versionOf(claimId)).toBe(form.version + 2)
      } else {
        expect(approved).toBe('conflict: claim_changed')
        const again = await room.approvalOf(id, { sawChanges: true })
        await approveVerdict(room.contextOf(omar), again)
        const after = await room.db.verdict.findUniqueOrThrow({ where: { id } })
        const seen = verdictSnapshot.parse(after.evidenceSnapshot).evidence.map((each) => each.id)
        expect(seen).toEqual([evidence.id])
      }
    },
  )

  it.each(rounds)(
    'one approves while what it rests on is withdrawn: it rests on something (%d)',
    async () => {
      const claim = (await room.aClaim()).id
      const evidence = await room.someEvidence({ claim, by: lina })
      await room.someEvidence({ claim })
      const { id } = await room.aProposal({ claim, status: 'corroborated', by: rana })
      const form = await room.approvalOf(id)
      const [approved] = await Promise.all([
        outcomeOf(approveVerdict(room.contextOf(omar), form)),
        withdrawEvidence(
          room.contextOf(lina),
          withdrawEvidenceInput.parse({ evidenceId: evidence.id, reason: 'Old film' }),
        ),
      ])
      const verdict = await room.db.verdict.findUniqueOrThrow({ where: { id } })
      if (approved === 'done')
        expect(verdictSnapshot.parse(verdict.evidenceSnapshot).evidence).toHaveLength(2)
      else expect([approved, verdict.state]).toEqual(['conflict: claim_changed', 'proposed'])
    },
  )

  it.each(rounds)('the counterclaim is withdrawn while a dispute is approved (%d)', async () => {
    const claim = (await room.aClaim()).id
    const denial = (await room.aClaim({ isShown: true })).id
    await room.aRelation({ from: denial, to: claim })
    const { id } = await room.aProposal({ claim, status: 'disputed', by: rana })
    const form = await room.approvalOf(id)
    const withdrawal = withdrawClaimInput.parse({
      claimId: denial,
      version: await room.versionOf(denial),
      reason: 'It names a person in danger.',
    })
    const [approved, withdrawn] = await Promise.all([
      outcomeOf(approveVerdict(room.contextOf(omar), form)),
      outcomeOf(withdrawClaim(room.contextOf(chief), withdrawal)),
    ])
    // Who comes second sees what the first did: the neighbour has changed.
    expect([
      'done, conflict: claim_changed',
      'conflict: claim_changed, done',
      'done, done',
    ]).toContain(`${approved}, ${withdrawn}`)
    if (approved === 'done') {
      const verdict = await room.db.verdict.findUniqueOrThrow({ where: { id } })
      const [seen] = verdictSnapshot.parse(verdict.evidenceSnapshot).relations
      expect(seen?.other.isPublic).toBe(true)
    } else {
      const again = await room.approvalOf(id, { sawChanges: true })
      expect(await outcomeOf(approveVerdict(room.contextOf(omar), again))).toBe(
        'refused: needs_contradiction',
      )
    }
  })

  it.each(rounds)(
    'claim and counterclaim are approved at once: neither waits on the other (%d)',
    async () => {
      const [claim, denial] = [(await room.aClaim()).id, (await room.aClaim()).id]
      await room.aRelation({ from: denial, to: claim })
      await room.aRelation({ from: claim, to: denial })
      const proposals = [
        await room.aProposal({ claim, by: rana }),
        await room.aProposal({ claim: denial, by: rana }),
      ]
      const forms = await Promise.all(proposals.map(({ id }) => room.approvalOf(id)))
      const deadlocks = await deadlocksIn(async (db) => {
        const outcomes = await Promise.all(
          forms.map((form) => outcomeOf(approveVerdict({ ...room.contextOf(omar), db }, form))),
        )
        // The second is told that its neighbour is now before readers.
        expect(outcomes.sort()).toEqual(['conflict: claim_changed', 'done'])
      })
      expect(deadlocks).toBe(0)
    },
  )

  it.each(rounds)(
    'A is linked to B and B to A: both are, and no deadlock is seen (%d)',
    async () => {
      const [a, b] = [(await room.aClaim()).id, (await room.aClaim()).id]
      const form = (fromClaimId: string, toClaimId: string) =>
        linkClaimsInput.parse({ fromClaimId, toClaimId, type: 'counters' })
      const deadlocks = await deadlocksIn(async (db) => {
        const outcomes = await Promise.all(
          [form(a, b), form(b, a), form(a, b)].map((each) =>
            outcomeOf(linkClaims({ ...room.contextOf(rana), db }, each)),
          ),
        )
        expect(outcomes.sort()).toEqual(['done', 'done', 'refused: already_linked'])
      })
      expect(deadlocks).toBe(0)
      expect([await room.versionOf(a), await room.versionOf(b)]).toEqual([3, 3])
    },
  )

  it('two edits: the second is told, and overwrites nothing', async () => {
    const claim = (await room.aClaim()).id
    const row = await room.db.claim.findUniqueOrThrow({ where: { id: claim } })
    const edit = (by: Member, proposition: string) =>
      editClaim(
        room.contextOf(by),
        editClaimInput.parse({
          claimId: claim,
          version: 1,
          claimant: { id: row.claimantId, name: 'x' },
          proposition,
        }),
      )
    const outcomes = await Promise.all([
      outcomeOf(edit(rana, 'Rana’s words')),
      outcomeOf(edit(omar, 'Omar’s words')),
    ])
    expect(outcomes.toSorted()).toEqual(['conflict: claim_changed', 'done'])
    const after = await room.db.claim.findUniqueOrThrow({ where: { id: claim } })
    const winner = outcomes[0] === 'done' ? 'Rana’s words' : 'Omar’s words'
    expect([after.proposition, after.version]).toEqual([winner, 2])
  })

  it('two editors show a claim: it was shown once', async () => {
    const claim = (await room.aClaim()).id
    const form = showClaimInput.parse({ claimId: claim, version: 1 })
    const outcomes = await Promise.all(
      [rana, omar].map((by) => outcomeOf(showClaim(room.contextOf(by), form))),
    )
    expect(outcomes.sort()).toEqual(['conflict: claim_changed', 'done'])
    expect(await room.db.activity.count({ where: { claimId: claim, type: 'claim.shown' } })).toBe(1)
  })
})

/** Does `work` on connections of its own, and says how many deadlocks PostgreSQL had to break up. */
async function deadlocksIn(work: (db: Db) => Promise<void>): Promise<number> {
  const count = async () => {
    const [row] = await room.db.$queryRaw<{ deadlocks: bigint }[]>`
      SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`
    return Number(row?.deadlocks)
  }
  const before = await count()
  const db = createDb(room.url)
  await work(db)
  // A session's figures are counted in when it ends.
  await db.$disconnect()
  return (await count()) - before
}

/** A generator of numbers from a seed, so that a failure can be played again. */
function dice(seed: number): (sides: number) => number {
  let state = seed >>> 0
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

/** What an editor does who is told that the claim has changed: looks at it as it is now, and presses again. */
async function lookAgain(press: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await press()
      return
    } catch (error) {
      const hasChanged = error instanceof AppError && error.reason === 'claim_changed'
      if (!hasChanged || tries === 10) throw error
    }
  }
}

describe('twenty editors on ten claims', () => {
  const ACTS = 12
  let another: Db

  beforeAll(() => {
    // A second process's connections, so that no pool of ours puts the editors into one row.
    another = createDb(room.url)
  })
  afterAll(() => another.$disconnect())

  it('lose no act, publish nothing twice, and leave a complete record', async () => {
    const claims: string[] = []
    for (let count = 0; count < 10; count++) claims.push((await room.aClaim()).id)
    const editors: Member[] = []
    for (let count = 0; count < 20; count++) editors.push(await room.aMember())
    const document = (await room.aDocument()).id
    const start = (await room.db.activity.findFirstOrThrow({ orderBy: { id: 'desc' } })).id

    /** What was answered with success: the type of the line that must be in the record, and its claim. */
    const acknowledged: string[] = []
    const surprises: unknown[] = []

    async function oneAct(by: Member, roll: (sides: number) => number): Promise<void> {
      const claim = claims[roll(claims.length)] ?? ''
      const ctx: Context = { ...room.contextOf(by), db: roll(2) ? room.db : another }
      const open = await room.db.verdict.findFirst({ where: { claimId: claim, state: 'proposed' } })
      const done = (type: string, at = claim) => acknowledged.push(`${type} ${at} ${by.id}`)
      switch (roll(9)) {
        case 0:
          await room.someEvidence({ claim, document, by, stance: roll(2) ? 'supports' : 'refutes' })
          return void done('evidence.attached')
        case 1: {
          const other = claims[roll(claims.length)] ?? ''
          if (other === claim) return
          await room.aRelation({ from: claim, to: other, by })
          done('relation.added')
          return void done('relation.added', other)
        }
        case 2:
        case 3:
        case 4:
          await lookAgain(async () => proposeVerdict(ctx, await room.verdictForm({ claim })))
          return void done('verdict.proposed')
        case 5:
        case 6:
        case 7: {
          if (!open) return
          await lookAgain(async () =>
            approveVerdict(ctx, await room.approvalOf(open.id, { sawChanges: true })),
          )
          return void done('verdict.published')
        }
        default: {
          if (!open) return
          const reason = 'Which residents?'
          await sendBackVerdict(ctx, sendBackVerdictInput.parse({ verdictId: open.id, reason }))
          return void done('verdict.sent-back')
        }
      }
    }

    await Promise.all(
      editors.map(async (by, at) => {
        const roll = dice(at + 1)
        for (let count = 0; count < ACTS; count++) {
          try {
            await oneAct(by, roll)
          } catch (error) {
            const isOrdinary =
              error instanceof AppError && ['refused', 'conflict'].includes(error.code)
            if (!isOrdinary) surprises.push(error)
          }
        }
      }),
    )
    expect(surprises).toEqual([])

    const record = await room.db.activity.findMany({
      where: { id: { gt: start }, claimId: { in: claims } },
      orderBy: { id: 'asc' },
    })
    expect(
      record
        .map((row) => `${row.type} ${row.claimId} ${row.actorId}`)
        .filter((line) => !line.startsWith('relation.other-changed'))
        .sort(),
    ).toEqual(acknowledged.sort())
    expect(
      acknowledged.filter((line) => line.startsWith('verdict.published')).length,
    ).toBeGreaterThan(0)

    for (const id of claims) {
      const versions = record.filter((row) => row.claimId === id).map((row) => row.claimVersion)
      const { version, currentVerdictId, stage } = await room.db.claim.findUniqueOrThrow({
        where: { id },
      })
      // Each version was made by one act, none twice and none by nobody.
      expect(versions).toEqual(Array.from({ length: version - 1 }, (_, index) => index + 2))

      const verdicts = await room.db.verdict.findMany({ where: { claimId: id } })
      const line = verdicts.filter((each) => each.state === 'published')
      const ends = line.filter((each) => !line.some((next) => next.supersedesId === each.id))
      expect(ends.map((each) => each.id)).toEqual(currentVerdictId ? [currentVerdictId] : [])
      expect(line.filter((each) => each.supersedesId === null)).toHaveLength(line.length ? 1 : 0)
      expect(line.every((each) => each.reviewerId !== each.proposerId)).toBe(true)
      const hasOpen = verdicts.some((each) => each.state === 'proposed')
      expect(stage === 'in_review').toBe(hasOpen)
    }
  }, 60_000)
})
