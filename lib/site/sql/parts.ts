import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client'
import type { AsOf } from '@/lib/site/sql/as-of'

/**
 * The parts that the readers' queries share. Each page is one or two statements that answer JSON: the publisher
 * renders a dozen pages while an editor waits, and a query for each relation would cost it ten times the trips.
 */

/**
 * When the claim `alias` was last corrected, null where it never was. No later verdict ends it: whoever saw the
 * wrong status may come back at any time, and an update alone would tell them that events had moved on.
 */
export function correctedAt(alias: string, then: AsOf): Prisma.Sql {
  const claim = Prisma.raw(alias)
  return Prisma.sql`(SELECT max(k.published_at) FROM verdicts k
    WHERE k.claim_id = ${claim}.id AND ${then.isPublished('k')} AND k.kind = 'correction')`
}

export function sourceRef(alias: string): Prisma.Sql {
  const source = Prisma.raw(alias)
  return Prisma.sql`jsonb_build_object('slug', ${source}.slug, 'name', ${source}.name,
    'language', ${source}.language, 'kind', ${source}.kind)`
}

export function saidOf(alias: string): Prisma.Sql {
  const claim = Prisma.raw(alias)
  return Prisma.sql`CASE WHEN ${claim}.said_on IS NULL THEN NULL ELSE jsonb_build_object('on', ${claim}.said_on,
    'precision', ${claim}.said_precision, 'at', ${claim}.said_at, 'zone', ${claim}.said_zone) END`
}

export function publishedOf(alias: string): Prisma.Sql {
  const document = Prisma.raw(alias)
  return Prisma.sql`CASE WHEN ${document}.published_on IS NULL THEN NULL ELSE jsonb_build_object(
    'on', ${document}.published_on,
    'precision', CASE WHEN ${document}.published_at IS NULL THEN 'day' ELSE 'minute' END,
    'at', ${document}.published_at, 'zone', ${document}.published_zone) END`
}

/** The document `d` with its publisher `p`. */
export const documentRef = Prisma.sql`jsonb_build_object('title', d.title, 'url', d.url, 'kind', d.kind,
  'language', d.language, 'published', ${publishedOf('d')}, 'publisher', ${sourceRef('p')})`

/** Earliest first; what has no date comes last. */
export const earliestDocument = Prisma.sql`d.published_on NULLS LAST, d.published_at NULLS LAST, a.created_at, a.id`

/** A shown claim as one line of a list: columns `id`, `public_since`, `said_on`, `status`, `line`. */
export function claimLines(then: AsOf): Prisma.Sql {
  return Prisma.sql`
  SELECT c.id, c.public_since, c.said_on, c.said_at, c.claimant_id, c.story_id,
    c.place_latitude, c.place_longitude, coalesce(v.status::text, 'unreviewed') AS status, coalesce(v.published_at, c.public_since) AS changed_at,
    jsonb_build_object('slug', c.slug, 'proposition', c.proposition,
      'status', coalesce(v.status::text, 'unreviewed'), 'confidence', v.confidence,
      'at', coalesce(v.published_at, c.public_since), 'corrected', ${correctedAt('c', then)}, 'claimant', ${sourceRef('s')},
      'said', ${saidOf('c')}, 'place', c.place_name,
      'story', CASE WHEN st.id IS NULL THEN NULL ELSE jsonb_build_object('slug', st.slug, 'title', st.title) END
    ) AS line
  FROM ${then.claims} c
  JOIN ${then.sources} s ON s.id = c.claimant_id
  LEFT JOIN verdicts v ON ${then.isCurrent('v', 'c')}
  LEFT JOIN ${then.stories} st ON st.id = c.story_id AND st.public_since IS NOT NULL
  WHERE ${then.isShown('c')}`
}
