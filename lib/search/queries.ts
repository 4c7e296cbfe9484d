import 'server-only'
import { may } from '@/lib/auth/policy'
import type { Stage } from '@/lib/claims/schema'
import type { Context } from '@/lib/context'
import type { Tx } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { Prisma } from '@/lib/generated/prisma/client'
import type { Confidence, VerificationStatus } from '@/lib/review/schema'
import type { ClaimSearch } from '@/lib/search/schema'
import { sourceIdsNamedLike } from '@/lib/sources/queries'
import { searchable } from '@/lib/text/searchable'
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
 * words, else newest first. Readers find what was shown to them and not taken back, the desk everything.
 */
export function searchClaims(ctx: Context, search: ClaimSearch): Promise<ClaimSearchPage> {
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

function filtersOf(ctx: Context, search: ClaimSearch): Prisma.Sql[] {
  const isDesk = may(ctx.actor, 'desk:read')
  const filters: Prisma.Sql[] = []
  if (!isDesk) {
    filters.push(Prisma.sql`c.public_since IS NOT NULL
      AND NOT EXISTS (SELECT FROM withdrawals w WHERE w.claim_id = c.id)`)
  }
  if (search.status.length > 0) {
    filters.push(Prisma.sql`coalesce(v.status::text, 'unreviewed') = ANY(${search.status}::text[])`)
  }
  if (search.story) {
    const shown = isDesk ? Prisma.empty : Prisma.sql`AND st.public_since IS NOT NULL`
    filters.push(
      Prisma.sql`c.story_id = (SELECT st.id FROM stories st WHERE st.slug = ${search.story} ${shown})`,
    )
  }
  if (search.source) {
    filters.push(
      Prisma.sql`c.claimant_id = (SELECT so.id FROM sources so WHERE so.slug = ${search.source})`,
    )
  }
  if (search.place) {
    filters.push(
      Prisma.sql`strpos(fold_text(coalesce(c.place_name, '')), fold_text(${search.place})) > 0`,
    )
  }
  if (search.language) {
    const [base = ''] = search.language.split('-')
    filters.push(Prisma.sql`split_part(c.wording_language, '-', 1) = ${base}`)
  }
  // What is known to the month or the year counts where any day of it would.
  if (search.saidFrom) {
    filters.push(Prisma.sql`CASE c.said_precision
        WHEN 'year' THEN c.said_on + interval '1 year'
        WHEN 'month' THEN c.said_on + interval '1 month'
        ELSE c.said_on + interval '1 day' END > ${search.saidFrom}::date`)
  }
  if (search.saidTo) filters.push(Prisma.sql`c.said_on <= ${search.saidTo}::date`)
  return filters
}

const FROM = Prisma.sql`claims c
  JOIN sources cl ON cl.id = c.claimant_id
  LEFT JOIN verdicts v ON v.id = c.current_verdict_id`

const COLUMNS = Prisma.sql`
  c.id, c.slug, c.proposition, cl.slug AS claimant_slug, cl.name AS claimant_name, cl.language AS claimant_language,
  coalesce(v.status::text, 'unreviewed') AS status, v.confidence::text AS confidence,
  coalesce(v.published_at, c.public_since) AS since,
  c.said_on, c.said_precision::text AS said_precision, c.said_at, c.said_zone, c.place_name,
  st.slug AS story_slug, st.title AS story_title, c.stage::text AS stage,
  EXISTS (SELECT FROM withdrawals w WHERE w.claim_id = c.id) AS is_withdrawn`

/** Readers are not told of a story that isn't shown yet. */
function storyJoin(ctx: Context): Prisma.Sql {
  const shown = may(ctx.actor, 'desk:read')
    ? Prisma.empty
    : Prisma.sql`AND st.public_since IS NOT NULL`
  return Prisma.sql`LEFT JOIN stories st ON st.id = c.story_id ${shown}`
}

async function count(
  tx: Tx,
  filters: Prisma.Sql[],
): Promise<{ total: number; isTotalOpen: boolean }> {
  const [row] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (
      SELECT FROM ${FROM} ${where(filters)} LIMIT ${COUNTED + 1}
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
  ctx: Context,
  filters: Prisma.Sql[],
  cursor: string | undefined,
): Promise<ClaimSearchPage> {
  const sortedBy = may(ctx.actor, 'desk:read')
    ? Prisma.sql`c.changed_at`
    : Prisma.sql`coalesce(v.published_at, c.public_since)`
  const [, moment, id] = /^(\d{4}-[\dT:.-]+Z)_([\da-f-]{36})$/.exec(cursor ?? '') ?? []
  const isCursor = moment !== undefined && !Number.isNaN(Date.parse(moment))
  const after = isCursor
    ? [Prisma.sql`(${sortedBy}, c.id) < (${moment}::timestamptz, ${id}::uuid)`]
    : []
  const rows = await tx.$queryRaw<Row[]>`
    SELECT ${COLUMNS}, ${sortedBy} AS sorted_by FROM ${FROM} ${storyJoin(ctx)}
    ${where([...filters, ...after])}
    ORDER BY ${sortedBy} DESC, c.id DESC LIMIT ${PAGE + 1}`
  const shown = rows.slice(0, PAGE)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => viewOf(ctx, row)),
    nextCursor: rows.length > PAGE && last ? `${last.sorted_by.toISOString()}_${last.id}` : null,
    ...(await count(tx, filters)),
    isGuess: false,
  }
}

