import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client'
import type { Question } from '@/lib/site/question'
import { type AsOf, asOf } from '@/lib/site/sql/as-of'
import { sourceRef } from '@/lib/site/sql/parts'
import type { SiteChange } from '@/lib/site/views'

export type ChangeRow = Omit<SiteChange, 'at'> & { at: Date }

export function siteChange(row: ChangeRow): SiteChange {
  return { ...row, at: row.at.toISOString() }
}

export function verdictChange(then: AsOf): Prisma.Sql {
  return Prisma.sql`
  SELECT v.id, 'verdict' AS what, v.published_at AS at, v.claim_id, v.status::text AS status,
    coalesce(p.status::text, CASE WHEN c.public_since < v.published_at THEN 'unreviewed' END) AS before,
    v.confidence::text AS confidence, v.kind::text AS kind, v.public_note AS note, v.rationale,
    (WITH RECURSIVE line AS (SELECT v.supersedes_id AS id
      UNION ALL SELECT e.supersedes_id FROM line JOIN verdicts e ON e.id = line.id)
      SELECT count(*)::int FROM line) AS number
  FROM verdicts v JOIN claims c ON c.id = v.claim_id LEFT JOIN verdicts p ON p.id = v.supersedes_id
  WHERE ${then.isPublished('v')} AND ${then.isShown('c')}`
}

export function withdrawalChange(then: AsOf): Prisma.Sql {
  return Prisma.sql`
  SELECT w.claim_id AS id, 'withdrawn' AS what, w.withdrawn_at AS at, w.claim_id, 'unreviewed' AS status,
    coalesce(v.status::text, 'unreviewed') AS before, NULL AS confidence, NULL AS kind, w.reason AS note,
    NULL AS rationale, NULL::int AS number
  FROM withdrawals w JOIN claims c ON c.id = w.claim_id LEFT JOIN verdicts v ON ${then.isCurrent('v', 'c')}
  WHERE ${then.had('c.public_since')} AND ${then.had('w.withdrawn_at')}`
}

/** A change with its claim. A withdrawn claim is a title, a reason and a date: neither claimant nor story. */
export function withClaims(then: AsOf, changes: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT e.id, e.what, e.at, c.slug, c.proposition, e.before, e.status, e.confidence, e.kind, e.note, e.rationale, e.number,
      CASE WHEN e.what = 'withdrawn' THEN NULL ELSE ${sourceRef('s')} END AS claimant,
      CASE WHEN e.what = 'withdrawn' OR st.id IS NULL THEN NULL
        ELSE jsonb_build_object('slug', st.slug, 'title', st.title) END AS story
    FROM (${changes}) e JOIN ${then.claims} c ON c.id = e.claim_id JOIN ${then.sources} s ON s.id = c.claimant_id
    LEFT JOIN ${then.stories} st ON st.id = c.story_id AND st.public_since IS NOT NULL`
}

export async function recentChanges(ctx: Question, limit: number): Promise<SiteChange[]> {
  const then = asOf(ctx.at)
  const newest = Prisma.sql`ORDER BY at DESC, id DESC LIMIT ${limit}`
  const rows = await ctx.db.$queryRaw<ChangeRow[]>`
    ${withClaims(
      then,
      Prisma.sql`
      SELECT * FROM (
        (${verdictChange(then)} ${newest})
        UNION ALL (
          SELECT c.id, 'shown' AS what, c.public_since AS at, c.id AS claim_id, 'unreviewed' AS status, NULL AS before,
            NULL AS confidence, NULL AS kind, NULL AS note, NULL AS rationale, NULL::int AS number
          FROM claims c
          WHERE ${then.isShown('c')} AND NOT EXISTS (SELECT FROM verdicts v WHERE v.claim_id = c.id
            AND v.state = 'published' AND v.published_at = c.public_since) ${newest})
        UNION ALL (${withdrawalChange(then)} ${newest})
      ) every ${newest}`,
    )}
    ORDER BY e.at DESC, e.id DESC`
  return rows.map(siteChange)
}
