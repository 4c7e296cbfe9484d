import 'server-only'
import { act, clashesOn } from '@/lib/act'
import { record, recordOnEach } from '@/lib/activity/record'
import type { ActivityBody } from '@/lib/activity/schema'
import { demand } from '@/lib/auth/policy'
import { mayEditClaim, mayWithdrawRow } from '@/lib/claims/policy'
import { type QuoteSelector, selectQuote } from '@/lib/claims/quote'
import { nextStage } from '@/lib/claims/rules'
import type {
  AddAppearance,
  AssignClaim,
  EditClaim,
  FileClaim,
  ReopenClaim,
  SetAside,
  ShowClaim,
  StartChecking,
  WithdrawAppearance,
  WithdrawClaim,
} from '@/lib/claims/schema'
import type { Context } from '@/lib/context'
import type { Tx } from '@/lib/db'
import { resolveDocument } from '@/lib/documents/commands'
import { AppError } from '@/lib/errors'
import type { Claim, Prisma } from '@/lib/generated/prisma/client'
import { publishLater, type Subject } from '@/lib/outbox'
import { resolveSource } from '@/lib/sources/commands'
import { keepOrigins } from '@/lib/sources/origin-lock'
import { freeSlug } from '@/lib/text/slug'

/**
 * Takes a claim for a change: its row is locked until the transaction ends, so that whoever decides on it
 * decides on what is so. Throws `not_found`, and `refused` for a claim that was withdrawn.
 */
export async function takeClaim(tx: Tx, claimId: string): Promise<Claim> {
  await tx.$queryRaw`SELECT FROM claims WHERE id = ${claimId}::uuid FOR NO KEY UPDATE`
  const claim = await tx.claim.findUnique({ where: { id: claimId }, include: { withdrawal: true } })
  if (!claim) throw new AppError('not_found', 'claim')
  if (claim.withdrawal) throw new AppError('refused', 'claim_is_withdrawn')
  return claim
}

/**
 * Takes a claim for an act that its neighbours' verdicts may rest on. All are locked in one order, so that two
 * hands on both ends of a relation can't wait on each other.
 */
export async function takeClaimAmongNeighbours(tx: Tx, claimId: string): Promise<Claim> {
  await tx.$queryRaw`
    SELECT FROM claims WHERE id = ${claimId}::uuid OR id IN (
      SELECT from_claim_id FROM relations WHERE to_claim_id = ${claimId}::uuid AND withdrawn_at IS NULL
      UNION SELECT to_claim_id FROM relations WHERE from_claim_id = ${claimId}::uuid AND withdrawn_at IS NULL
    ) ORDER BY id FOR NO KEY UPDATE`
  return takeClaim(tx, claimId)
}

/** Writes a change of a claim that was taken, raises its version, records it, and notes it for the publisher. */
export async function changeClaim(
  tx: Tx,
  ctx: Context,
  claim: Pick<Claim, 'id' | 'version' | 'publicSince'>,
  data: Prisma.ClaimUncheckedUpdateInput,
  body: ActivityBody,
): Promise<number> {
  const version = claim.version + 1
  const { count } = await tx.claim.updateMany({
    where: { id: claim.id, version: claim.version },
    data: { ...data, version, changedAt: ctx.now },
  })
  if (count === 0)
    throw new AppError('conflict', 'claim_changed', { facts: { version: claim.version } })
  await record(tx, ctx, { claimId: claim.id, claimVersion: version }, body)
  if (claim.publicSince ?? data.publicSince) await publishLater(tx, ctx, [`claim:${claim.id}`])
  return version
}

/** Refuses a decision taken on an older claim than there is. */
export function demandVersion(claim: Pick<Claim, 'version'>, seen: number): void {
  if (claim.version !== seen)
    throw new AppError('conflict', 'claim_changed', { facts: { version: claim.version } })
}

// ───────────── filing and editing

export function fileClaim(
  ctx: Context,
  input: FileClaim,
): Promise<{ claimId: string; slug: string }> {
  return act(ctx, 'fileClaim', input, (tx, ctx) => insertClaim(tx, ctx, input))
}

