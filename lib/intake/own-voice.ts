import type { IntakeLanguage, Span } from './schema'

/** Whether a sentence of the outlet asserts a fact that can be checked. */
export function isCheckable(
  _text: string,
  _span: Span,
  _anchor: string | null,
  language: IntakeLanguage,
): boolean {
  return language === 'en' && false
}
