import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256 } from '@/lib/record/keys'
import {
  CompactRange,
  type Hash,
  leafHash,
  proveConsistency,
  proveInclusion,
  rootAt,
  verifyConsistency,
  verifyInclusion,
} from '@/lib/record/merkle'
import {
  decodeBundle,
  encodeBundle,
  nodesFromTiles,
  parseTilePath,
  rootOfTile,
  type Tile,
  tilePath,
  tilesOf,
} from '@/lib/record/tiles'

const hex = (hash: Hash) => Buffer.from(hash).toString('hex')

describe('the path of a tile', () => {
  it.each([
    { tile: { level: 0, index: 0, width: 256 }, path: 'tile/0/000' },
    { tile: { level: 1, index: 1_234_067, width: 256 }, path: 'tile/1/x001/x234/067' },
    { tile: { level: 0, index: 273, width: 112 }, path: 'tile/0/273.p/112' },
    { tile: { level: 63, index: 1_000, width: 1 }, path: 'tile/63/x001/000.p/1' },
    { tile: { level: 'entries' as const, index: 5, width: 256 }, path: 'tile/entries/005' },
    { tile: { level: 'entries' as const, index: 5, width: 9 }, path: 'tile/entries/005.p/9' },
  ])('is $path, and names that tile alone', ({ tile, path }) => {
    expect(tilePath(tile)).toBe(path)
    expect(parseTilePath(path)).toEqual(tile)
  })

  it.each([
    'tile/0/0',
    'tile/00/000',
    'tile/64/000',
    'tile/0/x000/001',
    'tile/0/001/002',
    'tile/0/x001',
    'tile/0/000.p/0',
    'tile/0/000.p/01',
    'tile/0/000.p/256',
    'tile/0/000/',
    'tile/-1/000',
    'tile/data/000',
    'tile/0/x999/x999/x999/x999/x999/x999/999',
    '/tile/0/000',
  ])('is never %s', (path) => {
    expect(parseTilePath(path)).toBeUndefined()
  })
})

describe('the tiles of a tree', () => {
  it('are those of the example for 70,000 leaves', () => {
    const tiles = [...tilesOf(70_000)]
    const count = (level: Tile['level'], isFull: boolean) =>
      tiles.filter((tile) => tile.level === level && (tile.width === 256) === isFull).length
    expect([count(0, true), count(1, true), count(2, true)]).toEqual([273, 1, 0])
    const partial = tiles.filter((tile) => tile.width < 256).map(tilePath)
    expect(partial).toEqual([
      'tile/entries/273.p/112',
      'tile/0/273.p/112',
      'tile/1/001.p/17',
      'tile/2/000.p/1',
    ])
    expect(count('entries', true)).toBe(273)
  })

  it('are a full one and one of a single hash for 256 leaves, and none for no leaf', () => {
    const paths = [...tilesOf(256)].map(tilePath)
    expect(paths).toEqual(['tile/entries/000', 'tile/0/000', 'tile/1/000.p/1'])
    expect([...tilesOf(0)]).toEqual([])
  })

  it('that an earlier tree lacks are only those that changed', () => {
    expect([...tilesOf(70_001, 70_000)].map(tilePath)).toEqual([
      'tile/entries/273.p/113',
      'tile/0/273.p/113',
    ])
    expect([...tilesOf(70_144, 70_143)].map(tilePath)).toEqual([
      'tile/entries/273',
      'tile/0/273',
      'tile/1/001.p/18',
    ])
    expect([...tilesOf(70_000, 70_000)]).toEqual([])
  })
})

describe('a tree read from its tiles', () => {
  it('has its root, and proves its leaves and its growth', async () => {
    const sizes = [0, 1, 2, 255, 256, 257, 511, 512, 1_000, 65_535, 65_536, 65_537, 66_100]
    const leaves = Array.from({ length: 66_100 }, (_, at) => leafHash(sha256, Buffer.from(`${at}`)))
    const tiles = tilesFrom(leaves)
    const roots = new Map<number, Hash>()
    const tree = CompactRange.empty(sha256)
    for (const size of sizes) {
      for (const leaf of leaves.slice(tree.size, size)) tree.append(leaf)
      roots.set(size, tree.root())
    }
    const someSize = fc.constantFrom(...sizes)
    await fc.assert(
      fc.asyncProperty(someSize, someSize, fc.nat(), async (one, other, which) => {
        const [earlier, size] = one < other ? [one, other] : [other, one]
        const [earlierRoot, root] = [roots.get(earlier) as Hash, roots.get(size) as Hash]
        const read = nodesFromTiles(sha256, size, tiles)
        expect(hex(await rootAt(sha256, size, read))).toBe(hex(root))

        const growth = await proveConsistency(sha256, earlier, size, read)
        const extended = { earlier, earlierRoot, size, root, proof: growth }
        expect(verifyConsistency(sha256, extended)).toBe(true)

        if (size === 0) return
        const index = which % size
        const proof = await proveInclusion(sha256, index, size, read)
        const leaf = leaves[index] as Hash
        expect(verifyInclusion(sha256, { leaf, index, size, proof, root })).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  it('is not believed beyond what a tile holds', async () => {
    const read = nodesFromTiles(sha256, 44, () => new Uint8Array(31))
    await expect(CompactRange.ofSize(sha256, 44, read)).rejects.toThrow('tile/0/000.p/44')
  })
})

describe('a bundle', () => {
  it('says before each entry how long it is', () => {
    const bundle = encodeBundle([Buffer.from('ab'), Buffer.from('')])
    expect(Buffer.from(bundle).toString('hex')).toBe('000261620000')
  })

  it('gives back what was put into it', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 })), (entries) => {
        expect(decodeBundle(encodeBundle(entries))).toEqual(entries)
      }),
    )
  })

  it('has no entry of 64 KiB, and is not read when it ends within one', () => {
    expect(() => encodeBundle([new Uint8Array(65_536)])).toThrow(RangeError)
    expect(() => decodeBundle(Uint8Array.of(0, 2, 1))).toThrow(RangeError)
    expect(() => decodeBundle(Uint8Array.of(0))).toThrow(RangeError)
  })
})

/** All tiles of a tree, worked out level by level. */
function tilesFrom(leaves: Hash[]): (tile: Tile) => Uint8Array {
  const levels = [leaves]
  for (let below = leaves; below.length >= 256; ) {
    const above: Hash[] = []
    for (let at = 0; at + 256 <= below.length; at += 256) {
      above.push(rootOfTile(sha256, Buffer.concat(below.slice(at, at + 256))))
    }
    levels.push(above)
    below = above
  }
  return ({ level, index, width }) => {
    const hashes = levels[level as number]?.slice(index * 256, index * 256 + width) ?? []
    return Buffer.concat(hashes)
  }
}
