import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addAppearance,
  assignClaim,
  editClaim,
  fileClaim,
  reopenClaim,
  setAside,
  showClaim,
  startChecking,
  withdrawAppearance,
  withdrawClaim,
} from '@/lib/claims/commands'
import {
  addAppearanceInput,
  assignClaimInput,
  editClaimInput,
  fileClaimInput,
  setAsideInput,
  showClaimInput,
  withdrawAppearanceInput,
  withdrawClaimInput,
} from '@/lib/claims/schema'
import { AppError } from '@/lib/errors'
import { gradeEvidence, withdrawEvidence } from '@/lib/evidence/commands'
import { approveVerdict, takeBackVerdict } from '@/lib/review/commands'
import { aNewsroom, type Member, type Newsroom, outcomeOf } from '@/lib/testing/builders'

let room: Newsroom
let contributor: Member
let colleague: Member
let editor: Member
let admin: Member
beforeAll(async () => {
  room = await aNewsroom()
  contributor = await room.aMember({ role: 'contributor' })
  colleague = await room.aMember({ role: 'contributor' })
  editor = await room.aMember({ role: 'editor' })
  admin = await room.aMember({ role: 'admin' })
})
afterAll(() => room.drop())

const theClaim = (id: string) => room.db.claim.findUniqueOrThrow({ where: { id } })

