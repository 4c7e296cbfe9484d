import { getRequestConfig } from 'next-intl/server'
import { DEFAULT_LANGUAGE, isLanguage, languageOfCode, messagesOf } from '@/lib/words/languages'

/** The language of a request, as proxy.ts tells it: of the address for readers, of the browser's choice at the desk. */
export default getRequestConfig(async ({ requestLocale }) => {
  const asked = await requestLocale
  const code = isLanguage(asked) ? asked : DEFAULT_LANGUAGE
  return {
    // With the language's own numerals: every number and plural is formatted by this.
    locale: languageOfCode(code).locale,
    messages: messagesOf(code),
    timeZone: 'UTC',
    // A word that is missing is ours to see in tests, not the reader's to see as a key.
    onError(error) {
      console.error(error.message)
    },
  }
})
