import 'server-only'
import type { Db } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
import { isShown, sourceRef } from '@/lib/site/sql/parts'
import type { SiteChange } from '@/lib/site/views'

export type ChangeRow = Omit<SiteChange, 'at'> & { at: Date }

export function siteChange(row: ChangeRow): SiteChange {
  return { ...row, at: row.at.toISOString() }
}

export const verdictChange = Prisma.sql`
  SELECT v.id, 'verdict' AS what, v.published_at AS at, v.claim_id, v.status::text AS status,
    coalesce(p.status::text, CASE WHEN c.public_since < v.published_at THEN 'unreviewed' END) AS before,
    v.confidence::text AS confidence, v.kind::text AS kind, v.public_note AS note, v.rationale,
    (SELECT count(*)::int FROM verdicts n WHERE n.claim_id = v.claim_id AND n.state = 'published'
      AND (n.published_at, n.id) <= (v.published_at, v.id)) AS number
  FROM verdicts v JOIN claims c ON c.id = v.claim_id LEFT JOIN verdicts p ON p.id = v.supersedes_id
  WHERE v.state = 'published' AND ${isShown('c')}`

export const withdrawalChange = Prisma.sql`
  SELECT w.claim_id AS id, 'withdrawn' AS what, w.withdrawn_at AS at, w.claim_id, 'unreviewed' AS status,
    coalesce(v.status::text, 'unreviewed') AS before, NULL AS confidence, NULL AS kind, w.reason AS note,
    NULL AS rationale, NULL::int AS number
  FROM withdrawals w JOIN claims c ON c.id = w.claim_id LEFT JOIN verdicts v ON v.id = c.current_verdict_id
  WHERE c.public_since IS NOT NULL`

/** A change with its claim. A withdrawn claim is a title, a reason and a date: neither claimant nor story. */
export function withClaims(changes: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT e.id, e.what, e.at, c.slug, c.proposition, e.before, e.status, e.confidence, e.kind, e.note, e.rationale, e.number,
      CASE WHEN e.what = 'withdrawn' THEN NULL ELSE ${sourceRef('s')} END AS claimant,
      CASE WHEN e.what = 'withdrawn' OR st.id IS NULL THEN NULL
        ELSE jsonb_build_object('slug', st.slug, 'title', st.title) END AS story
    FROM (${changes}) e JOIN claims c ON c.id = e.claim_id JOIN sources s ON s.id = c.claimant_id
    LEFT JOIN stories st ON st.id = c.story_id AND st.public_since IS NOT NULL`
}

export async function recentChanges(db: Db, limit: number): Promise<SiteChange[]> {
  const newest = Prisma.sql`ORDER BY at DESC, id DESC LIMIT ${limit}`
  const rows = await db.$queryRaw<ChangeRow[]>`
    ${withClaims(Prisma.sql`
      SELECT * FROM (
        (${verdictChange} ${newest})
        UNION ALL (
          SELECT c.id, 'shown' AS what, c.public_since AS at, c.id AS claim_id, 'unreviewed' AS status, NULL AS before,
            NULL AS confidence, NULL AS kind, NULL AS note, NULL AS rationale, NULL::int AS number
          FROM claims c
          WHERE ${isShown('c')} AND NOT EXISTS (SELECT FROM verdicts v WHERE v.claim_id = c.id
            AND v.state = 'published' AND v.published_at = c.public_since) ${newest})
        UNION ALL (${withdrawalChange} ${newest})
      ) every ${newest}`)}
    ORDER BY e.at DESC, e.id DESC`
  return rows.map(siteChange)
}
