import type { Tokens } from './tokens'

/**
 * A passage between quotation marks: `open` and `close` are the tokens of the marks, `close` being the last token
 * of the paragraph where the mark is missing (`isClosed` false). `continues` is the quote that it takes up again at
 * the beginning of a paragraph, or -1. `isSingle`: between single marks.
 */
export type Quote = {
  open: number
  close: number
  isClosed: boolean
  isSingle: boolean
  continues: number
}

/** What a token is to the quotation marks around it. */
type Mark = 'open' | 'close' | 'either' | 'single-open' | 'single-close' | 'single-either' | null

/** A quote opened and not closed is taken for a stray mark beyond this many tokens. */
const LONGEST_QUOTE = 600

/**
 * The quotes of the text, in its order. Double marks are paired within a paragraph; a paragraph that ends inside a
 * quote, before one that opens with a mark, is a quote that goes on. Single marks count outside of double ones only,
 * and only in pairs: any other is an apostrophe.
 */
export function findQuotes(tokens: Tokens): Quote[] {
  const quotes: Quote[] = []
  const { paragraphs, sentences } = tokens
  let carried = -1
  for (let p = 0; p + 1 < paragraphs.length; p++) {
    const from = sentences[paragraphs[p] ?? 0] ?? 0
    const to = sentences[paragraphs[p + 1] ?? 0] ?? 0
    carried = findInParagraph(tokens, from, to, carried, quotes)
  }
  return quotes
}

/** Adds the quotes of one paragraph; answers the one that it leaves open, or -1. */
function findInParagraph(
  tokens: Tokens,
  from: number,
  to: number,
  carried: number,
  quotes: Quote[],
): number {
  let open = -1
  let single = -1
  let left = -1
  const end = (close: number, isClosed: boolean) => {
    const continues = open === from ? carried : -1
    quotes.push({ open, close, isClosed, isSingle: false, continues })
    open = -1
    single = -1
  }
  for (let i = from; i < to; i++) {
    const mark = markAt(tokens, i)
    if (mark === null) continue
    if (open >= 0) {
      if (mark === 'close' || mark === 'either') end(i, true)
      else if (mark === 'open') {
        // The closing mark was forgotten.
        end(i - 1, false)
        open = i
      }
    } else if (mark === 'open' || mark === 'either') {
      open = i
      single = -1
    } else if (mark === 'close') {
      single = -1
    } else if (mark === 'single-open' || (mark === 'single-either' && single < 0)) {
      single = i
    } else if (single >= 0 && (mark === 'single-close' || mark === 'single-either')) {
      if (i - single > 1 && i - single < 120) {
        quotes.push({ open: single, close: i, isClosed: true, isSingle: true, continues: -1 })
      }
      single = -1
    }
  }
  if (open >= 0 && to - open < LONGEST_QUOTE) {
    end(to - 1, false)
    left = quotes.length - 1
  }
  return left
}

/** `"` and `''` open where nothing stands before them; the others show by their shape. */
function markAt(tokens: Tokens, i: number): Mark {
  const { text, start, end } = tokens
  const from = start[i] ?? 0
  const to = end[i] ?? 0
  const first = text.charCodeAt(from)
  const length = to - from
  if (length === 2 && first === 0x60) return 'open'
  if (length > 2 || (length === 2 && first !== 0x27)) return null
  switch (first) {
    case 0x201c: // “
    case 0xab: // «
    case 0x201e: // „
      return 'open'
    case 0x201d: // ”
    case 0xbb: // »
      return 'close'
    case 0x22: // "
      return sideOf(text, from, to)
    case 0x27: // '
      if (length === 2) return sideOf(text, from, to)
      return singleSide(text, from, to)
    case 0x2018: // ‘
      return 'single-open'
    case 0x2019: // ’
      return singleSide(text, from, to) === 'single-close' ? 'single-close' : null
    default:
      return null
  }
}

function sideOf(text: string, from: number, to: number): Mark {
  const hasBefore = from > 0 && !/[\s([{—–-]/.test(text[from - 1] ?? '')
  const hasAfter = to < text.length && !/[\s)\]}—–,.;:!?-]/.test(text[to] ?? '')
  if (hasAfter && !hasBefore) return 'open'
  if (hasBefore && !hasAfter) return 'close'
  return 'either'
}

function singleSide(text: string, from: number, to: number): Mark {
  const hasBefore = from > 0 && !/[\s([{—–"“]/.test(text[from - 1] ?? '')
  const hasAfter = to < text.length && !/[\s)\]}—–,.;:!?"”]/.test(text[to] ?? '')
  if (hasAfter && !hasBefore) return /[0-9]/.test(text[to] ?? '') ? null : 'single-open'
  if (hasBefore && !hasAfter) return 'single-close'
  return null
}
