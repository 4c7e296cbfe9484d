import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withdrawClaim } from '@/lib/claims/commands'
import { withdrawEvidence } from '@/lib/evidence/commands'
import type { VerdictStatus } from '@/lib/review/schema'
import { searchClaims } from '@/lib/search/queries'
import { claimSearch } from '@/lib/search/schema'
import { foundLine } from '@/lib/site/found-line'
import { CORRECTIONS_PER_PAGE } from '@/lib/site/paging'
import { getClaimPage } from '@/lib/site/queries/claim'
import { getClaimsPage } from '@/lib/site/queries/claims'
import { getCorrectionsArchivePage, getCorrectionsPage } from '@/lib/site/queries/corrections'
import { getCorrectionsFeed, getFeed, getFeedOf } from '@/lib/site/queries/feed'
import { getComparisonPage } from '@/lib/site/queries/history'
import { sayDifference } from '@/lib/site/say-difference'
import type { Feed } from '@/lib/site/views'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'
import { wordsOf } from '@/lib/words/words-of'

let room: Newsroom
beforeAll(async () => {
  room = await aNewsroom()
})
afterAll(() => room.drop())

/** When the verdict was published, as pages say it. */
async function publishedAt(verdictId: string): Promise<string> {
  const verdict = await room.db.verdict.findUniqueOrThrow({ where: { id: verdictId } })
  return verdict.publishedAt?.toISOString() ?? ''
}

async function lineOf(slug: string) {
  const { items } = await getClaimsPage(room)
  return items.find((line) => line.slug === slug)
}

async function corrects(claimId: string, status: VerdictStatus = 'unverified') {
  return room.aPublishedVerdict({ claim: claimId, status, kind: 'correction', publicNote: 'No.' })
}

async function withdraws(claimId: string) {
  const admin = await room.aMember({ role: 'admin' })
  const version = await room.versionOf(claimId)
  return withdrawClaim(room.contextOf(admin), { claimId, version, reason: 'A forgery.' })
}

describe('a claim that we corrected', () => {
  it('is marked in every list and beside whatever it counters, with the day of its last correction', async () => {
    const claim = await room.aClaim({ stage: 'published', proposition: 'The quarry is flooded' })
    const other = await room.aClaim({ stage: 'published' })
    await room.aRelation({ from: claim.id, to: other.id })
    await room.aPublishedVerdict({ claim: other.id })
    expect((await lineOf(claim.slug))?.corrected).toBeNull()
    await room.aPublishedVerdict({ claim: claim.id, kind: 'correction', publicNote: 'Not so.' })
    const { id } = await room.aPublishedVerdict({
      claim: claim.id,
      kind: 'correction',
      publicNote: 'Nor so.',
    })

    const at = await publishedAt(id)
    expect((await lineOf(claim.slug))?.corrected).toBe(at)
    const page = await getClaimPage(room, other.slug)
    expect(page).toMatchObject({ counterclaims: [{ slug: claim.slug, corrected: at }] })
    const readers = { actor: { kind: 'public' as const }, now: new Date(), db: room.db }
    const found = await searchClaims(readers, claimSearch.parse({ q: 'quarry flooded' }))
    expect(found.items.map(foundLine)).toMatchObject([{ slug: claim.slug, corrected: at }])
  })

  it('stays marked when an update follows: whoever saw the wrong status may come back at any time', async () => {
    const claim = await room.aClaim({ stage: 'published' })
    const { id } = await room.aPublishedVerdict({
      claim: claim.id,
      kind: 'correction',
      publicNote: 'Not so.',
    })
    await room.aPublishedVerdict({ claim: claim.id, kind: 'update', publicNote: 'More is known.' })
    expect((await lineOf(claim.slug))?.corrected).toBe(await publishedAt(id))
  })

  it('is told from one that was only updated', async () => {
    const claim = await room.aClaim({ stage: 'published' })
    await room.aPublishedVerdict({ claim: claim.id, kind: 'update', publicNote: 'More is known.' })
    expect((await lineOf(claim.slug))?.corrected).toBeNull()
  })
})