/** `fileClaim` inside a larger act. */
export async function insertClaim(
  tx: Tx,
  ctx: Context,
  input: FileClaim,
): Promise<{ claimId: string; slug: string }> {
  const member = demand(ctx.actor, 'claim:file')
  await keepOrigins(tx)
  const fields = await claimColumns(tx, ctx, input)
  const claim = await tx.claim.create({
    data: {
      ...fields,
      slug: await freeSlug(
        input.proposition,
        'claim',
        async (slug) => (await tx.claim.count({ where: { slug } })) > 0,
      ),
      assigneeId: member.id,
      filedById: member.id,
      filedAt: ctx.now,
      changedAt: ctx.now,
    },
    include: { claimant: { select: { name: true } } },
  })
  const { id: appearanceId } = await insertAppearance(tx, ctx, claim, {
    ...input,
    quoteLanguage: input.wording.language,
  })
  await record(
    tx,
    ctx,
    { claimId: claim.id, claimVersion: claim.version },
    {
      type: 'claim.filed',
      payload: { proposition: claim.proposition, claimant: claim.claimant.name, appearanceId },
    },
  )
  return { claimId: claim.id, slug: claim.slug }
}

/** The columns that a form's fields fill; the same for filing and editing. */
async function claimColumns(tx: Tx, ctx: Context, input: FileClaim | EditClaim) {
  if (input.storyId && (await tx.story.count({ where: { id: input.storyId } })) === 0) {
    throw new AppError('invalid', 'story_unknown', { field: 'storyId' })
  }
  const { said, place, wording } = input
  return {
    claimantId: await resolveSource(tx, ctx, input.claimant, 'claimant'),
    proposition: input.proposition,
    wording: wording.text ?? null,
    wordingLanguage: wording.text ? (wording.language ?? null) : null,
    saidOn: said?.on ?? null,
    saidPrecision: said?.precision ?? null,
    saidAt: said?.at ?? null,
    saidZone: said?.zone ?? null,
    placeName: place.name ?? null,
    placeLatitude: place.latitude ?? null,
    placeLongitude: place.longitude ?? null,
    storyId: input.storyId ?? null,
  }
}

type ClaimColumns = Awaited<ReturnType<typeof claimColumns>>

export function editClaim(
  ctx: Context,
  input: EditClaim,
): Promise<{ claimId: string; version: number }> {
  return act(ctx, 'editClaim', input, async (tx, ctx) => {
    demand(ctx.actor, 'claim:edit')
    // Evidence of who speaks for a claimant is not independent of them.
    await keepOrigins(tx)
    const claim = await takeClaim(tx, input.claimId)
    if (!mayEditClaim(ctx.actor, claim)) throw new AppError('forbidden', 'claim:edit-public')
    demandVersion(claim, input.version)
    const after = await claimColumns(tx, ctx, input)
    const changed = (Object.keys(after) as (keyof ClaimColumns)[]).filter(
      (key) => plain(claim[key]) !== plain(after[key]),
    )
    // A verdict is about these words: another statement is another claim, related to this one.
    const isReworded = changed.some((key) =>
      ['claimantId', 'proposition', 'wording', 'wordingLanguage'].includes(key),
    )
    if (isReworded && claim.currentVerdictId) throw new AppError('refused', 'wording_is_published')
    if (changed.length === 0) return { claimId: claim.id, version: claim.version }
    const pick = (from: ClaimColumns) =>
      Object.fromEntries(changed.map((key) => [key, plain(from[key])]))
    const version = await changeClaim(tx, ctx, claim, after, {
      type: 'claim.edited',
      payload: { before: pick(claim), after: pick(after) },
    })
    // The story or claimant that it left shows it no longer.
    const left: Subject[] = []
    if (claim.storyId && claim.storyId !== after.storyId) left.push(`story:${claim.storyId}`)
    if (claim.claimantId !== after.claimantId) left.push(`source:${claim.claimantId}`)
    if (claim.publicSince) await publishLater(tx, ctx, left)
    return { claimId: claim.id, version }
  })
}

function plain(value: string | number | Date | null): string | number | null {
  return value instanceof Date ? value.toISOString() : value
}

// ───────────── appearances

