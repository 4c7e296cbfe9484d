import 'server-only'
import { demand, may } from '@/lib/auth/policy'
import type { Stage } from '@/lib/claims/schema'
import type { Context } from '@/lib/context'
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
  claims: number
  documents: number
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
  const kind = search.kind ? Prisma.sql`s.kind::text = ${search.kind}` : Prisma.sql`TRUE`
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

function sourceRows(ctx: Context, clause: Prisma.Sql): Promise<Omit<ListedSource, 'matched'>[]> {
  return ctx.db.$queryRaw`
    SELECT s.id, s.name, s.language, s.kind::text AS kind,
      (SELECT g.reliability::text FROM source_grades g WHERE g.source_id = s.id
        ORDER BY g.graded_at DESC, g.id DESC LIMIT 1) AS reliability,
      (SELECT count(*)::int FROM claims c WHERE c.claimant_id = s.id) AS claims,
      (SELECT count(*)::int FROM documents d WHERE d.publisher_id = s.id) AS documents
    FROM sources s WHERE ${clause} ORDER BY fold_text(s.name), s.id LIMIT ${PAGE + 1}`
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
  documentCount: number
  claims: ListedClaim[]
  claimCount: number
  may: { edit: boolean; addAlias: boolean; grade: boolean }
}

const SHOWN = 25

/** Everything about one source on one screen. Throws `not_found`. */
export async function getSourceDesk(ctx: Context, sourceId: string): Promise<SourceDesk> {
  demand(ctx.actor, 'desk:read')
  const source = await ctx.db.source.findUnique({
    where: { id: sourceId },
    include: {
      speaksFor: { select: { id: true, name: true } },
      speakers: { select: { id: true, name: true }, orderBy: [{ name: 'asc' }, { id: 'asc' }] },
      aliases: {
        select: { id: true, name: true, language: true },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      },
      grades: { orderBy: [{ gradedAt: 'desc' }, { id: 'desc' }] },
      _count: { select: { published: true, claims: true } },
    },
  })
  if (!source) throw new AppError('not_found', 'source')
  const graders = await ctx.db.user.findMany({
    where: { id: { in: source.grades.map(({ gradedById }) => gradedById) } },
    select: { id: true, name: true },
  })
  const nameOf = new Map(graders.map(({ id, name }) => [id, name]))
  const principal = (await principalsOf(ctx.db, [source.id])).get(source.id)
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
    documents: await listDocumentsPublishedBy(ctx, source.id, SHOWN),
    documentCount: source._count.published,
    claims: await listClaimsWhere(ctx, { claimantId: source.id }, SHOWN),
    claimCount: source._count.claims,
    may: {
      edit: may(ctx.actor, 'source:edit'),
      addAlias: may(ctx.actor, 'source:add-alias'),
      grade: may(ctx.actor, 'source:grade'),
    },
  }
}

/** The latest claims of a source or story, as a list of the desk's names them. */
export async function listClaimsWhere(
  ctx: Context,
  where: Prisma.ClaimWhereInput,
  limit: number,
): Promise<ListedClaim[]> {
  const claims = await ctx.db.claim.findMany({
    where,
    select: {
      id: true,
      proposition: true,
      stage: true,
      publicSince: true,
      currentVerdict: { select: { status: true } },
      claimant: { select: { name: true } },
    },
    orderBy: [{ changedAt: 'desc' }, { id: 'desc' }],
    take: limit,
  })
  return claims.map(({ id, proposition, stage, publicSince, currentVerdict, claimant }) => ({
    id,
    proposition,
    status: currentVerdict?.status ?? 'unreviewed',
    stage,
    isPublic: publicSince !== null,
    claimantName: claimant.name,
  }))
}
