import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { activityBody } from '@/lib/activity/schema'
import type { Actor } from '@/lib/auth/actor'
import { type Act, leastRole } from '@/lib/auth/policy'
import { includesRole, type Role, role } from '@/lib/auth/roles'
import * as claims from '@/lib/claims/commands'
import * as claimForms from '@/lib/claims/schema'
import type { Context } from '@/lib/context'
import { createDb } from '@/lib/db'
import * as documents from '@/lib/documents/commands'
import * as documentForms from '@/lib/documents/schema'
import { AppError } from '@/lib/errors'
import * as evidence from '@/lib/evidence/commands'
import * as evidenceForms from '@/lib/evidence/schema'
import * as intake from '@/lib/intake/commands'
import * as intakeForms from '@/lib/intake/schema'
import * as relations from '@/lib/relations/commands'
import * as relationForms from '@/lib/relations/schema'
import * as review from '@/lib/review/commands'
import * as reviewForms from '@/lib/review/schema'
import * as sources from '@/lib/sources/commands'
import * as sourceForms from '@/lib/sources/schema'
import * as stories from '@/lib/stories/commands'
import * as storyForms from '@/lib/stories/schema'
import { aNewsroom, type Member, type Newsroom, outcomeOf } from '@/lib/testing/builders'

type Input = { requestId?: string | undefined }
type Row = {
  act: Act
  /** What the command writes into the record, in order of writing. */
  records: string[]
  /** A form that `by` may press, and everything that it takes for granted. */
  form: (room: Newsroom, by: Member) => Promise<Input>
  run: (ctx: Context, input: never) => Promise<object>
}

function row<I extends Input>(
  run: (ctx: Context, input: I) => Promise<object>,
  act: Act,
  records: string[],
  form: (room: Newsroom, by: Member) => Promise<I>,
): Row {
  return { run: run as Row['run'], act, records, form }
}

const aNewDocument = {
  use: 'new',
  fields: {
    title: 'Statement of the ministry',
    publisher: { name: 'Ministry of Defence', kind: 'institution' },
    text: 'There is no truth in it.',
  },
} as const

const aNewClaim = {
  claimant: { name: 'Ministry of Defence', kind: 'institution' },
  proposition: 'No unit has left its position near Damascus',
  said: { date: '2024-12-07', time: '14:00', zone: 'Asia/Damascus' },
  place: { name: 'Damascus', latitude: '33.51', longitude: '36.29' },
  document: aNewDocument,
  quote: { exact: 'no truth in it' },
}

