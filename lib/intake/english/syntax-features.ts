import { wordClasses } from './word-classes'

/**
 * What the tagger and the parser look at. Training and run time share this file, so that a weight always means the same
 * thing. A feature is a 32-bit hash of the number of its template and the values in it; nothing is spelled out.
 */

/** Numbers kept of every word, in this order. */
export const EXACT = 0
const LOWER = 1
const SUFFIX = 2 // 1 to 4 letters
const PREFIX = 6 // 1 to 3 letters
const SHAPE = 9
const FINE = 10 // classes of words used alike
const COARSE = 11
export const TRAITS = 12

/** No word, before the first and after the last; and the root, which heads the sentence. */
const NOTHING = 0x1b873593
const ROOT_WORD = 0x2545f491

export const NO_TAG = 62
export const ROOT_TAG = 63
const NO_LABEL = 63

export const SHIFT = 0
export const LEFT = 1
export const RIGHT = 2

function at(array: Int32Array, index: number): number {
  return array[index] as number
}

function finish(hash: number): number {
  let h = hash ^ (hash >>> 15)
  h = Math.imul(h, 0x2c1b3c6d)
  h ^= h >>> 12
  h = Math.imul(h, 0x297a2d39)
  return h ^ (h >>> 15)
}

function one(template: number, a: number): number {
  return finish(Math.imul(a, 0x9e3779b1) + Math.imul(template + 1, 0x7feb352d))
}

function two(template: number, a: number, b: number): number {
  return finish(
    Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b) + Math.imul(template + 1, 0x7feb352d),
  )
}

function three(template: number, a: number, b: number, c: number): number {
  return two(template, Math.imul(a, 0x165667b1) ^ (a >>> 16) ^ b, c)
}

function hashOf(text: string, from: number, to: number): number {
  let h = 0x811c9dc5
  for (let i = from; i < to; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return finish(h)
}

/** Beyond this a word is no word; its two ends tell enough. */
const LONGEST_WORD = 40

/** Typography is evened out: which quotation mark or dash a newsroom likes says nothing about syntax. */
function normalise(word: string): string {
  const short =
    word.length > LONGEST_WORD
      ? word.slice(0, LONGEST_WORD / 2) + word.slice(-LONGEST_WORD / 2)
      : word
  if (/^[a-zA-Z.,]*$/.test(short)) return short
  return short
    .replace(/^(?:[“”„«»]|''|``)$/, '"')
    .replace(/[‘’]/g, "'")
    .replace(/^[–—]$|^--+$/, '-')
    .replace(/^(?:…|\.{2,})$/, '...')
    .replace(/\d/g, '0')
}

function shapeOf(word: string): number {
  let h = 7
  let last = 0
  let run = 0
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i)
    let kind = code
    if (code >= 97 && code <= 122) kind = 1
    else if (code >= 65 && code <= 90) kind = 2
    else if (code >= 48 && code <= 57) kind = 3
    else if (code > 127) {
      const letter = word.charAt(i)
      kind = letter !== letter.toLowerCase() ? 2 : letter !== letter.toUpperCase() ? 1 : 4
    }
    run = kind === last ? run + 1 : 0
    last = kind
    if (run < 2) h = Math.imul(h ^ kind, 0x01000193)
  }
  return finish(h)
}

const WORDS_REMEMBERED = 30_000
const remembered = new Map<string, number>()
const memory = new Int32Array(WORDS_REMEMBERED * TRAITS)

function remember(word: string): number {
  const known = remembered.get(word)
  if (known !== undefined) return known
  if (remembered.size === WORDS_REMEMBERED) remembered.clear()
  const offset = remembered.size * TRAITS
  const exact = normalise(word)
  const lower = exact.toLowerCase()
  const length = lower.length
  memory[offset + EXACT] = hashOf(exact, 0, exact.length)
  memory[offset + LOWER] = hashOf(lower, 0, length)
  for (let k = 0; k < 4; k++) {
    memory[offset + SUFFIX + k] = hashOf(lower, Math.max(0, length - k - 1), length) + k
  }
  for (let k = 0; k < 3; k++) {
    memory[offset + PREFIX + k] = hashOf(lower, 0, Math.min(length, k + 1)) + k
  }
  memory[offset + SHAPE] = shapeOf(exact)
  const classes = wordClasses()
  memory[offset + FINE] = classes.fine(lower)
  memory[offset + COARSE] = classes.coarse(lower)
  // A word of any length may be a key: keeping hostile ones alive is bounded by what they are cut from.
  if (word.length <= LONGEST_WORD) remembered.set(word, offset)
  return offset
}

