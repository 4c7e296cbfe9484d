import { AppError } from '@/lib/errors'

/** Plain text as an article: its headline and byline, told by their shape, and what follows them. */
export function readProse(given: string): {
  title: string | null
  byline: string | null
  publishedAt: string | null
  text: string
} {
  const text = given
    .replace(/^\ufeff/, '')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .toWellFormed()
    .trim()
  if (text === '') throw new AppError('refused', 'text_empty')
  if (text.includes('\0')) throw new AppError('refused', 'text_is_binary')
  const [first = '', ...rest] = text.split(/\n+/)
  const hasTitle = first.length <= 200 && rest.length > 0
  return {
    title: hasTitle ? first.trim() : null,
    byline: null,
    publishedAt: null,
    text: hasTitle ? text.slice(first.length).trim() : text,
  }
}
