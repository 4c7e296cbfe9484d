import 'server-only'
import { may } from '@/lib/auth/policy'
import type { Context } from '@/lib/context'
import type { Db, Tx } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
import { nameKey, spellingsAgree } from '@/lib/sources/name-key'
import { sameSource } from '@/lib/sources/same-source'
import type { SourceKind } from '@/lib/sources/schema'
import { searchable } from '@/lib/text/searchable'

export type NamedSource = { id: string; name: string; kind: SourceKind }

/**
 * The sources that `text` names as it stands: those with a name of the same letters; only where there is none,
 * those with a name that it may be a spelling of; and only where there is none of these either, those that are the
 * same by what they are ("Syria's defence ministry", "Syrian Ministry of Defense"). At most 20.
 */
export async function sourcesNamed(tx: Tx, text: string): Promise<NamedSource[]> {
  const name = searchable(text)
  if (name === '') return []
  const exact = await tx.$queryRaw<NamedSource[]>`
    SELECT s.id, s.name, s.kind::text AS kind FROM sources s
    WHERE EXISTS (SELECT FROM source_aliases a WHERE a.source_id = s.id AND a.folded = fold_text(${name}))
    ORDER BY s.created_at, s.id LIMIT 20`
  const key = nameKey(name)
  if (exact.length > 0) return exact
  if (key === '') return sameByWhatTheyAre(tx, name)
  const alike = await tx.$queryRaw<(NamedSource & { alias: string })[]>`
    SELECT s.id, s.name, s.kind::text AS kind, a.name AS alias
    FROM source_aliases a JOIN sources s ON s.id = a.source_id
    WHERE a.name_key = ${key}
    ORDER BY s.created_at, s.id LIMIT 200`
  const named = new Map<string, NamedSource>()
  for (const { id, name: itsName, kind, alias } of alike) {
    if (spellingsAgree(alias, name)) named.set(id, { id, name: itsName, kind })
  }
  return named.size > 0 ? [...named.values()].slice(0, 20) : sameByWhatTheyAre(tx, name)
}

async function sameByWhatTheyAre(tx: Tx, name: string): Promise<NamedSource[]> {
  const near = await rankSources(tx, name, 20)
  return near
    .filter((each) => sameSource(each.matched ?? each.name, name) === 'same')
    .map(({ id, name: itsName, kind }) => ({ id, name: itsName, kind }))
}

export type FoundSource = {
  id: string
  slug: string
  name: string
  language: string
  kind: SourceKind
  /** The name by which it was found, where that is not the one we use. */
  matched: string | null
}

/** Sources by any of their names in any spelling, script or part, best first; nothing for those outside the desk. */
export async function findSourcesByName(
  ctx: Context,
  text: string,
  limit: number,
): Promise<FoundSource[]> {
  const name = searchable(text)
  if (name === '' || !may(ctx.actor, 'desk:read')) return []
  return ctx.db.$transaction(async (tx) => {
    // What is less alike is left out below: hits that have to be looked at are a quarter as many.
    await tx.$executeRaw`SELECT set_config('statement_timeout', '2000', true),
      set_config('pg_trgm.similarity_threshold', '0.35', true)`
    const ranked = await rankSources(tx, name, Math.min(limit, 50))
    return ranked.map(({ rank: _, ...found }) => found)
  })
}

/** Names of one kind of likeness that are looked at; more than anybody reads through. */
const LOOKED_AT = 200

type RankedSource = FoundSource & { rank: number }

/**
 * Ranks: 1 the same letters, 2 a spelling of it, 3 it begins so, 4 a word of it begins so, 5 the key of a part
 * of it, 6 it is a part of what was typed, 7 it looks like it.
 */
