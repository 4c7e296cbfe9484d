import { hashWord } from './hashing'
import { findQuotes, type Quote } from './quotes'
import { stemOf } from './stems'
import { LONGEST_SENTENCE, type Tokens, tokenise } from './tokens'
import { readSyntax } from './tree'
import { wordClasses } from './word-classes'

/** A text as the models look at it: all arrays go by token. */
export type Reading = {
  tokens: Tokens
  count: number
  /** In lower case, curly apostrophes made straight, cut to 40 characters. */
  words: string[]
  /** Hashes of `words`, of their stems, and of their last three letters. */
  word: Int32Array
  stem: Int32Array
  suffix: Int32Array
  fine: Int32Array
  coarse: Int32Array
  shape: Uint8Array
  sentence: Int32Array
  paragraph: Int32Array
  /** What is between quotation marks, marks included: the number of the quote in `quotes`, or -1. */
  quote: Int32Array
  single: Int32Array
  quotes: Quote[]
  /** By sentence: 1 for what may be English prose, the only sentences that are parsed and searched. */
  isProse: Uint8Array
  /** Hash of the part of speech; 0 where the sentence was not parsed. */
  tag: Int32Array
  /** The token that each hangs from, -1 for the root of a sentence, and the hash of how. */
  head: Int32Array
  label: Int32Array
}

export const LOWER = 0
export const CAPITALISED = 1
export const CAPITALS = 2
export const NUMBER = 3
export const PUNCTUATION = 4

/** In tokens: less between single marks is a word held with tongs. */
const SHORTEST_SINGLE = 4

/** Newsrooms differ in which dash they like, not in what they mean by it. */
const DASH = /^(?:[–—―]|--+)$/

export function readText(text: string, addSyntax = readSyntax): Reading {
  const tokens = tokenise(text)
  const { count } = tokens
  const quotes = findQuotes(tokens)
  const classes = wordClasses()
  const reading: Reading = {
    tokens,
    count,
    words: new Array(count),
    word: new Int32Array(count),
    stem: new Int32Array(count),
    suffix: new Int32Array(count),
    fine: new Int32Array(count),
    coarse: new Int32Array(count),
    shape: new Uint8Array(count),
    sentence: new Int32Array(count),
    paragraph: new Int32Array(count),
    quote: new Int32Array(count).fill(-1),
    single: new Int32Array(count).fill(-1),
    quotes,
    isProse: new Uint8Array(tokens.sentences.length),
    tag: new Int32Array(count),
    head: new Int32Array(count).fill(-1),
    label: new Int32Array(count),
  }
  const known = new Map<string, [number, number, number, number, number]>()
  for (let i = 0; i < count; i++) {
    const raw = text.slice(
      tokens.start[i],
      Math.min(tokens.end[i] ?? 0, (tokens.start[i] ?? 0) + 40),
    )
    const word = DASH.test(raw) ? '—' : raw.toLowerCase().replaceAll('’', "'")
    let numbers = known.get(word)
    if (!numbers) {
      const fine = classes.fine(word)
      numbers = [
        hashWord(/\d/.test(word) ? word.replace(/\d/g, '0') : word),
        hashWord(stemOf(word)),
        hashWord(word.slice(-3)),
        fine,
        classes.coarse(word),
      ]
      known.set(word, numbers)
    }
    reading.words[i] = word
    ;[reading.word[i], reading.stem[i], reading.suffix[i], reading.fine[i], reading.coarse[i]] =
      numbers as [number, number, number, number, number]
    reading.shape[i] = shapeOf(raw)
  }
  for (let p = 0; p + 1 < tokens.paragraphs.length; p++) {
    for (let s = tokens.paragraphs[p] ?? 0; s < (tokens.paragraphs[p + 1] ?? 0); s++) {
      const from = tokens.sentences[s] ?? 0
      const to = tokens.sentences[s + 1] ?? 0
      reading.sentence.fill(s, from, to)
      reading.paragraph.fill(p, from, to)
    }
  }
  quotes.forEach((quote, q) => {
    ;(quote.isSingle ? reading.single : reading.quote).fill(q, quote.open, quote.close + 1)
    // Where single marks are the paper's own, what is between them is a quotation like any other.
    const isOutside =
      (reading.quote[quote.open] as number) < 0 && (reading.quote[quote.close] as number) < 0
    if (quote.isSingle && isOutside && quote.close - quote.open > SHORTEST_SINGLE) {
      reading.quote.fill(q, quote.open, quote.close + 1)
    }
  })
  findProse(reading)
  for (let s = 0; s + 1 < tokens.sentences.length; s++)
    if (reading.isProse[s] === 1) addSyntax(reading, s)
  return reading
}

function shapeOf(raw: string): number {
  const first = raw.charAt(0)
  if (/\p{Lu}/u.test(first))
    return raw.length > 1 && raw === raw.toUpperCase() ? CAPITALS : CAPITALISED
  if (/\p{L}/u.test(first)) return LOWER
  if (/\p{N}/u.test(first)) return NUMBER
  return PUNCTUATION
}

/** So many stretches without a full stop are read as sentences all the same, of a text without punctuation. */
const STRETCHES = 8

/** Rubbish costs as much to parse as prose does: prose has words, and a third of them are known. */
function findProse(r: Reading): void {
  const { sentences } = r.tokens
  let stretches = 0
  for (let s = 0; s + 1 < sentences.length; s++) {
    const from = sentences[s] ?? 0
    const to = sentences[s + 1] ?? 0
    let words = 0
    let known = 0
    for (let i = from; i < to; i++) {
      if (r.shape[i] === PUNCTUATION) continue
      words++
      const word = r.words[i] ?? ''
      if ((r.fine[i] !== 0 && (word.length > 1 || word === 'a')) || /^\d\d/.test(word)) known++
    }
    if (words < 2 || known * 3 < words || words * 5 < (to - from) * 2) continue
    if (to - from >= LONGEST_SENTENCE && ++stretches > STRETCHES) continue
    r.isProse[s] = 1
  }
}
