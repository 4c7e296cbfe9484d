const rightToLeft = new Set([
  'Arab',
  'Hebr',
  'Syrc',
  'Thaa',
  'Nkoo',
  'Adlm',
  'Rohg',
  'Mand',
  'Samr',
])

/** The `lang` and `dir` of somebody's words. */
export function languageOf(tag: string): { lang: string; dir: 'ltr' | 'rtl' } {
  let script: string | undefined
  try {
    script = new Intl.Locale(tag).maximize().script
  } catch {
    // A tag from before we checked them says nothing about direction.
  }
  return { lang: tag, dir: script && rightToLeft.has(script) ? 'rtl' : 'ltr' }
}