export function addAppearance(
  ctx: Context,
  input: AddAppearance,
): Promise<{ appearanceId: string }> {
  return act(ctx, 'addAppearance', input, async (tx, ctx) => {
    demand(ctx.actor, 'appearance:add')
    await keepOrigins(tx)
    const claim = await takeClaim(tx, input.claimId)
    const appearance = await insertAppearance(tx, ctx, claim, input)
    await changeClaim(tx, ctx, claim, {}, appearance.body)
    return { appearanceId: appearance.id }
  })
}

/** Writes an appearance of a claim that was taken; whoever asked for it changes the claim with what it returns. */
export async function insertAppearance(
  tx: Tx,
  ctx: Context,
  claim: Pick<Claim, 'id'>,
  input: Pick<AddAppearance, 'document' | 'quote' | 'quoteLanguage' | 'reportedBy' | 'origin'>,
): Promise<{ id: string; body: ActivityBody }> {
  const member = demand(ctx.actor, 'appearance:add')
  const documentId = await resolveDocument(tx, ctx, input.document, 'document')
  const document = await tx.document.findUniqueOrThrow({
    where: { id: documentId },
    select: { title: true, text: true, language: true, publisherId: true },
  })
  const reportedById = input.reportedBy
    ? await resolveSource(tx, ctx, input.reportedBy, 'reportedBy')
    : null
  const originSourceId = input.origin ? await resolveSource(tx, ctx, input.origin, 'origin') : null
  const quote = placeQuote(document.text, input.quote)
  try {
    const { id } = await tx.appearance.create({
      data: {
        claimId: claim.id,
        documentId,
        reportedById: reportedById === document.publisherId ? null : reportedById,
        originSourceId,
        quoteExact: quote.exact,
        quotePrefix: quote.prefix,
        quoteSuffix: quote.suffix,
        quoteStart: quote.start,
        quoteEnd: quote.end,
        quoteLanguage: input.quoteLanguage ?? document.language,
        createdById: member.id,
        createdAt: ctx.now,
      },
    })
    return {
      id,
      body: {
        type: 'appearance.added',
        payload: { appearanceId: id, document: document.title, quote: quote.exact },
      },
    }
  } catch (error) {
    if (clashesOn(error, 'appearance_is_recorded_once'))
      throw new AppError('refused', 'appearance_already_recorded')
    throw error
  }
}

/** Where we hold the text the quote must stand in it, letter by letter; where we don't, it is taken as typed. */
function placeQuote(text: string | null, quote: FileClaim['quote']): QuoteSelector {
  const exact = quote.exact.trim()
  if (text === null) return { exact, prefix: '', suffix: '', start: null, end: null }
  const selector = selectQuote(text, exact, quote.start)
  if (!selector) throw new AppError('invalid', 'quote_not_in_text', { field: 'quote.exact' })
  return selector
}

export function withdrawAppearance(
  ctx: Context,
  input: WithdrawAppearance,
): Promise<{ claimId: string }> {
  return act(ctx, 'withdrawAppearance', input, async (tx, ctx) => {
    const member = demand(ctx.actor, 'appearance:withdraw')
    const row = await tx.appearance.findUnique({ where: { id: input.appearanceId } })
    if (!row) throw new AppError('not_found', 'appearance')
    const claim = await takeClaim(tx, row.claimId)
    const appearance = await tx.appearance.findUniqueOrThrow({
      where: { id: row.id },
      include: { document: { select: { title: true } } },
    })
    if (!mayWithdrawRow(ctx.actor, appearance))
      throw new AppError('forbidden', 'appearance:withdraw')
    if (appearance.withdrawnAt) throw new AppError('conflict', 'already_withdrawn')
    // Where readers see this one, another that they see has to remain.
    const remaining = await tx.appearance.count({
      where: {
        claimId: claim.id,
        withdrawnAt: null,
        id: { not: appearance.id },
        ...(appearance.publicSince && { publicSince: { not: null } }),
      },
    })
    if (remaining === 0) throw new AppError('refused', 'needs_an_appearance')
    await tx.appearance.update({
      where: { id: appearance.id },
      data: { withdrawnAt: ctx.now, withdrawnById: member.id, withdrawnReason: input.reason },
    })
    await changeClaim(
      tx,
      ctx,
      claim,
      {},
      {
        type: 'appearance.withdrawn',
        payload: {
          appearanceId: appearance.id,
          document: appearance.document.title,
          quote: appearance.quoteExact,
          reason: input.reason,
        },
      },
    )
    return { claimId: claim.id }
  })
}

