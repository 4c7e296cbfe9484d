import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client'
import { lineOf, tallyLines } from '@/lib/site/lines'
import type { Question } from '@/lib/site/question'
import { asOf } from '@/lib/site/sql/as-of'
import { claimLines } from '@/lib/site/sql/parts'
import type { ClaimLine, StoryPage, StoryRef } from '@/lib/site/views'

export async function getStoryPage(ctx: Question, slug: string): Promise<StoryPage | null> {
  const then = asOf(ctx.at)
  const [story] = await ctx.db.$queryRaw<(StoryRef & { id: string; summary: string })[]>`
    SELECT st.id, st.slug, st.title, st.summary FROM ${then.stories} st
    WHERE st.slug = ${slug} AND st.public_since IS NOT NULL`
  if (!story) return null
  const rows = await ctx.db.$queryRaw<{ id: string; line: ClaimLine; counters: string[] }[]>`
    WITH lines AS (${claimLines(then)} AND ${then.isOneOf('c', 'story_id', Prisma.sql`${story.id}::uuid`)})
    SELECT id, line, ARRAY(SELECT l.to_claim_id FROM relations l WHERE l.from_claim_id = lines.id
      AND l.type = 'counters' AND ${then.isOpen('l')} ORDER BY l.created_at, l.id) AS counters
    FROM lines ORDER BY said_on NULLS LAST, said_at NULLS LAST, public_since, id`
  const lines = new Map(rows.map((row) => [row.id, lineOf(row.line)]))
  const claims = [...lines.values()]
  const contradictions = rows.flatMap((row) =>
    row.counters.flatMap((id) => {
      const claim = lines.get(id)
      const counterclaim = lines.get(row.id)
      return claim && counterclaim ? [{ claim, counterclaim }] : []
    }),
  )
  const { title, summary } = story
  return { slug, title, summary, tally: tallyLines(claims), claims, contradictions }
}
