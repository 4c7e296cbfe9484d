import { type Checkpoint, parseCheckpoint } from '@/lib/record/checkpoint'
import {
  type Hash,
  leafHash,
  proveConsistency,
  proveInclusion,
  verifyConsistency,
  verifyInclusion,
} from '@/lib/record/merkle'
import {
  formatVerifierKey,
  NoteProblem,
  openNote,
  parseNote,
  parseVerifierKey,
  type VerifierKey,
  type VerifyEd25519,
} from '@/lib/record/note'
import { sha256 } from '@/lib/record/sha256'
import {
  decodeBundle,
  indexPath,
  nodesFromTiles,
  TILE_WIDTH,
  tileAt,
  tilePath,
} from '@/lib/record/tiles'

/** Answers a file of the published log by its name below `/record/`. */
export type Read = (name: string) => Promise<Uint8Array>

export type Seen = { size: number; root: string; keys: string[] }

/** What a reader's browser knows of the log once it looked: its checkpoint, and how far that is to be believed. */
export type Look = {
  checkpoint: Checkpoint
  /** The keys that signed it; null where this browser can't check such signatures. */
  signedBy: string[] | null
  keys: string[]
  /** Whether it extends what this browser saw before; null on the first visit. */
  extendsSeen: boolean | null
}

/** Why nothing can be proven; the page has words for each in its own language. */
export const REASONS = [
  'another_key',
  'checkpoint',
  'damaged',
  'misfit',
  'not_to_be_had',
  'rewritten',
] as const

export class ProofProblem extends Error {
  constructor(
    readonly why: (typeof REASONS)[number],
    readonly values: Record<string, string> = {},
  ) {
    super(why)
  }
}

/** What went wrong, as the page can say it in its own language. */
export function problemOf(error: unknown): ProofProblem {
  if (error instanceof ProofProblem) return error
  return new ProofProblem(error instanceof NoteProblem ? 'checkpoint' : 'damaged')
}

const utf8 = new TextDecoder()

/** Reads the checkpoint, and checks its signature and that it extends what was seen before. */
export async function lookAtLog(
  read: Read,
  verifyEd25519: VerifyEd25519 | null,
  seen: Seen | null,
): Promise<Look> {
  const [note, listed] = await Promise.all([read('checkpoint'), read('keys')])
  const keys = keysIn(utf8.decode(listed))
  const known = seen ? keys.filter((key) => seen.keys.includes(formatVerifierKey(key))) : keys
  if (seen && known.length === 0) throw new ProofProblem('another_key')
  let text: string
  let signedBy: string[] | null = null
  if (verifyEd25519) {
    // A key that followed signs beside the one before it for a while, and the log says so.
    const opened = await openNote(note, keys, verifyEd25519)
    text = opened.text
    signedBy = opened.signedBy.map(({ name, id }) => `${name}+${id.toString(16).padStart(8, '0')}`)
  } else {
    text = parseNote(note).text
  }
  const checkpoint = parseCheckpoint(text)
  return {
    checkpoint,
    signedBy,
    keys: keys.map(formatVerifierKey),
    extendsSeen: seen ? await extendsIt(read, checkpoint, seen) : null,
  }
}

function keysIn(text: string): VerifierKey[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parseVerifierKey(sha256, line))
}

async function extendsIt(read: Read, { size, root }: Checkpoint, seen: Seen): Promise<boolean> {
  if (seen.size > size) return false
  const nodes = nodesFromTiles(sha256, size, (tile) => read(tilePath(tile)))
  const proof = await proveConsistency(sha256, seen.size, size, nodes)
  const earlierRoot = bytesOfHex(seen.root)
  return verifyConsistency(sha256, { earlier: seen.size, earlierRoot, size, root, proof })
}

/** What a leaf tells everybody; null where it does not stand in the tree that the checkpoint is over. */
export async function proveLeaf(
  read: Read,
  { size, root }: Checkpoint,
  index: number,
): Promise<{ facts: Map<string, unknown>; isWhole: boolean } | null> {
  const n = Math.floor(index / TILE_WIDTH)
  const [bundle, told] = await Promise.all([
    read(tilePath(tileAt('entries', n, size))),
    read(`disclosures/${indexPath(n)}`),
  ])
  const entry = decodeBundle(bundle)[index - n * TILE_WIDTH]
  if (!entry) return null
  const leaf: Hash = leafHash(sha256, entry)
  const nodes = nodesFromTiles(sha256, size, (tile) => read(tilePath(tile)))
  const proof = await proveInclusion(sha256, index, size, nodes)
  if (!verifyInclusion(sha256, { leaf, index, size, proof, root })) return null
  return factsIn(entry, told, index)
}

function factsIn(entry: Uint8Array, told: Uint8Array, index: number) {
  const { _sd: list = [], public: count = 0 } = JSON.parse(utf8.decode(entry)) as {
    _sd?: string[]
    public?: number
  }
  const digests = new Set(list)
  const { leaves } = JSON.parse(utf8.decode(told)) as {
    leaves: { index: number; disclosures: string[] }[]
  }
  const facts = new Map<string, unknown>()
  const disclosures = leaves.find((leaf) => leaf.index === index)?.disclosures ?? []
  for (const disclosure of disclosures) {
    const digest = base64url(sha256(new TextEncoder().encode(disclosure)))
    if (!digests.has(digest)) throw new ProofProblem('misfit')
    const [, name, value] = JSON.parse(utf8.decode(fromBase64url(disclosure)))
    facts.set(name, value)
  }
  return { facts, isWhole: facts.size === count }
}

export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

function fromBase64url(text: string): Uint8Array {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
