import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'

/** Features are known by so many bits of their hash; one met never before is mistaken for another 5 times in 1,000. */
const KEY_BITS = 26

/** What a feature says, as the trainer gives it: whole weights from -127 to 127, by class. */
export type Row = { hash: number; weights: Int8Array }

/** Weights by feature, mostly zeros left out. */
export class Weights {
  readonly classes: number
  /** Key and reference in turns; a reference is where the pairs begin, times 64, plus how many there are. */
  readonly #slots: Int32Array
  readonly #mask: number
  /** Weight times 64 plus class. */
  readonly #pairs: Int16Array

  constructor(classes: number, keys: Int32Array, counts: Uint8Array, pairs: Int16Array) {
    let slots = 1024
    while (slots < keys.length * 1.6) slots *= 2
    this.classes = classes
    this.#mask = slots - 1
    this.#slots = new Int32Array(slots * 2)
    this.#pairs = pairs
    let from = 0
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as number
      const count = counts[i] as number
      let slot = key & this.#mask
      while (this.#slots[slot * 2] !== 0) slot = (slot + 1) & this.#mask
      this.#slots[slot * 2] = key
      this.#slots[slot * 2 + 1] = from * 64 + count
      from += count
    }
  }

  /** Sets `scores` to what the features say together, and returns the class with the most, the first among equals. */
  score(features: Int32Array, count: number, scores: Int32Array): number {
    const { classes } = this
    const slots = this.#slots
    const pairs = this.#pairs
    const mask = this.#mask
    for (let c = 0; c < classes; c++) scores[c] = 0
    for (let i = 0; i < count; i++) {
      const key = keyOf(features[i] as number)
      let slot = (key & mask) * 2
      let found = slots[slot] as number
      while (found !== 0 && found !== key) {
        slot = (slot + 2) & (2 * mask + 1)
        found = slots[slot] as number
      }
      if (found === 0) continue
      const reference = slots[slot + 1] as number
      const from = reference >>> 6
      const to = from + (reference & 63)
      for (let p = from; p < to; p++) {
        const pair = pairs[p] as number
        scores[pair & 63] = (scores[pair & 63] as number) + (pair >> 6)
      }
    }
    let best = 0
    for (let c = 1; c < classes; c++) {
      if ((scores[c] as number) > (scores[best] as number)) best = c
    }
    return best
  }
}

function keyOf(hash: number): number {
  return (hash >>> (32 - KEY_BITS)) + 1
}

/** Everything the tagger and the parser have learnt. */
export type Model = {
  tags: string[]
  labels: string[]
  /** The tag of words that have but one, by the hash of the word. */
  sure: Map<number, number>

  tag: Weights
  step: Weights
  label: Weights
}

/** The file of a model: a line of JSON, then each table's keys (by differences), counts, classes and weights. */
export function writeModel(
  tags: string[],
  labels: string[],
  sure: Map<number, number>,
  tables: { tag: Row[]; step: Row[]; label: Row[] },
): Buffer {
  const parts: Buffer[] = []
  const sizes = [tables.tag, tables.step, tables.label].map((rows) => {
    const byKey = new Map<number, Int8Array>()
    // The stronger comes first, and keeps the key.
    for (const { hash, weights } of rows) {
      if (weights.some((w) => w !== 0) && !byKey.has(keyOf(hash))) byKey.set(keyOf(hash), weights)
    }
    const sorted = [...byKey].sort((a, b) => a[0] - b[0])
    const keys: number[] = []
    const counts: number[] = []
    const classes: number[] = []
    const values: number[] = []
    let last = 0
    for (const [key, weights] of sorted) {
      let difference = key - last
      last = key
      for (; difference > 127; difference >>>= 7) keys.push((difference & 127) | 128)
      keys.push(difference)
      let count = 0
      weights.forEach((w, c) => {
        if (w === 0) return
        count++
        classes.push(c)
        values.push(w & 255)
      })
      counts.push(count)
    }
    parts.push(...[keys, counts, classes, values].map((each) => Buffer.from(each)))
    return { rows: counts.length, pairs: values.length, keyBytes: keys.length }
  })
  const head = Buffer.from(`${JSON.stringify({ tags, labels, sizes, sure: [...sure] })}\n`)
  const whole = Buffer.concat([head, ...parts])
  return brotliCompressSync(whole, {
    params: {
      [constants.BROTLI_PARAM_SIZE_HINT]: whole.length,
      [constants.BROTLI_PARAM_LGWIN]: 24,
    },
  })
}

export function readModel(file: Buffer): Model {
  const bytes = brotliDecompressSync(file)
  let position = bytes.indexOf(10) + 1
  const { tags, labels, sizes, sure } = JSON.parse(bytes.toString('utf8', 0, position)) as {
    tags: string[]
    labels: string[]
    sizes: { rows: number; pairs: number; keyBytes: number }[]
    sure: [number, number][]
  }
  const take = (length: number) => {
    position += length
    return bytes.subarray(position - length, position)
  }
  const [tag, step, label] = sizes.map(({ rows, pairs: pairCount, keyBytes }, i) => {
    const differences = take(keyBytes)
    const counts = take(rows)
    const classes = take(pairCount)
    const values = take(pairCount)
    const keys = new Int32Array(rows)
    let key = 0
    let at = 0
    for (let r = 0; r < rows; r++) {
      let shift = 0
      let byte = 0
      let difference = 0
      do {
        byte = differences[at++] as number
        difference |= (byte & 127) << shift
        shift += 7
      } while (byte > 127)
      key += difference
      keys[r] = key
    }
    const pairs = new Int16Array(pairCount)
    for (let p = 0; p < pairCount; p++) {
      pairs[p] = ((((values[p] as number) << 24) >> 24) << 6) | (classes[p] as number)
    }
    return new Weights([tags.length, 3, labels.length][i] as number, keys, counts, pairs)
  }) as [Weights, Weights, Weights]
  return { tags, labels, sure: new Map(sure), tag, step, label }
}
