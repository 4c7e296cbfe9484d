import 'server-only'
import type { Asker } from '@/lib/search/sql/asker'

const known = new WeakMap<Asker, Map<string, Promise<unknown>>>()

/** The answer that was found before on this connection, on which one search asks the same for several things. */
export function once<R>(asker: Asker, key: string, find: () => Promise<R>): Promise<R> {
  const answers = known.get(asker) ?? new Map<string, Promise<unknown>>()
  known.set(asker, answers)
  const before = answers.get(key) as Promise<R> | undefined
  if (before !== undefined) return before
  const answer = find()
  answers.set(key, answer)
  return answer
}
