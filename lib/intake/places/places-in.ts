import type { ClaimPlace, IntakeLanguage, Span } from '../schema'

export type Places = { about(content: Span[], passage: Span): ClaimPlace | null }

/** The places that a text names. */
export function placesIn(_text: string, _language: IntakeLanguage): Places {
  return { about: () => null }
}
