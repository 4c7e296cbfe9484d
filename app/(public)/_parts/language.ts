import { DEFAULT_LANGUAGE, type Language } from '@/lib/words/languages'

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

/**
 * The `lang` of a text of the newsroom's own, of which nothing says in what language it is: on a page in another script
 * what is in Latin letters is taken to be in the default language.
 */
export function writtenIn(text: string, page: Language): { lang?: string } {
  const [letter = ''] = /\p{L}/u.exec(text) ?? []
  const isForeign = new Intl.Locale(page.code).maximize().script !== 'Latn'
  return isForeign && /\p{Script=Latin}/u.test(letter) ? { lang: DEFAULT_LANGUAGE } : {}
}
