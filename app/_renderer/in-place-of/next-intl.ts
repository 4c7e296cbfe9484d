import { createFormatter, createTranslator, type Messages } from 'use-intl/core'
import { pageRequest } from '@/app/_renderer/page-request'
import { languageFormattedAs, messagesOf } from '@/lib/words/languages'
import { rememberingSentences } from '@/lib/words/remembered'

/**
 * What `next-intl` gives components, here from the page that is being rendered. The same translators and formatters,
 * one for each language and part of the words.
 */
export function useTranslations(namespace?: string) {
  return translatorOf(pageRequest().locale, namespace)
}

export function useFormatter() {
  return formatterOf(pageRequest().locale)
}

export function useLocale(): string {
  return pageRequest().locale
}

export function useMessages(): Messages {
  return messagesOf(languageFormattedAs(pageRequest().locale).code)
}

type Translator = ReturnType<typeof createTranslator>
const translators = new Map<string, Translator>()
const formatters = new Map<string, ReturnType<typeof createFormatter>>()

export function translatorOf(locale: string, namespace?: string): Translator {
  const key = `${locale} ${namespace}`
  const known = translators.get(key)
  if (known) return known
  const translator = rememberingSentences(
    createTranslator<Messages, never>({
      ...about(locale),
      messages: messagesOf(languageFormattedAs(locale).code),
      ...(namespace === undefined ? {} : { namespace: namespace as never }),
    }) as unknown as Translator,
  )
  translators.set(key, translator)
  return translator
}

export function formatterOf(locale: string) {
  const known = formatters.get(locale)
  if (known) return known
  const formatter = createFormatter(about(locale))
  formatters.set(locale, formatter)
  return formatter
}

function about(locale: string) {
  return { locale, timeZone: 'UTC', onError: (error: Error) => console.error(error.message) }
}
