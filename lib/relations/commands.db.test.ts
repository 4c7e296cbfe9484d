import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { showClaim } from '@/lib/claims/commands'
import { showClaimInput } from '@/lib/claims/schema'
import { fileRelatedClaim, linkClaims, unlinkClaims } from '@/lib/relations/commands'
import { relationPhrases } from '@/lib/relations/rules'
import {
  fileRelatedClaimInput,
  linkClaimsInput,
  relationType,
  unlinkClaimsInput,
} from '@/lib/relations/schema'
import { aNewsroom, type Member, type Newsroom, outcomeOf } from '@/lib/testing/builders'

let room: Newsroom
let contributor: Member
let colleague: Member
let editor: Member
beforeAll(async () => {
  room = await aNewsroom()
  contributor = await room.aMember({ role: 'contributor' })
  colleague = await room.aMember({ role: 'contributor' })
  editor = await room.aMember()
})
afterAll(() => room.drop())

function link(fromClaimId: string, toClaimId: string, type = 'counters') {
  const input = linkClaimsInput.parse({ fromClaimId, toClaimId, type })
  return outcomeOf(linkClaims(room.contextOf(contributor), input))
}

describe('linking claims', () => {
  it('is not of a claim to itself, however its id is spelled', async () => {
    const { id } = await room.aClaim()
    expect(await link(id, id)).toBe('refused: relation_to_itself')
    expect(await link(id, id.toUpperCase())).toBe('refused: relation_to_itself')
  })

  it('is once for each kind and direction', async () => {
    const [one, other] = [(await room.aClaim()).id, (await room.aClaim()).id]
    expect(await link(one, other)).toBe('done')
    expect(await link(one, other)).toBe('refused: already_linked')
    expect(await link(other, one)).toBe('done')
    expect(await link(one, other, 'refines')).toBe('done')
  })

  it('changes both claims, and reads rightly in the record of each', async () => {
    const [denial, claim] = [(await room.aClaim()).id, (await room.aClaim()).id]
    await link(denial, claim)
    const rows = await room.db.activity.findMany({
      where: { type: 'relation.added', claimId: { in: [denial, claim] } },
    })
    expect(
      rows.map((row) => [row.claimId, (row.payload as { direction: string }).direction]),
    ).toEqual([
      [denial, 'from'],
      [claim, 'to'],
    ])
    expect([await room.versionOf(denial), await room.versionOf(claim)]).toEqual([2, 2])
  })

  it('is to a claim that is there', async () => {
    const { id } = await room.aClaim()
    expect(await link(id, '0193a3b4-7c00-7000-8000-00000000000a')).toBe('not_found: claim')
  })

  it('has words for both ends', () => {
    expect(Object.keys(relationPhrases).sort()).toEqual([...relationType.options].sort())
  })
})

describe('filing a counterclaim on the spot', () => {
  it('files and links both, or neither', async () => {
    const { id } = await room.aClaim()
    const form = {
      claimant: { name: 'Ministry of Defence', kind: 'institution' },
      proposition: 'There is no truth in it',
      document: { use: 'existing', id: (await room.aDocument()).id },
      quote: { exact: 'he said' },
      toClaimId: id,
      type: 'counters',
    }
    const before = await room.everything()
    const wrong = fileRelatedClaimInput.parse({ ...form, quote: { exact: 'she said' } })
    expect(await outcomeOf(fileRelatedClaim(room.contextOf(contributor), wrong))).toBe(
      'invalid: quote_not_in_text',
    )
    expect(await room.everything()).toEqual(before)
    const right = fileRelatedClaimInput.parse(form)
    const filed = await fileRelatedClaim(room.contextOf(contributor), right)
    expect(
      await room.db.relation.findUniqueOrThrow({ where: { id: filed.relationId } }),
    ).toMatchObject({
      fromClaimId: filed.claimId,
      toClaimId: id,
      publicSince: null,
    })
  })
})

describe('taking a link back', () => {
  const unlink = (relationId: string, by: Member) =>
    outcomeOf(
      unlinkClaims(
        room.contextOf(by),
        unlinkClaimsInput.parse({ relationId, reason: 'Another day' }),
      ),
    )

  it('is for who made it, or an editor, once', async () => {
    const [one, other] = [(await room.aClaim()).id, (await room.aClaim()).id]
    const { id } = await room.aRelation({ from: one, to: other, by: contributor })
    expect(await unlink(id, colleague)).toBe('forbidden: relation:withdraw')
    expect(await unlink(id, contributor)).toBe('done')
    expect(await unlink(id, editor)).toBe('conflict: already_withdrawn')
    expect(await link(one, other)).toBe('done')
  })

  it('is an editor’s once readers see it', async () => {
    const [one, other] = [(await room.aClaim()).id, (await room.aClaim()).id]
    const { id } = await room.aRelation({ from: one, to: other, by: contributor })
    for (const claimId of [one, other]) {
      const version = await room.versionOf(claimId)
      await showClaim(room.contextOf(editor), showClaimInput.parse({ claimId, version }))
    }
    expect(await unlink(id, contributor)).toBe('forbidden: relation:withdraw')
    expect(await unlink(id, editor)).toBe('done')
  })
})
