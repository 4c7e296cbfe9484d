/** UTF-16 units that are looked through at one go: some tenths of a second of work. */
const PIECE = 24_000
/** What goes before a piece, so that its speakers and pronouns are understood. */
const BEFORE = 6_000
/** A paragraph's end is looked for this far before a piece would be cut anywhere. */
const SLACK = 8_000

/** Part of a text with what stands before it; `[from, to)` is what it is about. */
export type Piece = { start: number; from: number; to: number }

/** Cuts a text between paragraphs, else between sentences, else anywhere but within a character. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  for (let from = 0; from < text.length; ) {
    const to = cutAfter(text, from)
    const start =
      from === 0 ? 0 : wholeCharacter(text, paragraphAfter(text, Math.max(0, from - BEFORE), from))
    pieces.push({ start, from, to })
    from = to
  }
  return pieces
}

function cutAfter(text: string, from: number): number {
  const end = from + PIECE
  if (end >= text.length) return text.length
  const slack = text.slice(end - SLACK, end)
  for (const boundary of ['\n\n', '\n', '. ', '؟ ', ' ']) {
    const at = slack.lastIndexOf(boundary)
    if (at >= 0) return end - SLACK + at + boundary.length
  }
  return wholeCharacter(text, end)
}

function paragraphAfter(text: string, at: number, limit: number): number {
  const next = text.indexOf('\n\n', at)
  return next >= 0 && next + 2 < limit ? next + 2 : at
}

function wholeCharacter(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text[at] ?? '') && /[\ud800-\udbff]/.test(text[at - 1] ?? '')
    ? at + 1
    : at
}
