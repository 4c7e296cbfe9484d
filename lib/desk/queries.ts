import 'server-only'
import { demand } from '@/lib/auth/policy'
import type { Stage } from '@/lib/claims/schema'
import type { Context } from '@/lib/context'
import { COUNTED, type Counted, counted } from '@/lib/desk/counted'
import { type QueueSearch, type QueueTab, queueTab } from '@/lib/desk/schema'
import { type Listed, statesOf } from '@/lib/desk/states'
import { Prisma } from '@/lib/generated/prisma/client'
import type { Confidence, VerdictStatus, VerificationStatus } from '@/lib/review/schema'
import { parseSearch } from '@/lib/search/public/parse'
import { newestWithWords } from '@/lib/search/queries'
import { claimSearch } from '@/lib/search/schema'
import { type Asker, bounded } from '@/lib/search/sql/asker'

const PAGE = 25
const FIRST_ID = '00000000-0000-0000-0000-000000000000'
/** As many as a list to choose from can have. */
const STORIES = 200

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
  counts: Record<QueueTab, Counted>
  stories: { slug: string; title: string }[]
  /** The name of the source that is filtered by. */
  sourceName: string | null
}

/** The desk's queue: one tab of it, and how many are in each. Lists and counts are asked for the same states. */
export async function getQueue(ctx: Context, search: QueueSearch): Promise<Queue> {
  const member = demand(ctx.actor, 'desk:read')
  const tabs = queueTab.options.map((tab): Tab => {
    const listed = statesOf(tab, { stage: search.stage, statuses: search.status }, ctx.now)
    return { tab, ...listed, clauses: ofMember(tab, member.id) }
  })
  // Before the rest: a search asks on a connection of its own, and nobody waits for a second one while they hold a first.
  const found = hasWords(search) ? await foundBy(ctx, search, tabs) : null
  return bounded(ctx, async (asker) => {
    const { narrowed, ...known } = await narrowedBy(asker, search)
    const among = (tab: Tab): Tab => ({
      ...tab,
      clauses: [...narrowed, ...tab.clauses],
      ids: tab.tab === search.tab ? found?.ids : found?.all,
    })
    const within = tabs.map(among)
    const chosen = within.find(({ tab }) => tab === search.tab) as Tab
    return {
      ...(await listClaims(asker, member.id, chosen, search)),
      counts: await countTabs(asker, within, found),
      ...known,
    }
  })
}

/** Of a search for words, `ids` are the only claims that can be listed. */
type Tab = Listed & {
  tab: QueueTab
  clauses: Prisma.Sql[]
  ids?: string[] | undefined
  /** The last one shown, of those that come newest first. */
  before?: Cursor | null
}
type Cursor = { at: string; id: string }
/** Claims that have the words of a search: of all, and of them on the tab that is shown. */
type Found = { ids: string[]; all: string[]; isAll: boolean }

function ofMember(tab: QueueTab, memberId: string): Prisma.Sql[] {
  if (tab === 'mine') return [Prisma.sql`d.assignee_id = ${memberId}::uuid`]
  if (tab === 'review') return [Prisma.sql`d.proposer_id <> ${memberId}::uuid`]
  return []
}

function hasWords(search: QueueSearch): boolean {
  const { any, none } = parseSearch(search.q ?? '')
  return any.length + none.length > 0
}

/**
 * Claims `d` of a tab, as far as `take` says of each state. Every state is a place of its own in whichever index the clauses
 * are answered from, and in it claims stand in the order of their changes: no more is read than is taken.
 */
