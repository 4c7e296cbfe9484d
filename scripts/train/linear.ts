import type { Features } from '../../lib/intake/english/features'

/** Hashed linear weights, a row of `width` to each feature, learnt with AdaGrad. */
export class Weights {
  readonly values: Float32Array
  private readonly squares: Float32Array
  private readonly mask: number
  private readonly met: Uint8Array
  private readonly lastMet: Int32Array
  private sums: Float32Array | undefined
  private kept = 0

  constructor(
    readonly bits: number,
    readonly width: number,
    private readonly rate: number,
    private readonly decay: number,
    private readonly least = 0,
  ) {
    this.values = new Float32Array(2 ** bits * width)
    this.squares = new Float32Array(2 ** bits * width)
    this.mask = 2 ** bits - 1
    this.met = new Uint8Array(2 ** bits)
    this.lastMet = new Int32Array(2 ** bits).fill(-1)
  }

  /** Counts the features of example `number`; those of fewer than `least` examples are then left out. */
  meet(features: Features, number: number): void {
    for (let k = 0; k < features.length; k++) {
      const row = (features.names[k] as number) & this.mask
      if (this.lastMet[row] === number || (this.met[row] as number) === 255) continue
      this.lastMet[row] = number
      this.met[row] = (this.met[row] as number) + 1
    }
  }

  /** Takes the weights as they stand into the mean that `settle` makes of them. */
  keep(): void {
    this.sums ??= new Float32Array(this.values.length)
    const { values, sums } = this
    for (let i = 0; i < values.length; i++) sums[i] = (sums[i] as number) + (values[i] as number)
    this.kept++
  }

  /** Weights that wander from example to example are better, and less sure of themselves, in the mean. */
  settle(): void {
    if (!this.sums) return
    for (let i = 0; i < this.values.length; i++)
      this.values[i] = (this.sums[i] as number) / this.kept
  }

  /** Adds the score of each outcome to `scores`, beginning at `offset`. */
  score(features: Features, scores: Float64Array, offset: number): void {
    const { names, length } = features
    const { values, width, mask } = this
    for (let k = 0; k < length; k++) {
      const row = ((names[k] as number) & mask) * width
      for (let y = 0; y < width; y++)
        scores[offset + y] = (scores[offset + y] as number) + (values[row + y] as number)
    }
  }

  /** Steps against `gradient`, the derivative of the loss by each outcome's score, beginning at `offset`. */
  learn(features: Features, gradient: Float64Array, offset: number): void {
    const { names, length } = features
    const { values, squares, width, mask, rate, decay, met, least } = this
    for (let k = 0; k < length; k++) {
      const slot = (names[k] as number) & mask
      if ((met[slot] as number) < least) continue
      const row = slot * width
      for (let y = 0; y < width; y++) {
        const at = row + y
        const g = (gradient[offset + y] as number) + decay * (values[at] as number)
        const square = (squares[at] as number) + g * g
        squares[at] = square
        values[at] = (values[at] as number) - (rate * g) / Math.sqrt(square + 1e-6)
      }
    }
  }
}

/** A small seeded generator (mulberry32): the same order of examples at every training. */
export function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export function shuffled<T>(list: T[], random: () => number): T[] {
  const copy = [...list]
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[copy[i], copy[j]] = [copy[j] as T, copy[i] as T]
  }
  return copy
}