describe('the corrections', () => {
  it('say what we had said, what we said instead, why, and where the claim stands now', async () => {
    const claim = await room.aClaim({ stage: 'published' })
    await room.someEvidence({ claim: claim.id, stance: 'context' })
    await corrects(claim.id, 'misleading')
    await room.aPublishedVerdict({ claim: claim.id, kind: 'update', publicNote: 'More is known.' })
    const { items } = await getCorrectionsPage(room)
    expect(items[0]).toMatchObject({
      slug: claim.slug,
      what: 'verdict',
      kind: 'correction',
      before: 'unverified',
      status: 'misleading',
      now: 'unverified',
      number: 2,
      note: 'No.',
    })
  })

  it('say of a withdrawal what we had called the claim, and nothing of who claimed it', async () => {
    const claim = await room.aClaim({ stage: 'published' })
    await withdraws(claim.id)
    const { items } = await getCorrectionsPage(room)
    expect(items[0]).toMatchObject({
      slug: claim.slug,
      what: 'withdrawn',
      before: 'unverified',
      now: null,
      note: 'A forgery.',
      rationale: null,
      claimant: null,
      story: null,
    })
  })

  it('keep their page of the archive whatever comes later, a withdrawal included', async () => {
    const claim = await room.aClaim({ stage: 'published' })
    await corrects(claim.id)
    const before = await getCorrectionsArchivePage(room, 1)
    for (let n = before?.items.length ?? 0; n < CORRECTIONS_PER_PAGE; n++) await corrects(claim.id)
    const full = await getCorrectionsArchivePage(room, 1)
    expect(full?.items).toHaveLength(CORRECTIONS_PER_PAGE)
    expect(full).toMatchObject({ number: 1, older: null, newer: null })
    expect(await getCorrectionsArchivePage(room, 2)).toBeNull()

    const other = await room.aClaim({ stage: 'published' })
    await corrects(other.id)
    await withdraws(claim.id)
    const first = await getCorrectionsArchivePage(room, 1)
    expect(first?.newer).toBe(2)
    // What was said of the withdrawn claim is gone; nothing has moved up into its place.
    const kept = full?.items.filter((each) => each.slug !== claim.slug)
    expect(first?.items.map(({ id }) => id)).toEqual(kept?.map(({ id }) => id))
    const second = await getCorrectionsArchivePage(room, 2)
    expect(second?.items.map(({ slug }) => slug)).toEqual([claim.slug, other.slug])
    const newest = await getCorrectionsPage(room)
    expect(newest.items).toEqual([...(second?.items ?? []), ...(first?.items ?? [])])
  }, 60_000)
})

describe('two verdicts of a claim', () => {
  it('are compared whichever they are, and nothing is compared with itself or backwards', async () => {
    const claim = await room.aClaim({ stage: 'published' })
    const { id: evidence } = await room.someEvidence({ claim: claim.id, stance: 'context' })
    await corrects(claim.id, 'misleading')
    const admin = room.contextOf(await room.aMember({ role: 'admin' }))
    await withdrawEvidence(admin, { evidenceId: evidence, reason: 'A forgery.' })
    await corrects(claim.id)
    const compared = async (before: number, after: number) => {
      const page = await getComparisonPage(room, claim.slug, { before, after })
      if (page?.kind !== 'claim') return page
      return { ...page, said: sayDifference(page.difference, wordsOf('en')) }
    }

    expect(await compared(1, 2)).toMatchObject({
      said: {
        finding: ['The status went from unverified to misleading.'],
        evidence: [expect.stringMatching(/^New evidence: “/)],
      },
      difference: { rationale: [] },
    })
    expect(await compared(2, 3)).toMatchObject({
      said: { evidence: [expect.stringMatching(/^No longer relied on: “/)] },
    })
    const farApart = await compared(1, 3)
    expect(farApart).toMatchObject({
      said: { finding: [], evidence: [], relations: [], claim: [] },
      verdicts: [{ number: 1 }, { number: 2 }, { number: 3 }],
    })
    for (const [before, after] of [
      [0, 1],
      [2, 2],
      [3, 1],
      [3, 4],
      [1.5, 2],
    ] as const) {
      expect(await compared(before, after), `${before}-${after}`).toBeNull()
    }
  })

  it('are gone with the claim that we withdrew', async () => {
    const claim = await room.aClaim({ stage: 'published' })
    await corrects(claim.id)
    await withdraws(claim.id)
    const page = await getComparisonPage(room, claim.slug, { before: 1, after: 2 })
    expect(page).toMatchObject({ kind: 'withdrawn', reason: 'A forgery.' })
  })
})

describe('the feeds', () => {
  it('have each claim once, changed when its status is, and call back what they said once of one that we withdrew', async () => {
    const claim = await room.aClaim({ isShown: true })
    const of = async (feed: Promise<Feed>) =>
      (await feed).changes.filter((each) => each.slug === claim.slug)
    const [shown] = await of(getFeed(room))
    await room.aPublishedVerdict({ claim: claim.id })
    await corrects(claim.id)
    const [corrected, ...others] = await of(getFeed(room))
    expect(others).toEqual([])
    expect(corrected).toMatchObject({ claimId: shown?.claimId, kind: 'correction' })
    expect(corrected?.line.map(({ kind }) => kind)).toEqual(['correction', 'first'])
    expect(await of(getCorrectionsFeed(room))).toEqual([corrected])
    expect((await getFeedOf(room, 'claim', claim.slug))?.changes).toEqual([corrected])
    expect(await getFeedOf(room, 'claim', 'there-is-none')).toBeNull()

    await withdraws(claim.id)
    const [said, ...none] = await of(getFeed(room))
    expect(none).toEqual([])
    expect(said).toMatchObject({
      claimId: shown?.claimId,
      what: 'withdrawn',
      note: 'A forgery.',
      line: [],
    })
    expect(await of(getCorrectionsFeed(room))).toEqual([said])
    const { tombstones } = await getFeed(room)
    expect(tombstones.map(({ what }) => what).slice(0, 3)).toEqual(['verdict', 'verdict', 'shown'])
    expect(tombstones[0]).toMatchObject({ at: said?.at, reason: 'A forgery.' })
  })
})
