import 'server-only'
import { SPELT_ALIKE, wordsAlike } from '@/lib/search/public/alike'
import { once } from '@/lib/search/public/once'
import { type Asked, type Term, wantedWords } from '@/lib/search/public/parse'
import type { Asker } from '@/lib/search/sql/asker'

/** Words of the vocabulary that one of the query may stand for, each with how likely it does, 0 to 1. */
export type Meanings = Map<string, Map<string, number>>

/** Candidates looked at, of the same word and of words spelt like it, and kept, for one word. */
const FORMS = 100
const LOOKED_AT = 200
const KEPT = 24
const BEGINNINGS = 60

/**
 * What the words of a query may stand for among those that occur: the same stem, the same word with what Arabic
 * writes before it, another spelling, another script. With `typos`, words that are a letter away, too.
 */
export function meaningsOf(
  asker: Asker,
  asked: Asked,
  { typos = false, aliases = [] as Alias[] } = {},
): Promise<Meanings> {
  return once(asker, `meanings ${typos} ${JSON.stringify(asked)}`, () =>
    lookUpMeanings(asker, asked, typos, aliases),
  )
}

async function lookUpMeanings(
  asker: Asker,
  asked: Asked,
  typos: boolean,
  aliases: Alias[],
): Promise<Meanings> {
  const unwanted = asked.none.flatMap((term) => (term.isPhrase ? [] : term.words))
  const others = aliases.flatMap(({ tokens }) => tokens)
  const wanted = wantedWords(asked)
  const words = [...new Set([...wanted, ...unwanted, ...others])]
  // What a place is also called is a spelling already.
  const spelled = [...new Set([...wanted, ...unwanted])]
  // In one line, since reading hundreds of rows takes longer than finding them.
  const [row] = await asker.ask<{ near: string | null }>`
    SELECT json_agg(json_build_array(q.word, near.word, near.is_form))::text AS near
    FROM unnest(${words}::text[]) AS q(word)
    CROSS JOIN LATERAL (SELECT array_agg(key) FILTER (WHERE key ~ '^[bs]') AS forms, array_agg(key) FILTER (WHERE key ~ '^k') AS spellings,
      array_agg(key) FILTER (WHERE key ~ '^d') AS typos FROM unnest(search_word_keys(q.word)) AS key) AS sought
    CROSS JOIN LATERAL (
      (SELECT w.word, TRUE AS is_form FROM search_words w
        WHERE NOT (${typos} AND q.word = ANY (${spelled}::text[])) AND w.keys && sought.forms LIMIT ${FORMS})
      UNION ALL
      -- Words of other lengths are other words.
      (SELECT w.word, FALSE FROM search_words w WHERE q.word = ANY (${spelled}::text[])
        AND w.keys && CASE WHEN ${typos} THEN sought.typos ELSE sought.spellings END
        AND length(w.word) BETWEEN length(q.word) / 2 AND length(q.word) * 2 + 2 LIMIT ${LOOKED_AT})
    ) AS near`
  const found = new Map<string, Map<string, number>>()
  for (const [of, word, isForm] of JSON.parse(row?.near ?? '[]') as [string, string, boolean][]) {
    const shares = found.get(of) ?? new Map<string, number>()
    found.set(of, shares)
    const share =
      word === of ? 1 : isForm ? Math.max(0.9, wordsAlike(of, word)) : wordsAlike(of, word)
    // What is unwanted is that word, in whatever form, and not its like.
    if (share < (wanted.includes(of) ? SPELT_ALIKE : 0.9)) continue
    shares.set(word, Math.max(share, shares.get(word) ?? 0))
  }
  const meanings: Meanings = new Map()
  for (const word of words) {
    const best = [...(found.get(word) ?? [])].sort((a, b) => b[1] - a[1]).slice(0, KEPT)
    meanings.set(word, new Map(best))
  }
  return meanings
}

/** Words that begin as those typed with a `*` do. */
export function beginningsOf(asker: Asker, asked: Asked): Promise<Map<string, string[]>> {
  return once(asker, `beginnings ${JSON.stringify(asked)}`, () => lookUpBeginnings(asker, asked))
}

