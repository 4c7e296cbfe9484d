import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeRole } from '@/lib/auth/commands'
import { changeRoleInput } from '@/lib/auth/schema'
import { isStale } from '@/lib/claims/rules'
import { getChangesSince, listActivity, listClaimActivity } from '@/lib/desk/activity'
import { getQueue, type QueueItem } from '@/lib/desk/queries'
import { activitySearch, queueSearch, queueTab } from '@/lib/desk/schema'
import { getWorkbench } from '@/lib/desk/workbench'
import { proposeVerdict } from '@/lib/review/commands'
import { aNewsroom, type Member, type Newsroom, outcomeOf } from '@/lib/testing/builders'

let room: Newsroom
let rana: Member
let omar: Member
let tomas: Member
let chief: Member
const public_ = { kind: 'public' } as const
/** Eleven days after everything the builders make. */
const later = new Date('2024-12-18T12:00:00Z')

beforeAll(async () => {
  room = await aNewsroom()
  rana = await room.aMember({ name: 'Rana Haddad' })
  omar = await room.aMember({ name: 'Omar Saleh' })
  tomas = await room.aMember({ name: 'Tomás Rey', role: 'contributor' })
  chief = await room.aMember({ name: 'Chief', role: 'admin' })

  for (let count = 0; count < 27; count++) await room.aClaim({ by: tomas })
  await room.aClaim({ by: rana, stage: 'checking', proposition: 'The bridge at Rastan has fallen' })
  await room.aClaim({ by: rana, stage: 'set_aside' })
  await room.aClaim({ by: rana, stage: 'published' })
  const denied = await room.aClaim({ by: rana, isShown: true })
  const denial = await room.aClaim({ by: rana })
  await room.aRelation({ from: denial.id, to: denied.id })
  for (const by of [rana, omar]) {
    const { id: claim } = await room.aClaim({ by })
    await proposeVerdict(room.contextOf(by), await room.verdictForm({ claim }))
  }
})
afterAll(() => room.drop())

/** Every row of a tab, page by page. */
async function everyRow(by: Member, query: Record<string, string>): Promise<QueueItem[]> {
  const rows: QueueItem[] = []
  let cursor: string | null = null
  do {
    const search = queueSearch.parse({ ...query, ...(cursor && { cursor }) })
    const page = await getQueue(room.contextOf(by, later), search)
    rows.push(...page.items)
    cursor = page.nextCursor
  } while (cursor)
  return rows
}

describe('the queue', () => {
  it.each(queueTab.options)('counts in %s what its pages list, each claim once', async (tab) => {
    for (const by of [rana, omar, tomas]) {
      const narrowings: Record<string, string>[] = [
        {},
        { stage: 'triage' },
        { status: 'unverified,unreviewed' },
      ]
      for (const filters of narrowings) {
        const { counts } = await getQueue(
          room.contextOf(by, later),
          queueSearch.parse({ tab, ...filters }),
        )
        const rows = await everyRow(by, { tab, ...filters })
        expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
        expect(counts[tab]).toEqual({ n: rows.length, isMore: false })
      }
    }
  })

  it('offers nobody their own proposal for review', async () => {
    const [forRana, forOmar] = [
      await everyRow(rana, { tab: 'review' }),
      await everyRow(omar, { tab: 'review' }),
    ]
    expect(forRana.map((row) => row.proposed?.by)).toEqual(['Omar Saleh'])
    expect(forOmar.map((row) => row.proposed?.by)).toEqual(['Rana Haddad'])
  })

  it('calls stale exactly what the rule calls stale', async () => {
    const all = await everyRow(rana, { tab: 'all' })
    const byRule = all.filter((row) => isStale(row, later)).map((row) => row.id)
    const stale = (await everyRow(rana, { tab: 'stale' })).map((row) => row.id)
    expect(stale.toSorted()).toEqual(byRule.toSorted())
    expect(stale.length).toBeGreaterThan(0)
  })

  it('calls a claim contested from both ends of a contradiction', async () => {
    expect(await everyRow(rana, { tab: 'contested' })).toHaveLength(2)
  })

  it('finds claims by parts of words and by nothing that could be a pattern', async () => {
    const found = async (q: string) => (await everyRow(rana, { tab: 'all', q })).length
    expect(await found('rasta')).toBe(1)
    expect(await found('bridges')).toBe(1)
    expect(await found('bri%fal_n')).toBe(0)
    expect(await found('100_%\\')).toBe(0)
  })

  it('reads any address without complaint', () => {
    expect(
      queueSearch.parse({ tab: ['x'], stage: 'nowhere', status: 'nice', cursor: '%' }),
    ).toMatchObject({ tab: 'mine', stage: undefined, status: [] })
  })

  it('is not there for anybody outside the desk', async () => {
    const ctx = { ...room.contextOf(rana), actor: public_ }
    expect(await outcomeOf(getQueue(ctx, queueSearch.parse({})))).toBe('forbidden: desk:read')
  })
})