async function refusal(work: Promise<unknown>): Promise<AppError> {
  try {
    await work
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('it was not refused')
}

/** The subjects that the publisher was told of since `from`. */
async function toldSince(from: bigint): Promise<string[]> {
  const rows = await room.db.outbox.findMany({ where: { id: { gt: from } } })
  return [...new Set(rows.map(({ subject }) => subject))].sort()
}
async function lastTold(): Promise<bigint> {
  return (await room.db.outbox.findFirst({ orderBy: { id: 'desc' } }))?.id ?? 0n
}

async function anAppearance(claimId: string, by: Member, exact = 'final phase'): Promise<string> {
  const { appearanceId } = await addAppearance(
    room.contextOf(by),
    addAppearanceInput.parse({
      claimId,
      document: { use: 'existing', id: (await room.aDocument()).id },
      quote: { exact },
    }),
  )
  return appearanceId
}

describe('filing a claim', () => {
  const text = 'حسن عبد الغني 🎯: The final phase has begun. It has begun, he said.'
  const form = {
    claimant: { name: 'Hassan Abdel Ghani', kind: 'person' },
    proposition: 'The final phase of encircling Damascus has begun',
    wording: { text: 'المرحلة الأخيرة', language: 'ar' },
    said: { date: '2024-12-07', time: '13:30', zone: 'Asia/Damascus' },
    place: { name: 'Damascus', latitude: '33.5138', longitude: '36.2765' },
    document: {
      use: 'new',
      fields: { title: 'Live', publisher: { name: 'LBCI', kind: 'outlet' }, text },
    },
    quote: { exact: 'begun', start: String(text.lastIndexOf('begun')) },
  }

  it('keeps who, what, when, where and the words where they stand', async () => {
    const ctx = room.contextOf(contributor)
    const { claimId, slug } = await fileClaim(ctx, fileClaimInput.parse(form))
    expect(slug).toBe('the-final-phase-of-encircling-damascus-has-begun')
    expect(await theClaim(claimId)).toMatchObject({
      stage: 'triage',
      version: 1,
      publicSince: null,
      wording: 'المرحلة الأخيرة',
      saidOn: new Date('2024-12-07T00:00:00Z'),
      saidAt: new Date('2024-12-07T10:30:00Z'),
      saidZone: 'Asia/Damascus',
      saidPrecision: 'minute',
      placeLatitude: 33.5138,
      filedById: contributor.id,
      assigneeId: contributor.id,
      filedAt: ctx.now,
    })
    const appearance = await room.db.appearance.findFirstOrThrow({ where: { claimId } })
    const start = [...text.slice(0, text.lastIndexOf('begun'))].length
    expect(appearance).toMatchObject({ quoteStart: start, quoteEnd: start + 5, publicSince: null })
  })

  it.each<[string, object, string, string]>([
    [
      'words that are not in the text',
      { quote: { exact: 'has ended' } },
      'quote_not_in_text',
      'quote.exact',
    ],
    [
      'a claimant that nobody knows',
      { claimant: { name: 'Zaki Wardani' } },
      'source_unknown',
      'claimant.name',
    ],
    [
      'a publisher that nobody knows',
      {
        document: { use: 'new', fields: { title: 'x', publisher: { name: 'Quux Gazette' }, text } },
      },
      'source_unknown',
      'document.fields.publisher.name',
    ],
    [
      'a story that is gone',
      { storyId: '0193a3b4-7c00-7000-8000-00000000000a' },
      'story_unknown',
      'storyId',
    ],
    [
      'a document that is gone',
      { document: { use: 'existing', id: '0193a3b4-7c00-7000-8000-00000000000a' } },
      'document_unknown',
      'document.id',
    ],
  ])(
    'says beside the field what is wrong, and keeps nothing: %s',
    async (_, change, reason, field) => {
      const before = await room.everything()
      const input = fileClaimInput.parse({ ...form, ...change })
      const error = await refusal(fileClaim(room.contextOf(contributor), input))
      expect([error.code, error.reason, error.details.field]).toEqual(['invalid', reason, field])
      expect(await room.everything()).toEqual(before)
    },
  )

  it('knows a claimant by any spelling, and asks where two fit', async () => {
    const before = await room.db.source.count()
    const spelled = { ...form, claimant: { name: 'Hassan Abdul Ghany' } }
    await fileClaim(room.contextOf(contributor), fileClaimInput.parse(spelled))
    expect(await room.db.source.count()).toBe(before)
    await room.aSource({ name: 'Twin desk' })
    await room.aSource({ name: 'Twin desk' })
    const twin = fileClaimInput.parse({ ...form, claimant: { name: 'Twin desk' } })
    const error = await refusal(fileClaim(room.contextOf(contributor), twin))
    expect([error.reason, error.details.facts?.options]).toEqual([
      'source_ambiguous',
      [
        expect.objectContaining({ name: 'Twin desk' }),
        expect.objectContaining({ name: 'Twin desk' }),
      ],
    ])
  })

  it('is of no interest to readers yet', async () => {
    const from = await lastTold()
    await room.aClaim({ by: contributor })
    expect(await toldSince(from)).toEqual([])
  })
})

describe('editing a claim', () => {
  async function edit(by: Member, claimId: string, change: object) {
    const row = await theClaim(claimId)
    const form = {
      claimId,
      version: row.version,
      claimant: { id: row.claimantId, name: 'x' },
      proposition: row.proposition,
      ...change,
    }
    return editClaim(room.contextOf(by), editClaimInput.parse(form))
  }

  it('is anybody’s until readers see it, then an editor’s', async () => {
    const hidden = (await room.aClaim()).id
    const shown = (await room.aClaim({ isShown: true })).id
    expect(await outcomeOf(edit(contributor, hidden, { place: { name: 'Homs' } }))).toBe('done')
    expect(await outcomeOf(edit(contributor, shown, { place: { name: 'Homs' } }))).toBe(
      'forbidden: claim:edit-public',
    )
    expect(await outcomeOf(edit(editor, shown, { place: { name: 'Homs' } }))).toBe('done')
  })

  it('that changes nothing is no change', async () => {
    const { id } = await room.aClaim()
    expect(await edit(editor, id, {})).toEqual({ claimId: id, version: 1 })
    expect(await room.db.activity.count({ where: { claimId: id } })).toBe(1)
  })

  it('records what it was and what it is, and nothing else', async () => {
    const { id } = await room.aClaim({ proposition: 'It has begun' })
    await edit(editor, id, { proposition: 'It has ended', said: { date: '2024-12-07' } })
    const row = await room.db.activity.findFirstOrThrow({
      where: { claimId: id, type: 'claim.edited' },
    })
    expect(row.payload).toEqual({
      before: { proposition: 'It has begun', saidOn: null, saidPrecision: null },
      after: {
        proposition: 'It has ended',
        saidOn: '2024-12-07T00:00:00.000Z',
        saidPrecision: 'day',
      },
    })
  })

  it.each([
    ['the proposition', { proposition: 'Another statement' }, 'refused: wording_is_published'],
    [
      'the claimant’s words',
      { wording: { text: 'x', language: 'en' } },
      'refused: wording_is_published',
    ],
    ['the place', { place: { name: 'Homs' } }, 'done'],
    ['the time', { said: { date: '2024-12' } }, 'done'],
  ])('after a verdict leaves what the verdict is about: %s', async (_, change, expected) => {
    const { id } = await room.aClaim({ stage: 'published' })
    expect(await outcomeOf(edit(editor, id, change))).toBe(expected)
  })

  it('tells the pages that it leaves', async () => {
    const [one, other] = [await room.aStory(), await room.aStory()]
    const { id } = await room.aClaim({ isShown: true })
    await edit(editor, id, { storyId: one.id })
    const from = await lastTold()
    await edit(editor, id, { storyId: other.id })
    expect(await toldSince(from)).toEqual([`claim:${id}`, `story:${one.id}`].sort())
  })

  it('is refused on a version that is past', async () => {
    const { id } = await room.aClaim()
    await edit(editor, id, { place: { name: 'Homs' } })
    const error = await refusal(edit(editor, id, { version: 1, place: { name: 'Hama' } }))
    expect([error.code, error.details.facts]).toEqual(['conflict', { version: 2 }])
  })
})

describe('appearances', () => {
  it('of the same words in the same document are one', async () => {
    const { id } = await room.aClaim()
    const input = addAppearanceInput.parse({
      claimId: id,
      document: { use: 'existing', id: (await room.aDocument()).id },
      quote: { exact: 'final phase' },
    })
    await addAppearance(room.contextOf(contributor), input)
    expect(await outcomeOf(addAppearance(room.contextOf(colleague), input))).toBe(
      'refused: appearance_already_recorded',
    )
  })

  it('are taken back by who added them, or by an editor', async () => {
    const { id } = await room.aClaim()
    const withdraw = (appearanceId: string, by: Member) =>
      outcomeOf(
        withdrawAppearance(
          room.contextOf(by),
          withdrawAppearanceInput.parse({ appearanceId, reason: 'Another speaker' }),
        ),
      )
    const [one, two] = [await anAppearance(id, contributor), await anAppearance(id, contributor)]
    expect(await withdraw(one, colleague)).toBe('forbidden: appearance:withdraw')
    expect(await withdraw(one, contributor)).toBe('done')
    expect(await withdraw(one, contributor)).toBe('conflict: already_withdrawn')
    expect(await withdraw(two, editor)).toBe('done')
  })

  it('that readers see are taken back by an editor only, and never the last that they see', async () => {
    const { id } = await room.aClaim()
    const shown = await anAppearance(id, contributor)
    const first = await room.db.appearance.findFirstOrThrow({
      where: { claimId: id, id: { not: shown } },
    })
    const version = await room.versionOf(id)
    await showClaim(room.contextOf(editor), showClaimInput.parse({ claimId: id, version }))
    await anAppearance(id, contributor)
    const withdraw = (appearanceId: string, by: Member) =>
      outcomeOf(
        withdrawAppearance(
          room.contextOf(by),
          withdrawAppearanceInput.parse({ appearanceId, reason: 'Another speaker' }),
        ),
      )
    expect(await withdraw(shown, contributor)).toBe('forbidden: appearance:withdraw')
    expect(await withdraw(shown, editor)).toBe('done')
    expect(await withdraw(first.id, editor)).toBe('refused: needs_an_appearance')
  })
})

describe('showing a claim to readers', () => {
  it('opens what is there; what comes later waits until it is shown too', async () => {
    const { id } = await room.aClaim()
    const show = async () =>
      showClaim(
        room.contextOf(editor),
        showClaimInput.parse({ claimId: id, version: await room.versionOf(id) }),
      )
    const unseen = () => room.db.appearance.count({ where: { claimId: id, publicSince: null } })
    await show()
    const since = (await theClaim(id)).publicSince
    expect([since !== null, await unseen()]).toEqual([true, 0])
    await anAppearance(id, contributor)
    expect(await unseen()).toBe(1)
    await show()
    expect(await unseen()).toBe(0)
    expect((await theClaim(id)).publicSince).toEqual(since)
    const version = await room.versionOf(id)
    await show()
    expect(await room.versionOf(id)).toBe(version)
  })

  it('opens a relation once both of its ends are open, by the act that opens the second', async () => {
    const one = await room.aClaim()
    const other = await room.aClaim()
    const relation = await room.aRelation({ from: one.id, to: other.id })
    const since = async () =>
      (await room.db.relation.findUniqueOrThrow({ where: { id: relation.id } })).publicSince
    const show = async (claimId: string) =>
      showClaim(
        room.contextOf(editor),
        showClaimInput.parse({ claimId, version: await room.versionOf(claimId) }),
      )
    await show(one.id)
    expect(await since()).toBeNull()
    await show(other.id)
    expect(await since()).not.toBeNull()
    const leaves = await room.db.leaf.findMany({
      where: { activity: { type: 'claim.shown', claimId: { in: [one.id, other.id] } } },
      orderBy: { index: 'asc' },
    })
    const named = `shown.relation.${relation.id}`
    expect(leaves.map(({ salts }) => named in (salts as object))).toEqual([false, true])
  })

  it('is news to the claims that it is linked to', async () => {
    const [claim, denial] = [(await room.aClaim({ isShown: true })).id, (await room.aClaim()).id]
    await room.aRelation({ from: denial, to: claim })
    const [before, from] = [await room.versionOf(claim), await lastTold()]
    const version = await room.versionOf(denial)
    await showClaim(room.contextOf(editor), showClaimInput.parse({ claimId: denial, version }))
    expect(await room.versionOf(claim)).toBe(before + 1)
    expect(await toldSince(from)).toEqual([`claim:${claim}`, `claim:${denial}`].sort())
  })

  it('is refused for one that is set aside', async () => {
    const { id } = await room.aClaim({ stage: 'set_aside' })
    const input = showClaimInput.parse({ claimId: id, version: await room.versionOf(id) })
    expect(await outcomeOf(showClaim(room.contextOf(editor), input))).toBe(
      'refused: claim_is_set_aside',
    )
  })
})

describe('stages', () => {
  it.each([
    ['triage', 'done', 'done', 'refused: not_set_aside'],
    ['checking', 'refused: not_in_triage', 'done', 'refused: not_set_aside'],
    ['in_review', 'refused: not_in_triage', 'refused: already_proposed', 'refused: not_set_aside'],
    ['published', 'refused: not_in_triage', 'refused: claim_is_public', 'refused: not_set_aside'],
    ['set_aside', 'refused: not_in_triage', 'refused: claim_is_set_aside', 'done'],
  ] as const)('%s: take up %s, set aside %s, reopen %s', async (stage, takeUp, aside, reopen) => {
    const ctx = room.contextOf(editor)
    const a = async () => (await room.aClaim({ stage })).id
    const one = await a()
    expect(await outcomeOf(startChecking(ctx, { claimId: one }))).toBe(takeUp)
    const two = await a()
    const form = setAsideInput.parse({
      claimId: two,
      version: await room.versionOf(two),
      reason: 'No',
    })
    expect(await outcomeOf(setAside(ctx, form))).toBe(aside)
    expect(await outcomeOf(reopenClaim(ctx, { claimId: await a() }))).toBe(reopen)
  })
})

describe('assigning a claim', () => {
  it('is the desk’s own business: no version, no page', async () => {
    const { id } = await room.aClaim({ isShown: true })
    const [version, from] = [await room.versionOf(id), await lastTold()]
    const assign = (assigneeId?: string) =>
      outcomeOf(
        assignClaim(
          room.contextOf(contributor),
          assignClaimInput.parse({ claimId: id, assigneeId }),
        ),
      )
    expect([await assign(admin.id), await assign()]).toEqual(['done', 'done'])
    expect((await theClaim(id)).assigneeId).toBeNull()
    expect([await room.versionOf(id), await toldSince(from)]).toEqual([version, []])
  })

  it('is to somebody who works here', async () => {
    const gone = await room.aMember()
    await room.db.user.update({ where: { id: gone.id }, data: { deactivatedAt: new Date() } })
    const input = assignClaimInput.parse({ claimId: (await room.aClaim()).id, assigneeId: gone.id })
    expect(await outcomeOf(assignClaim(room.contextOf(editor), input))).toBe(
      'invalid: person_unknown',
    )
  })
})

describe('withdrawing a claim', () => {
  async function withdraw(id: string, by = admin) {
    const version = await room.versionOf(id)
    const form = withdrawClaimInput.parse({
      claimId: id,
      version,
      reason: 'A person is in danger.',
    })
    return outcomeOf(withdrawClaim(room.contextOf(by), form))
  }

  it('is for what readers have seen', async () => {
    expect(await withdraw((await room.aClaim()).id)).toBe('refused: claim_is_not_public')
    expect(await withdraw((await room.aClaim({ isShown: true })).id)).toBe('done')
  })

  it('is news to its neighbours, and to their pages', async () => {
    const [claim, denial] = [
      (await room.aClaim({ isShown: true })).id,
      (await room.aClaim({ isShown: true })).id,
    ]
    await room.aRelation({ from: denial, to: claim })
    const [before, from] = [await room.versionOf(claim), await lastTold()]
    await withdraw(denial)
    expect(await room.versionOf(claim)).toBe(before + 1)
    expect(await toldSince(from)).toEqual([`claim:${claim}`, `claim:${denial}`].sort())
  })

  it('closes it to every further act', async () => {
    const { id } = await room.aClaim({ isShown: true })
    const { id: evidenceId } = await room.someEvidence({ claim: id })
    const appearance = await room.db.appearance.findFirstOrThrow({ where: { claimId: id } })
    const other = (await room.aClaim()).id
    const proposal = await room.aProposal({ claim: id })
    await withdraw(id)
    const before = await room.everything()
    const version = await room.versionOf(id)
    const ctx = room.contextOf(admin)
    const approval = await room.approvalOf(proposal.id)
    const tries: (() => Promise<unknown>)[] = [
      () => withdrawClaim(ctx, { claimId: id, version, reason: 'Again' }),
      () => showClaim(ctx, { claimId: id, version }),
      () => assignClaim(ctx, { claimId: id }),
      () => startChecking(ctx, { claimId: id }),
      () => anAppearance(id, admin),
      () => withdrawAppearance(ctx, { appearanceId: appearance.id, reason: 'No' }),
      () => room.someEvidence({ claim: id }),
      () => gradeEvidence(ctx, { evidenceId, credibility: 1, reason: 'No' }),
      () => withdrawEvidence(ctx, { evidenceId, reason: 'No' }),
      () => room.aRelation({ from: id, to: other }),
      () => room.aRelation({ from: other, to: id }),
      () => approveVerdict(ctx, approval),
      () => takeBackVerdict(room.contextOf(proposal.proposer), { verdictId: proposal.id }),
    ]
    for (const each of tries) expect(await outcomeOf(each())).toBe('refused: claim_is_withdrawn')
    // The builders made documents to point at; of the claim nothing was written.
    const after = await room.everything()
    for (const table of ['claims', 'evidence', 'verdicts', 'relations', 'appearances'])
      expect(after[table]).toBe(before[table])
  })
})
