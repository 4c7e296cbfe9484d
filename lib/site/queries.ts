import 'server-only'
import type { Context } from '@/lib/context'
import type { Db } from '@/lib/db'
import { originsOfDocuments, originsOfTold } from '@/lib/documents/origin'
import { Prisma } from '@/lib/generated/prisma/client'
import { isContradiction } from '@/lib/relations/rules'
import { diffSnapshots } from '@/lib/review/rules'
import { type VerdictSnapshot, type VerificationStatus, verdictSnapshot } from '@/lib/review/schema'
import { sayChange } from '@/lib/site/changes'
import { evidenceSides } from '@/lib/site/evidence-sides'
import {
  archivePageOf,
  CLAIMS_PER_PAGE,
  CLAIMS_PER_SITEMAP,
  lastArchivePage,
  lastSitemap,
  newestRanks,
} from '@/lib/site/paging'
import {
  claimLines,
  documentRef,
  earliestDocument,
  isShown,
  publishedOf,
  saidOf,
  sourceRef,
} from '@/lib/site/sql'
import type {
  AppearanceGroup,
  Change,
  ClaimLine,
  ClaimPage,
  ClaimsArchivePage,
  ClaimsPage,
  CorrectionsPage,
  DocumentRef,
  HistoryPage,
  HomePage,
  OtherClaim,
  RelatedClaim,
  SiteChange,
  SourceLine,
  SourcePage,
  SourceRef,
  StatusTally,
  StoryLine,
  StoryPage,
  StoryRef,
  VerdictView,
  WithdrawnClaim,
} from '@/lib/site/views'

type Question = Pick<Context, 'db'>

const statusOrder: VerificationStatus[] = [
  'verified',
  'corroborated',
  'disputed',
  'unverified',
  'misleading',
  'false',
  'overtaken',
  'unreviewed',
]

/** JSON writes moments with the session's offset; views carry UTC. */
function utc(moment: string): string {
  return new Date(moment).toISOString()
}

function lineOf(line: ClaimLine): ClaimLine {
  return { ...line, at: utc(line.at) }
}

function tallyOf(rows: { status: string; count: number }[]): StatusTally {
  return statusOrder.flatMap((status) => {
    const count = rows.find((row) => row.status === status)?.count ?? 0
    return count > 0 ? [{ status, count }] : []
  })
}

function tallyLines(lines: ClaimLine[]): StatusTally {
  const counts = new Map<string, number>()
  for (const line of lines) counts.set(line.status, (counts.get(line.status) ?? 0) + 1)
  return tallyOf([...counts].map(([status, count]) => ({ status, count })))
}

// ───────────── one claim

type VerdictRow = VerdictView & {
  overtakenOn: string | null
  overtakenByEvent: string | null
  overtakenByClaim: { slug: string; proposition: string } | null
}

type AppearanceRow = {
  documentId: string
  originSourceId: string | null
  quote: string
  language: string
  document: DocumentRef
  reportedBy: SourceRef | null
}

type ClaimRow = Omit<
  ClaimPage,
  'kind' | 'verdict' | 'appearances' | 'counterclaims' | 'related' | 'evidence' | 'changes'
> & {
  withdrawal: { reason: string; at: string } | null
  verdicts: VerdictRow[]
  snapshot: unknown
  appearances: AppearanceRow[]
  relations: RelatedClaim[]
}

const verdictRows = Prisma.sql`(
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'status', v.status, 'confidence', v.confidence,
    'kind', v.kind, 'rationale', v.rationale, 'publicNote', v.public_note, 'publishedAt', v.published_at,
    'overtakenOn', v.overtaken_on, 'overtakenByEvent', v.overtaken_by_event,
    'overtakenByClaim', (SELECT jsonb_build_object('slug', o.slug, 'proposition', o.proposition)
      FROM claims o WHERE o.id = v.overtaken_by_claim_id AND ${isShown('o')})
  ) ORDER BY v.published_at, v.id), '[]')
  FROM verdicts v WHERE v.claim_id = c.id AND v.state = 'published')`

const withdrawalOf = Prisma.sql`(
  SELECT jsonb_build_object('reason', w.reason, 'at', w.withdrawn_at) FROM withdrawals w WHERE w.claim_id = c.id)`

