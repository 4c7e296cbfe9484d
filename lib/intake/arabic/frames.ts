import type { AttributionKind } from '../schema'
import { isThat } from './clauses'
import { NOTHING, type Range, type Token } from './tokens'

/** An attribution on its way: tokens instead of indices, and an end of what is said that is not known yet. */
export type Frame = {
  cue: Range[]
  source: Range
  /** Where the clause begins that the cue governs, with what opens it (كما, فيما). */
  clause: number
  /** What is said before the cue breaks in: السوريون، قال الرئيس، يستحقون. */
  lead: Range
  content: Range
  /** The content ends where the next speaker's clause begins, or with the sentence. */
  isOpen: boolean
  kind: AttributionKind
  isHedged: boolean
  /** Its clause stands beside those before it and ends what they say. */
  closes: boolean
  /** Nobody is named with the cue: whoever spoke before in the sentence goes on. */
  inherits: boolean
}

/** A frame at a token, to be filled in. */
export function frameAt(clause: number): Frame {
  return {
    cue: [],
    source: NOTHING,
    clause,
    lead: NOTHING,
    content: NOTHING,
    isOpen: false,
    kind: 'asserts',
    isHedged: false,
    closes: false,
    inherits: false,
  }
}

/** So many frames before one can bear on it. */
const RECENT = 8

/** The frames shortly before, so that a sentence without end takes no longer than its length. */
export function recent(frames: Frame[]): Frame[] {
  return frames.slice(-RECENT)
}

/**
 * What is said ends where another speaker's clause begins. Where that begins before what is said does, the cue told
 * nothing; an aside without content (في تصريح, رافضاً ذكر اسمه) may stand between.
 */
export function closeContents(frames: Frame[], end: number) {
  const closings: { at: number; isAside: boolean }[] = [{ at: end, isAside: false }]
  for (const frame of frames.toReversed()) {
    const { from } = frame.content
    const isAside = frame.content.to <= from
    if (frame.isOpen) {
      const near = closings.slice(-RECENT)
      const next = near.findLast(({ at, isAside: skipped }) => at > from || !skipped)
      frame.content = { from, to: Math.max(from, next?.at ?? end) }
    }
    if (frame.closes) closings.push({ at: frame.clause, isAside })
  }
}

const OPENING_MARK = /^["«“(]$/

/** What is said opens with its denial: لا صحة لـ, لا أساس لـ, عارٍ عن الصحة. */
export function isDenial(tokens: Token[], at: number): boolean {
  let k = at
  while (OPENING_MARK.test(tokens[k]?.form ?? '') || isThat(tokens[k]?.form ?? '')) k++
  const [first = '', second = ''] = [tokens[k]?.form, tokens[k + 1]?.form]
  return first === 'لا' ? /^(?:صحه|اساس|حقيقه)$/.test(second) : /^عار(?:ي|يه)?$/.test(first)
}

export function isComma(token: Token | undefined): boolean {
  return token !== undefined && /^[،,]$/.test(token.form)
}

/** Whether a clause has ended before `at`. */
export function endsClause(tokens: Token[], at: number, to: number): boolean {
  return at >= to || /^[،,;؛\-–—]$/.test(tokens[at]?.form ?? '') || tokens[at]?.kind === 'break'
}

/** The end of the quotation that `at` stands in. */
export function quotationEnd(tokens: Token[], at: number): number {
  const number = tokens[at]?.quotation
  let end = at
  while (end < tokens.length && tokens[end]?.quotation === number) end++
  return end
}
