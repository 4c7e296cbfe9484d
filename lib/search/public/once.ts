import 'server-only'
import type { Tx } from '@/lib/db'

const known = new WeakMap<Tx, Map<string, Promise<unknown>>>()

/** The answer that was found before within this transaction, in which one search asks the same for several things. */
export function once<R>(tx: Tx, key: string, find: () => Promise<R>): Promise<R> {
  const answers = known.get(tx) ?? new Map<string, Promise<unknown>>()
  known.set(tx, answers)
  const before = answers.get(key) as Promise<R> | undefined
  if (before !== undefined) return before
  const answer = find()
  answers.set(key, answer)
  return answer
}