/** Two words on either side of a sentence are nothing, so that features need not ask where they are. */
const MARGIN = 2

/** A sentence being read: traits, tags, and the tree as far as it has grown. Kept and used again. */
export class Sentence {
  length = 0
  #room = 0
  #traits = new Int32Array(0)
  /** Tags by position + MARGIN; the root's at `length`. */
  tags = new Int32Array(0)
  heads = new Int32Array(0)
  labels = new Int32Array(0)
  #left = new Int32Array(0) // leftmost child, -1 when there is none
  #left2 = new Int32Array(0)
  #right = new Int32Array(0)
  #right2 = new Int32Array(0)
  #lefts = new Int32Array(0) // how many
  #rights = new Int32Array(0)
  #leftSet = new Int32Array(0) // their labels, as bits
  #rightSet = new Int32Array(0)
  stack = new Int32Array(0)
  /** How many words are on the stack. */
  depth = 0
  /** The first word not yet shifted. */
  front = 0

  read(words: readonly string[]) {
    const n = words.length
    this.length = n
    if (n + 1 > this.#room) {
      this.#room = Math.max(256, 2 * n)
      const room = this.#room + 2 * MARGIN + 1
      this.#traits = new Int32Array(room * TRAITS)
      this.tags = new Int32Array(room)
      this.heads = new Int32Array(room)
      this.labels = new Int32Array(room)
      this.#left = new Int32Array(room)
      this.#left2 = new Int32Array(room)
      this.#right = new Int32Array(room)
      this.#right2 = new Int32Array(room)
      this.#lefts = new Int32Array(room)
      this.#rights = new Int32Array(room)
      this.#leftSet = new Int32Array(room)
      this.#rightSet = new Int32Array(room)
      this.stack = new Int32Array(room)
    }
    this.#traits.fill(NOTHING, 0, MARGIN * TRAITS)
    this.#traits.fill(NOTHING, (n + MARGIN) * TRAITS, (n + 2 * MARGIN) * TRAITS)
    this.tags.fill(NO_TAG, 0, n + 2 * MARGIN)
    for (let i = 0; i < n; i++) {
      const from = remember(words[i] as string)
      const to = (i + MARGIN) * TRAITS
      for (let k = 0; k < TRAITS; k++) this.#traits[to + k] = at(memory, from + k)
    }
  }

  trait(i: number, trait: number): number {
    return at(this.#traits, (i + MARGIN) * TRAITS + trait)
  }

  tagOf(i: number): number {
    return at(this.tags, i + MARGIN)
  }

  setTag(i: number, tag: number) {
    this.tags[i + MARGIN] = tag
  }

