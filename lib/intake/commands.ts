import 'server-only'
import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { act } from '@/lib/act'
import { record } from '@/lib/activity/record'
import { demand } from '@/lib/auth/policy'
import { selectQuote } from '@/lib/claims/quote'
import type { Context } from '@/lib/context'
import type { Tx } from '@/lib/db'
import { AppError } from '@/lib/errors'
import type { Intake } from '@/lib/generated/prisma/client'
import { type Filed, fileDecided } from '@/lib/intake/commands/file-decided'
import { mayDropIntake } from '@/lib/intake/policy'
import { draftOf, entryKey } from '@/lib/intake/rules'
import {
  type Change,
  type Decide,
  type DropIntake,
  type Entries,
  entries as entriesShape,
  type FileIntake,
  type Findings,
  type KeepFindings,
  type KeepNearby,
  type KeepProgress,
  readParticulars,
  type StartIntake,
  stepChanges,
  type UndoDecision,
} from '@/lib/intake/schema'
import { keepOrigins } from '@/lib/sources/origin-lock'

// ───────────── reading

/**
 * Begins an intake with a text as it was read. The same text, bytes or address read before is refused with
 * `read_before` and what there is (`facts.intakes`, `facts.documents`), unless the editor asks for it again or
 * files under the document of the same text.
 */
export function startIntake(ctx: Context, input: StartIntake): Promise<{ intakeId: string }> {
  return act(ctx, 'startIntake', input, async (tx, ctx) => {
    const member = demand(ctx.actor, 'intake:start')
    const textSha256 = createHash('sha256').update(input.text, 'utf8').digest('hex')
    // Two who paste one article at the same moment: the second finds the first's.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('intake ' || ${textSha256}))`
    if (input.documentId) await demandSameText(tx, input.documentId, textSha256)
    else if (!input.isAgain) await refuseReadBefore(tx, { ...input, textSha256 })
    const { title } = input.document
    const intake = await tx.intake.create({
      data: {
        text: input.text,
        textSha256,
        bytesSha256: input.bytesSha256,
        fetchedAt: input.fetchedAt,
        url: input.document.url,
        particulars: { document: input.document, byline: input.byline },
        documentId: input.documentId ?? null,
        startedById: member.id,
        startedAt: ctx.now,
        changedAt: ctx.now,
      },
      select: { id: true },
    })
    await record(
      tx,
      ctx,
      { intakeId: intake.id },
      { type: 'intake.started', payload: { title, characters: input.text.length } },
    )
    return { intakeId: intake.id }
  })
}

async function demandSameText(tx: Tx, documentId: string, textSha256: string): Promise<void> {
  const document = await tx.document.findUnique({
    where: { id: documentId },
    select: { textSha256: true },
  })
  if (!document) throw new AppError('invalid', 'document_unknown', { field: 'documentId' })
  // Its quotes are kept by their place in the text.
  if (document.textSha256 !== textSha256) throw new AppError('refused', 'document_reads_otherwise')
}

async function refuseReadBefore(
  tx: Tx,
  read: { textSha256: string; bytesSha256: string | null; document: { url: string | null } },
): Promise<void> {
  const same = [
    { textSha256: read.textSha256 },
    ...(read.bytesSha256 ? [{ bytesSha256: read.bytesSha256 }] : []),
    ...(read.document.url ? [{ url: read.document.url }] : []),
  ]
  const intakes = await tx.intake.findMany({
    where: { OR: same, state: { not: 'dropped' } },
    orderBy: { id: 'desc' },
    take: 3,
    select: { id: true, state: true, particulars: true, textSha256: true },
  })
  const documents = await tx.document.findMany({
    where: { OR: same },
    orderBy: { id: 'desc' },
    take: 3,
    select: { id: true, title: true, textSha256: true },
  })
  if (intakes.length + documents.length === 0) return
  throw new AppError('refused', 'read_before', {
    facts: {
      intakes: intakes.map(({ id, state, particulars, textSha256 }) => ({
        id,
        state,
        title: readParticulars.parse(particulars).document.title,
        hasSameText: textSha256 === read.textSha256,
      })),
      documents: documents.map(({ id, title, textSha256 }) => ({
        id,
        title,
        hasSameText: textSha256 === read.textSha256,
      })),
    },
  })
}

