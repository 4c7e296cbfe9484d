import type { Words } from '@/lib/words/words-of'

const UNITS = [
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

/** How long that is, in its two largest units: “2 hours and 5 minutes”. */
export function spanWords(milliseconds: number, { say }: Words): string {
  let seconds = Math.max(1, Math.round(milliseconds / 1000))
  const parts: string[] = []
  for (const [unit, length] of UNITS) {
    const count = Math.floor(seconds / length)
    seconds -= count * length
    if (count > 0) parts.push(say(`deskSpan.${unit}`, { n: count }))
    else if (parts.length > 0) break
    if (parts.length === 2) break
  }
  const [first = '', second] = parts
  return second === undefined ? first : say('deskSpan.and', { first, second })
}
