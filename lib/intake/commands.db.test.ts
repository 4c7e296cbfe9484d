import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { showClaim, withdrawClaim } from '@/lib/claims/commands'
import { getWorkbench } from '@/lib/desk/workbench'
import { AppError } from '@/lib/errors'
import {
  decide,
  dropIntake,
  fileIntake,
  keepFindings,
  startIntake,
  undoDecision,
} from '@/lib/intake/commands'
import { getIntake, getIntakeState, listIntakes } from '@/lib/intake/queries'
import { lookAround, readOn } from '@/lib/intake/reading'
import { decisionOn } from '@/lib/intake/rules'
import {
  type CandidateEdits,
  type Decision,
  decideInput,
  fileIntakeInput,
  findings,
  startIntakeInput,
} from '@/lib/intake/schema'
import { aNewsroom, type Member, type Newsroom, outcomeOf } from '@/lib/testing/builders'
import { asOwner } from '@/lib/testing/database'

let room: Newsroom
let rana: Member
let omar: Member
beforeAll(async () => {
  room = await aNewsroom()
  rana = await room.aMember({ name: 'Rana Haddad' })
  omar = await room.aMember({ name: 'Omar Saleh' })
})
afterAll(() => room.drop())

function put(
  intake: { id: string; version: number },
  at: number,
  value: Partial<Decision>,
  by: Member = rana,
) {
  const change = {
    of: 'candidate',
    key: String(at),
    value: { is: 'undecided', into: null, edits: null, ...value },
  }
  const { id: intakeId, version } = intake
  return decide(room.contextOf(by), decideInput.parse({ intakeId, version, changes: [change] }))
}

function file(intake: { id: string; version: number }, dropsUndecided = false, by = rana) {
  const { id: intakeId, version } = intake
  return fileIntake(
    room.contextOf(by),
    fileIntakeInput.parse({ intakeId, version, dropsUndecided }),
  )
}

/** The facts of what is thrown. */
async function factsOf(work: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await work
  } catch (error) {
    if (error instanceof AppError) return error.details.facts ?? {}
    throw error
  }
  throw new Error('nothing was thrown')
}

function reading(text: string, given: Record<string, unknown> = {}) {
  return startIntakeInput.parse({
    text,
    document: { title: 'The bridge', publisher: { name: 'SANA' }, language: 'en', ...given },
  })
}

describe('reading the same twice', () => {
  it.each([
    ['text', {}, {}],
    ['bytes', { text: 'Other words.', bytesSha256: 'a'.repeat(64) }, {}],
    ['address', { text: 'Words that changed.' }, { url: 'https://example.org/bridge' }],
  ])('is recognised by its %s', async (_, changes, particulars) => {
    const text = `The bridge is closed ${randomUUID()}`
    const first = { ...reading(text, particulars), bytesSha256: 'a'.repeat(64) }
    const { intakeId } = await startIntake(room.contextOf(rana), { ...first, isAgain: true })
    const second = { ...reading(text, particulars), ...changes }
    const work = () => startIntake(room.contextOf(omar), second)
    expect(await outcomeOf(work())).toBe('refused: read_before')
    const facts = (await factsOf(work())) as { intakes: { id: string }[] }
    expect(facts.intakes.map(({ id }) => id)).toContain(intakeId)
    expect(await outcomeOf(startIntake(room.contextOf(omar), { ...second, isAgain: true }))).toBe(
      'done',
    )
  })

  it('at the same moment begins one', async () => {
    const input = reading(`Everybody pastes this at once ${randomUUID()}`)
    const outcomes = await Promise.all(
      [rana, omar, rana].map((by) => outcomeOf(startIntake(room.contextOf(by), input))),
    )
    expect(outcomes.sort()).toEqual(['done', 'refused: read_before', 'refused: read_before'])
  })

  it('knows a document that was added by hand, and files under it', async () => {
    const text = `A statement ${randomUUID()}: the gate holds.`
    const document = await room.aDocument({ text })
    const facts = await factsOf(startIntake(room.contextOf(rana), reading(text)))
    expect(facts.documents).toMatchObject([{ id: document.id, hasSameText: true }])
    const adopt = { ...reading(text), documentId: document.id }
    expect(await outcomeOf(startIntake(room.contextOf(rana), adopt))).toBe('done')
    const other = { ...reading(`${text} And more.`), documentId: document.id }
    expect(await outcomeOf(startIntake(room.contextOf(rana), other))).toBe(
      'refused: document_reads_otherwise',
    )
  })
})

