/**
 * The tree of RFC 6962 (and 9162), section 2: hashes, proofs and their verification. Nothing here knows Node or a
 * browser: whoever calls brings a SHA-256. Sizes and indices are whole numbers below 2^53.
 */

/** 32 bytes. */
export type Hash = Uint8Array
export type Sha256 = (bytes: Uint8Array) => Uint8Array

export const HASH_BYTES = 32

/** Answers the root of the complete subtree number `index` among those of 2^`level` leaves. */
export type ReadNode = (level: number, index: number) => Hash | Promise<Hash>

export function emptyRoot(sha256: Sha256): Hash {
  return sha256(new Uint8Array(0))
}

/** The first byte keeps a leaf from passing for a node, and the other way round. */
export function leafHash(sha256: Sha256, entry: Uint8Array): Hash {
  const bytes = new Uint8Array(1 + entry.length)
  bytes.set(entry, 1)
  return sha256(bytes)
}

export function nodeHash(sha256: Sha256, left: Hash, right: Hash): Hash {
  const bytes = new Uint8Array(1 + 2 * HASH_BYTES)
  bytes[0] = 1
  bytes.set(left, 1)
  bytes.set(right, 1 + HASH_BYTES)
  return sha256(bytes)
}

export function isSameHash(one: Hash, other: Hash): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}

/** A complete subtree: number `index` among those of 2^`level` leaves. */
type Node = { level: number; index: number }

/**
 * The complete subtrees, from left to right and so from large to small, that `count` leaves from `from` fall into;
 * `from` must be a place where a subtree that holds them all could begin.
 */
function subtreesOf(from: number, count: number): Node[] {
  const nodes: Node[] = []
  let start = from
  let left = count
  while (left > 0) {
    const level = levelOf(left)
    const width = 2 ** level
    nodes.push({ level, index: start / width })
    start += width
    left -= width
  }
  return nodes
}

/** The level of the largest complete subtree within `count` leaves; counted, since a logarithm would be rounded. */
function levelOf(count: number): number {
  let level = 0
  for (let width = 2; width <= count; width *= 2) level += 1
  return level
}

/** The largest power of two below `count`: where a tree of `count` leaves divides. */
function splitOf(count: number): number {
  return 2 ** levelOf(count - 1)
}

/**
 * A tree in progress: the roots of its complete subtrees, from left to right. Takes any number of leaves in order
 * and costs one hash each.
 */
export class CompactRange {
  private readonly sha256: Sha256
  private readonly subtrees: Hash[]
  private count: number

  private constructor(sha256: Sha256, subtrees: Hash[], count: number) {
    this.sha256 = sha256
    this.subtrees = subtrees
    this.count = count
  }

  static empty(sha256: Sha256): CompactRange {
    return new CompactRange(sha256, [], 0)
  }

  /** The tree of `size` leaves of which `read` knows the nodes. */
  static async ofSize(sha256: Sha256, size: number, read: ReadNode): Promise<CompactRange> {
    const subtrees = await Promise.all(
      subtreesOf(0, size).map(({ level, index }) => read(level, index)),
    )
    return new CompactRange(sha256, subtrees, size)
  }

  get size(): number {
    return this.count
  }

  append(hash: Hash): void {
    this.appendSubtree(0, hash)
  }

  /** Appends the root of 2^`level` leaves at once, to a tree of a multiple of so many. */
  appendSubtree(level: number, root: Hash): void {
    let last = root
    const width = 2 ** level
    // Each trailing one of the size is a subtree as large as what is being added.
    for (let rest = this.count / width; rest % 2 === 1; rest = (rest - 1) / 2) {
      last = nodeHash(this.sha256, this.subtrees.pop() as Hash, last)
    }
    this.subtrees.push(last)
    this.count += width
  }

  root(): Hash {
    return foldRight(this.sha256, this.subtrees)
  }
}

function foldRight(sha256: Sha256, subtrees: Hash[]): Hash {
  const last = subtrees.at(-1)
  if (!last) return emptyRoot(sha256)
  return subtrees.slice(0, -1).reduceRight((right, left) => nodeHash(sha256, left, right), last)
}

export function rootOf(sha256: Sha256, leaves: Iterable<Hash>): Hash {
  const tree = CompactRange.empty(sha256)
  for (const leaf of leaves) tree.append(leaf)
  return tree.root()
}

/** The root of the first `size` leaves of a tree that `read` knows. */
export async function rootAt(sha256: Sha256, size: number, read: ReadNode): Promise<Hash> {
  return (await CompactRange.ofSize(sha256, size, read)).root()
}

