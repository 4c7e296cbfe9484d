import 'server-only'
import { may } from '@/lib/auth/policy'
import type { Stage } from '@/lib/claims/schema'
import type { Context } from '@/lib/context'
import type { Tx } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { Prisma } from '@/lib/generated/prisma/client'
import type { Confidence, VerificationStatus } from '@/lib/review/schema'
import { otherWordsOf } from '@/lib/search/other-words'
import { GUESSED, isAcross } from '@/lib/search/public/alike'
import { aliasesIn, placesNamed, sourcesNamedIn } from '@/lib/search/public/names'
import { type Asked, parseSearch, wantedWords } from '@/lib/search/public/parse'
import { tokensOf } from '@/lib/search/public/tokens'
import {
  type Alias,
  beginningsOf,
  exactQueryOf,
  type Meanings,
  meaningsOf,
  tsqueryOf,
} from '@/lib/search/public/understand'
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
const RANKED = 600
/** And of these so many are compared word by word. */
const RERANKED = 200
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
  /** Folded, those in the hits for which they were found: to be marked. */
  words: string[]
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
}

/**
 * Claims by their words, by any spelling of the claimant's name, and by filters: best first where there are
 * words, else newest first. Readers find what was shown to them and not taken back, the desk everything. Asked as of
 * a moment, they find what was shown to them then, with the status it had; its words are those of today.
 */
export function searchClaims(ctx: Asking, search: ClaimSearch): Promise<ClaimSearchPage> {
  return bounded(ctx, (tx) => findClaims(tx, ctx, search))
}

/** The same within a transaction that has its bounds already. */
export async function findClaims(
  tx: Tx,
  ctx: Asking,
  search: ClaimSearch,
): Promise<ClaimSearchPage> {
  const filters = await filtersOf(tx, ctx, search)
  const asked = parseSearch(search.q ?? '')
  if (asked.any.length === 0 && asked.none.length === 0) {
    return browse(tx, ctx, filters, search.cursor)
  }
  const words = wantedWords(asked)
  const beginnings = await beginningsOf(tx, asked)
  const named = await sourcesNamedIn(tx, words)
  const aliases = aliasesIn(search.q ?? '')
  for (const typos of [false, true]) {
    const meanings = await meaningsOf(tx, asked, { typos, aliases })
    const query = tsqueryOf(asked, meanings, beginnings, named, aliases)
    const page = await ranked(tx, ctx, search, filters, { query, asked, meanings, aliases })
    if (page.total === 0 && !typos && words.length > 0) continue
    const isMeant = (word: string) =>
      named.some((each) => each.words.has(word)) ||
      aliases.some((each) => each.words.has(word)) ||
      beginnings.has(word) ||
      [...(meanings.get(word) ?? [])].some(
        ([other, share]) => share > GUESSED || isAcross(word, other),
      )
    const hits = [...meanings.values()].flatMap((each) => [...each.keys()])
    return {
      ...page,
      isGuess: page.total > 0 && words.some((word) => !isMeant(word)),
      words: [...new Set([...words, ...hits, ...[...beginnings.values()].flat()])],
    }
  }
  throw new Error('unreachable')
}

