import { createTranslator } from 'use-intl/core'
import { DEFAULT_LANGUAGE, type Language, languageOfCode, messagesOf } from '@/lib/words/languages'
import { rememberingSentences } from '@/lib/words/remembered'

/** The words of one language, by key: `words.say('status.disputed')`; with what is to be filled in as second argument. */
export type Words = {
  language: Language
  say: ReturnType<typeof createTranslator>
}

const known = new Map<string, { messages: object; words: Words }>()

/** The words of a language for whatever is not a component: feeds, what changed on a page, letters to machines. */
export function wordsOf(code: string = DEFAULT_LANGUAGE): Words {
  const language = languageOfCode(code)
  const messages = messagesOf(code)
  const before = known.get(language.code)
  if (before?.messages === messages) return before.words
  const say = rememberingSentences(
    createTranslator({
      locale: language.locale,
      messages,
      timeZone: 'UTC',
      onError: (error) => {
        throw error
      },
    }),
  )
  const words = { language, say }
  known.set(language.code, { messages, words })
  return words
}
