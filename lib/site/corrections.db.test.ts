import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { searchClaims } from '@/lib/search/queries'
import { claimSearch } from '@/lib/search/schema'
import { foundLine } from '@/lib/site/found-line'
import { getClaimPage } from '@/lib/site/queries/claim'
import { getClaimsPage } from '@/lib/site/queries/claims'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'

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