/** The claim at `slug` as readers see it; null where there is none for them. */
export async function getClaimPage(
  ctx: Question,
  slug: string,
): Promise<ClaimPage | WithdrawnClaim | null> {
  const [found] = await ctx.db.$queryRaw<{ row: ClaimRow }[]>`
    SELECT jsonb_build_object('slug', c.slug, 'proposition', c.proposition, 'shownSince', c.public_since,
      'withdrawal', ${withdrawalOf},
      'wording', CASE WHEN c.wording IS NULL THEN NULL
        ELSE jsonb_build_object('text', c.wording, 'language', c.wording_language) END,
      'claimant', ${sourceRef('s')} || jsonb_build_object('url', s.url, 'reliability',
        (SELECT g.reliability FROM source_grades g WHERE g.source_id = s.id ORDER BY g.graded_at DESC, g.id DESC LIMIT 1)),
      'said', ${saidOf('c')},
      'place', CASE WHEN c.place_name IS NULL THEN NULL ELSE jsonb_build_object('name', c.place_name,
        'latitude', c.place_latitude, 'longitude', c.place_longitude) END,
      'story', (SELECT jsonb_build_object('slug', st.slug, 'title', st.title)
        FROM stories st WHERE st.id = c.story_id AND st.public_since IS NOT NULL),
      'verdicts', ${verdictRows},
      'snapshot', (SELECT cv.evidence_snapshot FROM verdicts cv WHERE cv.id = c.current_verdict_id),
      'appearances', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('documentId', d.id, 'originSourceId', a.origin_source_id, 'quote', a.quote_exact,
          'language', a.quote_language, 'document', ${documentRef},
          'reportedBy', CASE WHEN r.id IS NULL THEN NULL ELSE ${sourceRef('r')} END
        ) ORDER BY ${earliestDocument}), '[]')
        FROM appearances a JOIN documents d ON d.id = a.document_id JOIN sources p ON p.id = d.publisher_id
          LEFT JOIN sources r ON r.id = a.reported_by_id
        WHERE a.claim_id = c.id AND a.public_since IS NOT NULL AND a.withdrawn_at IS NULL),
      'relations', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('type', l.type,
          'direction', CASE WHEN l.from_claim_id = c.id THEN 'from' ELSE 'to' END, 'note', l.note,
          'slug', o.slug, 'proposition', o.proposition, 'claimant', ${sourceRef('os')},
          'status', coalesce(ov.status::text, 'unreviewed'), 'confidence', ov.confidence, 'said', ${saidOf('o')},
          'quote', CASE WHEN o.wording IS NOT NULL
            THEN jsonb_build_object('text', o.wording, 'language', o.wording_language) ELSE f.quote END,
          'document', f.document
        ) ORDER BY o.said_on NULLS LAST, o.said_at NULLS LAST, o.id), '[]')
        FROM relations l
        JOIN claims o ON o.id = CASE WHEN l.from_claim_id = c.id THEN l.to_claim_id ELSE l.from_claim_id END
        JOIN sources os ON os.id = o.claimant_id
        LEFT JOIN verdicts ov ON ov.id = o.current_verdict_id
        LEFT JOIN LATERAL (
          SELECT jsonb_build_object('text', a.quote_exact, 'language', a.quote_language) AS quote,
            ${documentRef} AS document
          FROM appearances a JOIN documents d ON d.id = a.document_id JOIN sources p ON p.id = d.publisher_id
          WHERE a.claim_id = o.id AND a.public_since IS NOT NULL AND a.withdrawn_at IS NULL
          ORDER BY ${earliestDocument} LIMIT 1
        ) f ON true
        WHERE (l.from_claim_id = c.id OR l.to_claim_id = c.id)
          AND l.public_since IS NOT NULL AND l.withdrawn_at IS NULL AND ${isShown('o')})
    ) AS row
    FROM claims c JOIN sources s ON s.id = c.claimant_id
    WHERE c.slug = ${slug} AND c.public_since IS NOT NULL`
  if (!found) return null
  const { row } = found
  if (row.withdrawal) return withdrawn(row)

  const verdicts = row.verdicts.map(verdictOf)
  const verdict = verdicts.at(-1) ?? null
  const shownSince = utc(row.shownSince)
  const evidence = row.snapshot ? verdictSnapshot.parse(row.snapshot).evidence : []
  const counterclaims = row.relations.filter((each) => isContradiction(each.type))
  return {
    kind: 'claim',
    slug: row.slug,
    proposition: row.proposition,
    wording: row.wording,
    claimant: row.claimant,
    said: row.said,
    place: row.place,
    story: row.story,
    status: verdict?.status ?? 'unreviewed',
    since: sinceOf(verdicts) ?? shownSince,
    shownSince,
    verdict,
    firstPublishedAt: verdicts[0]?.publishedAt ?? null,
    appearances: await groupByOrigin(ctx.db, row.appearances),
    counterclaims: once(counterclaims).map(({ type: _, direction: __, ...other }) => other),
    related: row.relations.filter((each) => !isContradiction(each.type)),
    evidence: evidenceSides(evidence),
    changes: changesOf(verdicts, shownSince),
  }
}

