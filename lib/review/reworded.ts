import { diffArrays } from 'diff'

export type Part = { is: 'same' | 'removed' | 'added'; text: string }

/** A stretch of two texts: in both, in one only, or a sentence that says the like in other words. */
export type Passage = Part | { is: 'reworded'; parts: Part[] }

/** How much of two sentences has to be alike for one to be a rewording of the other. */
const ALIKE = 0.5
/** Edits beyond which two texts are shown one after the other, rather than searched for what they share. */
const MOST_EDITS = 300
/** Sentences of one block times those of the other; a rewrite of a whole text is no rewording of each sentence. */
const MOST_PAIRS = 400

/**
 * What became of the sentences of one text in another, as an editor would mark it. All that is `same` or `removed`,
 * put together, is `before` to the letter; all that is `same` or `added` is `after`. Exchanging the two exchanges
 * what is removed and what is added, and nothing else.
 */
export function passagesBetween(before: string, after: string): Passage[] {
  if (before === after) return before === '' ? [] : [{ is: 'same', text: before }]
  // Where there are two equally short ways, which of them is found must not hang on the direction.
  return before < after ? compare(before, after) : removedFirst(compare(after, before).map(flipped))
}

function compare(before: string, after: string): Passage[] {
  const changes = diffArrays(unitsOf(before), unitsOf(after), { maxEditLength: MOST_EDITS })
  const groups = changes ? group(changes) : [{ removed: before, added: after }]
  return groups.flatMap((each) => ('same' in each ? [same(each.same)] : rewordings(each)))
}

type Group = { same: string } | { removed: string; added: string }

/** Changes with nothing but space between them are one change: nobody edits two words and keeps the gap. */
function group(changes: { value: string[]; added: boolean; removed: boolean }[]): Group[] {
  const groups: Group[] = []
  for (const [index, { value, added, removed }] of changes.entries()) {
    const text = value.join('')
    const last = groups.at(-1)
    const open = last && !('same' in last) ? last : null
    const isBridge = open !== null && index < changes.length - 1 && text.trim() === ''
    if (!added && !removed && !isBridge) {
      groups.push({ same: text })
      continue
    }
    const change = open ?? { removed: '', added: '' }
    if (!open) groups.push(change)
    if (!added) change.removed += text
    if (!removed) change.added += text
  }
  return groups
}

/** The sentences of a change that are like each other, in order, with what stands alone on either side between them. */
function rewordings({ removed, added }: { removed: string; added: string }): Passage[] {
  const [old, now] = [sentencesOf(removed), sentencesOf(added)]
  const passages: Passage[] = []
  let [i, j] = [0, 0]
  const standAlone = (toOld: number, toNow: number) => {
    passages.push(...part('removed', old.slice(i, toOld).join('')))
    passages.push(...part('added', now.slice(j, toNow).join('')))
  }
  for (const [of, to] of pairsOf(old, now)) {
    const parts = partsBetween(old[of] ?? '', now[to] ?? '')
    if (!parts) continue
    standAlone(of, to)
    passages.push({ is: 'reworded', parts })
    ;[i, j] = [of + 1, to + 1]
  }
  standAlone(old.length, now.length)
  return passages
}

/** Which sentences are alike: the pairs that share most, none crossing another. */
function pairsOf(old: string[], now: string[]): [number, number][] {
  if (old.length * now.length > MOST_PAIRS) return []
  const [oldWords, nowWords] = [old.map(wordsIn), now.map(wordsIn)]
  const alike = oldWords.map((one) => nowWords.map((other) => likeness(one, other)))
  const best = Array.from({ length: old.length + 1 }, () =>
    new Array<number>(now.length + 1).fill(0),
  )
  const bestOf = (i: number, j: number) => best[i]?.[j] ?? 0
  const gainOf = (i: number, j: number) => {
    const gain = alike[i]?.[j] ?? 0
    return gain >= ALIKE ? gain + bestOf(i + 1, j + 1) : -1
  }
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const row = best[i]
      if (row) row[j] = Math.max(gainOf(i, j), bestOf(i + 1, j), bestOf(i, j + 1))
    }
  }
  const pairs: [number, number][] = []
  for (let i = 0, j = 0; i < old.length && j < now.length; ) {
    if (bestOf(i, j) === gainOf(i, j)) pairs.push([i++, j++])
    else if (bestOf(i, j) === bestOf(i + 1, j)) i++
    else j++
  }
  return pairs
}

/** The share of their words that two sentences have in common, from 0 to 1. */
function likeness(one: string[], other: string[]): number {
  const left = new Map<string, number>()
  for (const word of one) left.set(word, (left.get(word) ?? 0) + 1)
  let shared = 0
  for (const word of other) {
    const count = left.get(word) ?? 0
    if (count === 0) continue
    left.set(word, count - 1)
    shared += 1
  }
  return one.length + other.length === 0 ? 0 : (2 * shared) / (one.length + other.length)
}

/** Two sentences word by word; null where so much differs that it would read as confetti. */
function partsBetween(before: string, after: string): Part[] | null {
  const changes = diffArrays(tokensOf(before), tokensOf(after), { maxEditLength: MOST_EDITS })
  if (!changes) return null
  return group(changes).flatMap((each) =>
    'same' in each
      ? [same(each.same)]
      : [...part('removed', each.removed), ...part('added', each.added)],
  )
}

function same(text: string): Part {
  return { is: 'same', text }
}

function part(is: 'removed' | 'added', text: string): Part[] {
  return text === '' ? [] : [{ is, text }]
}

/** After its mark and the space behind it, or on a new line, a sentence ends; any script's full stop will do. */
function sentencesOf(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=[.!?…؟۔]["'”’»)\]]{0,3}\s+|\n)(?=\S)/u)
}

/** Sentences and the space between them, apart: the last one of a text has none behind it. */
function unitsOf(text: string): string[] {
  return sentencesOf(text).flatMap((sentence) => {
    const end = sentence.trimEnd()
    return [end, sentence.slice(end.length)].filter((unit) => unit !== '')
  })
}

const WORD = String.raw`[\p{L}\p{M}\p{N}]+(?:['’.,:\-–][\p{L}\p{M}\p{N}]+)*`

/** Words, the space between them and every other character, which together are the text. */
function tokensOf(text: string): string[] {
  return text.match(new RegExp(String.raw`\s+|${WORD}|.`, 'gsu')) ?? []
}

function wordsIn(text: string): string[] {
  return text.match(new RegExp(WORD, 'gu')) ?? []
}

function flipped(passage: Passage): Passage {
  return passage.is === 'reworded'
    ? { is: 'reworded', parts: removedFirst(passage.parts.map(flippedPart)) }
    : flippedPart(passage)
}

function flippedPart({ is, text }: Part): Part {
  return { is: is === 'removed' ? 'added' : is === 'added' ? 'removed' : 'same', text }
}

/** What stood there before what took its place, as it is read. */
function removedFirst<T extends { is: string }>(list: T[]): T[] {
  const tidy = [...list]
  for (let i = 1; i < tidy.length; i++) {
    const [one, other] = [tidy[i - 1], tidy[i]]
    if (one?.is === 'added' && other?.is === 'removed') tidy.splice(i - 1, 2, other, one)
  }
  return tidy
}