/** Every command that a desk can give. A new one has to be added here before the tests pass. */
const commands: Record<string, Row> = {
  createSource: row(sources.createSource, 'source:create', ['source.created'], async () =>
    sourceForms.createSourceInput.parse({ name: 'Reuters', kind: 'agency' }),
  ),
  editSource: row(sources.editSource, 'source:edit', ['source.edited'], async (room) =>
    sourceForms.editSourceInput.parse({
      sourceId: (await room.aSource()).id,
      version: 1,
      name: 'Syrian Observatory',
      kind: 'monitor',
    }),
  ),
  addAlias: row(sources.addAlias, 'source:add-alias', ['source.alias-added'], async (room) =>
    sourceForms.addAliasInput.parse({
      sourceId: (await room.aSource()).id,
      name: 'المرصد السوري',
      language: 'ar',
    }),
  ),
  gradeSource: row(sources.gradeSource, 'source:grade', ['source.graded'], async (room) =>
    sourceForms.gradeSourceInput.parse({
      sourceId: (await room.aSource()).id,
      reliability: 'B',
      reason: 'Right in most of what it reported',
    }),
  ),
  addDocument: row(documents.addDocument, 'document:add', ['document.added'], async () =>
    documentForms.addDocumentInput.parse({ document: aNewDocument.fields }),
  ),
  changeOrigin: row(
    documents.changeOrigin,
    'document:change-origin',
    ['document.origin-changed'],
    async (room) =>
      documentForms.changeOriginInput.parse({
        documentId: (await room.aDocument()).id,
        originDocumentId: (await room.aDocument()).id,
        reason: 'Word for word the dispatch',
      }),
  ),
  createStory: row(stories.createStory, 'story:create', ['story.created'], async () =>
    storyForms.createStoryInput.parse({ title: 'The fall of Damascus', summary: 'Day by day.' }),
  ),
  editStory: row(stories.editStory, 'story:edit', ['story.edited'], async (room) =>
    storyForms.editStoryInput.parse({
      storyId: (await room.aStory()).id,
      version: 1,
      title: 'The fall of Damascus',
      summary: 'Hour by hour.',
    }),
  ),
  showStory: row(stories.showStory, 'story:show', ['story.shown'], async (room) =>
    storyForms.showStoryInput.parse({ storyId: (await room.aStory()).id }),
  ),
  fileClaim: row(claims.fileClaim, 'claim:file', ['document.added', 'claim.filed'], async () =>
    claimForms.fileClaimInput.parse(aNewClaim),
  ),
  editClaim: row(claims.editClaim, 'claim:edit', ['claim.edited'], async (room) =>
    claimForms.editClaimInput.parse({
      claimId: (await room.aClaim()).id,
      version: 1,
      claimant: aNewClaim.claimant,
      proposition: 'Troops withdrew from Daraa',
    }),
  ),
  addAppearance: row(
    claims.addAppearance,
    'appearance:add',
    ['document.added', 'appearance.added'],
    async (room) =>
      claimForms.addAppearanceInput.parse({
        claimId: (await room.aClaim()).id,
        document: aNewDocument,
        quote: { exact: 'no truth' },
      }),
  ),
  withdrawAppearance: row(
    claims.withdrawAppearance,
    'appearance:withdraw',
    ['appearance.withdrawn'],
    async (room, by) => {
      const claim = await room.aClaim()
      const { appearanceId } = await claims.addAppearance(
        room.contextOf(by),
        claimForms.addAppearanceInput.parse({
          claimId: claim.id,
          document: { use: 'existing', id: (await room.aDocument()).id },
          quote: { exact: 'final phase' },
        }),
      )
      return claimForms.withdrawAppearanceInput.parse({ appearanceId, reason: 'Another speaker' })
    },
  ),
  assignClaim: row(claims.assignClaim, 'claim:assign', ['claim.assigned'], async (room) =>
    claimForms.assignClaimInput.parse({
      claimId: (await room.aClaim()).id,
      assigneeId: (await room.aMember()).id,
    }),
  ),
  startChecking: row(claims.startChecking, 'claim:change-stage', ['claim.taken-up'], async (room) =>
    claimForms.startCheckingInput.parse({ claimId: (await room.aClaim()).id }),
  ),
  setAside: row(claims.setAside, 'claim:change-stage', ['claim.set-aside'], async (room) =>
    claimForms.setAsideInput.parse({
      claimId: (await room.aClaim()).id,
      version: 1,
      reason: 'An opinion, which cannot be checked',
    }),
  ),
  reopenClaim: row(claims.reopenClaim, 'claim:change-stage', ['claim.reopened'], async (room) =>
    claimForms.reopenClaimInput.parse({ claimId: (await room.aClaim({ stage: 'set_aside' })).id }),
  ),
  showClaim: row(claims.showClaim, 'claim:show', ['claim.shown'], async (room) =>
    claimForms.showClaimInput.parse({ claimId: (await room.aClaim()).id, version: 1 }),
  ),
  withdrawClaim: row(claims.withdrawClaim, 'claim:withdraw', ['claim.withdrawn'], async (room) => {
    const claim = await room.aClaim({ isShown: true })
    return claimForms.withdrawClaimInput.parse({
      claimId: claim.id,
      version: await room.versionOf(claim.id),
      reason: 'It names a person in danger.',
    })
  }),
  linkClaims: row(
    relations.linkClaims,
    'relation:add',
    ['relation.added', 'relation.added'],
    async (room) =>
      relationForms.linkClaimsInput.parse({
        fromClaimId: (await room.aClaim()).id,
        toClaimId: (await room.aClaim()).id,
        type: 'counters',
      }),
  ),
  fileRelatedClaim: row(
    relations.fileRelatedClaim,
    'relation:add',
    ['document.added', 'claim.filed', 'relation.added', 'relation.added'],
    async (room) =>
      relationForms.fileRelatedClaimInput.parse({
        ...aNewClaim,
        toClaimId: (await room.aClaim()).id,
        type: 'counters',
      }),
  ),
  unlinkClaims: row(
    relations.unlinkClaims,
    'relation:withdraw',
    ['relation.withdrawn', 'relation.withdrawn'],
    async (room, by) => {
      const [from, to] = [await room.aClaim(), await room.aClaim()]
      const relation = await room.aRelation({ from: from.id, to: to.id, by })
      return relationForms.unlinkClaimsInput.parse({
        relationId: relation.id,
        reason: 'They speak of different days',
      })
    },
  ),
  startIntake: row(intake.startIntake, 'intake:start', ['intake.started'], async () =>
    intakeForms.startIntakeInput.parse({
      text: `The bridge is closed, ${randomUUID()} said.`,
      document: { title: 'The bridge', publisher: { name: 'SANA' }, language: 'en' },
    }),
  ),
  keepProgress: row(intake.keepProgress, 'intake:decide', [], async (room) =>
    intakeForms.keepProgressInput.parse({
      intakeId: (await room.anIntake({ isFound: false })).id,
      readTo: 10,
    }),
  ),
  keepFindings: row(intake.keepFindings, 'intake:decide', [], async (room) =>
    intakeForms.keepFindingsInput.parse({
      intakeId: (await room.anIntake({ isFound: false })).id,
      extractor: 'by hand',
      findings: { candidates: [], relations: [] },
    }),
  ),
  keepNearby: row(intake.keepNearby, 'intake:decide', [], async (room) =>
    intakeForms.keepNearbyInput.parse({ intakeId: (await room.anIntake()).id, nearby: [[], []] }),
  ),
  decide: row(intake.decide, 'intake:decide', [], async (room) =>
    intakeForms.decideInput.parse({
      intakeId: (await room.anIntake()).id,
      version: 1,
      changes: [
        { of: 'candidate', key: '0', value: { is: 'dropped', into: null, edits: null } },
        { of: 'relation', key: '1>0:counters', value: false },
      ],
    }),
  ),
  undoDecision: row(intake.undoDecision, 'intake:decide', [], async (room, by) => {
    const canDecide = includesRole(by.role, leastRole['intake:decide'])
    const { id, version } = await room.anIntake({ accepts: [0], ...(canDecide && { by }) })
    return intakeForms.undoDecisionInput.parse({ intakeId: id, version })
  }),
  dropIntake: row(intake.dropIntake, 'intake:drop', ['intake.dropped'], async (room, by) =>
    intakeForms.dropIntakeInput.parse({ intakeId: (await room.anIntake({ by })).id, version: 1 }),
  ),
  fileIntake: row(
    intake.fileIntake,
    'intake:file',
    [
      'source.created',
      'source.created',
      'source.created',
      'document.added',
      'claim.filed',
      'claim.filed',
      'relation.added',
      'relation.added',
      'intake.filed',
    ],
    async (room) => {
      const { id, version } = await room.anIntake({ accepts: [0, 1] })
      return intakeForms.fileIntakeInput.parse({ intakeId: id, version, dropsUndecided: false })
    },
  ),
  attachEvidence: row(
    evidence.attachEvidence,
    'evidence:attach',
    ['document.added', 'evidence.attached'],
    async (room) =>
      evidenceForms.attachEvidenceInput.parse({
        claimId: (await room.aClaim()).id,
        document: aNewDocument,
        stance: 'refutes',
        excerpt: 'no truth in it',
        credibility: 3,
        credibilityReason: 'A party to the war',
        origin: { name: 'SANA', kind: 'agency' },
      }),
  ),
  gradeEvidence: row(evidence.gradeEvidence, 'evidence:grade', ['evidence.graded'], async (room) =>
    evidenceForms.gradeEvidenceInput.parse({
      evidenceId: (await room.someEvidence({ claim: (await room.aClaim()).id })).id,
      credibility: 1,
      reason: 'Two cameras show it',
    }),
  ),
  withdrawEvidence: row(
    evidence.withdrawEvidence,
    'evidence:withdraw',
    ['evidence.withdrawn'],
    async (room, by) =>
      evidenceForms.withdrawEvidenceInput.parse({
        evidenceId: (await room.someEvidence({ claim: (await room.aClaim()).id, by })).id,
        reason: 'The film is from 2018',
      }),
  ),
  proposeVerdict: row(
    review.proposeVerdict,
    'verdict:propose',
    ['verdict.proposed'],
    async (room) => room.verdictForm(),
  ),
  takeBackVerdict: row(
    review.takeBackVerdict,
    'verdict:take-back',
    ['verdict.taken-back'],
    async (room, by) => {
      const canPropose = includesRole(by.role, leastRole['verdict:propose'])
      const { id } = await room.aProposal(canPropose ? { by } : {})
      return reviewForms.takeBackVerdictInput.parse({ verdictId: id })
    },
  ),
  approveVerdict: row(
    review.approveVerdict,
    'verdict:approve',
    ['verdict.published'],
    async (room) => room.approvalOf((await room.aProposal()).id),
  ),
  sendBackVerdict: row(
    review.sendBackVerdict,
    'verdict:send-back',
    ['verdict.sent-back'],
    async (room) =>
      reviewForms.sendBackVerdictInput.parse({
        verdictId: (await room.aProposal()).id,
        reason: 'Which residents?',
      }),
  ),
}