// ───────────── stage and assignee

export function assignClaim(ctx: Context, input: AssignClaim): Promise<{ claimId: string }> {
  return act(ctx, 'assignClaim', input, async (tx, ctx) => {
    demand(ctx.actor, 'claim:assign')
    const claim = await takeClaim(tx, input.claimId)
    const names = new Map<string, string>()
    for (const id of [claim.assigneeId, input.assigneeId]) {
      if (!id) continue
      const person = await tx.user.findUnique({
        where: { id },
        select: { name: true, deactivatedAt: true },
      })
      if (!person || (id === input.assigneeId && person.deactivatedAt)) {
        throw new AppError('invalid', 'person_unknown', { field: 'assigneeId' })
      }
      names.set(id, person.name)
    }
    const assigneeId = input.assigneeId ?? null
    if (assigneeId === claim.assigneeId) return { claimId: claim.id }
    // Who has it is the desk's own business: neither a rule nor a reviewer looks at it, so the version stays.
    await tx.claim.update({ where: { id: claim.id }, data: { assigneeId } })
    await record(
      tx,
      ctx,
      { claimId: claim.id, claimVersion: claim.version },
      {
        type: 'claim.assigned',
        payload: {
          before: claim.assigneeId ? (names.get(claim.assigneeId) ?? null) : null,
          after: assigneeId ? (names.get(assigneeId) ?? null) : null,
        },
      },
    )
    return { claimId: claim.id }
  })
}

export function startChecking(ctx: Context, input: StartChecking): Promise<{ claimId: string }> {
  return changeStage(ctx, 'take-up', input, { type: 'claim.taken-up', payload: {} })
}

export function setAside(ctx: Context, input: SetAside): Promise<{ claimId: string }> {
  return changeStage(ctx, 'set-aside', input, {
    type: 'claim.set-aside',
    payload: { reason: input.reason },
  })
}

export function reopenClaim(ctx: Context, input: ReopenClaim): Promise<{ claimId: string }> {
  return changeStage(ctx, 'reopen', input, { type: 'claim.reopened', payload: {} })
}

function changeStage(
  ctx: Context,
  step: 'take-up' | 'set-aside' | 'reopen',
  input: { requestId?: string | undefined; claimId: string; version?: number },
  body: ActivityBody,
): Promise<{ claimId: string }> {
  return act(ctx, step, input, async (tx, ctx) => {
    demand(ctx.actor, 'claim:change-stage')
    const claim = await takeClaim(tx, input.claimId)
    if (input.version) demandVersion(claim, input.version)
    const ruling = nextStage(step, await standing(tx, claim))
    if (!ruling.ok) throw new AppError('refused', ruling.reason)
    await changeClaim(tx, ctx, claim, { stage: ruling.stage }, body)
    return { claimId: claim.id }
  })
}

/** What `nextStage` looks at. */
export async function standing(tx: Tx, claim: Claim) {
  return {
    stage: claim.stage,
    isPublic: claim.publicSince !== null,
    hasVerdict: claim.currentVerdictId !== null,
    hasOpenProposal:
      (await tx.verdict.count({ where: { claimId: claim.id, state: 'proposed' } })) > 0,
  }
}

// ───────────── what readers see

/** Shows a claim to readers (as `unreviewed`, before its first verdict), or what was added to it since. */
export function showClaim(
  ctx: Context,
  input: ShowClaim,
): Promise<{ claimId: string; slug: string }> {
  return act(ctx, 'showClaim', input, async (tx, ctx) => {
    demand(ctx.actor, 'claim:show')
    const claim = await takeClaimAmongNeighbours(tx, input.claimId)
    demandVersion(claim, input.version)
    if (claim.stage === 'set_aside') throw new AppError('refused', 'claim_is_set_aside')
    const shown = await showAdditions(tx, ctx, claim.id)
    if (claim.publicSince && shown.appearances.length + shown.relations.length === 0)
      return { claimId: claim.id, slug: claim.slug }
    const claimant = await tx.source.findUniqueOrThrow({
      where: { id: claim.claimantId },
      select: { slug: true, name: true },
    })
    await changeClaim(
      tx,
      ctx,
      claim,
      { publicSince: claim.publicSince ?? ctx.now },
      {
        type: 'claim.shown',
        payload: {
          appearances: shown.appearances.length,
          relations: shown.relations.length,
          isFirst: claim.publicSince === null,
          shown,
          claimant,
        },
      },
    )
    if (!claim.publicSince) await tellNeighbours(tx, ctx, claim, 'shown')
    return { claimId: claim.id, slug: claim.slug }
  })
}

