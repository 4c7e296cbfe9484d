import { bucket, type Features } from './features'
import type { Possible } from './possible'
import { CAPITALISED, CAPITALS, type Reading } from './reading'

const NONE = 0x2f1c95

/** Which words a possible attribution is made of, for a judge of words: some cues go with some sources and contents only. */
export function addBeliefFeatures(r: Reading, each: Possible, out: Features): void {
  const { word, stem, fine, coarse, tag, label, head, quote, shape } = r
  const { found, content, source, rival, holder } = each
  const cue = found.anchor
  const first = content[0] as number
  const last = content.at(-1) as number
  const root = stem[cue] as number
  const kind = fine[cue] as number
  const pos = tag[cue] as number
  const order = first > cue ? 1 : last < cue ? 2 : 3
  const size = bucket(content.length)
  const speaker = source.at(-1)
  const named =
    speaker === undefined
      ? 1
      : shape[speaker] === CAPITALISED || shape[speaker] === CAPITALS
        ? 2
        : 3
  const isQuoted = content.every((i) => (quote[i] as number) >= 0) ? 1 : 2
  const inQuote = (quote[cue] as number) >= 0 ? 1 : 2
  // The word that the content hangs from: of a clause its verb, of a phrase its noun.
  let top = first
  for (const i of content) {
    const h = head[i] as number
    if (h < first || h > last || h === cue) {
      top = i
      break
    }
  }
  const at = (k: number) => (k >= 0 && k < r.count ? (word[k] as number) : NONE)
  let negation = 0
  let modal = 0
  for (let k = Math.max(0, cue - 5); k < cue; k++) {
    if (head[k] !== cue) continue
    if (/^(?:not|n't|never)$/.test(r.words[k] ?? '')) negation = 1
    else if (label[k] === label[cue - 1] && tag[k] !== 0) modal = word[k] as number
  }

  out.add(0, root)
  out.add(1, root, named)
  out.add(2, root, order, isQuoted)
  out.add(3, root, size)
  out.add(4, root, word[first] as number)
  out.add(5, root, tag[first] as number, order)
  out.add(6, root, label[cue] as number)
  out.add(7, root, tag[top] as number, label[top] as number)
  out.add(8, root, pos, inQuote)
  out.add(9, root, negation + 1, modal)
  out.add(10, kind, named, order)
  out.add(11, kind, word[first] as number)
  out.add(12, kind, tag[top] as number, label[top] as number)
  out.add(13, kind, size, isQuoted)
  out.add(14, kind, pos, inQuote)
  out.add(15, pos, tag[top] as number, label[top] as number)
  out.add(16, pos, size, named)
  out.add(17, fine[top] as number, kind)
  out.add(18, coarse[top] as number, coarse[cue] as number, pos)
  out.add(19, root, at(cue + 1))
  out.add(20, root, at(cue - 1))
  out.add(21, root, at(last + 1))
  out.add(22, at(first - 1), pos)
  out.add(23, at(last + 1), pos, order)
  if (speaker !== undefined) {
    out.add(24, word[speaker] as number, inQuote)
    out.add(25, word[speaker] as number, root)
    out.add(26, fine[speaker] as number, kind)
    out.add(27, coarse[speaker] as number, coarse[cue] as number, pos)
    out.add(28, tag[speaker] as number, pos, inQuote)
    out.add(29, label[speaker] as number, pos, head[speaker] === cue ? 1 : 2)
    out.add(30, bucket(speaker - cue), pos, order)
    out.add(31, word[source[0] as number] as number, pos, inQuote)
  }
  if (rival) {
    out.add(32, stem[rival.found.anchor] as number, root)
    out.add(33, bucket(rival.found.anchor - cue), pos, tag[rival.found.anchor] as number)
    out.add(34, fine[rival.found.anchor] as number, kind)
  }
  if (holder) {
    out.add(35, stem[holder.found.anchor] as number, root)
    out.add(36, stem[holder.found.anchor] as number, kind, inQuote)
  } else out.add(37, kind, inQuote)
  const s = r.sentence[cue] as number
  const to = r.tokens.sentences[s + 1] ?? r.count
  const end = r.words[to - 1] ?? ''
  out.add(38, end === '?' ? 1 : /^[.!”"'’)]/.test(end) ? 2 : 3, pos, order)
  out.add(39, r.paragraph[cue] === 0 ? 1 : 2, root, order)
  out.add(40, isQuoted, size, order)
  out.add(41, (r.sentence[first] as number) - s + 4, root, isQuoted)
  out.add(42, (r.sentence[last] as number) - s + 4, pos, isQuoted)
}
