import 'server-only'
import { demand } from '@/lib/auth/policy'
import { changeClaim, insertAppearance, insertClaim, takeClaim } from '@/lib/claims/commands'
import type { FileClaim } from '@/lib/claims/schema'
import type { Context } from '@/lib/context'
import type { Tx } from '@/lib/db'
import { insertDocument } from '@/lib/documents/commands'
import { AppError } from '@/lib/errors'
import type { Claim, Intake } from '@/lib/generated/prisma/client'
import {
  decisionOn,
  draftOf,
  type FilingPlan,
  fieldsOf,
  type Goal,
  type Problem,
  planFiling,
  speakerChoiceOf,
} from '@/lib/intake/rules'
import {
  type CandidateEdits,
  type DocumentDraft,
  type Entries,
  entries as entriesShape,
  findings as findingsShape,
  type IntakeOutcome,
  type NamedInIntake,
  nearby as nearbyShape,
  readParticulars,
} from '@/lib/intake/schema'
import { insertRelation } from '@/lib/relations/commands'
import { resolveSource } from '@/lib/sources/commands'
import { sourcesNamed } from '@/lib/sources/queries'
import { knownTimeInput } from '@/lib/time'

export type Filed = { documentId: string; claims: number; appearances: number; relations: number }

/** More would not fit into the time that one transaction has. */
const MOST = 400
const LONGEST_PROPOSITION = 500
const LONGEST_QUOTE = 10_000

/**
 * Writes what was decided in an intake whose row is locked. Looks at everything first, so that an editor hears of
 * all that is in the way at once.
 */
export async function fileDecided(
  tx: Tx,
  ctx: Context,
  intake: Intake,
  dropsUndecided: boolean,
): Promise<Filed & { outcome: IntakeOutcome }> {
  const found = findingsShape.parse(intake.findings)
  const entries = entriesShape.parse(intake.decisions)
  const near = nearbyShape.parse(intake.nearby ?? [])
  const draft = draftOf(entries, readParticulars.parse(intake.particulars).document)
  const plan = planFiling(found, near, entries)
  const count = plan.claims.length + plan.appearances.length
  if (plan.undecided.length > 0 && !dropsUndecided) {
    throw new AppError('refused', 'candidates_undecided', {
      facts: { count: plan.undecided.length },
    })
  }
  if (count === 0 && plan.problems.length === 0) throw new AppError('refused', 'nothing_to_file')
  if (count > MOST) throw new AppError('refused', 'too_much_to_file', { facts: { most: MOST } })

  const fields = new Map(
    [...plan.claims, ...plan.appearances.map((each) => each.candidate)].flatMap((at) => {
      const candidate = found.candidates[at]
      return candidate
        ? [[at, fieldsOf(candidate, decisionOn(entries, at).edits, intake.text, draft)] as const]
        : []
    }),
  )
  const problems: Problem[] = [...plan.problems, ...tooLong(fields)]
  const tracked = await takeTracked(tx, plan, problems)
  const sources = await sourcesFor(tx, ctx, { plan, fields, draft, entries, intake, problems })
  if (problems.length > 0) throw notReady(problems)

  const documentId = intake.documentId ?? (await documentFor(tx, ctx, intake, draft, sources))
  const outcome = await writeAll(tx, ctx, { plan, fields, draft, documentId, tracked, sources })
  return {
    documentId,
    claims: outcome.claims.length,
    appearances: outcome.appearances.length,
    relations: outcome.relations.length,
    outcome,
  }
}

type Fields = Map<number, CandidateEdits>
/** Ids of sources by the name that the text or the editor gave. */
type Sources = (named: NamedInIntake) => string

function notReady(problems: Problem[]): AppError {
  return new AppError('refused', 'intake_not_ready', {
    facts: { problems, count: problems.length },
  })
}

function tooLong(fields: Fields): Problem[] {
  return [...fields].flatMap(([at, { proposition, quote }]) => {
    const about = { of: 'candidate' as const, key: String(at) }
    if (proposition.length > LONGEST_PROPOSITION)
      return [{ ...about, reason: 'proposition_too_long' }]
    return quote.exact.length > LONGEST_QUOTE ? [{ ...about, reason: 'quote_too_long' }] : []
  })
}

