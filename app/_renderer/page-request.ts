import { AsyncLocalStorage } from 'node:async_hooks'
import { languageOfCode, splitLanguage } from '@/lib/words/languages'

/** What is asked of the renderer: which page, in which language, and what was asked of the database for it already. */
export type PageRequest = {
  /** The address in the default language, without what is asked. */
  path: string
  /** BCP 47, with the numerals that the language is formatted with. */
  locale: string
  /** What `cache` keeps, by function. */
  memory: Map<unknown, Map<string, unknown>>
}

const requests = new AsyncLocalStorage<PageRequest>()

/** The page that is being rendered; throws where none is. */
export function pageRequest(): PageRequest {
  const request = requests.getStore()
  if (!request) throw new Error('no page is being rendered')
  return request
}

/** Renders within the request of one page; `memory` may be shared by pages that are made of the same state. */
export function withPageRequest<T>(
  pathname: string,
  memory: PageRequest['memory'],
  render: () => Promise<T>,
): Promise<T> {
  const { language, path } = splitLanguage(pathname)
  return requests.run({ path, locale: languageOfCode(language).locale, memory }, render)
}
