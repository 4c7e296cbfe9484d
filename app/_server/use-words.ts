import 'server-only'
import { useLocale } from 'next-intl'
import { languageFormattedAs } from '@/lib/words/languages'
import { type Words, wordsOf } from '@/lib/words/words-of'

/** All words of the page's language, for what is said outside components, such as times, and for what hands them on. */
export function useWords(): Words {
  return wordsOf(languageFormattedAs(useLocale()).code)
}
