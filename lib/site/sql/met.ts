import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client'
import type { AsOf } from '@/lib/site/sql/as-of'

/**
 * Everything that readers were shown of documents: those in which a shown claim appears, and those that the current
 * verdict of a shown claim rests on. Columns `document_id`, `claim_id`, `reported_by_id`, `origin_id`.
 */
export function shownDocuments(then: AsOf): Prisma.Sql {
  return Prisma.sql`
  SELECT a.document_id, a.claim_id, a.reported_by_id, a.origin_source_id AS origin_id FROM appearances a JOIN claims c ON c.id = a.claim_id
  WHERE ${then.isOpen('a')} AND ${then.isShown('c')}
  UNION ALL
  SELECT e.document_id, e.claim_id, NULL, NULL FROM evidence e JOIN claims c ON c.id = e.claim_id
    JOIN verdicts v ON ${then.isCurrent('v', 'c')}
  WHERE v.evidence_snapshot @> jsonb_build_object('evidence', jsonb_build_array(jsonb_build_object('id', e.id)))
    AND ${then.isShown('c')}`
}

/** Sources that readers meet: claimants, publishers, reporters and origins of what was shown. Columns `id`. */
export function shownSources(then: AsOf): Prisma.Sql {
  return Prisma.sql`
  WITH RECURSIVE shown AS MATERIALIZED (${shownDocuments(then)}),
  chain AS (
    SELECT d.id AS document_id, d.origin_document_id, d.origin_source_id, d.publisher_id, 0 AS depth
    FROM ${then.documents} d WHERE d.id IN (SELECT document_id FROM shown)
    UNION ALL
    SELECT chain.document_id, d.origin_document_id, d.origin_source_id, d.publisher_id, depth + 1
    FROM chain JOIN ${then.documents} d ON d.id = chain.origin_document_id WHERE depth < 50
  ),
  ends AS (
    SELECT DISTINCT ON (document_id) document_id, coalesce(origin_source_id, publisher_id) AS source_id
    FROM chain ORDER BY document_id, depth DESC
  ),
  speakers AS (
    SELECT s.id AS source_id, s.id, s.speaks_for_id, 0 AS depth FROM ${then.sources} s
    WHERE s.id IN (SELECT source_id FROM ends UNION SELECT origin_id FROM shown)
    UNION ALL
    SELECT speakers.source_id, s.id, s.speaks_for_id, depth + 1
    FROM speakers JOIN ${then.sources} s ON s.id = speakers.speaks_for_id WHERE depth < 50
  ),
  -- The origin that the verdict itself named, where it is not the document's.
  named AS (
    SELECT (item #>> '{origin,id}')::uuid AS id FROM claims c JOIN verdicts v ON ${then.isCurrent('v', 'c')}
      CROSS JOIN LATERAL jsonb_array_elements(v.evidence_snapshot -> 'evidence') AS item
    WHERE ${then.isShown('c')}
  )
  SELECT c.claimant_id AS id FROM ${then.claims} c WHERE ${then.isShown('c')}
  UNION SELECT d.publisher_id FROM documents d WHERE d.id IN (SELECT document_id FROM shown)
  UNION SELECT reported_by_id FROM shown WHERE reported_by_id IS NOT NULL
  UNION SELECT id FROM speakers WHERE speaks_for_id IS NULL
  UNION SELECT id FROM named`
}

/** Who speaks for one of `selves`. */
export function speakersOfSelves(then: AsOf): Prisma.Sql {
  return then.at
    ? Prisma.sql`SELECT s.id FROM selves JOIN source_revisions ever ON ever.speaks_for_id = selves.id
        JOIN ${then.sources} s ON s.id = ever.source_id AND s.speaks_for_id = selves.id`
    : Prisma.sql`SELECT s.id FROM sources s JOIN selves ON s.speaks_for_id = selves.id`
}

/** Documents that `selves` published, or that name one of them as their origin. */
export function documentsOfSelves(then: AsOf): Prisma.Sql {
  return then.at
    ? Prisma.sql`SELECT d.id FROM documents d WHERE d.publisher_id IN (SELECT id FROM selves)
        UNION SELECT d.id FROM document_origins ever JOIN ${then.documents} d ON d.id = ever.document_id
        WHERE ever.origin_source_id IN (SELECT id FROM selves) AND d.origin_source_id IN (SELECT id FROM selves)`
    : Prisma.sql`SELECT d.id FROM documents d
        WHERE d.publisher_id IN (SELECT id FROM selves) OR d.origin_source_id IN (SELECT id FROM selves)`
}

/** Documents that carry one of the `candidates`. */
export function carriersOfCandidates(then: AsOf): Prisma.Sql {
  return then.at
    ? Prisma.sql`SELECT d.id FROM candidates JOIN document_origins ever ON ever.origin_document_id = candidates.id
        JOIN ${then.documents} d ON d.id = ever.document_id AND d.origin_document_id = candidates.id`
    : Prisma.sql`SELECT d.id FROM documents d JOIN candidates ON d.origin_document_id = candidates.id`
}
