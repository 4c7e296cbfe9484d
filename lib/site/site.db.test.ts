import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addAppearance, showClaim, withdrawAppearance, withdrawClaim } from '@/lib/claims/commands'
import { addAppearanceInput } from '@/lib/claims/schema'
import { withdrawEvidence } from '@/lib/evidence/commands'
import { unlinkClaims } from '@/lib/relations/commands'
import { sendBackVerdict } from '@/lib/review/commands'
import { CLAIMS_PER_PAGE } from '@/lib/site/paging'
import { getClaimAddresses, getOtherAddresses } from '@/lib/site/queries/addresses'
import { getClaimPage } from '@/lib/site/queries/claim'
import { getClaimsArchivePage, getClaimsPage } from '@/lib/site/queries/claims'
import { getCorrectionsPage } from '@/lib/site/queries/corrections'
import { getFeed } from '@/lib/site/queries/feed'
import { getHistoryPage } from '@/lib/site/queries/history'
import { getHomePage } from '@/lib/site/queries/home'
import { getSourcePage, getSourcesPage } from '@/lib/site/queries/sources'
import { getStoryPage } from '@/lib/site/queries/story'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'

let room: Newsroom
beforeAll(async () => {
  room = await aNewsroom()
})
afterAll(() => room.drop())

/** What every document of these tests says. */
const PAPER = 'He said it again. HIDDEN quote. GONE quote. Not his words.'

async function pageOf(slug: string) {
  const page = await getClaimPage(room, slug)
  if (page?.kind !== 'claim') throw new Error(`readers see no claim at ${slug}`)
  return page
}

async function appears(claimId: string, document: string, quote = 'He said it again') {
  return addAppearance(
    room.contextOf(await room.somebody()),
    addAppearanceInput.parse({
      claimId,
      document: { use: 'existing', id: document },
      quote: { exact: quote },
    }),
  )
}

async function shows(claimId: string) {
  const version = await room.versionOf(claimId)
  return showClaim(room.contextOf(await room.somebody()), { claimId, version })
}

async function withdraws(claimId: string) {
  const admin = await room.aMember({ role: 'admin' })
  const version = await room.versionOf(claimId)
  return withdrawClaim(room.contextOf(admin), { claimId, version, reason: 'A forgery.' })
}

/** Everything that any reader's page says, as one text. */
async function everythingPublic(): Promise<string> {
  const sources = await getSourcesPage(room)
  const claims = await room.db.claim.findMany({ select: { slug: true } })
  const stories = await room.db.story.findMany({ select: { slug: true } })
  const all = await room.db.source.findMany({ select: { slug: true } })
  return JSON.stringify([
    sources,
    await getHomePage(room),
    await getClaimsPage(room),
    await getClaimsArchivePage(room, 1),
    await getFeed(room),
    await getCorrectionsPage(room),
    await getOtherAddresses(room),
    await getClaimAddresses(room, 1),
    ...(await Promise.all(claims.map(({ slug }) => getClaimPage(room, slug)))),
    ...(await Promise.all(claims.map(({ slug }) => getHistoryPage(room, slug)))),
    ...(await Promise.all(stories.map(({ slug }) => getStoryPage(room, slug)))),
    ...(await Promise.all(all.map(({ slug }) => getSourcePage(room, slug)))),
  ])
}

describe('what readers may not know', () => {
  it('is nowhere: drafts of every kind, the desk’s notes and its people', async () => {
    const outlet = await room.aSource({ name: 'HIDDEN outlet', kind: 'outlet' })
    const hiddenDocument = await room.aDocument({
      text: PAPER,
      title: 'HIDDEN document',
      publisher: outlet.id,
    })
    const hiddenClaimant = await room.aSource({ name: 'HIDDEN claimant' })
    const hidden = await room.aClaim({ proposition: 'HIDDEN claim', claimant: hiddenClaimant.id })
    const proposer = await room.aMember({ name: 'HIDDEN proposer' })
    const reviewer = await room.aMember({ name: 'HIDDEN reviewer' })

    const shown = await room.aPublishedVerdict({ by: proposer })
    await room.aRelation({ from: hidden.id, to: shown.claimId })
    await appears(shown.claimId, hiddenDocument.id, 'HIDDEN quote')
    await room.someEvidence({ claim: shown.claimId, document: hiddenDocument.id })
    const proposal = await room.aProposal({
      claim: shown.claimId,
      by: proposer,
      rationale: 'HIDDEN rationale of a proposal',
      publicNote: 'HIDDEN note',
      kind: 'correction',
    })
    await sendBackVerdict(room.contextOf(reviewer), {
      verdictId: proposal.id,
      reason: 'HIDDEN reason of the reviewer',
    })
    await room.aStory({ title: 'HIDDEN story' })

    const said = await everythingPublic()
    expect(said).toContain(shown.slug)
    expect(said).not.toMatch(/HIDDEN|desk\.example|Named, and there/)
    expect(await getClaimPage(room, hidden.slug)).toBeNull()
    expect(await getHistoryPage(room, hidden.slug)).toBeNull()
  })

  it('stays unknown when an approval takes in a relation to a claim that is not shown', async () => {
    const secret = await room.aClaim({ proposition: 'SECRET neighbour' })
    const claim = await room.aClaim()
    await room.aRelation({ from: secret.id, to: claim.id })
    await room.aPublishedVerdict({ claim: claim.id })
    await room.aPublishedVerdict({ claim: claim.id })
    expect(await everythingPublic()).not.toContain('SECRET')
    await shows(secret.id)
    expect((await pageOf(claim.slug)).counterclaims.map((each) => each.proposition)).toEqual([
      'SECRET neighbour',
    ])
  })
})

