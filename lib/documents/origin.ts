import 'server-only'
import type { Tx } from '@/lib/db'
import { documentsAt, type Instant, sourcesAt } from '@/lib/documents/sql'

export type Origin = { id: string; slug: string; name: string }

/**
 * Where each document's information first came from: carriers are followed to the document they carry, that
 * document to its named origin or else its publisher, and a spokesman to whom he speaks for.
 * Returns the origin source by document id; with a moment, as we knew it then.
 */
export async function originsOfDocuments(
  tx: Tx,
  documentIds: string[],
  at?: Instant,
): Promise<Map<string, Origin>> {
  if (documentIds.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ document_id: string; source_id: string }[]>`
    WITH RECURSIVE chain AS (
      SELECT d.id AS document_id, d.id AS at_id, d.origin_document_id, d.origin_source_id, d.publisher_id, 0 AS depth
      FROM ${documentsAt(at)} d WHERE d.id = ANY(${documentIds}::uuid[])
      UNION ALL
      SELECT chain.document_id, d.id, d.origin_document_id, d.origin_source_id, d.publisher_id, depth + 1
      FROM chain JOIN ${documentsAt(at)} d ON d.id = chain.origin_document_id
      WHERE depth < 50
    )
    SELECT DISTINCT ON (document_id) document_id, coalesce(origin_source_id, publisher_id) AS source_id
    FROM chain ORDER BY document_id, depth DESC`
  const principals = await principalsOf(
    tx,
    rows.map((row) => row.source_id),
    at,
  )
  const origins = new Map<string, Origin>()
  for (const row of rows) {
    const origin = principals.get(row.source_id)
    if (origin) origins.set(row.document_id, origin)
  }
  return origins
}

/** Something that a document tells us, which can come from another source than the document as a whole. */
type Told = { documentId: string; originSourceId: string | null }

/** Answers, for each of these rows, where it first came from: its own named origin, or else its document's. */
export async function originsOfTold(
  tx: Tx,
  rows: Told[],
  at?: Instant,
): Promise<(row: Told) => Origin | undefined> {
  const documents = await originsOfDocuments(
    tx,
    rows.map((row) => row.documentId),
    at,
  )
  const named = await principalsOf(
    tx,
    rows.flatMap((row) => row.originSourceId ?? []),
    at,
  )
  return (row) =>
    (row.originSourceId ? named.get(row.originSourceId) : undefined) ??
    documents.get(row.documentId)
}

/** For each source the one it finally speaks for: itself, its ministry, its monitor. */
export async function principalsOf(
  tx: Tx,
  sourceIds: string[],
  at?: Instant,
): Promise<Map<string, Origin>> {
  if (sourceIds.length === 0) return new Map()
  const rows = await tx.$queryRaw<(Origin & { source_id: string })[]>`
    WITH RECURSIVE line AS (
      SELECT s.id AS source_id, s.id, s.slug, s.name, s.speaks_for_id, 0 AS depth
      FROM ${sourcesAt(at)} s WHERE s.id = ANY(${[...new Set(sourceIds)]}::uuid[])
      UNION ALL
      SELECT line.source_id, s.id, s.slug, s.name, s.speaks_for_id, depth + 1
      FROM line JOIN ${sourcesAt(at)} s ON s.id = line.speaks_for_id
      WHERE depth < 50
    )
    SELECT DISTINCT ON (source_id) source_id, id, slug, name FROM line ORDER BY source_id, depth DESC`
  return new Map(rows.map(({ source_id, id, slug, name }) => [source_id, { id, slug, name }]))
}
