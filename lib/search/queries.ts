import 'server-only'
import { may } from '@/lib/auth/policy'
import type { Stage } from '@/lib/claims/schema'
import type { Context } from '@/lib/context'
import type { Tx } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { Prisma } from '@/lib/generated/prisma/client'
import type { Confidence, VerificationStatus } from '@/lib/review/schema'
import { otherWordsOf } from '@/lib/search/other-words'
import type { ClaimSearch } from '@/lib/search/schema'
import { likenessOf } from '@/lib/search/sql/nearest'
import { odds, weights } from '@/lib/search/sql/weights'
import type { Question } from '@/lib/site/question'
import { type AsOf, asOf } from '@/lib/site/sql/as-of'
import { correctedAt } from '@/lib/site/sql/parts'
import { sourceIdsNamedLike } from '@/lib/sources/queries'
import { searchablePart } from '@/lib/text/searchable'
import type { KnownTime } from '@/lib/time'

const PAGE = 25
/** Ranking reads every hit, so no more than these are ranked. */
const RANKED = 1000
/** Counting stops here: "more than 1,000" is all that anybody needs to know. */
const COUNTED = 1000

export type FoundClaim = {
  id: string
  slug: string
  proposition: string
  claimant: { slug: string; name: string; language: string }
  status: VerificationStatus
  confidence: Confidence | null
  /** When its status was last published or it was first shown; null while only the desk sees it. */
  since: Date | null
  /** When a verdict on it was last corrected. */
  corrected: Date | null
  said: KnownTime | null
  placeName: string | null
  story: { slug: string; title: string } | null
  /** Null for readers. */
  stage: Stage | null
  isWithdrawn: boolean
}

export type ClaimSearchPage = {
  items: FoundClaim[]
  nextCursor: string | null
  /** Of all hits, on every page the same; a lower bound where `isTotalOpen`. */
  total: number
  isTotalOpen: boolean
  /** Nothing has these words, so these are claims with words spelt like them. */
  isGuess: boolean
}

/** Who asks; readers may ask as of a moment of the past. */
type Asking = Context & Pick<Question, 'at'>

type Row = {
  id: string
  slug: string
  proposition: string
  claimant_slug: string
  claimant_name: string
  claimant_language: string
  status: VerificationStatus
  confidence: Confidence | null
  since: Date | null
  corrected: Date | null
  said_on: Date | null
  said_precision: KnownTime['precision'] | null
  said_at: Date | null
  said_zone: string | null
  place_name: string | null
  story_slug: string | null
  story_title: string | null
  stage: Stage
  is_withdrawn: boolean
  sorted_by: Date
}

/**
 * Claims by their words, by any spelling of the claimant's name, and by filters: best first where there are
 * words, else newest first. Readers find what was shown to them and not taken back, the desk everything. Asked as of
 * a moment, they find what was shown to them then, with the status it had; its words are those of today.
 */
export function searchClaims(ctx: Asking, search: ClaimSearch): Promise<ClaimSearchPage> {
  return bounded(ctx, async (tx) => {
    const filters = filtersOf(ctx, search)
    if (!search.q) return browse(tx, ctx, filters, search.cursor)
    const sources = await sourceIdsNamedLike(tx, search.q)
    const spelled = Prisma.sql`(c.search @@ search_query(${search.q}) OR c.claimant_id = ANY(${sources}::uuid[]))`
    const page = await ranked(
      tx,
      ctx,
      search,
      [...filters, spelled],
      Prisma.sql`
      ts_rank(c.search, search_query(${search.q}))
      + CASE WHEN c.claimant_id = ANY(${sources}::uuid[]) THEN 1 ELSE 0 END`,
    )
    if (page.total > 0) return page
    await tx.$executeRaw`SET LOCAL pg_trgm.word_similarity_threshold = 0.5`
    const alike = Prisma.sql`fold_text(${search.q}) <% c.folded`
    const guess = await ranked(
      tx,
      ctx,
      search,
      [...filters, alike],
      Prisma.sql`
      word_similarity(fold_text(${search.q}), c.folded)`,
    )
    return { ...guess, isGuess: guess.total > 0 }
  })
}

