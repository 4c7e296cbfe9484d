import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import type { Messages } from 'use-intl'

/** A page's title in the language of the request. */
export function titled(
  page: keyof Messages['deskTitle'],
  others: Metadata = {},
): () => Promise<Metadata> {
  return async () => ({ ...others, title: (await getTranslations('deskTitle'))(page) })
}
