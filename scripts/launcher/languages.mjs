import { readdirSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from './settings.mjs'

/** The language whose addresses have no prefix, as in lib/words/languages.ts. */
export const DEFAULT_LANGUAGE = 'en'
/** Every language there is. */
export const languages = readdirSync(path.join(ROOT, 'messages'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length))
  .sort()
const known = new Set(languages.filter((code) => code !== DEFAULT_LANGUAGE))

/** The page that an address is in some language, as in lib/words/languages.ts: `/ar/claims/x` is `/claims/x`. */
export function withoutLanguage(address) {
  const [, code, rest] = /^\/([^/]+)(\/.*)?$/.exec(address) ?? []
  return known.has(code) ? (rest ?? '/') : address
}

/** The language that an address is in. */
export function languageOf(address) {
  const code = address.split(/[/?]/, 2)[1]
  return known.has(code) ? code : DEFAULT_LANGUAGE
}