/** What the modules also export, which larger acts do in their own transactions. */
const parts = [
  'resolveSource',
  'resolveDocument',
  'insertDocument',
  'insertAppearance',
  'insertRelation',
  'takeClaim',
  'takeClaimAmongNeighbours',
  'changeClaim',
  'demandVersion',
  'insertClaim',
  'standing',
  'showAdditions',
  'tellNeighbours',
  'groundsOf',
]

const names = Object.keys(commands)
const the = (name: string): Row => {
  const found = commands[name]
  if (!found) throw new Error(`no command ${name}`)
  return found
}

let room: Newsroom
const people = {} as Record<Role, Member>
beforeAll(async () => {
  room = await aNewsroom()
  for (const each of role.options) people[each] = await room.aMember({ role: each })
  await room.aSource({ name: 'Ministry of Defence', kind: 'institution' })
  await room.aSource({ name: 'SANA', kind: 'agency' })
})
afterAll(() => room.drop())

async function press(name: string, actor: Actor, input: Input): Promise<object> {
  return the(name).run(room.contextOf(actor), input as never)
}

async function newest(): Promise<bigint> {
  return (await room.db.activity.findFirst({ orderBy: { id: 'desc' } }))?.id ?? 0n
}

it('knows every command that there is', () => {
  const modules = { sources, documents, stories, claims, relations, intake, evidence, review }
  const exported = Object.values(modules).flatMap((each) => Object.keys(each))
  expect([...names, ...parts].sort()).toEqual(exported.sort())

  // Signing in, the people of the desk and the key of the record are acts of their own kind, and have their own tests.
  const folders = readdirSync('lib').filter((folder) =>
    existsSync(path.join('lib', folder, 'commands.ts')),
  )
  expect(folders.sort()).toEqual([...Object.keys(modules), 'auth', 'record'].sort())
})

