import type { Counted } from '@/lib/desk/counted'

/** What the words for a count take: how many, and whether that is only where counting stopped. */
export function saidOf({ n, isMore }: Counted): { n: number; more: string } {
  return { n, more: String(isMore) }
}
