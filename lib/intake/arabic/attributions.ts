import type { Attribution, Span } from '../schema'
import { HEDGES } from './cues'
import { closeContents, type Frame, frameAt, isComma } from './frames'
import { headingFrames, labelEnd } from './headings'
import { participleFrame } from './participles'
import { denialFrame, documentFrame, thingFrame } from './said-things'
import { phraseFrame } from './source-phrases'
import {
  isEmpty,
  type Quotation,
  type Range,
  type Token,
  type TokenizedText,
  tokenize,
} from './tokens'
import { carriedFrame, verbFrame } from './verb-frames'
import { speakerBefore, subjectOf } from './who-says'
import { SOURCE_HEADS } from './words'

/**
 * The attributions of an Arabic text, in its order. Contents have their quotation marks, and أن only where a pronoun
 * is written to it (أنها). What somebody reports another to have said lies within the content of the report; who
 * carries another's words (نقلت … عن, نقلاً عن) has the same content and the kind `hearsay`. A verb of denial has for
 * its content what is denied; a content that opens with its own denial (لا صحة لـ) has the kind `denies` too.
 * `source` is empty where the sentence names nobody: whoever spoke before goes on (وأضاف), or nobody is told (قيل).
 * Takes time in proportion to the text and never throws.
 */
export function extractArabicAttributions(text: string): Attribution[] {
  const tokenized = tokenize(text)
  const found: Attribution[] = []
  for (const sentence of sentencesOf(
    tokenized.tokens,
    { from: 0, to: tokenized.tokens.length },
    -1,
  )) {
    for (const frame of framesOf(tokenized, sentence, -1)) {
      const attribution = attributionOf(tokenized, frame)
      if (attribution) found.push(attribution)
    }
  }
  return found.sort((one, other) => startOf(one) - startOf(other))
}

function startOf({ source, cue, content }: Attribution): number {
  return Math.min(...[source, cue, content].flatMap(([first]) => first?.[0] ?? []))
}

/** Sentences end at stops and paragraphs outside quotations; `within` is the quotation that they are looked for in. */
function sentencesOf(tokens: Token[], range: Range, within: number): Range[] {
  const sentences: Range[] = []
  let { from } = range
  for (let at = range.from; at < range.to; at++) {
    const token = tokens[at]
    if (!token || token.kind === 'word' || token.quotation !== within) continue
    const isEnd =
      token.kind === 'break'
        ? tokens[at - 1]?.form !== ':'
        : /[!?؟…]/.test(token.form) || (token.form === '.' && !isAbbreviation(tokens, at))
    if (!isEnd) continue
    if (at > from) sentences.push({ from, to: at })
    from = at + 1
  }
  if (range.to > from) sentences.push({ from, to: range.to })
  return sentences
}

/** أ.ف.ب, د. محمد */
function isAbbreviation(tokens: Token[], at: number): boolean {
  const [before, stop, after] = [tokens[at - 1], tokens[at], tokens[at + 1]]
  if (before?.kind !== 'word' || before.form.length !== 1 || /\p{N}/u.test(before.form))
    return false
  return before.end === stop?.start && after?.kind === 'word'
}

/** Quotations of fewer tokens than this are words put in marks, not somebody's statement. */
const LEAST_STATEMENT = 6

function framesOf(tokenized: TokenizedText, sentence: Range, within: number): Frame[] {
  const { tokens, quotations } = tokenized
  const frames: Frame[] = []
  const { to } = sentence
  let { from } = sentence
  while (from < to && tokens[from]?.kind !== 'word' && tokens[from]?.quotation === within) from++
  from = labelEnd(tokens, { from, to })
  const bounds = { from, to }
  frames.push(...headingFrames(tokens, bounds, within))
  let at = frames[0]?.content.from ?? from
  while (at < to) {
    const token = tokens[at]
    if (token?.quotation !== within && token && token.quotation >= 0) {
      at = (quotations[token.quotation]?.to ?? at) + 1
      continue
    }
    const frame =
      token?.kind === 'word'
        ? frameOf(tokenized, at, bounds, frames, within)
        : occasionFrame(tokens, at)
    if (frame?.inherits) frame.source = speakerBefore(frames) ?? subjectOf(tokens, bounds, at)
    if (frame) frames.push(frame)
    const carried = frame ? carriedFrame(tokens, frame) : null
    if (carried) frames.push(carried)
    at = Math.max(at + 1, frame?.cue[0]?.to ?? 0)
  }
  closeContents(frames, to)
  return within < 0 ? [...frames, ...quotedFrames(tokenized, bounds, frames)] : frames
}

/** …، في تصريح لوكالة: after what is said, no part of it. */
function occasionFrame(tokens: Token[], at: number): Frame | null {
  const isAside =
    isComma(tokens[at]) &&
    tokens[at + 1]?.form === 'في' &&
    SPOKEN_IN.test(tokens[at + 2]?.form ?? '')
  return isAside ? { ...frameAt(at), closes: true } : null
}

const SPOKEN_IN = /^(?:تصريح|تصريحات|بيان|مقابله|حديث|مؤتمر|اتصال|كلمه|خطاب|منشور|تغريده)$/

function frameOf(
  tokenized: TokenizedText,
  at: number,
  sentence: Range,
  before: Frame[],
  within: number,
): Frame | null {
  const { tokens } = tokenized
  return (
    phraseFrame(tokens, at, sentence, before) ??
    participleFrame(tokens, at, sentence, before, within) ??
    verbFrame(tokenized, at, sentence, before, within) ??
    documentFrame(tokens, at, sentence) ??
    denialFrame(tokens, at, sentence) ??
    thingFrame(tokens, at, sentence, before)
  )
}