function withdrawn(row: {
  slug: string
  proposition: string
  withdrawal: { reason: string; at: string } | null
}): WithdrawnClaim {
  return {
    kind: 'withdrawn',
    slug: row.slug,
    proposition: row.proposition,
    reason: row.withdrawal?.reason ?? '',
    withdrawnAt: utc(row.withdrawal?.at ?? ''),
  }
}

/** Two claims that counter each other are linked twice and are still one counterclaim. */
function once<T extends OtherClaim>(others: T[]): T[] {
  return [...new Map(others.map((other) => [other.slug, other])).values()]
}

function verdictOf(row: VerdictRow): VerdictView {
  return {
    id: row.id,
    status: row.status,
    confidence: row.confidence,
    kind: row.kind,
    rationale: row.rationale,
    publicNote: row.publicNote,
    publishedAt: utc(row.publishedAt),
    overtaking: row.overtakenOn
      ? { on: row.overtakenOn, event: row.overtakenByEvent, claim: row.overtakenByClaim }
      : null,
  }
}

/** When the unbroken run of verdicts with today's status began. */
function sinceOf(verdicts: VerdictView[]): string | null {
  let since: string | null = null
  for (const verdict of verdicts.toReversed()) {
    if (verdict.status !== verdicts.at(-1)?.status) break
    since = verdict.publishedAt
  }
  return since
}

/** Newest first; a claim that was shown by its first verdict has no time before it. */
function changesOf(verdicts: VerdictView[], shownSince: string): Change[] {
  const changes: Change[] = []
  let before: VerificationStatus | null = null
  if (verdicts[0]?.publishedAt !== shownSince) {
    changes.push({
      at: shownSince,
      before,
      status: 'unreviewed',
      confidence: null,
      kind: 'shown',
      note: null,
    })
    before = 'unreviewed'
  }
  for (const verdict of verdicts) {
    const { publishedAt: at, status, confidence, kind, publicNote: note } = verdict
    changes.push({ at, before, status, confidence, kind, note })
    before = status
  }
  return changes.reverse()
}

/** Appearances come earliest first, so the first one is the first appearance. */
async function groupByOrigin(db: Db, rows: AppearanceRow[]): Promise<AppearanceGroup[]> {
  const originOf = await originsOfTold(db, rows)
  const groups = new Map<string, AppearanceGroup>()
  for (const [index, row] of rows.entries()) {
    const origin = originOf(row) ?? row.document.publisher
    const group = groups.get(origin.slug) ?? {
      origin: { slug: origin.slug, name: origin.name },
      quotes: [],
    }
    groups.set(origin.slug, group)
    let words = group.quotes.find(
      ({ quote }) => quote.text === row.quote && quote.language === row.language,
    )
    if (!words) {
      words = { quote: { text: row.quote, language: row.language }, carriers: [] }
      group.quotes.push(words)
    }
    words.carriers.push({
      document: row.document,
      reportedBy: row.reportedBy,
      isFirst: index === 0,
    })
  }
  return [...groups.values()]
}

