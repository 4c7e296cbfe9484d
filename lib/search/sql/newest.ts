import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client'
import type { Asker } from '@/lib/search/sql/asker'
import type { Question } from '@/lib/site/question'

/** No more hits than these are ranked. */
export const RANKED = 600
/** Where there are as many, the older ones are not looked for. */
const ENOUGH = 200
/** How many a stretch of claims is to have, as far as can be told beforehand. */
const HOPED_FOR = 400
/** The newest claims of all: looked at one by one, to tell what share of them has what is asked. */
const SAMPLE = 600
/** So many claims are sooner looked at one by one than by the index. */
const ONE_BY_ONE = 4000
/** No stretch is longer while it is only by the sample that is known how many have it. */
const FIRST = 100_000
/** Read wherever they are. */
const FEW = 1500
/** So many claims are looked through whose words are there but perhaps not in their places. */
const LOOKED_THROUGH = 1500

export type Hit = { id: string; seq: number; score: number }

/** Claims by a condition, or by what is asked of each of some blocks. */
export type Among = Prisma.Sql | { blocks: string[] }

type Wanted = {
  /** What the words and marks of a claim have to be. */
  query: string
  /** What the index can tell of a question of which it can't tell all, such as where words stand; else null. */
  atMost: string | null
  /** The rows `cs` of claim_search that meet a condition, or that the blocks have in which something is asked. */
  rows: (among?: Among) => Prisma.Sql
  filters: Prisma.Sql[]
  at: Question['at']
}

export type HitsWanted = Wanted & {
  /** The query without the marks, and what hits of the very words are known by. */
  words: string
  exact: string
  /** Whether only what was published within some time is wanted, which need not be among the newest. */
  isOfThen: boolean
}

/**
 * The newest claims that have what `query` asks for, best first: of what very many have, those in the newest stretch of all
 * claims that is long enough, and in longer ones while there are too few. `isAll` where none is left out.
 */
export async function newestHits(
  asker: Asker,
  wanted: HitsWanted,
): Promise<{ hits: Hit[]; isAll: boolean }> {
  const { query, rows, atMost } = wanted
  const has = having(query)
  // That has an index of its own.
  if (wanted.isOfThen) {
    const { hits } = await hitsAmong(asker, wanted, rows(), [Prisma.sql`cs.${has}`])
    return { hits, isAll: true }
  }
  const { last, met } = await sampleOf(asker, wanted)
  const hoped = atMost === null ? HOPED_FOR : LOOKED_THROUGH
  const least = atMost === null ? ENOUGH : 0
  let share = (met + 1) / SAMPLE
  let count = Math.min(hoped / share, FIRST)
  for (;;) {
    // Few are sooner read from all over the table than met with in block after block.
    if (count > last / 2) {
      return { hits: (await hitsAmong(asker, wanted, rows(has))).hits, isAll: true }
    }
    const isShort = count <= ONE_BY_ONE
    const among = isShort ? since(last, count) : { blocks: blocksOf(query, last, count) }
    const conditions = isShort || atMost !== null ? [Prisma.sql`cs.${has}`] : []
    const found = await hitsAmong(asker, wanted, rows(among), conditions, least)
    if (found.met >= least) return { hits: found.hits, isAll: false }
    share = (found.met + 1) / count
    count = share * last < FEW ? last : Math.max(1.5 * count, hoped / share)
  }
}

function having(query: string): Prisma.Sql {
  return Prisma.sql`vector @@ ${query}::tsquery`
}

/** Whether more than so many claims surely have what is asked: told from the newest that should be enough for that. */
export async function areMoreThan(asker: Asker, most: number, wanted: Wanted): Promise<boolean> {
  const { last, met } = await sampleOf(asker, wanted)
  const count = (1.5 * most * SAMPLE) / (met + 1)
  if (met < 3 || count > last / 2) return false
  const [row] = await asker.ask<{ met: number }>`
    SELECT count(*)::int AS met FROM (
      SELECT FROM ${wanted.rows({ blocks: blocksOf(wanted.query, last, count) })} ${where(wanted.filters)} LIMIT ${most + 1}
    ) AS hits`
  return (row?.met ?? 0) > most
}

