import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addAppearance,
  editClaim,
  showClaim,
  withdrawAppearance,
  withdrawClaim,
} from '@/lib/claims/commands'
import { addAppearanceInput, editClaimInput } from '@/lib/claims/schema'
import { changeOrigin } from '@/lib/documents/commands'
import { changeOriginInput } from '@/lib/documents/schema'
import { withdrawEvidence } from '@/lib/evidence/commands'
import { unlinkClaims } from '@/lib/relations/commands'
import { getMoments } from '@/lib/site/moments'
import { addAlias, editSource, gradeSource } from '@/lib/sources/commands'
import { addAliasInput, editSourceInput, gradeSourceInput } from '@/lib/sources/schema'
import { editStory, showStory } from '@/lib/stories/commands'
import { editStoryInput } from '@/lib/stories/schema'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'
import { everyAddress, viewAt, watch } from '@/lib/testing/readers-views'

let room: Newsroom
beforeAll(async () => {
  room = await aNewsroom()
})
afterAll(() => room.drop())

const editor = async () => room.contextOf(await room.somebody())
const admin = async () => room.contextOf(await room.aMember({ role: 'admin' }))

/** The claim as its form would have it, with some fields written anew. */
async function edits(claimId: string, given: object) {
  const claim = await room.db.claim.findUniqueOrThrow({ where: { id: claimId } })
  const { version, proposition, claimantId, storyId } = claim
  return editClaim(
    await editor(),
    editClaimInput.parse({
      claimId,
      version,
      proposition,
      claimant: { id: claimantId, name: 'by id' },
      storyId: storyId ?? undefined,
      said: { date: '' },
      wording: {},
      place: {},
      ...given,
    }),
  )
}

async function editsSource(sourceId: string, given: object) {
  const source = await room.db.source.findUniqueOrThrow({ where: { id: sourceId } })
  const { version, name, language, kind, speaksForId } = source
  return editSource(
    await admin(),
    editSourceInput.parse({
      sourceId,
      version,
      name,
      language,
      kind,
      speaksFor: speaksForId ? { id: speaksForId, name: 'by id' } : undefined,
      ...given,
    }),
  )
}

async function shows(claimId: string) {
  const version = await room.versionOf(claimId)
  return showClaim(await editor(), { claimId, version })
}