async function rankSources(db: Db | Tx, name: string, limit: number): Promise<RankedSource[]> {
  const key = nameKey(name)
  // A part of a word is found by its letters only from three on; what is shorter begins a word.
  const within = [...name].length > 2 ? '%' : ''
  const rows = await db.$queryRaw<(RankedSource & { alias: string })[]>`
    WITH asked AS MATERIALIZED (
      SELECT fold_text(${name}) AS folded, ${key} AS key
    ), near AS MATERIALIZED (
      (SELECT a.id FROM source_aliases a WHERE a.folded = fold_text(${name}) LIMIT ${LOOKED_AT})
      UNION (SELECT a.id FROM source_aliases a WHERE ${key} <> '' AND a.name_key = ${key} LIMIT ${LOOKED_AT})
      UNION (SELECT a.id FROM source_aliases a WHERE a.folded LIKE ${escaped(name)} || '%' LIMIT ${LOOKED_AT})
      UNION (SELECT a.id FROM source_aliases a WHERE a.folded LIKE '% ' || ${escaped(name)} || '%' LIMIT ${LOOKED_AT})
      UNION (SELECT a.id FROM source_aliases a WHERE a.folded LIKE ${within} || ${escaped(name)} || '%' LIMIT ${LOOKED_AT})
      UNION (SELECT a.id FROM source_aliases a WHERE ${key} <> '' AND a.name_key LIKE '%' || ${key} || '%' LIMIT ${LOOKED_AT})
      UNION (SELECT a.id FROM source_aliases a WHERE a.name_key = ANY (${partsOf(key)}::text[]) LIMIT ${LOOKED_AT})
    ), alike AS MATERIALIZED (
      -- Where very many have it in them, what only looks like it would not be seen.
      SELECT id FROM near
      UNION SELECT a.id FROM source_aliases a WHERE (SELECT count(*) FROM near) < ${LOOKED_AT} AND a.folded % fold_text(${name})
      UNION SELECT a.id FROM source_aliases a
        WHERE (SELECT count(*) FROM near) < ${LOOKED_AT} AND ${key} <> '' AND a.name_key % ${key}
    ), hits AS (
      SELECT a.source_id, a.name AS alias,
        CASE
          WHEN a.folded = asked.folded THEN 1
          WHEN asked.key <> '' AND a.name_key = asked.key THEN 2
          WHEN starts_with(a.folded, asked.folded) THEN 3
          WHEN strpos(a.folded, ' ' || asked.folded) > 0 THEN 4
          WHEN asked.key <> '' AND strpos(a.name_key, asked.key) > 0 THEN 5
          WHEN length(a.name_key) > 3 AND strpos(asked.key, a.name_key) > 0 THEN 6
          ELSE 7
        END AS rank,
        greatest(similarity(a.folded, asked.folded), similarity(a.name_key, asked.key)) AS likeness
      FROM alike JOIN source_aliases a ON a.id = alike.id CROSS JOIN asked
    ), best AS (
      SELECT DISTINCT ON (source_id) source_id, alias, rank, likeness FROM hits
      WHERE rank < 7 OR likeness > 0.35
      ORDER BY source_id, rank, likeness DESC, alias
    )
    SELECT s.id, s.slug, s.name, s.language, s.kind::text AS kind, best.alias, best.rank, NULL AS matched
    FROM best JOIN sources s ON s.id = best.source_id
    ORDER BY best.rank, best.likeness DESC, s.name, s.id
    LIMIT 200`
  return rows
    .filter(({ rank, alias }) => rank !== 5 || key.length > 2 || hasWordLike(alias, name))
    .map(({ alias, ...row }) => ({
      ...row,
      // Mahmoud has the key of Mohammed: found, but after those that may be the same name.
      rank: row.rank === 2 && !spellingsAgree(alias, name) ? 5 : row.rank,
      matched: alias === row.name ? null : alias,
    }))
    .sort((one, other) => one.rank - other.rank)
    .slice(0, limit)
}

/** What a pattern has to have for `name` as it stands, folded. */
function escaped(name: string): Prisma.Sql {
  return Prisma.sql`replace(replace(replace(fold_text(${name}), '\\', '\\\\'), '%', '\\%'), '_', '\\_')`
}

const SHORTEST_PART = 4
const LONGEST_PART = 40

/** The keys that are a part of what was typed: of a paragraph, of its beginning. */
function partsOf(key: string): string[] {
  const letters = key.slice(0, 120)
  const parts = new Set<string>()
  for (let from = 0; from <= letters.length - SHORTEST_PART; from++) {
    for (let length = SHORTEST_PART; length <= LONGEST_PART; length++) {
      parts.add(letters.slice(from, from + length))
    }
  }
  return [...parts]
}

/** Two consonants are within most names; as a whole word they mean something. */
function hasWordLike(alias: string, name: string): boolean {
  return alias.split(/[\s-]+/).some((word) => spellingsAgree(word, name))
}

/** Ids of the sources that a search for `text` means by name: spellings, beginnings and parts, no look-alikes. */
export async function sourceIdsNamedLike(tx: Tx, text: string): Promise<string[]> {
  const name = searchable(text)
  if (name === '') return []
  const sources = await rankSources(tx, name, 50)
  return sources.filter(({ rank }) => rank <= 5).map(({ id }) => id)
}

/** A few sources that a name nobody goes by may be meant for: misspelt, shortened, or with its vowels wrong. */
export async function sourcesNear(tx: Tx, text: string): Promise<{ id: string; name: string }[]> {
  const name = searchable(text)
  if (name === '') return []
  const sources = await rankSources(tx, name, 5)
  return sources.map(({ id, name: itsName }) => ({ id, name: itsName }))
}

/** A source as a form names it; null where it isn't there, or not for this actor. */
export async function findSourceName(
  ctx: Context,
  sourceId: string,
): Promise<{ id: string; name: string } | null> {
  if (!may(ctx.actor, 'desk:read')) return null
  return ctx.db.source.findUnique({ where: { id: sourceId }, select: { id: true, name: true } })
}
