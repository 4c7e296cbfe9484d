import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editClaim } from '@/lib/claims/commands'
import { editClaimInput } from '@/lib/claims/schema'
import { changeOrigin } from '@/lib/documents/commands'
import { changeOriginInput } from '@/lib/documents/schema'
import { approveVerdict, proposeVerdict } from '@/lib/review/commands'
import { type VerdictStatus, verdictSnapshot } from '@/lib/review/schema'
import { takeSnapshot } from '@/lib/review/snapshot'
import { editSource } from '@/lib/sources/commands'
import { editSourceInput } from '@/lib/sources/schema'
import { aNewsroom, type Newsroom, outcomeOf } from '@/lib/testing/builders'

let room: Newsroom
beforeAll(async () => {
  room = await aNewsroom()
})
afterAll(() => room.drop())

const tooFew = 'refused: needs_independent_support'

async function propose(claim: string, status: VerdictStatus): Promise<string> {
  const by = await room.aMember()
  return outcomeOf(proposeVerdict(room.contextOf(by), await room.verdictForm({ claim, status })))
}

async function originsOf(claim: string): Promise<string[]> {
  const snapshot = await takeSnapshot(room.db, claim, new Date())
  verdictSnapshot.parse(snapshot)
  return snapshot.evidence.map((each) => each.origin.name)
}

/** A claim, its claimant, and the sources that a test speaks of by name. */
async function aCase(...names: string[]) {
  const claimant = await room.aSource({ kind: 'armed_group' })
  const claim = await room.aClaim({ claimant: claimant.id })
  const sources = []
  for (const name of names) sources.push((await room.aSource({ name })).id)
  return { claim: claim.id, claimant: claimant.id, sources }
}

