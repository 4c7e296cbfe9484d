import 'server-only'
import { demand } from '@/lib/auth/policy'
import { staleAfter } from '@/lib/claims/rules'
import type { Stage } from '@/lib/claims/schema'
import type { Context } from '@/lib/context'
import type { Tx } from '@/lib/db'
import type { QueueSearch, QueueTab } from '@/lib/desk/schema'
import { Prisma } from '@/lib/generated/prisma/client'
import type { Confidence, VerdictStatus, VerificationStatus } from '@/lib/review/schema'
import { sourceIdsNamedLike } from '@/lib/sources/queries'

const PAGE = 25

export type QueueItem = {
  id: string
  proposition: string
  claimant: { name: string; language: string }
  status: VerificationStatus
  confidence: Confidence | null
  stage: Stage
  isPublic: boolean
  isWithdrawn: boolean
  assignee: string | null
  /** The verdict that waits for review. */
  proposed: { status: VerdictStatus; by: string; isOwn: boolean } | null
  counterclaims: number
  changedAt: Date
  lastChange: { type: string; by: string | null } | null
}

export type Queue = {
  items: QueueItem[]
  nextCursor: string | null
  /** How many each tab holds under the same search and filters. */
  counts: Record<QueueTab, number>
  stories: { slug: string; title: string }[]
  /** The name of the source that is filtered by. */
  sourceName: string | null
}

/** The desk's queue: one tab of it, and how many are in each. Lists and counts are asked by the same clauses. */
export async function getQueue(ctx: Context, search: QueueSearch): Promise<Queue> {
  const member = demand(ctx.actor, 'desk:read')
  return ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL statement_timeout = '5s'`
    const filters = await filtersOf(tx, search)
    const clauses = tabClauses(member.id, ctx.now)
    const page = await listClaims(tx, member.id, [...filters, clauses[search.tab]], search)
    const [counts] = await tx.$queryRaw<Record<QueueTab, number>[]>`
      SELECT ${Prisma.join(
        Object.entries(clauses).map(
          ([tab, clause]) =>
            Prisma.sql`count(*) FILTER (WHERE ${clause})::int AS ${Prisma.raw(tab)}`,
        ),
      )} FROM ${FROM} ${where(filters)}`
    const stories = await tx.story.findMany({
      select: { slug: true, title: true },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: 200,
    })
    const source = search.source
      ? await tx.source.findUnique({ where: { slug: search.source }, select: { name: true } })
      : null
    return {
      ...page,
      counts: counts ?? { mine: 0, review: 0, contested: 0, stale: 0, all: 0 },
      stories,
      sourceName: source?.name ?? null,
    }
  })
}

const FROM = Prisma.sql`claims c
  JOIN sources cl ON cl.id = c.claimant_id
  LEFT JOIN verdicts v ON v.id = c.current_verdict_id
  LEFT JOIN verdicts p ON p.claim_id = c.id AND p.state = 'proposed'`

const STATUS = Prisma.sql`coalesce(v.status::text, 'unreviewed')`

function where(clauses: Prisma.Sql[]): Prisma.Sql {
  return clauses.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(clauses, ' AND ')}`
}

/** Which claims each tab is about. `stale` says in SQL what `isStale` says of one claim. */
function tabClauses(memberId: string, now: Date): Record<QueueTab, Prisma.Sql> {
  const isWithdrawn = Prisma.sql`EXISTS (SELECT FROM withdrawals w WHERE w.claim_id = c.id)`
  const isOpen = Prisma.sql`(c.stage <> 'set_aside' AND NOT ${isWithdrawn})`
  const openBefore = new Date(now.getTime() - staleAfter.open)
  const unsettledBefore = new Date(now.getTime() - staleAfter.unsettled)
  return {
    // Work in hand: what is published or set aside asks nothing of anybody.
    mine: Prisma.sql`(c.assignee_id = ${memberId}::uuid AND ${isOpen} AND c.stage <> 'published')`,
    review: Prisma.sql`(p.proposer_id <> ${memberId}::uuid AND NOT ${isWithdrawn})`,
    // Somebody says otherwise, and no verdict has settled who is right.
    contested: Prisma.sql`(${isOpen}
      AND ${STATUS} IN ('unreviewed', 'unverified', 'corroborated', 'disputed')
      AND (
        EXISTS (SELECT FROM relations r WHERE r.type = 'counters' AND r.withdrawn_at IS NULL
          AND (r.from_claim_id = c.id OR r.to_claim_id = c.id))
        OR (EXISTS (SELECT FROM evidence e WHERE e.claim_id = c.id AND e.withdrawn_at IS NULL AND e.stance = 'supports')
          AND EXISTS (SELECT FROM evidence e WHERE e.claim_id = c.id AND e.withdrawn_at IS NULL AND e.stance = 'refutes'))
      ))`,
    stale: Prisma.sql`(${isOpen} AND (
      (c.stage <> 'published' AND c.changed_at < ${openBefore})
      OR (c.stage = 'published' AND ${STATUS} IN ('unverified', 'disputed') AND c.changed_at < ${unsettledBefore})
    ))`,
    all: Prisma.sql`TRUE`,
  }
}

