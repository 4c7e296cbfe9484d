import { describe, expect, it } from 'vitest'
import { Features } from './features'
import { type Forest, judge } from './forest'
import { readTables } from './linear-model'
import { stemOf } from './stems'

describe('a packed table', () => {
  it('gives each slot its row, over gaps of any size', () => {
    const head = Buffer.alloc(10)
    head.writeUInt8(10, 0) // 1024 slots
    head.writeUInt8(2, 1)
    head.writeFloatLE(0.5, 2)
    head.writeUInt32LE(3, 6)
    // Slots 3, 258 and 768; first the rows' first weights, then their second ones.
    const gaps = [3, 255, 0, 255, 255, 0]
    const bytes = Buffer.concat([
      head,
      Buffer.from(gaps),
      Buffer.from(Int8Array.of(1, 2, -3, 4, 0, 6)),
    ])
    const [table] = readTables(bytes)
    const rowOf = (slot: number) => [...(table?.values.slice(slot * 2, slot * 2 + 2) ?? [])]
    expect(rowOf(3)).toEqual([1, 4])
    expect(rowOf(258)).toEqual([2, 0])
    expect(rowOf(768)).toEqual([-3, 6])

    const features = new Features()
    features.add(0, 7)
    features.names[0] = 768 + 1024
    const scores = new Float64Array(3)
    table?.score(features, scores, 1)
    expect([...scores]).toEqual([0, -1.5, 3])
  })
})

describe('a forest', () => {
  it('adds up the leaves that the traits lead to', () => {
    // Two trees: trait 0 at most 1 or more, and a single leaf.
    const forest: Forest = {
      base: 0.25,
      roots: [0, 3],
      trait: [0, -1, -1, -1],
      bound: [1, -2, 2, 0.5],
      left: [1, -1, -1, -1],
    }
    expect(judge(forest, Float64Array.of(1))).toBe(-1.25)
    expect(judge(forest, Float64Array.of(1.1))).toBe(2.75)
  })
})

describe('stems', () => {
  it.each([
    ['said', 'says', 'saying'],
    ['claims', 'claimed', 'claiming'],
    ['denied', 'denies', 'deny'],
    ['planned', 'planning', 'plans'],
    ['argue', 'argued', 'arguing'],
    ['confirm', 'confirmed', 'confirms'],
  ])('%s, %s and %s share one', (...forms) => {
    expect(new Set(forms.map(stemOf)).size).toBe(1)
  })
})
