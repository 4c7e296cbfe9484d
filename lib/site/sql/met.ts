import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client'
import { isShown } from '@/lib/site/sql/parts'

/**
 * Everything that readers were shown of documents: those in which a shown claim appears, and those that the current
 * verdict of a shown claim rests on. Columns `document_id`, `claim_id`, `reported_by_id`, `origin_id`.
 */
export const shownDocuments = Prisma.sql`
  SELECT a.document_id, a.claim_id, a.reported_by_id, a.origin_source_id AS origin_id FROM appearances a JOIN claims c ON c.id = a.claim_id
  WHERE a.public_since IS NOT NULL AND a.withdrawn_at IS NULL AND ${isShown('c')}
  UNION ALL
  SELECT e.document_id, e.claim_id, NULL, NULL FROM evidence e JOIN claims c ON c.id = e.claim_id
    JOIN verdicts v ON v.id = c.current_verdict_id
  WHERE v.evidence_snapshot @> jsonb_build_object('evidence', jsonb_build_array(jsonb_build_object('id', e.id)))
    AND ${isShown('c')}`

/** Sources that readers meet: claimants, publishers, reporters and origins of what was shown. Columns `id`. */
export const shownSources = Prisma.sql`
  WITH RECURSIVE shown AS MATERIALIZED (${shownDocuments}),
  chain AS (
    SELECT d.id AS document_id, d.origin_document_id, d.origin_source_id, d.publisher_id, 0 AS depth
    FROM documents d WHERE d.id IN (SELECT document_id FROM shown)
    UNION ALL
    SELECT chain.document_id, d.origin_document_id, d.origin_source_id, d.publisher_id, depth + 1
    FROM chain JOIN documents d ON d.id = chain.origin_document_id WHERE depth < 50
  ),
  ends AS (
    SELECT DISTINCT ON (document_id) document_id, coalesce(origin_source_id, publisher_id) AS source_id
    FROM chain ORDER BY document_id, depth DESC
  ),
  speakers AS (
    SELECT s.id AS source_id, s.id, s.speaks_for_id, 0 AS depth FROM sources s
    WHERE s.id IN (SELECT source_id FROM ends UNION SELECT origin_id FROM shown)
    UNION ALL
    SELECT speakers.source_id, s.id, s.speaks_for_id, depth + 1
    FROM speakers JOIN sources s ON s.id = speakers.speaks_for_id WHERE depth < 50
  ),
  -- The origin that the verdict itself named, where it is not the document's.
  named AS (
    SELECT (item #>> '{origin,id}')::uuid AS id FROM claims c JOIN verdicts v ON v.id = c.current_verdict_id
      CROSS JOIN LATERAL jsonb_array_elements(v.evidence_snapshot -> 'evidence') AS item
    WHERE ${isShown('c')}
  )
  SELECT c.claimant_id AS id FROM claims c WHERE ${isShown('c')}
  UNION SELECT d.publisher_id FROM documents d WHERE d.id IN (SELECT document_id FROM shown)
  UNION SELECT reported_by_id FROM shown WHERE reported_by_id IS NOT NULL
  UNION SELECT id FROM speakers WHERE speaks_for_id IS NULL
  UNION SELECT id FROM named`
