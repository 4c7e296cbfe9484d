import type { Features } from './features'
import { bucket } from './features'
import { hashWord, mix } from './hashing'
import { CAPITALISED, CAPITALS, LOWER, PUNCTUATION, type Reading } from './reading'

const NONE = 0x51ed27

/** What a token's sentence tells about all its tokens; made once for each sentence. */
export type SentenceView = {
  from: number
  to: number
  opensWithQuote: boolean
  /** The first quote that begins, and the last that ends, in the sentence; -1 for none. */
  quoteFrom: number
  quoteTo: number
  endsWithStop: boolean
}

export function viewSentence(r: Reading, s: number): SentenceView {
  const from = r.tokens.sentences[s] ?? 0
  const to = r.tokens.sentences[s + 1] ?? r.count
  let quoteFrom = -1
  let quoteTo = -1
  for (let i = from; i < to; i++) {
    const q = r.quote[i] ?? -1
    if (q < 0) continue
    const quote = r.quotes[q]
    if (!quote) continue
    if (quote.open === i && quoteFrom < 0) quoteFrom = i
    if (quote.close === i) quoteTo = i
  }
  return {
    from,
    to,
    opensWithQuote: (r.quote[from] ?? -1) >= 0,
    quoteFrom,
    quoteTo,
    endsWithStop: /^[.!?”"'’)]/.test(r.words[to - 1] ?? ''),
  }
}

/** What speaks for and against token `i` being the word that says that somebody says something. */
export function addCueFeatures(r: Reading, view: SentenceView, i: number, out: Features): void {
  const { word, stem, fine, coarse, shape, tag, head, label, quote } = r
  const { from, to } = view
  const inside = (k: number) => k >= from && k < to
  const w = (k: number) => (inside(k) ? (word[k] as number) : NONE)
  const f = (k: number) => (inside(k) ? (fine[k] as number) || -(shape[k] as number) - 1 : NONE)
  const t = (k: number) => (inside(k) ? (tag[k] as number) : NONE)
  const me = word[i] as number
  const root = stem[i] as number
  const kind = fine[i] as number
  const pos = tag[i] as number
  const inQuote = (quote[i] as number) >= 0 ? 1 : 0
  const inSingle = (r.single[i] as number) >= 0 ? 2 : 0
  const q = inQuote + inSingle + 1

  out.add(0, 1)
  out.add(1, me)
  out.add(2, root)
  out.add(3, kind, pos)
  out.add(4, coarse[i] as number, pos)
  out.add(5, r.suffix[i] as number, shape[i] as number)
  out.add(6, me, q)
  out.add(7, root, pos)
  out.add(8, w(i - 1), w(i + 1))
  out.add(9, me, w(i + 1))
  out.add(10, me, w(i - 1))
  out.add(11, root, f(i + 1))
  out.add(12, root, f(i - 1))
  out.add(13, kind, w(i + 1))
  out.add(14, kind, w(i - 1))
  out.add(15, w(i - 2), w(i - 1))
  out.add(16, w(i + 1), w(i + 2))
  out.add(17, f(i - 1), pos)
  out.add(18, f(i + 1), pos)
  out.add(19, f(i + 2), pos)
  out.add(20, f(i - 2), pos)
  out.add(21, t(i - 1), pos, t(i + 1))
  out.add(22, t(i - 2), t(i - 1), pos)
  out.add(23, t(i + 1), t(i + 2), pos)
  out.add(24, root, t(i + 1))
  out.add(25, root, t(i - 1))
  out.add(26, w(i - 1), pos)
  out.add(27, w(i + 1), pos)
  out.add(28, w(i + 2), pos)
  out.add(29, me, w(i + 1), w(i + 2))
  out.add(30, me, w(i - 1), w(i - 2))
  out.add(31, q, pos)

  // Where in the sentence, and quotes near by.
  const near = quotesNear(r, i, from, to)
  out.add(32, near, pos)
  out.add(33, near, root)
  out.add(34, near, kind)
  out.add(35, bucket(i - from), bucket(to - i), q)
  out.add(36, (view.opensWithQuote ? 1 : 0) + (view.endsWithStop ? 2 : 0) + 4, pos, q)
  out.add(37, view.quoteFrom < 0 && view.quoteTo < 0 ? 1 : 2, root)
  out.add(38, shape[i - 1] === CAPITALISED || shape[i - 1] === CAPITALS ? 1 : 2, root)
  out.add(39, shape[i + 1] === CAPITALISED || shape[i + 1] === CAPITALS ? 1 : 2, root)
  if (shape[i] === PUNCTUATION) {
    out.add(40, me, bucket(i - from), view.endsWithStop ? 1 : 2)
    out.add(41, me, near, w(i + 1))
    out.add(42, me, shape[i + 1] as number, shape[i - 1] as number)
  }
  // Is what follows a clause, said by its first words?
  let next = i + 1
  while (inside(next) && next < i + 6 && shape[next] === LOWER && fine[next] === fine[i]) next++
  out.add(43, root, w(next), w(next + 1))

  // The tree around.
  const h = head[i] as number
  if (pos === 0) return
  const up = label[i] as number
  out.add(44, up, pos)
  out.add(45, up, root)
  out.add(46, up, h >= 0 ? (stem[h] as number) : NONE)
  out.add(47, up, kind, h >= 0 ? (tag[h] as number) : NONE)
  if (h >= 0) {
    out.add(65, up, label[h] as number, pos)
    out.add(66, stem[h] as number, root)
    out.add(67, fine[h] as number, kind, up)
  }
  let children = 0
  let subject = NONE
  let clause = 0
  for (let k = Math.max(from, i - 40); k < Math.min(to, i + 40); k++) {
    if (head[k] !== i) continue
    const l = label[k] as number
    const side = k < i ? 1 : 2
    out.add(48, l, side, pos)
    out.add(49, l, root, side)
    out.add(50, l, word[k] as number, kind)
    out.add(51, l, fine[k] as number, kind)
    out.add(52, l, root, tag[k] as number)
    out.add(64, l, word[k] as number, root)
    if (l === SUBJECT || l === PASSIVE_SUBJECT) subject = k
    if (l === CLAUSE || l === OPEN_CLAUSE || l === PARATAXIS) {
      clause = mix(clause, l)
      out.add(53, l, tag[k] as number, root)
      out.add(54, l, stem[k] as number)
    }
    // Which kinds of children there are, whatever their order.
    children += Math.imul(l | 1, SIGNIFICANT.has(l) ? 0x9e3779b1 : 0)
  }
  out.add(55, children, pos)
  out.add(56, children, root)
  out.add(57, children, kind)
  if (subject !== NONE) {
    out.add(58, fine[subject] as number, kind)
    out.add(59, word[subject] as number, root)
    out.add(60, shape[subject] as number, tag[subject] as number, root)
    out.add(61, coarse[subject] as number, coarse[i] as number)
    out.add(62, coarse[subject] as number, clause)
  } else out.add(63, root, up)
}

const SUBJECT = hashWord('nsubj')
const PASSIVE_SUBJECT = hashWord('nsubj:pass')
const CLAUSE = hashWord('ccomp')
const OPEN_CLAUSE = hashWord('xcomp')
const PARATAXIS = hashWord('parataxis')
const SIGNIFICANT = new Set(
  'nsubj nsubj:pass ccomp xcomp parataxis obj iobj obl advcl csubj cop nmod nmod:poss acl acl:relcl'
    .split(' ')
    .map(hashWord),
)

/** A quote that ends a little before, begins a little after, or both, as one number. */
function quotesNear(r: Reading, i: number, from: number, to: number): number {
  let before = 0
  let after = 0
  const mine = r.quote[i] as number
  for (let k = i - 1, d = 1; k >= from && d < 12; k--, d++) {
    const q = r.quote[k] as number
    if (q >= 0 && q !== mine) {
      before = d < 2 ? 1 : d < 4 ? 2 : 3
      break
    }
  }
  for (let k = i + 1, d = 1; k < to && d < 12; k++, d++) {
    const q = r.quote[k] as number
    if (q >= 0 && q !== mine) {
      after = d < 2 ? 1 : d < 4 ? 2 : 3
      break
    }
  }
  return 1 + before * 4 + after + (mine >= 0 ? 16 : 0)
}
