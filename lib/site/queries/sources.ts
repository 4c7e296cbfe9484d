import 'server-only'
import { originsOfDocuments } from '@/lib/documents/origin'
import { Prisma } from '@/lib/generated/prisma/client'
import { lineOf, tallyOf, utc } from '@/lib/site/lines'
import type { Question } from '@/lib/site/question'
import { asOf } from '@/lib/site/sql/as-of'
import {
  carriersOfCandidates,
  documentsOfSelves,
  shownDocuments,
  shownSources,
  speakersOfSelves,
} from '@/lib/site/sql/met'
import { claimLines, publishedOf, sourceRef } from '@/lib/site/sql/parts'
import type { Judged } from '@/lib/site/track-record'
import type { ClaimLine, SourceLine, SourcePage } from '@/lib/site/views'

/** Every source that readers meet, by name. */
export async function getSourcesPage(ctx: Question): Promise<SourceLine[]> {
  const then = asOf(ctx.at)
  const rows = await ctx.db.$queryRaw<{ line: SourceLine }[]>`
    WITH met AS MATERIALIZED (${shownSources(then)}), papers AS MATERIALIZED (${shownDocuments(then)})
    SELECT ${sourceRef('s')} || jsonb_build_object(
      'reliability', (SELECT g.reliability FROM source_grades g WHERE g.source_id = s.id AND ${then.had('g.graded_at')}
        ORDER BY g.graded_at DESC, g.id DESC LIMIT 1),
      'claims', (SELECT count(*) FROM ${then.claims} c
        WHERE ${then.isOneOf('c', 'claimant_id', Prisma.raw('s.id'))} AND ${then.isShown('c')}),
      'documents', coalesce(n.count, 0)) AS line
    FROM ${then.sources} s LEFT JOIN (
      SELECT d.publisher_id, count(DISTINCT d.id) AS count FROM documents d
      WHERE d.id IN (SELECT document_id FROM papers) GROUP BY 1
    ) n ON n.publisher_id = s.id
    WHERE s.id IN (SELECT id FROM met) ORDER BY lower(s.name), s.id`
  return rows.map((row) => row.line)
}

const SOURCE_CLAIMS = 200
const SOURCE_DOCUMENTS = 60

/** What a source has claimed and how it fared, and what of it we have cited; null where readers never met it. */
export async function getSourcePage(ctx: Question, slug: string): Promise<SourcePage | null> {
  const then = asOf(ctx.at)
  const [found] = await ctx.db.$queryRaw<
    { id: string; row: Omit<SourcePage, 'tally' | 'claims' | 'judged' | 'documents'> }[]
  >`
    SELECT s.id, ${sourceRef('s')} || jsonb_build_object('description', s.description, 'url', s.url,
      'aliases', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', a.name, 'language', a.language)
        ORDER BY a.created_at, a.id), '[]') FROM source_aliases a WHERE a.source_id = s.id AND a.name <> s.name
          AND ${then.had('a.created_at')}),
      'speaksFor', (SELECT ${sourceRef('f')} FROM ${then.sources} f WHERE f.id = s.speaks_for_id),
      'grades', (SELECT coalesce(jsonb_agg(jsonb_build_object('reliability', g.reliability, 'gradedAt', g.graded_at)
        ORDER BY g.graded_at DESC, g.id DESC), '[]') FROM source_grades g
        WHERE g.source_id = s.id AND ${then.had('g.graded_at')})) AS row
    FROM ${then.sources} s WHERE s.slug = ${slug}`
  if (!found) return null
  const { id, row } = found
  const isIts = then.isOneOf('c', 'claimant_id', Prisma.sql`${id}::uuid`)
  const [lines, counts, judged, documents] = await Promise.all([
    ctx.db.$queryRaw<{ line: ClaimLine }[]>`
      WITH lines AS (${claimLines(then)} AND ${isIts})
      SELECT line FROM lines ORDER BY said_on DESC NULLS LAST, said_at DESC NULLS LAST, public_since DESC, id DESC
      LIMIT ${SOURCE_CLAIMS}`,
    ctx.db.$queryRaw<{ status: string; count: number }[]>`
      SELECT coalesce(v.status::text, 'unreviewed') AS status, count(*)::int AS count
      FROM ${then.claims} c LEFT JOIN verdicts v ON ${then.isCurrent('v', 'c')}
      WHERE ${isIts} AND ${then.isShown('c')} GROUP BY 1`,
    judgedOf(ctx, isIts),
    documentsOfSource(ctx, id),
  ])
  if (lines.length === 0 && documents.length === 0) return null
  return {
    ...row,
    grades: row.grades.map((grade) => ({ ...grade, gradedAt: utc(grade.gradedAt) })),
    tally: tallyOf(counts),
    claims: lines.map((each) => lineOf(each.line)),
    judged,
    documents,
  }
}

