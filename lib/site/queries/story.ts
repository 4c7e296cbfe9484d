import 'server-only'
import { lineOf, tallyLines } from '@/lib/site/lines'
import type { Question } from '@/lib/site/question'
import { claimLines } from '@/lib/site/sql/parts'
import type { ClaimLine, StoryPage } from '@/lib/site/views'

export async function getStoryPage(ctx: Question, slug: string): Promise<StoryPage | null> {
  const story = await ctx.db.story.findFirst({
    where: { slug, publicSince: { not: null } },
    select: { id: true, slug: true, title: true, summary: true },
  })
  if (!story) return null
  const rows = await ctx.db.$queryRaw<{ id: string; line: ClaimLine; counters: string[] }[]>`
    WITH lines AS (${claimLines} AND c.story_id = ${story.id}::uuid)
    SELECT id, line, ARRAY(SELECT l.to_claim_id FROM relations l WHERE l.from_claim_id = lines.id
      AND l.type = 'counters' AND l.public_since IS NOT NULL AND l.withdrawn_at IS NULL) AS counters
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
