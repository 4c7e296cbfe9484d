import type { Features, Scorer } from './features'

/** A table of weights, a row of `width` to each of 2^`bits` slots, in steps of `scale`. */
export class PackedWeights implements Scorer {
  private readonly mask: number

  constructor(
    readonly values: Int8Array,
    readonly bits: number,
    readonly width: number,
    readonly scale: number,
  ) {
    this.mask = 2 ** bits - 1
  }

  score(features: Features, scores: Float64Array, offset: number): void {
    const { names, length } = features
    const { values, width, mask, scale } = this
    for (let k = 0; k < length; k++) {
      const row = ((names[k] as number) & mask) * width
      for (let y = 0; y < width; y++) {
        scores[offset + y] = (scores[offset + y] as number) + (values[row + y] as number) * scale
      }
    }
  }
}

/**
 * Reads tables one after the other: for each, bits, width (a byte each),
 * scale (float32), the number of rows that aren't zero (uint32), then the gap before each row (bytes, 255 to go on)
 * and, column by column, the rows' weights.
 */
export function readTables(bytes: Buffer): PackedWeights[] {
  const tables: PackedWeights[] = []
  let at = 0
  while (at < bytes.length) {
    const bits = bytes.readUInt8(at)
    const width = bytes.readUInt8(at + 1)
    const scale = bytes.readFloatLE(at + 2)
    const rows = bytes.readUInt32LE(at + 6)
    at += 10
    const slots = new Int32Array(rows)
    let slot = 0
    for (let row = 0; row < rows; row++) {
      let gap = bytes[at++] as number
      slot += gap
      while (gap === 255) {
        gap = bytes[at++] as number
        slot += gap
      }
      slots[row] = slot
    }
    const values = new Int8Array(2 ** bits * width)
    for (let y = 0; y < width; y++) {
      for (let row = 0; row < rows; row++) {
        values[(slots[row] as number) * width + y] = bytes.readInt8(at++)
      }
    }
    tables.push(new PackedWeights(values, bits, width, scale))
  }
  return tables
}
