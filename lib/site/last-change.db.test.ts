import { afterEach, beforeEach, expect, it } from 'vitest'
import { withdrawClaim } from '@/lib/claims/commands'
import { getLastChange, getMomentsSince } from '@/lib/site/last-change'
import { getMoments } from '@/lib/site/moments'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'

let room: Newsroom
beforeEach(async () => {
  room = await aNewsroom()
})
afterEach(() => room.drop())

it('is the last of the moments of a page, with one before it where there is one', async () => {
  const verdict = await room.aPublishedVerdict()
  const other = await room.aClaim({ isShown: true })
  await room.aRelation({ from: other.id, to: verdict.claimId })
  const { claimant } = await room.db.claim.findUniqueOrThrow({
    where: { id: verdict.claimId },
    select: { claimant: { select: { slug: true } } },
  })
  const pages = [
    `/claims/${verdict.slug}`,
    `/claims/${verdict.slug}/history`,
    `/sources/${claimant.slug}`,
  ]
  const agree = async () => {
    for (const page of pages) {
      const moments = (await getMoments(room, page)) ?? []
      expect(await getLastChange(room, page), page).toMatchObject({ at: moments.at(-1)?.at })
      const [first, ...others] = moments.map(({ at }) => at)
      expect(await getMomentsSince(room, page, new Date(first ?? 0)), page).toEqual(others)
    }
  }
  await agree()
  await withdrawClaim(room.contextOf(await room.aMember({ role: 'admin' })), {
    requestId: undefined,
    claimId: verdict.claimId,
    version: await room.versionOf(verdict.claimId),
    reason: 'A forgery.',
  })
  await agree()
  // Nothing that becomes of others shows on the page of a claim that is withdrawn, however often.
  for (let times = 0; times < 6; times += 1) await room.aPublishedVerdict({ claim: other.id })
  await agree()
  expect(await getLastChange(room, `/claims/${verdict.slug}`)).toMatchObject({ hasBefore: true })
  expect(await getLastChange(room, '/')).toMatchObject({ hasBefore: true })
  expect(await getLastChange(room, '/claims/none')).toBeNull()
  expect(await getLastChange(room, '/methodology')).toBeNull()
})
