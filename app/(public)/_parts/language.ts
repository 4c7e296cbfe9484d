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
  return { lang: tag, dir: rightToLeft.has(scriptOf(tag)) ? 'rtl' : 'ltr' }
}

const scripts = new Map<string, string>()

/** What a language is written in, as ISO 15924 has it; '' for a tag from before we checked them. */
function scriptOf(tag: string): string {
  let script = scripts.get(tag)
  if (script === undefined) {
    try {
      script = new Intl.Locale(tag).maximize().script ?? ''
    } catch {
      script = ''
    }
    scripts.set(tag, script)
  }
  return script
}

/**
 * The `lang` of a text of the newsroom's own, of which nothing says in what language it is: on a page in another script
 * what is in Latin letters is taken to be in the default language.
 */
export function writtenIn(text: string, page: Language): { lang?: string } {
  const [letter = ''] = /\p{L}/u.exec(text) ?? []
  const isForeign = scriptOf(page.code) !== 'Latn'
  return isForeign && /\p{Script=Latin}/u.test(letter) ? { lang: DEFAULT_LANGUAGE } : {}
}
