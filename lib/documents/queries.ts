import 'server-only'
import { may } from '@/lib/auth/policy'
import type { Context } from '@/lib/context'
import type { DocumentKind } from '@/lib/documents/schema'
import { AppError } from '@/lib/errors'
import { Prisma } from '@/lib/generated/prisma/client'

/** A document as a list names it. */
export type ListedDocument = {
  id: string
  title: string
  publisherName: string
  kind: DocumentKind
  language: string
  /** Calendar day, or null where it isn't known. */
  publishedOn: string | null
}

export type DocumentRow = Omit<ListedDocument, 'publishedOn'> & { published_on: Date | null }

/** Of a document `d` with its publisher `s`. */
export const DOCUMENT_COLUMNS = Prisma.sql`
  d.id, d.title, s.name AS "publisherName", d.kind::text AS kind, d.language, d.published_on`

export function listed({ published_on, ...row }: DocumentRow): ListedDocument {
  return { ...row, publishedOn: published_on?.toISOString().slice(0, 10) ?? null }
}

/** The documents a form most likely means: of the claim at hand, then of its story, then the latest. */
export async function recentDocuments(
  ctx: Context,
  {
    documentId,
    claimId,
    storyId,
    limit = 30,
  }: {
    /** One that has to be among them. */
    documentId?: string | undefined
    claimId?: string | undefined
    storyId?: string | null | undefined
    limit?: number
  },
): Promise<ListedDocument[]> {
  if (!may(ctx.actor, 'desk:read')) return []
  // Ids are made in the order of time, so the newest of many are the last of their index.
  const rows = await ctx.db.$queryRaw<DocumentRow[]>`
    WITH hits AS (
      (SELECT a.document_id AS id, 1 AS place FROM appearances a WHERE a.claim_id = ${claimId ?? null}::uuid)
      UNION ALL SELECT ${documentId ?? null}::uuid, 0
      UNION ALL (SELECT e.document_id, 1 FROM evidence e WHERE e.claim_id = ${claimId ?? null}::uuid)
      UNION ALL (SELECT a.document_id, 2 FROM appearances a JOIN claims c ON c.id = a.claim_id
        WHERE c.story_id = ${storyId ?? null}::uuid ORDER BY a.id DESC LIMIT ${limit * 3})
      UNION ALL (SELECT d.id, 3 FROM documents d ORDER BY d.id DESC LIMIT ${limit})
    )
    SELECT ${DOCUMENT_COLUMNS} FROM (SELECT id, min(place) AS place FROM hits GROUP BY id) AS hit
    JOIN documents d ON d.id = hit.id JOIN sources s ON s.id = d.publisher_id
    ORDER BY hit.place, d.id DESC LIMIT ${limit}`
  return rows.map(listed)
}

/** The latest documents that a source published. */
export async function listDocumentsPublishedBy(
  ctx: Context,
  sourceId: string,
  limit: number,
): Promise<ListedDocument[]> {
  if (!may(ctx.actor, 'desk:read')) return []
  const rows = await ctx.db.$queryRaw<DocumentRow[]>`
    SELECT ${DOCUMENT_COLUMNS} FROM documents d JOIN sources s ON s.id = d.publisher_id
    WHERE d.publisher_id = ${sourceId}::uuid
    ORDER BY d.published_on DESC NULLS LAST, d.id DESC LIMIT ${limit}`
  return rows.map(listed)
}

/** A document with the text that words can be selected in. */
export async function getDocumentText(
  ctx: Context,
  documentId: string,
): Promise<ListedDocument & { text: string | null }> {
  const document = await findDocument(ctx, documentId)
  const { id, title, publisher, kind, language, publishedOn, text } = document
  return {
    id,
    title,
    publisherName: publisher.name,
    kind,
    language,
    publishedOn: publishedOn?.toISOString().slice(0, 10) ?? null,
    text,
  }
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

async function findDocument(ctx: Context, id: string) {
  const document =
    may(ctx.actor, 'desk:read') && UUID.test(id)
      ? await ctx.db.document.findUnique({
          where: { id },
          include: { publisher: { select: { id: true, name: true, language: true } } },
        })
      : null
  if (!document) throw new AppError('not_found', 'document')
  return document
}
