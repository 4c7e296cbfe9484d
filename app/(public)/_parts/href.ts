import { headers } from 'next/headers'
import { useLocale } from 'next-intl'
import { getLocale } from 'next-intl/server'
import { inLanguage, type Language, languageFormattedAs } from '@/lib/words/languages'
import { type Words, wordsOf } from '@/lib/words/words-of'

/** The language that this page is in. */
export function usePageLanguage(): Language {
  return languageFormattedAs(useLocale())
}

/** The same for what is asynchronous, where React has no hooks. */
export async function pageLanguage(): Promise<Language> {
  return languageFormattedAs(await getLocale())
}

/** The address, in the language of this page, of another page of ours: `href('/claims/x')`. */
export function useHref(): (pagePath: string) => string {
  const { code } = usePageLanguage()
  return (pagePath) => inLanguage(pagePath, code)
}

export async function pageHref(): Promise<(pagePath: string) => string> {
  const { code } = await pageLanguage()
  return (pagePath) => inLanguage(pagePath, code)
}

/** Pages that have no address of their own in any language. */
const NOWHERE = ['/404', '/page-not-found']

/** Where this page is, in the default language; null for what stands wherever there is nothing. */
export async function pagePath(): Promise<string | null> {
  const asked = (await headers()).get('x-page-path') ?? '/'
  return NOWHERE.includes(asked) ? null : asked
}

export async function pageWords(): Promise<Words> {
  return wordsOf((await pageLanguage()).code)
}
