import 'server-only'
import { CLAIMS_PER_SITEMAP, lastSitemap } from '@/lib/site/paging'
import { countShown } from '@/lib/site/queries/claims'
import type { Question } from '@/lib/site/question'
import { asOf } from '@/lib/site/sql/as-of'
import { shownSources } from '@/lib/site/sql/met'
import { ranked } from '@/lib/site/sql/ranks'

export type SiteAddress = { path: string; changedAt: string }

/** How many files the sitemap has for claims. */
export async function countSitemaps(ctx: Question): Promise<number> {
  return lastSitemap(await countShown(ctx))
}

/** Addresses of claims in file `number` of the sitemap; null beyond the last. */
export async function getClaimAddresses(
  ctx: Question,
  number: number,
): Promise<SiteAddress[] | null> {
  const total = await countShown(ctx)
  if (!Number.isInteger(number) || number < 1 || number > lastSitemap(total)) return null
  const rows = await ctx.db.$queryRaw<{ slug: string; at: Date }[]>`
    WITH chosen AS (${ranked(ctx, (number - 1) * CLAIMS_PER_SITEMAP + 1, number * CLAIMS_PER_SITEMAP)})
    SELECT c.slug, greatest(c.public_since, v.published_at, w.withdrawn_at) AS at
    FROM chosen JOIN claims c ON c.id = chosen.id LEFT JOIN verdicts v ON v.id = c.current_verdict_id
      LEFT JOIN withdrawals w ON w.claim_id = c.id
    ORDER BY c.public_since, c.id`
  return rows.map((row) => ({ path: `/claims/${row.slug}`, changedAt: row.at.toISOString() }))
}

/** Addresses of everything that is no claim: stories and sources. */
export async function getOtherAddresses(ctx: Question): Promise<string[]> {
  const [stories, sources] = await Promise.all([
    ctx.db.story.findMany({
      where: { publicSince: { not: null } },
      orderBy: { id: 'asc' },
      select: { slug: true },
    }),
    ctx.db.$queryRaw<{ slug: string }[]>`
      WITH met AS MATERIALIZED (${shownSources(asOf(null))})
      SELECT s.slug FROM sources s WHERE s.id IN (SELECT id FROM met) ORDER BY s.id`,
  ])
  return [
    ...stories.map((story) => `/stories/${story.slug}`),
    ...sources.map((source) => `/sources/${source.slug}`),
  ]
}
