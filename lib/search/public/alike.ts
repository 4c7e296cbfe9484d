import { wordLikeness } from '@/lib/names/likeness'
import { tokensOf } from '@/lib/search/public/tokens'

const ARABIC = /[\u0621-\u06d3]/

/** From here on two words may be spellings of one. */
export const SPELT_ALIKE = 0.6

/** Words of one script that are spelt otherwise are at most so likely one. */
export const GUESSED = 0.84

/** How likely two folded words are one word: 1 for the same letters, 0 for nothing alike. */
export function wordsAlike(one: string, other: string): number {
  if (one === other) return 1
  const pair = `${one} ${other}`
  const before = known.get(pair)
  if (before !== undefined) return before
  if (known.size > 50_000) known.clear()
  const alike = compare(one, other)
  known.set(pair, alike)
  return alike
}

const known = new Map<string, number>()

function compare(one: string, other: string): number {
  const bares = bareOf(one)
  const others = bareOf(other)
  if (bares.some((bare) => others.includes(bare))) return 0.96
  let best = 0
  for (const a of bares) for (const b of others) best = Math.max(best, spelledAlike(a, b))
  return best
}

function spelledAlike(one: string, other: string): number {
  const likeness = wordLikeness(one, other)
  if (isAcross(one, other)) return likeness >= 0.75 ? 0.95 * likeness : 0
  const length = Math.min(one.length, other.length)
  if (length >= 4 && likeness >= 0.75) return Math.min(GUESSED, likeness)
  const edits = editsBetween(one, other, length >= 8 ? 2 : 1)
  if (edits === 1 && length >= 4) return 0.72
  if (edits === 2 && length >= 8) return 0.62
  return 0
}

/** Whether one word is in Arabic script and the other isn't. */
export function isAcross(one: string, other: string): boolean {
  return ARABIC.test(one) !== ARABIC.test(other)
}

/** An Arabic word without what is written with it: the SQL function search_bare(). */
export function bareOf(word: string): string[] {
  if (!ARABIC.test(word)) return [word]
  const one = word.replace(/^[وف](?=...)/u, '')
  const two = one.replace(/^[بكلس](?=...)/u, '')
  const three = two.replace(/^ال(?=...)/u, '')
  const double = word.replace(/^[وف]?لل(?=...)/u, '')
  return [...new Set([word, one, two, three, double])].filter(
    (each) => each.length >= 3 || each === word,
  )
}

/** Letters to change, add, leave out or swap, counted up to `most`; `most + 1` beyond. */
export function editsBetween(one: string, other: string, most: number): number {
  const a = [...one]
  const b = [...other]
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (before[j - 2] ?? 0) + 1)
      }
      row.push(least)
    }
    if (Math.min(...row) > most) return most + 1
    before = last
    last = row
  }
  return last[b.length] ?? most + 1
}

/** Words of names that come and go. */
const LIGHT = new Set('al el ul as ash an ad ar at az ez of the for and'.split(' '))
/** Whether a name is the same without the word. */
export function isLight(word: string): boolean {
  return LIGHT.has(word)
}

/** What the name has that a query is a whole part of. */
const PART = 0.88

/** How likely `name` is what the words of a query name, 0 to 1; and which of the words it has. */
export function nameAlike(query: string[], name: string): { score: number; has: boolean[] } {
  const words = tokensOf(name)
  const taken = new Set<number>()
  let sum = 0
  const has = query.map((word) => {
    let best = 0
    let at = -1
    words.forEach((each, index) => {
      if (taken.has(index)) return
      const alike = wordsAlike(word, each)
      if (alike > best) {
        best = alike
        at = index
      }
    })
    if (best < SPELT_ALIKE) return false
    taken.add(at)
    sum += best
    return true
  })
  const theirs = words.filter((word, at) => taken.has(at) || !isLight(word)).length
  const ours = query.filter((word, at) => has[at] || !isLight(word))
  const dice = (2 * sum) / Math.max(1, ours.length + theirs)
  // Who types only a part of a name means it all the same: after those of that very name.
  const missing = query.filter((word, at) => !has[at] && !isLight(word)).length
  const share = sum / Math.max(1, has.filter(Boolean).length)
  if (missing === 0 && ours.length > 0 && sum > 0 && dice < PART) {
    return { score: Math.max(dice, PART * share * (0.9 + 0.1 * dice)), has }
  }
  const joined = wordsAlike(query.join(''), words.join(''))
  return joined > dice && joined >= SPELT_ALIKE
    ? { score: joined * 0.99, has: query.map(() => true) }
    : { score: Math.min(1, dice), has }
}
