import 'server-only'
import { nameKeys, nearKeys, soughtKeys } from '@/lib/names/keys'
import { Recent } from '@/lib/names/recent'
import { likenessOf, spellingsOf } from '@/lib/names/spellings'
import { nameAlike } from '@/lib/search/public/alike'
import { commonWords } from '@/lib/search/public/common'
import { once } from '@/lib/search/public/once'
import { tokensOf } from '@/lib/search/public/tokens'
import { type Alias, type Named, quoted } from '@/lib/search/public/understand'
import type { Asker } from '@/lib/search/sql/asker'

/** Names looked at for one query; how many are enough that have its very words; and how many are compared word for word. */
const LOOKED_AT = 800
const CALLED = 250
const COMPARED = 80
/** From here on a name may be what was asked for, taken as a whole. */
const LIKE = 0.55
/** Sources whose claims one query may mean. */
const MEANT = 30

export type NameHit = {
  kind: 'source' | 'place'
  ref: string
  name: string
  score: number
  has: boolean[]
}

/** Sources and places with a name like what the words say, or like some of them; best first. */
export function namesLike(asker: Asker, words: string[], typed: string): Promise<NameHit[]> {
  // What of it is no name: what is excluded, and the signs of the search. As it was typed it says more than its words.
  const name = typed.replace(/(?<=^|\s)-(?:"[^"]*"|\S+)|["“”«»„*]/g, ' ').trim()
  return once(asker, `names ${name}`, () => lookUpNames(asker, words, name))
}

async function lookUpNames(asker: Asker, words: string[], typed: string): Promise<NameHit[]> {
  if (words.length === 0) return []
  const aliases = aliasesIn(typed)
  const others = aliases.map(({ tokens }) => tokens.join(' '))
  const keys = [...new Set([...soughtKeys(typed).flat(), ...others.flatMap(nameKeys)])]
  const common = await commonWords(asker)
  const isRare = (word: string) => tokensOf(word).some((token) => !common.has(token))
  const rest = typed.split(/\s+/).filter(isRare).join(' ')
  const spelt = [...new Set(soughtKeys(rest).flat())]
  const near = [...new Set(spelt.flatMap(nearKeys))]
  const shorter = near.map((key) => `=${key}`)
  const own = keys.map((key) => `=${key}`)
  const spelled = [words, ...aliases.map(({ tokens }) => tokens)]
  const whole = spelled.map((its) => `(${its.map(quoted).join('&')})`).join('|')
  const some = [...new Set(spelled.flat())]
    .filter((word) => !common.has(word))
    .map(quoted)
    .join('|')
  const length = String(typed.length)
  // First those that have the very words, and only where they are few those that sound the same, and then those that have a
  // sound more or another: of short names these are thousands.
  // In one line, since reading hundreds of rows takes longer than finding them.
  const [row] = await asker.ask<{ names: string | null }>`
    WITH called AS MATERIALIZED (
      SELECT e.id, e.kind, e.ref, e.name FROM search_entries e
      WHERE e.kind IN ('source', 'place') AND e.vector @@ ${whole}::tsquery
      ORDER BY abs(length(e.name) - ${length}::int) LIMIT ${CALLED}
    ), same AS MATERIALIZED (
      SELECT e.id, e.kind, e.ref, e.name FROM search_entries e
      WHERE (SELECT count(*) FROM called) < ${CALLED} AND e.kind IN ('source', 'place') AND e.keys && ${own}::text[]
        AND e.id NOT IN (SELECT id FROM called)
      ORDER BY abs(length(e.name) - ${length}::int) LIMIT ${LOOKED_AT}
    ), longer AS MATERIALIZED (
      SELECT e.id, e.kind, e.ref, e.name FROM search_entries e
      WHERE (SELECT count(*) FROM called) < ${CALLED} AND (SELECT count(*) FROM same) < ${LOOKED_AT} AND e.kind IN ('source', 'place')
        AND e.keys && ${spelt}::text[] AND e.id NOT IN (SELECT id FROM called) AND e.id NOT IN (SELECT id FROM same)
      ORDER BY abs(length(e.name) - ${length}::int) LIMIT ${LOOKED_AT}
    ), shorter AS MATERIALIZED (
      SELECT e.id, e.kind, e.ref, e.name FROM search_entries e
      WHERE (SELECT count(*) FROM called) < ${CALLED} AND (SELECT count(*) FROM same) + (SELECT count(*) FROM longer) < ${LOOKED_AT}
        AND e.kind IN ('source', 'place') AND (e.keys && ${shorter}::text[] OR e.vector @@ ${some}::tsquery)
        AND e.id NOT IN (SELECT id FROM called UNION ALL SELECT id FROM same UNION ALL SELECT id FROM longer)
      ORDER BY abs(length(e.name) - ${length}::int) LIMIT ${LOOKED_AT}
    ), other AS MATERIALIZED (
      SELECT e.id, e.kind, e.ref, e.name FROM search_entries e
      WHERE (SELECT count(*) FROM called) < ${CALLED}
        AND (SELECT count(*) FROM same) + (SELECT count(*) FROM longer) + (SELECT count(*) FROM shorter) < ${LOOKED_AT}
        AND e.kind IN ('source', 'place') AND e.keys && ${near}::text[]
        AND e.id NOT IN (SELECT id FROM called UNION ALL SELECT id FROM same UNION ALL SELECT id FROM longer UNION ALL SELECT id FROM shorter)
      ORDER BY abs(length(e.name) - ${length}::int) LIMIT ${LOOKED_AT}
    )
    SELECT json_agg(json_build_array(kind, ref, name))::text AS names FROM (
      SELECT * FROM called UNION ALL SELECT * FROM same UNION ALL SELECT * FROM longer
      UNION ALL SELECT * FROM shorter UNION ALL SELECT * FROM other LIMIT ${LOOKED_AT}
    ) AS found`
  const rows = JSON.parse(row?.names ?? '[]') as ['source' | 'place', string, string][]
  return rows
    .map(([kind, ref, name]) => ({ kind, ref, name, like: likenessOf(typed, name) }))
    .sort((one, other) => other.like - one.like)
    .slice(0, COMPARED)
    .map(({ like, ...row }) => {
      let best = nameAlike(words, row.name)
      if (like >= LIKE && like > best.score) best = { score: like, has: words.map(() => true) }
      for (const { words: its, tokens } of aliases) {
        const score = sameWords(tokens, row.name)
        // A name of a part of the query, such as the place in "fighting in Damascus", is less what it means.
        const share = (2 * its.size) / (its.size + words.length)
        if (score > 0 && score * share * 0.97 > best.score) {
          best = { score: score * share * 0.97, has: words.map((word) => its.has(word)) }
        }
      }
      return { ...row, ...best }
    })
    .filter(({ has }) => has.includes(true))
    .sort(
      (one, other) =>
        other.score - one.score ||
        one.name.length - other.name.length ||
        (one.name < other.name ? -1 : 1),
    )
}

