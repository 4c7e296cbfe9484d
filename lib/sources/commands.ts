import 'server-only'
import { act } from '@/lib/act'
import { record, recordOnEach } from '@/lib/activity/record'
import { actorId } from '@/lib/auth/actor'
import { demand } from '@/lib/auth/policy'
import type { Context } from '@/lib/context'
import type { Tx } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { publishLater } from '@/lib/outbox'
import { nameKey } from '@/lib/sources/name-key'
import { changeOriginsAlone } from '@/lib/sources/origin-lock'
import { sourcesNamed, sourcesNear } from '@/lib/sources/queries'
import type {
  AddAlias,
  CreateSource,
  EditSource,
  GradeSource,
  SourceChoice,
  SourceKind,
} from '@/lib/sources/schema'
import { freeSlug } from '@/lib/text/slug'

export function createSource(ctx: Context, input: CreateSource): Promise<{ sourceId: string }> {
  return act(ctx, 'createSource', input, async (tx, ctx) => {
    demand(ctx.actor, 'source:create')
    const speaksForId = input.speaksFor
      ? await resolveSource(tx, ctx, input.speaksFor, 'speaksFor')
      : null
    return { sourceId: await insertSource(tx, ctx, { ...input, speaksForId }) }
  })
}

type NewSource = {
  name: string
  kind: SourceKind
  language?: string
  description?: string | undefined
  url?: string | undefined
  speaksForId?: string | null
}

async function insertSource(tx: Tx, ctx: Context, source: NewSource): Promise<string> {
  const language = source.language ?? 'en'
  const { id, slug, description, url, speaksForId } = await tx.source.create({
    data: {
      slug: await freeSlug(
        source.name,
        'source',
        async (slug) => (await tx.source.count({ where: { slug } })) > 0,
      ),
      name: source.name,
      language,
      kind: source.kind,
      description: source.description ?? null,
      url: source.url ?? null,
      speaksForId: source.speaksForId ?? null,
      createdById: actorId(ctx.actor),
      createdAt: ctx.now,
      aliases: {
        create: { name: source.name, language, nameKey: nameKey(source.name), createdAt: ctx.now },
      },
    },
  })
  await record(
    tx,
    ctx,
    { sourceId: id },
    {
      type: 'source.created',
      payload: {
        name: source.name,
        kind: source.kind,
        slug,
        language,
        description,
        url,
        speaksForId,
      },
    },
  )
  return id
}

/**
 * The source that a form names. By name, an exact name in any spelling of its letters beats one that only
 * sounds the same; several that fit as well as each other are a question to whoever typed it, on `field`.
 * A name that nobody goes by makes a new source where the form gives a kind.
 */
export async function resolveSource(
  tx: Tx,
  ctx: Context,
  choice: SourceChoice,
  field: string,
): Promise<string> {
  if (choice.id) {
    const chosen = await tx.source.findUnique({ where: { id: choice.id }, select: { id: true } })
    if (chosen) return chosen.id
  }
  let candidates = await sourcesNamed(tx, choice.name)
  if (candidates.length === 0 && choice.kind) {
    // On a day of breaking news several desks name the same newcomer at once; the second finds the first's.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('source ' || fold_text(${choice.name})))`
    candidates = await sourcesNamed(tx, choice.name)
  }
  const [only, ...others] = candidates
  if (only && others.length === 0) return only.id
  if (choice.kind) return insertSource(tx, ctx, { name: choice.name, kind: choice.kind })
  if (only) {
    const options = candidates.map(({ id, name }) => ({ id, name }))
    throw new AppError('invalid', 'source_ambiguous', {
      field: `${field}.name`,
      facts: { options },
    })
  }
  throw new AppError('invalid', 'source_unknown', {
    field: `${field}.name`,
    facts: { name: choice.name, options: await sourcesNear(tx, choice.name) },
  })
}

/** Locks a source until the transaction ends, where there is one. */
async function takeSource(tx: Tx, sourceId: string): Promise<void> {
  await tx.$queryRaw`SELECT FROM sources WHERE id = ${sourceId}::uuid FOR NO KEY UPDATE`
}

export function editSource(
  ctx: Context,
  input: EditSource,
): Promise<{ sourceId: string; version: number }> {
  return act(ctx, 'editSource', input, async (tx, ctx) => {
    demand(ctx.actor, 'source:edit')
    await changeOriginsAlone(tx)
    await takeSource(tx, input.sourceId)
    const before = await tx.source.findUnique({ where: { id: input.sourceId } })
    if (!before) throw new AppError('not_found', 'source')
    if (before.version !== input.version)
      throw new AppError('conflict', 'source_changed', { facts: { version: before.version } })
    const speaksForId = input.speaksFor
      ? await resolveSource(tx, ctx, input.speaksFor, 'speaksFor')
      : null
    if (speaksForId && (await speaksThrough(tx, speaksForId, before.id))) {
      throw new AppError('refused', 'speaks_for_itself', { field: 'speaksFor.name' })
    }
    const after = {
      name: input.name,
      language: input.language,
      kind: input.kind,
      description: input.description ?? null,
      url: input.url ?? null,
      speaksForId,
    }
    await tx.source.update({
      where: { id: before.id },
      data: { ...after, version: { increment: 1 }, changedAt: ctx.now },
    })
    await addName(tx, ctx, before.id, input.name, input.language)
    const { name, language, kind, description, url } = before
    await record(
      tx,
      ctx,
      { sourceId: before.id },
      {
        type: 'source.edited',
        payload: {
          version: before.version + 1,
          before: { name, language, kind, description, url, speaksForId: before.speaksForId },
          after,
        },
      },
    )
    if (speaksForId !== before.speaksForId)
      await originsChanged(tx, ctx, { id: before.id, name: input.name })
    await publishLater(tx, ctx, [`source:${before.id}`])
    return { sourceId: before.id, version: input.version + 1 }
  })
}

