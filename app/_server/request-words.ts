import 'server-only'
import { cookies, headers } from 'next/headers'
import { isLanguage } from '@/lib/words/languages'
import { type Words, wordsOf } from '@/lib/words/words-of'

/** The words of whoever asks: of the language chosen at the desk, else of the one proxy.ts found; machines choose none. */
export async function requestWords(): Promise<Words> {
  const chosen = (await cookies()).get('language')?.value
  const code = isLanguage(chosen) ? chosen : (await headers()).get('x-next-intl-locale')
  return wordsOf(code ?? undefined)
}
