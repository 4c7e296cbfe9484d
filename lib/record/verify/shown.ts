import { readFileSync } from 'node:fs'
import path from 'node:path'
import { encodeBundle, indexPath, TILE_WIDTH, tileAt, tilePath } from '@/lib/record/tiles'
import type { LeafRow } from '@/lib/record/verify/leaf'

/** The folder of a published log, and of how many leaves its checkpoint is. */
export type ShownLog = { folder: string; size: number }

const HASH = 32

/**
 * Whether the published entries, tiles and disclosures of a stretch that begins with a tile are those that its leaves make;
 * of leaves that the checkpoint does not cover nothing is asked.
 */
export function isShownAlike(
  { folder, size }: ShownLog,
  made: { from: number; leaves: LeafRow[]; hashes: Buffer; disclosures: string[][] },
): boolean {
  const read = (name: string) => readFileSync(path.join(/* turbopackIgnore: true */ folder, name))
  try {
    for (let from = made.from; from < size; from += TILE_WIDTH) {
      const at = from - made.from
      const width = Math.min(TILE_WIDTH, size - from)
      const leaves = made.leaves.slice(at, at + width)
      if (leaves.length === 0) break
      const n = from / TILE_WIDTH
      const hashes = made.hashes.subarray(at * HASH, (at + width) * HASH)
      const told = leaves.map(({ index }, place) => ({
        index,
        disclosures: made.disclosures[at + place],
      }))
      const isSame =
        leaves.length === width &&
        read(tilePath(tileAt('entries', n, size))).equals(
          encodeBundle(leaves.map(({ entry }) => Buffer.from(entry))),
        ) &&
        read(tilePath(tileAt(0, n, size))).equals(hashes) &&
        read(`disclosures/${indexPath(n)}`).equals(
          Buffer.from(`${JSON.stringify({ from, leaves: told })}\n`),
        )
      if (!isSame) return false
    }
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
