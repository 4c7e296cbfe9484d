import { useTranslations } from 'next-intl'

/** The languages that our sources speak and write. Their names are spelled out: two engines' tables don't agree. */
export const languageTags = [
  'am',
  'ar',
  'az',
  'bg',
  'bn',
  'ckb',
  'cs',
  'de',
  'el',
  'en',
  'es',
  'fa',
  'fr',
  'ha',
  'he',
  'hi',
  'hu',
  'hy',
  'id',
  'it',
  'ja',
  'ka',
  'ko',
  'ku',
  'ms',
  'my',
  'nl',
  'pl',
  'ps',
  'pt',
  'ro',
  'ru',
  'so',
  'sr',
  'sv',
  'sw',
  'syr',
  'ti',
  'tr',
  'uk',
  'ur',
  'zh',
  'und',
] as const

/** Names languages in the page's, or by their tag where we have none. */
export function useLanguageName(): (tag: string) => string {
  const t = useTranslations('ui.languageName')
  return (tag) => {
    const known = languageTags.find((each) => each === tag)
    return known ? t(known) : tag
  }
}
