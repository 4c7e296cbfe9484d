import { bucket, type Features } from './features'
import { mix } from './hashing'
import { CAPITALISED, CAPITALS, NUMBER, PUNCTUATION, type Reading } from './reading'

const NONE = 0x3ac5e1
/** How many sentences of its paragraph a cue may reach back and ahead. */
const BACK = 3
const AHEAD = 5
export const WIDEST = 420

/** The tokens that a cue's source and content are looked for in: `[from, to)`. */
export function windowOf(r: Reading, cue: number): [number, number] {
  const { sentences, paragraphs } = r.tokens
  const p = r.paragraph[cue] as number
  const s = r.sentence[cue] as number
  const first = Math.max(paragraphs[p] ?? 0, s - BACK)
  const lastOfParagraph = paragraphs[p + 1] ?? 0
  let last = Math.min(lastOfParagraph, s + AHEAD + 1)
  if (last === lastOfParagraph && s >= lastOfParagraph - 2) {
    // What is said may be in a paragraph of its own: after a colon, or where a quote goes on or begins.
    const end = (sentences[lastOfParagraph] ?? 0) - 1
    const next = sentences[lastOfParagraph] ?? r.count
    const q = r.quote[end] as number
    const isOpen = q >= 0 && r.quotes[q]?.isClosed === false
    if (next < r.count && (r.words[end] === ':' || isOpen)) {
      last = Math.min(paragraphs[p + 2] ?? last, lastOfParagraph + 4)
    }
  }
  const from = Math.max(sentences[first] ?? 0, cue - WIDEST / 2)
  return [from, Math.min(sentences[last] ?? r.count, from + WIDEST)]
}

/** What is the same for all tokens of one cue's window, and what its tree says of each; made once a cue. */
export class CueView {
  from = 0
  to = 0
  /** For each token of the window: the way through the tree from the cue to it, in hashes. */
  readonly up = new Int32Array(WIDEST)
  readonly down = new Int32Array(WIDEST)
  readonly way = new Int32Array(WIDEST)
  readonly depth = new Int32Array(WIDEST)
  /** The branch that a token is on: the first token below where its way leaves the cue's own line. */
  readonly branch = new Int32Array(WIDEST)
  readonly order = new Int32Array(WIDEST)
  readonly rivals = new Float32Array(WIDEST)
  readonly rivalsSince = new Int32Array(WIDEST)
  readonly commas = new Int32Array(WIDEST)
  before = 0
  after = 0
  private readonly line = new Map<number, number>()

  constructor(
    readonly r: Reading,
    /** How likely each token is a cue, 0 to 1. */
    readonly chances: Float32Array,
  ) {}

  look(cue: number): void {
    const { r } = this
    const [from, to] = windowOf(r, cue)
    this.from = from
    this.to = to
    const s = r.sentence[cue] as number
    const sentenceFrom = r.tokens.sentences[s] ?? 0
    const sentenceTo = r.tokens.sentences[s + 1] ?? r.count

    this.line.clear()
    let up = NONE
    for (let k = cue, d = 0; k >= 0 && d < 12; k = r.head[k] as number, d++) {
      this.line.set(k, up)
      up = d < 3 ? mix(up, r.label[k] as number) : up
    }
    for (let i = from; i < to; i++) this.climb(i, i - from)

    // Quotes are numbered from the cue: -1 the last that begins before it, 1 the first after it, 0 around it.
    const mine = r.quote[cue] as number
    let last = mine
    let order = 0
    this.after = 0
    for (let i = cue; i < to; i++) {
      const q = r.quote[i] as number
      if (q >= 0 && q !== mine && q !== last) {
        order++
        if (order === 1 && i < sentenceTo) this.after = bucket(i - cue)
      }
      if (q >= 0) last = q
      this.order[i - from] = q < 0 ? 20 : q === mine ? 0 : Math.min(order, 3)
    }
    last = mine
    order = 0
    this.before = 0
    for (let i = cue - 1; i >= from; i--) {
      const q = r.quote[i] as number
      if (q >= 0 && q !== mine && q !== last) {
        order++
        if (order === 1 && i >= sentenceFrom) this.before = bucket(cue - i)
      }
      if (q >= 0) last = q
      this.order[i - from] = q < 0 ? 20 : q === mine ? 0 : -Math.min(order, 3)
    }

    let commas = 0
    let best = 0
    let since = 0
    for (let i = cue; i < to; i++) {
      this.commas[i - from] = Math.min(commas, 4)
      this.rivals[i - from] = best
      this.rivalsSince[i - from] = since
      if (i > cue) {
        if (/^[,;—–-]|^--/.test(r.words[i] ?? '')) commas++
        if (i === r.tokens.sentences[(r.sentence[i] as number) + 1]) commas = 0
        const chance = this.chances[i] as number
        if (chance > best) best = chance
        if (chance > 0.4) since++
      }
    }
    commas = 0
    best = 0
    since = 0
    for (let i = cue; i >= from; i--) {
      if (i < cue) {
        const chance = this.chances[i] as number
        if (chance > best) best = chance
        if (chance > 0.4) since++
        if (/^[,;—–-]|^--/.test(r.words[i] ?? '')) commas++
      }
      this.commas[i - from] = Math.min(commas, 4)
      this.rivals[i - from] = best
      this.rivalsSince[i - from] = since
    }
  }

