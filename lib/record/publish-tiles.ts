import { sha256 } from '@/lib/record/keys'
import type { Hash } from '@/lib/record/merkle'
import { RecordProblem } from '@/lib/record/problem'
import type { RecordFiles } from '@/lib/record/publish-files'
import {
  decodeBundle,
  encodeBundle,
  rootOfTile,
  TILE_WIDTH,
  type Tile,
  tileAt,
  tilePath,
  tilesOf,
} from '@/lib/record/tiles'

/** What a level has beyond its last full tile. */
type Edge<T> = { index: number; items: T[] }

/** The tree as it grows: its right edge in memory, and each tile written as soon as it is full. */
export class TileWriter {
  private readonly earlier: number
  private size: number
  private readonly entries: Edge<Uint8Array>
  private readonly levels: Edge<Hash>[]

  private constructor(size: number, entries: Edge<Uint8Array>, levels: Edge<Hash>[]) {
    this.earlier = size
    this.size = size
    this.entries = entries
    this.levels = levels
  }

  /** Goes on from a tree of `size` leaves whose tiles are in `files`. */
  static async from(files: RecordFiles, size: number): Promise<TileWriter> {
    const bytesOf = async (tile: Tile) => {
      const bytes = await files.read(tilePath(tile))
      if (!bytes) throw new RecordProblem('tile_missing', `${tilePath(tile)} is not there.`)
      return bytes
    }
    const entries: Edge<Uint8Array> = { index: Math.floor(size / TILE_WIDTH), items: [] }
    const levels: Edge<Hash>[] = []
    for (let level = 0, count = size; level === 0 || count > 0; level++) {
      const index = Math.floor(count / TILE_WIDTH)
      const edge: Edge<Hash> = { index, items: [] }
      if (count % TILE_WIDTH > 0) {
        const bytes = await bytesOf(tileAt(level, index, size))
        for (let at = 0; at < bytes.length; at += 32) edge.items.push(bytes.subarray(at, at + 32))
        if (level === 0) entries.items = decodeBundle(await bytesOf(tileAt('entries', index, size)))
      }
      levels.push(edge)
      count = index
    }
    return new TileWriter(size, entries, levels)
  }

  /** Takes a leaf; answers the tiles that it filled. */
  append(entry: Uint8Array, hash: Hash): { name: string; bytes: Uint8Array }[] {
    this.size += 1
    this.entries.items.push(entry)
    const filled = this.push(0, hash)
    if (this.entries.items.length === TILE_WIDTH) filled.push(this.take('entries'))
    return filled
  }

  /** The tiles that are not full. */
  partial(): { name: string; bytes: Uint8Array }[] {
    const edges: Tile['level'][] = ['entries', ...this.levels.keys()]
    return edges.filter((level) => this.edgeOf(level).items.length > 0).map((l) => this.tile(l))
  }

  /** Folders of partial tiles that grew full since the beginning: nobody needs them any longer. */
  outgrown(): string[] {
    return [...tilesOf(this.size, this.earlier)]
      .filter((tile) => tile.width === TILE_WIDTH)
      .map((tile) => `${tilePath(tile)}.p`)
  }

  private push(level: number, hash: Hash): { name: string; bytes: Uint8Array }[] {
    const edge = this.levels[level] ?? { index: 0, items: [] }
    this.levels[level] = edge
    edge.items.push(hash)
    if (edge.items.length < TILE_WIDTH) return []
    const full = this.take(level)
    return [full, ...this.push(level + 1, rootOfTile(sha256, full.bytes))]
  }

  private take(level: Tile['level']): { name: string; bytes: Uint8Array } {
    const tile = this.tile(level)
    const edge = this.edgeOf(level)
    edge.index += 1
    edge.items = []
    return tile
  }

  private tile(level: Tile['level']): { name: string; bytes: Uint8Array } {
    const { index, items } = this.edgeOf(level)
    const name = tilePath({ level, index, width: items.length })
    return { name, bytes: level === 'entries' ? encodeBundle(items) : Buffer.concat(items) }
  }

  private edgeOf(level: Tile['level']): Edge<Uint8Array> {
    return level === 'entries' ? this.entries : (this.levels[level] as Edge<Hash>)
  }
}
