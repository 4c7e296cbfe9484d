import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeOrigin } from '@/lib/documents/commands'
import { changeOriginInput } from '@/lib/documents/schema'
import { addAlias, createSource, editSource, gradeSource } from '@/lib/sources/commands'
import { addAliasInput, createSourceInput, editSourceInput } from '@/lib/sources/schema'
import { editStory, showStory } from '@/lib/stories/commands'
import { editStoryInput } from '@/lib/stories/schema'
import { aNewsroom, type Member, type Newsroom, outcomeOf } from '@/lib/testing/builders'

let room: Newsroom
let editor: Member
let admin: Member
beforeAll(async () => {
  room = await aNewsroom()
  editor = await room.aMember()
  admin = await room.aMember({ role: 'admin' })
})
afterAll(() => room.drop())

function edit(source: { id: string; name: string }, version: number, change: object = {}) {
  const form = { sourceId: source.id, version, name: source.name, kind: 'monitor', ...change }
  return outcomeOf(editSource(room.contextOf(editor), editSourceInput.parse(form)))
}

describe('a source', () => {
  it('goes by every name that it was given, the former ones too', async () => {
    const { sourceId: id } = await createSource(
      room.contextOf(editor),
      createSourceInput.parse({ name: 'Syrian Observatory', kind: 'monitor' }),
    )
    expect(await edit({ id, name: 'Observatory for Human Rights' }, 1)).toBe('done')
    const alias = addAliasInput.parse({ sourceId: id, name: 'المرصد السوري', language: 'ar' })
    await addAlias(room.contextOf(editor), alias)
    await addAlias(room.contextOf(editor), alias)
    const names = await room.db.sourceAlias.findMany({
      where: { sourceId: id },
      orderBy: { createdAt: 'asc' },
    })
    expect(names.map(({ name }) => name)).toEqual([
      'Syrian Observatory',
      'Observatory for Human Rights',
      'المرصد السوري',
    ])
    expect(
      await room.db.activity.count({ where: { sourceId: id, type: 'source.alias-added' } }),
    ).toBe(1)
  })

  it('is edited by one at a time', async () => {
    const source = await room.aSource()
    const outcomes = await Promise.all([edit(source, 1, { kind: 'agency' }), edit(source, 1)])
    expect(outcomes.sort()).toEqual(['conflict: source_changed', 'done'])
    expect(await edit(source, 9)).toBe('conflict: source_changed')
    expect(
      await room.db.activity.count({ where: { sourceId: source.id, type: 'source.edited' } }),
    ).toBe(1)
  })

  it('does not speak for itself, through however many others', async () => {
    const [one, two, three] = [await room.aSource(), await room.aSource(), await room.aSource()]
    const speaksFor = (source: { id: string }) => ({ speaksFor: { id: source.id, name: 'x' } })
    expect(await edit(one, 1, speaksFor(one))).toBe('refused: speaks_for_itself')
    expect(await edit(one, 1, speaksFor(two))).toBe('done')
    expect(await edit(two, 1, speaksFor(three))).toBe('done')
    expect(await edit(three, 1, speaksFor(one))).toBe('refused: speaks_for_itself')
  })

  it('keeps every grade that it was given, with who gave it and why', async () => {
    const { id } = await room.aSource()
    for (const [reliability, reason] of [
      ['C', 'Mixed'],
      ['B', 'Right about Homs'],
    ] as const)
      await gradeSource(room.contextOf(admin), { sourceId: id, reliability, reason })
    const grades = await room.db.sourceGrade.findMany({
      where: { sourceId: id },
      orderBy: { gradedAt: 'asc' },
    })
    expect(grades.map((each) => [each.reliability, each.reason, each.gradedById])).toEqual([
      ['C', 'Mixed', admin.id],
      ['B', 'Right about Homs', admin.id],
    ])
    const rows = await room.db.activity.findMany({
      where: { sourceId: id, type: 'source.graded' },
      orderBy: { id: 'asc' },
    })
    expect(rows.map(({ payload }) => (payload as { before: string | null }).before)).toEqual([
      null,
      'C',
    ])
  })
})

describe('the origin of a document', () => {
  const change = (form: object) =>
    outcomeOf(
      changeOrigin(room.contextOf(editor), changeOriginInput.parse({ reason: 'Copied', ...form })),
    )

  it('is one: a source or a document', async () => {
    const [one, other] = [await room.aDocument(), await room.aDocument()]
    const origin = { id: (await room.aSource()).id, name: 'x' }
    expect(await change({ documentId: one.id, origin, originDocumentId: other.id })).toBe(
      'invalid: one_origin_only',
    )
    expect(await change({ documentId: one.id, origin })).toBe('done')
    expect(await change({ documentId: one.id, originDocumentId: other.id })).toBe('done')
    expect(await change({ documentId: one.id })).toBe('done')
    const row = await room.db.document.findUniqueOrThrow({ where: { id: one.id } })
    expect([row.originSourceId, row.originDocumentId]).toEqual([null, null])
  })

  it('tells readers’ pages of shown claims only', async () => {
    const document = await room.aDocument()
    const [shown, hidden] = [(await room.aClaim({ isShown: true })).id, (await room.aClaim()).id]
    for (const claim of [shown, hidden]) await room.someEvidence({ claim, document: document.id })
    const told = await room.db.outbox.count()
    await change({ documentId: document.id, origin: { id: (await room.aSource()).id, name: 'x' } })
    const rows = await room.db.outbox.findMany({ orderBy: { id: 'asc' }, skip: told })
    expect(rows.map(({ subject }) => subject)).toEqual([`claim:${shown}`])
  })
})

describe('a story', () => {
  it('is edited by one at a time, and shown once', async () => {
    const { id } = await room.aStory()
    const form = editStoryInput.parse({
      storyId: id,
      version: 1,
      title: 'Homs',
      summary: 'Day by day.',
    })
    const press = () => outcomeOf(editStory(room.contextOf(editor), form))
    expect((await Promise.all([press(), press()])).sort()).toEqual([
      'conflict: story_changed',
      'done',
    ])
    const told = await room.db.outbox.count()
    const show = () => showStory(room.contextOf(editor), { storyId: id })
    await Promise.all([show(), show()])
    expect(await room.db.activity.count({ where: { storyId: id, type: 'story.shown' } })).toBe(1)
    expect(await room.db.outbox.count()).toBe(told + 1)
  })
})