describe.each(names)('%s', (name) => {
  it('is refused to readers and to the system, and writes nothing', async () => {
    const input = await the(name).form(room, people.admin)
    const before = await room.everything()
    for (const actor of [{ kind: 'public' }, { kind: 'system' }] as const) {
      expect(await outcomeOf(press(name, actor, input))).toMatch(/^forbidden: /)
      expect(await outcomeOf(press(name, actor, { ...input, requestId: randomUUID() }))).toMatch(
        /^forbidden: /,
      )
    }
    expect(await room.everything()).toEqual(before)
  })

  it('tells readers nothing about what is there', async () => {
    const input = await the(name).form(room, people.admin)
    const elsewhere = Object.fromEntries(
      Object.entries(input).map(([key, value]) => [key, key.endsWith('Id') ? randomUUID() : value]),
    )
    const answers = [
      await outcomeOf(press(name, { kind: 'public' }, input)),
      await outcomeOf(press(name, { kind: 'public' }, elsewhere)),
    ]
    expect(new Set(answers).size).toBe(1)
  })

  it.each(role.options)('is for those whose role reaches it: %s', async (each) => {
    const by = people[each]
    const input = await the(name).form(room, by)
    const before = await room.everything()
    const isAllowed = includesRole(each, leastRole[the(name).act])
    const outcome = await outcomeOf(press(name, by, input))
    expect(outcome).toMatch(isAllowed ? /^done$/ : /^forbidden: /)
    if (!isAllowed) expect(await room.everything()).toEqual(before)
  })

  it('leaves its record, signed and dated, with what happened', async () => {
    const input = await the(name).form(room, people.admin)
    const before = await newest()
    const ctx = room.contextOf(people.admin)
    await the(name).run(ctx, input as never)
    const rows = await room.db.activity.findMany({
      where: { id: { gt: before } },
      orderBy: { id: 'asc' },
    })
    expect(rows.map(({ type }) => type)).toEqual(the(name).records)
    for (const { type, payload, actorId, at, ...subject } of rows) {
      expect(activityBody.parse({ type, payload })).toEqual({ type, payload })
      expect(actorId).toBe(people.admin.id)
      expect(at).toEqual(ctx.now)
      const { claimId, sourceId, documentId, storyId, intakeId, personId } = subject
      const subjects = [claimId, sourceId, documentId, storyId, intakeId, personId]
      expect(subjects.filter(Boolean)).toHaveLength(1)
    }
  })

  it('pressed twice happens once, and gives the same answer', async () => {
    const input = { ...(await the(name).form(room, people.admin)), requestId: randomUUID() }
    const first = await press(name, people.admin, input)
    const after = await room.everything()
    expect(await press(name, people.admin, input)).toEqual(first)
    expect(await room.everything()).toEqual(after)
  })

  it('pressed twice at once happens once, and gives the same answer', async () => {
    const input = { ...(await the(name).form(room, people.admin)), requestId: randomUUID() }
    const before = await newest()
    const answers = await Promise.all([1, 2, 3].map(() => press(name, people.admin, input)))
    expect(answers).toEqual([answers[0], answers[0], answers[0]])
    const written = await room.db.activity.count({ where: { id: { gt: before } } })
    expect(written).toBe(the(name).records.length)
  })

  it('what one person pressed answers nobody else', async () => {
    const input = { ...(await the(name).form(room, people.admin)), requestId: randomUUID() }
    await press(name, people.admin, input)
    const after = await room.everything()
    expect(await outcomeOf(press(name, { kind: 'public' }, input))).toMatch(/^forbidden: /)
    expect(await room.everything()).toEqual(after)
  })

  it('writes nothing when it is refused for something that is not there', async () => {
    const input = await the(name).form(room, people.admin)
    const [idField] = Object.keys(input).filter((key) => key.endsWith('Id') && key !== 'requestId')
    if (!idField) return
    const before = await room.everything()
    const outcome = await outcomeOf(
      press(name, people.admin, { ...input, [idField]: randomUUID(), requestId: randomUUID() }),
    )
    expect(outcome).toMatch(/^(not_found: |invalid: \w+_unknown$)/)
    expect(await room.everything()).toEqual(before)
  })
})

