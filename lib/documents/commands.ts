import 'server-only'
import { createHash } from 'node:crypto'
import { act } from '@/lib/act'
import { record, recordOnEach } from '@/lib/activity/record'
import { demand } from '@/lib/auth/policy'
import type { Context } from '@/lib/context'
import type { Tx } from '@/lib/db'
import { originsOfDocuments } from '@/lib/documents/origin'
import type {
  AddDocument,
  ChangeOrigin,
  DocumentChoice,
  DocumentFields,
} from '@/lib/documents/schema'
import { AppError } from '@/lib/errors'
import { publishLater } from '@/lib/outbox'
import { resolveSource } from '@/lib/sources/commands'
import { changeOriginsAlone } from '@/lib/sources/origin-lock'

export function addDocument(ctx: Context, input: AddDocument): Promise<{ documentId: string }> {
  return act(ctx, 'addDocument', input, async (tx, ctx) => ({
    documentId: await insertDocument(tx, ctx, input.document, 'document'),
  }))
}

/** The document that a form names, made if it is new; errors name fields below `field`. */
export async function resolveDocument(
  tx: Tx,
  ctx: Context,
  choice: DocumentChoice,
  field: string,
): Promise<string> {
  if (choice.use === 'new') return insertDocument(tx, ctx, choice.fields, `${field}.fields`)
  const document = await tx.document.findUnique({ where: { id: choice.id }, select: { id: true } })
  if (!document) throw new AppError('invalid', 'document_unknown', { field: `${field}.id` })
  return document.id
}

/** The bytes that a document was read from: SHA-256 in hexadecimal, and when they were fetched from its address. */
export type ReadFrom = { bytesSha256: string | null; fetchedAt: Date | null }

/** `addDocument` inside a larger act; errors name fields below `field`. */
export async function insertDocument(
  tx: Tx,
  ctx: Context,
  fields: DocumentFields,
  field: string,
  from: ReadFrom = { bytesSha256: null, fetchedAt: null },
): Promise<string> {
  const member = demand(ctx.actor, 'document:add')
  const publisherId = await resolveSource(tx, ctx, fields.publisher, `${field}.publisher`)
  const originSourceId = fields.origin
    ? await resolveSource(tx, ctx, fields.origin, `${field}.origin`)
    : null
  if (
    fields.originDocumentId &&
    (await tx.document.count({ where: { id: fields.originDocumentId } })) === 0
  ) {
    throw new AppError('invalid', 'document_unknown', { field: `${field}.originDocumentId` })
  }
  const textSha256 = fields.text
    ? createHash('sha256').update(fields.text, 'utf8').digest('hex')
    : null
  const document = await tx.document.create({
    data: {
      title: fields.title,
      kind: fields.kind,
      publisherId,
      url: fields.url ?? null,
      originSourceId: originSourceId === publisherId ? null : originSourceId,
      originDocumentId: fields.originDocumentId ?? null,
      language: fields.language,
      text: fields.text ?? null,
      textSha256,
      bytesSha256: from.bytesSha256,
      fetchedAt: from.fetchedAt,
      publishedOn: fields.published?.on ?? null,
      publishedAt: fields.published?.at ?? null,
      publishedZone: fields.published?.zone ?? null,
      capturedAt: ctx.now,
      createdById: member.id,
      createdAt: ctx.now,
    },
    select: { id: true, publisher: { select: { name: true } } },
  })
  await record(
    tx,
    ctx,
    { documentId: document.id },
    {
      type: 'document.added',
      payload: { title: fields.title, publisher: document.publisher.name, sha256: textSha256 },
    },
  )
  return document.id
}

/** Says anew where a document's information came from. Every claim it is evidence on has then changed. */
export function changeOrigin(ctx: Context, input: ChangeOrigin): Promise<{ documentId: string }> {
  return act(ctx, 'changeOrigin', input, async (tx, ctx) => {
    demand(ctx.actor, 'document:change-origin')
    await changeOriginsAlone(tx)
    const document = await tx.document.findUnique({
      where: { id: input.documentId },
      select: { id: true, title: true, publisherId: true },
    })
    if (!document) throw new AppError('not_found', 'document')
    const before = (await originsOfDocuments(tx, [document.id])).get(document.id)
    const originSourceId = input.origin
      ? await resolveSource(tx, ctx, input.origin, 'origin')
      : null
    const originDocumentId = input.originDocumentId ?? null
    if (originSourceId && originDocumentId) {
      throw new AppError('invalid', 'one_origin_only', { field: 'origin.name' })
    }
    if (originDocumentId) {
      if ((await tx.document.count({ where: { id: originDocumentId } })) === 0) {
        throw new AppError('invalid', 'document_unknown', { field: 'originDocumentId' })
      }
      if (await carries(tx, originDocumentId, document.id)) {
        throw new AppError('refused', 'origin_goes_round', { field: 'originDocumentId' })
      }
    }
    await tx.document.update({
      where: { id: document.id },
      data: {
        originSourceId: originSourceId === document.publisherId ? null : originSourceId,
        originDocumentId,
        originChangedAt: ctx.now,
      },
    })
    const after = (await originsOfDocuments(tx, [document.id])).get(document.id)
    await record(
      tx,
      ctx,
      { documentId: document.id },
      {
        type: 'document.origin-changed',
        payload: {
          before: before?.name ?? null,
          after: after?.name ?? null,
          reason: input.reason,
          originSourceId: originSourceId === document.publisherId ? null : originSourceId,
          originDocumentId,
        },
      },
    )
    await claimsItBearsOn(tx, ctx, document, input.reason)
    return { documentId: document.id }
  })
}

/** Whether `documentId` carries, through however many others, `carriedId` (or is it). */
async function carries(tx: Tx, documentId: string, carriedId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    WITH RECURSIVE chain AS (
      SELECT id, origin_document_id FROM documents WHERE id = ${documentId}::uuid
      UNION SELECT d.id, d.origin_document_id FROM documents d JOIN chain ON d.id = chain.origin_document_id
    ) SELECT FROM chain WHERE id = ${carriedId}::uuid`
  return rows.length > 0
}

async function claimsItBearsOn(
  tx: Tx,
  ctx: Context,
  document: { id: string; title: string },
  reason: string,
): Promise<void> {
  const claims = await tx.$queryRaw<{ id: string; version: number; is_public: boolean }[]>`
    WITH RECURSIVE carriers AS (
      SELECT id FROM documents WHERE id = ${document.id}::uuid
      UNION SELECT d.id FROM documents d JOIN carriers ON d.origin_document_id = carriers.id
    ), touched AS (
      SELECT c.id FROM claims c
      WHERE EXISTS (SELECT FROM evidence e WHERE e.claim_id = c.id AND e.document_id IN (SELECT id FROM carriers)
          AND e.withdrawn_at IS NULL)
        OR EXISTS (SELECT FROM appearances a WHERE a.claim_id = c.id AND a.document_id IN (SELECT id FROM carriers)
          AND a.withdrawn_at IS NULL)
      ORDER BY c.id FOR NO KEY UPDATE OF c
    )
    UPDATE claims SET version = version + 1, changed_at = ${ctx.now}
    WHERE id IN (SELECT id FROM touched) RETURNING id, version, public_since IS NOT NULL AS is_public`
  await recordOnEach(tx, ctx, claims, {
    type: 'evidence.origin-changed',
    payload: { document: document.title, documentId: document.id, reason },
  })
  await publishLater(
    tx,
    ctx,
    claims.filter((claim) => claim.is_public).map((claim) => `claim:${claim.id}` as const),
  )
}
