const FREE = -1
const MET_ONCE = -2

/**
 * An averaged perceptron over hashed features with weights for each of `classes`. A feature gets a row of weights the
 * second time a mistake involves it: what was of use once is seldom of use again. Deterministic.
 */
export class Perceptron {
  readonly classes: number
  #keys = new Int32Array(1 << 22)
  #rows = new Int32Array(1 << 22).fill(FREE)
  #used = 0
  #hashes: number[] = []
  #weights: Float32Array
  #sums: Float32Array
  #seen = new Int32Array(1 << 16)
  #average: Float32Array | null = null
  step = 1

  constructor(classes: number) {
    this.classes = classes
    this.#weights = new Float32Array(classes << 16)
    this.#sums = new Float32Array(classes << 16)
  }

  #find(hash: number): number {
    const mask = this.#keys.length - 1
    let slot = (hash ^ (hash >>> 9)) & mask
    while (this.#rows[slot] !== FREE) {
      if (this.#keys[slot] === hash) return slot
      slot = (slot + 1) & mask
    }
    return slot
  }

  score(features: Int32Array, count: number, scores: Float32Array) {
    const { classes } = this
    scores.fill(0)
    const weights = this.#average ?? this.#weights
    for (let i = 0; i < count; i++) {
      const row = this.#rows[this.#find(features[i] as number)] as number
      if (row < 0) continue
      add(this.#seen, row, 1)
      const from = row * classes
      for (let c = 0; c < classes; c++) {
        scores[c] = (scores[c] as number) + (weights[from + c] as number)
      }
    }
  }

  update(features: Int32Array, count: number, right: number, wrong: number) {
    for (let i = 0; i < count; i++) {
      const hash = features[i] as number
      const slot = this.#find(hash)
      let row = this.#rows[slot] as number
      if (row === FREE) {
        this.#keys[slot] = hash
        this.#rows[slot] = MET_ONCE
        if (++this.#used * 2 > this.#keys.length) this.#rehash()
        continue
      }
      if (row === MET_ONCE) {
        row = this.#hashes.length
        this.#rows[slot] = row
        this.#hashes.push(hash)
        if (row === this.#seen.length) this.#grow()
      }
      const from = row * this.classes
      add(this.#weights, from + right, 1)
      add(this.#weights, from + wrong, -1)
      add(this.#sums, from + right, this.step)
      add(this.#sums, from + wrong, -this.step)
    }
  }

  #grow() {
    const more = (array: Float32Array) => {
      const grown = new Float32Array(array.length * 2)
      grown.set(array)
      return grown
    }
    this.#weights = more(this.#weights)
    this.#sums = more(this.#sums)
    const seen = new Int32Array(this.#seen.length * 2)
    seen.set(this.#seen)
    this.#seen = seen
  }

  #rehash() {
    const keys = this.#keys
    const rows = this.#rows
    this.#keys = new Int32Array(keys.length * 2)
    this.#rows = new Int32Array(keys.length * 2).fill(FREE)
    rows.forEach((row, i) => {
      if (row === FREE) return
      const hash = keys[i] as number
      const slot = this.#find(hash)
      this.#keys[slot] = hash
      this.#rows[slot] = row
    })
  }

  /** From here on it scores with the mean of all its weights so far, and learns no more. */
  settle() {
    this.#average = this.#weights.map((w, i) => w - (this.#sums[i] as number) / this.step)
  }

  /** The averaged rows worth most, at most `limit`: by how often a feature is met and how much it says. */
  strongest(limit: number): { hash: number; weights: Float32Array }[] {
    const average = this.#average
    if (!average) throw new Error('settle first')
    const rows = this.#hashes.map((hash, row) => {
      const weights = average.subarray(row * this.classes, (row + 1) * this.classes)
      let most = 0
      for (const w of weights) most = Math.max(most, Math.abs(w))
      return {
        hash,
        weights,
        worth: most * Math.sqrt((this.#seen[row] as number) + 0.1),
      }
    })
    rows.sort((a, b) => b.worth - a.worth || a.hash - b.hash)
    return rows.slice(0, limit)
  }

  get size(): number {
    return this.#hashes.length
  }
}

function add(to: Float32Array | Int32Array, index: number, amount: number) {
  to[index] = (to[index] as number) + amount
}