describe('an act', () => {
  it('with the id of an earlier one but other words is another act', async () => {
    const requestId = randomUUID()
    const form = (title: string) =>
      storyForms.createStoryInput.parse({ requestId, title, summary: 'Day by day.' })
    const one = await press('createStory', people.editor, form('Homs'))
    const other = await press('createStory', people.editor, form('Hama'))
    expect(other).not.toEqual(one)
  })

  it('that was refused can be put right under the same id', async () => {
    const requestId = randomUUID()
    const { id } = await room.aProposal()
    const early = { ...(await room.approvalOf(id)), version: 999, requestId }
    expect(await outcomeOf(press('approveVerdict', people.editor, early))).toBe(
      'conflict: claim_changed',
    )
    const right = { ...(await room.approvalOf(id)), requestId }
    expect(await outcomeOf(press('approveVerdict', people.editor, right))).toBe('done')
  })

  it('finds an address of its own when many file the same words at once', async () => {
    const form = (await the('fileClaim').form(room, people.contributor)) as claimForms.FileClaim
    const input = { ...form, proposition: 'Everybody files this at once' }
    const filed = await Promise.all(
      Array.from({ length: 12 }, () => press('fileClaim', people.contributor, input)),
    )
    expect(new Set(filed.map((each) => (each as { slug: string }).slug)).size).toBe(12)
  })

  it.each([
    ['in Latin letters', 'Nasser Farhan'],
    ['in letters that make no address', 'كتيبة الزاوية'],
  ])('names a new source once when several name it at once, %s', async (_, name) => {
    for (const other of 'ابتثجحخدذرزس') await room.aSource({ name: `مصدر ${other}` })
    const input = (await the('fileClaim').form(room, people.contributor)) as claimForms.FileClaim
    const named = { ...input, claimant: { name, kind: 'person' as const } }
    await Promise.all([1, 2, 3, 4].map(() => press('fileClaim', people.contributor, named)))
    expect(await room.db.source.count({ where: { name } })).toBe(1)
  })

  it('says that the database is away, rather than that we were wrong', async () => {
    const away = createDb('postgresql://nobody@127.0.0.1:1/nothing')
    const ctx = { ...room.contextOf(people.editor), db: away }
    const input = (await the('createStory').form(room, people.editor)) as never
    expect(await outcomeOf(the('createStory').run(ctx, input))).toBe(
      'unavailable: database_unreachable',
    )
    await away.$disconnect()
  })

  it('whose connection is cut leaves nothing, and says so', async () => {
    const { act } = await import('@/lib/act')
    const before = await room.everything()
    const cut = act(room.contextOf(people.editor), 'test', {}, async (tx) => {
      await tx.outbox.create({ data: { subject: 'site', createdAt: new Date() } })
      const [session] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
      await room.db.$queryRaw`SELECT pg_terminate_backend(${session?.pid}::int)`
      await tx.outbox.create({ data: { subject: 'site', createdAt: new Date() } })
      return {}
    })
    expect(await outcomeOf(cut)).toBe('unavailable: database_unreachable')
    expect(await room.everything()).toEqual(before)
  })

  it('that throws something else says what, and leaves nothing', async () => {
    const { act } = await import('@/lib/act')
    const before = await room.everything()
    const broken = act(room.contextOf(people.editor), 'test', {}, async (tx) => {
      await tx.outbox.create({ data: { subject: 'site', createdAt: new Date() } })
      throw new RangeError('our mistake')
    })
    await expect(broken).rejects.toThrow(RangeError)
    await expect(broken).rejects.not.toBeInstanceOf(AppError)
    expect(await room.everything()).toEqual(before)
  })
})

