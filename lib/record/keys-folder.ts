import 'server-only'
import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { identify, makeSigner } from '@/lib/record/keys'
import {
  formatSignerKey,
  formatVerifierKey,
  NoteProblem,
  parseSignerKey,
  type SignerKey,
} from '@/lib/record/note'
import { RecordProblem } from '@/lib/record/problem'

/** The keys that sign now, newest first, one a line. */
const SIGNERS = 'record-signers'
/** A key that was made and that the log does not name yet. */
const NEXT = 'record-signer-next'

/** The verifier keys that a backup knew of, newest first, one a line; scripts/launcher/record-keys.mjs keeps them. */
const VERIFIERS = 'record-verifiers'

/** Verifier keys of an earlier life of this record, which was restored without what signed it; newest first. */
export async function readVerifiers(folder: string): Promise<string[]> {
  const file = path.join(/*turbopackIgnore: true*/ folder, VERIFIERS)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text.split('\n').filter(Boolean)
}

/** Reads the keys that sign; none when there is no file. */
export function readSigners(folder: string): Promise<SignerKey[]> {
  return readKeys(path.join(/*turbopackIgnore: true*/ folder, SIGNERS))
}

/** Makes the first key of a log. */
export async function makeFirstSigner(folder: string, name: string): Promise<SignerKey[]> {
  const signer = makeSigner(name)
  await writeKeys(folder, SIGNERS, [signer])
  return [signer]
}

/** Makes the key that is to follow and keeps it until the log names it; answers its verifier key. */
export async function makeNextSigner(folder: string, name: string): Promise<string> {
  const signer = makeSigner(name)
  await writeKeys(folder, NEXT, [signer])
  return vkeyOf(signer)
}

/**
 * Lets the key that the log names sign. After a rotation those before it go on signing beside it, until they are
 * retired; a key that was lost does not, even if it is found again.
 */
export async function takeUpNextSigner(
  folder: string,
  change: { vkey: string; reason: 'rotated' | 'lost' },
): Promise<SignerKey[]> {
  const signers = await readSigners(folder)
  const isTakenUp = signers[0] && vkeyOf(signers[0]) === change.vkey
  if (isTakenUp) return signers
  const next = await readKeys(path.join(/*turbopackIgnore: true*/ folder, NEXT))
  const signer = [...next, ...signers].find((each) => vkeyOf(each) === change.vkey)
  if (!signer) {
    throw keyMissing()
  }
  const kept = change.reason === 'rotated' ? signers.filter((each) => each !== signer) : []
  await writeKeys(folder, SIGNERS, [signer, ...kept])
  await rm(path.join(/*turbopackIgnore: true*/ folder, NEXT), { force: true })
  return [signer, ...kept]
}

/** Forgets the keys that sign beside the newest; answers their verifier keys. */
export async function retireSigners(folder: string): Promise<string[]> {
  const [newest, ...others] = await readSigners(folder)
  if (newest && others.length > 0) await writeKeys(folder, SIGNERS, [newest])
  return others.map(vkeyOf)
}

/** Said to whoever looks after the machine, and readable by others: so it names no path. */
export function keyMissing(): RecordProblem {
  return new RecordProblem(
    'key_missing',
    'The key by which the record is signed is not in the folder "keys" of the data folder. Restore it from a backup, or, if it is lost, run npm run record:key -- lost.',
  )
}

export function vkeyOf(signer: SignerKey): string {
  return formatVerifierKey(identify(signer))
}

async function readKeys(file: string): Promise<SignerKey[]> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  try {
    const signers = text.trim().split('\n').map(parseSignerKey)
    for (const signer of signers) identify(signer)
    return signers
  } catch (error) {
    if (!(error instanceof NoteProblem)) throw error
    throw new RecordProblem(
      'key_damaged',
      `The file "keys/${path.basename(file)}" of the data folder is damaged. Restore it from a backup.`,
    )
  }
}

/** Whole or not at all, and readable by this user alone. */
async function writeKeys(folder: string, name: string, signers: SignerKey[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = path.join(/*turbopackIgnore: true*/ folder, `.${name}.${randomUUID()}`)
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(signers.map((each) => `${formatSignerKey(each)}\n`).join(''))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(draft, path.join(/*turbopackIgnore: true*/ folder, name))
  const parent = await open(folder, 'r')
  try {
    await parent.sync()
  } finally {
    await parent.close()
  }
}
