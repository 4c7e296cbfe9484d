import { brotliCompressSync, constants } from 'node:zlib'
import type { Forest } from '../../lib/intake/english/forest'
import type { Weights } from './linear'

/** Writes a forest and weights, in 127 steps up and down, as `readModel` of lib/intake/english/model.ts reads them. */
export function packModel(forest: Forest, tables: Weights[]): Buffer {
  const parts = tables.map(({ bits, width, values }) => {
    // A few outliers shall not make all the others coarse.
    const sizes = values
      .filter((value) => value !== 0)
      .map(Math.abs)
      .sort()
    const scale = Math.max(1e-6, (sizes[Math.floor(sizes.length * 0.9995)] ?? 0) / 127)
    const step = (at: number) =>
      Math.max(-127, Math.min(127, Math.round((values[at] ?? 0) / scale)))
    const slots: number[] = []
    for (let slot = 0; slot < 2 ** bits; slot++) {
      for (let y = 0; y < width; y++) {
        if (step(slot * width + y) !== 0) {
          slots.push(slot)
          break
        }
      }
    }
    const gaps: number[] = []
    let last = 0
    for (const slot of slots) {
      let gap = slot - last
      for (; gap >= 255; gap -= 255) gaps.push(255)
      gaps.push(gap)
      last = slot
    }
    const head = Buffer.alloc(10)
    head.writeUInt8(bits, 0)
    head.writeUInt8(width, 1)
    head.writeFloatLE(scale, 2)
    head.writeUInt32LE(slots.length, 6)
    const weights = Buffer.alloc(slots.length * width)
    for (let y = 0; y < width; y++) {
      slots.forEach((slot, row) => {
        weights.writeInt8(step(slot * width + y), y * slots.length + row)
      })
    }
    return Buffer.concat([head, Buffer.from(gaps), weights])
  })
  const trees = Buffer.from(JSON.stringify(forest))
  const size = Buffer.alloc(4)
  size.writeUInt32LE(trees.length)
  return brotliCompressSync(Buffer.concat([size, trees, ...parts]), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  })
}