/** Every published verdict of a claim, with what changed in its grounds between one and the next. */
export async function getHistoryPage(
  ctx: Question,
  slug: string,
): Promise<HistoryPage | WithdrawnClaim | null> {
  const [found] = await ctx.db.$queryRaw<
    {
      row: {
        slug: string
        proposition: string
        shownSince: string
        claimant: SourceRef
        withdrawal: { reason: string; at: string } | null
        verdicts: VerdictRow[]
        snapshots: { id: string; snapshot: unknown }[]
        shownNeighbours: string[]
      }
    }[]
  >`
    SELECT jsonb_build_object('slug', c.slug, 'proposition', c.proposition, 'shownSince', c.public_since,
      'claimant', ${sourceRef('s')}, 'withdrawal', ${withdrawalOf}, 'verdicts', ${verdictRows},
      'snapshots', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'snapshot', v.evidence_snapshot)), '[]')
        FROM verdicts v WHERE v.claim_id = c.id AND v.state = 'published'),
      'shownNeighbours', (SELECT coalesce(jsonb_agg(o.id), '[]') FROM relations l
        JOIN claims o ON o.id = CASE WHEN l.from_claim_id = c.id THEN l.to_claim_id ELSE l.from_claim_id END
        WHERE (l.from_claim_id = c.id OR l.to_claim_id = c.id) AND l.public_since IS NOT NULL AND ${isShown('o')})
    ) AS row
    FROM claims c JOIN sources s ON s.id = c.claimant_id
    WHERE c.slug = ${slug} AND c.public_since IS NOT NULL`
  if (!found) return null
  const { row } = found
  if (row.withdrawal) return withdrawn(row)

  const shown = new Set(row.shownNeighbours)
  const snapshots = new Map(
    row.snapshots.map(({ id, snapshot }) => [
      id,
      forReaders(verdictSnapshot.parse(snapshot), shown),
    ]),
  )
  const shownSince = utc(row.shownSince)
  const verdicts = row.verdicts.map(verdictOf)
  const entries = verdicts.map((verdict, index) => {
    const earlier = verdicts[index - 1]
    const now = snapshots.get(verdict.id)
    const then = earlier && snapshots.get(earlier.id)
    const wasShown = verdict.publishedAt !== shownSince
    return {
      verdict,
      before: earlier?.status ?? (wasShown ? ('unreviewed' as const) : null),
      evidence: evidenceSides(now?.evidence ?? []),
      changed: now && then ? diffSnapshots(then, now).map(sayChange) : [],
    }
  })
  return {
    kind: 'claim',
    slug: row.slug,
    proposition: row.proposition,
    claimant: row.claimant,
    status: verdicts.at(-1)?.status ?? 'unreviewed',
    shownSince,
    entries: entries.reverse(),
  }
}

/**
 * A snapshot without what readers may not know: the story may be the desk's alone, and so may a related claim. An
 * appearance can have been withdrawn since, so its words are left to the page of today.
 */
function forReaders(snapshot: VerdictSnapshot, shown: Set<string>): VerdictSnapshot {
  return {
    ...snapshot,
    claim: { ...snapshot.claim, story: null },
    appearances: [],
    relations: snapshot.relations
      .filter((relation) => shown.has(relation.other.id))
      .map((relation) => ({ ...relation, other: { ...relation.other, isPublic: true } })),
  }
}

// ───────────── lists

async function claimsByRank(db: Db, from: number, to: number): Promise<ClaimLine[]> {
  const rows = await db.$queryRaw<{ line: ClaimLine }[]>`
    WITH chosen AS (
      SELECT id FROM claims WHERE public_since IS NOT NULL ORDER BY public_since, id
      OFFSET ${from - 1}::int LIMIT ${Math.max(0, to - from + 1)}::int
    ), lines AS (${claimLines} AND c.id IN (SELECT id FROM chosen))
    SELECT line FROM lines ORDER BY public_since DESC, id DESC`
  return rows.map((row) => lineOf(row.line))
}

async function countShown(db: Db): Promise<number> {
  return db.claim.count({ where: { publicSince: { not: null } } })
}

/** The newest claims, with what the search form offers. */
export async function getClaimsPage(ctx: Question): Promise<ClaimsPage> {
  const [total, facets] = await Promise.all([countShown(ctx.db), getFacets(ctx)])
  const { from, to } = newestRanks(total)
  const items = await claimsByRank(ctx.db, from, to)
  return {
    items,
    total: facets.total,
    tally: facets.tally,
    stories: facets.stories,
    older: from > 1 ? archivePageOf(from - 1) : null,
  }
}