/** Runs a question that must not hold up the database, whatever was asked. */
async function bounded<R>(
  ctx: Context,
  question: (tx: Tx) => Promise<R>,
  milliseconds = 3000,
): Promise<R> {
  try {
    return await ctx.db.$transaction(
      async (tx) => {
        await tx.$executeRaw`SELECT set_config('statement_timeout', ${String(milliseconds)}, true)`
        return question(tx)
      },
      { maxWait: 3000, timeout: 10_000 },
    )
  } catch (error) {
    if (/57014|statement timeout/.test(`${(error as Error).message}`)) {
      throw new AppError('unavailable', 'search_took_too_long')
    }
    throw error
  }
}

function filtersOf(ctx: Asking, search: ClaimSearch): Prisma.Sql[] {
  const isDesk = may(ctx.actor, 'desk:read')
  const then = asOf(ctx.at)
  const said = saidBy(then)
  const filters: Prisma.Sql[] = []
  if (!isDesk) {
    filters.push(then.isShown('c'))
  }
  if (search.status.length > 0) {
    filters.push(Prisma.sql`coalesce(v.status::text, 'unreviewed') = ANY(${search.status}::text[])`)
  }
  if (search.story) {
    const shown = isDesk ? Prisma.empty : Prisma.sql`AND st.public_since IS NOT NULL`
    filters.push(
      Prisma.sql`${said}.story_id = (SELECT st.id FROM stories st WHERE st.slug = ${search.story} ${shown})`,
    )
  }
  if (search.source) {
    filters.push(
      Prisma.sql`${said}.claimant_id = (SELECT so.id FROM sources so WHERE so.slug = ${search.source})`,
    )
  }
  if (search.place) {
    filters.push(
      Prisma.sql`strpos(fold_text(coalesce(${said}.place_name, '')), fold_text(${search.place})) > 0`,
    )
  }
  if (search.language) {
    const [base = ''] = search.language.split('-')
    filters.push(Prisma.sql`split_part(${said}.wording_language, '-', 1) = ${base}`)
  }
  // What is known to the month or the year counts where any day of it would.
  if (search.saidFrom) {
    filters.push(Prisma.sql`CASE ${said}.said_precision
        WHEN 'year' THEN ${said}.said_on + interval '1 year'
        WHEN 'month' THEN ${said}.said_on + interval '1 month'
        ELSE ${said}.said_on + interval '1 day' END > ${search.saidFrom}::date`)
  }
  if (search.saidTo) filters.push(Prisma.sql`${said}.said_on <= ${search.saidTo}::date`)
  return filters
}

/** The row that tells what claim `c` says: itself, or `was`, what it said then. */
function saidBy(then: AsOf): Prisma.Sql {
  return then.at ? Prisma.sql`was` : Prisma.sql`c`
}

function from(then: AsOf): Prisma.Sql {
  const was = then.at ? Prisma.sql`JOIN ${then.claims} was ON was.id = c.id` : Prisma.empty
  return Prisma.sql`claims c ${was}
    JOIN ${then.sources} cl ON cl.id = ${saidBy(then)}.claimant_id
    LEFT JOIN verdicts v ON ${then.isCurrent('v', 'c')}`
}

function columns(then: AsOf): Prisma.Sql {
  const said = saidBy(then)
  return Prisma.sql`
    c.id, c.slug, ${said}.proposition, cl.slug AS claimant_slug, cl.name AS claimant_name, cl.language AS claimant_language,
    coalesce(v.status::text, 'unreviewed') AS status, v.confidence::text AS confidence,
    coalesce(v.published_at, c.public_since) AS since, ${correctedAt('c', then)} AS corrected,
    ${said}.said_on, ${said}.said_precision::text AS said_precision, ${said}.said_at, ${said}.said_zone, ${said}.place_name,
    st.slug AS story_slug, st.title AS story_title, c.stage::text AS stage,
    EXISTS (SELECT FROM withdrawals w WHERE w.claim_id = c.id AND ${then.had('w.withdrawn_at')}) AS is_withdrawn`
}

/** Readers are not told of a story that isn't shown yet. */
function storyJoin(ctx: Asking): Prisma.Sql {
  const then = asOf(ctx.at)
  const shown = may(ctx.actor, 'desk:read')
    ? Prisma.empty
    : Prisma.sql`AND st.public_since IS NOT NULL`
  return Prisma.sql`LEFT JOIN ${then.stories} st ON st.id = ${saidBy(then)}.story_id ${shown}`
}

