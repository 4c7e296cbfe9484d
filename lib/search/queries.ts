import 'server-only'
import { createHash } from 'node:crypto'
import { may } from '@/lib/auth/policy'
import type { Stage } from '@/lib/claims/schema'
import type { Context } from '@/lib/context'
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
import { type Asker, bounded } from '@/lib/search/sql/asker'
import { likenessOf } from '@/lib/search/sql/nearest'
import {
  type Among,
  areMoreThan,
  type Hit,
  type HitsWanted,
  isShownAt,
  newestHits,
  RANKED,
  where,
} from '@/lib/search/sql/newest'
import { stemmed } from '@/lib/search/sql/stems'
import { odds, weights } from '@/lib/search/sql/weights'
import type { Question } from '@/lib/site/question'
import { type AsOf, asOf } from '@/lib/site/sql/as-of'
import { correctedAt } from '@/lib/site/sql/parts'
import { sourceIdsNamedLike } from '@/lib/sources/queries'
import { searchablePart } from '@/lib/text/searchable'
import type { KnownTime } from '@/lib/time'

const PAGE = 25
/** And of the hits so many are compared word by word. */
const RERANKED = 100
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
  return bounded(ctx, (asker) => findClaims(asker, ctx, search))
}

/** The same on a connection that has its bounds already. */
export async function findClaims(
  asker: Asker,
  ctx: Asking,
  search: ClaimSearch,
): Promise<ClaimSearchPage> {
  const narrowed = await narrowedBy(asker, ctx, search)
  const asked = parseSearch(search.q ?? '')
  if (asked.any.length === 0 && asked.none.length === 0) {
    return browse(asker, ctx, narrowed, search.cursor)
  }
  for await (const reading of readingsOf(asker, asked, search.q ?? '')) {
    const { words, beginnings, named, aliases, meanings } = reading
    const page = await ranked(asker, ctx, search, narrowed, reading)
    if (page.total === 0 && !reading.isLast) continue
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

/** What a search is taken to mean: its words as they are written at first, and then what they may be misspelt for. */
async function* readingsOf(asker: Asker, asked: Asked, q: string) {
  const words = wantedWords(asked)
  const beginnings = await beginningsOf(asker, asked)
  const named = await sourcesNamedIn(asker, words, q)
  const aliases = aliasesIn(q)
  for (const typos of [false, true]) {
    const meanings = await meaningsOf(asker, asked, { typos, aliases })
    const query = tsqueryOf(asked, meanings, beginnings, named, aliases)
    const isLast = typos || words.length === 0
    yield { asked, words, beginnings, named, aliases, meanings, query, isLast }
  }
}

/**
 * The newest claims that have the words of a search, as many as are ranked; `also` is asked of each, as `cs`, and `among` names
 * the only ones that matter. For lists that are in an order of their own.
 */
export function newestWithWords(
  ctx: Asking,
  search: ClaimSearch,
  { also = [], among }: { also?: Prisma.Sql[]; among?: string[] } = {},
): Promise<{ ids: string[]; isAll: boolean }> {
  return bounded(ctx, async (asker) => {
    const { filters, marks } = await narrowedBy(asker, ctx, search)
    const narrowed = { filters: [...filters, ...also], marks }
    const asked = parseSearch(search.q ?? '')
    for await (const reading of readingsOf(asker, asked, search.q ?? '')) {
      const wanted = hitsWanted(ctx, search, narrowed, reading)
      const found = among ? await thoseWith(asker, wanted, among) : await newestIds(asker, wanted)
      if (found.ids.length > 0 || reading.isLast) return found
    }
    throw new Error('unreachable')
  })
}

async function newestIds(asker: Asker, wanted: HitsWanted) {
  const { hits, isAll } = await newestHits(asker, wanted)
  const ids = hits.map(({ id }) => id)
  return { ids: ids.slice(0, RANKED), isAll: isAll && ids.length <= RANKED }
}

async function thoseWith(asker: Asker, { query, filters }: HitsWanted, among: string[]) {
  const rows = await asker.ask<{ id: string }>`
    SELECT cs.claim_id AS id FROM (SELECT * FROM claim_search WHERE claim_id = ANY (${among}::uuid[]) OFFSET 0) cs
    ${where([Prisma.sql`cs.vector @@ ${query}::tsquery`, ...filters])}`
  return { ids: rows.map(({ id }) => id), isAll: true }
}

/** What rows must be, and the same as far as the marks beside their words tell it: search_marks() in SQL. */
type Narrowed = { filters: Prisma.Sql[]; marks: string[] }

async function narrowedBy(asker: Asker, ctx: Asking, search: ClaimSearch): Promise<Narrowed> {
  const isDesk = may(ctx.actor, 'desk:read')
  const { at } = ctx
  const filters: Prisma.Sql[] = []
  const marks: string[] = []
  // Marks are of now; that of nothing is on no row.
  const mark = (kind: string, values: string[]) => {
    const some = values.length > 0 ? values : ['']
    if (!at) marks.push(`(${some.map((value) => `'~${kind}${value}'`).join('|')})`)
  }
  if (!isDesk) filters.push(isShownAt(at))
  // As of now what narrows a search stands beside the words; what it was then is looked up.
  const was = asOf(at)
  const column = (now: string, then: string) => Prisma.raw(at ? `was.${then}` : `cs.${now}`)
  if (search.status.length > 0) {
    const status = at
      ? Prisma.sql`coalesce((SELECT v.status::text FROM verdicts v WHERE ${was.isCurrent('v', 'cs_claim')}), 'unreviewed')`
      : Prisma.sql`cs.status`
    filters.push(Prisma.sql`${status} = ANY(${search.status}::text[])`)
    // Most are unreviewed, so that would narrow nothing.
    if (!search.status.includes('unreviewed')) mark('u', search.status)
  }
  if (search.story || search.source) {
    const shown = isDesk ? Prisma.empty : Prisma.sql`AND st.public_since IS NOT NULL`
    const [ids] = await asker.ask<{ story: string | null; source: string | null }>`
      SELECT (SELECT st.id FROM stories st WHERE st.slug = ${search.story ?? null} ${shown}) AS story,
        (SELECT so.id FROM sources so WHERE so.slug = ${search.source ?? null}) AS source`
    const only = (kind: string, name: string, id: string | null | undefined) => {
      filters.push(id ? Prisma.sql`${column(name, name)} = ${id}::uuid` : Prisma.sql`FALSE`)
      mark(kind, id ? [id] : [])
    }
    if (search.story) only('t', 'story_id', ids?.story)
    if (search.source) only('s', 'claimant_id', ids?.source)
  }
  if (search.place) {
    const places = await placesNamed(asker, search.place)
    const place = at ? Prisma.sql`fold_text(was.place_name)` : Prisma.sql`cs.place`
    filters.push(Prisma.sql`${place} = ANY(${places}::text[])`)
    const shared = places.length > FEW_PLACES ? sharedWords(places) : null
    if (!shared) mark('p', places.map(hashOf))
    else if (!at) marks.push(`(${shared.map((word) => `'${word}'`).join('|')})`)
  }
  if (search.language) {
    const [base = ''] = search.language.split('-')
    const language = at
      ? Prisma.sql`split_part(was.wording_language, '-', 1)`
      : Prisma.sql`cs.language`
    filters.push(Prisma.sql`${language} = ${base}`)
    if (/^\w+$/.test(base)) mark('l', [base])
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
  const months = search.saidFrom && search.saidTo ? monthsOf(search.saidFrom, search.saidTo) : []
  if (months.length > 0) mark('', months)
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
  return { filters, marks }
}

/** The index takes as long over each hit as there are words to look for. */
const FEW_PLACES = 6

/** As few words as there can be of which every one of the places has at least one; null where they have little in common. */
function sharedWords(places: string[]): string[] | null {
  const found: string[] = []
  let rest = places.map(tokensOf)
  while (rest.length > 0) {
    const counts = new Map<string, number>()
    for (const word of rest.flat()) counts.set(word, (counts.get(word) ?? 0) + 1)
    const [best] = [...counts].sort((one, other) => other[1] - one[1])[0] ?? []
    if (best === undefined || found.length >= FEW_PLACES) return null
    // A place as it is kept has lost the apostrophe by which its words are cut.
    found.push(best, ...(best.endsWith('s') ? [best.slice(0, -1)] : []))
    rest = rest.filter((words) => !words.includes(best))
  }
  return found.filter(Boolean)
}

const MOST_MONTHS = 36

/** The months and years between two days, as search_marks() writes them; none where there are very many. */
function monthsOf(from: string, to: string): string[] {
  const monthOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
  const count = monthOf(to) - monthOf(from) + 1
  if (count < 1 || count > MOST_MONTHS) return []
  const marks = Array.from({ length: count }, (_, at) => {
    const month = monthOf(from) + at
    return [`m${Math.floor(month / 12)}-${(month % 12) + 1}`, `y${Math.floor(month / 12)}`]
  })
  return [...new Set(marks.flat())]
}

function hashOf(text: string): string {
  return createHash('md5').update(text).digest('hex').slice(0, 12)
}

/**
 * The rows that are searched, and beside them what they were then where a search asks for that. What is asked of their
 * words and marks is asked first: no other index knows which rows meet several conditions, hence the offset.
 */
function searched(ctx: Asking, among?: Among): Prisma.Sql {
  const then = asOf(ctx.at)
  const rows = rowsAmong(among)
  return then.at
    ? Prisma.sql`${rows} cs JOIN claims cs_claim ON cs_claim.id = cs.claim_id JOIN ${then.claims} was ON was.id = cs.claim_id`
    : Prisma.sql`${rows} cs`
}

function rowsAmong(among?: Among): Prisma.Sql {
  if (!among) return Prisma.sql`claim_search`
  if (!('blocks' in among)) return Prisma.sql`(SELECT * FROM claim_search WHERE ${among} OFFSET 0)`
  return Prisma.sql`(SELECT hit.* FROM unnest(${among.blocks}::text[]) AS asked(query) CROSS JOIN LATERAL (
    SELECT * FROM claim_search WHERE search_blocked(seq, vector) @@ asked.query::tsquery OFFSET 0) AS hit OFFSET 0)`
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
  asker: Asker,
  ctx: Asking,
  narrowed: Narrowed,
): Promise<{ total: number; isTotalOpen: boolean }> {
  const { filters, marks } = narrowed
  if (marks.length > 1) {
    const query = marks.join('&')
    const rows = (among?: Among) => searched(ctx, among)
    const isMore = await areMoreThan(asker, COUNTED, {
      query,
      atMost: null,
      rows,
      filters,
      at: ctx.at,
    })
    if (isMore) return { total: COUNTED, isTotalOpen: true }
  }
  const [row] = await asker.ask<{ total: number }>`
    SELECT count(*)::int AS total FROM (
      SELECT FROM ${searched(ctx, marked(narrowed))} ${where(narrowed.filters)} LIMIT ${COUNTED + 1}
    ) AS hits`
  const total = row?.total ?? 0
  return { total: Math.min(total, COUNTED), isTotalOpen: total > COUNTED }
}

/** What several conditions together are asked of the marks; of one alone a column's index knows the newest, too. */
function marked({ marks }: Narrowed): Prisma.Sql | undefined {
  return marks.length > 1 ? Prisma.sql`vector @@ ${marks.join('&')}::tsquery` : undefined
}

/** Claims as they are shown, in the order of their ids here. */
async function claimsOf(asker: Asker, ctx: Asking, ids: string[]): Promise<FoundClaim[]> {
  const then = asOf(ctx.at)
  if (ids.length === 0) return []
  const rows = await asker.ask<Row>`
    SELECT ${columns(then)} FROM ${from(then)} ${storyJoin(ctx)} WHERE c.id = ANY(${ids}::uuid[])`
  const views = new Map(rows.map((row) => [row.id, viewOf(ctx, row)]))
  return ids.flatMap((id) => views.get(id) ?? [])
}

/** Newest first; the cursor is the moment and id of the last one shown. */
async function browse(
  asker: Asker,
  ctx: Asking,
  narrowed: Narrowed,
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
  const counted = await count(asker, ctx, narrowed)
  // Few are sooner sorted than met with among all, newest first.
  const among = searched(ctx, counted.isTotalOpen ? undefined : marked(narrowed))
  const rows = await asker.ask<{ id: string; sorted_by: Date }>`
    SELECT cs.claim_id AS id, ${sortedBy} AS sorted_by FROM ${among}
    ${where([...narrowed.filters, ...after])}
    ORDER BY ${sortedBy} DESC, cs.claim_id DESC LIMIT ${PAGE + 1}`
  const shown = rows.slice(0, PAGE)
  const last = shown.at(-1)
  return {
    items: await claimsOf(
      asker,
      ctx,
      shown.map((row) => row.id),
    ),
    nextCursor: rows.length > PAGE && last ? `${last.sorted_by.toISOString()}_${last.id}` : null,
    ...counted,
    isGuess: false,
    words: [],
  }
}

type Wanted = { query: string; asked: Asked; meanings: Meanings; aliases: Alias[] }

function hitsWanted(
  ctx: Asking,
  search: ClaimSearch,
  { filters, marks }: Narrowed,
  wanted: Wanted,
): HitsWanted {
  return {
    query: [wanted.query, ...marks].join('&'),
    words: wanted.query,
    exact: exactQueryOf(wanted.asked),
    atMost: withoutPlaces(wanted),
    rows: (among) => searched(ctx, among),
    filters,
    at: ctx.at,
    isOfThen: search.publishedFrom !== undefined || search.publishedTo !== undefined,
  }
}

/** Best first among the newest that have the words; the cursor is how many were shown. */
async function ranked(
  asker: Asker,
  ctx: Asking,
  search: ClaimSearch,
  { filters, marks }: Narrowed,
  wanted: Wanted,
): Promise<ClaimSearchPage> {
  const offset = /^\d{1,4}$/.test(search.cursor ?? '') ? Math.min(Number(search.cursor), RANKED) : 0
  const { hits, isAll } = await newestHits(
    asker,
    hitsWanted(ctx, search, { filters, marks }, wanted),
  )
  const total = Math.min(hits.length, RANKED)
  const said = await saidIn(asker, hits.slice(0, RERANKED))
  const best = hits
    .slice(0, RANKED)
    .map((hit, at) => ({
      ...hit,
      score: at < RERANKED ? hit.score + closeness(said.get(hit.id) ?? '', wanted) : hit.score - 10,
    }))
    .sort((one, other) => other.score - one.score || other.seq - one.seq)
  return {
    items: await claimsOf(
      asker,
      ctx,
      best.slice(offset, offset + PAGE).map(({ id }) => id),
    ),
    nextCursor: total > offset + PAGE ? String(offset + PAGE) : null,
    total,
    isTotalOpen: hits.length > RANKED || !isAll,
    isGuess: false,
    words: [],
  }
}

/** What is left of a question when neither where words stand is asked nor what there must not be; null where that is all. */
function withoutPlaces({ asked, meanings, aliases }: Wanted): string | null {
  const { any, none } = asked
  const isAll = any.length > 0 && ![...any.flat(), ...none].some(({ isPhrase }) => isPhrase)
  if (isAll) return null
  return tsqueryOf({ any, none: [] }, meanings, new Map(), [], aliases).replaceAll('<->', '&')
}

/** What claims say, with the place: to be compared word by word. */
async function saidIn(asker: Asker, hits: Hit[]): Promise<Map<string, string>> {
  if (hits.length === 0) return new Map()
  const rows = await asker.ask<{ id: string; said: string }>`
    SELECT id, concat_ws(' ', proposition, place_name) AS said FROM claims
    WHERE id = ANY (${hits.map(({ id }) => id)}::uuid[])`
  return new Map(rows.map(({ id, said }) => [id, said]))
}

/** How near what a claim says is to what was typed, word by word: 2 for the very words and no others. */
function closeness(text: string, { asked, meanings, aliases }: Wanted): number {
  const said = tokensOf(text)
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
  const claimants = to.claimant ? await sourceIdsNamedLike(ctx.db, to.claimant) : []
  return bounded(ctx, async (asker) => {
    const isDesk = may(ctx.actor, 'desk:read')
    const likeness = likenessOf(text, await stemmed(asker, otherWordsOf(text)), {
      visible: isDesk ? Prisma.sql`TRUE` : Prisma.sql`c.public_since IS NOT NULL`,
      spare: isDesk ? 2 : 20,
    })
    const signs = Prisma.join(
      Object.entries(weights).map(
        ([sign, weight]) => Prisma.sql`${Prisma.raw(sign)} * ${weight}::float8`,
      ),
      ' + ',
    )
    const rows = await asker.ask<NearRow>`
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