/** Notes how far a long text has been looked through, for whoever waits for it. */
export function keepProgress(ctx: Context, input: KeepProgress): Promise<{ intakeId: string }> {
  return act(ctx, 'keepProgress', input, async (tx, ctx) => {
    demand(ctx.actor, 'intake:decide')
    const intake = await takeOpen(tx, input.intakeId)
    const readTo = Math.min(Math.max(intake.readTo, input.readTo), intake.text.length)
    await tx.intake.update({ where: { id: intake.id }, data: { readTo } })
    return { intakeId: intake.id }
  })
}

/** Keeps what was found in a text; what somebody else found first stays, for decisions may rest on it. */
export function keepFindings(ctx: Context, input: KeepFindings): Promise<{ intakeId: string }> {
  return act(ctx, 'keepFindings', input, async (tx, ctx) => {
    demand(ctx.actor, 'intake:decide')
    const intake = await takeOpen(tx, input.intakeId)
    if (intake.findings !== null) return { intakeId: intake.id }
    demandSpans(intake.text, input.findings)
    await tx.intake.update({
      where: { id: intake.id },
      data: {
        findings: input.findings,
        extractor: input.extractor,
        foundAt: ctx.now,
        readTo: intake.text.length,
        changedAt: ctx.now,
      },
    })
    return { intakeId: intake.id }
  })
}

/** A span that cuts a character or leaves the text is our mistake, and would be kept for good. */
function demandSpans(text: string, { candidates, relations }: Findings): void {
  const isSpan = ([start, end]: readonly [number, number]) =>
    start < end && end <= text.length && text.slice(start, end).isWellFormed()
  for (const { quote, wording } of candidates) {
    if (!isSpan(quote) || (wording && !isSpan(wording)))
      throw new RangeError(`A candidate's span is not the text's: ${quote} ${wording ?? ''}`)
  }
  if (relations.some(({ from, to }) => Math.max(from, to) >= candidates.length))
    throw new RangeError('A relation names a candidate that is not there.')
}

/** Keeps which tracked claims the candidates are like now. */
export function keepNearby(ctx: Context, input: KeepNearby): Promise<{ intakeId: string }> {
  return act(ctx, 'keepNearby', input, async (tx, ctx) => {
    demand(ctx.actor, 'intake:decide')
    const intake = await takeOpen(tx, input.intakeId)
    await tx.intake.update({
      where: { id: intake.id },
      data: { nearby: input.nearby, nearbyAt: ctx.now },
    })
    return { intakeId: intake.id }
  })
}

// ───────────── deciding

/** What a change of decisions answers: the new version, and every decision made after the version that was seen. */
export type Decided = { version: number; entries: Entries }

/**
 * Decides on candidates, names, relations or the document, as one step that can be undone. Others may have
 * decided on other things since `version`; on the same thing they come first, and it is a conflict whose
 * `facts` hold what they chose.
 */
export function decide(ctx: Context, input: Decide): Promise<Decided> {
  return act(ctx, 'decide', input, async (tx, ctx) => {
    const member = demand(ctx.actor, 'intake:decide')
    const intake = await takeOpen(tx, input.intakeId)
    const before = entriesShape.parse(intake.decisions)
    const isTaken = input.changes.some((change) => {
      const entry = before[entryKey(change)]
      return entry && entry.at > input.version && entry.by !== member.id
    })
    if (isTaken) {
      throw new AppError('conflict', 'intake_changed', {
        facts: { version: intake.version, entries: since(before, input.version) },
      })
    }
    await demandSense(tx, intake, input.changes)
    const steps = input.changes.map((change) => ({
      before: before[entryKey(change)]?.change ?? ({ ...change, value: null } as Change),
      after: change,
    }))
    return write(tx, ctx, { intake, seen: input.version, before, steps, isStep: true })
  })
}