/** Runs a question that must not hold up the database, whatever was asked. */
export async function bounded<R>(
  ctx: Context,
  question: (tx: Tx) => Promise<R>,
  milliseconds = 3000,
): Promise<R> {
  try {
    return await ctx.db.$transaction(
      async (tx) => {
        // Of a table that grew since it was last looked at the planner would rather read all.
        await tx.$executeRaw`SELECT set_config('statement_timeout', ${String(milliseconds)}, true), set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)`
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

async function filtersOf(tx: Tx, ctx: Asking, search: ClaimSearch): Promise<Prisma.Sql[]> {
  const isDesk = may(ctx.actor, 'desk:read')
  const { at } = ctx
  const filters: Prisma.Sql[] = []
  if (!isDesk && at) {
    filters.push(
      Prisma.sql`cs.public_since <= ${at} AND (cs.withdrawn_at IS NULL OR cs.withdrawn_at > ${at})`,
    )
  } else if (!isDesk) {
    filters.push(Prisma.sql`cs.public_since IS NOT NULL AND cs.withdrawn_at IS NULL`)
  }
  // As of now what narrows a search stands beside the words; what it was then is looked up.
  const was = asOf(at)
  const column = (now: string, then: string) => Prisma.raw(at ? `was.${then}` : `cs.${now}`)
  if (search.status.length > 0) {
    const status = at
      ? Prisma.sql`coalesce((SELECT v.status::text FROM verdicts v WHERE ${was.isCurrent('v', 'cs_claim')}), 'unreviewed')`
      : Prisma.sql`cs.status`
    filters.push(Prisma.sql`${status} = ANY(${search.status}::text[])`)
  }
  if (search.story) {
    const shown = isDesk ? Prisma.empty : Prisma.sql`AND st.public_since IS NOT NULL`
    filters.push(
      Prisma.sql`${column('story_id', 'story_id')} = (SELECT st.id FROM stories st WHERE st.slug = ${search.story} ${shown})`,
    )
  }
  if (search.source) {
    filters.push(
      Prisma.sql`${column('claimant_id', 'claimant_id')} = (SELECT so.id FROM sources so WHERE so.slug = ${search.source})`,
    )
  }
  if (search.place) {
    const places = await placesNamed(tx, search.place)
    const place = at ? Prisma.sql`fold_text(was.place_name)` : Prisma.sql`cs.place`
    filters.push(Prisma.sql`${place} = ANY(${places}::text[])`)
  }
  if (search.language) {
    const [base = ''] = search.language.split('-')
    const language = at
      ? Prisma.sql`split_part(was.wording_language, '-', 1)`
      : Prisma.sql`cs.language`
    filters.push(Prisma.sql`${language} = ${base}`)
  }
  // What is known to the month or the year counts where any day of it would.
  if (search.saidFrom) {
    filters.push(
      at
        ? Prisma.sql`CASE was.said_precision
            WHEN 'year' THEN was.said_on + interval '1 year'
            WHEN 'month' THEN was.said_on + interval '1 month'
            ELSE was.said_on + interval '1 day' END > ${search.saidFrom}::date`
        : Prisma.sql`cs.said_to >= ${search.saidFrom}::date`,
    )
  }
  if (search.saidTo) {
    filters.push(Prisma.sql`${column('said_from', 'said_on')} <= ${search.saidTo}::date`)
  }
  const listed = at
    ? Prisma.sql`coalesce((SELECT v.published_at FROM verdicts v WHERE ${was.isCurrent('v', 'cs_claim')}), cs.public_since)`
    : Prisma.sql`cs.listed_at`
  if (search.publishedFrom)
    filters.push(
      Prisma.sql`${listed} >= ${search.publishedFrom}::date::timestamp AT TIME ZONE 'UTC'`,
    )
  if (search.publishedTo)
    filters.push(
      Prisma.sql`${listed} < (${search.publishedTo}::date + 1)::timestamp AT TIME ZONE 'UTC'`,
    )
  return filters
}

/** The rows that are searched, and beside them what they were then where a search asks for that. */
function searched(ctx: Asking): Prisma.Sql {
  const then = asOf(ctx.at)
  return then.at
    ? Prisma.sql`claim_search cs JOIN claims cs_claim ON cs_claim.id = cs.claim_id JOIN ${then.claims} was ON was.id = cs.claim_id`
    : Prisma.sql`claim_search cs`
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

function where(filters: Prisma.Sql[]): Prisma.Sql {
  return filters.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(filters, ' AND ')}`
}

async function count(
  tx: Tx,
  ctx: Asking,
  filters: Prisma.Sql[],
): Promise<{ total: number; isTotalOpen: boolean }> {
  const [row] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (
      SELECT FROM ${searched(ctx)} ${where(filters)} LIMIT ${COUNTED + 1}
    ) AS hits`
  const total = row?.total ?? 0
  return { total: Math.min(total, COUNTED), isTotalOpen: total > COUNTED }
}

/** Claims as they are shown, in the order of their ids here. */
async function claimsOf(tx: Tx, ctx: Asking, ids: string[]): Promise<FoundClaim[]> {
  const then = asOf(ctx.at)
  if (ids.length === 0) return []
  const rows = await tx.$queryRaw<Row[]>`
    SELECT ${columns(then)} FROM ${from(then)} ${storyJoin(ctx)} WHERE c.id = ANY(${ids}::uuid[])`
  const views = new Map(rows.map((row) => [row.id, viewOf(ctx, row)]))
  return ids.flatMap((id) => views.get(id) ?? [])
}

/** Newest first; the cursor is the moment and id of the last one shown. */
async function browse(
  tx: Tx,
  ctx: Asking,
  filters: Prisma.Sql[],
  cursor: string | undefined,
): Promise<ClaimSearchPage> {
  const sortedBy = ctx.at
    ? Prisma.sql`coalesce((SELECT v.published_at FROM verdicts v WHERE ${asOf(ctx.at).isCurrent('v', 'cs_claim')}), cs.public_since)`
    : Prisma.sql`cs.listed_at`
  const [, moment, id] = /^(\d{4}-[\dT:.-]+Z)_([\da-f-]{36})$/.exec(cursor ?? '') ?? []
  const isCursor = moment !== undefined && !Number.isNaN(Date.parse(moment))
  const after = isCursor
    ? [Prisma.sql`(${sortedBy}, cs.claim_id) < (${moment}::timestamptz, ${id}::uuid)`]
    : []
  const rows = await tx.$queryRaw<{ id: string; sorted_by: Date }[]>`
    SELECT cs.claim_id AS id, ${sortedBy} AS sorted_by FROM ${searched(ctx)}
    ${where([...filters, ...after])}
    ORDER BY ${sortedBy} DESC, cs.claim_id DESC LIMIT ${PAGE + 1}`
  const shown = rows.slice(0, PAGE)
  const last = shown.at(-1)
  return {
    items: await claimsOf(
      tx,
      ctx,
      shown.map((row) => row.id),
    ),
    nextCursor: rows.length > PAGE && last ? `${last.sorted_by.toISOString()}_${last.id}` : null,
    ...(await count(tx, ctx, filters)),
    isGuess: false,
    words: [],
  }
}

type Wanted = { query: string; asked: Asked; meanings: Meanings; aliases: Alias[] }
type Hit = { id: string; seq: number; proposition: string; place: string | null; score: number }

/** Best first among the newest that have the words; the cursor is how many were shown. */
async function ranked(
  tx: Tx,
  ctx: Asking,
  search: ClaimSearch,
  filters: Prisma.Sql[],
  wanted: Wanted,
): Promise<ClaimSearchPage> {
  const offset = /^\d{1,4}$/.test(search.cursor ?? '') ? Math.min(Number(search.cursor), RANKED) : 0
  const exact = exactQueryOf(wanted.asked)
  const isNarrow = Boolean(search.story || search.source || search.place || ctx.at)
  const [newest] = await tx.$queryRaw<{ seq: number }[]>`
    SELECT coalesce(max(seq), 0)::int AS seq FROM claim_search`
  const stretches = isNarrow ? [null] : stretchesOf(newest?.seq ?? 0)
  let hits: Hit[] = []
  for (const stretch of stretches) {
    const query = stretch ? `(${stretch})&${wanted.query}` : wanted.query
    // What excludes only is in every claim but a few: the newest are enough.
    if (!stretch && wanted.asked.any.length === 0 && stretches.length > 1) break
    // By its index the planner would read all claims backwards for the few that have the words: hence the sum.
    hits = await tx.$queryRaw<Hit[]>`
      SELECT hit.claim_id AS id, hit.seq::int AS seq, c.proposition, c.place_name AS place, hit.score
      FROM (
        SELECT found.claim_id, found.seq, (ts_rank('{0.1,0.3,0.5,1}', found.vector, ${wanted.query}::tsquery)
          + 2 * ts_rank('{0.1,0.3,0.5,1}', found.vector, ${exact}::tsquery))::float8 AS score
        FROM (
          SELECT cs.claim_id, cs.seq, cs.vector FROM ${searched(ctx)}
          ${where([Prisma.sql`cs.vector @@ ${query}::tsquery`, ...filters])}
          ORDER BY cs.seq + 0 DESC LIMIT ${RANKED + 1}
        ) AS found
      ) AS hit JOIN claims c ON c.id = hit.claim_id
      ORDER BY hit.score DESC, hit.seq DESC`
    if (hits.length > RANKED) break
  }
  const total = Math.min(hits.length, RANKED)
  const best = hits
    .slice(0, RANKED)
    .map((hit, at) => ({
      ...hit,
      score: at < RERANKED ? hit.score + closeness(hit, wanted) : hit.score - 10,
    }))
    .sort((one, other) => other.score - one.score || other.seq - one.seq)
  return {
    items: await claimsOf(
      tx,
      ctx,
      best.slice(offset, offset + PAGE).map(({ id }) => id),
    ),
    nextCursor: total > offset + PAGE ? String(offset + PAGE) : null,
    total,
    isTotalOpen: hits.length > RANKED,
    isGuess: false,
    words: [],
  }
}

/** The newest stretches of the count that are asked first, as lexemes that find_claims() gave; null for all. */
function stretchesOf(newest: number): (string | null)[] {
  const short = newest >> 13
  const long = newest >> 16
  const lexemes = (name: string, last: number) =>
    [last, last - 1].filter((each) => each >= 0).map((each) => `'~${name}${each}'`)
  return [
    ...(short > 2 ? [lexemes('b', short).join('|')] : []),
    ...(long > 2 ? [lexemes('c', long).join('|')] : []),
    null,
  ]
}

/** How near what a claim says is to what was typed, word by word: 2 for the very words and no others. */
function closeness(hit: Hit, { asked, meanings, aliases }: Wanted): number {
  const said = tokensOf(`${hit.proposition} ${hit.place ?? ''}`)
  const has = new Set(said)
  const words = wantedWords(asked)
  if (words.length === 0) return 0
  let sum = 0
  for (const word of words) {
    let best = 0
    for (const [other, share] of meanings.get(word) ?? [[word, 1]])
      if (has.has(other)) best = Math.max(best, share)
    for (const { words: its, tokens } of aliases) {
      if (its.has(word) && tokens.every((token) => has.has(token))) best = Math.max(best, 0.95)
    }
    sum += best
  }
  return sum / words.length + sum / (words.length + said.length)
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
