import 'server-only'
import type { Tx } from '@/lib/db'
import { SPELT_ALIKE, wordsAlike } from '@/lib/search/public/alike'
import { once } from '@/lib/search/public/once'
import { type Asked, type Term, wantedWords } from '@/lib/search/public/parse'

/** Words of the vocabulary that one of the query may stand for, each with how likely it does, 0 to 1. */
export type Meanings = Map<string, Map<string, number>>

/** Candidates looked at, and kept, for one word. */
const LOOKED_AT = 300
const KEPT = 24
const BEGINNINGS = 60

/**
 * What the words of a query may stand for among those that occur: the same stem, the same word with what Arabic
 * writes before it, another spelling, another script. With `typos`, words that are a letter away, too.
 */
export function meaningsOf(
  tx: Tx,
  asked: Asked,
  { typos = false, aliases = [] as Alias[] } = {},
): Promise<Meanings> {
  return once(tx, `meanings ${typos} ${JSON.stringify(asked)}`, () =>
    lookUpMeanings(tx, asked, typos, aliases),
  )
}

async function lookUpMeanings(
  tx: Tx,
  asked: Asked,
  typos: boolean,
  aliases: Alias[],
): Promise<Meanings> {
  const unwanted = asked.none.flatMap((term) => (term.isPhrase ? [] : term.words))
  const others = aliases.flatMap(({ tokens }) => tokens)
  const wanted = wantedWords(asked)
  const words = [...new Set([...wanted, ...unwanted, ...(typos ? [] : others)])]
  const rows = await tx.$queryRaw<{ asked: string; word: string; by: string }[]>`
    SELECT q.word AS asked, near.word, string_agg(DISTINCT left(key, 1), '') AS by
    FROM unnest(${words}::text[]) AS q(word)
    CROSS JOIN LATERAL (SELECT array_agg(key) AS keys FROM unnest(search_word_keys(q.word)) AS key
      WHERE ${typos} = (key LIKE 'd%')) AS sought
    CROSS JOIN LATERAL (SELECT w.word, w.keys FROM search_words w WHERE w.keys && sought.keys LIMIT ${LOOKED_AT}) AS near
    CROSS JOIN LATERAL unnest(near.keys) AS key WHERE key = ANY (sought.keys)
    GROUP BY q.word, near.word`
  const found = new Map<string, [string, number][]>()
  for (const { asked: of, word, by } of rows) {
    const share =
      word === of ? 1 : /[bs]/.test(by) ? Math.max(0.9, wordsAlike(of, word)) : wordsAlike(of, word)
    // What is unwanted is that word, in whatever form, and not its like.
    if (share < (wanted.includes(of) ? SPELT_ALIKE : 0.9)) continue
    found.set(of, [...(found.get(of) ?? []), [word, share]])
  }
  const meanings: Meanings = new Map()
  for (const word of words) {
    const best = (found.get(word) ?? []).sort((a, b) => b[1] - a[1]).slice(0, KEPT)
    meanings.set(word, new Map(best))
  }
  return meanings
}

/** Words that begin as those typed with a `*` do. */
export function beginningsOf(tx: Tx, asked: Asked): Promise<Map<string, string[]>> {
  return once(tx, `beginnings ${JSON.stringify(asked)}`, () => lookUpBeginnings(tx, asked))
}

async function lookUpBeginnings(tx: Tx, asked: Asked): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const { words, isPrefix } of [...asked.any.flat(), ...asked.none]) {
    const last = words.at(-1)
    if (!isPrefix || last === undefined || found.has(last)) continue
    const rows = await tx.$queryRaw<{ word: string }[]>`
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
  const oneOf = (word: string, isPrefix: boolean) => {
    const words = new Set([word, ...(isPrefix ? (beginnings.get(word) ?? []) : [])])
    for (const other of meanings.get(word)?.keys() ?? []) words.add(other)
    const terms = [...words].map(quoted)
    for (const { lexeme, words: its } of named) if (its.has(word)) terms.push(quoted(lexeme))
    for (const { words: its, tokens } of aliases) {
      if (!its.has(word)) continue
      const phrase = tokens.map((token) => {
        const forms = new Set([token, ...(meanings.get(token)?.keys() ?? [])])
        return `(${[...forms].map(quoted).join('|')})`
      })
      terms.push(`(${phrase.join('<->')})`)
    }
    return `(${terms.join('|')})`
  }
  const termOf = (term: Term) =>
    term.isPhrase
      ? `(${term.words.map(quoted).join('<->')})`
      : oneOf(term.words[0] ?? '', term.isPrefix)
  const any = asked.any.map((terms) => `(${terms.map(termOf).join('&')})`).join('|')
  const none = asked.none.map((term) => {
    const words = term.isPrefix ? (beginnings.get(term.words.at(-1) ?? '') ?? term.words) : null
    if (words) return `!(${words.map(quoted).join('|')})`
    const [word = ''] = term.words
    if (term.isPhrase) return `!(${term.words.map(quoted).join('<->')})`
    return `!(${[word, ...(meanings.get(word)?.keys() ?? [])].map(quoted).join('|')})`
  })
  return [...(any ? [`(${any})`] : []), ...none].join('&')
}

/** The query as it was typed, without other spellings: what hits of the very words are known by. */
export function exactQueryOf(asked: Asked): string {
  return asked.any
    .flat()
    .map(({ words }) => `(${words.map(quoted).join('<->')})`)
    .join('|')
}

function quoted(lexeme: string): string {
  return `'${lexeme.replace(/['\\]/g, '')}'`
}