/** Takes back this editor's latest step that stands. Throws `nothing_to_undo`, and a conflict where others went on from it. */
export function undoDecision(
  ctx: Context,
  input: UndoDecision,
): Promise<Decided & { undone: string[] }> {
  return act(ctx, 'undoDecision', input, async (tx, ctx) => {
    const member = demand(ctx.actor, 'intake:decide')
    const intake = await takeOpen(tx, input.intakeId)
    const step = await tx.intakeStep.findFirst({
      where: { intakeId: intake.id, byId: member.id, undoneAt: null },
      orderBy: { number: 'desc' },
    })
    if (!step) throw new AppError('refused', 'nothing_to_undo')
    const before = entriesShape.parse(intake.decisions)
    const changes = stepChanges.parse(step.changes)
    const stands = changes.every(({ after }) => {
      const now = before[entryKey(after)]?.change.value ?? null
      return isDeepStrictEqual(now, after.value)
    })
    if (!stands) {
      throw new AppError('conflict', 'decision_changed_since', {
        facts: { version: intake.version, entries: since(before, input.version) },
      })
    }
    await tx.intakeStep.update({
      where: { intakeId_number: { intakeId: intake.id, number: step.number } },
      data: { undoneAt: ctx.now },
    })
    const steps = changes.map((each) => ({ before: each.after, after: each.before }))
    const decided = await write(tx, ctx, {
      intake,
      seen: input.version,
      before,
      steps,
      isStep: false,
    })
    return { ...decided, undone: steps.map(({ after }) => entryKey(after)) }
  })
}

async function write(
  tx: Tx,
  ctx: Context,
  given: {
    intake: Intake
    seen: number
    before: Entries
    steps: { before: Change; after: Change }[]
    isStep: boolean
  },
): Promise<Decided> {
  const { id: by } = demand(ctx.actor, 'intake:decide')
  const version = given.intake.version + 1
  const decisions: Entries = { ...given.before }
  for (const { after } of given.steps) {
    decisions[entryKey(after)] = { at: version, by, change: after }
  }
  await tx.intake.update({
    where: { id: given.intake.id },
    data: { decisions, version, changedAt: ctx.now },
  })
  if (given.isStep) {
    await tx.intakeStep.create({
      data: {
        intakeId: given.intake.id,
        number: version,
        changes: given.steps,
        byId: by,
        at: ctx.now,
      },
    })
  }
  return { version, entries: since(decisions, given.seen) }
}

function since(entries: Entries, version: number): Entries {
  return Object.fromEntries(Object.entries(entries).filter(([, { at }]) => at > version))
}

/** Whether what is decided on is there, and words said to be the text's are. */
async function demandSense(tx: Tx, intake: Intake, changes: Change[]): Promise<void> {
  const count = (intake.findings as Findings | null)?.candidates.length ?? 0
  for (const change of changes) {
    if (change.of === 'speaker' && change.value?.id) {
      if ((await tx.source.count({ where: { id: change.value.id } })) === 0)
        throw new AppError('invalid', 'source_unknown', { field: 'speaker' })
    }
    if (change.of === 'document' && change.value) await demandStory(tx, change.value.storyId)
    if (change.of !== 'candidate') continue
    const at = Number(change.key)
    if (!Number.isInteger(at) || at < 0 || at >= count)
      throw new AppError('refused', 'candidate_unknown')
    const { is, into, edits } = change.value ?? { is: 'undecided', into: null, edits: null }
    if ((is === 'merged') !== (into !== null)) throw new AppError('refused', 'merged_into_nothing')
    if (into && 'candidate' in into) {
      if (into.candidate === at) throw new AppError('refused', 'merged_into_itself')
      if (into.candidate >= count) throw new AppError('refused', 'candidate_unknown')
    }
    if (into && 'claimId' in into) await demandTracked(tx, into.claimId)
    if (!edits) continue
    await demandStory(tx, edits.storyId)
    if (!selectQuote(intake.text, edits.quote.exact.trim(), edits.quote.start ?? undefined))
      throw new AppError('invalid', 'quote_not_in_text', { field: 'quote.exact' })
    if (edits.wording && !intake.text.includes(edits.wording.trim()))
      throw new AppError('invalid', 'quote_not_in_text', { field: 'wording' })
  }
}

