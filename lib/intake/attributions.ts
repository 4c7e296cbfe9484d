import { extractArabicAttributions } from './arabic/attributions'
import { extractEnglishAttributions } from './english/attributions'
import type { Attribution, IntakeLanguage } from './schema'

/** Who said what in `text`, in its order; no text makes it throw. */
export function extractAttributions(text: string, language: IntakeLanguage): Attribution[] {
  return language === 'en' ? extractEnglishAttributions(text) : extractArabicAttributions(text)
}
