import 'server-only'
import { demand, may } from '@/lib/auth/policy'
import type { Stage } from '@/lib/claims/schema'
import type { Context } from '@/lib/context'
import { COUNTED, COUNTED_EACH, type Counted, counted } from '@/lib/desk/counted'
import { principalsOf } from '@/lib/documents/origin'
import { type ListedDocument, listDocumentsPublishedBy } from '@/lib/documents/queries'
import { AppError } from '@/lib/errors'
import { Prisma } from '@/lib/generated/prisma/client'
import type { VerificationStatus } from '@/lib/review/schema'
import { findSourcesByName } from '@/lib/sources/queries'
import type { Reliability, SourceKind, SourceSearch } from '@/lib/sources/schema'

const PAGE = 50

export type ListedSource = {
  id: string
  name: string
  language: string
  kind: SourceKind
  reliability: Reliability | null
  /** The name by which it was found, where that is not the one we use. */
  matched: string | null
  claims: Counted
  documents: Counted
}

export type SourceList = {
  items: ListedSource[]
  /** The last one shown, where there are more. */
  nextCursor: string | null
  mayCreate: boolean
}

/** The desk's sources in alphabetical order, or those that go by a name like the one looked for, best first. */
export async function listSources(ctx: Context, search: SourceSearch): Promise<SourceList> {
  demand(ctx.actor, 'desk:read')
  const mayCreate = may(ctx.actor, 'source:create')
  if (search.q) {
    const found = await findSourcesByName(ctx, search.q, PAGE)
    const ids = found.filter(({ kind }) => !search.kind || kind === search.kind).map(({ id }) => id)
    const rows = await sourceRows(ctx, Prisma.sql`s.id = ANY(${ids}::uuid[])`)
    const byId = new Map(rows.map((row) => [row.id, row]))
    const items = found.flatMap(({ id, matched }) => {
      const row = byId.get(id)
      return row ? [{ ...row, matched }] : []
    })
    return { items, nextCursor: null, mayCreate }
  }
  const kind = search.kind ? Prisma.sql`s.kind = ${search.kind}::source_kind` : Prisma.sql`TRUE`
  const after = search.after
    ? Prisma.sql`(fold_text(s.name), s.id) > (SELECT fold_text(last.name), last.id FROM sources last
        WHERE last.id = ${search.after}::uuid)`
    : Prisma.sql`TRUE`
  const rows = await sourceRows(ctx, Prisma.sql`${kind} AND ${after}`)
  const items = rows.slice(0, PAGE).map((row) => ({ ...row, matched: null }))
  return {
    items,
    nextCursor: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null,
    mayCreate,
  }
}