describe('independent origins', () => {
  it('are two outlets with what each found out itself', async () => {
    const { claim, sources } = await aCase('Outlet one A', 'Outlet two A')
    for (const origin of sources) await room.someEvidence({ claim, origin })
    expect(await propose(claim, 'corroborated')).toBe('done')
  })

  it('are not two outlets that carry one agency', async () => {
    const { claim, sources } = await aCase('Outlet one B', 'Outlet two B', 'Agency B')
    const [one, two, agency] = sources
    for (const publisher of [one, two]) {
      const carrier = await room.aDocument({ publisher, origin: agency })
      await room.someEvidence({ claim, document: carrier.id })
    }
    expect(await originsOf(claim)).toEqual(['Agency B', 'Agency B'])
    expect(await propose(claim, 'corroborated')).toBe(tooFew)
    await room.someEvidence({ claim, origin: one })
    expect(await propose(claim, 'corroborated')).toBe('done')
  })

  it('are not two articles of one outlet', async () => {
    const { claim, sources } = await aCase('Outlet C')
    for (let count = 0; count < 2; count++) await room.someEvidence({ claim, origin: sources[0] })
    expect(await propose(claim, 'corroborated')).toBe(tooFew)
  })

  it('are not a carrier, and a carrier of the carrier', async () => {
    const { claim, sources } = await aCase('Agency D', 'Daily D', 'Weekly D')
    const [agency, daily, weekly] = sources
    const dispatch = await room.aDocument({ publisher: agency })
    const article = await room.aDocument({ publisher: daily, carries: dispatch.id })
    const digest = await room.aDocument({ publisher: weekly, carries: article.id })
    await room.someEvidence({ claim, document: digest.id })
    await room.someEvidence({ claim, document: article.id })
    await room.someEvidence({ claim, document: dispatch.id })
    expect(new Set(await originsOf(claim))).toEqual(new Set(['Agency D']))
    expect(await propose(claim, 'corroborated')).toBe(tooFew)
  })

  it('end at the origin that the carried document names', async () => {
    const { claim, sources } = await aCase('Resident E', 'Daily E', 'Weekly E')
    const [resident, daily, weekly] = sources
    const article = await room.aDocument({ publisher: daily, origin: resident })
    const digest = await room.aDocument({ publisher: weekly, carries: article.id })
    await room.someEvidence({ claim, document: digest.id })
    expect(await originsOf(claim)).toEqual(['Resident E'])
  })

  it('are not a spokesman and his ministry', async () => {
    const ministry = await room.aSource({ name: 'Ministry F' })
    const spokesman = await room.aSource({
      name: 'Spokesman F',
      kind: 'person',
      speaksFor: ministry.id,
    })
    const deputy = await room.aSource({ name: 'Deputy F', kind: 'person', speaksFor: spokesman.id })
    const { claim } = await aCase()
    for (const origin of [ministry.id, spokesman.id, deputy.id])
      await room.someEvidence({ claim, origin })
    expect(await originsOf(claim)).toEqual(['Ministry F', 'Ministry F', 'Ministry F'])
    expect(await propose(claim, 'corroborated')).toBe(tooFew)
  })

  it('leave out the claimant, however he is reported', async () => {
    const { claim, claimant, sources } = await aCase('Outlet one G', 'Outlet two G', 'Monitor G')
    const [one, two, monitor] = sources
    const spokesman = await room.aSource({ name: 'Spokesman G', speaksFor: claimant })
    const statement = await room.aDocument({ publisher: claimant })
    const carriers = [
      statement,
      await room.aDocument({ publisher: one, carries: statement.id }),
      await room.aDocument({ publisher: two, origin: spokesman.id }),
    ]
    for (const { id } of carriers) await room.someEvidence({ claim, document: id, credibility: 1 })
    await room.someEvidence({ claim, origin: monitor, credibility: 3 })
    expect(await propose(claim, 'corroborated')).toBe(tooFew)
    await room.someEvidence({ claim, origin: one, credibility: 3 })
    expect(await propose(claim, 'verified')).toBe('refused: needs_credible_support')
    expect(await propose(claim, 'corroborated')).toBe('done')
  })

  it('are those of the piece where one page reports several', async () => {
    const { claim, sources } = await aCase('Live page H', 'Monitor H', 'Mayor H')
    const [outlet, monitor, mayor] = sources
    const page = await room.aDocument({ publisher: outlet })
    await room.someEvidence({ claim, document: page.id, from: monitor })
    expect(await propose(claim, 'corroborated')).toBe(tooFew)
    await room.someEvidence({ claim, document: page.id, from: mayor })
    expect(await originsOf(claim)).toEqual(['Monitor H', 'Mayor H'])
    expect(await propose(claim, 'corroborated')).toBe('done')
  })

  it('are seen through also where the piece names its own', async () => {
    const ministry = await room.aSource({ name: 'Ministry J' })
    const spokesman = await room.aSource({ name: 'Spokesman J', speaksFor: ministry.id })
    const { claim } = await aCase()
    await room.someEvidence({ claim, from: spokesman.id })
    await room.someEvidence({ claim, from: ministry.id })
    expect(await originsOf(claim)).toEqual(['Ministry J', 'Ministry J'])
  })

  it('no longer count once the evidence is withdrawn, or speak against', async () => {
    const { claim, sources } = await aCase('Outlet one K', 'Outlet two K')
    await room.someEvidence({ claim, origin: sources[0] })
    await room.someEvidence({ claim, origin: sources[1], stance: 'refutes' })
    expect(await propose(claim, 'corroborated')).toBe(tooFew)
    expect(await propose(claim, 'disputed')).toBe('done')
  })
})

