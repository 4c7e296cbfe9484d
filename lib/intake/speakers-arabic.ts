import type { Span } from './schema'
import type { Mention, Reading } from './speakers-english'

/** Everybody whom the Arabic text names, in its order. */
export function arabicMentionsIn(_text: string): Mention[] {
  return []
}

/** Reads the noun phrase of an Arabic source. */
export function readArabicSource(text: string, span: Span): Reading {
  const name = text.slice(span[0], span[1])
  return {
    name,
    span,
    description: null,
    kind: 'other',
    form: 'named',
    head: name.split(' ')[0] ?? '',
  }
}
