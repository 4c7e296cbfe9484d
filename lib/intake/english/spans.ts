import type { Span } from '../schema'
import { hashWord } from './hashing'
import { PUNCTUATION, type Reading } from './reading'

const ATTACHED = new Set(
  ['aux', 'aux:pass', 'neg', 'compound:prt', 'fixed'].map((label) => hashWord(label)),
)
const NEGATIONS = new Set(['not', "n't", 'never'])

/** The words of the cue whose anchor is `anchor`: with it its auxiliaries, negation and particle where they adjoin. */
export function cueTokens(r: Reading, anchor: number): number[] {
  const belongs = (i: number) =>
    i >= 0 &&
    i < r.count &&
    r.head[i] === anchor &&
    (ATTACHED.has(r.label[i] as number) || NEGATIONS.has(r.words[i] ?? ''))
  let from = anchor
  let to = anchor + 1
  while (belongs(from - 1)) from--
  while (belongs(to)) to++
  if (r.words[anchor] === 'according' && r.words[to] === 'to') to++
  return Array.from({ length: to - from }, (_, k) => from + k)
}

const PASSIVE = hashWord('aux:pass')

/** Whether the cue is a passive: "is said", "have been told". */
export function isPassive(r: Reading, anchor: number): boolean {
  for (let i = Math.max(0, anchor - 6); i < anchor; i++) {
    if (r.head[i] === anchor && r.label[i] === PASSIVE) return true
  }
  return false
}

/** The words of a cue as one span, be it but a colon. */
export function cueSpan(r: Reading, cue: number[]): Span[] {
  const from = cue[0]
  const to = cue.at(-1)
  if (from === undefined || to === undefined) return []
  return [[r.tokens.start[from] ?? 0, r.tokens.end[to] ?? 0]]
}

/** A few words left out amid a phrase are an oversight; more may be somebody else's. */
const LONGEST_GAP = 6

/** Tokens with those between them that `isFree`, where few are missing within a sentence. */
export function fillGaps(r: Reading, tokens: number[], isFree: (i: number) => boolean): number[] {
  const filled: number[] = []
  for (const i of tokens) {
    const last = filled.at(-1)
    if (last !== undefined && i - last - 1 <= LONGEST_GAP && r.sentence[i] === r.sentence[last]) {
      const between = Array.from({ length: i - last - 1 }, (_, k) => last + 1 + k)
      if (between.every(isFree)) filled.push(...between)
    }
    filled.push(i)
  }
  return filled
}

/**
 * Tokens as spans of the text: neighbours run together, over punctuation too unless it is in `not`; quotation marks
 * that belong to what they enclose are taken in; commas and the like are left outside.
 */
export function spansOf(r: Reading, tokens: number[], not: Set<number>): Span[] {
  const runs: [number, number][] = []
  for (const i of tokens) {
    const last = runs.at(-1)
    if (last && isBridged(r, last[1], i, not)) last[1] = i
    else runs.push([i, i])
  }
  const spans: Span[] = []
  for (const run of runs) {
    const [from, to] = withMarks(r, trim(r, withoutDateline(r, run)), not)
    const previous = spans.at(-1)
    if (from > to || !hasWord(r, from, to)) continue
    const start = r.tokens.start[from] ?? 0
    if (previous && previous[1] > start) continue
    spans.push([start, r.tokens.end[to] ?? 0])
  }
  return spans
}

/** "BEIRUT (Reuters) – ", "Damascus, December 7, 2024 – ": who reports from where and when, which nobody said. */
const DATELINE =
  /^(?:\p{Lu}{2}[\p{Lu} .’'-]*(?:, [\p{L}\p{N}., ]{1,40})?|\p{Lu}[\p{L} .’'-]{1,30}, [\p{L}\p{N}., ]{1,40}|\p{Lu}[\p{L} .’'-]{1,30}(?= ?\())(?: ?\([^()\n]{1,40}\))? ?(?:[—–―-]|--) /u

function withoutDateline(r: Reading, [from, to]: [number, number]): [number, number] {
  const paragraph = r.paragraph[from] as number
  if (r.tokens.sentences[r.tokens.paragraphs[paragraph] ?? 0] !== from) return [from, to]
  const start = r.tokens.start[from] ?? 0
  const found = DATELINE.exec(r.tokens.text.slice(start, start + 130))
  if (!found) return [from, to]
  let first = from
  while (first < to && (r.tokens.start[first] ?? 0) < start + found[0].length) first++
  return [first, to]
}

/** Whether between the two nothing but punctuation stands, of the same paragraph. */
function isBridged(r: Reading, last: number, next: number, not: Set<number>): boolean {
  if (r.paragraph[last] !== r.paragraph[next]) return false
  for (let i = last + 1; i < next; i++) {
    if (r.shape[i] !== PUNCTUATION || not.has(i)) return false
  }
  return true
}

function hasWord(r: Reading, from: number, to: number): boolean {
  for (let i = from; i <= to; i++) if (r.shape[i] !== PUNCTUATION) return true
  return false
}

const LOOSE = /^(?:[,;:—–-]|--|\.{2,}|…)$/

/** A comma between the last word and a closing quotation mark stays: it is how the quote is printed. */
function trim(r: Reading, [from, to]: [number, number]): [number, number] {
  let first = from
  let last = to
  while (first < last && LOOSE.test(r.words[first] ?? '')) first++
  while (first < last && (LOOSE.test(r.words[last] ?? '') || r.words[last] === '.')) {
    const q = r.quote[last] as number
    if (q >= 0 && r.quotes[q]?.close === last + 1) break
    if (r.words[last] === '.' && q >= 0) break
    last--
  }
  return [first, last]
}

function withMarks(r: Reading, [from, to]: [number, number], not: Set<number>): [number, number] {
  let first = from
  let last = to
  for (const marks of [r.quote, r.single]) {
    const before = r.quotes[marks[first] as number]
    if (before && before.open === first - 1 && !not.has(first - 1)) first--
    let end = last
    // The stop before the closing mark comes along with it.
    while (end < r.count - 1 && end < last + 2 && /^[,.!?]$/.test(r.words[end + 1] ?? '')) end++
    const after = r.quotes[marks[last] as number]
    if (after?.isClosed && after.close === end + 1 && !not.has(end + 1) && after.close > last) {
      last = after.close
    }
  }
  return [first, last]
}