async function demandStory(tx: Tx, storyId: string | null): Promise<void> {
  if (storyId && (await tx.story.count({ where: { id: storyId } })) === 0)
    throw new AppError('invalid', 'story_unknown', { field: 'storyId' })
}

async function demandTracked(tx: Tx, claimId: string): Promise<void> {
  const claim = await tx.claim.findUnique({
    where: { id: claimId },
    select: { withdrawal: { select: { claimId: true } } },
  })
  if (!claim) throw new AppError('invalid', 'claim_unknown', { field: 'into' })
  if (claim.withdrawal) throw new AppError('refused', 'tracked_claim_is_withdrawn')
}

// ───────────── closing

/** Ends an intake of which nothing is to be filed; its text and what was found are kept. */
export function dropIntake(ctx: Context, input: DropIntake): Promise<{ intakeId: string }> {
  return act(ctx, 'dropIntake', input, async (tx, ctx) => {
    const member = demand(ctx.actor, 'intake:drop')
    const intake = await takeOpen(tx, input.intakeId)
    if (!mayDropIntake(ctx.actor, intake)) throw new AppError('forbidden', 'intake:drop')
    demandVersion(intake, input.version)
    await tx.intake.update({
      where: { id: intake.id },
      data: { state: 'dropped', changedAt: ctx.now, closedAt: ctx.now, closedById: member.id },
    })
    await record(
      tx,
      ctx,
      { intakeId: intake.id },
      { type: 'intake.dropped', payload: { title: titleOf(intake) } },
    )
    return { intakeId: intake.id }
  })
}

/**
 * Files everything that was decided: the document once, accepted candidates as claims, merged ones as
 * appearances, and the relations that were kept. All of it or nothing; what stands in the way of single
 * candidates is `intake_not_ready` with all of it in `facts.problems`.
 */
export function fileIntake(ctx: Context, input: FileIntake): Promise<Filed> {
  return act(ctx, 'fileIntake', input, async (tx, ctx) => {
    const member = demand(ctx.actor, 'intake:file')
    await keepOrigins(tx)
    const intake = await takeOpen(tx, input.intakeId)
    demandVersion(intake, input.version)
    if (intake.findings === null) throw new AppError('refused', 'intake_is_being_read')
    const { outcome, ...filed } = await fileDecided(tx, ctx, intake, input.dropsUndecided)
    await tx.intake.update({
      where: { id: intake.id },
      data: {
        state: 'filed',
        documentId: filed.documentId,
        outcome,
        changedAt: ctx.now,
        closedAt: ctx.now,
        closedById: member.id,
      },
    })
    await record(
      tx,
      ctx,
      { intakeId: intake.id },
      {
        type: 'intake.filed',
        payload: {
          title: titleOf(intake),
          documentId: filed.documentId,
          claims: outcome.claims.length,
          appearances: outcome.appearances.length,
          relations: outcome.relations.length,
        },
      },
    )
    return filed
  })
}

/** Takes an intake for a change: its row is locked until the transaction ends. */
async function takeOpen(tx: Tx, intakeId: string): Promise<Intake> {
  await tx.$queryRaw`SELECT FROM intakes WHERE id = ${intakeId}::uuid FOR NO KEY UPDATE`
  const intake = await tx.intake.findUnique({ where: { id: intakeId } })
  if (!intake) throw new AppError('not_found', 'intake')
  if (intake.state !== 'open')
    throw new AppError(
      'refused',
      intake.state === 'filed' ? 'intake_is_filed' : 'intake_is_dropped',
    )
  return intake
}

function demandVersion(intake: Intake, seen: number): void {
  if (intake.version === seen) return
  const entries = since(entriesShape.parse(intake.decisions), seen)
  throw new AppError('conflict', 'intake_changed_since', {
    facts: { version: intake.version, entries },
  })
}

function titleOf(intake: Intake): string {
  const read = readParticulars.parse(intake.particulars)
  return draftOf(entriesShape.parse(intake.decisions), read.document).title
}