async function count(
  tx: Tx,
  ctx: Asking,
  filters: Prisma.Sql[],
): Promise<{ total: number; isTotalOpen: boolean }> {
  const [row] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (
      SELECT FROM ${from(asOf(ctx.at))} ${where(filters)} LIMIT ${COUNTED + 1}
    ) AS hits`
  const total = row?.total ?? 0
  return { total: Math.min(total, COUNTED), isTotalOpen: total > COUNTED }
}

function where(filters: Prisma.Sql[]): Prisma.Sql {
  return filters.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(filters, ' AND ')}`
}

/** Newest first; the cursor is the moment and id of the last one shown. */
async function browse(
  tx: Tx,
  ctx: Asking,
  filters: Prisma.Sql[],
  cursor: string | undefined,
): Promise<ClaimSearchPage> {
  const then = asOf(ctx.at)
  const sortedBy = may(ctx.actor, 'desk:read')
    ? Prisma.sql`c.changed_at`
    : Prisma.sql`coalesce(v.published_at, c.public_since)`
  const [, moment, id] = /^(\d{4}-[\dT:.-]+Z)_([\da-f-]{36})$/.exec(cursor ?? '') ?? []
  const isCursor = moment !== undefined && !Number.isNaN(Date.parse(moment))
  const after = isCursor
    ? [Prisma.sql`(${sortedBy}, c.id) < (${moment}::timestamptz, ${id}::uuid)`]
    : []
  const rows = await tx.$queryRaw<Row[]>`
    SELECT ${columns(then)}, ${sortedBy} AS sorted_by FROM ${from(then)} ${storyJoin(ctx)}
    ${where([...filters, ...after])}
    ORDER BY ${sortedBy} DESC, c.id DESC LIMIT ${PAGE + 1}`
  const shown = rows.slice(0, PAGE)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => viewOf(ctx, row)),
    nextCursor: rows.length > PAGE && last ? `${last.sorted_by.toISOString()}_${last.id}` : null,
    ...(await count(tx, ctx, filters)),
    isGuess: false,
  }
}

/** Best first among the newest thousand; the cursor is how many were shown. */
async function ranked(
  tx: Tx,
  ctx: Asking,
  search: ClaimSearch,
  filters: Prisma.Sql[],
  score: Prisma.Sql,
): Promise<ClaimSearchPage> {
  const then = asOf(ctx.at)
  const offset = /^\d{1,4}$/.test(search.cursor ?? '') ? Math.min(Number(search.cursor), RANKED) : 0
  const rows = await tx.$queryRaw<Row[]>`
    SELECT ${columns(then)}, c.changed_at AS sorted_by FROM (
      SELECT c.id, c.changed_at, c.search, c.folded, c.claimant_id FROM ${from(then)} ${where(filters)}
      ORDER BY c.changed_at DESC, c.id DESC LIMIT ${RANKED}
    ) AS hit
    CROSS JOIN LATERAL (SELECT ${score} AS score FROM (SELECT hit.*) AS c) AS scored
    JOIN (${from(then)}) ON c.id = hit.id ${storyJoin(ctx)}
    ORDER BY scored.score DESC, c.changed_at DESC, c.id DESC
    LIMIT ${PAGE + 1} OFFSET ${offset}`
  return {
    items: rows.slice(0, PAGE).map((row) => viewOf(ctx, row)),
    nextCursor: rows.length > PAGE ? String(offset + PAGE) : null,
    ...(await count(tx, ctx, filters)),
    isGuess: false,
  }
}

function viewOf(ctx: Asking, row: Row): FoundClaim {
  return {
    id: row.id,
    slug: row.slug,
    proposition: row.proposition,
    claimant: { slug: row.claimant_slug, name: row.claimant_name, language: row.claimant_language },
    status: row.status,
    confidence: row.confidence,
    since: row.since,
    corrected: row.corrected,
    said:
      row.said_on && row.said_precision
        ? { on: row.said_on, precision: row.said_precision, at: row.said_at, zone: row.said_zone }
        : null,
    placeName: row.place_name,
    story:
      row.story_slug && row.story_title ? { slug: row.story_slug, title: row.story_title } : null,
    stage: may(ctx.actor, 'desk:read') ? row.stage : null,
    isWithdrawn: row.is_withdrawn,
  }
}

// ───────────── claims alike

export type NearClaim = {
  /** The claim's id, twice: `claimId` is what the desk's screens call it. */
  id: string
  claimId: string
  slug: string
  proposition: string
  /** The claimant's own words, where they were kept. */
  wording: string | null
  wordingLanguage: string | null
  claimantId: string
  claimantName: string
  /** Whether the claimant asked for is this one by any of its names; null where none was asked for. */
  isSameClaimant: boolean | null
  said: KnownTime | null
  placeName: string | null
  /** WGS 84 degrees. */
  placeLatitude: number | null
  placeLongitude: number | null
  status: VerificationStatus
  /** How likely it says the same, 0 to 1; 1 for the same words. */
  similarity: number
}