async function lookUpBeginnings(asker: Asker, asked: Asked): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const { words, isPrefix } of [...asked.any.flat(), ...asked.none]) {
    const last = words.at(-1)
    if (!isPrefix || last === undefined || found.has(last)) continue
    const rows = await asker.ask<{ word: string }>`
      SELECT DISTINCT word FROM (SELECT word FROM search_words
        WHERE word >= ${last}::text COLLATE "C" AND word < (${last} || chr(1114111))::text COLLATE "C"
        ORDER BY word LIMIT 2000) AS known ORDER BY word LIMIT ${BEGINNINGS}`
    found.set(last, [last, ...rows.map(({ word }) => word)])
  }
  return found
}

/** A source that words of the query name: the lexeme of its claims, and those words. */
export type Named = { lexeme: string; words: Set<string> }
/** What words of the query are also called, as the words of that name. */
export type Alias = { words: Set<string>; tokens: string[] }

/** The query as PostgreSQL takes it; '' where it asks for nothing. */
export function tsqueryOf(
  asked: Asked,
  meanings: Meanings,
  beginnings: Map<string, string[]>,
  named: Named[],
  aliases: Alias[],
): string {
  const formsOf = (word: string) => [...(meanings.get(word)?.keys() ?? [])]
  const oneOf = (word: string, isPrefix: boolean) => {
    const words = new Set([
      word,
      ...(isPrefix ? (beginnings.get(word) ?? []) : []),
      ...formsOf(word),
    ])
    const terms = [...words].map(quoted)
    for (const { lexeme, words: its } of named) if (its.has(word)) terms.push(quoted(lexeme))
    return `(${terms.join('|')})`
  }
  const termOf = (term: Term) =>
    term.isPhrase
      ? `(${term.words.map(quoted).join('<->')})`
      : oneOf(term.words[0] ?? '', term.isPrefix)
  // A name with a word that occurs nowhere is in no claim.
  const called = aliases.flatMap(({ words, tokens }) => {
    const forms = tokens.map(formsOf)
    if (forms.some((each) => each.length === 0)) return []
    return [
      { words, phrase: `(${forms.map((each) => `(${each.map(quoted).join('|')})`).join('<->')})` },
    ]
  })
  const allOf = (terms: Term[]) => {
    let rest = terms
    const parts: string[] = []
    for (const { words } of called) {
      const has = (term: Term) => !term.isPhrase && words.has(term.words[0] ?? '')
      const its = rest.filter(has)
      if (its.length === 0) continue
      rest = rest.filter((term) => !has(term))
      const phrases = called.filter((each) => isSame(each.words, words)).map(({ phrase }) => phrase)
      parts.push(`((${its.map(termOf).join('&')})|${[...new Set(phrases)].join('|')})`)
    }
    return [...parts, ...rest.map(termOf)].join('&')
  }
  const any = asked.any.map((terms) => `(${allOf(terms)})`).join('|')
  const none = asked.none.map((term) => {
    const words = term.isPrefix ? (beginnings.get(term.words.at(-1) ?? '') ?? term.words) : null
    if (words) return `!(${words.map(quoted).join('|')})`
    const [word = ''] = term.words
    if (term.isPhrase) return `!(${term.words.map(quoted).join('<->')})`
    return `!(${[word, ...(meanings.get(word)?.keys() ?? [])].map(quoted).join('|')})`
  })
  return [...(any ? [`(${any})`] : []), ...none].join('&')
}

function isSame(one: Set<string>, other: Set<string>): boolean {
  return one.size === other.size && [...one].every((each) => other.has(each))
}

/** The query as it was typed, without other spellings: what hits of the very words are known by. */
export function exactQueryOf(asked: Asked): string {
  return asked.any
    .flat()
    .map(({ words }) => `(${words.map(quoted).join('<->')})`)
    .join('|')
}

export function quoted(lexeme: string): string {
  return `'${lexeme.replace(/['\\]/g, '')}'`
}