async function filtersOf(tx: Tx, search: QueueSearch): Promise<Prisma.Sql[]> {
  const filters: Prisma.Sql[] = []
  if (search.q) {
    const sources = await sourceIdsNamedLike(tx, search.q)
    filters.push(Prisma.sql`(c.search @@ search_query(${search.q})
      OR c.claimant_id = ANY(${sources}::uuid[])
      OR (char_length(fold_text(${search.q})) > 2
        AND c.folded LIKE '%' || regexp_replace(fold_text(${search.q}), '([\\\\%_])', '\\\\\\1', 'g') || '%'))`)
  }
  if (search.status.length > 0) {
    filters.push(Prisma.sql`${STATUS} = ANY(${search.status}::text[])`)
  }
  if (search.stage) filters.push(Prisma.sql`c.stage = ${search.stage}::stage`)
  if (search.story) {
    filters.push(
      Prisma.sql`c.story_id = (SELECT st.id FROM stories st WHERE st.slug = ${search.story})`,
    )
  }
  if (search.source) {
    filters.push(
      Prisma.sql`c.claimant_id = (SELECT so.id FROM sources so WHERE so.slug = ${search.source})`,
    )
  }
  return filters
}

type Row = {
  id: string
  proposition: string
  claimant_name: string
  claimant_language: string
  status: VerificationStatus
  confidence: Confidence | null
  stage: Stage
  is_public: boolean
  is_withdrawn: boolean
  assignee: string | null
  proposed: VerdictStatus | null
  proposed_by: string | null
  is_own_proposal: boolean | null
  counterclaims: number
  changed_at: Date
  last_type: string | null
  last_by: string | null
}

/** Newest change first; where things wait for somebody, what has waited longest comes first. */
async function listClaims(
  tx: Tx,
  memberId: string,
  clauses: Prisma.Sql[],
  search: QueueSearch,
): Promise<Pick<Queue, 'items' | 'nextCursor'>> {
  const isWaiting = search.tab === 'review' || search.tab === 'stale'
  const direction = isWaiting ? Prisma.sql`ASC` : Prisma.sql`DESC`
  const comparison = isWaiting ? Prisma.sql`>` : Prisma.sql`<`
  const cursor = readCursor(search.cursor)
  const after = cursor
    ? [
        Prisma.sql`(c.changed_at, c.id) ${comparison} (${cursor.at}::timestamptz, ${cursor.id}::uuid)`,
      ]
    : []
  const rows = await tx.$queryRaw<Row[]>`
    SELECT c.id, c.proposition, cl.name AS claimant_name, cl.language AS claimant_language,
      ${STATUS} AS status, v.confidence::text AS confidence, c.stage::text AS stage,
      c.public_since IS NOT NULL AS is_public,
      EXISTS (SELECT FROM withdrawals w WHERE w.claim_id = c.id) AS is_withdrawn,
      assignee.name AS assignee, p.status::text AS proposed, proposer.name AS proposed_by,
      p.proposer_id = ${memberId}::uuid AS is_own_proposal,
      (SELECT count(*)::int FROM relations r WHERE r.type = 'counters' AND r.withdrawn_at IS NULL
        AND (r.from_claim_id = c.id OR r.to_claim_id = c.id)) AS counterclaims,
      c.changed_at, last.type AS last_type, last.by AS last_by
    FROM ${FROM}
    LEFT JOIN users assignee ON assignee.id = c.assignee_id
    LEFT JOIN users proposer ON proposer.id = p.proposer_id
    LEFT JOIN LATERAL (
      SELECT a.type, u.name AS by FROM activity a LEFT JOIN users u ON u.id = a.actor_id
      WHERE a.claim_id = c.id ORDER BY a.id DESC LIMIT 1
    ) AS last ON TRUE
    ${where([...clauses, ...after])}
    ORDER BY c.changed_at ${direction}, c.id ${direction} LIMIT ${PAGE + 1}`
  const shown = rows.slice(0, PAGE)
  const last = shown.at(-1)
  return {
    items: shown.map(viewOf),
    nextCursor: rows.length > PAGE && last ? `${last.changed_at.toISOString()}_${last.id}` : null,
  }
}

function readCursor(cursor: string | undefined): { at: string; id: string } | null {
  const [, at, id] = /^(\d{4}-[\dT:.-]+Z)_([\da-f-]{36})$/.exec(cursor ?? '') ?? []
  return at && id && !Number.isNaN(Date.parse(at)) ? { at, id } : null
}

function viewOf(row: Row): QueueItem {
  return {
    id: row.id,
    proposition: row.proposition,
    claimant: { name: row.claimant_name, language: row.claimant_language },
    status: row.status,
    confidence: row.confidence,
    stage: row.stage,
    isPublic: row.is_public,
    isWithdrawn: row.is_withdrawn,
    assignee: row.assignee,
    proposed:
      row.proposed && row.proposed_by
        ? { status: row.proposed, by: row.proposed_by, isOwn: row.is_own_proposal === true }
        : null,
    counterclaims: row.counterclaims,
    changedAt: row.changed_at,
    lastChange: row.last_type ? { type: row.last_type, by: row.last_by } : null,
  }
}