  /** Writes the features for the tag of word `i`, whose left neighbours are tagged; returns how many. */
  tagFeatures(i: number, f: Int32Array): number {
    const traits = this.#traits
    const { tags } = this
    const o = (i + MARGIN) * TRAITS
    const before = o - TRAITS
    const after = o + TRAITS
    const word = at(traits, o + LOWER)
    const suffix = at(traits, o + SUFFIX + 2)
    const shape = at(traits, o + SHAPE)
    const t1 = at(tags, i + MARGIN - 1)
    const t2 = at(tags, i + MARGIN - 2)
    const w1 = at(traits, before + LOWER)
    const w2 = at(traits, before - TRAITS + LOWER)
    const x1 = at(traits, after + LOWER)
    const x2 = at(traits, after + TRAITS + LOWER)
    const s1 = at(traits, after + SUFFIX + 2)
    let n = 0
    f[n] = one(n++, word)
    f[n] = one(n++, at(traits, o + EXACT))
    f[n] = one(n++, shape)
    f[n] = two(n++, shape, i === 0 ? 1 : 0)
    f[n] = one(n++, at(traits, o + SUFFIX))
    f[n] = one(n++, at(traits, o + SUFFIX + 1))
    f[n] = one(n++, suffix)
    f[n] = one(n++, at(traits, o + SUFFIX + 3))
    f[n] = one(n++, at(traits, o + PREFIX))
    f[n] = one(n++, at(traits, o + PREFIX + 1))
    f[n] = one(n++, at(traits, o + PREFIX + 2))
    f[n] = two(n++, suffix, shape)
    f[n] = one(n++, t1)
    f[n] = two(n++, t1, t2)
    f[n] = two(n++, t1, word)
    f[n] = two(n++, t1, suffix)
    f[n] = two(n++, t1, shape)
    f[n] = three(n++, t1, t2, word)
    f[n] = one(n++, w1)
    f[n] = one(n++, w2)
    f[n] = one(n++, x1)
    f[n] = one(n++, x2)
    f[n] = two(n++, w1, word)
    f[n] = two(n++, word, x1)
    f[n] = two(n++, w1, x1)
    f[n] = two(n++, w1, w2)
    f[n] = two(n++, x1, x2)
    f[n] = two(n++, word, w2)
    f[n] = two(n++, word, x2)
    f[n] = one(n++, at(traits, before + SUFFIX + 2))
    f[n] = one(n++, s1)
    f[n] = two(n++, s1, word)
    f[n] = two(n++, suffix, x1)
    f[n] = two(n++, suffix, s1)
    f[n] = one(n++, at(traits, after + SHAPE))
    f[n] = two(n++, at(traits, before + SHAPE), shape)
    f[n] = two(n++, shape, at(traits, after + SHAPE))
    f[n] = two(n++, t1, x1)
    f[n] = two(n++, t1, s1)
    f[n] = three(n++, t1, suffix, s1)
    const fine = at(traits, o + FINE)
    const fineBefore = at(traits, before + FINE)
    const fineAfter = at(traits, after + FINE)
    const coarseAfter = at(traits, after + COARSE)
    f[n] = one(n++, fine)
    f[n] = two(n++, fine, shape)
    f[n] = two(n++, fine, t1)
    f[n] = two(n++, fine, suffix)
    f[n] = one(n++, fineBefore)
    f[n] = one(n++, fineAfter)
    f[n] = two(n++, word, fineAfter)
    f[n] = two(n++, fineBefore, word)
    f[n] = two(n++, fine, fineAfter)
    f[n] = two(n++, t1, fineAfter)
    f[n] = three(n++, t1, suffix, fineAfter)
    f[n] = three(n++, t1, at(traits, o + COARSE), coarseAfter)
    f[n] = three(n++, fine, shape, at(traits, after + SHAPE))
    f[n] = one(n++, at(traits, after + TRAITS + FINE))
    return n
  }

  /** Starts the tree: nothing on the stack, all words to come, the root after them. */
  start() {
    const to = this.length + 1
    this.heads.fill(-1, 0, to)
    this.labels.fill(NO_LABEL, 0, to)
    this.#left.fill(-1, 0, to)
    this.#left2.fill(-1, 0, to)
    this.#right.fill(-1, 0, to)
    this.#right2.fill(-1, 0, to)
    this.#lefts.fill(0, 0, to)
    this.#rights.fill(0, 0, to)
    this.#leftSet.fill(0, 0, to)
    this.#rightSet.fill(0, 0, to)
    this.depth = 0
    this.front = 0
  }

  shift() {
    this.stack[this.depth++] = this.front++
  }

  /** The word on the stack, `below` 0 for the top one; -1 when there is none. */
  stacked(below: number): number {
    return below < this.depth ? at(this.stack, this.depth - 1 - below) : -1
  }

  /** Takes the top word off the stack as a dependent of `head`. */
  attach(head: number, label: number) {
    const child = at(this.stack, --this.depth)
    this.heads[child] = head
    this.labels[child] = label
    const bit = 1 << (label & 31)
    if (child < head) {
      this.#left2[head] = at(this.#left, head)
      this.#left[head] = child
      this.#lefts[head] = at(this.#lefts, head) + 1
      this.#leftSet[head] = at(this.#leftSet, head) | bit
    } else {
      this.#right2[head] = at(this.#right, head)
      this.#right[head] = child
      this.#rights[head] = at(this.#rights, head) + 1
      this.#rightSet[head] = at(this.#rightSet, head) | bit
    }
  }