/** Locks the tracked claims that something goes to, in one order, and notes those that are not what they were. */
async function takeTracked(
  tx: Tx,
  plan: FilingPlan,
  problems: Problem[],
): Promise<Map<string, Claim>> {
  const isTracked = (goal: Goal) => ('claimId' in goal ? [goal.claimId] : [])
  const ids = new Set([
    ...plan.appearances.flatMap(({ into }) => isTracked(into)),
    ...plan.relations.flatMap(({ from, to }) => [...isTracked(from), ...isTracked(to)]),
  ])
  const tracked = new Map<string, Claim>()
  const gone = new Set<string>()
  for (const id of [...ids].sort()) {
    try {
      tracked.set(id, await takeClaim(tx, id))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      gone.add(id)
    }
  }
  for (const { candidate, into, proposition } of plan.appearances) {
    if (!('claimId' in into)) continue
    const about = { of: 'candidate' as const, key: String(candidate) }
    if (gone.has(into.claimId)) problems.push({ ...about, reason: 'tracked_claim_is_withdrawn' })
    else if (proposition !== null && tracked.get(into.claimId)?.proposition !== proposition)
      problems.push({ ...about, reason: 'tracked_claim_changed' })
  }
  // What was merged into it is told of already, and its relations go where it goes next.
  for (const { into } of plan.appearances) if ('claimId' in into) gone.delete(into.claimId)
  for (const { candidate, from, to } of plan.relations) {
    if ([from, to].flatMap(isTracked).some((id) => gone.has(id)))
      problems.push({
        of: 'candidate',
        key: String(candidate),
        reason: 'related_claim_is_withdrawn',
      })
  }
  return tracked
}

/**
 * Every source that is named, looked up by any spelling and made where nobody goes by the name. Several that go
 * by it are a question, asked once for each name.
 */
async function sourcesFor(
  tx: Tx,
  ctx: Context,
  given: {
    plan: FilingPlan
    fields: Fields
    draft: DocumentDraft
    entries: Entries
    intake: Intake
    problems: Problem[]
  },
): Promise<Sources> {
  const { plan, fields, draft, entries, intake, problems } = given
  const ids = new Map<string, string>()
  const makes: NamedInIntake[] = []
  const keyOf = (named: NamedInIntake) => named.id ?? `name ${named.name}`
  const meet = async (named: NamedInIntake) => {
    const key = keyOf(named)
    if (ids.has(key) || makes.some((each) => keyOf(each) === key)) return
    const choice = speakerChoiceOf(entries, named.name)
    const chosenId = named.id ?? choice?.id
    if (chosenId && (await tx.source.count({ where: { id: chosenId } })) > 0) {
      ids.set(key, chosenId)
      return
    }
    const candidates = choice?.kind ? [] : await sourcesNamed(tx, named.name)
    const [only, ...others] = candidates
    if (!only) {
      makes.push({ ...named, kind: choice?.kind ?? named.kind ?? 'other' })
    } else if (others.length > 0) {
      problems.push({
        of: 'speaker',
        key: named.name,
        reason: 'source_ambiguous',
        facts: { options: candidates.map(({ id, name }) => ({ id, name })) },
      })
    } else {
      ids.set(key, only.id)
    }
  }
  if (!intake.documentId) {
    if (draft.publisher) await meet({ ...draft.publisher, kind: draft.publisher.kind ?? 'outlet' })
    else problems.push({ of: 'document', key: '', reason: 'publisher_missing' })
    if (draft.origin) await meet({ ...draft.origin, kind: draft.origin.kind ?? 'agency' })
  }
  for (const [at, { claimant, origin }] of fields) {
    if (plan.claims.includes(at)) await meet(claimant)
    if (origin) await meet(origin)
  }
  // Only once nothing is in the way, and one after the other: a second spelling finds the first.
  if (problems.length === 0) {
    for (const { name, kind } of makes) {
      ids.set(`name ${name}`, await resolveSource(tx, ctx, { name, kind: kind ?? 'other' }, 'name'))
    }
  }
  return (named) => {
    const id = ids.get(keyOf(named))
    if (!id) throw new Error(`nobody looked up ${named.name}`)
    return id
  }
}

function documentFor(
  tx: Tx,
  ctx: Context,
  intake: Intake,
  draft: DocumentDraft,
  sources: Sources,
): Promise<string> {
  const { publisher, origin } = draft
  if (!publisher) throw new Error('a document without a publisher is a problem noted before')
  return insertDocument(
    tx,
    ctx,
    {
      title: draft.title,
      kind: draft.kind,
      publisher: { id: sources(publisher), name: publisher.name },
      url: draft.url ?? undefined,
      language: draft.language,
      text: intake.text,
      published: knownTimeInput.parse(draft.published),
      origin: origin ? { id: sources(origin), name: origin.name } : undefined,
    },
    'document',
    { bytesSha256: intake.bytesSha256, fetchedAt: intake.fetchedAt },
  )
}