function ofTab(
  { states, unchangedSince, clauses, ids, before }: Tab,
  columns: Prisma.Sql,
  take: Prisma.Sql,
): Prisma.Sql {
  // One bound for each state, whichever comes first: of two an index begins at one and looks through what the other leaves out.
  const bounds = unchangedSince.map((moment): Cursor => {
    if (before && !(moment && moment < new Date(before.at))) return before
    return { at: moment?.toISOString() ?? 'infinity', id: FIRST_ID }
  })
  const listed = Prisma.sql`unnest(${states}::text[], ${bounds.map(({ at }) => at)}::timestamptz[],
    ${bounds.map(({ id }) => id)}::uuid[]) AS s(state, at, id)`
  const those = Prisma.join(
    [
      Prisma.sql`d.state = s.state COLLATE "C" AND (d.changed_at, d.claim_id) < (s.at, s.id)`,
      ...clauses,
    ],
    ' AND ',
  )
  return ids
    ? Prisma.sql`(SELECT * FROM desk_claims WHERE claim_id = ANY (${ids}::uuid[]) OFFSET 0) d JOIN ${listed} ON ${those}`
    : Prisma.sql`${listed} CROSS JOIN LATERAL (SELECT ${columns} FROM desk_claims d WHERE ${those} ${take}) d`
}

async function countTabs(
  asker: Asker,
  tabs: Tab[],
  found: Found | null,
): Promise<Record<QueueTab, Counted>> {
  const most = Prisma.sql`LIMIT ${COUNTED + 1}`
  const counts = tabs.map(
    (tab) => Prisma.sql`(SELECT count(*)::int FROM (
      SELECT FROM ${ofTab(tab, Prisma.sql`1`, most)} ${most}) AS counted) AS ${Prisma.raw(tab.tab)}`,
  )
  const [row] = await asker.ask<Record<QueueTab, number>>`SELECT ${Prisma.join(counts)}`
  const countOf = (tab: QueueTab): Counted => {
    const { n, isMore } = counted(row?.[tab] ?? 0)
    return { n, isMore: isMore || found?.isAll === false }
  }
  return Object.fromEntries(queueTab.options.map((tab) => [tab, countOf(tab)])) as Queue['counts']
}

/** A tab with no more claims than these is looked through for words, rather than words for claims on the tab. */
const FEW = 3000

/**
 * The newest claims with the words of a search. Where a word is in very many, they are few of a small tab, if any: then those
 * on the tab are looked at one by one.
 */
async function foundBy(ctx: Context, search: QueueSearch, tabs: Tab[]): Promise<Found> {
  const { q, status, story, source } = search
  const asked = claimSearch.parse({ q, status, story, source })
  const { states } = statesOf('all', { stage: search.stage, statuses: [] }, ctx.now)
  const isOfStage = Prisma.sql`EXISTS (SELECT FROM desk_claims d
    WHERE d.claim_id = cs.claim_id AND d.state = ANY (${states}::text[]))`
  const also = search.stage ? [isOfStage] : []
  const newest = await newestWithWords(ctx, asked, { also })
  const all = newest.ids
  const tab = tabs.find((each) => each.tab === search.tab)
  if (newest.isAll || search.tab === 'all' || !tab) {
    return { ids: all, all, isAll: newest.isAll }
  }
  const most = Prisma.sql`LIMIT ${FEW + 1}`
  const few = await bounded(
    ctx,
    (asker) => asker.ask<{ claim_id: string }>`
      SELECT d.claim_id FROM ${ofTab(tab, Prisma.sql`d.claim_id`, most)} ${most}`,
  )
  if (few.length > FEW) return { ids: all, all, isAll: false }
  const among = few.map(({ claim_id }) => claim_id)
  const { ids } = await newestWithWords(ctx, asked, { also, among })
  return { ids, all, isAll: false }
}