describe('deciding', () => {
  it('stays where it is left, for anybody on any machine', async () => {
    const intake = await room.anIntake()
    const { version } = await put(intake, 0, { is: 'accepted' })
    const page = await getIntake(room.contextOf(omar), intake.id)
    expect(page.version).toBe(version)
    expect(decisionOn(page.entries, 0).is).toBe('accepted')
    expect(page.people[rana.id]).toBe('Rana Haddad')
  })

  it('of two editors on different candidates is nobody’s conflict', async () => {
    const intake = await room.anIntake()
    await put(intake, 0, { is: 'accepted' })
    const late = await put(intake, 1, { is: 'dropped' }, omar)
    expect(Object.keys(late.entries).sort()).toEqual(['candidate:0', 'candidate:1'])
    expect(late.version).toBe(3)
  })

  it('of two editors on one candidate tells the second what the first chose, and loses neither', async () => {
    const intake = await room.anIntake()
    await put(intake, 0, { is: 'accepted' })
    const before = await room.everything()
    const work = () => put(intake, 0, { is: 'dropped' }, omar)
    expect(await outcomeOf(work())).toBe('conflict: intake_changed')
    expect(await factsOf(work())).toMatchObject({
      version: 2,
      entries: { 'candidate:0': { by: rana.id, change: { value: { is: 'accepted' } } } },
    })
    expect(await room.everything()).toEqual(before)
    await put({ ...intake, version: 2 }, 0, { is: 'dropped' }, omar)
  })

  it('at the same moment by many loses nothing', async () => {
    const intake = await room.anIntake()
    const outcomes = await Promise.all(
      [0, 1, 0, 1].map((at, turn) =>
        outcomeOf(put(intake, at, { is: 'accepted' }, turn < 2 ? rana : omar)),
      ),
    )
    expect(outcomes.filter((each) => each === 'done')).toHaveLength(2)
    const { entries } = await getIntake(room.contextOf(rana), intake.id)
    expect([decisionOn(entries, 0).is, decisionOn(entries, 1).is]).toEqual(['accepted', 'accepted'])
  })

  it('is undone step by step, as far as one’s own steps go', async () => {
    const intake = await room.anIntake()
    await put(intake, 0, { is: 'accepted' })
    await put(intake, 0, { is: 'dropped' })
    await put(intake, 1, { is: 'accepted' }, omar)
    const undo = () =>
      undoDecision(room.contextOf(rana), { intakeId: intake.id, version: intake.version })
    const isNow = async () =>
      decisionOn((await getIntake(room.contextOf(rana), intake.id)).entries, 0).is
    expect((await undo()).undone).toEqual(['candidate:0'])
    expect(await isNow()).toBe('accepted')
    await undo()
    expect(await isNow()).toBe('undecided')
    expect(await outcomeOf(undo())).toBe('refused: nothing_to_undo')
    const { entries } = await getIntake(room.contextOf(rana), intake.id)
    expect(decisionOn(entries, 1).is).toBe('accepted')
  })

  it('is not undone over somebody else’s', async () => {
    const intake = await room.anIntake()
    const { version } = await put(intake, 0, { is: 'accepted' })
    await put({ ...intake, version }, 0, { is: 'dropped' }, omar)
    const undo = undoDecision(room.contextOf(rana), { intakeId: intake.id, version })
    expect(await outcomeOf(undo)).toBe('conflict: decision_changed_since')
  })

  it('takes only words that stand in the text', async () => {
    const intake = await room.anIntake()
    const edits = await editsOf(intake.id, 0, { quote: { exact: 'We left the gate', start: null } })
    expect(await outcomeOf(put(intake, 0, { is: 'accepted', edits }))).toBe(
      'invalid: quote_not_in_text',
    )
  })

  it('is of a candidate that is there, and not merged into itself', async () => {
    const intake = await room.anIntake()
    expect(await outcomeOf(put(intake, 7, { is: 'dropped' }))).toBe('refused: candidate_unknown')
    expect(await outcomeOf(put(intake, 1, { is: 'merged', into: { candidate: 1 } }))).toBe(
      'refused: merged_into_itself',
    )
  })
})

