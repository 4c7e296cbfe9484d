/** The longest text anybody searches with, in characters. */
const LONGEST = 300

/**
 * What somebody typed into a search box, made safe to hand to the database: one line, no controls, no half
 * characters, at most 300 characters. '' when there is nothing to look for: no letter and no digit.
 */
export function searchable(typed: string): string {
  const line = typed
    .slice(0, LONGEST * 2)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\ufffd]/gu, (mark) => (/\s/.test(mark) ? ' ' : ''))
    .replace(/\s+/gu, ' ')
    .trim()
  const short = [...line].slice(0, LONGEST).join('').trim()
  return /[\p{L}\p{N}]/u.test(short) ? short : ''
}
