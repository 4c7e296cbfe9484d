import { findDateline } from '@/lib/documents/read/dateline'
import { readMoment } from '@/lib/documents/read/moment'
import { AppError } from '@/lib/errors'

export type Prose = {
  title: string | null
  byline: string | null
  publishedAt: string | null
  text: string
}

/** Marks of direction, which stand before and after words of both scripts. */
const MARKS = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g
/** Longer lines are paragraphs, not headlines. */
const LONGEST_HEADLINE = 180
const BYLINE =
  /^(?:(?:written|reported|posted|published|story) )?(?:by|from|par|por|von|بقلم|كتب(?:ت)?|إعداد|تقرير)\s*[:：]?\s+(.{2,100})$/iu
/** What begins a line about when it was published, before the date itself. */
const DATED =
  /^(?:published|updated|last updated|posted|first published|date|نشر(?: في)?|تاريخ النشر|آخر تحديث|تم النشر(?: في)?)?\s*(?:on|at)?\s*[:：]?\s*(?=[\p{L}\d])/iu

/**
 * Plain text as an article. A short first line without a full stop, with prose after it, is the headline; lines such as
 * "By Jane Doe" and a date that stand alone before the first paragraph are its byline and time. What is left is kept to the
 * letter, but for line ends and space at either end. Throws `AppError` `refused` for nothing, or for what is not text.
 */
export function readProse(given: string): Prose {
  const text = given
    .replace(/^\ufeff/, '')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .toWellFormed()
  // Controls that are not white space come with files of other kinds.
  const odd = text.slice(0, 500_000).match(/[^\P{Cc}\s]/gu)?.length ?? 0
  if (text.includes('\0') || odd > 20) throw new AppError('refused', 'text_is_binary')
  const lines = text.trim().split('\n')
  if (lines.every((line) => line.trim() === '')) throw new AppError('refused', 'text_empty')

  let title: string | null = null
  let byline: string | null = null
  let publishedAt: string | null = null
  let start = 0
  for (const [i, each] of lines.entries()) {
    const line = each.trim()
    if (line === '') continue
    if (title === null && looksLikeHeadline(line, lines.slice(i + 1))) title = line
    else if (byline === null && BYLINE.test(line) && !/[.!?؟]\s/.test(line)) {
      byline = BYLINE.exec(line)?.[1]?.trim() ?? null
    } else if (publishedAt === null && line.length < 80) {
      publishedAt = readMoment(line.replace(DATED, ''))
      if (publishedAt === null) break
    } else break
    start = i + 1
  }
  const body = lines.slice(start).join('\n').trim()
  // A headline with nothing below it is the text itself.
  return body === ''
    ? { title: null, byline: null, publishedAt: null, text: text.trim() }
    : { title, byline, publishedAt, text: body }
}

function looksLikeHeadline(line: string, rest: string[]): boolean {
  const words = line.replace(MARKS, '')
  if (words.length > LONGEST_HEADLINE || BYLINE.test(words) || findDateline(words)) return false
  // A sentence or half of one, unless it ends on an abbreviation such as U.S.
  if (/[.:؛،,;]["”’»)]?$/.test(words) && !/(?:\p{Lu}\.){2,}$/u.test(words)) return false
  const next = rest.find((each) => each.trim() !== '')?.trim()
  if (next === undefined) return false
  // A line of wrapped prose is followed at once by one of its own length.
  const isSetOff = rest[0]?.trim() === '' || next.length > 1.5 * words.length
  return isSetOff || BYLINE.test(next) || readMoment(next.replace(DATED, '')) !== null
}