  #word(i: number): number {
    if (i < 0) return NOTHING
    return i === this.length ? ROOT_WORD : at(this.#traits, (i + MARGIN) * TRAITS + LOWER)
  }

  #trait(i: number, trait: number): number {
    if (i < 0) return NOTHING
    return i === this.length ? ROOT_WORD : at(this.#traits, (i + MARGIN) * TRAITS + trait)
  }

  #tag(i: number): number {
    if (i < 0) return NO_TAG
    return i === this.length ? ROOT_TAG : at(this.tags, i + MARGIN)
  }

  #label(i: number): number {
    return i < 0 ? NO_LABEL : at(this.labels, i)
  }

  /** Writes the features for the next step; returns how many. At least one word is on the stack. */
  stepFeatures(f: Int32Array): number {
    const { front, length } = this
    const s0 = this.stacked(0)
    const s1 = this.stacked(1)
    const s2 = this.stacked(2)
    const b1 = front + 1 < length ? front + 1 : -1
    const b2 = front + 2 < length ? front + 2 : -1
    const s0l = at(this.#left, s0)
    const s0l2 = at(this.#left2, s0)
    const s0r = at(this.#right, s0)
    const s0r2 = at(this.#right2, s0)
    const s1l = s1 < 0 ? -1 : at(this.#left, s1)
    const s1r = s1 < 0 ? -1 : at(this.#right, s1)
    const s1r2 = s1 < 0 ? -1 : at(this.#right2, s1)
    const b0l = at(this.#left, front)
    const b0l2 = at(this.#left2, front)
    const s0w = this.#word(s0)
    const s1w = this.#word(s1)
    const s2w = this.#word(s2)
    const b0w = this.#word(front)
    const b1w = this.#word(b1)
    const b2w = this.#word(b2)
    const s0p = this.#tag(s0)
    const s1p = this.#tag(s1)
    const s2p = this.#tag(s2)
    const b0p = this.#tag(front)
    const b1p = this.#tag(b1)
    const b2p = this.#tag(b2)
    const s0lp = this.#tag(s0l)
    const s0rp = this.#tag(s0r)
    const s1lp = this.#tag(s1l)
    const s1rp = this.#tag(s1r)
    const b0lp = this.#tag(b0l)
    const s0ll = this.#label(s0l)
    const s0rl = this.#label(s0r)
    const s1ll = this.#label(s1l)
    const s1rl = this.#label(s1r)
    const b0ll = this.#label(b0l)
    const far = Math.min(front - s0, 10)
    const apart = s1 < 0 ? 0 : Math.min(s0 - s1, 10)
    const pp = (s0p << 6) | b0p
    const ss = (s1p << 6) | s0p
    const s0lefts = at(this.#leftSet, s0)
    const s0rights = at(this.#rightSet, s0)
    const s1lefts = s1 < 0 ? 0 : at(this.#leftSet, s1)
    const s1rights = s1 < 0 ? 0 : at(this.#rightSet, s1)
    const b0lefts = at(this.#leftSet, front)
    const s0vr = Math.min(at(this.#rights, s0), 4)
    const s0vl = Math.min(at(this.#lefts, s0), 4)
    const s1vr = s1 < 0 ? 0 : Math.min(at(this.#rights, s1), 4)
    const b0vl = Math.min(at(this.#lefts, front), 4)
    let n = 0
    f[n] = one(n++, s0w)
    f[n] = one(n++, s0p)
    f[n] = two(n++, s0w, s0p)
    f[n] = one(n++, b0w)
    f[n] = one(n++, b0p)
    f[n] = two(n++, b0w, b0p)
    f[n] = one(n++, s1w)
    f[n] = one(n++, s1p)
    f[n] = two(n++, s1w, s1p)
    f[n] = one(n++, s2w)
    f[n] = one(n++, s2p)
    f[n] = one(n++, b1w)
    f[n] = one(n++, b1p)
    f[n] = two(n++, b1w, b1p)
    f[n] = one(n++, b2w)
    f[n] = one(n++, b2p)
    // pairs
    f[n] = three(n++, s0w, b0w, pp)
    f[n] = two(n++, s0w, b0w)
    f[n] = two(n++, s0w, pp)
    f[n] = two(n++, b0w, pp)
    f[n] = one(n++, pp)
    f[n] = two(n++, s1w, s0w)
    f[n] = two(n++, s1w, ss)
    f[n] = two(n++, s0w, ss)
    f[n] = one(n++, ss)
    f[n] = two(n++, s1w, b0w)
    f[n] = two(n++, s1w, (s1p << 6) | b0p)
    f[n] = two(n++, b0w, (s1p << 6) | b0p)
    f[n] = one(n++, (s1p << 6) | b0p)
    f[n] = one(n++, (b0p << 6) | b1p)
    f[n] = two(n++, b0w, (b0p << 6) | b1p)
    f[n] = two(n++, b0w, b1w)
    f[n] = two(n++, b1w, pp)
    f[n] = two(n++, s0w, b1w)
    // triples
    f[n] = one(n++, (pp << 6) | b1p)
    f[n] = two(n++, s0w, (pp << 6) | b1p)
    f[n] = two(n++, b0w, (pp << 6) | b1p)
    f[n] = two(n++, (b0p << 6) | b1p, b2p)
    f[n] = two(n++, pp, (b1p << 6) | b2p)
    f[n] = one(n++, (ss << 6) | b0p)
    f[n] = two(n++, s1w, (ss << 6) | b0p)
    f[n] = two(n++, s0w, (ss << 6) | b0p)
    f[n] = two(n++, b0w, (ss << 6) | b0p)
    f[n] = two(n++, ss, (b0p << 6) | b1p)
    f[n] = one(n++, (ss << 6) | s2p)
    f[n] = two(n++, (ss << 6) | s2p, b0p)
    f[n] = three(n++, s1w, s0w, b0w)
    // children
    f[n] = one(n++, (pp << 6) | s0lp)
    f[n] = one(n++, (pp << 6) | s0rp)
    f[n] = one(n++, (pp << 6) | b0lp)
    f[n] = two(n++, pp, (s0rp << 6) | b0lp)
    f[n] = one(n++, (ss << 6) | s1rp)
    f[n] = one(n++, (ss << 6) | s1lp)
    f[n] = one(n++, (ss << 6) | s0lp)
    f[n] = one(n++, (ss << 6) | s0rp)
    f[n] = two(n++, (ss << 6) | b0p, s1rp)
    f[n] = two(n++, (ss << 6) | b0p, s0rp)
    f[n] = two(n++, (ss << 6) | b0p, s0lp)
    f[n] = two(n++, (ss << 6) | b0p, b0lp)
    f[n] = two(n++, this.#word(s0l), ss)
    f[n] = two(n++, this.#word(s0l), pp)
    f[n] = two(n++, this.#word(s0r), pp)
    f[n] = two(n++, this.#word(s1r), ss)
    f[n] = two(n++, this.#word(b0l), pp)
    f[n] = two(n++, this.#word(b0l), (s1p << 6) | b0p)
    f[n] = three(n++, s0w, this.#word(b0l), b0w)
    f[n] = three(n++, s1w, this.#word(s0l), s0w)
    f[n] = two(n++, s0w, s0ll)
    f[n] = two(n++, s0w, s0rl)
    f[n] = two(n++, b0w, b0ll)
    f[n] = two(n++, s1w, s1rl)
    f[n] = two(n++, pp, (s0ll << 6) | s0rl)
    f[n] = two(n++, pp, (s0rl << 6) | b0ll)
    f[n] = two(n++, ss, (s1rl << 6) | s0ll)
    f[n] = two(n++, ss, (s1ll << 6) | s1rl)
    f[n] = two(n++, (ss << 6) | s0ll, (s1rl << 6) | b0p)
    f[n] = two(n++, (pp << 6) | this.#label(s0l2), s0ll)
    f[n] = two(n++, (pp << 6) | this.#label(s0r2), s0rl)
    f[n] = two(n++, (ss << 6) | this.#label(s1r2), s1rl)
    f[n] = two(n++, (pp << 6) | this.#label(b0l2), b0ll)
    // everything a word has taken so far
    f[n] = two(n++, s0lefts, pp)
    f[n] = two(n++, s0rights, pp)
    f[n] = two(n++, b0lefts, pp)
    f[n] = two(n++, s1rights, ss)
    f[n] = two(n++, s0lefts, ss)
    f[n] = three(n++, s0rights, s0w, b0p)
    f[n] = three(n++, s1rights, s1w, s0p)
    f[n] = three(n++, s0lefts, s0rights, s0p)
    f[n] = three(n++, s1lefts, s1rights, s1p)
    f[n] = three(n++, s0lefts, b0lefts, pp)
    f[n] = three(n++, s1rights, s0lefts, (ss << 6) | b0p)
    // how far and how many
    f[n] = two(n++, pp, far)
    f[n] = two(n++, s0w, far)
    f[n] = two(n++, b0w, far)
    f[n] = two(n++, ss, apart)
    f[n] = two(n++, s1w, apart)
    f[n] = two(n++, (ss << 6) | b0p, (apart << 6) | far)
    f[n] = two(n++, pp, (s0vl << 6) | s0vr)
    f[n] = two(n++, s0w, (s0vl << 6) | s0vr)
    f[n] = two(n++, ss, s1vr)
    f[n] = two(n++, b0w, b0vl)
    f[n] = two(n++, pp, b0vl)
    f[n] = two(n++, (ss << 6) | b0p, Math.min(this.depth, 4))
    // classes of words, for words too rare to have weights of their own
    const s0c = this.#trait(s0, FINE)
    const s1c = this.#trait(s1, FINE)
    const b0c = this.#trait(front, FINE)
    const b1c = this.#trait(b1, FINE)
    const s0lc = this.#trait(s0l, FINE)
    const b0lc = this.#trait(b0l, FINE)
    f[n] = two(n++, s0c, s0p)
    f[n] = two(n++, b0c, b0p)
    f[n] = two(n++, s1c, s1p)
    f[n] = two(n++, s0c, pp)
    f[n] = two(n++, b0c, pp)
    f[n] = three(n++, s0c, b0c, pp)
    f[n] = three(n++, s0c, b0w, b0p)
    f[n] = three(n++, s0w, b0c, s0p)
    f[n] = two(n++, s1c, ss)
    f[n] = two(n++, s0c, ss)
    f[n] = three(n++, s1c, s0c, ss)
    f[n] = three(n++, s1c, s0w, ss)
    f[n] = three(n++, s1w, s0c, ss)
    f[n] = three(n++, s1c, b0c, (s1p << 6) | b0p)
    f[n] = three(n++, s1c, b0w, (s1p << 6) | b0p)
    f[n] = three(n++, s1c, s0p, b0p)
    f[n] = two(n++, s0c, (pp << 6) | b1p)
    f[n] = two(n++, s0c, s0rights)
    f[n] = three(n++, s1c, s1rights, s0p)
    f[n] = three(n++, s0c, this.#word(b0l), b0c)
    f[n] = three(n++, s1c, this.#word(s0l), s0c)
    f[n] = three(n++, b0lc, s0c, pp)
    f[n] = three(n++, s0lc, s1c, ss)
    f[n] = three(n++, b1c, s0c, pp)
    f[n] = three(n++, this.#trait(s0, COARSE), this.#trait(front, COARSE), pp)
    f[n] = three(n++, this.#trait(s1, COARSE), this.#trait(s0, COARSE), (ss << 6) | b0p)
    f[n] = two(n++, this.#trait(s0, SUFFIX + 2), pp)
    f[n] = two(n++, this.#trait(front, SUFFIX + 2), pp)
    return n
  }

  /** Writes the features for the label of the top word of the stack under `head`; returns how many. */
  labelFeatures(head: number, f: Int32Array): number {
    const child = this.stacked(0)
    const below = this.stacked(1)
    const hw = this.#word(head)
    const cw = this.#word(child)
    const hp = this.#tag(head)
    const cp = this.#tag(child)
    const isLeft = child < head ? 1 : 0
    const pair = (((hp << 6) | cp) << 1) | isLeft
    const distance = Math.min(isLeft ? head - child : child - head, 10)
    const cl = at(this.#left, child)
    const cl2 = at(this.#left2, child)
    const cr = at(this.#right, child)
    const clw = this.#word(cl)
    const crw = this.#word(cr)
    const clp = this.#tag(cl)
    const crp = this.#tag(cr)
    const cll = this.#label(cl)
    const crl = this.#label(cr)
    const cLefts = at(this.#leftSet, child)
    const cRights = at(this.#rightSet, child)
    const hLefts = at(this.#leftSet, head)
    const hRights = at(this.#rightSet, head)
    const before = this.tagOf(child - 1)
    const after = this.tagOf(child + 1)
    const hBefore = head === this.length ? NO_TAG : this.tagOf(head - 1)
    const hAfter = head === this.length ? NO_TAG : this.tagOf(head + 1)
    const sibling = isLeft ? at(this.#left, head) : at(this.#right, head)
    const to = (child + MARGIN) * TRAITS
    let n = 0
    f[n] = two(n++, hw, isLeft)
    f[n] = one(n++, (hp << 1) | isLeft)
    f[n] = two(n++, cw, isLeft)
    f[n] = one(n++, (cp << 1) | isLeft)
    f[n] = one(n++, pair)
    f[n] = two(n++, pair, distance)
    f[n] = two(n++, cw, pair)
    f[n] = two(n++, hw, pair)
    f[n] = three(n++, hw, cw, isLeft)
    f[n] = two(n++, at(this.#traits, to + SUFFIX + 2), pair)
    f[n] = two(n++, at(this.#traits, to + SHAPE), pair)
    f[n] = two(n++, pair, clp)
    f[n] = two(n++, pair, crp)
    f[n] = two(n++, pair, (cll << 6) | crl)
    f[n] = two(n++, pair, (this.#label(cl2) << 6) | cll)
    f[n] = two(n++, pair, clw)
    f[n] = two(n++, pair, crw)
    f[n] = two(n++, pair, this.#word(cl2))
    f[n] = three(n++, hw, clw, pair)
    f[n] = three(n++, cw, clw, pair)
    f[n] = two(n++, pair, cLefts)
    f[n] = two(n++, pair, cRights)
    f[n] = three(n++, cLefts, cRights, pair)
    f[n] = three(n++, hw, cLefts, pair)
    f[n] = two(n++, pair, hLefts)
    f[n] = two(n++, pair, hRights)
    f[n] = three(n++, hw, hRights, pair)
    f[n] = three(n++, hLefts, hRights, pair)
    f[n] = three(n++, hLefts, cLefts, pair)
    f[n] = two(n++, pair, before)
    f[n] = two(n++, pair, after)
    f[n] = two(n++, pair, (before << 6) | after)
    f[n] = two(n++, pair, (hBefore << 6) | hAfter)
    f[n] = two(n++, pair, this.#label(sibling))
    f[n] = three(n++, this.#word(sibling), cw, isLeft)
    f[n] = two(n++, pair, this.#word(child - 1))
    f[n] = two(n++, pair, this.#word(child + 1 < this.length ? child + 1 : -1))
    f[n] = two(n++, pair, (this.#tag(below) << 6) | this.#tag(this.front))
    f[n] = three(n++, cw, this.#word(this.front), pair)
    const hc = this.#trait(head, FINE)
    const cc = this.#trait(child, FINE)
    f[n] = two(n++, hc, pair)
    f[n] = two(n++, cc, pair)
    f[n] = three(n++, hc, cc, pair)
    f[n] = three(n++, hw, cc, pair)
    f[n] = three(n++, hc, cw, pair)
    f[n] = three(n++, hc, clw, pair)
    f[n] = three(n++, cc, clw, pair)
    f[n] = three(n++, hc, cLefts, pair)
    f[n] = three(n++, cc, cLefts, pair)
    f[n] = three(n++, this.#trait(head, COARSE), this.#trait(child, COARSE), pair)
    return n
  }
}

/** Room enough for the features of any one decision. */
export const MOST_FEATURES = 160
