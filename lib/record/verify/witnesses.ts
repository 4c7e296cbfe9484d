import { parseCheckpoint } from '@/lib/record/checkpoint'
import { sha256, verifyEd25519 } from '@/lib/record/keys'
import { type Hash, isSameHash } from '@/lib/record/merkle'
import {
  NoteProblem,
  openNote,
  parseNote,
  parseVerifierKey,
  type VerifierKey,
} from '@/lib/record/note'
import type { Report } from '@/lib/record/verify/report'

/** A tree that somebody signed, and where that was seen. */
export type Witness = { size: number; root: Hash; where: string }

/** A note as a checkpoint, believed only as far as its form goes. */
export function checkpointIn(note: string | Uint8Array) {
  try {
    return parseCheckpoint(parseNote(note).text)
  } catch (error) {
    if (error instanceof NoteProblem) return null
    throw error
  }
}

export function keysFrom(vkeys: string[]): VerifierKey[] {
  return vkeys.flatMap((vkey) => {
    try {
      return [parseVerifierKey(sha256, vkey)]
    } catch (error) {
      if (error instanceof NoteProblem) return []
      throw error
    }
  })
}

/** Why a note was not signed by any of these keys, in words; null where one of them did. */
export async function whyNotSigned(
  note: string | Uint8Array,
  keys: VerifierKey[],
): Promise<string | null> {
  try {
    await openNote(note, keys, verifyEd25519)
    return null
  } catch (error) {
    if (error instanceof NoteProblem) return error.message
    throw error
  }
}

/** A checkpoint that none of the keys signed. */
export type Unsigned = { size: number; where: string; why: string }

/** Tells of checkpoints that no key signed: of all with the same reason in one place at once. */
export function tellUnsigned(report: Report, unsigned: Unsigned[]): void {
  const alike = new Map<string, Unsigned[]>()
  for (const each of unsigned) {
    const kind = `${each.where}: ${each.why}`
    alike.set(kind, [...(alike.get(kind) ?? []), each])
  }
  for (const [first, ...others] of alike.values()) {
    if (!first) continue
    const sizes = [first, ...others].map(({ size }) => size)
    const which =
      others.length === 0
        ? `The checkpoint over ${first.size} leaves in ${first.where} is`
        : `${sizes.length} checkpoints in ${first.where}, over ${Math.min(...sizes)} to ${Math.max(...sizes)} leaves, are`
    report.find({
      check: 'signature',
      says: `${which} not signed by a key of this log: ${first.why}.`,
    })
  }
}

/**
 * Takes a note as a witness, if it is a checkpoint of this log; one that none of the keys signed is put among the
 * `unsigned`.
 */
export async function takeWitness(
  report: Report,
  note: string,
  {
    where,
    origin,
    keys,
    unsigned,
  }: { where: string; origin: string; keys: VerifierKey[]; unsigned: Unsigned[] },
): Promise<Witness | null> {
  const checkpoint = checkpointIn(note)
  if (!checkpoint) {
    report.find({ check: 'checkpoint', says: `What is in ${where} is no checkpoint.` })
    return null
  }
  if (checkpoint.origin !== origin) {
    report.find({
      check: 'checkpoint',
      says: `The checkpoint in ${where} is of the log “${checkpoint.origin}”, and this log is “${origin}”.`,
    })
    return null
  }
  const why = await whyNotSigned(note, keys)
  if (why) unsigned.push({ size: checkpoint.size, where, why })
  return { size: checkpoint.size, root: checkpoint.root, where }
}

/** Tells of every witness that the tree, as its roots at the witnesses' sizes are, does not extend. */
export function compareWitnesses(
  report: Report,
  witnesses: Witness[],
  { size, rootAt, of }: { size: number; rootAt: Map<number, Hash>; of: string },
): void {
  for (const witness of witnesses) {
    if (witness.size > size) {
      report.find({
        check: 'consistency',
        says: `${of} holds ${size} leaves, and the checkpoint in ${witness.where} covers ${witness.size}: leaves were taken away, or this is an older copy.`,
      })
      continue
    }
    const root = rootAt.get(witness.size)
    if (root && isSameHash(root, witness.root)) report.count('checkpoints', 1)
    else {
      report.find({
        check: 'consistency',
        says: `${of} does not extend the checkpoint over ${witness.size} leaves in ${witness.where}: history before it was rewritten.`,
      })
    }
  }
}
