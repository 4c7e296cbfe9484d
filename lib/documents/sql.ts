import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client'

/**
 * Tables as they stood at a moment, each to stand in a FROM with a name of its own: `FROM ${sourcesAt(at)} s`. Without
 * a moment they are the tables themselves, so that a question about now is planned as if there were no past.
 *
 * The last revision is looked up for each row (an index has it first), not joined: of what a page shows there are a
 * few, of all that ever was there may be a million.
 */
export type Instant = Date | null | undefined

/** Whether what happened at `column` had happened by then. */
export function hadHappened(column: string, at: Instant): Prisma.Sql {
  const moment = Prisma.raw(column)
  return at
    ? Prisma.sql`${moment} <= ${at.toISOString()}::timestamptz`
    : Prisma.sql`${moment} IS NOT NULL`
}

/** Sources by the names and for the speakers that they had. */
export function sourcesAt(at: Instant): Prisma.Sql {
  if (!at) return Prisma.sql`sources`
  return Prisma.sql`(SELECT x.id, x.slug, r.name, r.language, r.kind, r.description, r.url, r.speaks_for_id
    FROM sources x CROSS JOIN LATERAL (SELECT r.* FROM source_revisions r
      WHERE r.source_id = x.id AND ${hadHappened('r.at', at)} ORDER BY r.at DESC, r.version DESC LIMIT 1) r)`
}

/** Documents with the origin that we knew of. All else of a document never changes. */
export function documentsAt(at: Instant): Prisma.Sql {
  if (!at) return Prisma.sql`documents`
  return Prisma.sql`(SELECT x.id, x.title, x.kind, x.publisher_id, x.url, x.language, x.published_on, x.published_at,
      x.published_zone, o.origin_source_id, o.origin_document_id
    FROM documents x CROSS JOIN LATERAL (SELECT o.* FROM document_origins o
      WHERE o.document_id = x.id AND ${hadHappened('o.at', at)} ORDER BY o.at DESC, o.id DESC LIMIT 1) o)`
}