describe('finding out where it came from', () => {
  async function whatHappenedTo(claim: string) {
    const [row] = await room.db.activity.findMany({
      where: { claimId: claim },
      orderBy: { id: 'desc' },
      take: 1,
    })
    return { type: row?.type, claimVersion: row?.claimVersion }
  }

  it('changes every claim that rests on it, through carriers too, and says so in their record', async () => {
    const { claim, sources } = await aCase('Agency L', 'Daily L', 'Weekly L')
    const [agency, daily, weekly] = sources
    const article = await room.aDocument({ publisher: daily })
    const digest = await room.aDocument({ publisher: weekly, carries: article.id })
    await room.someEvidence({ claim, document: digest.id })
    const unrelated = (await room.aClaim()).id
    const before = [await room.versionOf(claim), await room.versionOf(unrelated)] as const

    const form = {
      documentId: article.id,
      reason: 'Word for word',
      origin: { id: agency, name: 'x' },
    }
    await changeOrigin(room.contextOf(await room.somebody()), changeOriginInput.parse(form))

    expect(await originsOf(claim)).toEqual(['Agency L'])
    expect(await room.versionOf(claim)).toBe(before[0] + 1)
    expect(await room.versionOf(unrelated)).toBe(before[1])
    expect(await whatHappenedTo(claim)).toEqual({
      type: 'evidence.origin-changed',
      claimVersion: before[0] + 1,
    })
  })

  it('that a source speaks for another does so too', async () => {
    const { claim, claimant, sources } = await aCase('Office M')
    const office = sources[0] ?? ''
    await room.someEvidence({ claim, origin: office })
    const before = await room.versionOf(claim)
    const editor = await room.somebody()
    const edit = (speaksFor: string | undefined, version: number) =>
      editSource(
        room.contextOf(editor),
        editSourceInput.parse({
          sourceId: office,
          version,
          name: 'Office M',
          kind: 'institution',
          speaksFor: speaksFor && { id: speaksFor, name: 'x' },
        }),
      )
    await edit(claimant, 1)
    expect(await room.versionOf(claim)).toBe(before + 1)
    expect(await whatHappenedTo(claim)).toEqual({
      type: 'evidence.speaker-changed',
      claimVersion: before + 1,
    })
    const snapshot = await takeSnapshot(room.db, claim, new Date())
    expect(snapshot.evidence[0]?.isFromClaimant).toBe(true)
    // Saved again as it is, it is no news.
    await edit(claimant, 2)
    expect(await room.versionOf(claim)).toBe(before + 1)
  })

  it('does not go round in a circle, even with two hands at once', async () => {
    const by = await room.somebody()
    const [one, two] = [await room.aDocument(), await room.aDocument()]
    const carry = (documentId: string, originDocumentId: string) =>
      outcomeOf(
        changeOrigin(
          room.contextOf(by),
          changeOriginInput.parse({ documentId, originDocumentId, reason: 'Copied' }),
        ),
      )
    const outcomes = await Promise.all([carry(one.id, two.id), carry(two.id, one.id)])
    expect(outcomes.sort()).toEqual(['done', 'refused: origin_goes_round'])
    expect(await carry(one.id, one.id)).toBe('refused: origin_goes_round')
  })

  it('nor do two sources speak for each other', async () => {
    const by = await room.somebody()
    const [one, two] = [await room.aSource(), await room.aSource()]
    const speak = (source: { id: string; name: string }, speaksFor: string) =>
      outcomeOf(
        editSource(
          room.contextOf(by),
          editSourceInput.parse({
            sourceId: source.id,
            version: 1,
            name: source.name,
            kind: 'institution',
            speaksFor: { id: speaksFor, name: 'x' },
          }),
        ),
      )
    const outcomes = await Promise.all([speak(one, two.id), speak(two, one.id)])
    expect(outcomes.sort()).toEqual(['done', 'refused: speaks_for_itself'])
  })

  it('makes a reviewer look again, and refuses what no longer stands', async () => {
    const { claim, claimant, sources } = await aCase('Outlet one N', 'Outlet two N')
    const [one, two] = sources
    const article = await room.aDocument({ publisher: one })
    await room.someEvidence({ claim, document: article.id })
    await room.someEvidence({ claim, origin: two })
    const proposal = await room.aProposal({ claim, status: 'corroborated' })
    const form = { documentId: article.id, origin: { id: claimant, name: 'x' }, reason: 'His post' }
    await changeOrigin(room.contextOf(await room.somebody()), changeOriginInput.parse(form))

    const reviewer = await room.aMember()
    const seen = { ...(await room.approvalOf(proposal.id)), version: proposal.version }
    const approve = (input: typeof seen) =>
      outcomeOf(approveVerdict(room.contextOf(reviewer), input))
    expect(await approve(seen)).toBe('conflict: claim_changed')
    expect(await approve(await room.approvalOf(proposal.id))).toBe('refused: changes_not_seen')
    expect(await approve(await room.approvalOf(proposal.id, { sawChanges: true }))).toBe(tooFew)
  })

  it('that the claimant is another does so too', async () => {
    const { claim, sources } = await aCase('Group P')
    await room.someEvidence({ claim, origin: sources[0] })
    const row = await room.db.claim.findUniqueOrThrow({ where: { id: claim } })
    const form = { claimId: claim, version: row.version, proposition: row.proposition }
    await editClaim(
      room.contextOf(await room.somebody()),
      editClaimInput.parse({ ...form, claimant: { id: sources[0], name: 'x' } }),
    )
    const snapshot = await takeSnapshot(room.db, claim, new Date())
    expect(snapshot.evidence[0]?.isFromClaimant).toBe(true)
  })
})