/** Best first among the newest thousand; the cursor is how many were shown. */
async function ranked(
  tx: Tx,
  ctx: Context,
  search: ClaimSearch,
  filters: Prisma.Sql[],
  score: Prisma.Sql,
): Promise<ClaimSearchPage> {
  const from = /^\d{1,4}$/.test(search.cursor ?? '') ? Math.min(Number(search.cursor), RANKED) : 0
  const rows = await tx.$queryRaw<Row[]>`
    SELECT ${COLUMNS}, c.changed_at AS sorted_by FROM (
      SELECT c.id, c.changed_at, c.search, c.folded, c.claimant_id FROM ${FROM} ${where(filters)}
      ORDER BY c.changed_at DESC, c.id DESC LIMIT ${RANKED}
    ) AS hit
    CROSS JOIN LATERAL (SELECT ${score} AS score FROM (SELECT hit.*) AS c) AS scored
    JOIN claims c ON c.id = hit.id
    JOIN sources cl ON cl.id = c.claimant_id
    LEFT JOIN verdicts v ON v.id = c.current_verdict_id ${storyJoin(ctx)}
    ORDER BY scored.score DESC, c.changed_at DESC, c.id DESC
    LIMIT ${PAGE + 1} OFFSET ${from}`
  return {
    items: rows.slice(0, PAGE).map((row) => viewOf(ctx, row)),
    nextCursor: rows.length > PAGE ? String(from + PAGE) : null,
    ...(await count(tx, filters)),
    isGuess: false,
  }
}

function viewOf(ctx: Context, row: Row): FoundClaim {
  return {
    id: row.id,
    slug: row.slug,
    proposition: row.proposition,
    claimant: { slug: row.claimant_slug, name: row.claimant_name, language: row.claimant_language },
    status: row.status,
    confidence: row.confidence,
    since: row.since,
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
  claimId: string
  slug: string
  proposition: string
  claimantName: string
  status: VerificationStatus
  /** 0 nothing in common … 1 the same. */
  similarity: number
}

/** Shorter words of a sentence say little about what it claims. */
const TELLING_WORDS = 8
const CANDIDATES = 400
/** Below this, two claims merely speak of the same things. */
const ALIKE = 0.34

/**
 * The claims most like `text`, closest first: likely duplicates. Candidates share at least two of its longest
 * words (by their stems), or nearly all of its letters; a bounded number of them is then compared in full.
 */
export async function nearestClaims(
  ctx: Context,
  text: string,
  limit: number,
): Promise<NearClaim[]> {
  const asked = searchable(text)
  if ([...asked].length < 4) return []
  try {
    return await bounded(ctx, (tx) => compare(tx, ctx, asked, limit, true), 1000)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unavailable') throw error
    // Among very many claims, comparing letters takes longer than anybody waits while typing.
    return bounded(ctx, (tx) => compare(tx, ctx, asked, limit, false))
  }
}

function compare(
  tx: Tx,
  ctx: Context,
  asked: string,
  limit: number,
  byLetters: boolean,
): Promise<NearClaim[]> {
  const visible = may(ctx.actor, 'desk:read')
    ? Prisma.sql`TRUE`
    : Prisma.sql`c.public_since IS NOT NULL`
  return tx.$queryRaw<NearClaim[]>`
      WITH asked AS MATERIALIZED (
        SELECT fold_text(${asked}) AS folded
      ), words AS MATERIALIZED (
        -- A lexeme in quotes is a tsquery whatever it is made of.
        SELECT ('''' || replace(replace(word, '\\', '\\\\'), '''', '''''') || '''')::tsquery AS word,
          row_number() OVER (ORDER BY length(word) DESC, word) AS place
        FROM asked, LATERAL (
          SELECT unnest(tsvector_to_array(to_tsvector('english', asked.folded))) AS word
          UNION SELECT word FROM unnest(tsvector_to_array(to_tsvector('arabic', asked.folded))) AS word
            WHERE word ~ '[\\u0621-\\u064a]'
        ) AS lexemes
        WHERE length(word) > 1
      ), pairs AS MATERIALIZED (
        SELECT one.word && other.word AS query FROM words one JOIN words other ON one.place < other.place
          WHERE other.place <= ${TELLING_WORDS}
        UNION ALL SELECT word FROM words WHERE (SELECT count(*) FROM words) = 1
      ), candidates AS MATERIALIZED (
        (SELECT DISTINCT c.id FROM pairs CROSS JOIN LATERAL (
          SELECT c.id FROM claims c WHERE c.search @@ pairs.query AND ${visible} LIMIT ${CANDIDATES / 4}
        ) AS c LIMIT ${CANDIDATES})
        UNION
        (SELECT c.id FROM claims c, asked
          WHERE ${byLetters} AND c.folded % asked.folded AND ${visible} LIMIT ${CANDIDATES / 4})
      ), compared AS (
        SELECT c.id, c.slug, c.proposition, c.claimant_id, c.current_verdict_id,
          0.5 * greatest(
            similarity(fold_text(c.proposition), asked.folded),
            0.9 * word_similarity(asked.folded, c.folded)
          ) + 0.5 * coalesce(
            (SELECT count(*) FILTER (WHERE c.search @@ words.word)::float8 / count(*) FROM words), 0
          ) AS similarity
        FROM candidates JOIN claims c ON c.id = candidates.id CROSS JOIN asked
        WHERE NOT EXISTS (SELECT FROM withdrawals w WHERE w.claim_id = c.id)
      )
      SELECT compared.id AS "claimId", compared.slug, compared.proposition, s.name AS "claimantName",
        coalesce(v.status::text, 'unreviewed') AS status, round(similarity::numeric, 3)::float8 AS similarity
      FROM compared
      JOIN sources s ON s.id = compared.claimant_id
      LEFT JOIN verdicts v ON v.id = compared.current_verdict_id
      WHERE similarity >= ${ALIKE}
      ORDER BY similarity DESC, compared.id DESC
      LIMIT ${Math.min(limit, 20)}`
}
