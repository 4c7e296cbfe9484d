import { HASH_BYTES, type Hash, nodeHash, type ReadNode, type Sha256 } from '@/lib/record/merkle'

/**
 * The log as files, by C2SP tlog-tiles: the tree in tiles of 256 hashes, each a subtree eight levels high, and the
 * entries in bundles of as many. For the browser too, as merkle.ts is.
 */

const TILE_LEVELS = 8
export const TILE_WIDTH = 256
/** A length of two bytes stands before each entry. */
const LONGEST_ENTRY = 0xffff
/** So that six levels of tiles hold any size that a number can tell exactly. */
const HIGHEST_LEVEL = 6

/** `level` 0 holds the leaves' hashes, `entries` what they are the hashes of. A width under 256 is a partial tile's. */
export type Tile = { level: number | 'entries'; index: number; width: number }

/** `1234067` is `x001/x234/067`: no folder has more than a thousand of a kind. */
export function indexPath(index: number): string {
  const groups: string[] = []
  for (let rest = index; rest > 0 || groups.length === 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(String(rest % 1000).padStart(3, '0'))
  }
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/')
}

/** Where a tile lies under the log's own address: `tile/0/x001/x234/067.p/8`. */
export function tilePath({ level, index, width }: Tile): string {
  return `tile/${level}/${indexPath(index)}${width < TILE_WIDTH ? `.p/${width}` : ''}`
}

/** The tile that a path names, or undefined when it names none: one tile has one path. */
export function parseTilePath(path: string): Tile | undefined {
  const match = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(
    path,
  )
  if (!match) return undefined
  const [, level = '', groups = '', partial] = match
  const index = Number(groups.replaceAll(/[x/]/g, ''))
  const tile = {
    level: level === 'entries' ? ('entries' as const) : Number(level),
    index,
    width: partial === undefined ? TILE_WIDTH : Number(partial),
  }
  const isWhole = Number.isSafeInteger(index) && (tile.level === 'entries' || tile.level <= 63)
  return isWhole && tilePath(tile) === path ? tile : undefined
}

/** How many hashes a level of tiles holds in a tree of `size` leaves. */
function countAt(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level)
}

/** The tile of a level, as it is in a tree of `size` leaves. */
export function tileAt(level: number | 'entries', index: number, size: number): Tile {
  const count = countAt(level === 'entries' ? 0 : level, size)
  return { level, index, width: Math.min(TILE_WIDTH, count - index * TILE_WIDTH) }
}

/**
 * Every tile and bundle of a tree of `size` leaves that one of `earlier` lacks, level by level. Those that grew from a
 * partial one are among them.
 */
export function* tilesOf(size: number, earlier = 0): Generator<Tile> {
  for (const level of ['entries', 0, 1, 2, 3, 4, 5, HIGHEST_LEVEL] as const) {
    const depth = level === 'entries' ? 0 : level
    const count = countAt(depth, size)
    const had = countAt(depth, earlier)
    if (count === had) continue
    for (let index = Math.floor(had / TILE_WIDTH); index * TILE_WIDTH < count; index++) {
      yield tileAt(level, index, size)
    }
  }
}

/** Answers the bytes of a tile: `width` hashes, one after the other. */
export type ReadTile = (tile: Tile) => Uint8Array | Promise<Uint8Array>

/** The nodes of a tree of `size` leaves, read from its tiles alone; what a tile says is believed, and told by a proof. */
export function nodesFromTiles(sha256: Sha256, size: number, readTile: ReadTile): ReadNode {
  const tiles = new Map<string, Promise<Uint8Array>>()
  const bytesOf = (tile: Tile) => {
    const path = tilePath(tile)
    const bytes = tiles.get(path) ?? read(tile)
    tiles.set(path, bytes)
    return bytes
  }
  const read = async (tile: Tile) => {
    const bytes = await readTile(tile)
    if (bytes.length !== tile.width * HASH_BYTES) {
      throw new Error(`${tilePath(tile)} has ${bytes.length} bytes`)
    }
    return bytes
  }
  return async (level, index) => {
    const within = level % TILE_LEVELS
    const first = index * 2 ** within
    const tileLevel = (level - within) / TILE_LEVELS
    const tile = tileAt(tileLevel, Math.floor(first / TILE_WIDTH), size)
    const bytes = await bytesOf(tile)
    const start = first % TILE_WIDTH
    return rootWithin(sha256, bytes, start, 2 ** within)
  }
}

/** The root over `count` hashes of a tile from `start`; a power of two of them. */
function rootWithin(sha256: Sha256, tile: Uint8Array, start: number, count: number): Hash {
  if (count === 1) {
    const hash = tile.slice(start * HASH_BYTES, (start + 1) * HASH_BYTES)
    if (hash.length < HASH_BYTES) throw new RangeError('The tile does not reach that far')
    return hash
  }
  const half = count / 2
  return nodeHash(
    sha256,
    rootWithin(sha256, tile, start, half),
    rootWithin(sha256, tile, start + half, half),
  )
}

/** What stands for a full tile in the level above it. */
export function rootOfTile(sha256: Sha256, tile: Uint8Array): Hash {
  return rootWithin(sha256, tile, 0, TILE_WIDTH)
}

export function encodeBundle(entries: Uint8Array[]): Uint8Array {
  const bundle = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0))
  const view = new DataView(bundle.buffer)
  let at = 0
  for (const entry of entries) {
    if (entry.length > LONGEST_ENTRY) throw new RangeError(`An entry has ${entry.length} bytes`)
    view.setUint16(at, entry.length)
    bundle.set(entry, at + 2)
    at += 2 + entry.length
  }
  return bundle
}

/** The entries of a bundle; throws when it ends within one. */
export function decodeBundle(bundle: Uint8Array): Uint8Array[] {
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength)
  const entries: Uint8Array[] = []
  let at = 0
  while (at < bundle.length) {
    const end = at + 2 + (at + 2 <= bundle.length ? view.getUint16(at) : LONGEST_ENTRY)
    if (end > bundle.length) throw new RangeError('The bundle ends within an entry')
    entries.push(bundle.slice(at + 2, end))
    at = end
  }
  return entries
}
