/** The longest text anybody searches with, in characters. */
const LONGEST = 300

/**
 * What somebody typed into a search box, made safe to hand to the database: one line, no controls, no half
 * characters, at most 300 characters. '' when there is nothing to look for: no letter and no digit.
 */
export function searchable(typed: string): string {
  return searchablePart(typed, LONGEST)
}

/** `searchable` for a text of which the first `longest` characters are asked. */
export function searchablePart(typed: string, longest: number): string {
  const line = typed
    .slice(0, longest * 2)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\ufffd]/gu, (mark) => (/\s/.test(mark) ? ' ' : ''))
    .replace(/\s+/gu, ' ')
    .trim()
  const short = [...line].slice(0, longest).join('').trim()
  return /[\p{L}\p{N}]/u.test(short) ? short : ''
}
