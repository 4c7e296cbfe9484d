import { mix } from './hashing'

/** The features of one decision: 32-bit names, gathered anew for each. */
export class Features {
  readonly names = new Int32Array(512)
  length = 0

  clear(): void {
    this.length = 0
  }

  /** A feature of template `template` with up to three values. */
  add(template: number, a: number, b = 0, c = 0): void {
    let h = mix(Math.imul(template + 1, 0x9e3779b1), a)
    if (b !== 0) h = mix(h, b)
    if (c !== 0) h = mix(h + 1, c)
    this.names[this.length++] = h
  }
}

/** Signed distances in buckets, so that 30 and 33 are the same and 1 and 2 are not. */
export function bucket(distance: number): number {
  const d = Math.abs(distance)
  const size = d < 4 ? d : d < 6 ? 4 : d < 9 ? 5 : d < 14 ? 6 : d < 22 ? 7 : d < 40 ? 8 : 9
  return distance < 0 ? -size : size
}

/** Adds what a model makes of features, a number to each outcome, to `scores` from `offset` on. */
export type Scorer = { score(features: Features, scores: Float64Array, offset: number): void }