/** Whether `sourceId` speaks, through however many others, for `forId`. */
async function speaksThrough(tx: Tx, sourceId: string, forId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    WITH RECURSIVE line AS (
      SELECT id, speaks_for_id FROM sources WHERE id = ${sourceId}::uuid
      UNION SELECT s.id, s.speaks_for_id FROM sources s JOIN line ON s.id = line.speaks_for_id
    ) SELECT FROM line WHERE id = ${forId}::uuid`
  return rows.length > 0
}

/** Whom a source speaks for decides what counts as independent, so every claim it bears on has changed. */
async function originsChanged(
  tx: Tx,
  ctx: Context,
  source: { id: string; name: string },
): Promise<void> {
  const claims = await tx.$queryRaw<{ id: string; version: number }[]>`
    WITH RECURSIVE speakers AS (
      SELECT id FROM sources WHERE id = ${source.id}::uuid
      UNION SELECT s.id FROM sources s JOIN speakers ON s.speaks_for_id = speakers.id
    ), carried AS (
      SELECT d.id FROM documents d
        WHERE d.publisher_id IN (SELECT id FROM speakers) OR d.origin_source_id IN (SELECT id FROM speakers)
      UNION SELECT d.id FROM documents d JOIN carried ON d.origin_document_id = carried.id
    ), touched AS (
      SELECT c.id FROM claims c
      WHERE c.claimant_id IN (SELECT id FROM speakers)
        OR EXISTS (SELECT FROM evidence e WHERE e.claim_id = c.id AND e.withdrawn_at IS NULL
          AND (e.document_id IN (SELECT id FROM carried) OR e.origin_source_id IN (SELECT id FROM speakers)))
      ORDER BY c.id FOR NO KEY UPDATE OF c
    )
    UPDATE claims SET version = version + 1, changed_at = ${ctx.now}
    WHERE id IN (SELECT id FROM touched) RETURNING id, version`
  await recordOnEach(tx, ctx, claims, {
    type: 'evidence.speaker-changed',
    payload: { source: source.name, sourceId: source.id },
  })
}

export function addAlias(ctx: Context, input: AddAlias): Promise<{ sourceId: string }> {
  return act(ctx, 'addAlias', input, async (tx, ctx) => {
    demand(ctx.actor, 'source:add-alias')
    await takeSource(tx, input.sourceId)
    const source = await tx.source.findUnique({
      where: { id: input.sourceId },
      select: { id: true },
    })
    if (!source) throw new AppError('not_found', 'source')
    const isNew = await addName(tx, ctx, source.id, input.name, input.language)
    if (isNew) {
      await record(
        tx,
        ctx,
        { sourceId: source.id },
        {
          type: 'source.alias-added',
          payload: { name: input.name, language: input.language },
        },
      )
      await publishLater(tx, ctx, [`source:${source.id}`])
    }
    return { sourceId: source.id }
  })
}

async function addName(
  tx: Tx,
  ctx: Context,
  sourceId: string,
  name: string,
  language: string,
): Promise<boolean> {
  const { count } = await tx.sourceAlias.createMany({
    data: [{ sourceId, name, language, nameKey: nameKey(name), createdAt: ctx.now }],
    skipDuplicates: true,
  })
  return count === 1
}

export function gradeSource(ctx: Context, input: GradeSource): Promise<{ sourceId: string }> {
  return act(ctx, 'gradeSource', input, async (tx, ctx) => {
    const member = demand(ctx.actor, 'source:grade')
    // The record says what a grade replaced: of two at once, the second replaces the first's.
    await takeSource(tx, input.sourceId)
    const source = await tx.source.findUnique({
      where: { id: input.sourceId },
      select: { id: true, grades: { orderBy: [{ gradedAt: 'desc' }, { id: 'desc' }], take: 1 } },
    })
    if (!source) throw new AppError('not_found', 'source')
    await tx.sourceGrade.create({
      data: {
        sourceId: source.id,
        reliability: input.reliability,
        reason: input.reason,
        gradedById: member.id,
        gradedAt: ctx.now,
      },
    })
    await record(
      tx,
      ctx,
      { sourceId: source.id },
      {
        type: 'source.graded',
        payload: {
          before: source.grades[0]?.reliability ?? null,
          after: input.reliability,
          reason: input.reason,
        },
      },
    )
    await publishLater(tx, ctx, [`source:${source.id}`])
    return { sourceId: source.id }
  })
}