/** What is attributed within quotations, and quotations that stand alone: whoever was quoted before goes on. */
function quotedFrames(
  { tokens, quotations, text }: TokenizedText,
  sentence: Range,
  frames: Frame[],
): Frame[] {
  const found: Frame[] = []
  let claimedUntil = 0
  const contents = frames.map(({ content }) => content).sort((one, other) => one.from - other.from)
  let next = 0
  for (let at = sentence.from; at < sentence.to; at++) {
    const number = tokens[at]?.quotation ?? -1
    const quotation = quotations[number]
    if (!quotation) continue
    for (let content = contents[next]; content && content.from <= at; content = contents[++next]) {
      claimedUntil = Math.max(claimedUntil, content.to)
    }
    const size = quotation.to - quotation.from
    const isAlone = sentence.to - sentence.from <= size + 3
    if (at >= claimedUntil && size >= LEAST_STATEMENT && isAlone) found.push(aloneFrame(quotation))
    if (size > LEAST_STATEMENT) {
      const inside = { from: quotation.from + 1, to: quotation.to }
      for (const inner of sentencesOf(tokens, inside, number)) {
        const told = framesOf({ tokens, quotations, text }, inner, number)
        found.push(...told.filter(({ source, kind }) => !isEmpty(source) || kind === 'hearsay'))
      }
    }
    at = quotation.to
  }
  return found
}

function aloneFrame({ from, to }: Quotation): Frame {
  return { ...frameAt(from), content: { from, to: to + 1 } }
}

function attributionOf(tokenized: TokenizedText, frame: Frame): Attribution | null {
  const { text, tokens } = tokenized
  const said = trimmed(tokens, frame.content)
  const content = [trimmed(tokens, frame.lead), said].flatMap((range) => spansOf(tokens, range))
  if (content.length === 0 || isEmpty(said)) return null
  return {
    source: isEmpty(frame.source) ? [] : sourceSpans(text, tokens, frame.source),
    cue: frame.cue
      .sort((one, other) => one.from - other.from)
      .flatMap((cue) => spansOf(tokens, cue)),
    content,
    kind: frame.kind,
    isDirect: isEmpty(frame.lead) && isQuotedThroughout(tokenized, said),
    isHedged: frame.isHedged || isDoubtful(text, tokens, said),
  }
}

/** Statements in several quotations one after the other are taken to be this many at most. */
const MOST_QUOTATIONS = 4

function isQuotedThroughout({ tokens, quotations }: TokenizedText, { from, to }: Range): boolean {
  if (tokens[from]?.kind !== 'mark' || (tokens[from]?.quotation ?? -1) < 0) return false
  let count = 0
  for (let k = from; k < to; k++) {
    const quotation = quotations[tokens[k]?.quotation ?? -1]
    if (quotation && ++count > MOST_QUOTATIONS) return false
    if (!quotation && tokens[k]?.kind === 'word') return false
    k = quotation?.to ?? k
  }
  return true
}

/** Doubt further on than this is doubt about something else. */
const DOUBT_WITHIN = 60

function isDoubtful(text: string, tokens: Token[], { from, to }: Range): boolean {
  for (let k = from; k < Math.min(to, from + DOUBT_WITHIN); k++) {
    const { form = '' } = tokens[k] ?? {}
    if (HEDGES.has(form.replace(/^[وف](?=.{3})/, ''))) return true
    const next = tokens[k + 1]
    // قد before a present is "may", before a past "has".
    if (next && /^[وف]?قد$/.test(form) && isPresent(next.form, text.slice(next.start, next.end)))
      return true
  }
  return false
}

function isPresent(form: string, written: string): boolean {
  return (
    /^ي|^ت(?:ست|كون|صل|ؤ|عود|شه|حدث|ريد|ظل|بدا|سفر|فضي|ودي|شكل|نته|ضطر|لجا|واجه|تم|ت|قع|قوم|شن)/.test(
      form,
    ) || /^ت\u064f/.test(written)
  )
}

/** Without commas and colons at its edges. */
function trimmed(tokens: Token[], range: Range): Range {
  let { from, to } = range
  const isEdge = (token: Token | undefined) =>
    token !== undefined && (token.kind === 'break' || /^[،,:;؛.\-–—]$/.test(token.form))
  while (from < to && isEdge(tokens[from])) from++
  while (to > from && isEdge(tokens[to - 1])) to--
  return { from, to }
}

function spansOf(tokens: Token[], { from, to }: Range): Span[] {
  const [first, last] = [tokens[from], tokens[to - 1]]
  return first && last && to > from ? [[first.start, last.end]] : []
}

/** والجيش, وجماعة: the و belongs to the sentence. */
function isJoined(form: string): boolean {
  return /^وال.{3}/.test(form) || (form.startsWith('و') && SOURCE_HEADS.has(form.slice(1)))
}

/** A name without the preposition written to it: وفقاً لوزارة, جاء في بيان للجيش. */
function sourceSpans(text: string, tokens: Token[], range: Range): Span[] {
  return spansOf(tokens, range).map(([start, end]) => {
    const { form: before = '' } = tokens[range.from - 1] ?? {}
    const written = text.slice(start, end)
    if (isJoined(tokens[range.from]?.form ?? '')) return [start + 1, end]
    const takesLam =
      /^و?(?:وفقا|طبقا)$/.test(before) || /^(?:ال)?(?:بيان|تقرير|تصريح|منشور|تغريده)$/.test(before)
    if (!takesLam || !written.startsWith('ل')) return [start, end]
    return [start + (written.startsWith('لل') ? 2 : 1), end]
  })
}
