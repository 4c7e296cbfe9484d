import { HASH_BYTES, type Hash } from '@/lib/record/merkle'
import { fromBase64, NoteProblem, toBase64 } from '@/lib/record/note'

/** C2SP tlog-checkpoint: what is signed of a tree. For the browser too. */
export type Checkpoint = { origin: string; size: number; root: Hash; extensions: string[] }

export function formatCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  return `${[origin, size, toBase64(root), ...extensions].join('\n')}\n`
}

/** The text of a note as a checkpoint; throws NoteProblem when it is none. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', size = '', root = '', ...extensions] = text.split('\n')
  const last = extensions.pop()
  const hash = fromBase64(root)
  if (
    last !== '' ||
    origin === '' ||
    extensions.includes('') ||
    !/^(?:0|[1-9]\d*)$/.test(size) ||
    !Number.isSafeInteger(Number(size)) ||
    hash?.length !== HASH_BYTES
  ) {
    throw new NoteProblem('not a checkpoint')
  }
  return { origin, size: Number(size), root: hash, extensions }
}