describe('the workbench', () => {
  it('counts one origin once, whoever carries it, and shows the carriers together', async () => {
    const agency = await room.aSource({ name: 'A news agency', kind: 'agency' })
    const dispatch = await room.aDocument({ publisher: agency.id })
    const claim = await room.aClaim()
    for (let outlet = 0; outlet < 3; outlet++) {
      const { id } = await room.aDocument({ carries: dispatch.id })
      await room.someEvidence({ claim: claim.id, document: id, stance: 'supports' })
    }
    const bench = await getWorkbench(room.contextOf(rana), claim.id)
    expect(bench.independence.supports).toEqual({ pieces: 3, origins: ['A news agency'] })
    expect(bench.rules.find((rule) => rule.status === 'corroborated')?.unmet).toEqual([
      {
        reason: 'needs_independent_support',
        facts: { needed: 2, have: 1, origins: ['A news agency'] },
      },
    ])
    expect(bench.rules.find((rule) => rule.status === 'unverified')?.unmet).toEqual([])
  })

  it('offers each person what they may do, and nobody the review of their own proposal', async () => {
    const { id: claim } = await room.aClaim()
    await proposeVerdict(room.contextOf(rana), await room.verdictForm({ claim }))
    const mayOf = async (by: Member) => (await getWorkbench(room.contextOf(by), claim)).may
    expect(await mayOf(rana)).toMatchObject({ review: false, takeBack: true, propose: false })
    expect(await mayOf(omar)).toMatchObject({ review: true, takeBack: false, withdraw: false })
    expect(await mayOf(tomas)).toMatchObject({ review: false, takeBack: false, grade: false })
    expect(await mayOf(chief)).toMatchObject({ review: true })
  })

  it('shows a reviewer what changed since the proposal', async () => {
    const { id: claim } = await room.aClaim()
    await proposeVerdict(room.contextOf(rana), await room.verdictForm({ claim }))
    const proposal = async () => (await getWorkbench(room.contextOf(omar), claim)).proposal
    expect(await proposal()).toMatchObject({ hasMoved: false, changes: [] })
    await room.someEvidence({ claim, stance: 'refutes' })
    expect(await proposal()).toMatchObject({
      hasMoved: true,
      changes: [{ kind: 'evidence', change: 'added' }],
    })
  })
})

describe('the record', () => {
  it('tells what was done after a version, in order, and where the claim stands', async () => {
    const { id: claim } = await room.aClaim()
    const version = await room.versionOf(claim)
    await room.someEvidence({ claim })
    await room.someEvidence({ claim, stance: 'refutes' })
    const since = await getChangesSince(room.contextOf(rana), claim, version)
    expect(since.version).toBe(version + 2)
    expect(since.changes.map((line) => line.body.payload)).toMatchObject([
      { stance: 'supports' },
      { stance: 'refutes' },
    ])
  })

  it('pages through every act once', async () => {
    const seen: string[] = []
    let before: string | null = null
    let total = 0
    do {
      const page = await listActivity(
        room.contextOf(chief),
        activitySearch.parse(before ? { before } : {}),
      )
      seen.push(...page.items.map((line) => line.id))
      before = page.nextCursor
      total = page.total.n
    } while (before)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe(total)
    expect(total).toBe(await room.db.activity.count())
  })

  it('is whole for editors, and of one claim for contributors', async () => {
    const { id: claim } = await room.aClaim()
    const whole = (by: Member) =>
      outcomeOf(listActivity(room.contextOf(by), activitySearch.parse({})))
    expect(await whole(tomas)).toBe('not_found: activity')
    expect(await whole(rana)).toBe('done')
    expect((await listClaimActivity(room.contextOf(tomas), claim, 5)).total.n).toBeGreaterThan(0)
  })

  it('keeps what was done about people to admins', async () => {
    const newcomer = await room.aMember({ name: 'A newcomer', role: 'contributor' })
    await changeRole(
      { ...room.contextOf(chief), now: later },
      changeRoleInput.parse({ personId: newcomer.id, was: 'contributor', role: 'editor' }),
    )
    const types = async (by: Member) =>
      (await listActivity(room.contextOf(by), activitySearch.parse({}))).items.map(
        (item) => item.body.type,
      )
    expect(await types(rana)).not.toContain('person.role-changed')
    expect(await types(chief)).toContain('person.role-changed')
  })
})