describe('what a machine sends under a key', () => {
  const form = (requestId: string, title = `Homs ${requestId}`) =>
    storyForms.createStoryInput.parse({ requestId, title, summary: 'Day by day.' })
  const from = (sent: string) => ({ ...room.contextOf(people.editor), sent })

  it('is done once, whatever else has changed by the time it comes again', async () => {
    const requestId = randomUUID()
    const first = await stories.createStory(from('a'), form(requestId))
    // What it names reads otherwise by now: the answer is to what was sent.
    expect(await stories.createStory(from('a'), form(requestId, 'Hama'))).toEqual(first)
  })

  it('is refused with something else under the same key, and does nothing', async () => {
    const requestId = randomUUID()
    await stories.createStory(from('a'), form(requestId))
    const before = await room.everything()
    expect(await outcomeOf(stories.createStory(from('b'), form(requestId)))).toBe(
      'conflict: request_reused',
    )
    expect(await room.everything()).toEqual(before)
  })

  it('is told to wait while the first is under way, and gets its answer then', async () => {
    const requestId = randomUUID()
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => outcomeOf(stories.createStory(from('a'), form(requestId)))),
    )
    expect(new Set(outcomes)).toContain('done')
    for (const outcome of outcomes) expect(outcome).toMatch(/^(done|conflict: request_under_way)$/)
    expect(await outcomeOf(stories.createStory(from('a'), form(requestId)))).toBe('done')
    expect(await room.db.story.count({ where: { title: `Homs ${requestId}` } })).toBe(1)
  })

  it('can be put right under the same key when it was refused', async () => {
    const requestId = randomUUID()
    const wrong = { ...form(requestId), storyId: randomUUID(), version: 1 }
    expect(await outcomeOf(stories.editStory(from('a'), wrong))).toMatch(/^not_found/)
    expect(await outcomeOf(stories.createStory(from('b'), form(requestId)))).toBe('done')
  })
})