  private climb(i: number, at: number): void {
    const { r, line } = this
    let k = i
    let d = 0
    let under = -1
    let way = NONE
    while (k >= 0 && !line.has(k) && d < 24) {
      if (d < 3) way = mix(way, r.label[k] as number)
      under = k
      k = r.head[k] as number
      d++
    }
    const met = k >= 0 ? line.get(k) : undefined
    this.up[at] = met ?? 1
    this.down[at] = under >= 0 ? (r.label[under] as number) : 2
    this.way[at] = mix(way, met ?? 1)
    this.depth[at] = d
    this.branch[at] = under >= 0 ? under : i
  }
}

const BINS = [0.02, 0.1, 0.25, 0.5, 0.75, 0.92]
function bin(chance: number): number {
  let b = 1
  for (const bound of BINS) if (chance > bound) b++
  return b
}

/** What speaks for token `i` being of the source or the content of the cue that `view` has looked at. */
export function addSpanFeatures(view: CueView, cue: number, i: number, out: Features): void {
  const { r } = view
  const at = i - view.from
  const { word, stem, fine, coarse, shape, tag, label, quote, sentence } = r
  const sd = Math.max(-3, Math.min(4, (sentence[i] as number) - (sentence[cue] as number)))
  const rel = i === cue ? 3 : i < cue ? 1 : 2
  const place = rel + 4 * (sd + 4)
  const me = word[cue] as number
  const root = stem[cue] as number
  const kind = fine[cue] as number
  const pos = tag[cue] as number
  const up = view.up[at] as number
  const down = view.down[at] as number
  const way = view.way[at] as number
  const q = (quote[i] as number) >= 0 ? 1 : 0
  const cueQ = (quote[cue] as number) >= 0 ? 1 : 0
  const order = (view.order[at] as number) + 4
  const side = i < (view.branch[at] as number) ? 1 : 2
  const branchSide = (view.branch[at] as number) < cue ? 1 : 2
  const wordAt = (k: number) => (k >= view.from && k < view.to ? (word[k] as number) : NONE)
  const tagAt = (k: number) => (k >= view.from && k < view.to ? (tag[k] as number) : NONE)
  const distance = bucket(i - cue)
  const path = mix(mix(up, down), branchSide)
  const quotes = q + 2 * cueQ + 4 * order
  const cueQuotes = 1 + view.before + 10 + 32 * (view.after + 10)
  const closeness = sd === 0 ? 1 : 0

  out.add(0, place)
  out.add(1, place, root)
  out.add(2, place, kind)
  out.add(3, path, place)
  out.add(10, way, tag[i] as number, pos)

  out.add(16, word[i] as number, place)
  out.add(17, word[i] as number, root, rel)
  out.add(18, tag[i] as number, place, pos)
  out.add(19, fine[i] as number, place)
  out.add(20, coarse[i] as number, place, coarse[cue] as number)
  out.add(21, shape[i] as number, place, tag[i] as number)
  out.add(22, distance, place)
  out.add(23, distance, root, closeness + 1)
  out.add(24, distance, kind, closeness + 1)

  out.add(26, quotes, place)
  out.add(27, quotes, place, root)
  out.add(28, quotes, place, kind)
  out.add(29, quotes, cueQuotes, place)
  out.add(30, cueQuotes, place, root)
  out.add(31, cueQuotes, place, wordAt(cue + 1))
  out.add(32, cueQuotes, quotes, distance)

  out.add(33, wordAt(i - 1), place)
  out.add(34, wordAt(i + 1), place)
  out.add(35, tagAt(i - 1), tag[i] as number, place)
  out.add(36, tagAt(i + 1), tag[i] as number, place)
  out.add(37, wordAt(i - 1), word[i] as number, rel)
  out.add(38, view.commas[at] as number, place, quotes)
  out.add(39, view.commas[at] as number, place, root)
  out.add(43, wordAt(cue + 1), wordAt(cue + 2), place)
  out.add(44, wordAt(cue - 1), wordAt(cue + 1), place)
  out.add(45, tagAt(cue - 1), tagAt(cue + 1), place)
  out.add(46, wordAt(cue + 1), root, place)
  out.add(47, wordAt(cue - 1), root, place)

  // The way through the tree tells something within the cue's sentence only.
  if (sd === 0) {
    out.add(4, path, root)
    out.add(5, path, kind, pos)
    out.add(6, path, me, wordAt(cue + 1))
    out.add(7, way, branchSide, place)
    out.add(8, way, branchSide, root)
    out.add(9, way, kind, pos)
    out.add(11, path, tag[i] as number, label[cue] as number)
    out.add(12, path, word[view.branch[at] as number] as number, root)
    out.add(13, path, tag[view.branch[at] as number] as number, pos)
    out.add(14, path, view.depth[at] as number, side)
    out.add(15, path, quotes, place)
    out.add(25, distance, pos, path)
    out.add(40, view.commas[at] as number, path, rel)
    out.add(41, wordAt(cue + 1), place, path)
    out.add(42, wordAt(cue - 1), place, path)
    out.add(66, label[cue] as number, path, pos)
    out.add(68, path, fine[view.branch[at] as number] as number, kind)
  }

  // Other cues in between, and being one.
  const rivals = bin(view.rivals[at] as number)
  const since = Math.min(view.rivalsSince[at] as number, 3)
  out.add(48, rivals, place)
  out.add(49, rivals, place, quotes)
  if (sd === 0) out.add(50, rivals, path, since + 1)
  out.add(51, since + 1, place, quotes)
  out.add(52, bin(view.chances[i] as number), place, path)

  if (Math.abs(i - cue) <= 4 && sd === 0) {
    let between = rel
    for (let k = Math.min(i, cue) + 1; k < Math.max(i, cue); k++)
      between = mix(between, tag[k] as number)
    out.add(53, between, tag[i] as number, root)
    out.add(54, between, tag[i] as number, word[i] as number)
  }

  // The sentence that the token is in, where it is another than the cue's.
  const s = sentence[i] as number
  const from = r.tokens.sentences[s] ?? 0
  const to = r.tokens.sentences[s + 1] ?? r.count
  const opens = (quote[from] as number) >= 0 ? 1 : 0
  const closes = (quote[to - 1] as number) >= 0 ? 2 : 0
  out.add(55, 1 + opens + closes, place, quotes)
  out.add(56, wordAt(from), place)
  out.add(57, wordAt(from), place, q + 1)
  if (sd !== 0) {
    out.add(58, stem[cue] as number, place, 1 + opens + closes)
    out.add(59, r.paragraph[i] === r.paragraph[cue] ? 1 : 2, place, quotes)
    const edge = sd > 0 ? from - 1 : to
    out.add(60, edge >= 0 && edge < r.count && (quote[edge] as number) >= 0 ? 1 : 2, place, quotes)
    out.add(61, bucket(i - from), place, shape[i] === CAPITALISED || shape[i] === CAPITALS ? 1 : 2)
  } else {
    out.add(62, bucket(i - from), rel, q + 1)
    out.add(63, bucket(to - i), rel, q + 1)
  }
  out.add(64, shape[i] === NUMBER || shape[i] === PUNCTUATION ? 1 : 2, path, rel)
  out.add(65, label[i] as number, place)
  const isSingle = (r.single[i] as number) >= 0
  if (isSingle) out.add(67, place, (r.single[cue] as number) === (r.single[i] as number) ? 1 : 2)
}