/** What a story and a source narrow, and what the screen says of either. */
async function narrowedBy(
  asker: Asker,
  search: QueueSearch,
): Promise<{ narrowed: Prisma.Sql[] } & Pick<Queue, 'stories' | 'sourceName'>> {
  const [row] = await asker.ask<{
    stories: Queue['stories'] | null
    story: string | null
    source: { id: string; name: string } | null
  }>`
    SELECT (SELECT json_agg(json_build_object('slug', latest.slug, 'title', latest.title)) FROM (
        SELECT slug, title FROM stories ORDER BY created_at DESC, id DESC LIMIT ${STORIES}) AS latest) AS stories,
      (SELECT st.id FROM stories st WHERE st.slug = ${search.story ?? null}) AS story,
      (SELECT json_build_object('id', so.id, 'name', so.name) FROM sources so WHERE so.slug = ${search.source ?? null}) AS source`
  const narrowed: Prisma.Sql[] = []
  if (search.story) narrowed.push(Prisma.sql`d.story_id = ${row?.story ?? null}::uuid`)
  if (search.source) narrowed.push(Prisma.sql`d.claimant_id = ${row?.source?.id ?? null}::uuid`)
  return { narrowed, stories: row?.stories ?? [], sourceName: row?.source?.name ?? null }
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
  asker: Asker,
  memberId: string,
  tab: Tab,
  search: QueueSearch,
): Promise<Pick<Queue, 'items' | 'nextCursor'>> {
  const isWaiting = search.tab === 'review' || search.tab === 'stale'
  const direction = isWaiting ? Prisma.sql`ASC` : Prisma.sql`DESC`
  const cursor = readCursor(search.cursor)
  const after =
    cursor && isWaiting
      ? [Prisma.sql`(d.changed_at, d.claim_id) > (${cursor.at}::timestamptz, ${cursor.id}::uuid)`]
      : []
  const inOrder = Prisma.sql`ORDER BY d.changed_at ${direction}, d.claim_id ${direction} LIMIT ${PAGE + 1}`
  const further = {
    ...tab,
    clauses: [...tab.clauses, ...after],
    before: isWaiting ? null : cursor,
  }
  const rows = await asker.ask<Row>`
    WITH page AS MATERIALIZED (
      SELECT d.claim_id, d.changed_at FROM ${ofTab(further, Prisma.sql`d.claim_id, d.changed_at`, inOrder)} ${inOrder}
    )
    SELECT c.id, c.proposition, cl.name AS claimant_name, cl.language AS claimant_language,
      coalesce(v.status::text, 'unreviewed') AS status, v.confidence::text AS confidence, c.stage::text AS stage,
      c.public_since IS NOT NULL AS is_public,
      EXISTS (SELECT FROM withdrawals w WHERE w.claim_id = c.id) AS is_withdrawn,
      assignee.name AS assignee, p.status::text AS proposed, proposer.name AS proposed_by,
      p.proposer_id = ${memberId}::uuid AS is_own_proposal,
      (SELECT count(*)::int FROM relations r WHERE r.type = 'counters' AND r.withdrawn_at IS NULL AND r.from_claim_id = c.id)
        + (SELECT count(*)::int FROM relations r WHERE r.type = 'counters' AND r.withdrawn_at IS NULL AND r.to_claim_id = c.id)
        AS counterclaims,
      page.changed_at, last.type AS last_type, last.by AS last_by
    FROM page JOIN claims c ON c.id = page.claim_id
    JOIN sources cl ON cl.id = c.claimant_id
    LEFT JOIN verdicts v ON v.id = c.current_verdict_id
    LEFT JOIN verdicts p ON p.claim_id = c.id AND p.state = 'proposed'
    LEFT JOIN users assignee ON assignee.id = c.assignee_id
    LEFT JOIN users proposer ON proposer.id = p.proposer_id
    LEFT JOIN LATERAL (
      SELECT a.type, u.name AS by FROM activity a LEFT JOIN users u ON u.id = a.actor_id
      WHERE a.claim_id = c.id ORDER BY a.id DESC LIMIT 1
    ) AS last ON TRUE
    ORDER BY page.changed_at ${direction}, c.id ${direction}`
  const shown = rows.slice(0, PAGE)
  const last = shown.at(-1)
  return {
    items: shown.map(viewOf),
    nextCursor: rows.length > PAGE && last ? `${last.changed_at.toISOString()}_${last.id}` : null,
  }
}

function readCursor(cursor: string | undefined): Cursor | null {
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
