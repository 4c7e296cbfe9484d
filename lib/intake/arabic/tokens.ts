/** A word or a single punctuation mark of the text; `[start, end)` in UTF-16 indices of the text as it stands. */
export type Token = {
  start: number
  end: number
  /** The word as cues are written: no diacritics, tatweel or marks of direction; one alif, one yāʾ, hāʾ for tāʾ marbūṭa. */
  form: string
  kind: 'word' | 'mark' | 'break'
  /** Written with the ending of an indefinite object or adverb: بياناً, مراراً. */
  isAccusative: boolean
  /** Number of the quotation it stands in (or delimits), counted from 0; -1 outside. */
  quotation: number
}

/** A passage between quotation marks: `[start, end)` within the marks, `from`/`to` the tokens of the marks themselves. */
export type Quotation = { start: number; end: number; from: number; to: number }

export type TokenizedText = { text: string; tokens: Token[]; quotations: Quotation[] }

/** Marks that stand in or beside letters without being written: of direction, joining, and the soft hyphen. */
const UNWRITTEN = '\\u00ad\\u061c\\u200b-\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff'

const TOKEN = new RegExp(
  `(?:\\p{Nd}+(?:[.,٫٬/:]\\p{Nd}+)+)|[\\p{L}\\p{M}\\p{N}\\u0640_${UNWRITTEN}]+|(?:\\r\\n|\\n|\\r|\\u2028|\\u2029)\\s*|[^\\s]`,
  'gu',
)
const ACCUSATIVE = /\u064b\u0627?$|\u0627\u064b$/u
const ONLY_UNWRITTEN = new RegExp(`^[${UNWRITTEN}]+$`, 'u')
const EDGE_START = new RegExp(`^[${UNWRITTEN}]+`, 'u')
const EDGE_END = new RegExp(`[${UNWRITTEN}]+$`, 'u')
const NOT_LETTERS = new RegExp(`[\\p{M}\\u0640${UNWRITTEN}]`, 'gu')

/** No word of any cue is longer; what is, is not worth folding. */
const LONGEST_WORD = 40

/** The letters of a word in which cues are written: for matching only, indices are lost. */
export function foldArabic(word: string): string {
  return word
    .normalize('NFC')
    .replace(NOT_LETTERS, '')
    .normalize('NFKC')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/[ىی]/g, 'ي')
    .replace(/ک/g, 'ك')
    .replace(/ة/g, 'ه')
    .toLowerCase()
}

const OPENS: Record<string, string> = {
  '«': '»',
  '“': '”',
  '„': '“',
  '‹': '›',
  '‟': '”',
  '‘': '’',
  '"': '"',
  '＂': '＂',
}
/** Written the wrong way round, ”…“ and »…«, which editors for both directions bring about. */
const REVERSED: Record<string, string> = { '”': '“', '»': '«' }

/** Words and marks in order, with the quotations among them. Takes time in proportion to the length of the text. */
export function tokenize(text: string): TokenizedText {
  const tokens: Token[] = []
  for (const match of text.matchAll(TOKEN)) {
    const [raw] = match
    const start = match.index
    if (/^[\r\n\u2028\u2029]/.test(raw)) {
      tokens.push({
        start,
        end: start + raw.length,
        form: '\n',
        kind: 'break',
        isAccusative: false,
        quotation: -1,
      })
      continue
    }
    if (/[\p{L}\p{M}\p{N}]/u.test(raw)) {
      const lead = EDGE_START.exec(raw)?.[0].length ?? 0
      const trail = raw.length > LONGEST_WORD ? 0 : (EDGE_END.exec(raw)?.[0].length ?? 0)
      const [from, to] = [start + lead, start + raw.length - trail]
      const form = to - from > LONGEST_WORD ? '' : foldArabic(text.slice(from, to))
      tokens.push({
        start: from,
        end: to,
        form,
        kind: 'word',
        isAccusative: form !== '' && ACCUSATIVE.test(raw),
        quotation: -1,
      })
    } else if (!ONLY_UNWRITTEN.test(raw) && raw !== '_') {
      tokens.push({
        start,
        end: start + raw.length,
        form: raw,
        kind: 'mark',
        isAccusative: false,
        quotation: -1,
      })
    }
  }
  return { text, tokens, quotations: findQuotations(tokens) }
}

/** Whether a mark stands before a word as opening ones do: with no space after it, and one before. */
function hugsNext(tokens: Token[], at: number): boolean {
  const [before, mark, after] = [tokens[at - 1], tokens[at], tokens[at + 1]]
  return mark !== undefined && after?.start === mark.end && before?.end !== mark.start
}

/** A mark that nothing closes within so many tokens is a stray one. */
const LONGEST_UNCLOSED = 200

/**
 * Outermost quotations. One left open ends with its paragraph, unless the next paragraph opens with the same
 * mark again, as quotations over several paragraphs do.
 */
function findQuotations(tokens: Token[]): Quotation[] {
  const quotations: Quotation[] = []
  let open: { at: number; mark: string; close: string; depth: number } | null = null
  const finish = (to: number) => {
    if (!open) return
    const number = quotations.length
    const [first, last] = [tokens[open.at], tokens[to]]
    const closed = last !== undefined && (last.form === open.close || last.form === open.mark)
    if (first && last && to > open.at && (closed || to - open.at < LONGEST_UNCLOSED)) {
      quotations.push({
        start: first.end,
        end: closed ? last.start : last.end,
        from: open.at,
        to,
      })
      for (let at = open.at; at <= to; at++) {
        const token = tokens[at]
        if (token) token.quotation = number
      }
    }
    open = null
  }
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    if (!token || token.kind === 'word') continue
    if (token.kind === 'break') {
      const next = tokens[at + 1]
      const goesOn: boolean =
        open !== null && open.mark !== '"' && next?.kind === 'mark' && next.form === open.mark
      if (goesOn) at++
      else if (open) finish(at - 1)
      continue
    }
    if (open) {
      const current: { mark: string; close: string; depth: number } = open
      if (token.form === current.close) {
        if (current.depth === 0) finish(at)
        else current.depth--
      } else if (token.form === current.mark) {
        current.depth++
      } else if (current.mark === '“' && token.form === '"') {
        finish(at)
      }
      continue
    }
    const close = OPENS[token.form] ?? (hugsNext(tokens, at) ? REVERSED[token.form] : undefined)
    if (close !== undefined) open = { at, mark: token.form, close, depth: 0 }
  }
  finish(tokens.length - 1)
  return quotations
}

/** Tokens `[from, to)`. */
export type Range = { from: number; to: number }

export const NOTHING: Range = { from: 0, to: 0 }

export function isEmpty(range: Range): boolean {
  return range.to <= range.from
}
