import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CompactRange,
  emptyRoot,
  type Hash,
  leafHash,
  nodeHash,
  proveConsistency,
  proveInclusion,
  type ReadNode,
  rootAt,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '@/lib/record/merkle'
import { sha256 as plainSha256 } from '@/lib/record/sha256'

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest())
const hex = (hash: Hash) => Buffer.from(hash).toString('hex')
const short = (hashes: Hash[]) => hashes.map((hash) => hex(hash).slice(0, 8))

// The eight leaves that implementations of RFC 6962 have been compared by since Certificate Transparency's first.
const ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((each) => Buffer.from(each, 'hex'))
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const EIGHT = ENTRIES.map((entry) => leafHash(sha256, entry))

describe('the eight leaves that everybody knows', () => {
  it.each(ROOTS.map((root, size) => ({ root, size })))('have root $root at $size', (given) => {
    expect(hex(rootOf(sha256, EIGHT.slice(0, given.size)))).toBe(given.root)
  })

  it.each([
    { index: 0, size: 1, proof: [] },
    { index: 0, size: 8, proof: ['96a296d2', '5f083f0a', '6b47aaf2'] },
    { index: 5, size: 8, proof: ['bc1a0643', 'ca854ea1', 'd37ee418'] },
    { index: 2, size: 3, proof: ['fac54203'] },
    { index: 1, size: 5, proof: ['6e340b9c', '5f083f0a', 'bc1a0643'] },
  ])('prove leaf $index of $size by $proof', async ({ index, size, proof }) => {
    const made = await proveInclusion(sha256, index, size, nodesOf(EIGHT))
    expect(short(made)).toEqual(proof)
  })

  it.each([
    { earlier: 1, size: 1, proof: [] },
    { earlier: 1, size: 8, proof: ['96a296d2', '5f083f0a', '6b47aaf2'] },
    { earlier: 6, size: 8, proof: ['0ebc5d34', 'ca854ea1', 'd37ee418'] },
    { earlier: 2, size: 5, proof: ['5f083f0a', 'bc1a0643'] },
  ])('prove that $size extends $earlier by $proof', async ({ earlier, size, proof }) => {
    const made = await proveConsistency(sha256, earlier, size, nodesOf(EIGHT))
    expect(short(made)).toEqual(proof)
  })
})

describe('any tree', () => {
  it('has the root that RFC 6962 defines by halves, however it was grown', async () => {
    await fc.assert(
      fc.asyncProperty(someLeaves(), fc.nat(), async (leaves, cut) => {
        const at = cut % (leaves.length + 1)
        const grown = await CompactRange.ofSize(sha256, at, nodesOf(leaves))
        for (const leaf of leaves.slice(at)) grown.append(leaf)
        expect(hex(grown.root())).toBe(hex(defined(leaves)))
        expect(grown.size).toBe(leaves.length)
        expect(hex(await rootAt(sha256, at, nodesOf(leaves)))).toBe(
          hex(defined(leaves.slice(0, at))),
        )
      }),
    )
  })

  it('proves each of its leaves, and nothing else passes for the proof', async () => {
    await fc.assert(
      fc.asyncProperty(someLeaves(1), fc.nat(), fc.nat(), async (leaves, which, change) => {
        const size = leaves.length
        const index = which % size
        const leaf = leaves[index] as Hash
        const root = rootOf(sha256, leaves)
        const proof = await proveInclusion(sha256, index, size, nodesOf(leaves))
        const good = { leaf, index, size, proof, root }
        expect(verifyInclusion(sha256, good)).toBe(true)

        const bad = [
          { ...good, leaf: altered(leaf, change) },
          { ...good, root: altered(root, change) },
          { ...good, index: size },
          { ...good, proof: [...proof, root] },
          { ...good, proof: [root, ...proof] },
          ...proof.flatMap((_, at) => [
            { ...good, proof: proof.with(at, altered(proof[at] as Hash, change)) },
            { ...good, proof: proof.toSpliced(at, 1) },
          ]),
          // Another place has another path, unless the leaf there is the same.
          ...leaves.flatMap((_, other) => (other === index ? [] : [{ ...good, index: other }])),
        ]
        for (const each of bad) expect(verifyInclusion(sha256, each)).toBe(false)
      }),
    )
  })

  it('proves that it extends each earlier one, and nothing else passes for the proof', async () => {
    await fc.assert(
      fc.asyncProperty(someLeaves(), fc.nat(), fc.nat(), async (leaves, cut, change) => {
        const size = leaves.length
        const earlier = cut % (size + 1)
        const earlierRoot = rootOf(sha256, leaves.slice(0, earlier))
        const root = rootOf(sha256, leaves)
        const proof = await proveConsistency(sha256, earlier, size, nodesOf(leaves))
        const good = { earlier, earlierRoot, size, root, proof }
        expect(verifyConsistency(sha256, good)).toBe(true)

        const bad = [
          { ...good, earlierRoot: altered(earlierRoot, change) },
          { ...good, earlier: size + 1 },
          { ...good, proof: [...proof, root] },
          ...(earlier > 0 ? [{ ...good, root: altered(root, change) }] : []),
          ...proof.flatMap((_, at) => [
            { ...good, proof: proof.with(at, altered(proof[at] as Hash, change)) },
            { ...good, proof: proof.toSpliced(at, 1) },
          ]),
        ]
        for (const each of bad) expect(verifyConsistency(sha256, each)).toBe(false)
      }),
    )
  })

  it('has no proof for what it does not hold', async () => {
    await expect(proveInclusion(sha256, 8, 8, nodesOf(EIGHT))).rejects.toThrow(RangeError)
    await expect(proveConsistency(sha256, 9, 8, nodesOf(EIGHT))).rejects.toThrow(RangeError)
  })
})

describe('SHA-256 for the browser', () => {
  it('is SHA-256', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(hex(plainSha256(bytes))).toBe(hex(sha256(bytes)))
      }),
    )
  })
})

/** Leaves that differ from each other, as acts do. */
function someLeaves(least = 0): fc.Arbitrary<Hash[]> {
  return fc
    .integer({ min: least, max: 70 })
    .map((size) => Array.from({ length: size }, (_, at) => leafHash(sha256, Buffer.from(`${at}`))))
}

/** MTH of RFC 6962, section 2.1, word for word. */
function defined(leaves: Hash[]): Hash {
  if (leaves.length === 0) return emptyRoot(sha256)
  if (leaves.length === 1) return leaves[0] as Hash
  let split = 1
  while (2 * split < leaves.length) split *= 2
  return nodeHash(sha256, defined(leaves.slice(0, split)), defined(leaves.slice(split)))
}

function nodesOf(leaves: Hash[]): ReadNode {
  return (level, index) => {
    const width = 2 ** level
    const within = leaves.slice(index * width, (index + 1) * width)
    if (within.length !== width) throw new Error('asked for a subtree that is not complete')
    return defined(within)
  }
}

/** The same hash with one bit another. */
function altered(hash: Hash, seed: number): Hash {
  const other = hash.slice()
  const at = seed % other.length
  other[at] = (other[at] as number) ^ (1 << (seed % 8))
  return other
}