async function sourceRows(
  ctx: Context,
  clause: Prisma.Sql,
): Promise<Omit<ListedSource, 'matched'>[]> {
  type Row = Omit<ListedSource, 'matched' | 'claims' | 'documents'> & {
    claims: number
    documents: number
  }
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT s.id, s.name, s.language, s.kind::text AS kind,
      (SELECT g.reliability::text FROM source_grades g WHERE g.source_id = s.id
        ORDER BY g.graded_at DESC, g.id DESC LIMIT 1) AS reliability,
      ${claimsCounted('claimant_id', Prisma.sql`s.id`, COUNTED_EACH)} AS claims,
      ${documentsCounted(Prisma.sql`s.id`, COUNTED_EACH)} AS documents
    FROM (SELECT * FROM sources s WHERE ${clause} ORDER BY fold_text(s.name), s.id LIMIT ${PAGE + 1}) s
    ORDER BY fold_text(s.name), s.id`
  return rows.map((row) => ({
    ...row,
    claims: counted(row.claims, COUNTED_EACH),
    documents: counted(row.documents, COUNTED_EACH),
  }))
}

/** How many claims a source made or a story gathers, as far as that is counted. */
export function claimsCounted(
  column: 'claimant_id' | 'story_id',
  id: Prisma.Sql,
  most = COUNTED,
): Prisma.Sql {
  return Prisma.sql`(SELECT count(*)::int FROM (
    SELECT FROM desk_claims its WHERE its.${Prisma.raw(column)} = ${id} LIMIT ${most + 1}) AS counted)`
}

function documentsCounted(publisher: Prisma.Sql, most = COUNTED): Prisma.Sql {
  return Prisma.sql`(SELECT count(*)::int FROM (
    SELECT FROM documents its WHERE its.publisher_id = ${publisher} LIMIT ${most + 1}) AS counted)`
}

export type ListedClaim = {
  id: string
  proposition: string
  status: VerificationStatus
  stage: Stage
  isPublic: boolean
  claimantName: string
}

export type SourceDesk = {
  id: string
  slug: string
  name: string
  language: string
  kind: SourceKind
  description: string | null
  url: string | null
  version: number
  speaksFor: { id: string; name: string } | null
  /** Whom it finally speaks for, where that is further along the line: what it counts as. */
  countsAs: { id: string; name: string } | null
  speakers: { id: string; name: string }[]
  aliases: { id: string; name: string; language: string }[]
  /** Newest first; the first is in force. */
  grades: { id: string; reliability: Reliability; reason: string; by: string; at: Date }[]
  documents: ListedDocument[]
  documentCount: Counted
  claims: ListedClaim[]
  claimCount: Counted
  may: { edit: boolean; addAlias: boolean; grade: boolean }
}

const SHOWN = 25
const MOST_SPEAKERS = 200

/** Everything about one source on one screen. Throws `not_found`. */
export async function getSourceDesk(ctx: Context, sourceId: string): Promise<SourceDesk> {
  demand(ctx.actor, 'desk:read')
  const source = await ctx.db.source.findUnique({
    where: { id: sourceId },
    include: {
      speaksFor: { select: { id: true, name: true } },
      speakers: {
        select: { id: true, name: true },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        take: MOST_SPEAKERS,
      },
      aliases: {
        select: { id: true, name: true, language: true },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      },
      grades: { orderBy: [{ gradedAt: 'desc' }, { id: 'desc' }] },
    },
  })
  if (!source) throw new AppError('not_found', 'source')
  const [graders, principals, [counts], documents, claims] = await Promise.all([
    ctx.db.user.findMany({
      where: { id: { in: source.grades.map(({ gradedById }) => gradedById) } },
      select: { id: true, name: true },
    }),
    principalsOf(ctx.db, [source.id]),
    ctx.db.$queryRaw<{ claims: number; documents: number }[]>`
      SELECT ${claimsCounted('claimant_id', Prisma.sql`${source.id}::uuid`)} AS claims,
        ${documentsCounted(Prisma.sql`${source.id}::uuid`)} AS documents`,
    listDocumentsPublishedBy(ctx, source.id, SHOWN),
    latestClaims(ctx, 'claimant_id', source.id, SHOWN),
  ])
  const nameOf = new Map(graders.map(({ id, name }) => [id, name]))
  const principal = principals.get(source.id)
  return {
    id: source.id,
    slug: source.slug,
    name: source.name,
    language: source.language,
    kind: source.kind,
    description: source.description,
    url: source.url,
    version: source.version,
    speaksFor: source.speaksFor,
    countsAs:
      principal && principal.id !== source.id && principal.id !== source.speaksForId
        ? { id: principal.id, name: principal.name }
        : null,
    speakers: source.speakers,
    aliases: source.aliases,
    grades: source.grades.map(({ id, reliability, reason, gradedById, gradedAt }) => ({
      id,
      reliability,
      reason,
      by: nameOf.get(gradedById) ?? '',
      at: gradedAt,
    })),
    documents,
    documentCount: counted(counts?.documents ?? 0),
    claims,
    claimCount: counted(counts?.claims ?? 0),
    may: {
      edit: may(ctx.actor, 'source:edit'),
      addAlias: may(ctx.actor, 'source:add-alias'),
      grade: may(ctx.actor, 'source:grade'),
    },
  }
}

/** The last changed claims of a source or story, as a list of the desk's names them. */
export async function latestClaims(
  ctx: Context,
  column: 'claimant_id' | 'story_id',
  id: string,
  limit: number,
): Promise<ListedClaim[]> {
  return ctx.db.$queryRaw<ListedClaim[]>`
    SELECT c.id, c.proposition, coalesce(v.status::text, 'unreviewed') AS status, c.stage::text AS stage,
      c.public_since IS NOT NULL AS "isPublic", s.name AS "claimantName"
    FROM (SELECT * FROM claims WHERE ${Prisma.raw(column)} = ${id}::uuid ORDER BY changed_at DESC, id DESC LIMIT ${limit}) c
    JOIN sources s ON s.id = c.claimant_id LEFT JOIN verdicts v ON v.id = c.current_verdict_id
    ORDER BY c.changed_at DESC, c.id DESC`
}