/** What claims can be narrowed by, and how many there are of each. */
export async function getFacets(
  ctx: Question,
): Promise<{ total: number; tally: StatusTally; stories: StoryRef[] }> {
  const [counts, stories] = await Promise.all([
    ctx.db.$queryRaw<{ status: string; count: number }[]>`
      SELECT coalesce(v.status::text, 'unreviewed') AS status, count(*)::int AS count
      FROM claims c LEFT JOIN verdicts v ON v.id = c.current_verdict_id WHERE ${isShown('c')} GROUP BY 1`,
    ctx.db.story.findMany({
      where: { publicSince: { not: null } },
      orderBy: [{ publicSince: 'desc' }, { id: 'desc' }],
      select: { slug: true, title: true },
      take: 100,
    }),
  ])
  return { total: counts.reduce((sum, row) => sum + row.count, 0), tally: tallyOf(counts), stories }
}

/** Page `number` of the archive, counted from the oldest; null beyond the last. */
export async function getClaimsArchivePage(
  ctx: Question,
  number: number,
): Promise<ClaimsArchivePage | null> {
  const total = await countShown(ctx.db)
  const last = lastArchivePage(total)
  if (!Number.isInteger(number) || number < 1 || number > last) return null
  const items = await claimsByRank(
    ctx.db,
    (number - 1) * CLAIMS_PER_PAGE + 1,
    number * CLAIMS_PER_PAGE,
  )
  return {
    number,
    items,
    older: number > 1 ? number - 1 : null,
    newer: number < last ? number + 1 : null,
  }
}

const HOME_CHANGES = 12
const HOME_DISPUTED = 8
const HOME_STORIES = 6

/** What changed last, what is disputed now, which stories run. */
export async function getHomePage(ctx: Question): Promise<HomePage> {
  const [changes, disputed, stories] = await Promise.all([
    recentChanges(ctx.db, HOME_CHANGES),
    ctx.db.$queryRaw<{ line: ClaimLine }[]>`
      WITH lines AS (${claimLines} AND v.status = 'disputed')
      SELECT line FROM lines ORDER BY changed_at DESC, id DESC LIMIT ${HOME_DISPUTED}`,
    runningStories(ctx.db, HOME_STORIES),
  ])
  return { changes, disputed: disputed.map((row) => lineOf(row.line)), stories }
}

async function runningStories(db: Db, limit: number): Promise<StoryLine[]> {
  const rows = await db.$queryRaw<
    (StoryRef & { summary: string; tally: Record<string, number>; changed_at: Date })[]
  >`
    SELECT st.slug, st.title, st.summary, jsonb_object_agg(x.status, x.count) AS tally, max(x.changed_at) AS changed_at
    FROM stories st JOIN LATERAL (
      SELECT coalesce(v.status::text, 'unreviewed') AS status, count(*)::int AS count,
        max(coalesce(v.published_at, c.public_since)) AS changed_at
      FROM claims c LEFT JOIN verdicts v ON v.id = c.current_verdict_id
      WHERE c.story_id = st.id AND ${isShown('c')} GROUP BY 1
    ) x ON true
    WHERE st.public_since IS NOT NULL
    GROUP BY st.id ORDER BY changed_at DESC, st.id DESC LIMIT ${limit}`
  return rows.map((row) => ({
    slug: row.slug,
    title: row.title,
    summary: row.summary,
    tally: tallyOf(Object.entries(row.tally).map(([status, count]) => ({ status, count }))),
    changedAt: row.changed_at.toISOString(),
  }))
}

type ChangeRow = Omit<SiteChange, 'at'> & { at: Date }

function siteChange(row: ChangeRow): SiteChange {
  return { ...row, at: row.at.toISOString() }
}

const verdictChange = Prisma.sql`
  SELECT v.id, 'verdict' AS what, v.published_at AS at, v.claim_id, v.status::text AS status,
    coalesce(p.status::text, CASE WHEN c.public_since < v.published_at THEN 'unreviewed' END) AS before,
    v.confidence::text AS confidence, v.kind::text AS kind, v.public_note AS note, v.rationale
  FROM verdicts v JOIN claims c ON c.id = v.claim_id LEFT JOIN verdicts p ON p.id = v.supersedes_id
  WHERE v.state = 'published' AND ${isShown('c')}`

const withdrawalChange = Prisma.sql`
  SELECT w.claim_id AS id, 'withdrawn' AS what, w.withdrawn_at AS at, w.claim_id, 'unreviewed' AS status,
    NULL AS before, NULL AS confidence, NULL AS kind, w.reason AS note, NULL AS rationale
  FROM withdrawals w JOIN claims c ON c.id = w.claim_id WHERE c.public_since IS NOT NULL`