export type NearestTo = {
  text: string
  /** Any spelling of who said it: raises what that source claims. */
  claimant?: string | undefined
  /** Calendar day, `2024-12-07`: raises what was said then. */
  saidOn?: string | undefined
}

/** A paragraph's worth; what else a longer text says would only blur it. */
const LONGEST_TEXT = 1500
/** Below this, two claims merely speak of the same things. */
const ALIKE = 0.05
/** What the same claimant, and the same or another day, add to the logarithm of the odds. */
const SAME_CLAIMANT = 1
const SAME_DAY = 0.3

type NearRow = Omit<NearClaim, 'said' | 'id'> & {
  said_on: Date | null
  said_precision: KnownTime['precision'] | null
  said_at: Date | null
  said_zone: string | null
}

/**
 * The tracked claims that say what `text` says or come near it, likeliest first and at most 20: those that share
 * its most telling words, whatever their form or language, with the earlier filed first where two are equally near.
 */
export async function nearestClaims(
  ctx: Context,
  asked: string | NearestTo,
  limit: number,
  { least = ALIKE }: { least?: number } = {},
): Promise<NearClaim[]> {
  const to = typeof asked === 'string' ? { text: asked } : asked
  const text = searchablePart(to.text, LONGEST_TEXT)
  if ([...text].length < 4) return []
  return bounded(ctx, async (tx) => {
    const claimants = to.claimant ? await sourceIdsNamedLike(tx, to.claimant) : []
    const isDesk = may(ctx.actor, 'desk:read')
    const likeness = likenessOf(text, otherWordsOf(text), {
      visible: isDesk ? Prisma.sql`TRUE` : Prisma.sql`c.public_since IS NOT NULL`,
      spare: isDesk ? 2 : 20,
    })
    const signs = Prisma.join(
      Object.entries(weights).map(
        ([sign, weight]) => Prisma.sql`${Prisma.raw(sign)} * ${weight}::float8`,
      ),
      ' + ',
    )
    const rows = await tx.$queryRaw<NearRow[]>`
      ${likeness}, likeliest AS MATERIALIZED (
        SELECT c.*, is_same, round((${odds.constant}::float8 + ${odds.asking}::float8 * ln(asking) + ${odds.signs}::float8 * (${signs})
          + CASE WHEN c.claimant_id = ANY (${claimants}::uuid[]) THEN ${SAME_CLAIMANT}::float8 ELSE 0 END
          + CASE WHEN c.said_on = ${to.saidOn ?? null}::date THEN ${SAME_DAY}::float8 ELSE 0 END)::numeric, 4) AS odds
        FROM likeness JOIN claims c ON c.id = likeness.claim_id
        ORDER BY is_same DESC, odds DESC, c.filed_at, c.id LIMIT ${Math.min(limit, 20)}
      )
      SELECT c.id AS "claimId", c.slug, c.proposition, c.wording, c.wording_language AS "wordingLanguage",
        c.claimant_id AS "claimantId", s.name AS "claimantName",
        CASE WHEN ${to.claimant !== undefined} THEN c.claimant_id = ANY (${claimants}::uuid[]) END AS "isSameClaimant",
        c.said_on, c.said_precision::text AS said_precision, c.said_at, c.said_zone, c.place_name AS "placeName",
        c.place_latitude AS "placeLatitude", c.place_longitude AS "placeLongitude",
        coalesce(v.status::text, 'unreviewed') AS status,
        CASE WHEN is_same THEN 1 ELSE least(round(1 / (1 + exp(-odds)), 3), 0.99) END::float8 AS similarity
      FROM likeliest c JOIN sources s ON s.id = c.claimant_id LEFT JOIN verdicts v ON v.id = c.current_verdict_id
      WHERE is_same OR 1 / (1 + exp(-odds)) >= ${least}
      ORDER BY is_same DESC, odds DESC, c.filed_at, c.id`
    return rows.map(({ said_on, said_precision, said_at, said_zone, ...row }) => ({
      ...row,
      id: row.claimId,
      said:
        said_on && said_precision
          ? { on: said_on, precision: said_precision, at: said_at, zone: said_zone }
          : null,
    }))
  })
}