/** A run of leaves; what stands in a proof is the hash over each. */
type Run = { from: number; count: number }

function hashesOf(sha256: Sha256, runs: Run[], read: ReadNode): Promise<Hash[]> {
  return Promise.all(
    runs.map(async ({ from, count }) => {
      const nodes = subtreesOf(from, count).map(({ level, index }) => read(level, index))
      return foldRight(sha256, await Promise.all(nodes))
    }),
  )
}

/** RFC 6962, 2.1.1: the hashes that lead from leaf `index` to the root of `size` leaves. */
export async function proveInclusion(
  sha256: Sha256,
  index: number,
  size: number,
  read: ReadNode,
): Promise<Hash[]> {
  if (!isIndexOf(index, size)) throw new RangeError(`A tree of ${size} has no leaf ${index}`)
  const runs: Run[] = []
  let from = 0
  let count = size
  while (count > 1) {
    const split = splitOf(count)
    if (index < from + split) {
      runs.push({ from: from + split, count: count - split })
      count = split
    } else {
      runs.push({ from, count: split })
      from += split
      count -= split
    }
  }
  return hashesOf(sha256, runs.reverse(), read)
}

/** RFC 6962, 2.1.2: the hashes that show a tree of `size` leaves to begin with that of `earlier`. */
export async function proveConsistency(
  sha256: Sha256,
  earlier: number,
  size: number,
  read: ReadNode,
): Promise<Hash[]> {
  if (!isSize(earlier) || !isSize(size) || earlier > size) {
    throw new RangeError(`A tree of ${size} can't extend one of ${earlier}`)
  }
  if (earlier === 0 || earlier === size) return []
  const runs: Run[] = []
  let from = 0
  let count = size
  let isWholeEarlier = true
  while (earlier - from !== count) {
    const split = splitOf(count)
    if (earlier - from <= split) {
      runs.push({ from: from + split, count: count - split })
      count = split
    } else {
      runs.push({ from, count: split })
      from += split
      count -= split
      isWholeEarlier = false
    }
  }
  // Whoever verifies has the earlier root already, and is spared it where it is itself a node.
  if (!isWholeEarlier) runs.push({ from, count })
  return hashesOf(sha256, runs.reverse(), read)
}

/** RFC 9162, 2.1.3.2. */
export function verifyInclusion(
  sha256: Sha256,
  given: { leaf: Hash; index: number; size: number; proof: Hash[]; root: Hash },
): boolean {
  const { leaf, index, size, proof, root } = given
  if (!isIndexOf(index, size) || !areHashes([leaf, root, ...proof])) return false
  let at = index
  let last = size - 1
  let hash = leaf
  for (const sibling of proof) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sha256, sibling, hash)
      while (at % 2 === 0 && at !== 0) {
        at /= 2
        last = Math.floor(last / 2)
      }
    } else {
      hash = nodeHash(sha256, hash, sibling)
    }
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && isSameHash(hash, root)
}

/** RFC 9162, 2.1.4.2. Every tree extends the empty one, and itself; neither needs a proof. */
export function verifyConsistency(
  sha256: Sha256,
  given: { earlier: number; earlierRoot: Hash; size: number; root: Hash; proof: Hash[] },
): boolean {
  const { earlier, earlierRoot, size, root, proof } = given
  if (!isSize(earlier) || !isSize(size) || earlier > size) return false
  if (!areHashes([earlierRoot, root, ...proof])) return false
  if (earlier === size) return proof.length === 0 && isSameHash(earlierRoot, root)
  if (earlier === 0) return proof.length === 0 && isSameHash(earlierRoot, emptyRoot(sha256))

  // An earlier tree that is complete is the first node of the path by itself.
  const path = 2 ** levelOf(earlier) === earlier ? [earlierRoot, ...proof] : proof
  let at = earlier - 1
  let last = size - 1
  while (at % 2 === 1) {
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  const [first, ...rest] = path
  if (!first) return false
  let before = first
  let after = first
  for (const sibling of rest) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      before = nodeHash(sha256, sibling, before)
      after = nodeHash(sha256, sibling, after)
      while (at % 2 === 0 && at !== 0) {
        at /= 2
        last = Math.floor(last / 2)
      }
    } else {
      after = nodeHash(sha256, after, sibling)
    }
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && isSameHash(before, earlierRoot) && isSameHash(after, root)
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function isIndexOf(index: number, size: number): boolean {
  return isSize(index) && isSize(size) && index < size
}

function areHashes(hashes: Hash[]): boolean {
  return hashes.every((hash) => hash.length === HASH_BYTES)
}
