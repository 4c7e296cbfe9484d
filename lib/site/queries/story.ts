import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client'
import { isContradiction } from '@/lib/relations/rules'
import type { RelationType } from '@/lib/relations/schema'
import type { VerdictStatus } from '@/lib/review/schema'
import { lineOf, tallyLines, utc } from '@/lib/site/lines'
import type { Question } from '@/lib/site/question'
import { asOf } from '@/lib/site/sql/as-of'
import { claimLines, documentRef, earliestDocument } from '@/lib/site/sql/parts'
import type { ClaimLine, DocumentRef, StoryClaim, StoryPage, StoryRef } from '@/lib/site/views'

type Row = {
  id: string
  line: ClaimLine
  shown_since: Date
  place_latitude: number | null
  place_longitude: number | null
  verdicts: { at: string; status: VerdictStatus }[]
  relations: { type: RelationType; to: string }[]
  documents: DocumentRef[]
}

export async function getStoryPage(ctx: Question, slug: string): Promise<StoryPage | null> {
  const then = asOf(ctx.at)
  const [story] = await ctx.db.$queryRaw<
    (StoryRef & { id: string; summary: string; public_since: Date })[]
  >`
    SELECT st.id, st.slug, st.title, st.summary, st.public_since FROM ${then.stories} st
    WHERE st.slug = ${slug} AND st.public_since IS NOT NULL`
  if (!story) return null
  const rows = await ctx.db.$queryRaw<Row[]>`
    WITH lines AS (${claimLines(then)} AND ${then.isOneOf('c', 'story_id', Prisma.sql`${story.id}::uuid`)})
    SELECT id, line, public_since AS shown_since, place_latitude, place_longitude,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('at', v.published_at, 'status', v.status)
          ORDER BY v.published_at, v.id), '[]')
        FROM verdicts v WHERE v.claim_id = lines.id AND ${then.isPublished('v')}) AS verdicts,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('type', l.type, 'to', l.to_claim_id)
          ORDER BY l.created_at, l.id), '[]')
        FROM relations l WHERE l.from_claim_id = lines.id AND ${then.isOpen('l')}) AS relations,
      (SELECT coalesce(jsonb_agg(${documentRef} ORDER BY ${earliestDocument}), '[]')
        FROM appearances a JOIN documents d ON d.id = a.document_id JOIN ${then.sources} p ON p.id = d.publisher_id
        WHERE a.claim_id = lines.id AND ${then.isOpen('a')}) AS documents
    FROM lines ORDER BY said_on NULLS LAST, said_at NULLS LAST, public_since, id`
  const byId = new Map(rows.map((row) => [row.id, claimOf(row)]))
  const claims = [...byId.values()]
  const relations = rows.flatMap((row) =>
    row.relations.flatMap(({ type, to }) => {
      const [one, other] = [byId.get(row.id), byId.get(to)]
      return one && other ? [{ type, from: one, to: other }] : []
    }),
  )
  const { title, summary } = story
  return {
    slug,
    title,
    summary,
    shownSince: story.public_since.toISOString(),
    tally: tallyLines(claims),
    claims,
    contradictions: relations
      .filter(({ type }) => isContradiction(type))
      .map(({ from, to }) => ({ claim: to, counterclaim: from })),
    relations: relations.map(({ type, from, to }) => ({ type, from: from.slug, to: to.slug })),
  }
}

function claimOf(row: Row): StoryClaim {
  const shownSince = row.shown_since.toISOString()
  const verdicts = row.verdicts.map(({ at, status }) => ({ at: utc(at), status }))
  // A claim that was shown by its first verdict was never without one.
  const first = verdicts[0] && verdicts[0].at !== shownSince ? ('unreviewed' as const) : null
  const moves = verdicts.map((verdict, index) => ({
    at: verdict.at,
    before: verdicts[index - 1]?.status ?? first,
    status: verdict.status,
  }))
  const { place_latitude: latitude, place_longitude: longitude } = row
  const point = latitude !== null && longitude !== null ? { latitude, longitude } : null
  return { ...lineOf(row.line), shownSince, moves, documents: row.documents, point }
}