/** The claims that have a verdict, with when they were said and when the first verdict on them was published. */
async function judgedOf(ctx: Question, isIts: Prisma.Sql): Promise<Judged[]> {
  const then = asOf(ctx.at)
  const rows = await ctx.db.$queryRaw<
    (Omit<Judged, 'saidAt' | 'judgedAt'> & {
      said_at: Date | null
      judged_at: Date
    })[]
  >`
    SELECT c.slug, c.proposition, v.status::text AS status,
      coalesce(c.said_at, c.said_on::timestamp AT TIME ZONE 'UTC') AS said_at,
      (SELECT min(f.published_at) FROM verdicts f WHERE f.claim_id = c.id AND ${then.isPublished('f')}) AS judged_at
    FROM ${then.claims} c JOIN verdicts v ON ${then.isCurrent('v', 'c')}
    WHERE ${isIts} AND ${then.isShown('c')} ORDER BY judged_at DESC, c.id DESC`
  return rows.map(({ said_at, judged_at, ...row }) => ({
    ...row,
    saidAt: said_at?.toISOString() ?? null,
    judgedAt: judged_at.toISOString(),
  }))
}

/**
 * Shown documents that the source published, reported in, or that trace back to it. Candidates are found by their
 * indices (its own documents and those of its speakers, with all their carriers); who the origin really is
 * then decides the same function that verdicts use.
 */
async function documentsOfSource(
  ctx: Question,
  sourceId: string,
): Promise<SourcePage['documents']> {
  const then = asOf(ctx.at)
  const rows = await ctx.db.$queryRaw<
    {
      id: string
      document: SourcePage['documents'][number]
      publisher_id: string
      is_reporter: boolean
      is_named: boolean
    }[]
  >`
    WITH RECURSIVE selves AS (
      SELECT ${sourceId}::uuid AS id UNION ${speakersOfSelves(then)}
    ), candidates AS (
      ${documentsOfSelves(then)} UNION ${carriersOfCandidates(then)}
    ), uses AS (
      SELECT a.document_id, a.claim_id, a.reported_by_id = ${sourceId}::uuid AS is_reporter,
        coalesce(a.origin_source_id IN (SELECT id FROM selves), false) AS is_named
      FROM appearances a JOIN claims c ON c.id = a.claim_id
      WHERE (a.document_id IN (SELECT id FROM candidates) OR a.reported_by_id = ${sourceId}::uuid
          OR a.origin_source_id IN (SELECT id FROM selves))
        AND ${then.isOpen('a')} AND ${then.isShown('c')}
      UNION ALL
      SELECT e.document_id, e.claim_id, false,
        v.evidence_snapshot @> jsonb_build_object('evidence', jsonb_build_array(jsonb_build_object('id', e.id,
          'origin', jsonb_build_object('id', ${sourceId}::text))))
      FROM evidence e JOIN claims c ON c.id = e.claim_id JOIN verdicts v ON ${then.isCurrent('v', 'c')}
      WHERE (e.document_id IN (SELECT id FROM candidates) OR e.origin_source_id IN (SELECT id FROM selves))
        AND v.evidence_snapshot @> jsonb_build_object('evidence', jsonb_build_array(jsonb_build_object('id', e.id)))
        AND ${then.isShown('c')}
    )
    SELECT d.id, d.publisher_id, bool_or(coalesce(u.is_reporter, false)) AS is_reporter, bool_or(u.is_named) AS is_named,
      jsonb_build_object('title', d.title, 'url', d.url, 'published', ${publishedOf('d')}, 'publisher', ${sourceRef('p')},
        'claims', jsonb_agg(DISTINCT jsonb_build_object('slug', c.slug, 'proposition', c.proposition))) AS document
    FROM uses u JOIN documents d ON d.id = u.document_id JOIN ${then.sources} p ON p.id = d.publisher_id
      JOIN ${then.claims} c ON c.id = u.claim_id
    GROUP BY d.id, p.id, p.slug, p.name, p.language, p.kind
    ORDER BY d.published_on DESC NULLS LAST, d.published_at DESC NULLS LAST, d.id DESC
    LIMIT ${SOURCE_DOCUMENTS}`
  const origins = await originsOfDocuments(
    ctx.db,
    rows.map((row) => row.id),
    ctx.at,
  )
  return rows.flatMap((row) => {
    const isOrigin = row.is_named || origins.get(row.id)?.id === sourceId
    const role =
      row.publisher_id === sourceId
        ? 'publisher'
        : row.is_reporter
          ? 'reporter'
          : isOrigin
            ? 'origin'
            : null
    return role ? [{ ...row.document, role }] : []
  })
}