async function writeAll(
  tx: Tx,
  ctx: Context,
  given: {
    plan: FilingPlan
    fields: Fields
    draft: DocumentDraft
    documentId: string
    tracked: Map<string, Claim>
    sources: Sources
  },
): Promise<IntakeOutcome> {
  const { plan, fields, draft, documentId, tracked, sources } = given
  demand(ctx.actor, 'relation:add')
  const document = { use: 'existing' as const, id: documentId }
  const whole = await tx.document.findUniqueOrThrow({
    where: { id: documentId },
    select: { publisherId: true, originSourceId: true },
  })
  const comesFrom = whole.originSourceId ?? whole.publisherId
  const outcome: IntakeOutcome = { claims: [], appearances: [], relations: [] }
  const about = (at: number) => {
    const each = fields.get(at)
    if (!each) throw new Error(`candidate ${at} is not there`)
    const originId = each.origin ? sources(each.origin) : null
    return {
      each,
      shared: {
        document,
        quote: { exact: each.quote.exact, start: each.quote.start ?? undefined },
        quoteLanguage: draft.language,
        reportedBy: undefined,
        // An origin is named for a quote where it is not that of the whole document.
        origin:
          each.origin && originId && originId !== comesFrom
            ? { id: originId, name: each.origin.name }
            : undefined,
      },
    }
  }

  const recorded = await quotesRecorded(tx, documentId)
  const claimIds = new Map<number, string>()
  for (const at of plan.claims) {
    const { each, shared } = about(at)
    const input: FileClaim = {
      ...shared,
      claimant: { id: sources(each.claimant), name: each.claimant.name },
      proposition: each.proposition,
      wording: each.wording ? { text: each.wording, language: draft.language } : {},
      said: knownTimeInput.parse(each.said),
      place: {
        name: each.place.name ?? undefined,
        latitude: each.place.latitude ?? undefined,
        longitude: each.place.longitude ?? undefined,
      },
      storyId: each.storyId ?? undefined,
    }
    const { claimId } = await besides(at, () => insertClaim(tx, ctx, input))
    claimIds.set(at, claimId)
    recorded.add(`${claimId} ${shared.quote.exact.trim()}`)
    outcome.claims.push({ candidate: at, claimId })
  }
  const idOf = (goal: Goal) => {
    const id = 'claimId' in goal ? goal.claimId : claimIds.get(goal.candidate)
    if (!id) throw new Error('a goal that is no claim is a problem noted before')
    return id
  }

  const taken = new Map<string, Pick<Claim, 'id' | 'version' | 'publicSince'>>(tracked)
  for (const { candidate, into } of plan.appearances) {
    const claimId = idOf(into)
    const { shared } = about(candidate)
    const name = `${claimId} ${shared.quote.exact.trim()}`
    // Two candidates in one sentence: its quote is kept once.
    if (recorded.has(name)) {
      outcome.appearances.push({ candidate, claimId, appearanceId: null })
      continue
    }
    recorded.add(name)
    const claim = taken.get(claimId) ?? { id: claimId, version: 1, publicSince: null }
    const appearance = await besides(candidate, () => insertAppearance(tx, ctx, claim, shared))
    const version = await changeClaim(tx, ctx, claim, {}, appearance.body)
    taken.set(claimId, { ...claim, version })
    outcome.appearances.push({ candidate, claimId, appearanceId: appearance.id })
  }

  for (const { from, to, type } of plan.relations) {
    const ends = { from: idOf(from), to: idOf(to) }
    if (await isLinked(tx, ends, type)) continue
    await insertRelation(tx, ctx, { fromClaimId: ends.from, toClaimId: ends.to, type })
    outcome.relations.push({ ...ends, type })
  }
  return outcome
}

/** What a claim's own rules refuse is said beside its candidate. */
async function besides<T>(candidate: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'forbidden') throw error
    const { reason, details } = error
    throw notReady([
      { of: 'candidate', key: String(candidate), reason, facts: details.facts ?? {} },
    ])
  }
}

/** Quotes of this document that stand already, as `claim quote`. */
async function quotesRecorded(tx: Tx, documentId: string): Promise<Set<string>> {
  const rows = await tx.appearance.findMany({
    where: { documentId, withdrawnAt: null },
    select: { claimId: true, quoteExact: true },
  })
  return new Set(rows.map(({ claimId, quoteExact }) => `${claimId} ${quoteExact}`))
}

async function isLinked(
  tx: Tx,
  ends: { from: string; to: string },
  type: 'counters' | 'supports' | 'repeats' | 'refines',
): Promise<boolean> {
  const here = { fromClaimId: ends.from, toClaimId: ends.to }
  const back = { fromClaimId: ends.to, toClaimId: ends.from }
  const count = await tx.relation.count({
    where: { type, withdrawnAt: null, OR: type === 'counters' ? [here, back] : [here] },
  })
  return count > 0
}
