import { hashWord } from './hashing'
import { tagAndParse } from './syntax'
import type { Tokens } from './tokens'

/** What is known of each token's part in its sentence: see `Reading`. */
type Trees = { tokens: Tokens; tag: Int32Array; head: Int32Array; label: Int32Array }

const hashes = new Map<string, number>()

function hashOf(name: string): number {
  let hash = hashes.get(name)
  if (hash === undefined) {
    hash = hashWord(name)
    hashes.set(name, hash)
  }
  return hash
}

/** Fills `tag`, `head` and `label` of a reading for sentence `s`. */
export function readSyntax(reading: Trees, s: number): void {
  const { text, start, end, sentences } = reading.tokens
  const from = sentences[s] ?? 0
  const to = sentences[s + 1] ?? 0
  const words: string[] = []
  for (let i = from; i < to; i++) words.push(text.slice(start[i], end[i]))
  const { tags, heads, labels } = tagAndParse(words)
  nameInCapitals(words, tags, labels)
  for (let i = from; i < to; i++) {
    const head = heads[i - from] as number
    reading.tag[i] = hashOf(tags[i - from] as string)
    reading.head[i] = head < 0 ? -1 : head + from
    reading.label[i] = hashOf(labels[i - from] as string)
  }
}

/** A word in capitals among small ones is a name ("AFP reported"), whatever a parser that never met it makes of it. */
function nameInCapitals(words: string[], tags: string[], labels: string[]): void {
  const capitals = words.filter((word) => /^[A-Z]{2,}$/.test(word)).length
  if (capitals === 0 || capitals * 3 > words.length) return
  words.forEach((word, k) => {
    if (!/^[A-Z]{2,6}$/.test(word) || /^(?:NN|CD)/.test(tags[k] ?? '')) return
    tags[k] = 'NNP'
    if (labels[k] === 'advmod' && /^VB/.test(tags[k + 1] ?? '')) labels[k] = 'nsubj'
  })
}