/** A change with its claim. A withdrawn claim is a title, a reason and a date: neither claimant nor story. */
function withClaims(changes: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT e.id, e.what, e.at, c.slug, c.proposition, e.before, e.status, e.confidence, e.kind, e.note, e.rationale,
      CASE WHEN e.what = 'withdrawn' THEN NULL ELSE ${sourceRef('s')} END AS claimant,
      CASE WHEN e.what = 'withdrawn' OR st.id IS NULL THEN NULL
        ELSE jsonb_build_object('slug', st.slug, 'title', st.title) END AS story
    FROM (${changes}) e JOIN claims c ON c.id = e.claim_id JOIN sources s ON s.id = c.claimant_id
    LEFT JOIN stories st ON st.id = c.story_id AND st.public_since IS NOT NULL`
}

async function recentChanges(db: Db, limit: number): Promise<SiteChange[]> {
  const newest = Prisma.sql`ORDER BY at DESC, id DESC LIMIT ${limit}`
  const rows = await db.$queryRaw<ChangeRow[]>`
    ${withClaims(Prisma.sql`
      SELECT * FROM (
        (${verdictChange} ${newest})
        UNION ALL (
          SELECT c.id, 'shown' AS what, c.public_since AS at, c.id AS claim_id, 'unreviewed' AS status, NULL AS before,
            NULL AS confidence, NULL AS kind, NULL AS note, NULL AS rationale
          FROM claims c
          WHERE ${isShown('c')} AND NOT EXISTS (SELECT FROM verdicts v WHERE v.claim_id = c.id
            AND v.state = 'published' AND v.published_at = c.public_since) ${newest})
        UNION ALL (${withdrawalChange} ${newest})
      ) every ${newest}`)}
    ORDER BY e.at DESC, e.id DESC`
  return rows.map(siteChange)
}

const FEED_LENGTH = 50

/** The newest changes of status, for the Atom feed. */
export async function getFeed(ctx: Question): Promise<SiteChange[]> {
  return recentChanges(ctx.db, FEED_LENGTH)
}

/** Everything we ever had wrong or took back, newest first. */
export async function getCorrectionsPage(ctx: Question): Promise<CorrectionsPage> {
  const rows = await ctx.db.$queryRaw<ChangeRow[]>`
    ${withClaims(Prisma.sql`${verdictChange} AND v.kind = 'correction' UNION ALL ${withdrawalChange}`)}
    ORDER BY e.at DESC, e.id DESC`
  return { items: rows.map(siteChange) }
}

// ───────────── stories

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

// ───────────── sources

/**
 * Everything that readers were shown of documents: those in which a shown claim appears, and those that the current
 * verdict of a shown claim rests on. Columns `document_id`, `claim_id`, `reported_by_id`, `origin_id`.
 */
const shownDocuments = Prisma.sql`
  SELECT a.document_id, a.claim_id, a.reported_by_id, a.origin_source_id AS origin_id FROM appearances a JOIN claims c ON c.id = a.claim_id
  WHERE a.public_since IS NOT NULL AND a.withdrawn_at IS NULL AND ${isShown('c')}
  UNION ALL
  SELECT e.document_id, e.claim_id, NULL, NULL FROM evidence e JOIN claims c ON c.id = e.claim_id
    JOIN verdicts v ON v.id = c.current_verdict_id
  WHERE v.evidence_snapshot @> jsonb_build_object('evidence', jsonb_build_array(jsonb_build_object('id', e.id)))
    AND ${isShown('c')}`

/** Sources that readers meet: claimants, publishers, reporters and origins of what was shown. Columns `id`. */
const shownSources = Prisma.sql`
  WITH RECURSIVE shown AS MATERIALIZED (${shownDocuments}),
  chain AS (
    SELECT d.id AS document_id, d.origin_document_id, d.origin_source_id, d.publisher_id, 0 AS depth
    FROM documents d WHERE d.id IN (SELECT document_id FROM shown)
    UNION ALL
    SELECT chain.document_id, d.origin_document_id, d.origin_source_id, d.publisher_id, depth + 1
    FROM chain JOIN documents d ON d.id = chain.origin_document_id WHERE depth < 50
  ),
  ends AS (
    SELECT DISTINCT ON (document_id) document_id, coalesce(origin_source_id, publisher_id) AS source_id
    FROM chain ORDER BY document_id, depth DESC
  ),
  speakers AS (
    SELECT s.id AS source_id, s.id, s.speaks_for_id, 0 AS depth FROM sources s
    WHERE s.id IN (SELECT source_id FROM ends UNION SELECT origin_id FROM shown)
    UNION ALL
    SELECT speakers.source_id, s.id, s.speaks_for_id, depth + 1
    FROM speakers JOIN sources s ON s.id = speakers.speaks_for_id WHERE depth < 50
  ),
  -- The origin that the verdict itself named, where it is not the document's.
  named AS (
    SELECT (item #>> '{origin,id}')::uuid AS id FROM claims c JOIN verdicts v ON v.id = c.current_verdict_id
      CROSS JOIN LATERAL jsonb_array_elements(v.evidence_snapshot -> 'evidence') AS item
    WHERE ${isShown('c')}
  )
  SELECT c.claimant_id AS id FROM claims c WHERE ${isShown('c')}
  UNION SELECT d.publisher_id FROM documents d WHERE d.id IN (SELECT document_id FROM shown)
  UNION SELECT reported_by_id FROM shown WHERE reported_by_id IS NOT NULL
  UNION SELECT id FROM speakers WHERE speaks_for_id IS NULL
  UNION SELECT id FROM named`

/** Every source that readers meet, by name. */
export async function getSourcesPage(ctx: Question): Promise<SourceLine[]> {
  const rows = await ctx.db.$queryRaw<{ line: SourceLine }[]>`
    WITH met AS MATERIALIZED (${shownSources}), papers AS MATERIALIZED (${shownDocuments})
    SELECT ${sourceRef('s')} || jsonb_build_object(
      'reliability', (SELECT g.reliability FROM source_grades g WHERE g.source_id = s.id
        ORDER BY g.graded_at DESC, g.id DESC LIMIT 1),
      'claims', (SELECT count(*) FROM claims c WHERE c.claimant_id = s.id AND ${isShown('c')}),
      'documents', coalesce(n.count, 0)) AS line
    FROM sources s LEFT JOIN (
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
  const [found] = await ctx.db.$queryRaw<
    { id: string; row: Omit<SourcePage, 'tally' | 'claims' | 'documents'> }[]
  >`
    SELECT s.id, ${sourceRef('s')} || jsonb_build_object('description', s.description, 'url', s.url,
      'aliases', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', a.name, 'language', a.language)
        ORDER BY a.created_at, a.id), '[]') FROM source_aliases a WHERE a.source_id = s.id AND a.name <> s.name),
      'speaksFor', (SELECT ${sourceRef('f')} FROM sources f WHERE f.id = s.speaks_for_id),
      'grades', (SELECT coalesce(jsonb_agg(jsonb_build_object('reliability', g.reliability, 'gradedAt', g.graded_at)
        ORDER BY g.graded_at DESC, g.id DESC), '[]') FROM source_grades g WHERE g.source_id = s.id)) AS row
    FROM sources s WHERE s.slug = ${slug}`
  if (!found) return null
  const { id, row } = found
  const [lines, counts, documents] = await Promise.all([
    ctx.db.$queryRaw<{ line: ClaimLine }[]>`
      WITH lines AS (${claimLines} AND c.claimant_id = ${id}::uuid)
      SELECT line FROM lines ORDER BY said_on DESC NULLS LAST, said_at DESC NULLS LAST, public_since DESC, id DESC
      LIMIT ${SOURCE_CLAIMS}`,
    ctx.db.$queryRaw<{ status: string; count: number }[]>`
      SELECT coalesce(v.status::text, 'unreviewed') AS status, count(*)::int AS count
      FROM claims c LEFT JOIN verdicts v ON v.id = c.current_verdict_id
      WHERE c.claimant_id = ${id}::uuid AND ${isShown('c')} GROUP BY 1`,
    documentsOfSource(ctx.db, id),
  ])
  if (lines.length === 0 && documents.length === 0) return null
  return {
    ...row,
    grades: row.grades.map((grade) => ({ ...grade, gradedAt: utc(grade.gradedAt) })),
    tally: tallyOf(counts),
    claims: lines.map((each) => lineOf(each.line)),
    documents,
  }
}

/**
 * Shown documents that the source published, reported in, or that trace back to it. Candidates are found by their
 * indices (its own documents and those of its speakers, with all their carriers); who the origin really is
 * then decides the same function that verdicts use.
 */
async function documentsOfSource(db: Db, sourceId: string): Promise<SourcePage['documents']> {
  const rows = await db.$queryRaw<
    {
      id: string
      document: SourcePage['documents'][number]
      publisher_id: string
      is_reporter: boolean
      is_named: boolean
    }[]
  >`
    WITH RECURSIVE selves AS (
      SELECT ${sourceId}::uuid AS id
      UNION SELECT s.id FROM sources s JOIN selves ON s.speaks_for_id = selves.id
    ), candidates AS (
      SELECT d.id FROM documents d WHERE d.publisher_id IN (SELECT id FROM selves) OR d.origin_source_id IN (SELECT id FROM selves)
      UNION SELECT d.id FROM documents d JOIN candidates ON d.origin_document_id = candidates.id
    ), uses AS (
      SELECT a.document_id, a.claim_id, a.reported_by_id = ${sourceId}::uuid AS is_reporter,
        coalesce(a.origin_source_id IN (SELECT id FROM selves), false) AS is_named
      FROM appearances a JOIN claims c ON c.id = a.claim_id
      WHERE (a.document_id IN (SELECT id FROM candidates) OR a.reported_by_id = ${sourceId}::uuid
          OR a.origin_source_id IN (SELECT id FROM selves))
        AND a.public_since IS NOT NULL AND a.withdrawn_at IS NULL AND ${isShown('c')}
      UNION ALL
      SELECT e.document_id, e.claim_id, false,
        v.evidence_snapshot @> jsonb_build_object('evidence', jsonb_build_array(jsonb_build_object('id', e.id,
          'origin', jsonb_build_object('id', ${sourceId}::text))))
      FROM evidence e JOIN claims c ON c.id = e.claim_id JOIN verdicts v ON v.id = c.current_verdict_id
      WHERE (e.document_id IN (SELECT id FROM candidates) OR e.origin_source_id IN (SELECT id FROM selves))
        AND v.evidence_snapshot @> jsonb_build_object('evidence', jsonb_build_array(jsonb_build_object('id', e.id)))
        AND ${isShown('c')}
    )
    SELECT d.id, d.publisher_id, bool_or(coalesce(u.is_reporter, false)) AS is_reporter, bool_or(u.is_named) AS is_named,
      jsonb_build_object('title', d.title, 'url', d.url, 'published', ${publishedOf('d')}, 'publisher', ${sourceRef('p')},
        'claims', jsonb_agg(DISTINCT jsonb_build_object('slug', c.slug, 'proposition', c.proposition))) AS document
    FROM uses u JOIN documents d ON d.id = u.document_id JOIN sources p ON p.id = d.publisher_id
      JOIN claims c ON c.id = u.claim_id
    GROUP BY d.id, p.id ORDER BY d.published_on DESC NULLS LAST, d.published_at DESC NULLS LAST, d.id DESC
    LIMIT ${SOURCE_DOCUMENTS}`
  const origins = await originsOfDocuments(
    db,
    rows.map((row) => row.id),
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

// ───────────── addresses

export type SiteAddress = { path: string; changedAt: string }

/** How many files the sitemap has for claims. */
export async function countSitemaps(ctx: Question): Promise<number> {
  return lastSitemap(await countShown(ctx.db))
}

/** Addresses of claims in file `number` of the sitemap; null beyond the last. */
export async function getClaimAddresses(
  ctx: Question,
  number: number,
): Promise<SiteAddress[] | null> {
  const total = await countShown(ctx.db)
  if (!Number.isInteger(number) || number < 1 || number > lastSitemap(total)) return null
  const rows = await ctx.db.$queryRaw<{ slug: string; at: Date }[]>`
    WITH chosen AS (
      SELECT id FROM claims WHERE public_since IS NOT NULL ORDER BY public_since, id
      OFFSET ${(number - 1) * CLAIMS_PER_SITEMAP}::int LIMIT ${CLAIMS_PER_SITEMAP}::int
    )
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
      WITH met AS MATERIALIZED (${shownSources})
      SELECT s.slug FROM sources s WHERE s.id IN (SELECT id FROM met) ORDER BY s.id`,
  ])
  return [
    ...stories.map((story) => `/stories/${story.slug}`),
    ...sources.map((source) => `/sources/${source.slug}`),
  ]
}