/** How many claims there are, and how many of the newest have what is asked, as far as the index could tell. */
async function sampleOf(
  asker: Asker,
  { query, atMost, rows, filters, at }: Wanted,
): Promise<{ last: number; met: number }> {
  const newest = at
    ? Prisma.sql`(SELECT max(seq) FROM (SELECT seq FROM claim_search
        WHERE public_since IS NOT NULL AND listed_at <= ${at} ORDER BY listed_at DESC, claim_id DESC LIMIT 100) AS shown)`
    : Prisma.sql`(SELECT max(seq) FROM claim_search)`
  const has = atMost === '' ? [] : [Prisma.sql`cs.vector @@ ${atMost ?? query}::tsquery`]
  const [row] = await asker.ask<{ last: number; met: number }>`
    WITH newest AS MATERIALIZED (SELECT coalesce(${newest}, 0)::int AS last)
    SELECT last, (SELECT count(*)::int FROM ${rows(Prisma.sql`seq > last - ${SAMPLE} AND seq <= last`)}
      ${where([...has, ...filters])}) AS met
    FROM newest`
  return row ?? { last: 0, met: 0 }
}

/** The claims from the newest on back, `count` of them. */
function since(last: number, count: number): Prisma.Sql {
  const first = String(last - Math.ceil(count))
  return Prisma.sql`seq > ${first}::int AND seq <= ${String(last)}::int`
}

/** The newest of `rows`, best first, and how many there are; only that where there are fewer than `least`. */
async function hitsAmong(
  asker: Asker,
  { words, exact, filters }: HitsWanted,
  rows: Prisma.Sql,
  conditions: Prisma.Sql[] = [],
  least = 0,
): Promise<{ met: number; hits: Hit[] }> {
  // By its index the planner would read all claims backwards for the few that have the words: hence the sum. In one
  // line, since reading hundreds of rows takes longer than finding them.
  const [row] = await asker.ask<{ met: number; hits: string | null }>`
    WITH found AS MATERIALIZED (
      SELECT cs.seq FROM ${rows} ${where([...conditions, ...filters])}
    ), newest AS MATERIALIZED (
      SELECT seq FROM found WHERE (SELECT count(*) FROM found) >= ${least} ORDER BY seq + 0 DESC LIMIT ${RANKED + 1}
    ), scored AS MATERIALIZED (
      SELECT hit.claim_id, hit.seq, (ts_rank('{0.1,0.3,0.5,1}', hit.vector, ${words}::tsquery)
        + 2 * ts_rank('{0.1,0.3,0.5,1}', hit.vector, ${exact}::tsquery))::float8 AS score
      FROM newest JOIN claim_search hit USING (seq)
    )
    SELECT (SELECT count(*)::int FROM found) AS met,
      (SELECT json_agg(json_build_array(claim_id, seq, score) ORDER BY score DESC, seq DESC)::text FROM scored) AS hits`
  const hits = JSON.parse(row?.hits ?? '[]') as [string, number, number][]
  return { met: row?.met ?? 0, hits: hits.map(([id, seq, score]) => ({ id, seq, score })) }
}

/** How many claims are indexed as one block, in which a word is looked for by itself: search_blocked() in SQL. */
const BLOCK_BITS = 14

/**
 * What is asked of each of the newest blocks that have `count` claims: the words with the number of the block before each. Where
 * words stand isn't kept there.
 */
export function blocksOf(query: string, last: number, count: number): string[] {
  const newest = last >> BLOCK_BITS
  const oldest = Math.max(0, (last - Math.ceil(count)) >> BLOCK_BITS)
  const asked = query.replaceAll(/!\('[^()]*<->[^()]*\)/g, "!('~')").replaceAll('<->', '&')
  return Array.from({ length: newest - oldest + 1 }, (_, at) =>
    asked.replaceAll(/'([^']+)'/g, `'${newest - at}/$1'`),
  )
}

/** Whether readers were shown a claim `cs` then, or are now. */
export function isShownAt(at: Question['at']): Prisma.Sql {
  return at
    ? Prisma.sql`cs.public_since <= ${at} AND (cs.withdrawn_at IS NULL OR cs.withdrawn_at > ${at})`
    : Prisma.sql`cs.public_since IS NOT NULL AND cs.withdrawn_at IS NULL`
}

export function where(filters: Prisma.Sql[]): Prisma.Sql {
  return filters.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(filters, ' AND ')}`
}