describe('a withdrawn claim', () => {
  it('is a title, a reason and a date, and its name is gone from everybody else’s pages', async () => {
    const outlet = await room.aSource({ name: 'GONE outlet', kind: 'outlet' })
    const claimant = await room.aSource({ name: 'GONE claimant' })
    const claim = await room.aClaim({ proposition: 'To be withdrawn', claimant: claimant.id })
    const document = await room.aDocument({
      text: PAPER,
      title: 'GONE document',
      publisher: outlet.id,
    })
    await appears(claim.id, document.id, 'GONE quote')
    const verdict = await room.aPublishedVerdict({
      claim: claim.id,
      rationale: 'GONE rationale, all of it',
    })
    const other = await room.aClaim({ isShown: true })
    await room.aRelation({ from: claim.id, to: other.id })
    await shows(other.id)
    expect((await pageOf(other.slug)).counterclaims).toHaveLength(1)

    await withdraws(claim.id)
    expect(await getClaimPage(room, verdict.slug)).toEqual({
      kind: 'withdrawn',
      slug: verdict.slug,
      proposition: 'To be withdrawn',
      reason: 'A forgery.',
      withdrawnAt: expect.stringMatching(/Z$/),
    })
    expect(await everythingPublic()).not.toContain('GONE')
    expect((await pageOf(other.slug)).counterclaims).toEqual([])
    expect((await getCorrectionsPage(room)).items[0]).toMatchObject({
      what: 'withdrawn',
      note: 'A forgery.',
      claimant: null,
    })
  })
})

describe('the claim page', () => {
  it('shows as unreviewed what was shown before any verdict', async () => {
    const { slug } = await room.aClaim({ isShown: true })
    expect(await pageOf(slug)).toMatchObject({ status: 'unreviewed', verdict: null, evidence: [] })
  })

  it('shows carriers of one agency as one, and the earliest as the first appearance', async () => {
    const agency = await room.aSource({ name: 'One agency', kind: 'agency' })
    const claim = await room.aClaim()
    const dispatch = await room.aDocument({ text: PAPER, publisher: agency.id })
    const carriers = [
      await room.aDocument({ text: PAPER, carries: dispatch.id }),
      await room.aDocument({ text: PAPER, origin: agency.id }),
    ]
    for (const { id } of carriers) await appears(claim.id, id)
    await shows(claim.id)
    const groups = (await pageOf(claim.slug)).appearances
    expect(groups).toHaveLength(2)
    const group = groups.find((each) => each.origin.name === 'One agency')
    expect(group?.quotes).toHaveLength(1)
    expect(group?.quotes[0]?.carriers).toHaveLength(2)
    const all = groups.flatMap((each) => each.quotes).flatMap((each) => each.carriers)
    expect(all.filter((each) => each.isFirst)).toHaveLength(1)
  })

  it('counts the origins of the evidence as the rules do', async () => {
    const agency = (await room.aSource({ kind: 'agency' })).id
    const claimant = (await room.aSource()).id
    const claim = await room.aClaim({ claimant })
    await room.someEvidence({ claim: claim.id, origin: agency })
    await room.someEvidence({ claim: claim.id, from: agency })
    await room.someEvidence({ claim: claim.id, origin: claimant })
    await room.aPublishedVerdict({ claim: claim.id })
    const [side] = (await pageOf(claim.slug)).evidence
    expect(side).toMatchObject({ stance: 'supports', origins: 1 })
    expect(side?.groups.map((group) => group.items.length).toSorted()).toEqual([1, 2])
  })

  it('shows the evidence as it stood, whatever happens to it later', async () => {
    const claim = await room.aClaim()
    const { id } = await room.someEvidence({ claim: claim.id })
    await room.aPublishedVerdict({ claim: claim.id })
    await withdrawEvidence(room.contextOf(await room.somebody()), {
      evidenceId: id,
      reason: 'Not what it seemed',
    })
    expect((await pageOf(claim.slug)).evidence).toHaveLength(1)
  })

  it('says since when a status stands, across verdicts that confirm it', async () => {
    const first = await room.aPublishedVerdict()
    const before = await pageOf(first.slug)
    await room.aPublishedVerdict({ claim: first.claimId })
    const after = await pageOf(first.slug)
    expect(after.since).toBe(before.since)
    expect(after.verdict?.publishedAt).not.toBe(before.verdict?.publishedAt)
    expect(after.firstPublishedAt).toBe(before.firstPublishedAt)
    expect(after.changes.map((change) => change.kind)).toEqual(['update', 'first'])
  })

  it('shows a contradiction from both ends and once', async () => {
    const claim = await room.aClaim({ isShown: true })
    const denial = await room.aClaim({ isShown: true })
    await room.aRelation({ from: denial.id, to: claim.id })
    const { id } = await room.aRelation({ from: claim.id, to: denial.id })
    await shows(claim.id)
    expect((await pageOf(claim.slug)).counterclaims.map((each) => each.slug)).toEqual([denial.slug])
    expect((await pageOf(denial.slug)).counterclaims.map((each) => each.slug)).toEqual([claim.slug])
    await unlinkClaims(room.contextOf(await room.somebody()), { relationId: id, reason: 'Twice' })
    expect((await pageOf(claim.slug)).counterclaims).toHaveLength(1)
  })

  it('drops an appearance that was withdrawn', async () => {
    const claim = await room.aClaim()
    const { appearanceId } = await appears(
      claim.id,
      (await room.aDocument({ text: PAPER })).id,
      'Not his words',
    )
    await shows(claim.id)
    await withdrawAppearance(room.contextOf(await room.somebody()), {
      appearanceId,
      reason: 'Not his',
    })
    expect(JSON.stringify(await pageOf(claim.slug))).not.toContain('Not his words')
  })
})