async function editsOf(
  intakeId: string,
  at: number,
  changes: Partial<CandidateEdits>,
): Promise<CandidateEdits> {
  const { found, text } = await getIntake(room.contextOf(rana), intakeId)
  const candidate = found?.candidates[at]
  if (!candidate) throw new Error('no such candidate')
  return {
    proposition: candidate.proposition,
    claimant: { id: null, name: candidate.claimant.name, kind: candidate.claimant.kind },
    wording: null,
    said: { date: '', time: '', zone: '' },
    place: { name: null, latitude: null, longitude: null },
    quote: { exact: text.slice(...candidate.quote), start: candidate.quote[0] },
    origin: null,
    storyId: null,
    ...changes,
  }
}

describe('filing', () => {
  it('adds the document once, its claims with their quotes, and what counters what', async () => {
    const intake = await room.anIntake({ accepts: [0, 1] })
    const filed = await file(intake)
    expect(filed).toMatchObject({ claims: 2, appearances: 0, relations: 1 })
    const document = await room.db.document.findUniqueOrThrow({
      where: { id: filed.documentId },
      include: { appearances: { include: { claim: { include: { claimant: true } } } } },
    })
    expect(document.text).toBe(intake.text)
    expect(document.appearances.map((each) => each.claim.claimant.kind).sort()).toEqual([
      'institution',
      'person',
    ])
    const [first] = document.appearances
    expect(intake.text).toContain(first?.quoteExact)
    const page = await getIntake(room.contextOf(omar), intake.id)
    expect(page.state).toBe('filed')
    expect(page.outcome?.claims).toHaveLength(2)
    expect(page.document?.id).toBe(filed.documentId)
  })

  it('is all or nothing', async () => {
    const intake = await room.anIntake({ accepts: [0, 1] })
    const edits = await editsOf(intake.id, 1, {})
    const { version } = await put(intake, 1, { is: 'accepted', edits: { ...edits, storyId: null } })
    // A name that two sources go by stops everything.
    const name = 'Committee of the gate'
    await room.aSource({ name })
    const twin = await room.aSource({ name: 'Other committee' })
    await room.db.sourceAlias.create({
      data: { sourceId: twin.id, name, nameKey: 'x', createdAt: new Date() },
    })
    const asked = await put({ ...intake, version }, 1, {
      is: 'accepted',
      edits: { ...edits, claimant: { id: null, name, kind: 'institution' } },
    })
    const before = await room.everything()
    const ready = { ...intake, version: asked.version }
    expect(await outcomeOf(file(ready))).toBe('refused: intake_not_ready')
    expect(await room.everything()).toEqual(before)
    expect(await factsOf(file(ready))).toMatchObject({
      problems: [{ of: 'speaker', key: name, reason: 'source_ambiguous' }],
    })
    const chosen = await decide(room.contextOf(rana), {
      intakeId: intake.id,
      version: asked.version,
      changes: [{ of: 'speaker', key: name, value: { id: twin.id, kind: null } }],
    })
    const filed = await file({ ...intake, version: chosen.version })
    expect(filed.claims).toBe(2)
    expect(await room.db.claim.count({ where: { claimantId: twin.id } })).toBe(1)
  })

  it('pressed again after it was filed files nothing twice', async () => {
    const intake = await room.anIntake({ accepts: [0] })
    const input = {
      requestId: randomUUID(),
      intakeId: intake.id,
      version: intake.version,
      dropsUndecided: true,
    }
    const first = await fileIntake(room.contextOf(rana), input)
    const after = await room.everything()
    expect(await fileIntake(room.contextOf(rana), input)).toEqual(first)
    expect(await outcomeOf(file(intake, true, omar))).toBe('refused: intake_is_filed')
    expect(await room.everything()).toEqual(after)
  })

  it('tells of candidates that nobody decided on, and drops them only if asked', async () => {
    const intake = await room.anIntake({ accepts: [0] })
    expect(await outcomeOf(file(intake))).toBe('refused: candidates_undecided')
    expect(await file(intake, true)).toMatchObject({ claims: 1, relations: 0 })
  })

  it('files nothing where nothing was chosen, or before it was read', async () => {
    expect(await outcomeOf(file(await room.anIntake(), true))).toBe('refused: nothing_to_file')
    expect(await outcomeOf(file(await room.anIntake({ isFound: false }), true))).toBe(
      'refused: intake_is_being_read',
    )
  })

  it('is of what the editor saw', async () => {
    const intake = await room.anIntake({ accepts: [0, 1] })
    await put(intake, 1, { is: 'dropped' }, omar)
    expect(await outcomeOf(file(intake))).toBe('conflict: intake_changed_since')
  })

  it('says beside a candidate that its tracked claim changed or was withdrawn', async () => {
    const admin = await room.aMember({ role: 'admin' })
    const claim = await room.aClaim({ proposition: 'The gate of Homs holds' })
    const intake = await room.anIntake({ accepts: [1] })
    const into = { claimId: claim.id, proposition: 'The gate of Homs holds' }
    const { version } = await put(intake, 0, { is: 'merged', into })
    await room.db.claim.update({
      where: { id: claim.id },
      data: { proposition: 'The gate of Hama holds', version: { increment: 1 } },
    })
    expect(await factsOf(file({ ...intake, version }))).toMatchObject({
      problems: [{ of: 'candidate', key: '0', reason: 'tracked_claim_changed' }],
    })
    const ctx = () => room.contextOf(admin)
    await showClaim(ctx(), { claimId: claim.id, version: await room.versionOf(claim.id) })
    await withdrawClaim(ctx(), {
      claimId: claim.id,
      version: await room.versionOf(claim.id),
      reason: 'It names a person in danger.',
    })
    expect(await factsOf(file({ ...intake, version }))).toMatchObject({
      problems: [{ of: 'candidate', key: '0', reason: 'tracked_claim_is_withdrawn' }],
    })
  })

  it('keeps one claim with a growing list of appearances of one origin', async () => {
    const afp = await room.aSource({ name: 'Agence Test', kind: 'agency' })
    const first = await room.anIntake({ accepts: [0] })
    const edits = (at: typeof first) =>
      editsOf(at.id, 0, { origin: { id: afp.id, name: afp.name, kind: 'agency' } })
    const { version } = await put(first, 0, { is: 'accepted', edits: await edits(first) })
    await file({ ...first, version }, true)
    const { outcome, tracked } = await getIntake(room.contextOf(rana), first.id)
    const claimId = outcome?.claims[0]?.claimId ?? ''
    const proposition = tracked[claimId]?.proposition ?? ''
    for (let outlet = 0; outlet < 3; outlet++) {
      const next = await room.anIntake()
      const merged = await put(next, 0, {
        is: 'merged',
        into: { claimId, proposition },
        edits: await edits(next),
      })
      expect(await file({ ...next, version: merged.version }, true)).toMatchObject({
        claims: 0,
        appearances: 1,
      })
    }
    const { origins } = await getWorkbench(room.contextOf(rana), claimId)
    expect(origins.map(({ origin, appearances }) => [origin.name, appearances.length])).toEqual([
      ['Agence Test', 4],
    ])
  })

  it('merges candidates into each other, and follows them to where they end', async () => {
    const intake = await room.anIntake({ accepts: [0] })
    const { version } = await put(intake, 1, { is: 'merged', into: { candidate: 0 } })
    expect(await file({ ...intake, version })).toMatchObject({
      claims: 1,
      appearances: 1,
      relations: 0,
    })
    const circle = await room.anIntake()
    await put(circle, 0, { is: 'merged', into: { candidate: 1 } })
    const round = await put({ ...circle, version: 2 }, 1, { is: 'merged', into: { candidate: 0 } })
    expect(await factsOf(file({ ...circle, version: round.version }))).toMatchObject({
      problems: [{ reason: 'merged_into_nothing' }, { reason: 'merged_into_nothing' }],
    })
  })

  it('leaves out a relation that was struck', async () => {
    const intake = await room.anIntake({ accepts: [0, 1] })
    const { version } = await decide(room.contextOf(rana), {
      intakeId: intake.id,
      version: intake.version,
      changes: [{ of: 'relation', key: '1>0:counters', value: false }],
    })
    expect(await file({ ...intake, version })).toMatchObject({ relations: 0 })
  })

  it('of forty claims takes a small part of the time that an act has', async () => {
    const sentences = Array.from({ length: 40 }, (_, at) => `Speaker ${at} said wall ${at} fell.`)
    const text = sentences.join('\n\n')
    const { id } = await room.anIntake({ text, isFound: false })
    await keepFindings(room.contextOf(rana), {
      intakeId: id,
      extractor: 'by hand',
      findings: findings.parse({
        candidates: sentences.map((sentence, at) => ({
          attribution: null,
          proposition: `Wall ${at} fell`,
          claimant: {
            name: `Speaker number ${'bcdfghjklmnp'[at % 12]}a${'rstvz'[at % 5]}o`,
            description: null,
            kind: 'person',
            span: [text.indexOf(sentence), text.indexOf(sentence) + 9],
          },
          quote: [text.indexOf(sentence), text.indexOf(sentence) + sentence.length],
          wording: null,
          said: null,
          place: null,
          origin: null,
          kind: 'asserts',
          isDirect: false,
          isHedged: false,
        })),
        relations: [],
      }),
    })
    const { version } = await decide(room.contextOf(rana), {
      intakeId: id,
      version: 1,
      changes: sentences.map((_, at) => ({
        of: 'candidate' as const,
        key: String(at),
        value: { is: 'accepted' as const, into: null, edits: null },
      })),
    })
    const began = performance.now()
    expect(await file({ id, version })).toMatchObject({ claims: 40 })
    expect(performance.now() - began).toBeLessThan(10_000)
  })
})

