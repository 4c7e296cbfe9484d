import type { Said } from './plain-words'
import { arabicProposition } from './propositions-arabic'
import { englishProposition } from './propositions-english'
import type { IntakeLanguage } from './schema'

/** What is claimed, in a sentence of its own without quotation marks; '' where nothing is. */
export function propositionOf(said: Said, language: IntakeLanguage): string {
  return language === 'ar' ? arabicProposition(said) : englishProposition(said)
}