/** How much of either name the other is, word for word: what else a place is called needs no guessing. */
function sameWords(tokens: string[], name: string): number {
  const words = tokensOf(name)
  const shared = tokens.filter((token) => words.includes(token)).length
  const dice = (2 * shared) / (tokens.length + words.length)
  return shared < tokens.length ? 0 : Math.max(dice, 0.88 * (0.9 + 0.1 * dice))
}

/** The sources that words of a query name, as tsqueryOf takes them. */
export async function sourcesNamedIn(
  asker: Asker,
  words: string[],
  typed: string,
): Promise<Named[]> {
  const found = new Map<string, Named>()
  for (const { kind, ref, has } of await namesLike(asker, words, typed)) {
    if (kind !== 'source') continue
    const lexeme = `~s${ref}`
    const known = found.get(lexeme)
    if (!known && found.size >= MEANT) continue
    const its = known?.words ?? new Set<string>()
    words.forEach((word, at) => {
      if (has[at]) its.add(word)
    })
    found.set(lexeme, { lexeme, words: its })
  }
  return [...found.values()]
}

/** Folded, the names of places that `text` means, in any spelling, whole or in part. */
export async function placesNamed(asker: Asker, text: string): Promise<string[]> {
  const words = tokensOf(text)
  const names = (await namesLike(asker, words, text)).filter(
    ({ kind, has }) => kind === 'place' && has.every(Boolean),
  )
  return [...new Set(names.map(({ ref }) => ref))].slice(0, 100)
}

const ALIASES = 24

/** What the places that a query names are also called, in either script. */
export function aliasesIn(query: string): Alias[] {
  const before = called.get(query)
  if (before) return before
  const aliases = lookUpAliases(query)
  called.set(query, aliases)
  return aliases
}

/** One search asks several times. */
const called = new Recent<Alias[]>(50)

function lookUpAliases(query: string): Alias[] {
  return spellingsOf(query)
    .flatMap(({ start, end, names }) => {
      // With what Arabic writes before it: بدمشق is the word that was typed.
      const from = query.slice(0, start).search(/[\p{L}\p{M}]*$/u)
      const words = new Set(tokensOf(query.slice(from, end)))
      return names.map((name) => ({ words, tokens: tokensOf(name) }))
    })
    .filter(({ tokens }) => tokens.length > 0 && tokens.length <= 5)
    .slice(0, ALIASES)
}
