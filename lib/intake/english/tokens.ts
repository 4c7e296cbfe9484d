/**
 * A text cut into tokens, sentences and paragraphs. Token `i` is `text.slice(start[i], end[i])`; sentence `s` is
 * the tokens from `sentences[s]` up to `sentences[s + 1]`, paragraph `p` the sentences from `paragraphs[p]` up to
 * `paragraphs[p + 1]`. Sentences don't cross paragraphs, and every token is in one.
 */
export type Tokens = {
  text: string
  count: number
  start: Int32Array
  end: Int32Array
  sentences: Int32Array
  paragraphs: Int32Array
}

/**
 * Words with what holds them together inside, sums, the marks that come doubled, runs of rubbish (nobody quotes
 * five marks deep) and single characters. Each alternative begins with another character, so that it is linear.
 */
const TOKEN =
  /[\p{L}\p{N}\p{M}\u00ad\u200c\u200d]+(?:[.,’'\-–/&@_](?=[\p{L}\p{N}])[\p{L}\p{N}\p{M}]+)*|'{2}(?!')|`{2}|\.{2,}|-{2,}|[^\p{L}\p{N}\p{M}\s.,]{9,}|[^\s\p{Cf}]/gu

const CLITIC = /(?:n[’']t|[’'](?:s|re|ve|ll|d|m))$/i
const DOTTED = /^(?:\p{L}\.)+\p{L}$/u
const ABBREVIATIONS = new Set(
  'mr mrs ms dr prof rev hon sen sens rep reps gov govs gen col lt maj sgt cpl capt cmdr adm brig pres sr jr st ave inc corp co ltd vs etc no jan feb mar apr jun jul aug sep sept oct nov dec ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo dept univ fig al messrs'.split(
    ' ',
  ),
)
/** Abbreviations that a sentence seldom ends with: a name or number follows. */
const TITLES = new Set(
  'mr mrs ms dr prof rev hon sen sens rep reps gov govs gen col lt maj sgt cpl capt cmdr adm brig pres st no vs messrs'.split(
    ' ',
  ),
)
/** A longer stretch without a full stop is cut: it is no sentence, and work on one must stay bounded. */
export const LONGEST_SENTENCE = 240

const OPENING = /^(?:["“‘'«([{]|''|``)$/
const CLOSING = /^(?:["”’'»)\]}]|'')$/

/** Cuts `text`; takes time in proportion to its length, whatever is in it. */
export function tokenise(text: string): Tokens {
  const breaks = isWrapped(text) ? /\n[^\S\n]*\n/ : /\n/
  const start: number[] = []
  const end: number[] = []
  const sentences: number[] = [0]
  const paragraphs: number[] = [0]
  const cutSentence = () => {
    if (start.length > (sentences[sentences.length - 1] ?? 0)) sentences.push(start.length)
  }
  let isDone = false // the sentence has had its full stop
  let last = 0
  const put = (from: number, to: number) => {
    start.push(from)
    end.push(to)
    last = to
  }
  for (const match of text.matchAll(TOKEN)) {
    const from = match.index
    const word = match[0]
    let to = from + word.length
    const gap = text.slice(last, Math.min(from, last + 64))
    if (start.length > 0 && breaks.test(gap)) {
      cutSentence()
      if (sentences.length - 1 > (paragraphs[paragraphs.length - 1] ?? 0)) {
        paragraphs.push(sentences.length - 1)
      }
      isDone = false
    } else if (isDone) {
      if (gap !== '' || !CLOSING.test(word)) {
        if (startsSentence(word, gap)) cutSentence()
        isDone = false
      }
    }
    if (start.length - (sentences[sentences.length - 1] ?? 0) >= LONGEST_SENTENCE) cutSentence()
    const first = word.charCodeAt(0)
    if (from < last) continue // the full stop of an abbreviation, taken already
    if (isWordLike(word)) {
      let isAbbreviation = false
      if (text[to] === '.' && word.length < 8) {
        const lower = word.toLowerCase()
        isAbbreviation =
          DOTTED.test(word) ||
          ABBREVIATIONS.has(lower) ||
          (word.length === 1 && first < 91 && first > 64)
        // "He said no." ends; "No. 7" and "Sen. Cruz" go on.
        if (isAbbreviation && /^(?:no|la|co|miss|mass|wash|ill|ind|del|md|fig|al)$/.test(lower)) {
          isAbbreviation = first < 91 && /^\. ?[\d,]|^\.[,)]|^\.’s/.test(text.slice(to, to + 3))
        }
        if (isAbbreviation) {
          to += 1
          const after = text.slice(to, to + 2)
          // "the U.S. The next": an abbreviation before a capital may end its sentence.
          isDone =
            !TITLES.has(lower) &&
            word.length > 1 &&
            /^[ \n](?:[“"]|[A-Z])/.test(after) &&
            startsNew(text, to)
        }
      }
      const clitic = isAbbreviation ? null : CLITIC.exec(word.length > 40 ? '' : word)
      if (clitic && clitic.index > 0) {
        put(from, from + clitic.index)
        put(from + clitic.index, to)
      } else put(from, to)
      continue
    }
    put(from, to)
    if (/^(?:[.!?…]|\.{2,})$/.test(word)) isDone = true
  }
  cutSentence()
  if (sentences.length - 1 > (paragraphs[paragraphs.length - 1] ?? 0)) {
    paragraphs.push(sentences.length - 1)
  }
  return {
    text,
    count: start.length,
    start: Int32Array.from(start),
    end: Int32Array.from(end),
    sentences: Int32Array.from(sentences),
    paragraphs: Int32Array.from(paragraphs),
  }
}

function isWordLike(word: string): boolean {
  return /^[\p{L}\p{N}\p{M}]/u.test(word)
}

/** After a full stop, a small letter or a comma goes on with the sentence: “Really?” he asked. */
function startsSentence(word: string, gap: string): boolean {
  if (gap === '') return OPENING.test(word) ? false : /^\p{Lu}/u.test(word)
  return /^[\p{Lu}\p{N}\p{Lo}]/u.test(word) || OPENING.test(word) || /^[•*$#@]/.test(word)
}

const USUAL_STARTS =
  /^\s(?:[“"]|(?:The|A|An|In|On|At|But|And|He|She|It|They|We|I|This|That|These|Those|His|Her|Their|Its|Our|There|As|For|If|When|While|After|Before|With|To|So|Yet|By|From|Mr|Mrs|Ms|Some|Many|Most|Last)\b)/
function startsNew(text: string, at: number): boolean {
  return USUAL_STARTS.test(text.slice(at, at + 12))
}

/** No paragraph is this narrow by chance, line after line; mail and old terminals wrap here or before. */
const WIDEST_COLUMN = 120

/**
 * Whether single line breaks only wrap lines, as in text pasted from mail: no line is wide, and most of those that
 * another follows at once are long and end within a sentence. Paragraphs are then set apart by blank lines.
 */
function isWrapped(text: string): boolean {
  let followed = 0
  let wrapped = 0
  let from = 0
  let before = ''
  while (from <= text.length) {
    const found = text.indexOf('\n', from)
    const to = found < 0 ? text.length : found
    if (to - from > WIDEST_COLUMN) return false
    const line = text.slice(from, to).trim()
    if (before !== '' && line !== '') {
      followed++
      if (before.length >= 40 && !/[.!?:”"’')]$/.test(before)) wrapped++
    }
    before = line
    from = to + 1
  }
  return followed >= 3 && wrapped >= followed * 0.6
}
