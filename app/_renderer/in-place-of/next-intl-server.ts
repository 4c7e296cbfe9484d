import { formatterOf, translatorOf } from '@/app/_renderer/in-place-of/next-intl'
import { pageRequest } from '@/app/_renderer/page-request'

/** What `next-intl/server` gives asynchronous components. */
export async function getTranslations(namespace?: string) {
  return translatorOf(pageRequest().locale, namespace)
}

export async function getFormatter() {
  return formatterOf(pageRequest().locale)
}

export async function getLocale(): Promise<string> {
  return pageRequest().locale
}