describe('the history', () => {
  it('has every verdict, newest first, with what was new in its grounds', async () => {
    const first = await room.aPublishedVerdict()
    await room.someEvidence({ claim: first.claimId })
    await room.aPublishedVerdict({
      claim: first.claimId,
      kind: 'correction',
      publicNote: 'We misread it.',
    })
    const history = await getHistoryPage(room, first.slug)
    if (history?.kind !== 'claim') throw new Error('no history')
    expect(history.entries.map((entry) => entry.verdict.kind)).toEqual(['correction', 'first'])
    expect(history.entries[0]?.difference?.evidence).toMatchObject([{ is: 'added' }])
    expect(history.entries[0]?.verdict.publicNote).toBe('We misread it.')
  })
})

describe('sources', () => {
  it('have a page when readers meet them, as claimant, publisher or origin, and only then', async () => {
    const principal = await room.aSource({ name: 'The ministry' })
    const spokesman = await room.aSource({ name: 'Its spokesman', speaksFor: principal.id })
    const claim = await room.aClaim()
    const listed = async () => (await getSourcesPage(room)).map((each) => each.name)
    await appears(claim.id, (await room.aDocument({ text: PAPER, origin: spokesman.id })).id)
    expect(await listed()).not.toContain('The ministry')
    await shows(claim.id)
    expect(await listed()).toContain('The ministry')
    expect(await listed()).not.toContain('Its spokesman')
    const slug = async (id: string) =>
      (await room.db.source.findUniqueOrThrow({ where: { id } })).slug
    expect((await getSourcePage(room, await slug(principal.id)))?.documents).toMatchObject([
      { role: 'origin' },
    ])
    expect(await getSourcePage(room, await slug(spokesman.id))).toBeNull()
  })

  it('each have the page that the list links', async () => {
    for (const { slug } of await getSourcesPage(room)) {
      expect(await getSourcePage(room, slug), slug).not.toBeNull()
    }
  })
})

describe('the archive', () => {
  it('keeps a claim on its page whatever comes later, and says nothing twice', async () => {
    const fresh = await aNewsroom()
    try {
      const slugs: string[] = []
      for (let count = 0; count < CLAIMS_PER_PAGE + 2; count++) {
        slugs.push((await fresh.aClaim({ isShown: true })).slug)
      }
      const pages = [await getClaimsArchivePage(fresh, 1), await getClaimsArchivePage(fresh, 2)]
      expect(pages[0]?.items.map((item) => item.slug)).toEqual(
        slugs.slice(0, CLAIMS_PER_PAGE).reverse(),
      )
      expect(pages[1]?.items.map((item) => item.slug)).toEqual(
        slugs.slice(CLAIMS_PER_PAGE).reverse(),
      )
      expect(pages[0]).toMatchObject({ older: null, newer: 2 })
      expect(pages[1]).toMatchObject({ older: 1, newer: null })
      expect(await getClaimsArchivePage(fresh, 3)).toBeNull()
      expect((await getClaimsPage(fresh)).items).toHaveLength(CLAIMS_PER_PAGE + 2)
    } finally {
      await fresh.drop()
    }
  })

  it.each([0, -1, 1.5, Number.NaN])('has no page %s', async (number) => {
    expect(await getClaimsArchivePage(room, number)).toBeNull()
  })
})