/**
 * Opens to readers the appearances of a claim that they have not been shown yet, and its relations to claims that they see;
 * answers their ids. A relation to another claim opens when that one does: it tells what that claim says.
 */
export async function showAdditions(
  tx: Tx,
  ctx: Context,
  claimId: string,
): Promise<{ appearances: string[]; relations: string[] }> {
  const unseen = { publicSince: null, withdrawnAt: null }
  const appearances = await tx.appearance.updateManyAndReturn({
    where: { claimId, ...unseen },
    data: { publicSince: ctx.now },
    select: { id: true },
  })
  const relations = await tx.relation.updateManyAndReturn({
    where: {
      OR: [
        { fromClaimId: claimId, toClaim: { publicSince: { not: null } } },
        { toClaimId: claimId, fromClaim: { publicSince: { not: null } } },
      ],
      ...unseen,
    },
    data: { publicSince: ctx.now },
    select: { id: true },
  })
  const ids = (rows: { id: string }[]) => rows.map((row) => row.id)
  return { appearances: ids(appearances), relations: ids(relations) }
}

/** A claim that appears before readers, or leaves them, changes what its neighbours' verdicts rest on. */
export async function tellNeighbours(
  tx: Tx,
  ctx: Context,
  claim: Pick<Claim, 'id' | 'proposition'>,
  change: 'shown' | 'withdrawn',
): Promise<void> {
  const neighbours = await tx.$queryRaw<{ id: string; version: number; is_public: boolean }[]>`
    WITH neighbours AS (
      SELECT c.id FROM claims c
      WHERE c.id IN (
        SELECT from_claim_id FROM relations WHERE to_claim_id = ${claim.id}::uuid AND withdrawn_at IS NULL
        UNION SELECT to_claim_id FROM relations WHERE from_claim_id = ${claim.id}::uuid AND withdrawn_at IS NULL
      ) ORDER BY c.id FOR NO KEY UPDATE OF c
    )
    UPDATE claims SET version = version + 1, changed_at = ${ctx.now}
    WHERE id IN (SELECT id FROM neighbours) RETURNING id, version, public_since IS NOT NULL AS is_public`
  await recordOnEach(tx, ctx, neighbours, {
    type: 'relation.other-changed',
    payload: { other: claim.proposition, otherId: claim.id, change },
  })
  await publishLater(
    tx,
    ctx,
    neighbours.filter((each) => each.is_public).map((each): Subject => `claim:${each.id}`),
  )
}

/** Takes a claim's publication back, in public: its page stays and says so. */
export function withdrawClaim(
  ctx: Context,
  input: WithdrawClaim,
): Promise<{ claimId: string; slug: string }> {
  return act(ctx, 'withdrawClaim', input, async (tx, ctx) => {
    const member = demand(ctx.actor, 'claim:withdraw')
    const claim = await takeClaimAmongNeighbours(tx, input.claimId)
    demandVersion(claim, input.version)
    if (!claim.publicSince) throw new AppError('refused', 'claim_is_not_public')
    await tx.withdrawal.create({
      data: {
        claimId: claim.id,
        reason: input.reason,
        withdrawnById: member.id,
        withdrawnAt: ctx.now,
      },
    })
    await changeClaim(
      tx,
      ctx,
      claim,
      {},
      { type: 'claim.withdrawn', payload: { reason: input.reason } },
    )
    await tellNeighbours(tx, ctx, claim, 'withdrawn')
    return { claimId: claim.id, slug: claim.slug }
  })
}