describe('a newsroom that edits everything', () => {
  it('is shown as it stood after each of its acts, whatever was edited, renamed or taken back since', async () => {
    const { db } = room
    let isPublic = false
    const served = watch(db, (addresses) => (isPublic ? addresses : []))
    const agency = await room.aSource({ name: 'Gulf Agency', kind: 'agency' })
    const outlet = await room.aSource({ name: 'Morning Paper', kind: 'outlet' })
    const ministry = await room.aSource({ name: 'The ministry' })
    const spokesman = await room.aSource({ name: 'Its spokesman', speaksFor: ministry.id })
    const commander = await room.aSource({ name: 'A commander', kind: 'person' })
    const story = await room.aStory({ title: 'The road' })
    const text = 'The final phase has begun, he said. The road is cut.'
    const dispatch = await room.aDocument({ text, publisher: agency.id, title: 'The dispatch' })
    const carrier = await room.aDocument({ text, publisher: outlet.id, carries: dispatch.id })
    const paper = await room.aDocument({ text, publisher: outlet.id, origin: spokesman.id })

    const claim = await room.aClaim({ proposition: 'The road is cut', claimant: commander.id })
    const denial = await room.aClaim({ proposition: 'The road is open', claimant: spokesman.id })
    const secret = await room.aClaim({ proposition: 'Nobody is told of this' })
    await edits(claim.id, { storyId: story.id })
    await room.aRelation({ from: denial.id, to: claim.id })
    await room.aRelation({ from: secret.id, to: claim.id, type: 'supports' })
    const appears = async (document: string, quote: string) =>
      addAppearance(
        await editor(),
        addAppearanceInput.parse({
          claimId: claim.id,
          document: { use: 'existing', id: document },
          quote: { exact: quote },
        }),
      )
    await appears(dispatch.id, 'The road is cut')
    const { appearanceId } = await appears(carrier.id, 'The road is cut')
    isPublic = true
    await shows(claim.id)
    await showStory(await editor(), { storyId: story.id })
    await shows(denial.id)
    await appears(paper.id, 'The road is cut')
    await shows(claim.id)
    await edits(claim.id, {
      storyId: story.id,
      proposition: 'The road to the city is cut',
      said: { date: '2024-12-07', time: '15:00', zone: 'Asia/Damascus' },
      place: { name: 'The road', latitude: 33.5, longitude: 36.3 },
      wording: { text: 'قُطعت الطريق', language: 'ar' },
    })
    await edits(denial.id, { storyId: story.id })
    await room.someEvidence({ claim: claim.id, origin: outlet.id, stance: 'refutes' })
    const evidence = await room.someEvidence({ claim: claim.id, document: paper.id })
    await room.aPublishedVerdict({ claim: claim.id, status: 'disputed' })
    await changeOrigin(
      await admin(),
      changeOriginInput.parse({
        documentId: carrier.id,
        origin: { id: outlet.id, name: 'by id' },
        reason: 'Its own reporting after all',
      }),
    )
    await editsSource(commander.id, { name: 'The commander', description: 'Of the south.' })
    await editsSource(outlet.id, { name: 'Evening Paper' })
    await gradeSource(
      await admin(),
      gradeSourceInput.parse({ sourceId: commander.id, reliability: 'C', reason: 'Sometimes' }),
    )
    await addAlias(
      await editor(),
      addAliasInput.parse({ sourceId: commander.id, name: 'القائد', language: 'ar' }),
    )
    await editsSource(spokesman.id, { speaksFor: undefined })
    await shows(secret.id)
    await shows(claim.id)
    await edits(denial.id, { storyId: undefined, claimant: { id: ministry.id, name: 'by id' } })
    await withdrawAppearance(await editor(), { appearanceId, reason: 'Not his words' })
    await withdrawEvidence(await editor(), { evidenceId: evidence.id, reason: 'Old' })
    await room.aPublishedVerdict({
      claim: claim.id,
      kind: 'correction',
      publicNote: 'We had read the wrong map.',
    })
    await gradeSource(
      await admin(),
      gradeSourceInput.parse({ sourceId: commander.id, reliability: 'B', reason: 'Often' }),
    )
    await editsSource(spokesman.id, { speaksFor: { id: ministry.id, name: 'by id' } })
    const { id: linkId } = await room.aRelation({ from: claim.id, to: denial.id })
    await shows(claim.id)
    await unlinkClaims(await editor(), { relationId: linkId, reason: 'Twice' })
    await editStory(
      await editor(),
      editStoryInput.parse({
        storyId: story.id,
        version: 1,
        title: 'The road to the city',
        summary: 'It was cut, they say.',
      }),
    )
    await room.aPublishedVerdict({
      claim: denial.id,
      status: 'overtaken',
      overtakenByClaimId: secret.id,
      overtakenOn: '2024-12-08',
    })
    await withdrawClaim(await admin(), {
      claimId: secret.id,
      version: await room.versionOf(secret.id),
      reason: 'A forgery.',
    })
    await withdrawClaim(await admin(), {
      claimId: claim.id,
      version: await room.versionOf(claim.id),
      reason: 'Not ours to say.',
    })

    let compared = 0
    for (const [moment, pages] of served) {
      for (const [address, then] of pages) {
        const text = JSON.stringify(await viewAt({ db, at: new Date(moment) }, address))
        expect(text, `${address} at ${moment}`).toBe(then)
        compared += 1
      }
    }
    expect(compared).toBeGreaterThan(500)

    // Between any two acts nothing changes, and every change is a moment of its page.
    for (const address of await everyAddress(db)) {
      const moments = await getMoments({ db }, address)
      if (!moments) continue
      const seen: string[] = []
      let before = 'null'
      for (const [moment, pages] of served) {
        const text = pages.get(address) ?? 'null'
        if (text !== before) seen.push(moment)
        before = text
      }
      expect(
        moments.map(({ at }) => at),
        address,
      ).toEqual(seen)
    }
  }, 120_000)
})
