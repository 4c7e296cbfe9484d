import { brotliDecompressSync } from 'node:zlib'
import { readModelFile } from '../model-file'

/** `fine` and `coarse` number the classes of words used alike that a word is in; 0 for a word in none. */
export type WordClasses = { fine(word: string): number; coarse(word: string): number }

let loaded: WordClasses | undefined

/** Reads word-classes.bin once: scripts/train/word-classes.ts says how it was made. Words are in lower case. */
export function wordClasses(): WordClasses {
  loaded ??= load()
  return loaded
}

function load(): WordClasses {
  const packed = readModelFile('english/word-classes.bin')
  const fineOf = new Map<string, number>()
  const coarseOf: number[] = [0]
  const lines = brotliDecompressSync(packed).toString('utf8').split('\n')
  lines.forEach((line, c) => {
    const [coarse, ...words] = line.split(' ')
    coarseOf.push(Number(coarse) + 1)
    for (const word of words) fineOf.set(word, c + 1)
  })
  const fine = (word: string) => fineOf.get(word) ?? 0
  return { fine, coarse: (word) => coarseOf[fine(word)] ?? 0 }
}
