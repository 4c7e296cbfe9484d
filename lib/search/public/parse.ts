import { tokensOf } from '@/lib/search/public/tokens'

/** What has to be found, or must not be: one word, or several in a row. */
export type Term = {
  words: string[]
  /** Typed in quotation marks: these words, in this order, as they are. */
  isPhrase: boolean
  /** Typed with a `*`: words that begin so. */
  isPrefix: boolean
}

/** What somebody typed: any of `any`, each of which is terms that must all be there, and none of `none`. */
export type Asked = { any: Term[][]; none: Term[] }

/** What is asked beyond this many words is left out. */
const MOST_WORDS = 16

/** Words, "phrases", -exclusions, or, begin*; reads whatever is typed without complaint. */
export function parseSearch(typed: string): Asked {
  const any: Term[][] = [[]]
  const none: Term[] = []
  let count = 0
  const parts = typed.matchAll(
    /(?<not>(?<=^|\s)-(?=[^\s-]))?(?:["“”«»„](?<phrase>[^"“”«»„]*)(?:["“”«»„]|$)|(?<word>[^\s"“”«»„]+))/gu,
  )
  for (const { groups = {} } of parts) {
    const { phrase, word = '', not } = groups
    if (phrase === undefined && !not && /^(?:or|OR|أو|\|)$/u.test(word)) {
      if (any.at(-1)?.length) any.push([])
      continue
    }
    const words = tokensOf(phrase ?? word).slice(0, MOST_WORDS - count)
    if (words.length === 0) continue
    count += words.length
    const isPrefix = phrase === undefined && /\p{L}{2,}\*$/u.test(word)
    const isPhrase = phrase !== undefined
    if (not) none.push({ words, isPhrase: words.length > 1, isPrefix })
    else if (isPhrase) any.at(-1)?.push({ words, isPhrase, isPrefix: false })
    // Abdul-Ghany is two words, either of which may be spelt otherwise.
    else
      for (const [at, each] of words.entries())
        any
          .at(-1)
          ?.push({ words: [each], isPhrase: false, isPrefix: isPrefix && at === words.length - 1 })
  }
  return { any: any.map(withoutSmallWords).filter((terms) => terms.length > 0), none }
}

/** Words that tell nothing beside others: who asks for "the army in Homs" wants no claim to have "the". */
const SMALL = new Set(
  'a an the of in on at to by for from with and is are was were be في من على علي الى الي عن و ان'.split(
    ' ',
  ),
)

function withoutSmallWords(terms: Term[]): Term[] {
  const telling = terms.filter(
    ({ words: [word = ''], isPhrase, isPrefix }) => isPhrase || isPrefix || !SMALL.has(word),
  )
  return telling.length > 0 ? telling : terms
}

/** The words that hits are wanted for. */
export function wantedWords({ any }: Asked): string[] {
  return [...new Set(any.flat().flatMap(({ words }) => words))]
}