describe('an intake', () => {
  it('is read to its end, and set beside what is tracked', async () => {
    const text = `DAMASCUS - “We hold the gate of Jobar,” commander Nasser Haddad said on Friday.`
    const { intakeId } = await startIntake(room.contextOf(rana), reading(text))
    await readOn(room.contextOf(rana), intakeId)
    const page = await getIntake(room.contextOf(rana), intakeId)
    expect(page.found?.candidates.length).toBeGreaterThan(0)
    expect(page.near).toHaveLength(page.found?.candidates.length ?? -1)
    expect(await getIntakeState(room.contextOf(rana), intakeId, 0)).toMatchObject({
      isFound: true,
      readTo: text.length,
    })
    await lookAround(room.contextOf(rana), intakeId)
  })

  it('of a long text is read in a thread of its own, and stops when it is dropped', async () => {
    const sentence = '“We hold the gate of Jobar,” commander Nasser Haddad said on Friday. '
    const long = (mark: string) => `${mark} ${sentence.repeat(400)}`
    const ctx = () => room.contextOf(rana)
    const { intakeId } = await startIntake(ctx(), reading(long('Once.')))
    await readOn(ctx(), intakeId)
    expect(await getIntakeState(ctx(), intakeId, 0)).toMatchObject({ isFound: true })
    const other = await startIntake(ctx(), reading(long('Again.')))
    const under = readOn(ctx(), other.intakeId)
    await dropIntake(ctx(), { intakeId: other.intakeId, version: 1 })
    await under
    expect(await getIntakeState(ctx(), other.intakeId, 0)).toMatchObject({
      state: 'dropped',
      isFound: false,
    })
  })

  it('is dropped by who began it or an editor, and is over then', async () => {
    const contributor = await room.aMember({ role: 'contributor' })
    const { id } = await room.anIntake({ by: omar })
    const drop = (by: Member) =>
      outcomeOf(dropIntake(room.contextOf(by), { intakeId: id, version: 1 }))
    expect(await drop(contributor)).toBe('forbidden: intake:drop')
    expect(await drop(rana)).toBe('done')
    expect(await outcomeOf(put({ id, version: 1 }, 0, { is: 'accepted' }))).toBe(
      'refused: intake_is_dropped',
    )
    const { open } = await listIntakes(room.contextOf(rana))
    expect(open.map((each) => each.id)).not.toContain(id)
  })

  it('is nobody’s outside the desk', async () => {
    const { id } = await room.anIntake()
    for (const actor of [{ kind: 'public' }, { kind: 'system' }] as const) {
      const ctx = room.contextOf(actor)
      expect(await outcomeOf(getIntake(ctx, id))).toBe('forbidden: desk:read')
      expect(await outcomeOf(listIntakes(ctx))).toBe('forbidden: desk:read')
      expect(await outcomeOf(getIntakeState(ctx, id, 0))).toBe('forbidden: desk:read')
    }
  })

  it('keeps what was read and found as it was', async () => {
    const { id } = await room.anIntake()
    for (const change of [
      "UPDATE intakes SET text = 'Other' WHERE id = $1",
      "UPDATE intakes SET findings = '{}' WHERE id = $1",
      'UPDATE intakes SET version = 0 WHERE id = $1',
      "UPDATE intakes SET url = 'https://x.example' WHERE id = $1",
    ]) {
      await expect(asOwner(room.ownerUrl, change, [id])).rejects.toThrow(/is kept as it was read/)
    }
    const remove = 'DELETE FROM intakes WHERE id = $1'
    await expect(asOwner(room.ownerUrl, remove, [id])).rejects.toThrow(/only ever added/)
  })
})