/** What speaks for passing from one role to another, or staying, between token `i - 1` and token `i`. */
export function addStepFeatures(view: CueView, cue: number, i: number, out: Features): void {
  const { r } = view
  const at = i - view.from
  const { word, tag, quote, sentence } = r
  const isSameBranch = view.branch[at] === view.branch[at - 1] ? 1 : 2
  const isSameSentence = sentence[i] === sentence[i - 1] ? 1 : 2
  const rel = i <= cue ? 1 : 2
  const q = 1 + ((quote[i] as number) >= 0 ? 1 : 0) + ((quote[i - 1] as number) >= 0 ? 2 : 0)
  const pair = isSameBranch + 2 * isSameSentence + 8 * rel
  out.add(0, pair)
  out.add(1, pair, word[i - 1] as number)
  out.add(2, pair, word[i] as number)
  out.add(3, pair, q)
  out.add(4, tag[i - 1] as number, tag[i] as number, pair)
  out.add(
    5,
    pair,
    r.label[view.branch[at] as number] as number,
    r.label[view.branch[at - 1] as number] as number,
  )
  out.add(6, pair, q, r.stem[cue] as number)
  out.add(7, i === cue ? 1 : i === cue + 1 ? 2 : 3, pair, q)
  if (isSameSentence === 2) {
    out.add(
      8,
      q,
      bin(view.rivals[at] as number),
      Math.min(3, Math.abs((sentence[i] as number) - (sentence[cue] as number))),
    )
  }
  const closing = (quote[i - 1] as number) >= 0 && quote[i - 1] !== quote[i] ? 1 : 2
  out.add(9, closing, pair, word[i] as number)
}
