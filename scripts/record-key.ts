import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Context } from '@/lib/context'
import { type Db, getDb } from '@/lib/db'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { parseCheckpoint } from '@/lib/record/checkpoint'
import { changeRecordKey } from '@/lib/record/commands'
import {
  makeNextSigner,
  readSigners,
  readVerifiers,
  retireSigners,
  takeUpNextSigner,
  vkeyOf,
} from '@/lib/record/keys-folder'
import { parseNote } from '@/lib/record/note'
import { RecordProblem } from '@/lib/record/problem'
import { newestCheckpoint, newestKeyChange } from '@/lib/record/queries'
import { changeRecordKeyInput } from '@/lib/record/schema'

const USAGE = `The key that signs the record.

  npm run record:key -- show     the verifier keys of the keys that sign, newest first
  npm run record:key -- rotate   a new key signs from now on, and the one before it beside it
  npm run record:key -- retire   the keys before the newest sign no longer, and are deleted
  npm run record:key -- lost     the key is gone, or somebody else may have it: only a new one signs from now on

docs/record.md says what followers of the record must do at each.
`

/** Why it can't be done, in one sentence for whoever typed the command. */
class Refusal extends Error {}

async function main(): Promise<void> {
  const [what, ...more] = process.argv.slice(2)
  const isAsked = ['show', 'rotate', 'retire', 'lost'].includes(what ?? '') && more.length === 0
  if (!isAsked) {
    console.log(USAGE)
    process.exitCode = what === undefined || what === '--help' ? 0 : 1
    return
  }
  const db = getDb()
  try {
    if (what === 'show') return await show()
    if (what === 'retire') return await retire(db)
    await change(db, what === 'lost' ? 'lost' : 'rotated')
  } finally {
    await db.$disconnect()
  }
}

function keysFolder(): string {
  return path.join(env().DATA_DIR, 'keys')
}

async function show(): Promise<void> {
  for (const signer of await readSigners(keysFolder())) console.log(vkeyOf(signer))
}

async function change(db: Db, reason: 'rotated' | 'lost'): Promise<void> {
  const folder = keysFolder()
  const newest = await newestKeyChange(db)
  // A change that was recorded and not yet taken up comes first, lest its key be overwritten.
  if (newest && reason === 'rotated') await takeUpNextSigner(folder, newest)
  const signers = await readSigners(folder).catch((error: unknown) => {
    if (reason === 'lost' && error instanceof RecordProblem) return []
    throw error
  })
  const [signer] = signers
  if (!signer && reason === 'rotated') {
    throw new Refusal(
      'There is no key to go on from: the record has not begun yet, or its key is lost (npm run record:key -- lost).',
    )
  }
  const name = signer?.name ?? (await originOf(db))
  const previousVkey = newest?.vkey ?? (signer ? vkeyOf(signer) : await vkeyPublished())
  const vkey = await makeNextSigner(folder, name)
  const ctx: Context = { actor: { kind: 'system' }, now: new Date(), db }
  await changeRecordKey(ctx, changeRecordKeyInput.parse({ vkey, previousVkey, reason }))

  console.log(`The record is signed by a new key from its next checkpoint on:\n\n  ${vkey}\n`)
  console.log(
    reason === 'rotated'
      ? 'The one before signs beside it. Tell those who follow the record, give them time, and then\nrun npm run record:key -- retire.'
      : 'The one before signs no longer. Tell those who follow the record by another way than this\nsite: they can check that the log goes on from what the lost key signed, and nothing else.',
  )
}

async function retire(db: Db): Promise<void> {
  const newest = await newestKeyChange(db)
  if (newest) await takeUpNextSigner(keysFolder(), newest)
  const retired = await retireSigners(keysFolder())
  if (retired.length === 0) throw new Refusal('Only one key signs: there is none to retire.')
  console.log(
    `These sign no longer, and are deleted:\n\n${retired.map((v) => `  ${v}`).join('\n')}`,
  )
}

/** The name of a log whose keys are gone, which its checkpoints still bear. */
async function originOf(db: Db): Promise<string> {
  const checkpoint = await newestCheckpoint(db)
  if (!checkpoint) {
    throw new Refusal('The record has not begun yet: its key is made at the first start.')
  }
  return parseCheckpoint(parseNote(checkpoint.note).text).origin
}

/** What readers are told is the key, if the published folder is still there; else what the backup knew. */
async function vkeyPublished(): Promise<string | null> {
  const file = path.join(env().DATA_DIR, 'published', 'record', 'keys')
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.split('\n')[0] || (await readVerifiers(keysFolder()))[0] || null
}

function wordFailure(error: unknown): string {
  if (error instanceof Refusal || error instanceof RecordProblem) return error.message
  if (error instanceof AppError) {
    if (error.code === 'unavailable') return 'The database did not answer.'
    if (error.code === 'conflict')
      return 'Somebody else changed the key just now. Look, and try again.'
  }
  return error instanceof Error ? error.message : String(error)
}

main().catch((error: unknown) => {
  console.error(wordFailure(error))
  process.exitCode = 1
})
