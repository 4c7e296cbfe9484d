import 'server-only'
import { demand, may } from '@/lib/auth/policy'
import type { Context } from '@/lib/context'
import { originsOfDocuments } from '@/lib/documents/origin'
import type { DocumentKind } from '@/lib/documents/schema'
import { AppError } from '@/lib/errors'
import type { Stance } from '@/lib/evidence/schema'
import type { KnownTime } from '@/lib/time'

type Named = { id: string; name: string }
type ClaimLink = { id: string; proposition: string }

export type DocumentDesk = {
  id: string
  title: string
  kind: DocumentKind
  language: string
  url: string | null
  text: string | null
  textSha256: string | null
  /** Of the bytes it was read from, and when they were fetched. */
  bytesSha256: string | null
  fetchedAt: Date | null
  published: KnownTime | null
  capturedAt: Date
  publisher: Named
  /** What it carries, what that carries, and so on; the last one's source is the origin. */
  chain: { id: string; title: string; publisher: Named; originSource: Named | null }[]
  originSource: Named | null
  /** What it counts as, after carriers and spokesmen are seen through. */
  origin: Named
  carriers: { id: string; title: string; publisherName: string }[]
  appearances: {
    id: string
    quote: string
    language: string
    isWithdrawn: boolean
    claim: ClaimLink
  }[]
  evidence: {
    id: string
    stance: Stance
    excerpt: string
    credibility: number | null
    isWithdrawn: boolean
    claim: ClaimLink
  }[]
  may: { changeOrigin: boolean; fileClaim: boolean }
}

const named = { select: { id: true, name: true } } as const
const link = { select: { id: true, proposition: true } } as const
const SHOWN = 200
const LONGEST_CHAIN = 50

/** One document: its text, where it was used, and where it comes from. Throws `not_found`. */
export async function getDocumentDesk(ctx: Context, documentId: string): Promise<DocumentDesk> {
  demand(ctx.actor, 'desk:read')
  const document = await ctx.db.document.findUnique({
    where: { id: documentId },
    include: {
      publisher: named,
      originSource: named,
      carriers: {
        select: { id: true, title: true, publisher: named },
        orderBy: { id: 'asc' },
        take: SHOWN,
      },
      appearances: { include: { claim: link }, orderBy: { id: 'asc' }, take: SHOWN },
      evidence: {
        include: {
          claim: link,
          grades: { orderBy: [{ gradedAt: 'desc' }, { id: 'desc' }], take: 1 },
        },
        orderBy: { id: 'asc' },
        take: SHOWN,
      },
    },
  })
  if (!document) throw new AppError('not_found', 'document')
  const origin = (await originsOfDocuments(ctx.db, [document.id])).get(document.id)
  return {
    id: document.id,
    title: document.title,
    kind: document.kind,
    language: document.language,
    url: document.url,
    text: document.text,
    textSha256: document.textSha256,
    bytesSha256: document.bytesSha256,
    fetchedAt: document.fetchedAt,
    published: document.publishedOn && {
      on: document.publishedOn,
      precision: document.publishedAt ? 'minute' : 'day',
      at: document.publishedAt,
      zone: document.publishedZone,
    },
    capturedAt: document.capturedAt,
    publisher: document.publisher,
    originSource: document.originSource,
    chain: await chainFrom(ctx, document.originDocumentId),
    origin: origin ? { id: origin.id, name: origin.name } : document.publisher,
    carriers: document.carriers.map(({ id, title, publisher }) => ({
      id,
      title,
      publisherName: publisher.name,
    })),
    appearances: document.appearances.map((appearance) => ({
      id: appearance.id,
      quote: appearance.quoteExact,
      language: appearance.quoteLanguage,
      isWithdrawn: appearance.withdrawnAt !== null,
      claim: appearance.claim,
    })),
    evidence: document.evidence.map((evidence) => ({
      id: evidence.id,
      stance: evidence.stance,
      excerpt: evidence.excerpt,
      credibility: evidence.grades[0]?.credibility ?? null,
      isWithdrawn: evidence.withdrawnAt !== null,
      claim: evidence.claim,
    })),
    may: {
      changeOrigin: may(ctx.actor, 'document:change-origin'),
      fileClaim: may(ctx.actor, 'claim:file'),
    },
  }
}

async function chainFrom(ctx: Context, from: string | null): Promise<DocumentDesk['chain']> {
  if (!from) return []
  const [row] = await ctx.db.$queryRaw<{ chain: DocumentDesk['chain'] | null }[]>`
    WITH RECURSIVE chain AS (
      SELECT d.id, d.title, d.publisher_id, d.origin_source_id, d.origin_document_id, 1 AS depth FROM documents d
      WHERE d.id = ${from}::uuid
      UNION ALL
      SELECT d.id, d.title, d.publisher_id, d.origin_source_id, d.origin_document_id, depth + 1
      FROM chain JOIN documents d ON d.id = chain.origin_document_id WHERE depth < ${LONGEST_CHAIN}
    )
    SELECT jsonb_agg(jsonb_build_object('id', chain.id, 'title', chain.title,
      'publisher', jsonb_build_object('id', p.id, 'name', p.name),
      'originSource', CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('id', o.id, 'name', o.name) END) ORDER BY depth) AS chain
    FROM chain JOIN sources p ON p.id = chain.publisher_id LEFT JOIN sources o ON o.id = chain.origin_source_id`
  return row?.chain ?? []
}
